"""An invented school in a real store, at any size: what reads, pages and speed are tested against."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from benchmarks.names import FAMILY, GIVEN
from models.rules.clusters import all_clusters
from models.tables import rows, sqlite
from models.workspace import Clock, Workspace
from tests.helpers_store import put_store

NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
"""Wednesday of the window's first week, 09:00 at school."""

FIRST = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)
_JOBS = ("Nurse", "Engineer", "Baker", "Reporter", "Architect", "Chef", "Electrician", "Accountant")


class Size(NamedTuple):
    """How many of everything; each of `slots` a day holds `rooms` interviews at once."""

    students: int = 25
    contacts: int = 8
    interviews: int = 60
    rooms: int = 6


SMALL = Size()
LARGE = Size(2500, 800, 6000, 30)


def make_workspace(path: Path, size: Size = SMALL, now: datetime = NOW) -> Workspace:
    """A store of that size, opened; the clock stands still."""
    put_store(path, size, partial(_make, size))
    return Workspace(path, actor="Ms Rivera", terminal="t1", clock=Clock(now, ticks=False))


def _make(size: Size, path: Path) -> None:
    sqlite.create(path)
    workspace = Workspace(path, actor="Ms Rivera", terminal="t1", clock=Clock(NOW, ticks=False))
    workspace.with_store(lambda store: store.attempt(lambda db: _fill(db, size)))
    workspace.close()


def count_queries(workspace: Workspace, query: Callable[..., Any], *args: Any) -> int:
    """How many statements one read sends to the store."""
    seen: list[str] = []

    def counted(db: SqliteDatabase) -> None:
        connection = db.connection()
        connection.set_trace_callback(seen.append)
        try:
            query(db, *args)
        finally:
            connection.set_trace_callback(None)

    workspace.read(counted)
    return len(seen)


def _fill(db: SqliteDatabase, size: Size) -> None:
    for model, made in (
        (rows.Campaign, [_campaign()]),
        (rows.BellPeriod, _periods()),
        (rows.BellWeek, [{"id": str(day), "day_type": "regular"} for day in range(5)]),
        (rows.Staff, [{"id": "t1", "name": "Mr Vance", "role": "teacher", "email": "", "school": ""}]),
        (rows.SchoolClass, _classes()),
        (rows.Room, [_room(n) for n in range(size.rooms)]),
        (rows.Student, [_student(n) for n in range(size.students)]),
        (rows.Interest, [_interest(n, rank) for n in range(size.students) for rank in (1, 2, 3) if n % 5]),
        (rows.Enrolment, [_enrolment(n, p) for n in range(size.students) for p in range(1, 8) if p != 1 + n % 7]),
        (rows.Employer, [_employer(n) for n in range(_employers(size))]),
        (rows.Contact, [_contact(n, size) for n in range(size.contacts)]),
        (rows.Availability, [_offered(n, day) for n in range(size.contacts) for day in range(3)]),
        (rows.Outreach, [_outreach(n, k) for n in range(size.contacts) for k in range(n % 4)]),
        (rows.Interview, [_interview(n, size) for n in range(size.interviews)]),
        (rows.InterviewStudent, [_member(n, size) for n in range(size.interviews)]),
        (rows.Absence, [_absence(n, size) for n in range(0, size.interviews, 2)]),
    ):  # fmt: skip
        many: list[dict[str, Any]] = list(made)
        for start in range(0, len(many), 500):
            model.insert_many(many[start : start + 500]).bind(db).execute()


def _employers(size: Size) -> int:
    """Every employer has a contact, most have two."""
    return -(-size.contacts // 2)


def _campaign() -> dict[str, Any]:
    return {
        "id": "c1", "name": "Fall interviews", "school": "Elm High", "organizer": "wbl@elm.example.org",
        "first_day": date(2026, 11, 16), "last_day": date(2026, 11, 27), "zone": "America/New_York",
        "per_student": 3, "minutes": 20, "calls_per_adult": 4, "created_at": FIRST,
    }  # fmt: skip


def _periods() -> list[dict[str, Any]]:
    return [
        {
            "id": f"regular:{p}", "day_type": "regular", "position": p, "name": str(p),
            "start_minute": 480 + 60 * (p - 1), "end_minute": 480 + 60 * p - 5, "kind": "period",
        }
        for p in range(1, 8)
    ]  # fmt: skip


def _classes() -> list[dict[str, Any]]:
    names = ("English", "Maths", "Biology", "History", "Spanish", "Art", "Advisory")
    kinds = ("core", "core", "core", "core", "core", "elective", "advisory")
    return [
        {
            "id": f"k{p}", "name": f"{names[p - 1]} 10", "teacher": "t1", "meets": f"{p}(A)",
            "kind": kinds[p - 1], "never_on": (),
        }
        for p in range(1, 8)
    ]  # fmt: skip


def _room(n: int) -> dict[str, Any]:
    return {
        "id": f"r{n + 1}", "name": f"Room {n + 1:02}", "school": "", "capacity": 2,
        "equipment": ("phone", "video"), "changeover_minutes": 0,
    }  # fmt: skip


def _student(n: int) -> dict[str, Any]:
    given, family = GIVEN[n % len(GIVEN)], FAMILY[n % len(FAMILY)]
    return {
        "id": f"s{n + 1}", "given": given, "family": f"{family} {n + 1}", "preferred": "", "grade": "10",
        "email": f"s{n + 1}@elm.example.org", "school": "", "guardian_name": "", "guardian_email": "",
        "share_name": True, "owed": None, "questions_ready": n % 2 == 0, "practice_done": n % 3 == 0,
    }  # fmt: skip


def _interest(n: int, rank: int) -> dict[str, Any]:
    cluster = all_clusters()[(n + 3 * rank) % 14]
    return {
        "id": f"s{n + 1}:{rank}", "student": f"s{n + 1}", "rank": rank, "cluster": cluster.id,
        "sub": "", "words": cluster.name,
    }  # fmt: skip


def _enrolment(n: int, period: int) -> dict[str, Any]:
    return {"id": f"s{n + 1}:k{period}", "student": f"s{n + 1}", "class_id": f"k{period}"}


def _employer(n: int) -> dict[str, Any]:
    return {
        "id": f"e{n + 1}", "name": f"Harbour {n + 1} Works", "field": "", "address": f"{n + 1} Dock Road",
        "site": "", "phone": "", "notes": "",
    }  # fmt: skip


def _contact(n: int, size: Size) -> dict[str, Any]:
    return {
        "id": f"x{n + 1}", "employer": f"e{n % _employers(size) + 1}",
        "name": f"Dana Whitfield {n + 1}", "title": _JOBS[n % len(_JOBS)], "email": f"d{n + 1}@works.example.org",
        "phone": f"555 01{n % 100:02}", "zone": "", "clusters": (all_clusters()[n % 14].id,),
        "formats": ("phone", "video"), "minutes": None, "gap_minutes": 0, "limit_": 10 if n % 2 else None,
        "per_day": None, "schools": (), "travel_minutes": 0, "source": "volunteered",
        "do_not_contact": n % 40 == 39, "notes": "",
    }  # fmt: skip


def _offered(n: int, day: int) -> dict[str, Any]:
    start = FIRST + timedelta(days=3 + day if day < 2 else 7, hours=1)
    return {
        "id": f"v{n}-{day}",
        "contact": f"x{n + 1}",
        "start_at": start,
        "end_at": start + timedelta(hours=4),
    }


def _outreach(n: int, k: int) -> dict[str, Any]:
    return {
        "id": f"w{n}-{k}", "contact": f"x{n + 1}", "student": None, "actor": "Ms Rivera",
        "at": FIRST - timedelta(days=10 - k), "how": ("email", "phone", "phone")[k],
        "outcome": ("sent", "left a message", "said yes")[k], "said": "", "next_action": "", "next_by": None,
    }  # fmt: skip


def _start(n: int, size: Size) -> datetime:
    slot = n // size.rooms
    days = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)
    return FIRST + timedelta(days=days[slot % 10], minutes=20 * (slot // 10))


def _interview(n: int, size: Size) -> dict[str, Any]:
    start = _start(n, size)
    over = start + timedelta(minutes=20) <= NOW
    return {
        "id": f"i{n + 1}", "campaign": "c1", "contact": f"x{n % size.contacts + 1}", "format": "phone",
        "place": "room", "room": f"r{n % size.rooms + 1}" if n % 10 else None, "start_at": start,
        "end_at": start + timedelta(minutes=20), "minutes": 20,
        "state": "completed" if over else ("scheduled", "confirmed")[n % 2], "number": "555 0100", "link": "",
        "guardian_told": False, "because": "", "uid": f"u{n + 1}", "revision": 0, "sequence": 0,
        "created_at": FIRST, "confirmed_at": None, "checked_in_at": None, "started_at": None,
        "ended_at": None, "parked": False,
    }  # fmt: skip


def _member(n: int, size: Size) -> dict[str, Any]:
    student = f"s{n % size.students + 1}"
    return {"id": f"i{n + 1}:{student}", "interview": f"i{n + 1}", "student": student, "position": 0}


def _absence(n: int, size: Size) -> dict[str, Any]:
    return {
        "id": f"b{n + 1}", "interview": f"i{n + 1}", "student": f"s{n % size.students + 1}",
        "day": _start(n, size).date(), "period": "1", "class_id": None,
        "state": ("to_request", "approved")[n // 2 % 2], "decided_by": "", "decided_at": None, "because": "",
    }  # fmt: skip
