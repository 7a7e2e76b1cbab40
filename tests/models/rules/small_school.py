"""A small invented school for the tests of the rules: a week in November, two rooms, an adult on duty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.rules.bells import BellBook
from models.rules.facts import (
    BellSchedule,
    Campaign,
    Contact,
    DayException,
    Interview,
    Opening,
    Period,
    Room,
    SchoolClass,
    Staff,
    Student,
)
from models.rules.situation import Situation
from models.rules.span import Span, local_instant

ZONE = ZoneInfo("America/Chicago")
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
WEEKDAYS = tuple(Opening(day, None, 8 * 60, 15 * 60) for day in range(5))

PERIODS = (
    Period("1", 8 * 60, 9 * 60, "period"),
    Period("2", 9 * 60, 10 * 60, "period"),
    Period("3", 10 * 60, 11 * 60, "period"),
    Period("Lunch", 11 * 60, 12 * 60, "break"),
    Period("4", 12 * 60, 13 * 60, "period"),
    Period("5", 13 * 60, 15 * 60, "period"),
)


def at(wall: str, day: date = TUESDAY) -> datetime:
    """The instant of a local wall time, "10:20"."""
    hour, minute = wall.split(":")
    return local_instant(day, int(hour) * 60 + int(minute), ZONE)


def span(text: str, day: date = TUESDAY) -> Span:
    """The span of local wall times, "10:20-10:40"."""
    start, end = text.split("-")
    return Span(at(start, day), at(end, day))


def student(ident: str, **fields: Any) -> Student:
    """A student who is prepared and takes no classes."""
    given, _, family = fields.pop("name", f"Student {ident}").partition(" ")
    known = Student(ident, given, family, "", "11", "", "", "", "", None, None, True, True, (), ())
    return known._replace(**fields)


def contact(ident: str, name: str, **fields: Any) -> Contact:
    """A contact with a phone who stated nothing else."""
    known = Contact(
        ident, name, "e1", "Ridge Clinic", "Nurse", "", "+1 312 555 0100", "", (), (), None, 0, None, None,
        (), 0, "", False, "", (),
    )  # fmt: skip
    return known._replace(**fields)


def room(ident: str, name: str, **fields: Any) -> Room:
    """A plain room for two, open whenever the school is."""
    return Room(ident, name, "", 2, (), 0, (), ())._replace(**fields)


def interview(ident: str, wall: str = "10:20-10:40", day: date = TUESDAY, **fields: Any) -> Interview:
    """A confirmed phone call of Mia with Dana in Room 12."""
    when = span(wall, day)
    known = Interview(
        ident, "c", "dana", ("mia",), "phone", "room", "r12", when.start, when.end, when.minutes,
        "confirmed", "", "", False, "", f"{ident}@example.org", 0, 0, at("08:00", MONDAY), None, None, None, None,
    )  # fmt: skip
    return known._replace(**fields)


def school_class(ident: str, name: str, meets: str, kind: str = "core", **fields: Any) -> SchoolClass:
    """A class without a teacher."""
    return SchoolClass(ident, name, None, meets, kind, ())._replace(**fields)


def situation(*interviews: Interview, **fields: Any) -> Situation:
    """The school with these interviews. Wednesday is a snow day."""
    bells = BellSchedule(
        {"regular": PERIODS},
        dict.fromkeys(range(5), "regular"),
        (),
        None,
        None,
        {WEDNESDAY: DayException(WEDNESDAY, "Snow", "", "", "")},
    )
    known = Situation(
        campaign=Campaign(
            "c",
            "Fall interviews",
            "Ridge High",
            "office@example.org",
            MONDAY,
            date(2026, 12, 4),
            "America/Chicago",
            1,
            20,
            2,
        ),
        bells=BellBook(bells),
        students={
            "mia": student("mia", name="Mia Torres"),
            "ben": student("ben", name="Ben Ode"),
            "ida": student("ida", name="Ida Kern"),
        },
        contacts={
            "dana": contact("dana", "Dana Whitfield"),
            "omar": contact("omar", "Omar Reyes"),
            "lin": contact("lin", "Lin Park"),
        },
        rooms={"r12": room("r12", "Room 12"), "r14": room("r14", "Room 14", equipment=("video",))},
        classes={},
        staff={"ana": Staff("ana", "Ana Ruiz", "aide", "", "", WEEKDAYS)},
        interviews={one.id: one for one in interviews},
        absences={},
        elsewhere={},
    )
    return known._replace(**fields)
