"""What should not be true of an interview and a person may accept: warnings, never a reason to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from models.errors import Finding
from models.rules.absences import ABSENCE_WORDS, initial_state, worst
from models.rules.case import Case
from models.rules.clash_rules import closed_day, closed_text
from models.rules.clocks import differs, times_there
from models.rules.facts import Contact, Interview
from models.rules.hours import anyone_on_duty
from models.rules.interview import AHEAD, WORDS, needs_room
from models.rules.missed import absences_now
from models.rules.naming import (
    agreeing,
    listing,
    student_label,
    students_label,
    when_text,
    zone_or,
)
from models.rules.situation import Situation
from models.rules.span import covered, local_day

OPEN_ABSENCES = frozenset({"to_request", "requested", "denied"})
"""States in which a student may not simply walk out of class."""


def warning_findings(case: Case) -> Iterator[Finding]:
    """The warnings of the interview that need no other one. Of one that is over, only the open absences."""
    yield from _absences(case)
    if case.interview.state not in AHEAD:
        return
    for rule in (_standby, _room, _school, _guardian, _confirmed, _questions, _reach):
        yield from rule(case)
    if case.contact is not None:
        yield from _contact(case, case.contact)


def needs_confirming(interview: Interview, situation: Situation, now: datetime | None) -> bool:
    """Whether the interviewee should have been written to by now: from the day before on, until confirmed."""
    start = interview.start
    if now is None or start is None or interview.contact is None:
        return False
    if interview.state != "scheduled" or interview.format == "recorded":
        return False
    return local_day(start, situation.zone) <= local_day(now, situation.zone) + timedelta(days=1)


def lacking_reach(interview: Interview, situation: Situation) -> tuple[str, str] | None:
    """What the student cannot call without: ("number", sentence) or ("link", sentence)."""
    contact = situation.contacts.get(interview.contact or "")
    who = contact.name if contact else "the interviewee"
    if interview.format == "phone" and not (interview.number or (contact and contact.phone)):
        return "number", f"There is no number to reach {who} by."
    if interview.format in ("video", "group_video") and not interview.link:
        return "link", f"There is no link for the video call with {who}."
    return None


def _who(case: Case) -> str:
    return students_label(case.interview, case.situation)


def _absences(case: Case) -> Iterator[Finding]:
    kept, fresh = absences_now(case.interview, case.missed, case.situation)
    by_student: dict[str, dict[str, list[str]]] = {}
    for absence in kept:
        states = by_student.setdefault(absence.student, {})
        states.setdefault(absence.state, []).append(absence.period)
    for one in fresh:
        states = by_student.setdefault(one.student, {})
        states.setdefault(initial_state(one), []).append(one.period)
    for student, states in by_student.items():
        state = worst(states)
        if state in OPEN_ABSENCES:
            who = student_label(student, case.situation)
            periods = list(dict.fromkeys(states[state]))
            what = f"period{'s' if len(periods) > 1 else ''} {listing(periods)}"
            text = f"{who} would miss {what}; the absence is {_absence_words(state)}."
            yield case.finding("absence_open", "warning", who, text)


def _absence_words(state: str) -> str:
    return {"to_request": "still to be requested", "requested": "requested, not yet approved"}.get(
        state, ABSENCE_WORDS[state]
    )


def _standby(case: Case) -> Iterator[Finding]:
    interview = case.interview
    if needs_room(interview.format, interview.place) and not anyone_on_duty(case.situation, case.span):
        when = when_text(case.span, case.zone)
        text = f"No adult is on duty for the whole time, {when}."
        yield case.finding("no_standby", "warning", _who(case), text)


def _room(case: Case) -> Iterator[Finding]:
    interview = case.interview
    if needs_room(interview.format, interview.place) and interview.room is None:
        has = agreeing(interview.students, "has", "have")
        text = f"{_who(case)} {has} no {WORDS['room']} for {when_text(case.span, case.zone)} yet."
        yield case.finding("no_room", "warning", _who(case), text)


def _school(case: Case) -> Iterator[Finding]:
    day = closed_day(case.days, case.situation)
    if day is not None and case.room is None:
        yield case.finding("school_closed", "warning", _who(case), f"{closed_text(day, case.situation)}.")


def _guardian(case: Case) -> Iterator[Finding]:
    if case.interview.place == "home" and not case.interview.guardian_told:
        guardian = agreeing(case.interview.students, "guardian has", "guardians have")
        text = f"{_who(case)} would call from home, and the {guardian} not been told."
        yield case.finding("guardian_not_told", "warning", _who(case), text)


def _confirmed(case: Case) -> Iterator[Finding]:
    if needs_confirming(case.interview, case.situation, case.now):
        who = case.contact.name if case.contact else case.interview.contact or ""
        text = f"{who} has not been sent a confirmation for {when_text(case.span, case.zone)}."
        yield case.finding("not_confirmed", "warning", who, text)


def _questions(case: Case) -> Iterator[Finding]:
    students = [case.situation.students.get(one) for one in case.interview.students]
    names = [one.label for one in students if one is not None and not one.questions_ready]
    if names:
        text = f"The questions of {listing(names)} are not ready."
        yield case.finding("questions_not_ready", "warning", listing(names), text)


def _reach(case: Case) -> Iterator[Finding]:
    lacking = lacking_reach(case.interview, case.situation)
    if lacking:
        who = case.contact.name if case.contact else _who(case)
        yield case.finding("no_number", "warning", who, lacking[1])


def _contact(case: Case, contact: Contact) -> Iterator[Finding]:
    interview = case.interview
    if contact.do_not_contact:
        text = f"{contact.name} asked not to be contacted."
        yield case.finding("do_not_contact", "warning", contact.name, text)
    if contact.formats and interview.format not in contact.formats:
        offered = listing([WORDS.get(one, one) for one in contact.formats], 5)
        text = f"{contact.name} offered {offered}, not {WORDS[interview.format]}."
        yield case.finding("format_not_offered", "warning", contact.name, text)
    yield from _served(case, contact)
    if outside_hours(case, contact):
        text = f"{contact.name} did not offer {when_text(case.span, case.zone)}{_theirs(case, contact)}."
        yield case.finding("contact_hours", "warning", contact.name, text)


def outside_hours(case: Case, contact: Contact) -> bool:
    """Whether the contact stated hours, and the call leaves them. Nobody waits for a recorded viewing."""
    if not contact.availability or case.interview.format == "recorded":
        return False
    return not any(one.contains(case.span) for one in contact.availability) and not covered(
        case.span, contact.availability
    )


def _theirs(case: Case, contact: Contact) -> str:
    """The same times on the contact's clock, where that differs."""
    if not contact.zone or contact.zone == case.situation.campaign.zone:
        return ""
    theirs = zone_or(contact.zone, case.zone)
    if not differs(case.span.start, theirs, case.zone):
        return ""
    return f" ({times_there(case.span, theirs, case.zone)} in {contact.zone})"


def _served(case: Case, contact: Contact) -> Iterator[Finding]:
    if not contact.schools:
        return
    known = [case.situation.students.get(one) for one in case.interview.students]
    schools = {(one.school if one else "") or case.situation.campaign.school for one in known}
    others = sorted(schools - set(contact.schools) - {""})
    if others:
        text = f"{contact.name} offered interviews to {listing(list(contact.schools))}, not to {listing(others)}."
        yield case.finding("school_not_served", "warning", contact.name, text)
