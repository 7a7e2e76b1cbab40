"""A school with forty calls in eight rooms on one day, brought in through files and verbs as a school would do it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from models.exchange.files_in import read_bytes
from models.operations.absences import decide_absence
from models.operations.booking import Booking, book_interview
from models.operations.campaigns import make_campaign
from models.operations.importing import propose_import
from models.operations.invites import plan_invites, record_invites
from models.operations.marking import mark_interview
from models.operations.preparing import prepare_students
from models.operations.proposals import accept
from models.rules.span import local_instant
from models.tables import sqlite
from models.workspace import Clock, Workspace

ZONE = ZoneInfo("America/Chicago")
DAY = date(2026, 11, 18)
"""A Wednesday of the window."""
GIVEN = (
    "Ada", "Ben", "Cleo", "Dev", "Eve", "Finn", "Gita", "Hugo", "Ida", "Jon", "Kai", "Lea", "Mia", "Ned",
    "Ola", "Pia", "Quin", "Ravi", "Sam", "Tess", "Uma", "Vic", "Wes", "Xia", "Yuki", "Zoe", "Abel", "Bo",
    "Cara", "Dina", "Elio", "Fay", "Gus", "Hana", "Ines", "Jude", "Kim", "Luz", "Max", "Noor",
)  # fmt: skip
FAMILY = ("Moss", "Reed", "Vale", "Wood", "Lund", "Berg", "Silva", "Quill")
STARTS = ("08:10", "09:10", "10:10", "11:30", "13:40", "14:10")
SIZES = (7, 7, 7, 7, 6, 6)
"""So many calls begin at each of the times: always fewer than there are rooms."""
CONTACTS = 20
CLASSES = ("English", "Algebra", "Biology", "History", "Spanish", "Physics", "Music")
"""The class of each period; everybody takes every one of them."""
TEACHERS = ("Mr Amis", "Ms Bell", "Mr Cole", "Ms Diaz", "Mr Egan", "Ms Fox", "Mr Gray")
NOT_APPROVED = (2, 30)
"""Whose absence nobody has decided on the evening before."""
NOT_CONFIRMED = 10
"""Whose interviewee has not answered on the evening before."""


def student_of(number: int) -> str:
    """The student of a call, as people call them."""
    return f"{GIVEN[number]} {FAMILY[number % len(FAMILY)]}"


def contact_of(number: int) -> str:
    """Who is called."""
    return f"Dr {GIVEN[number % CONTACTS]}son"


def place_of(number: int) -> tuple[str, int]:
    """The wall time at which a call is booked, and the number of its room."""
    slot = next(slot for slot in range(len(SIZES)) if number < sum(SIZES[: slot + 1]))
    return STARTS[slot], (slot + number - sum(SIZES[:slot])) % 8 + 1


def at(wall: str) -> datetime:
    """The instant of a wall time of the day, "10:20"."""
    hour, minute = wall.split(":")
    return local_instant(DAY, int(hour) * 60 + int(minute), ZONE)


def files() -> dict[str, str]:
    """What the school brings in, by kind."""
    periods = [("regular", n, f"{7 + n:02}:00", f"{7 + n:02}:55", "period") for n in range(1, 8)]
    classes = [(f"c{n}", CLASSES[n - 1], f"t{n}", n, "core") for n in range(1, 8)]
    staff = [(f"t{n}", TEACHERS[n - 1], "teacher", f"t{n}@elm.example.org", "") for n in range(1, 8)]
    staff += [
        (f"d{n}", name, "volunteer", f"d{n}@elm.example.org", "Mon-Fri 07:30/15:30")
        for n, name in ((1, "Ms Adeyemi"), (2, "Mr Osei"))
    ]
    taken = ";".join(f"c{n}" for n in range(1, 8))
    students = [
        (f"s{n}", GIVEN[n], student_of(n).split()[1], f"s{n}@elm.example.org", "no" if n % 5 == 0 else "yes", taken)
        for n in range(40)
    ]  # fmt: skip
    contacts = [
        (f"k{n}", contact_of(n), f"{FAMILY[n % 8]} Works", f"k{n}@works.example.org", f"555 01{n:02}", "phone;video", 4)
        for n in range(CONTACTS)
    ]  # fmt: skip
    rooms = [(f"r{n}", f"Room {n}", 3, "phone;video", "Mon-Fri 07:30/15:30") for n in range(1, 9)]
    return {
        "bells": _csv("day_type,period,start,end,kind", periods),
        "staff": _csv("id,name,role,email,duty", staff),
        "classes": _csv("id,name,teacher,meets,kind", classes),
        "students": _csv("id,given,family,email,share_name,classes", students),
        "contacts": _csv("id,name,employer,email,phone,formats,limit", contacts),
        "rooms": _csv("id,name,capacity,equipment,open", rooms),
    }


def _csv(headers: str, rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headers.split(","))
    writer.writerows(rows)
    return out.getvalue()


def make_forty(path: Path) -> None:
    """The school on the evening before: everybody booked, prepared, invited, and nearly everybody settled."""
    sqlite.create(path)
    evening = Clock(datetime(2026, 11, 17, 22, 0, tzinfo=UTC), ticks=False)
    store = Workspace(path, actor="the office", terminal="desk", clock=evening)
    try:
        _bring_in(store)
        for number in range(40):
            _book(store, number)
        students = tuple(f"s{number}" for number in range(40))
        for field in ("questions_ready", "practice_done"):
            store.write(prepare_students, students, field, True)
        stamp = datetime(2026, 11, 17, 22, 0, tzinfo=UTC)
        plan = store.read(plan_invites, store.campaign(), lambda each: True, stamp=stamp, changed=True)
        store.write(record_invites, plan)
    finally:
        store.close()


def _bring_in(store: Workspace) -> None:
    store.write(
        make_campaign, name="Fall calls", first_day=date(2026, 11, 16), last_day=date(2026, 11, 27),
        zone=ZONE.key, per_student=1, minutes=20, school="Elm High", organizer="wbl@elm.example.org",
        calls_per_adult=4,
    )  # fmt: skip
    for kind, text in files().items():
        reading = read_bytes(kind, text.encode(), f"{kind}.csv")
        store.write(accept, store.read(propose_import, reading, store.now(), file=f"{kind}.csv"))


def _book(store: Workspace, number: int) -> None:
    """Book it and settle what can be settled; the ids are i1 to i40 in the order of booking."""
    wall, room = place_of(number)
    video = number % 10 == 9
    wish = Booking(
        (f"s{number}",),
        f"k{number % CONTACTS}",
        at(wall),
        format="video" if video else "phone",
        room=f"r{room}",
        link=f"https://meet.example.org/{number}" if video else "",
    )
    ident = store.write(book_interview, wish).interview_id
    assert ident == f"i{number + 1}"
    if number not in NOT_APPROVED:
        store.write(decide_absence, ident, "approve", by=f"t{int(wall[:2]) - 7}")
    if number != NOT_CONFIRMED:
        store.write(mark_interview, ident, "confirmed")
