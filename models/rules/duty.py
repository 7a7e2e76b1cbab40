"""Standby duty beside teaching and calls: who cannot be on duty, and which minutes of which calls nobody watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import Finding
from models.rules.bells import BellBook, missed_periods
from models.rules.facts import Interview, SchoolClass
from models.rules.hours import staff_duty_spans
from models.rules.interview import AHEAD, needs_room
from models.rules.naming import when_text
from models.rules.situation import Situation
from models.rules.span import Span, gaps, local_day, local_span, merge


class Lesson(NamedTuple):
    """A class that an adult teaches on one date: the class, the period's name, when."""

    school_class: SchoolClass
    period: str
    span: Span


class DutyClash(NamedTuple):
    """An adult who should watch calls and teach at once; `span` is the time of both."""

    staff: str
    lesson: Lesson
    span: Span


def lessons(
    staff: str, classes: Iterable[SchoolClass], bells: BellBook, day: date, zone: ZoneInfo
) -> list[Lesson]:
    """What the adult teaches on one local date, in order."""
    own = {one.id: one for one in classes if one.teacher == staff}
    if not own:
        return []
    spans: dict[str, list[Span]] = {}
    for period, span in bells.period_spans(day, zone):
        spans.setdefault(period.name, []).append(span)
    met = missed_periods(bells, staff, own.values(), local_span(day, 0, 1440, zone), zone)
    found = [
        Lesson(own[one.class_id], one.period, span)
        for one in met
        if one.class_id is not None and one.day == day
        for span in spans.get(one.period, ())
    ]
    return sorted(found, key=lambda one: (one.span, one.school_class.id))


def teaching_during(
    staff: str, spans: Iterable[Span], classes: Iterable[SchoolClass], bells: BellBook, zone: ZoneInfo
) -> list[DutyClash]:
    """The lessons of the adult that fall into the spans, each with the time of both."""
    found = []
    known = tuple(classes)
    for span in spans:
        for lesson in lessons(staff, known, bells, local_day(span.start, zone), zone):
            shared = lesson.span.shared(span)
            if shared:
                found.append(DutyClash(staff, lesson, shared))
    return found


def duty_clashes(situation: Situation, day: date) -> list[DutyClash]:
    """Every adult who is on duty and teaches at once on one local date."""
    zone = situation.zone
    return [
        clash
        for adult in situation.staff.values()
        if adult.duty
        for clash in teaching_during(
            adult.id, staff_duty_spans(adult, day, zone), situation.classes.values(), situation.bells, zone
        )
    ]


def calls_to_watch(situation: Situation, day: date) -> list[tuple[Interview, Span]]:
    """The calls at school on one local date that stand and are not over, in order of start."""
    zone = situation.zone
    found = [pair for pair in _watched_calls(situation) if local_day(pair[1].start, zone) == day]
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))


def watched_spans(situation: Situation, day: date) -> list[Span]:
    """When at least one adult is on duty on one local date."""
    zone = situation.zone
    return merge(
        span
        for adult in situation.staff.values()
        if adult.duty
        for span in staff_duty_spans(adult, day, zone)
    )


def unwatched(situation: Situation, day: date) -> list[tuple[Span, tuple[str, ...]]]:
    """The minutes in which calls run at school and no adult is on duty, with the calls' ids, in order."""
    watched = watched_spans(situation, day)
    calls = calls_to_watch(situation, day)
    bare = merge(gap for _call, span in calls for gap in gaps(span, watched))
    return [(gap, tuple(call.id for call, span in calls if span.overlaps(gap))) for gap in bare]


def unwatched_part(interview: Interview, situation: Situation) -> list[Span]:
    """The minutes of one call in which no adult is on duty; none for a call away from school."""
    span = interview.span
    if span is None or not needs_room(interview.format, interview.place):
        return []
    return gaps(span, watched_spans(situation, local_day(span.start, situation.zone)))


def duty_findings(situation: Situation) -> Iterator[Finding]:
    """Adults who should watch calls and teach at once, on every date with calls at school, as warnings.

    `interviews` are the calls of that time: while the adult teaches, nobody may be watching them.
    """
    zone = situation.zone
    calls = list(_watched_calls(situation))
    for day in sorted({local_day(span.start, zone) for _one, span in calls}):
        for clash in duty_clashes(situation, day):
            there = tuple(one.id for one, span in calls if span.overlaps(clash.span))
            name = situation.staff[clash.staff].name
            text = (
                f"{name} is on duty and teaches {lesson_text(clash)} at once, {when_text(clash.span, zone)}."
            )
            yield Finding(
                "duty_while_teaching", "warning", there, name, clash.span.start, clash.span.end, text
            )


def lesson_text(clash: DutyClash) -> str:
    """What people call the class that is taught then."""
    return clash.lesson.school_class.name or clash.lesson.school_class.id


def _watched_calls(situation: Situation) -> Iterator[tuple[Interview, Span]]:
    for one in situation.interviews.values():
        if one.span is not None and one.state in AHEAD and needs_room(one.format, one.place):
            yield one, one.span
