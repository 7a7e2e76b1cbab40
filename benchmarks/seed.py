"""Stores to measure on: an invented school of any size, every booking legal, the same each time."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from models.operations.unit import Done, Unit
from models.rules.clusters import all_clusters
from models.tables import rows, sqlite
from models.workspace import Clock, Workspace

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 18, 15, 10, tzinfo=UTC)
"""Wednesday of the window's first week, 10:10 at school: the sixth call of the day has begun."""
NOW_WORDS = "2026-11-18T10:10:00-05:00"

_MONDAY = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)
_DAYS = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)
_CALLS_A_DAY = 15
_CALL, _EVERY = 20, 25
_PERIODS = range(1, 8)
_GIVEN = "Mia Ben Ana Noor Kai Lea Tom Zoë Ravi Ida Sam Yuki Omar Eva Jo Per".split()  # noqa: SIM905 - names read better without quotes
_FAMILY = "Torres Ode Petrov Haddad Lund Moreau Nakano Okafor Silva Berg Quinn Adair Wolde".split()  # noqa: SIM905 - names read better without quotes
_JOBS = "Nurse Engineer Baker Reporter Architect Chef Electrician Accountant Welder".split()  # noqa: SIM905 - names read better without quotes


class Size(NamedTuple):
    """How many of everything. At most 150 interviews for each room."""

    students: int
    contacts: int
    rooms: int
    interviews: int


SMALL = Size(25, 12, 6, 60)
LARGE = Size(2500, 800, 40, 6000)


def store_of(size: Size, folder: Path) -> Path:
    """A store of that size, of one's own in the folder; made once and kept until the code that makes it changes."""
    made = Path(tempfile.gettempdir()) / f"wbl-bench-{_code_hash()}" / f"{size.students}.wbl"
    if not made.exists():
        made.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = made.with_suffix(".new")
        for old in made.parent.glob(f"{fresh.name}*"):
            old.unlink()
        make_store(fresh, size)
        fresh.rename(made)
    own = folder / made.name
    shutil.copyfile(made, own)
    return own


def make_store(path: Path, size: Size) -> None:
    """Make the store and fill it, in one entry of the journal."""
    sqlite.create(path)
    workspace = Workspace(path, actor="Ms Rivera", terminal="bench", clock=Clock(NOW, ticks=False))
    try:
        workspace.write(_fill, size)
    finally:
        workspace.close()


def _code_hash() -> str:
    files = [
        Path(__file__),
        ROOT / "models/operations/unit.py",
        *sorted((ROOT / "models/tables").rglob("*.py")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _fill(unit: Unit, size: Size) -> Done:
    calls = [_Call(n, size) for n in range(size.interviews)]
    for model, made in (
        (rows.Campaign, [_campaign()]),
        (rows.BellPeriod, [_period(p) for p in _PERIODS]),
        (rows.BellWeek, [{"id": str(day), "day_type": "regular"} for day in range(5)]),
        (rows.Staff, [_staff(n) for n in range(30)]),
        (rows.Duty, [_duty(n, day) for n in range(6) for day in range(5)]),
        (rows.SchoolClass, [_class(p, group) for p in _PERIODS for group in range(20)]),
        (rows.Room, [_room(n) for n in range(size.rooms)]),
        (rows.RoomHours, [_hours(n, day) for n in range(size.rooms) for day in range(5)]),
        (rows.Student, [_student(n) for n in range(size.students)]),
        (rows.Interest, [_interest(n, rank) for n in range(size.students) for rank in (1, 2, 3) if n % 9]),
        (rows.Enrolment, [_enrolment(n, p) for n in range(size.students) for p in _PERIODS]),
        (rows.Employer, [_employer(n) for n in range(_employers(size))]),
        (rows.Contact, [_contact(n, size) for n in range(size.contacts)]),
        (rows.Availability, [call.offer() for call in calls]),
        (rows.Outreach, [_outreach(n, k) for n in range(size.contacts) for k in range(n % 4)]),
        (rows.Interview, [call.interview() for call in calls]),
        (rows.InterviewStudent, [call.member() for call in calls]),
        (rows.Absence, [absence for call in calls for absence in call.absences()]),
    ):
        unit.insert_many(model, made)
    sentence = f"Made a school of {size.students} students."
    return Done(unit.say("import", sentence), sentence)


class _Call:
    """The nth interview: days in turn, then rooms, then the time of day, beginning with the call that runs."""

    def __init__(self, n: int, size: Size) -> None:
        each_day = -(-size.interviews // len(_DAYS))
        self.id = f"i{n + 1}"
        self.n = n
        self.turn = turn = n // len(_DAYS)
        order = n % len(_DAYS) * each_day + turn
        self.student = order % size.students
        self.contact = order % size.contacts
        self.room = turn % size.rooms
        self.minute = 480 + _EVERY * ((5 + turn // size.rooms) % _CALLS_A_DAY)
        day = _DAYS[n % len(_DAYS)]
        self.day = date(2026, 11, 16) + timedelta(days=day)
        self.start = _MONDAY + timedelta(days=day, minutes=self.minute - 480)
        self.end = self.start + timedelta(minutes=_CALL)

    @property
    def state(self) -> str:
        """Over, running, getting ready or to come, with some of each gone another way."""
        if self.end <= NOW:
            return "completed" if self.turn % 25 else "student_absent"
        if self.start <= NOW:
            return "in_progress" if self.turn % 8 else "confirmed"
        if self.start - NOW < timedelta(minutes=_EVERY):
            return "checked_in" if self.turn % 3 else "confirmed"
        return "confirmed" if self.turn % 4 else "scheduled"

    def interview(self) -> dict[str, Any]:
        """The row of the interview."""
        ran = self.state in ("in_progress", "completed")
        return {
            "id": self.id, "campaign": "c1", "contact": f"x{self.contact + 1}", "format": "phone",
            "place": "room", "room": f"r{self.room + 1}" if self.end <= NOW or self.turn % 17 else None,
            "start_at": self.start, "end_at": self.end, "minutes": _CALL, "state": self.state,
            "uid": f"call-{self.n + 1}@wbl.example.org", "created_at": _MONDAY - timedelta(days=20),
            "started_at": self.start if ran else None,
            "ended_at": self.end if self.state == "completed" else None,
        }  # fmt: skip

    def member(self) -> dict[str, Any]:
        """Its student."""
        student = f"s{self.student + 1}"
        return {"id": f"{self.id}:{student}", "interview": self.id, "student": student, "position": 0}

    def offer(self) -> dict[str, Any]:
        """The hours that its contact offered."""
        return {
            "id": f"v{self.n + 1}", "contact": f"x{self.contact + 1}",
            "start_at": self.start - timedelta(hours=1), "end_at": self.end + timedelta(hours=1),
        }  # fmt: skip

    def absences(self) -> Iterator[dict[str, Any]]:
        """The periods that its student misses."""
        for period in _PERIODS:
            row = _period(period)
            if row["start_minute"] < self.minute + _CALL and self.minute < row["end_minute"]:
                state = (
                    "approved"
                    if self.end <= NOW
                    else ("approved", "approved", "requested", "to_request")[self.turn % 4]
                )
                yield {
                    "id": f"{self.id}:{period}", "interview": self.id, "student": f"s{self.student + 1}",
                    "day": self.day, "period": str(period), "class_id": _class_of(self.student, period),
                    "state": state, "decided_by": "t1" if state == "approved" else "",
                    "decided_at": _MONDAY - timedelta(days=3) if state == "approved" else None,
                }  # fmt: skip


def _campaign() -> dict[str, Any]:
    return {
        "id": "c1", "name": "Fall interviews", "school": "Elm High", "organizer": "wbl@elm.example.org",
        "first_day": date(2026, 11, 16), "last_day": date(2026, 11, 27), "zone": "America/New_York",
        "per_student": 3, "minutes": _CALL, "calls_per_adult": 10, "created_at": _MONDAY - timedelta(days=40),
    }  # fmt: skip


def _period(period: int) -> dict[str, Any]:
    start = 480 + 60 * (period - 1)
    return {
        "id": f"regular:{period}", "day_type": "regular", "position": period, "name": str(period),
        "start_minute": start, "end_minute": start + 55, "kind": "period",
    }  # fmt: skip


def _staff(n: int) -> dict[str, Any]:
    return {"id": f"t{n + 1}", "name": f"{_GIVEN[n % 16]} Vance {n + 1}", "role": "teacher"}


def _duty(n: int, day: int) -> dict[str, Any]:
    return {"id": f"d{n}-{day}", "staff": f"t{n + 1}", "weekday": day, "start_minute": 450, "end_minute": 930}


def _class(period: int, group: int) -> dict[str, Any]:
    kind = "core" if period < 5 else "elective"
    return {
        "id": f"k{period}-{group}", "name": f"Class {period}.{group}", "teacher": f"t{group + 1}",
        "meets": f"{period}(A)", "kind": kind, "never_on": (),
    }  # fmt: skip


def _class_of(student: int, period: int) -> str:
    return f"k{period}-{student % 20}"


def _room(n: int) -> dict[str, Any]:
    return {
        "id": f"r{n + 1}", "name": f"Room {n + 1:02}", "capacity": 2, "equipment": ("phone", "video"),
        "changeover_minutes": 5,
    }  # fmt: skip


def _hours(n: int, day: int) -> dict[str, Any]:
    return {"id": f"h{n}-{day}", "room": f"r{n + 1}", "weekday": day, "start_minute": 450, "end_minute": 930}


def _student(n: int) -> dict[str, Any]:
    return {
        "id": f"s{n + 1}", "given": _GIVEN[n % 16], "family": f"{_FAMILY[n % 13]} {n + 1}", "grade": "10",
        "email": f"s{n + 1}@elm.example.org", "share_name": True, "questions_ready": n % 2 == 0,
        "practice_done": n % 3 == 0,
    }  # fmt: skip


def _interest(n: int, rank: int) -> dict[str, Any]:
    cluster = all_clusters()[(n + 3 * rank) % 14]
    return {
        "id": f"s{n + 1}:{rank}", "student": f"s{n + 1}", "rank": rank, "cluster": cluster.id,
        "words": cluster.name,
    }  # fmt: skip


def _enrolment(n: int, period: int) -> dict[str, Any]:
    course = _class_of(n, period)
    return {"id": f"s{n + 1}:{course}", "student": f"s{n + 1}", "class_id": course}


def _employers(size: Size) -> int:
    return max(1, size.contacts // 2)


def _employer(n: int) -> dict[str, Any]:
    return {"id": f"e{n + 1}", "name": f"Harbour {n + 1} Works", "address": f"{n + 1} Dock Road"}


def _contact(n: int, size: Size) -> dict[str, Any]:
    return {
        "id": f"x{n + 1}", "employer": f"e{n % _employers(size) + 1}",
        "name": f"{_GIVEN[n * 7 % 16]} Whitfield {n + 1}", "title": _JOBS[n % 9],
        "email": f"x{n + 1}@works.example.org", "phone": f"555 01{n % 100:02}",
        "clusters": (all_clusters()[n % 14].id,), "formats": ("phone", "video"), "minutes": None,
        "limit_": 12 if n % 2 else None, "schools": (), "source": "volunteered",
    }  # fmt: skip


def _outreach(n: int, k: int) -> dict[str, Any]:
    return {
        "id": f"o{n}-{k}", "contact": f"x{n + 1}", "actor": "Ms Rivera",
        "at": _MONDAY - timedelta(days=10 - k), "how": ("email", "phone", "phone")[k],
        "outcome": ("sent", "left message", "yes")[k],
    }  # fmt: skip
