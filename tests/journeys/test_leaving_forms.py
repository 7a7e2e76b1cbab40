"""Told to go while somebody types into a form: the program goes properly, the terminal is whole, so is the store."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.queries import reading
from models.queries.journal import newest_entry
from models.workspace import Workspace
from tests.journeys.seats import Seat, wait


def saved(store: Path) -> tuple[int, int]:
    """The newest entry of the journal, and how many students there are."""
    workspace = Workspace(store, actor="reader")
    try:
        return workspace.read(newest_entry), len(workspace.read(reading.students))
    finally:
        workspace.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_with_a_form_open_leaves_properly(
    store: Path, sit: Callable[..., Seat], number: signal.Signals
) -> None:
    before = saved(store)
    seat = sit()
    seat.sees("Abernathy", "All keys")
    seat.press("d")
    wait([seat], lambda: "questions" in seat.message, "the sentence")
    seat.press("n")
    seat.sees("New student", "Given name")
    seat.type("Ada")
    seat.sees("Ada")
    seat.process.send_signal(number)
    assert seat.ended() == 128 + number
    assert seat.is_put_back()
    assert b"Traceback" not in seat.raw
    assert saved(store) == (before[0] + 1, before[1])
    with closing(sqlite3.connect(store)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_signal_while_a_write_waits_ends_within_seconds_and_saves_it_whole_or_not_at_all(
    store: Path, sit: Callable[..., Seat]
) -> None:
    before = saved(store)
    seat = sit()
    seat.sees("Abernathy", "All keys")
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        seat.press("d")
        seat.sees("Waiting for the store")
        seat.process.send_signal(signal.SIGTERM)
        wait([seat], lambda: seat.process.poll() is not None, "the end", 8.0)
        other.execute("ROLLBACK")
    assert seat.ended() == 128 + signal.SIGTERM
    assert seat.is_put_back()
    assert saved(store) == before
