"""Names that attack a terminal, in a store that another program filled: every page, dialog and list shows text only,
and none of them ever waits for the store: every statement runs on the store's own thread.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import peewee
import pytest

from models.workspace import Clock, Workspace
from screens.session import Session
from tests.helpers_tui import HOSTILE, UNSAFE, running, screen_text
from tests.journeys.conftest import MORNING, NOW
from tests.journeys.seats import Seat, wait
from tests.journeys.tour import take_the_tour
from wbl_tui.app import WblApp
from wbl_tui.cli import main
from wbl_tui.desk import Desk

NAMES = [name for name in HOSTILE if name]
TYPED = {
    "campaign": ("name", "school"),
    "student": ("given", "family", "preferred", "grade", "email", "school", "guardian_name"),
    "interest": ("words", "sub"),
    "staff": ("name", "role", "email"),
    "school_class": ("name",),
    "employer": ("name", "field", "address", "notes"),
    "contact": ("name", "title", "email", "phone", "notes", "source"),
    "room": ("name",),
    "bell_period": ("name",),
    "special_day": ("note",),
    "room_block": ("why",),
    "outreach": ("said", "outcome", "next_action"),
    "interview": ("because", "number", "link"),
    "absence": ("decided_by", "because"),
}
"""Tables and the columns in which people's words stand."""
ATTACKS = (b"\x1b]0;pwned", b"\x1b[2J\x1b]", "\x9b".encode(), "\u202e".encode(), b"\x1b]52")


@pytest.fixture
def hostile_store(store: Path) -> Path:
    """The school, every word in it replaced by one that attacks; rows differ by the id of the row."""
    with closing(sqlite3.connect(store)) as db, db:
        for table, columns in TYPED.items():
            for shift, column in enumerate(columns):
                for at, name in enumerate(NAMES):
                    db.execute(
                        f'UPDATE "{table}" SET "{column}" = ? WHERE rowid % ? = ?',
                        (name, len(NAMES), (at + shift) % len(NAMES)),
                    )
    return store


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the threads on which statements were run; nothing else about them is changed."""
    seen: set[str] = set()
    run: Callable[..., Any] = peewee.SqliteDatabase.execute_sql

    def noted(self: peewee.SqliteDatabase, sql: str, *params: Any) -> Any:
        seen.add(threading.current_thread().name.rpartition("_")[0])
        return run(self, sql, *params)

    monkeypatch.setattr(peewee.SqliteDatabase, "execute_sql", noted)
    return seen


async def test_a_tour_shows_text_alone_and_reads_beside_the_screen(
    hostile_store: Path, threads: set[str]
) -> None:
    workspace = Workspace(hostile_store, actor=NAMES[3], clock=Clock(NOW, ticks=False))
    try:
        app = WblApp(Session(Desk(workspace)), page="roster")
        async with running(app, 100, 30):
            await take_the_tour(app, lambda: text_only(app))
    finally:
        workspace.close()
    assert threads == {"store"}


def text_only(app: WblApp) -> None:
    """Nothing on the screen is anything but text."""
    assert set(screen_text(app)) & UNSAFE == {"\n"}


def test_a_terminal_is_sent_hostile_names_as_text(hostile_store: Path, sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("All keys", "[@click=app.quit]")
    for page, words in (("2", "o Outreach"), ("3", "v Days"), ("4", "a All rooms"), ("5", "i Check in")):
        seat.press(page)
        seat.sees(words)
    seat.press("1")
    seat.sees("b Book", "[@click=app.quit]")
    lines = seat.text.split("\n")
    row = next(n for n, line in enumerate(lines) if "[@click=app.quit]" in line and n != seat.cursor)
    seat.type(f"\x1b[<0;8;{row + 1}M\x1b[<0;8;{row + 1}m")
    wait([seat], lambda: seat.cursor == row, "the cursor on the clicked row")
    assert seat.process.poll() is None
    assert [attack for attack in ATTACKS if attack in seat.raw] == []
    seat.press("q")
    assert seat.ended() == 0


LISTS = ("students", "contacts", "rooms", "staff", "classes", "interviews", "absences", "outreach")


@pytest.mark.parametrize(
    "command",
    [("today",), ("today", "--json"), ("check",), ("check", "--json"), ("log",), ("log", "--json"),
     *(("list", kind, *how) for kind in LISTS for how in ((), ("--json",), ("--csv",)))],
    ids=" ".join,
)  # fmt: skip
def test_whatever_is_printed_is_text_only(
    hostile_store: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(hostile_store), "--now", MORNING, *command]) in (0, 1)
    said = capsys.readouterr()
    assert set(said.out + said.err) & (UNSAFE - {"\n", "\t"}) == set()
