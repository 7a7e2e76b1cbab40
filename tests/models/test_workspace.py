"""The workspace: no write is lost or done twice, whoever leaves; nothing leaks when opening fails."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import Refused, StoreBusy, StoreError, StoreMissing
from models.operations.unit import Unit
from models.queries import reading
from models.tables import rows
from models.workspace import Clock, Workspace
from tests.helpers_store import NOW, ZONE, change, make_school, open_school, raw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with the school in it, closed."""
    path = tmp_path / "school.wbl"
    make_school(path).close()
    return path


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    """The same, open."""
    workspace = open_school(path)
    yield workspace
    workspace.close()


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program holds SQLite's own lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def add(unit: Unit, ident: str) -> int:
    """A write that is easy to count."""
    unit.insert(rows.Staff, ident, name="Mr New")
    return unit.say("add", f"Added {ident}.")


def staff_ids(workspace: Workspace) -> set[str]:
    return set(workspace.read(reading.staff))


def test_no_thread_is_left_when_opening_fails(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(StoreMissing):
        Workspace(tmp_path / "none.wbl", actor="x")
    assert set(threading.enumerate()) == before


def test_no_thread_is_left_after_closing_twice(path: Path) -> None:
    before = set(threading.enumerate())
    workspace = open_school(path)
    change(workspace, lambda unit: add_only(unit, "x"))
    workspace.close()
    workspace.close()
    assert set(threading.enumerate()) == before


def add_only(unit: Unit, ident: str) -> None:
    unit.insert(rows.Staff, ident, name="Mr New")


def test_after_closing_every_use_is_refused_in_words(path: Path) -> None:
    workspace = open_school(path)
    workspace.close()
    with pytest.raises(StoreError, match="The store is closed"):
        workspace.read(reading.staff)
    with pytest.raises(StoreError, match="The store is closed"):
        workspace.write(add, "x")


def test_a_write_that_waits_in_vain_says_so_and_saves_nothing(path: Path) -> None:
    workspace = open_school(path, patience=0.3)
    with locked(path):
        began = time.monotonic()
        with pytest.raises(StoreBusy, match="held the store for 0 seconds; nothing was saved"):
            workspace.write(add, "x")
        assert time.monotonic() - began >= 0.3
    assert "x" not in staff_ids(workspace)
    workspace.write(add, "y")
    assert "y" in staff_ids(workspace)
    workspace.close()


def test_a_write_goes_through_when_the_lock_is_given_back(path: Path, workspace: Workspace) -> None:
    with locked(path) as other:
        timer = threading.Timer(0.3, lambda: None)
        timer.start()
        waiting = threading.Thread(target=workspace.write, args=(add, "x"))
        waiting.start()
        timer.join()
        assert waiting.is_alive()
        other.execute("ROLLBACK")
        waiting.join(60)
    assert "x" in staff_ids(workspace)


async def test_cancelling_who_asked_neither_loses_nor_repeats_a_write(
    path: Path, workspace: Workspace
) -> None:
    with locked(path) as other:
        page = asyncio.ensure_future(workspace.awrite(add, "x"))
        await asyncio.sleep(0.1)
        page.cancel()
        with pytest.raises(asyncio.CancelledError):
            await page
        other.execute("ROLLBACK")
    await workspace.awrite(add, "y")
    assert {"x", "y"} <= staff_ids(workspace)
    sentences = raw(path, "SELECT sentence FROM journal WHERE action = 'add' ORDER BY id")[0]
    assert sentences == [("Added x.",), ("Added y.",)]


def test_a_write_outlives_the_event_loop_that_asked_for_it(path: Path, workspace: Workspace) -> None:
    async def leave() -> None:
        asyncio.ensure_future(workspace.awrite(add, "x"))  # noqa: RUF006 - nobody waits for it
        await asyncio.sleep(0.1)

    with locked(path) as other:
        asyncio.run(leave())
        other.execute("ROLLBACK")
    workspace.close()
    assert raw(path, "SELECT count(*) FROM staff WHERE id = 'x'") == [[(1,)]]


async def test_writes_keep_the_order_in_which_they_were_asked_for(workspace: Workspace) -> None:
    await asyncio.gather(*(workspace.awrite(add, f"x{n}") for n in range(20)))
    said = workspace.read(
        lambda db: db.execute_sql("SELECT sentence FROM journal WHERE action = 'add' ORDER BY id").fetchall()
    )
    assert said == [(f"Added x{n}.",) for n in range(20)]


def test_a_refusal_saves_nothing(workspace: Workspace) -> None:
    def refuse(unit: Unit) -> None:
        add_only(unit, "x")
        raise Refused("No.")

    with pytest.raises(Refused):
        workspace.write(refuse)
    assert "x" not in staff_ids(workspace)


def test_a_change_that_the_journal_does_not_tell_of_is_not_saved(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="without an entry in the journal"):
        workspace.write(add_only, "x")
    assert "x" not in staff_ids(workspace)


async def test_changes_of_others_are_noticed_once_and_own_ones_not(path: Path, workspace: Workspace) -> None:
    assert not await workspace.changed()
    await workspace.awrite(add, "own")
    assert not await workspace.changed()
    other = open_school(path, actor="Mr Vance")
    other.write(add, "foreign")
    other.close()
    assert await workspace.changed()
    assert not await workspace.changed()


def test_what_a_workspace_knows(workspace: Workspace) -> None:
    assert workspace.campaign().name == "Fall interviews"
    assert workspace.campaign().zone == str(ZONE)
    assert workspace.now() == NOW
    assert workspace.newest_entry() == 1
    assert workspace.begin_read(reading.staff).result().keys() == {"t1", "t2"}


def test_the_clock_of_a_rehearsal_starts_there_and_ticks_or_stands() -> None:
    assert not Clock().rehearsal
    before = datetime.now(UTC)
    assert before <= Clock().now() <= datetime.now(UTC)
    standing, begun = Clock(NOW, ticks=False), time.monotonic()
    fast = Clock(NOW, 3600)
    time.sleep(0.01)
    assert standing.rehearsal
    assert standing.now() == NOW
    shown = fast.now()
    assert NOW + timedelta(seconds=36) <= shown <= NOW + (time.monotonic() - begun) * timedelta(hours=1)
