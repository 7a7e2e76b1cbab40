"""What each date is at school (closed, or a day type with a letter), and which classes a span makes one miss."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.rules.facts import BellSchedule, DayException, DayPlan, MissedPeriod, Period, SchoolClass
from models.rules.meets import WEEKDAY_LETTERS, Meets, format_meets, parse_meets, period_key
from models.rules.span import Span, local_day, local_span
from models.rules.text import fold
from models.rules.walls import format_wall, ordered_walls, parse_periods, parse_wall, wall_after

__all__ = [
    "BellBook",
    "format_meets",
    "format_wall",
    "lacking_periods",
    "missed_periods",
    "ordered_walls",
    "parse_meets",
    "parse_periods",
    "parse_wall",
    "wall_after",
]

SCHOOL_YEAR_BEGINS = 8
"""Month from whose first day letters are counted when the schedule names no first day."""
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_ONE_DAY = timedelta(days=1)


class BellBook:
    """A bell schedule that answers for any date.

    - A schedule without day types has school on every weekday, without periods; one that has day types but
      no week uses "regular" (else its first day type) on every weekday.
    - Letters advance on school days only, from `first_day`; without one, from 1 August of each school year.
    - A forced letter is that day's, and the rotation goes on from it. One that is not in the rotation takes
      no turn; one on a closed day means nothing.
    """

    def __init__(self, schedule: BellSchedule) -> None:
        self.schedule = schedule
        self._week = _week_of(schedule)
        self._plans: dict[date, DayPlan] = {}
        self._spans: dict[tuple[date, str], tuple[tuple[Period, Span], ...]] = {}
        self._marks: dict[date, tuple[list[date], list[int]]] = {}

    def plan(self, day: date) -> DayPlan:
        """What the date is."""
        found = self._plans.get(day)
        if found is None:
            found = self._plans[day] = self._plan(day)
        return found

    def is_school_day(self, day: date) -> bool:
        """Whether school is open."""
        return not self.plan(day).closed

    def letter(self, day: date) -> str:
        """The date's letter; "" on closed days and without a rotation."""
        return self.plan(day).letter

    def school_days(self, first: date, last: date) -> list[date]:
        """The open days from first to last, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.is_school_day(day)]

    def period_spans(self, day: date, zone: ZoneInfo) -> list[tuple[Period, Span]]:
        """The date's rows with their instants; a row that the change of clocks skips is left out."""
        key = day, zone.key
        found = self._spans.get(key)
        if found is None:
            rows = [(p, local_span(day, p.start, p.end, zone)) for p in self.plan(day).periods]
            found = self._spans[key] = tuple((p, span) for p, span in rows if span.start < span.end)
        return list(found)

    def _plan(self, day: date) -> DayPlan:
        special = self.schedule.exceptions.get(day)
        note = special.note if special else ""
        closed = self._closed(day, special)
        if closed:
            return DayPlan(day, closed, "", "", (), note)
        day_type = (special.day_type if special else "") or self._week.get(day.weekday(), "")
        rows = (special.rows if special else ()) or self.schedule.day_types.get(day_type, ())
        return DayPlan(day, "", day_type, self._letter(day, special), rows, note)

    def _closed(self, day: date, special: DayException | None) -> str:
        """Why there is no school, or ""."""
        first, last = self.schedule.first_day, self.schedule.last_day
        if first and day < first:
            return "before the first day of school"
        if last and day > last:
            return "after the last day of school"
        if special and special.closed:
            return special.closed
        opened = special and (special.day_type or special.rows or special.rotation)
        return "" if opened or day.weekday() in self._week else f"no school on {_WEEKDAYS[day.weekday()]}"

    def _letter(self, day: date, special: DayException | None) -> str:
        rotation = self.schedule.rotation
        if special and special.rotation:
            forced = self._forced(0, special.rotation)
            return special.rotation if forced is None else rotation[forced]
        return rotation[self._turn(day)] if rotation else ""

    def _forced(self, turn: int, letter: str) -> int | None:
        """The first place from `turn` on that has the letter; None when the rotation lacks it."""
        rotation = self.schedule.rotation
        places = range(turn, turn + len(rotation))
        return next((at for at in places if fold(rotation[at % len(rotation)]) == fold(letter)), None)

    def _turn(self, day: date) -> int:
        """The place in the rotation that is next when `day` begins."""
        origin = self.schedule.first_day or _school_year(day)
        if origin not in self._marks:
            self._marks[origin] = self._mark(origin)
        days, turns = self._marks[origin]
        at = bisect_left(days, day)
        if at == 0:
            return self._weekdays_between(origin, day) % len(self.schedule.rotation)
        since = self._weekdays_between(days[at - 1] + _ONE_DAY, day)
        return (turns[at - 1] + since) % len(self.schedule.rotation)

    def _mark(self, origin: date) -> tuple[list[date], list[int]]:
        """The exceptions from `origin` on, and the place in the rotation that is next after each."""
        days, turns, turn, at = [], [], 0, origin
        for day, special in sorted(self.schedule.exceptions.items()):
            if day < origin:
                continue
            turn += self._weekdays_between(at, day)
            if not self._closed(day, special):
                turn = self._after(turn, special)
            at = day + _ONE_DAY
            days.append(day)
            turns.append(turn % len(self.schedule.rotation))
        return days, turns

    def _after(self, turn: int, special: DayException) -> int:
        """The next place after an open exception on whose morning `turn` was next."""
        if not special.rotation:
            return turn + 1
        forced = self._forced(turn, special.rotation)
        return turn if forced is None else forced + 1

    def _weekdays_between(self, first: date, until: date) -> int:
        """How many days from first up to, not including, until are in the default week."""
        weeks, rest = divmod((until - first).days, 7)
        return weeks * len(self._week) + sum((first.weekday() + n) % 7 in self._week for n in range(rest))


def missed_periods(
    book: BellBook, student_id: str, classes: Iterable[SchoolClass], span: Span, zone: ZoneInfo
) -> tuple[MissedPeriod, ...]:
    """The periods that the span touches, with the student's class there; breaks are never missed.

    One for each class that meets then, or one of kind "free" where none does. A class is of kind "never" on
    its `never_on` dates. Minutes are those missed of the period. Travel is for the caller to add to the span.
    """
    chosen = list(classes)
    missed: dict[tuple[date, str, str | None], MissedPeriod] = {}
    day, last = local_day(span.start, zone), local_day(span.end, zone)
    while day <= last:
        for period, taken in book.period_spans(day, zone):
            shared = taken.shared(span)
            if shared and period.kind == "period":
                for one in _missed(student_id, book.plan(day), period, chosen, shared):
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
        for name in sorted({name for name, letter in _meets(one) if _falls_on(letter, _meets(one), plan)})
        if period_key(name) not in there
    )


def _missed(
    student: str, plan: DayPlan, period: Period, classes: list[SchoolClass], shared: Span
) -> Iterable[MissedPeriod]:
    key = period_key(period.name)
    there = [one for one in classes if _meets_in(one, key, plan)]
    minutes = max(1, shared.minutes)
    if not there:
        return [MissedPeriod(student, plan.day, period.name, None, "free", minutes)]
    return [
        MissedPeriod(
            student,
            plan.day,
            period.name,
            one.id,
            "never" if plan.day in one.never_on else one.kind or "core",
            minutes,
        )
        for one in there
    ]


def _meets(one: SchoolClass) -> Meets:
    """Where the class meets; nowhere when that cannot be read, which the import has already said."""
    try:
        return parse_meets(one.meets)
    except BadInput:
        return frozenset()


def _meets_in(one: SchoolClass, key: str, plan: DayPlan) -> bool:
    meets = _meets(one)
    return any(period_key(name) == key and _falls_on(letter, meets, plan) for name, letter in meets)


def _falls_on(letter: str, meets: Meets, plan: DayPlan) -> bool:
    """Whether a meeting on days of the letter is held on the date.

    Where the school has no rotation, M T W R F are weekdays; other letters say nothing and hold every day,
    since it is better to ask a teacher once too often.
    """
    if not letter or plan.letter:
        return not letter or fold(letter) == fold(plan.letter)
    if all(other in WEEKDAY_LETTERS for _, other in meets):
        return plan.day.weekday() < 5 and WEEKDAY_LETTERS[plan.day.weekday()] == letter
    return True


def _week_of(schedule: BellSchedule) -> dict[int, str]:
    if schedule.week:
        return schedule.week
    usual = "regular" if "regular" in schedule.day_types else next(iter(schedule.day_types), "")
    return dict.fromkeys(range(5), usual)


def _school_year(day: date) -> date:
    year = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
    return date(max(1, year), SCHOOL_YEAR_BEGINS, 1)
