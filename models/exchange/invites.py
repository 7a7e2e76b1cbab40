"""Who receives which calendar invite for an interview, each with no more in it than the recipient needs.

The interviewee learns the school and, with the family's consent, the student's first name; the student learns
whom they talk to, where and how; the teacher learns who is away and in which room. Reasons, notes, ids and
addresses of others stay in the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from models.errors import BadInput
from models.exchange.ical_event import InviteEvent, Party, Place
from models.exchange.invite_text import InterviewFacts, description, location, summary
from models.exchange.mail_address import mail_address
from models.exchange.safe_files import safe_file_name
from models.rules.facts import Absence, Interview, SchoolClass, Staff, Student
from models.rules.interview import AHEAD
from models.rules.naming import day_text
from models.rules.text import clean

KINDS = ("interviewee", "student", "teacher")
"""Whom an invite can be for."""

CALLED_OFF = frozenset({"cancelled", "declined"})
"""States that take the entry out of people's calendars."""


class Invite(NamedTuple):
    """One file for one recipient: `event` for the calendar, `letter` for the mail that carries it.

    `file_name` can be seen by the recipient too and holds no more than the invite; it ends in `.ics`.
    """

    kind: str
    id: str
    name: str
    mail: str
    event: InviteEvent
    letter: str
    file_name: str

    @property
    def method(self) -> str:
        """REQUEST or CANCEL."""
        return self.event.method


class Invites(NamedTuple):
    """What can be sent, and one sentence for each recipient who cannot be written to."""

    made: tuple[Invite, ...]
    problems: tuple[str, ...]


def invites_for(
    facts: InterviewFacts,
    *,
    stamp: datetime,
    organizer: Party | None = None,
    kinds: Sequence[str] = KINDS,
    cancelled: bool | None = None,
    alarm_minutes: int | None = None,
) -> Invites:
    """The invites of one interview, in the order of `kinds`; the method follows its state unless told.

    `stamp` is the real clock's now (UTC). `organizer` defaults to the campaign's mailbox; give the one that
    earlier invites named, since it must never change. `cancelled=True` takes an entry away from somebody who
    is no longer part of it: pass the facts as they were told. Raises BadInput for an interview without a time
    or a campaign without a usable mailbox.
    """
    sender = organizer or organizer_of(facts)
    mail_address(sender.mail, "the organizer")
    made: list[Invite] = []
    problems: list[str] = []
    for kind, ident, name, mail in _recipients(facts, kinds):
        try:
            party = Party(mail_address(mail, name), name)
        except BadInput as problem:
            problems.append(problem.line)
            continue
        student = next((s for s in facts.students if kind == "student" and s.id == ident), None)
        event = event_for(kind, facts, stamp=stamp, organizer=sender, student=student, cancelled=cancelled)
        event = event._replace(attendees=(party,), alarm_minutes=alarm_minutes)
        letter = f"Dear {clean(name)},\n\n{event.description}"
        file_name = _file_name(facts, kind, name, event, {invite.file_name for invite in made})
        made.append(Invite(kind, ident, clean(name), party.mail, event, letter, file_name))
    return Invites(tuple(made), tuple(problems))


def event_for(
    kind: str,
    facts: InterviewFacts,
    *,
    stamp: datetime,
    organizer: Party | None = None,
    student: Student | None = None,
    cancelled: bool | None = None,
) -> InviteEvent:
    """The interview as one kind of reader may see it, without attendees: what a feed publishes.

    `kind` "teacher" is what staff see. `student` is whose calendar it is, for "student". Raises BadInput for an
    interview without a time, or an unknown kind.
    """
    interview = facts.interview
    if kind not in KINDS:
        raise BadInput(f"{kind!r} is nobody an invite is for.", f"Kinds: {', '.join(KINDS)}.")
    if interview.start is None or interview.end is None:
        raise BadInput(f"Interview {interview.id} has no time yet.", "Give it one first.")
    off = interview.state in CALLED_OFF if cancelled is None else cancelled
    return InviteEvent(
        uid=interview.uid,
        sequence=interview.sequence,
        created=interview.created_at,
        stamp=stamp,
        start=interview.start,
        end=interview.end,
        zone=facts.campaign.zone,
        summary=summary(kind, facts),
        description=description(kind, facts, student, cancelled=off),
        location=location(kind, facts),
        url="" if kind == "teacher" else interview.link,
        organizer=organizer or organizer_of(facts),
        attendees=(),
        room=Place(facts.room.name) if facts.room and kind != "interviewee" else None,
        cancelled=off,
    )


def organizer_of(facts: InterviewFacts) -> Party:
    """The campaign's mailbox, under the school's name: acceptances and refusals go there."""
    return Party(facts.campaign.organizer, facts.campaign.school or facts.campaign.name)


def is_told(interview: Interview) -> bool:
    """Whether the interview is one that calendars should hold: it has a time and lies ahead."""
    return interview.state in AHEAD and interview.start is not None


def raises_sequence(before: Interview, after: Interview) -> bool:
    """Whether a change must raise SEQUENCE: time, place or status, as calendars see it (RFC 5546 2.1.4)."""
    return _seen(before) != _seen(after)


def teachers_for(
    students: Iterable[Student],
    classes: dict[str, SchoolClass],
    staff: dict[str, Staff],
    absences: Iterable[Absence] = (),
) -> tuple[Staff, ...]:
    """Who of the staff is told: the teachers of the students' advisory groups, each once.

    A student without an advisory group: the teachers whose class is missed. By name.
    """
    missed: dict[str, set[str]] = {}
    for absence in absences:
        missed.setdefault(absence.student, set()).add(absence.teacher or "")
    told: set[str] = set()
    for student in students:
        own = [classes[key] for key in student.classes if key in classes]
        advisers = {found.teacher for found in own if found.kind == "advisory" and found.teacher}
        told |= advisers or missed.get(student.id, set())
    return tuple(sorted((staff[key] for key in told if key in staff), key=lambda who: (who.name, who.id)))


def _recipients(facts: InterviewFacts, kinds: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Kind, id, name and address as typed of everybody who is to be told.

    Nobody is interviewed at a recorded viewing, so the interviewee gets no entry for it.
    """
    contact = facts.contact if facts.interview.format != "recorded" else None
    people = {
        "interviewee": [(contact.id, contact.name, contact.email)] if contact else [],
        "student": [(student.id, student.label, student.email) for student in facts.students],
        "teacher": [(teacher.id, teacher.name, teacher.email) for teacher in facts.teachers],
    }
    return [(kind, *person) for kind in kinds for person in people[kind]]


def _seen(interview: Interview) -> tuple[object, ...]:
    """What of an interview shows in a calendar."""
    return (
        interview.start,
        interview.end,
        interview.format,
        interview.place,
        interview.room,
        interview.number,
        interview.link,
        interview.contact,
        interview.state in CALLED_OFF,
    )


def _file_name(facts: InterviewFacts, kind: str, name: str, event: InviteEvent, taken: set[str]) -> str:
    """A name such as `2026-11-23-1020-interviewee-dana-whitfield-12.ics`, unlike those `taken`."""
    local = event.start.astimezone(facts.zone)
    parts = [
        f"{local:%Y-%m-%d-%H%M}",
        "cancel" if event.cancelled else "",
        kind,
        name[:60],
        facts.interview.id,
    ]
    stem = " ".join(part for part in parts if part)
    choices = (safe_file_name(f"{stem} {number or ''}", ".ics") for number in (0, *range(2, len(taken) + 3)))
    return next(choice for choice in choices if choice not in taken)


def subject_for(invite: Invite, facts: InterviewFacts) -> str:
    """The subject of the mail that carries the invite: what, and which day."""
    day = day_text(invite.event.start.astimezone(facts.zone).date())
    return f"{'Cancelled: ' if invite.event.cancelled else ''}{invite.event.summary}, {day}"
