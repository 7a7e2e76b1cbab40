"""Who receives which calendar invite for an interview, each with no more in it than the recipient needs.

The interviewee learns the school and, with the family's consent, the student's first name; the student learns
whom they talk to, where and how; the teacher who prepares them learns that too, without number and link; a class
teacher learns who is away from which class and until when; a room's calendar that the room is taken. Reasons,
notes, ids and addresses of others stay in the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from models.errors import BadInput
from models.exchange.ical_event import InviteEvent, Party, Place
from models.exchange.invite_staff import missed_of
from models.exchange.invite_text import InterviewFacts, description, location, parting_text, summary
from models.exchange.mail_address import mail_address
from models.exchange.safe_files import safe_file_name
from models.rules.facts import Absence, Interview, Student
from models.rules.interview import AHEAD
from models.rules.naming import day_text
from models.rules.text import clean

KINDS = ("interviewee", "student", "teacher", "class_teacher", "room")
"""Whom an invite can be for; in this order, when several read one mailbox."""

_WITH_LINK = frozenset({"interviewee", "student"})
_WITH_ROOM = frozenset({"student", "teacher", "room"})
_PARTING = {
    "interviewee": "Informational interview with a student",
    "class_teacher": "Student away from class",
}

_SHARES = " has the same mail address as "

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

    @property
    def mailbox(self) -> str:
        """Whose calendar it is for, whoever reads it: the address, in small letters."""
        return mailbox_of(self.mail)

    def to(self, name: str, mail: str) -> Invite:
        """The same for that address: the one that was told before."""
        party = Party(mail, name)
        event = self.event._replace(attendees=(party,))
        if self.kind == "room":
            event = self.event._replace(room=Place(name, mail))
        return self._replace(name=name, mail=mail, event=event)


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
    if not sender.mail.strip():
        raise BadInput(
            "There is no mail address for the organizer, the school's own mailbox.",
            f"Give it: `wbl-tui set campaigns {clean(facts.campaign.id)} organizer=MAIL`; in the app F6 asks for it.",
        )
    mail_address(sender.mail, "the organizer")
    made: dict[str, Invite] = {}
    problems: list[str] = []
    for kind, ident, name, mail in _recipients(facts, kinds):
        try:
            address = mail_address(mail, name)
        except BadInput as problem:
            problems.append(problem.line)
            continue
        if other := made.get(mailbox_of(address)):
            problems.append(_shared(clean(name), other))
            continue
        student = next((s for s in facts.students if kind == "student" and s.id == ident), None)
        teacher = ident if "teacher" in kind else ""
        event = event_for(
            kind, facts, stamp=stamp, organizer=sender, student=student, teacher=teacher, cancelled=cancelled
        )
        event = event._replace(alarm_minutes=None if kind == "room" else alarm_minutes)
        file_name = _file_name(facts, kind, name, event, {invite.file_name for invite in made.values()})
        whole = Invite(kind, ident, clean(name), address, event, _letter(kind, name, event), file_name)
        made[whole.mailbox] = whole.to(name, address)._replace(name=clean(name))
    return Invites(tuple(made.values()), tuple(problems))


def parting_invite(
    kind: str,
    ident: str,
    party: Party,
    facts: InterviewFacts,
    *,
    stamp: datetime,
    organizer: Party | None = None,
) -> Invite:
    """A CANCEL for a mailbox that is no longer part of the interview: the time it was told, and no names.

    `facts.interview` has that time. Whoever reads the mailbox may never learn who took the place. Raises
    BadInput for an interview without a time.
    """
    event = event_for("room", facts, stamp=stamp, organizer=organizer, cancelled=True)
    place = party.name if kind == "room" else ""
    event = event._replace(summary=_PARTING.get(kind, "Informational interview"), location=clean(place))
    event = event._replace(description=parting_text(facts), url="")
    file_name = _file_name(facts, kind, party.name, event, set())
    letter = _letter(kind, party.name, event)
    return Invite(kind, ident, clean(party.name), party.mail, event, letter, file_name).to(
        party.name, party.mail
    )


def mailbox_of(mail: str) -> str:
    """What an address is compared by: one calendar has one entry of an interview, whoever it was made for."""
    return mail.strip().casefold()


def event_for(
    kind: str,
    facts: InterviewFacts,
    *,
    stamp: datetime,
    organizer: Party | None = None,
    student: Student | None = None,
    teacher: str = "",
    cancelled: bool | None = None,
) -> InviteEvent:
    """The interview as one kind of reader may see it, without attendees: what a feed publishes.

    `kind` "teacher" is what staff see. `student` is whose calendar it is, for "student"; `teacher` the staff id
    of a "class_teacher" (only their classes are told; without it those of `facts.absences`) or of a "teacher"
    who may have a class that is missed, too. Raises BadInput for an interview without a time, or an unknown kind.
    """
    interview = facts.interview
    if kind not in KINDS:
        raise BadInput(f"{kind!r} is nobody an invite is for.", f"Kinds: {', '.join(KINDS)}.")
    if interview.start is None or interview.end is None:
        raise BadInput(f"Interview {interview.id} has no time yet.", "Give it one first.")
    off = interview.state in CALLED_OFF if cancelled is None else cancelled
    facts = facts._replace(absences=_told_of(kind, facts, teacher))
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
        url=interview.link if kind in _WITH_LINK else "",
        organizer=organizer or organizer_of(facts),
        attendees=(),
        room=Place(facts.room.name) if facts.room and kind in _WITH_ROOM else None,
        cancelled=off,
    )


def organizer_of(facts: InterviewFacts) -> Party:
    """The campaign's mailbox, under the school's name: acceptances and refusals go there."""
    return Party(facts.campaign.organizer, facts.campaign.school or facts.campaign.name)


def is_told(interview: Interview) -> bool:
    """Whether the interview is one that calendars should hold: it has a time and lies ahead."""
    return interview.state in AHEAD and interview.start is not None


def _told_of(kind: str, facts: InterviewFacts, teacher: str) -> tuple[Absence, ...]:
    """The absences that the reader is told: a teacher those from their own classes, others none."""
    if kind == "class_teacher" or (kind == "teacher" and teacher):
        return missed_of(facts.absences, teacher=teacher)
    return ()


def _shared(name: str, other: Invite) -> str:
    """A calendar keeps one entry of an interview: a second invite to it would only take the place of the first."""
    return f"{name}{_SHARES}{other.name}, who gets the invite for both."


def is_unreached(problem: str) -> bool:
    """Whether a problem says that somebody is told nothing at all, not that one invite is for two."""
    return _SHARES not in problem


def _letter(kind: str, name: str, event: InviteEvent) -> str:
    """The text of the mail; nobody greets a room."""
    return event.description if kind == "room" else f"Dear {clean(name)},\n\n{event.description}"


def _recipients(facts: InterviewFacts, kinds: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Kind, id, name and address as typed of everybody who is to be told.

    Nobody is interviewed at a recorded viewing, so the interviewee gets no entry for it.
    """
    contact = facts.contact if facts.interview.format != "recorded" else None
    advisers = {teacher.id for teacher in facts.teachers}
    room = facts.room if facts.room and facts.room.mail.strip() else None
    people = {
        "interviewee": [(contact.id, contact.name, contact.email)] if contact else [],
        "student": [(student.id, student.label, student.email) for student in facts.students],
        "teacher": [(teacher.id, teacher.name, teacher.email) for teacher in facts.teachers],
        "class_teacher": [
            (teacher.id, teacher.name, teacher.email)
            for teacher in facts.class_teachers
            if teacher.id not in advisers
        ],
        "room": [(room.id, room.name, room.mail)] if room else [],
    }
    return [(kind, *person) for kind in kinds for person in people[kind]]


def _file_name(facts: InterviewFacts, kind: str, name: str, event: InviteEvent, taken: set[str]) -> str:
    """A name such as `2026-11-23-1020-interviewee-dana-whitfield-12.ics`, unlike those `taken`."""
    local = event.start.astimezone(facts.zone)
    parts = [
        f"{local:%Y-%m-%d-%H%M}",
        "cancel" if event.cancelled else "",
        kind.replace("_", " "),
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
