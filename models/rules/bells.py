"""Which classes meet on a date, and which of them a span makes one miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.rules.bell_book import BellBook, day_type_names, plain_type
from models.rules.facts import DayPlan, MissedPeriod, Period, SchoolClass
from models.rules.meets import (
    WEEKDAY_LETTERS,
    Meets,
    format_meets,
    lunch_key,
    parse_lunches,
    parse_meets,
    period_key,
)
from models.rules.span import Span, gaps, local_day
from models.rules.text import fold
from models.rules.walls import format_wall, ordered_walls, parse_periods, parse_wall, wall_after

__all__ = [
    "BellBook",
    "day_type_names",
    "format_meets",
    "format_wall",
    "lacking_periods",
    "lunches_of",
    "missed_periods",
    "ordered_walls",
    "parse_meets",
    "parse_periods",
    "parse_wall",
    "plain_type",
    "wall_after",
]

_ONE_DAY = timedelta(days=1)


def missed_periods(
    book: BellBook, student_id: str, classes: Iterable[SchoolClass], span: Span, zone: ZoneInfo
) -> tuple[MissedPeriod, ...]:
    """The periods that the span touches, with the student's class there; breaks are never missed.

    One for each class that meets then, or one of kind "free" where none does. A class is of kind "never" on
    its `never_on` dates. Minutes are those missed of the period; the lunch that a class has within its period
    ("4 lunch:B") is no part of them. Travel is for the caller to add to the span.
    """
    chosen = list(classes)
    missed: dict[tuple[date, str, str | None], MissedPeriod] = {}
    day, last = local_day(span.start, zone), local_day(span.end, zone)
    while day <= last:
        rows = book.period_spans(day, zone)
        for period, taken in rows:
            shared = taken.shared(span)
            if shared and period.kind == "period":
                for one in _missed(_Taken(book, student_id, day, period, shared, rows), chosen):
                    key = day, one.period, one.class_id
                    before = missed[key].minutes if key in missed else 0
                    missed[key] = one._replace(minutes=before + one.minutes)
        day += _ONE_DAY
    return tuple(missed.values())


def lacking_periods(
    book: BellBook, day: date, classes: Iterable[SchoolClass]
) -> tuple[tuple[SchoolClass, str], ...]:
    """Classes that should meet on an open date in a period that its day type lacks, with that period."""
    plan = book.plan(day)
    if plan.closed or not plan.periods:
        return ()
    there = {period_key(period.name) for period in plan.periods}
    return tuple(
        (one, name)
        for one in classes
        for name in sorted(_names_on(book, plan, _meets(one)))
        if period_key(name) not in there
    )


def lunches_of(rows: Iterable[Period]) -> tuple[Period, ...]:
    """The breaks that lie over a period of the same day: lunches that only some of its classes have then."""
    every = tuple(rows)
    taught = [row for row in every if row.kind == "period"]
    return tuple(
        row
        for row in every
        if row.kind == "break" and any(row.start < one.end and one.start < row.end for one in taught)
    )


class _Taken(NamedTuple):
    """A stretch of a period of a date that is taken from a student, and all rows of that date."""

    book: BellBook
    student: str
    day: date
    period: Period
    span: Span
    rows: list[tuple[Period, Span]]


def _missed(taken: _Taken, classes: list[SchoolClass]) -> Iterator[MissedPeriod]:
    plan, key, found = taken.book.plan(taken.day), period_key(taken.period.name), False
    free = MissedPeriod(taken.student, taken.day, taken.period.name, None, "free", max(1, taken.span.minutes))
    for one in classes:
        if not any(period_key(name) == key for name in _names_on(taken.book, plan, _meets(one))):
            continue
        found = True
        minutes = _minutes_of_class(taken, plan, one)
        if minutes:
            kind = "never" if taken.day in one.never_on else one.kind or "core"
            yield free._replace(class_id=one.id, kind=kind, minutes=minutes)
    if not found:
        yield free


def _minutes_of_class(taken: _Taken, plan: DayPlan, one: SchoolClass) -> int:
    """What is taken from the class itself, its lunch left out; 0 where nothing is."""
    lunches = {lunch_key(name) for name in _names_on(taken.book, plan, _lunches(one))}
    if not lunches:
        return max(1, taken.span.minutes)
    eating = [span for row, span in taken.rows if row.kind == "break" and lunch_key(row.name) in lunches]
    left = gaps(taken.span, eating)
    return max(1, sum(each.minutes for each in left)) if left else 0


def _meets(one: SchoolClass) -> Meets:
    """Where the class meets; nowhere when that cannot be read, which the import has already said."""
    try:
        return parse_meets(one.meets)
    except BadInput:
        return frozenset()


def _lunches(one: SchoolClass) -> Meets:
    """Which lunches the class has."""
    try:
        return parse_lunches(one.meets)
    except BadInput:
        return frozenset()


def _names_on(book: BellBook, plan: DayPlan, meets: Meets) -> set[str]:
    """The names whose letters fall on the date."""
    return {name for name, letter in meets if _falls_on(book, letter, meets, plan)}


def _falls_on(book: BellBook, letter: str, meets: Meets, plan: DayPlan) -> bool:
    """Whether a meeting on days of the letter is held on the date.

    M T W R F are weekdays, unless the class names letters of the rotation; where there is no rotation, other
    letters say nothing and hold every day, since it is better to ask a teacher once too often.
    """
    if not letter or fold(letter) == fold(plan.letter):
        return True
    letters = {other for _, other in meets if other}
    if all(other in WEEKDAY_LETTERS for other in letters) and book.letters.isdisjoint(map(fold, letters)):
        return plan.day.weekday() < 5 and WEEKDAY_LETTERS[plan.day.weekday()] == letter
    return not plan.letter
