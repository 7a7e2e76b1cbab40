"""What the school's own side reads of an interview: who is away from which class, and that a room is taken.

A class teacher learns whose place stays empty and until when, not whom the student calls nor from where; a room's
calendar hangs on a door and names nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from models.rules.facts import Absence, Interview, SchoolClass, Staff, Student
from models.rules.privacy import joined
from models.rules.span import Span
from models.rules.text import clean

MISSED = frozenset({"to_request", "requested", "approved"})
"""States of an absence in which the class is missed: nobody is away who was told no, or whom no class expects."""

_MANY = 6


def teachers_for(
    students: Iterable[Student], classes: dict[str, SchoolClass], staff: dict[str, Staff]
) -> tuple[Staff, ...]:
    """Who prepares the students: the teachers of their advisory groups, each once, by name."""
    told: set[str] = set()
    for student in students:
        own = [classes[key] for key in student.classes if key in classes]
        told |= {found.teacher for found in own if found.kind == "advisory" and found.teacher}
    return _named(told, staff)


def class_teachers_for(absences: Iterable[Absence], staff: dict[str, Staff]) -> tuple[Staff, ...]:
    """The teachers whose class is missed and who have a mail address, each once, by name."""
    missed = {absence.teacher for absence in missed_of(absences) if absence.teacher}
    return tuple(one for one in _named(missed, staff) if one.email.strip())


def missed_of(absences: Iterable[Absence], *, teacher: str = "", class_id: str = "") -> tuple[Absence, ...]:
    """The absences by which a class is missed: of a teacher, of a class, or all."""
    return tuple(
        one
        for one in absences
        if one.state in MISSED and teacher in ("", one.teacher) and class_id in ("", one.class_id)
    )


def staff_label(students: Sequence[Student]) -> str:
    """Students as staff read them; a whole class is counted."""
    if len(students) > _MANY:
        return f"{len(students)} students"
    return joined([clean(student.label) for student in students]) or "no student"


def away_summary(students: Sequence[Student], absences: Sequence[Absence]) -> str:
    """The class teacher's one line: "Mia Torres away from Maths"."""
    away = _away(students, absences)
    classes = list(dict.fromkeys(clean(one.class_name) for one in absences if one.class_name))
    return f"{staff_label(away) if away else 'A student'} away from {joined(classes) or 'class'}"


def away_lines(students: Sequence[Student], absences: Sequence[Absence]) -> list[str]:
    """A line for each student: "Mia Torres: Maths (period 4)"."""
    return [
        f"{clean(student.label)}: {missed_text([one for one in absences if one.student == student.id])}"
        for student in _away(students, absences)
    ]


def missed_text(absences: Iterable[Absence]) -> str:
    """The classes with their periods: "Maths (period 4)", "Maths (periods 3 and 4) and Art (period 5)".

    A class that is called by its period, "Maths, period 4", needs it no second time.
    """
    periods: dict[str, list[str]] = defaultdict(list)
    for one in absences:
        name = clean(one.class_name) or "class"
        if clean(one.period) not in periods[name]:
            periods[name].append(clean(one.period))
    return joined([_with_periods(name, found) for name, found in periods.items()])


def _with_periods(name: str, periods: list[str]) -> str:
    if len(periods) == 1 and re.search(rf"\bperiod {re.escape(periods[0])}(?!\w)", name, re.IGNORECASE):
        return name
    return f"{name} (period{'s' if len(periods) > 1 else ''} {joined(periods)})"


def away_time(interview: Interview, travel_minutes: int) -> Span | None:
    """From when until when the seat stays empty, where the way to a workplace makes it longer than the interview."""
    if interview.format != "on_site" or interview.span is None or travel_minutes <= 0:
        return None
    way = timedelta(minutes=travel_minutes)
    return Span(interview.span.start - way, interview.span.end + way)


def _away(students: Sequence[Student], absences: Sequence[Absence]) -> list[Student]:
    ids = {one.student for one in absences}
    return [student for student in students if student.id in ids]


def _named(ids: Iterable[str], staff: dict[str, Staff]) -> tuple[Staff, ...]:
    return tuple(sorted((staff[key] for key in ids if key in staff), key=lambda who: (who.name, who.id)))
