"""Absences as a class teacher and the attendance office read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from models.queries.out_of_class import NO_TEACHER, Request
from models.rules.absences import ABSENCE_WORDS
from models.rules.naming import clock_text, day_text, period_text, times_text
from models.rules.span import local_day
from screens.widgets.few_lines import Line
from screens.widgets.plain import Cell, Toned

STATE_SIGNS = {"to_request": "!", "requested": "?", "approved": "✓", "denied": "✗"}
_TONES = {"to_request": "warn", "requested": "now", "approved": "good", "denied": "bad"}
OFFICE_COLUMNS = (
    "date", "student", "grade", "from", "to", "period", "class", "teacher", "state", "decided_by", "condition", "where",
)  # fmt: skip
"""What the attendance office gets in a file; the times are the school's."""


def teachers_of(found: Iterable[Request]) -> list[tuple[str, str, str]]:
    """Teachers with requests: id, name, how many wait and how many there are; those with most waiting first."""
    names: dict[str, str] = {}
    states: dict[str, Counter[str]] = {}
    for one in found:
        names.setdefault(one.teacher, one.absence.teacher_name or "Nobody is known as the class teacher")
        states.setdefault(one.teacher, Counter())[one.absence.state] += 1
    order = sorted(names, key=lambda each: (-_waiting(states[each]), each == NO_TEACHER, names[each]))
    return [(each, names[each], _counts(states[each])) for each in order]


def _waiting(states: Counter[str]) -> int:
    return states["requested"] + states["to_request"]


def _counts(states: Counter[str]) -> str:
    parts = [
        f"{states[each]} {ABSENCE_WORDS[each]}"
        for each in ("to_request", "requested", "approved", "denied")
        if states[each]
    ]
    return ", ".join(parts)


def state_cell(state: str) -> Toned:
    """A state as a sign and a word."""
    return Toned(f"{STATE_SIGNS[state]} {ABSENCE_WORDS[state]}", _TONES[state])


def request_cells(one: Request, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Day, period with class, student, how it stands."""
    absence = one.absence
    span = one.interview.span
    return (
        day_text(absence.day),
        times_text(span, zone) if span else "",
        period_text(absence.period, absence.class_name),
        Toned(one.student.label, "strong"),
        state_cell(absence.state),
    )


def request_lines(one: Request, zone: ZoneInfo) -> tuple[Line, ...]:
    """Which class of whom, who asked and who decided; whom the student talks with, and where."""
    contact = one.contact
    who = f"{contact.name}, {contact.employer_name}" if contact else "nobody yet"
    where = one.room or {"home": "from home", "workplace": "at the workplace"}.get(
        one.interview.place, "no room yet"
    )
    absence = one.absence
    teacher = f" ({absence.teacher_name})" if absence.teacher_name else ""
    missed = f"{period_text(absence.period, absence.class_name)}{teacher}"
    told = f"{missed[:1].upper()}{missed[1:]}: {_history(one, zone) or 'nobody was asked yet.'}"
    student = f"{one.student.label}{f', grade {one.student.grade}' if one.student.grade else ''}"
    return ("", told), ("dim", f"{student}: interview with {who}, {where}.")


def _history(one: Request, zone: ZoneInfo) -> str:
    absence = one.absence
    told = []
    if absence.asked_by:
        told.append(f"Asked for by {absence.asked_by}{_at(absence.asked_at, zone)}.")
    if absence.decided_by:
        word = ABSENCE_WORDS[absence.state].capitalize()
        told.append(f"{word} by {absence.decided_by}{_at(absence.decided_at, zone)}.")
    told += [f"Condition: {absence.condition}."] if absence.condition else []
    told += [f"Because: {absence.because}."] if absence.because else []
    return " ".join(told)


def _at(at: datetime | None, zone: ZoneInfo) -> str:
    return f", {day_text(local_day(at, zone))} {clock_text(at, zone)}" if at else ""


def office_cells(one: Request, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Student, when, which class of whom, how it stands."""
    absence, span = one.absence, one.interview.span
    return (
        Toned(f"{one.student.family}, {one.student.first_name}".strip(", "), "strong"),
        times_text(span, zone) if span else "",
        period_text(absence.period, absence.class_name),
        absence.teacher_name or "–",
        state_cell(absence.state),
    )


def office_rows(found: Sequence[Request], zone: ZoneInfo) -> list[tuple[str, ...]]:
    """The office's list as cells of text, under OFFICE_COLUMNS."""
    made: list[tuple[str, ...]] = []
    for one in found:
        absence, span = one.absence, one.interview.span
        times = (clock_text(span.start, zone), clock_text(span.end, zone)) if span else ("", "")
        made.append(
            (
                absence.day.isoformat(), one.student.label, one.student.grade, *times, absence.period,
                absence.class_name, absence.teacher_name, ABSENCE_WORDS[absence.state], absence.decided_by,
                absence.condition, one.room or one.interview.place,
            )
        )  # fmt: skip
    return made
