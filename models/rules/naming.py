"""How findings name bookings: who with whom, where and when, in the campaign's local time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.rules.facts import Interview
from models.rules.interview import WORDS
from models.rules.situation import Situation
from models.rules.span import Span

# Not strftime's names: those follow the machine's language, and sentences are compared and kept.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

OUTREACH_HOW = {
    "email": "e-mail",
    "phone": "call",
    "meeting": "in person",
    "letter": "letter",
    "other": "other",
}
"""Ways of reaching a contact, as they are kept and as people say them."""


def period_text(period: str, class_name: str) -> str:
    """A missed period: "period 3 Algebra II"; only the class where its name holds the period already."""
    said = f"period {period}"
    return class_name if said.casefold() in class_name.casefold() else f"{said} {class_name}".strip()


def closed_words(reason: str) -> str:
    """That a date is closed, and why where anybody said so: "closed: Snow"."""
    return "closed" if reason.strip().casefold() in ("", "closed") else f"closed: {reason}"


def day_text(day: date) -> str:
    """A date as people read it: "Tue 24 Nov"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def clock_text(instant: datetime, zone: ZoneInfo) -> str:
    """A local wall time: "10:20"."""
    local = instant.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


def minutes_text(minutes: int) -> str:
    """So many minutes as people say them: "4 min", "90 min"; beyond that in hours: "5 h 8 min", "3 h"."""
    if minutes <= 90:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def times_text(span: Span, zone: ZoneInfo) -> str:
    """Local wall times without the date: "10:20–10:40"."""
    return f"{clock_text(span.start, zone)}–{clock_text(span.end, zone)}"


def when_text(span: Span, zone: ZoneInfo) -> str:
    """Local wall times and the date: "10:20–10:40 on Tue 24 Nov"."""
    return f"{times_text(span, zone)} on {day_text(span.start.astimezone(zone).date())}"


def span_text(span: Span, zone: ZoneInfo) -> str:
    """Local times that may span days: "10:20–10:40 on Tue 24 Nov", "08:00 on Tue 24 Nov to 15:00 on Wed 25 Nov"."""
    first, last = span.start.astimezone(zone).date(), span.end.astimezone(zone).date()
    if first == last:
        return when_text(span, zone)
    begins, ends = clock_text(span.start, zone), clock_text(span.end, zone)
    return f"{begins} on {day_text(first)} to {ends} on {day_text(last)}"


def zone_or(key: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The time zone of that name, or the other one where this machine does not know it."""
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise


def outreach_text(how: str, outcome: str) -> str:
    """One attempt to reach somebody: "call, left a message"."""
    return ", ".join(part for part in (OUTREACH_HOW.get(how, how), outcome) if part)


def listing(names: list[str], most: int = 3) -> str:
    """Names in a sentence: "Mia Torres, Ben Ode and 2 more"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def names_or_count(names: list[str], one: str = "student", many: str = "") -> tuple[str, str]:
    """Who it was about, for a sentence's beginning and its end: names where they are few, else how many and then some.

    ("Mia Torres and Ben Ode", "") or ("28 students", " (Mia Torres, Ben Ode, Ana Petrov and 25 more)").
    """
    if len(names) <= 3:
        return listing(names), ""
    return f"{len(names)} {many or f'{one}s'}", f" ({listing(names)})"


def short_name(first: str, family: str) -> str:
    """A student where there is little room, for staff: "Mia T."."""
    return f"{first} {family[:1].upper()}." if first and family else first or family


def student_label(student: str, situation: Situation) -> str:
    """The student's name, or the id where the situation lacks the student."""
    known = situation.students.get(student)
    return known.label if known else student


def students_label(interview: Interview, situation: Situation) -> str:
    """The names of the interview's students; the interview's id where it has none."""
    return listing([student_label(one, situation) for one in interview.students]) or interview.id


def agreeing(students: Sequence[str], one: str, several: str) -> str:
    """The word that goes with so many students: agreeing(…, "has", "have")."""
    return several if len(students) > 1 else one


def contact_label(contact: str | None, situation: Situation) -> str:
    """The contact's name, or the id where the situation lacks the contact; "" for none."""
    known = situation.contacts.get(contact) if contact else None
    return known.name if known else contact or ""


def room_label(room: str | None, situation: Situation) -> str:
    """The room's name, or the id where the situation lacks the room; "" for none."""
    known = situation.rooms.get(room) if room else None
    return known.name if known else room or ""


def call_text(interview: Interview, situation: Situation) -> str:
    """What the booking is: "a call with Dana Whitfield", "a recorded viewing"."""
    who = contact_label(interview.contact, situation)
    if interview.format == "recorded":
        return f"a recorded viewing of {who}" if who else "a recorded viewing"
    what = "a visit to" if interview.format == "on_site" else "a call with"
    return f"{what} {who}" if who else "an interview"


def where_text(interview: Interview, situation: Situation) -> str:
    """Where the booking is: "in Room 12", "from home", "at the workplace", "no quiet room yet"."""
    if interview.room is not None:
        return f"in {room_label(interview.room, situation)}"
    where = {"home": "from home", "workplace": "at the workplace"}
    return where.get(interview.place, f"no {WORDS['room']} yet")


def place_text(interview: Interview, situation: Situation) -> str:
    """When and where in few words: "10:20 in Room 12", "10:20, no quiet room yet"; only where, without a time."""
    where = where_text(interview, situation)
    if interview.start is None:
        return where
    return f"{clock_text(interview.start, situation.zone)}{', ' if where.startswith('no ') else ' '}{where}"


def booking_text(interview: Interview, situation: Situation) -> str:
    """The booking in words with time and place: "a call with Dana Whitfield, 10:20–10:40 on …, in Room 12"."""
    span, what = interview.span, call_text(interview, situation)
    if span is None and interview.room is None:
        return what
    when = f", {when_text(span, situation.zone)}" if span else ""
    return f"{what}{when}, {where_text(interview, situation)}"
