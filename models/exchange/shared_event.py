"""An interview as a shared calendar shows it: as much as the school settled, never a number, a link or an address."""

from __future__ import annotations

from datetime import datetime

from models.errors import BadInput
from models.exchange.ical_event import InviteEvent, Party
from models.exchange.invite_text import InterviewFacts
from models.exchange.invites import event_for
from models.rules.facts import Student
from models.rules.interview import WORDS
from models.rules.naming import clock_text
from models.rules.privacy import first_name, initials, joined
from models.rules.publishing import DETAILS
from models.rules.text import clean

_MANY = 6
_NOBODY = Party("", "")
_TITLE = "Informational interview"


def shared_event(facts: InterviewFacts, details: str, *, stamp: datetime) -> InviteEvent:
    """The event for a calendar that several people read. `details` is one of `DETAILS`.

    No organizer and nobody invited: it is an entry, not an invite, and a server must not write to anybody. Raises
    BadInput for an interview without a time, or other details.
    """
    if details not in DETAILS:
        raise BadInput(f"{clean(details, 40)!r} is no amount of detail.", f"There are: {', '.join(DETAILS)}.")
    event = event_for("teacher", facts, stamp=stamp, organizer=_NOBODY, cancelled=False)
    event = event._replace(organizer=_NOBODY, attendees=(), room=None, alarm_minutes=None, url="")
    if details == "names":
        return event._replace(description=_for_staff(facts))
    room = clean(facts.room.name) if facts.room else ""
    if details == "busy":
        return event._replace(summary=_TITLE, description="", location=room)
    how = f"{WORDS[facts.interview.format]}, {facts.interview.minutes} minutes"
    return event._replace(
        summary=f"{_TITLE}: {_students(facts.students)}", description=how[:1].upper() + how[1:], location=room
    )


def _for_staff(facts: InterviewFacts) -> str:
    names = joined([clean(student.label) for student in facts.students[:_MANY]])
    more = f" and {len(facts.students) - _MANY} more" if len(facts.students) > _MANY else ""
    contact = facts.contact
    who = ", ".join(filter(None, (clean(contact.name), clean(contact.employer_name)))) if contact else ""
    span = facts.interview.span
    when = f"{clock_text(span.start, facts.zone)} to {clock_text(span.end, facts.zone)}" if span else ""
    lines = (
        ("Student" if len(facts.students) == 1 else "Students", f"{names}{more}"),
        ("With", who),
        ("When", f"{when}, {facts.zone.key}" if when else ""),
        ("How", WORDS[facts.interview.format]),
    )
    return "\n".join(f"{name}: {text}" for name, text in lines if text)


def _students(students: tuple[Student, ...]) -> str:
    if len(students) > _MANY:
        return f"{len(students)} students"
    return joined([_initials(student) for student in students]) or "a student"


def _initials(student: Student) -> str:
    """ "M. T."; where the family refused to have the name given away, not even that."""
    if student.share_name is False:
        return "a student"
    first = next((letter for letter in first_name(student) if letter.isalpha()), "").upper()
    return " ".join(f"{letter}." for letter in (first, initials(student)) if letter) or "a student"
