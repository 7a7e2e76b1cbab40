"""Calendars to subscribe to: which interviews stand in whose, each as that reader may know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from models.errors import BadInput, UnknownId
from models.exchange.ical_event import InviteEvent
from models.exchange.invite_staff import missed_of
from models.exchange.invite_text import InterviewFacts
from models.exchange.invites import event_for
from models.queries import reading
from models.queries.invite_facts import facts_of
from models.queries.situation import whole_situation
from models.rules.facts import Campaign, Interview
from models.rules.interview import STANDING
from models.rules.situation import Situation
from models.rules.text import clean

READERS = ("student", "contact", "room", "class", "teacher", "all")
"""Whose calendar it can be; "all" is what the staff who run the interviews see."""


class Feed(NamedTuple):
    """A calendar to subscribe to: what calendar programs may call it, and its events, without attendees."""

    name: str
    events: tuple[InviteEvent, ...]


Choose = Callable[[Interview], bool]
_Events = Iterator[InviteEvent]


def feed_of(
    db: SqliteDatabase,
    campaign: Campaign,
    reader: str,
    ident: str = "",
    *,
    stamp: datetime,
    choose: Choose = lambda interview: True,
) -> Feed:
    """The calendar of one reader: of the chosen interviews those that stand and are theirs. `stamp` is the real
    clock's now.

    A student's says whom they call; a contact's what an invite to them says; a room's names nobody; a class's who is
    away from it (of an advisory group: every interview of its students); a teacher's both. A fixed number of
    queries. Raises UnknownId, and BadInput for an unknown kind of reader.
    """
    if reader not in READERS:
        raise BadInput(f"{clean(reader, 40)!r} has no calendar.", f"There are: {', '.join(READERS)}.")
    situation = whole_situation(db, campaign)
    employers = reading.employers(db)
    standing = [one for one in situation.interviews.values() if one.state in STANDING and choose(one)]
    facts = [facts_of(one, situation, employers) for one in standing]
    name = _name(reader, ident, situation)
    return Feed(
        name, tuple(event for one in facts for event in _events(reader, ident, one, situation, stamp))
    )


def _name(reader: str, ident: str, situation: Situation) -> str:
    """What the calendar is called, with no more than its reader knows anyway. Raises UnknownId."""
    if reader == "all":
        return f"Interviews: {clean(situation.campaign.name)}"
    named: dict[str, dict[str, str]] = {
        "student": {key: one.label for key, one in situation.students.items()},
        "contact": {key: one.name for key, one in situation.contacts.items()},
        "room": {key: one.name for key, one in situation.rooms.items()},
        "class": {key: one.name for key, one in situation.classes.items()},
        "teacher": {key: one.name for key, one in situation.staff.items()},
    }
    if ident not in named[reader]:
        raise UnknownId("staff" if reader == "teacher" else reader, ident)
    return f"Interviews: {clean(named[reader][ident])}"


def _events(reader: str, ident: str, facts: InterviewFacts, situation: Situation, stamp: datetime) -> _Events:
    """The interview in the reader's calendar: one event, or none when it is not theirs."""
    interview = facts.interview
    if reader == "all":
        yield event_for("teacher", facts, stamp=stamp)
    elif reader == "student" and ident in interview.students:
        own = situation.students.get(ident)
        yield event_for("student", facts, stamp=stamp, student=own)
    elif reader == "contact" and interview.contact == ident:
        yield event_for("interviewee", facts, stamp=stamp)
    elif reader == "room" and interview.room == ident:
        yield event_for("room", facts, stamp=stamp)
    elif reader == "class":
        yield from _of_class(ident, facts, situation, stamp)
    elif reader == "teacher":
        yield from _of_teacher(ident, facts, stamp)


def _of_class(ident: str, facts: InterviewFacts, situation: Situation, stamp: datetime) -> _Events:
    if situation.classes[ident].kind == "advisory":
        own = tuple(student for student in facts.students if ident in student.classes)
        if own:
            yield event_for("teacher", facts._replace(students=own), stamp=stamp)
    elif missed := missed_of(facts.absences, class_id=ident):
        yield event_for("class_teacher", facts._replace(absences=missed), stamp=stamp)


def _of_teacher(ident: str, facts: InterviewFacts, stamp: datetime) -> _Events:
    if ident in {teacher.id for teacher in facts.teachers}:
        yield event_for("teacher", facts, stamp=stamp, teacher=ident)
    elif missed_of(facts.absences, teacher=ident):
        yield event_for("class_teacher", facts, stamp=stamp, teacher=ident)
