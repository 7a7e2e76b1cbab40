"""A small invented school in a real store, made through the unit of work, and a second program beside ours."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Hashable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.operations.booking import Booking, book_interview
from models.operations.unit import Done, Unit
from models.queries import reading
from models.rules.facts import Absence, Interview
from models.rules.span import local_instant
from models.tables import all_rows, rows, sqlite
from models.workspace import Clock, Workspace

ZONE = ZoneInfo("America/Chicago")
DAY = date(2026, 11, 18)
"""Wednesday of the first week of the window."""
NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
"""07:30 at school on that day."""
ROOT = Path(__file__).resolve().parent.parent


def at(wall: str, day: date = DAY) -> datetime:
    """The instant of a wall time at school, "10:20"."""
    hour, minute = wall.split(":")
    return local_instant(day, int(hour) * 60 + int(minute), ZONE)


def make_school(path: Path, *, actor: str = "Ms Rivera", patience: float = 20.0) -> Workspace:
    """A store with the school in it, open; its journal has one entry, made by "the office"."""
    put_store(path, "a handful of people", _make_school)
    return open_school(path, actor=actor, patience=patience)


def _make_school(path: Path) -> None:
    sqlite.create(path)
    office = Workspace(path, actor="the office", terminal="desk", clock=Clock(NOW, ticks=False))
    office.write(set_up)
    office.close()


def put_store(path: Path, name: Hashable, make: Callable[[Path], None]) -> None:
    """Put a store there as the function makes and closes it: that is done once in this process, then it is copied."""
    if name not in _MADE:
        with TemporaryDirectory() as folder:
            made = Path(folder) / "made.wbl"
            make(made)
            assert not made.with_name("made.wbl-wal").exists()
            _MADE[name] = made.read_bytes()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(_MADE[name])


_MADE: dict[Hashable, bytes] = {}


def open_school(path: Path, *, actor: str = "Ms Rivera", patience: float = 20.0) -> Workspace:
    """One more terminal on the store; the clock stands still."""
    return Workspace(path, actor=actor, terminal="t1", clock=Clock(NOW, ticks=False), patience=patience)


def set_up(unit: Unit) -> int:
    """Everything but bookings: three students, two contacts, two rooms, a class in period 2, an adult on duty."""
    unit.insert(
        rows.Campaign, "c1", name="Fall interviews", school="Elm High", organizer="wbl@elm.example.org",
        first_day=date(2026, 11, 16), last_day=date(2026, 11, 27), zone=ZONE.key, per_student=3, minutes=20,
        calls_per_adult=4, created_at=NOW,
    )  # fmt: skip
    unit.insert_many(rows.BellPeriod, [_period(number) for number in range(1, 8)])
    unit.insert_many(rows.BellWeek, [{"id": str(day), "day_type": "regular"} for day in range(5)])
    unit.insert_many(
        rows.Staff,
        [
            {"id": "t1", "name": "Mr Vance", "role": "teacher"},
            {"id": "t2", "name": "Ms Adeyemi", "role": "volunteer"},
        ],
    )
    unit.insert_many(
        rows.Duty,
        [
            {"id": f"d{day}", "staff": "t2", "weekday": day, "start_minute": 480, "end_minute": 900}
            for day in range(5)
        ],
    )
    unit.insert(rows.SchoolClass, "alg", name="Algebra", teacher="t1", meets="2", kind="core")
    unit.insert_many(rows.Student, [_student(*each) for each in _STUDENTS])
    unit.insert(rows.Enrolment, "s1:alg", student="s1", class_id="alg")
    unit.insert(rows.Employer, "e1", name="Elm Clinic")
    unit.insert_many(rows.Contact, [_contact("k1", "Dr Okafor"), _contact("k2", "Lee Brandt")])
    unit.insert_many(rows.Room, [_room("r1", "Room 1", 0), _room("r2", "Room 2", 5)])
    return unit.say("set up", "Set the school up.")


_STUDENTS = (("s1", "Mia", "Torres"), ("s2", "Ben", "Ode"), ("s3", "Ana", "Petrov"))


def _period(number: int) -> dict[str, Any]:
    start = 480 + 60 * (number - 1)
    return {
        "id": f"regular:{number}", "day_type": "regular", "position": number, "name": str(number),
        "start_minute": start, "end_minute": start + 55, "kind": "period",
    }  # fmt: skip


def _student(ident: str, given: str, family: str) -> dict[str, Any]:
    return {
        "id": ident, "given": given, "family": family, "email": f"{given.lower()}@elm.example.org",
        "questions_ready": True, "practice_done": True,
    }  # fmt: skip


def _contact(ident: str, name: str) -> dict[str, Any]:
    return {
        "id": ident, "employer": "e1", "name": name, "zone": ZONE.key,
        "formats": ("phone", "video", "group_video"), "phone": "555 0101",
    }  # fmt: skip


def _room(ident: str, name: str, changeover: int) -> dict[str, Any]:
    return {
        "id": ident, "name": name, "capacity": 4, "equipment": ("phone", "video"),
        "changeover_minutes": changeover,
    }  # fmt: skip


def booking(start: str | None, student: str = "s1", contact: str = "k1", **more: Any) -> Booking:
    """A booking in room r1 at a wall time of the day, or a request without a time."""
    more.setdefault("room", "r1" if start else None)
    return Booking((student,), contact, at(start) if start else None, **more)


def book(
    workspace: Workspace, start: str | None, student: str = "s1", contact: str = "k1", **more: Any
) -> str:
    """Book it; returns the interview's id."""
    done: Done = workspace.write(book_interview, booking(start, student, contact, **more))
    assert done.interview_id is not None
    return done.interview_id


def interview(workspace: Workspace, ident: str) -> Interview:
    """The interview as it is saved."""
    return workspace.read(reading.interviews)[ident]


def absences_of(workspace: Workspace, ident: str) -> tuple[Absence, ...]:
    """The interview's absences as they are saved."""
    return workspace.read(reading.absences).get(ident, ())


def images(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that the journal can put back, by table, without what never comes back."""
    return workspace.read(_images)


def _images(db: SqliteDatabase) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for name, model in all_rows.ROWS.items():
        columns = [c for c in model._meta.columns if c not in ("revision", "sequence", "parked")]
        sql = f'SELECT {", ".join(columns)} FROM "{name}" ORDER BY id'
        found[name] = db.execute_sql(sql).fetchall()
    return found


def raw(path: Path, *statements: str) -> list[Any]:
    """What a faulty second program does: plain SQL on a connection with SQLite's own defaults."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        return [other.execute(statement).fetchall() for statement in statements]


def start_python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process of ours, with the project's modules in reach."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def change(workspace: Workspace, make: Callable[[Unit], object], sentence: str = "Changed by hand.") -> int:
    """Any change of rows as one entry of the journal; returns its id."""

    def operation(unit: Unit) -> int:
        make(unit)
        return unit.say("hand", sentence)

    return workspace.write(operation)
