"""The words of an invite: what it is called, where it is and what it explains, for each kind of reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.exchange.ical_event import LINK_LIMIT
from models.exchange.invite_staff import away_lines, away_summary, away_time, missed_text, staff_label
from models.exchange.vtimezone import known_zone
from models.rules.facts import Absence, Campaign, Contact, Employer, Interview, Room, Staff, Student
from models.rules.interview import WORDS
from models.rules.naming import clock_text, day_text
from models.rules.privacy import joined, students_for_interviewee
from models.rules.span import Span
from models.rules.text import clean

ROOM_SUMMARY = "Informational interview"
"""All that a room's calendar, which hangs on a door, says in its one line."""


class InterviewFacts(NamedTuple):
    """Everything about one interview that invites are made from.

    `teachers` prepare the students, `class_teachers` have a class that is missed; `absences` are those by which
    one is missed.
    """

    interview: Interview
    campaign: Campaign
    students: tuple[Student, ...]
    contact: Contact | None
    room: Room | None = None
    teachers: tuple[Staff, ...] = ()
    employer: Employer | None = None
    class_teachers: tuple[Staff, ...] = ()
    absences: tuple[Absence, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone. Raises BadInput for an unknown one."""
        return known_zone(self.campaign.zone)


def summary(kind: str, facts: InterviewFacts) -> str:
    """The entry's one line: with whom, as far as the reader may know."""
    if kind == "interviewee":
        return f"Informational interview with {students_for_interviewee(facts.students)}"
    if kind == "student":
        what = "Recorded" if facts.interview.format == "recorded" else "Informational"
        return f"{what} interview with {_contact_name(facts)}"
    if kind == "class_teacher":
        return away_summary(facts.students, facts.absences)
    if kind == "room":
        return ROOM_SUMMARY
    return f"Informational interview: {staff_label(facts.students)} with {_contact_name(facts)}"


def description(kind: str, facts: InterviewFacts, student: Student | None = None, *, cancelled: bool) -> str:
    """The entry's text: who, when and how, in a few labelled lines."""
    lines = _LINES[kind](facts)
    greeting = _greeting(kind, facts)
    opening = [greeting]
    if student:
        opening = [f"{clean(student.first_name)}, {greeting[0].lower()}{greeting[1:]}"]
    if cancelled:
        opening = [_ENDINGS.get(kind, "This interview is cancelled.")]
    return "\n".join([*opening, "", *lines])


def location(kind: str, facts: InterviewFacts) -> str:
    """Where to go, and the number or link to be used, since calendars hide those that stand elsewhere.

    Nothing for a class teacher, who need not know where the student is.
    """
    if kind == "class_teacher":
        return ""
    if kind == "room":
        return clean(facts.room.name) if facts.room else ""
    if facts.interview.format == "on_site":
        return _workplace(facts)
    how = "" if kind == "teacher" else _reach(facts)
    if kind == "interviewee":
        return how
    return ", ".join(part for part in (_where(facts), how) if part)


_GREETINGS = {
    "interviewee": "A student asks you about your job, the path to it and your field. Thank you for your time.",
    "student": "You lead this conversation: be ready a few minutes early and end on time.",
    "teacher": "A student of yours has an informational interview at this time.",
    "class_teacher": "An informational interview takes a student of your class away at this time.",
    "room": "This room is booked for an informational interview.",
}
_GREETINGS_OF_SEVERAL = _GREETINGS | {
    "interviewee": "Students ask you about your job, the path to it and your field. Thank you for your time.",
    "student": "You lead this conversation together: be ready a few minutes early and end on time.",
    "teacher": "Students of yours have an informational interview at this time.",
    "class_teacher": "An informational interview takes students of your class away at this time.",
}
_WATCHING = "You watch a recorded interview: be there on time, with something to take notes."
_ENDINGS = {
    "class_teacher": "This interview takes nobody out of your class any more.",
    "room": "This booking of the room is called off.",
}
"""What stands in place of the greeting once the entry is off."""


def _greeting(kind: str, facts: InterviewFacts) -> str:
    """What it is to the reader: a class teacher counts those of their own class, and nobody leads a recording."""
    if kind == "student" and facts.interview.format == "recorded":
        return _WATCHING
    whom = {one.student for one in facts.absences} if kind == "class_teacher" else facts.students
    return (_GREETINGS_OF_SEVERAL if len(whom) > 1 else _GREETINGS)[kind]


def _for_interviewee(facts: InterviewFacts) -> list[str]:
    """School and time, and how the call comes about: nothing else about the student."""
    school = clean(facts.campaign.school or facts.campaign.name)
    return [
        f"With: {students_for_interviewee(facts.students)}, {school}",
        *_times(facts, facts.contact.zone if facts.contact else ""),
        _how_for_interviewee(facts),
        f"Questions, or another time: {clean(facts.campaign.organizer)}",
    ]


def _for_student(facts: InterviewFacts) -> list[str]:
    """Whom they talk to, when, and from where."""
    contact = facts.contact
    title = clean(contact.title) if contact else ""
    parts = [_contact_name(facts), title, _employer_name(facts)]
    return [
        f"With: {', '.join(part for part in parts if part)}",
        *_times(facts),
        f"How: {_how_for_student(facts)}",
        f"Where: {location('teacher', facts) or 'to be settled'}",
    ]


def _for_teacher(facts: InterviewFacts) -> list[str]:
    """Who is away, when, where they are, and what they miss of the reader's own classes."""
    students = joined([clean(student.label) for student in facts.students])
    return [
        f"{'Student' if len(facts.students) == 1 else 'Students'}: {students}",
        f"With: {', '.join(part for part in (_contact_name(facts), _employer_name(facts)) if part)}",
        *_times(facts),
        f"How: {WORDS[facts.interview.format]}",
        f"Where: {location('teacher', facts) or 'to be settled'}",
        *([f"Away from: {missed_text(facts.absences)}"] if facts.absences else []),
    ]


def _for_class_teacher(facts: InterviewFacts) -> list[str]:
    """Who is away from which class, and until when: neither where they are nor whom they talk to."""
    away = away_time(facts.interview, facts.contact.travel_minutes if facts.contact else 0)
    return [
        *(away_lines(facts.students, facts.absences) or ["A student of your class"]),
        *_times(facts),
        *([f"Away, with the way there and back: {_time_text(away, facts.zone)}"] if away else []),
        f"Questions: {clean(facts.campaign.organizer)}",
    ]


def _for_room(facts: InterviewFacts) -> list[str]:
    """Until when the room is taken, and for what kind of call."""
    return [
        *_times(facts),
        f"How: {WORDS[facts.interview.format]}",
        f"Questions: {clean(facts.campaign.organizer)}",
    ]


_LINES: dict[str, Callable[[InterviewFacts], list[str]]] = {
    "interviewee": _for_interviewee,
    "student": _for_student,
    "teacher": _for_teacher,
    "class_teacher": _for_class_teacher,
    "room": _for_room,
}


def _times(facts: InterviewFacts, reader_zone: str = "") -> list[str]:
    """Day, times and zone; again in the reader's own zone where the clocks there differ."""
    span = facts.interview.span
    if span is None:
        return []
    lines = [f"When: {_time_text(span, facts.zone)} ({span.minutes} minutes)"]
    try:
        own = known_zone(reader_zone) if reader_zone else facts.zone
    except BadInput:
        return lines
    if span.start.astimezone(own).utcoffset() != span.start.astimezone(facts.zone).utcoffset():
        lines.append(f"Your time: {_time_text(span, own)}")
    return lines


def _time_text(span: Span, zone: ZoneInfo) -> str:
    """Day, year and wall times with the zone's name, as a time is written that leaves the house."""
    day = span.start.astimezone(zone).date()
    return f"{day_text(day)} {day.year}, {clock_text(span.start, zone)} to {clock_text(span.end, zone)}, {zone.key}"


def _how_for_interviewee(facts: InterviewFacts) -> str:
    """How the conversation comes about, from the interviewee's side."""
    format_, reach = facts.interview.format, _reach(facts)
    if format_ == "on_site":
        return f"How: the student comes to you: {_workplace(facts)}"
    if format_ == "phone":
        number = clean(facts.interview.number or (facts.contact.phone if facts.contact else ""))
        return f"How: the student calls you on {number}" if number else "How: the student calls you"
    return f"How: {WORDS[format_]}, {reach}" if reach else f"How: {WORDS[format_]}, the link follows"


def _how_for_student(facts: InterviewFacts) -> str:
    """The format, and the number or link that the student uses."""
    word, reach = WORDS[facts.interview.format], _reach(facts)
    if facts.interview.format == "on_site" or not reach:
        return word
    return reach if facts.interview.format == "phone" else f"{word}, {reach}"


def _reach(facts: InterviewFacts) -> str:
    """The number or the link that is used; the link last, so that no comma sticks to it."""
    interview = facts.interview
    number = clean(interview.number)
    if interview.format == "phone":
        number = number or clean(facts.contact.phone if facts.contact else "")
    parts = (f"phone {number}" if number else "", clean(interview.link, LINK_LIMIT))
    return ", ".join(part for part in parts if part)


def _where(facts: InterviewFacts) -> str:
    """Where the student is."""
    if facts.interview.place == "home":
        return "at home"
    return clean(facts.room.name) if facts.room else ""


def _workplace(facts: InterviewFacts) -> str:
    """The employer's name and address."""
    address = clean(facts.employer.address) if facts.employer else ""
    return ", ".join(part for part in (_employer_name(facts), address) if part)


def parting_text(facts: InterviewFacts) -> str:
    """For whoever is no longer part of it: the time they were told, and nothing about those who are."""
    lines = [*_times(facts), f"Questions: {clean(facts.campaign.organizer)}"]
    return "\n".join(["This entry no longer holds: take it out of the calendar.", "", *lines])


def _contact_name(facts: InterviewFacts) -> str:
    """The interviewee's name."""
    return clean(facts.contact.name) if facts.contact else "an interviewee"


def _employer_name(facts: InterviewFacts) -> str:
    """The interviewee's organisation."""
    return clean(facts.contact.employer_name) if facts.contact else ""
