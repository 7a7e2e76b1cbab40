"""What each date is at school: closed, or a day type with a letter and its rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.rules.facts import BellSchedule, DayException, DayPlan, Period
from models.rules.meets import parse_letters
from models.rules.span import Span, local_span
from models.rules.text import fold

SCHOOL_YEAR_BEGINS = 8
"""Month from whose first day letters are counted when the schedule names no first day."""
EACH_WEEKDAY = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_ONE_DAY = timedelta(days=1)
_ENDING = re.compile(r"(.*\S)\s*\(([^()]+)\)")


class BellBook:
    """A bell schedule that answers for any date.

    - A schedule without day types has school on every weekday, without periods; one that has day types but
      no week uses "regular" (else its first day type) on every weekday.
    - Letters advance on school days only, from `first_day`; without one, from 1 August of each school year.
    - A day type whose name ends in letters of the rotation, as "regular (A)", holds in place of "regular" on days
      of these letters.
    - A forced letter is that day's, and the rotation goes on from it. One that is not in the rotation takes
      no turn; one on a closed day means nothing.
    """

    def __init__(self, schedule: BellSchedule) -> None:
        self.schedule = schedule
        self._week = _week_of(schedule)
        self._variants = dict(_variants(schedule))
        self.letters = frozenset(map(fold, schedule.rotation))
        self._plans: dict[date, DayPlan] = {}
        self._spans: dict[tuple[date, str], tuple[tuple[Period, Span], ...]] = {}
        self._marks: dict[date, tuple[list[date], list[int]]] = {}

    @property
    def week(self) -> dict[int, str]:
        """The day type of each weekday on which there is school, 0 for Monday."""
        return dict(self._week)

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
        letter = self._letter(day, special)
        usual = (special.day_type if special else "") or self._week.get(day.weekday(), "")
        day_type = self._variants.get((fold(usual), fold(letter)), usual)
        rows = (special.rows if special else ()) or self.schedule.day_types.get(day_type, ())
        return DayPlan(day, "", day_type, letter, rows, note)

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
        return "" if opened or day.weekday() in self._week else f"no school on {EACH_WEEKDAY[day.weekday()]}"

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


def plain_type(name: str, rotation: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """A day type's plain name, and the letters on whose days alone it holds: "regular (A)" is regular on A days.

    A bracket that holds anything but letters of the rotation is part of the name.
    """
    found = _ENDING.fullmatch(name)
    if not found:
        return name, ()
    try:
        letters = parse_letters(found[2])
    except BadInput:
        return name, ()
    there = {fold(letter): letter for letter in rotation}
    if not all(fold(letter) in there for letter in letters):
        return name, ()
    return found[1], tuple(there[fold(letter)] for letter in letters)


def day_type_names(schedule: BellSchedule) -> tuple[str, ...]:
    """What weekdays and dates may name: the day types, and the plain names of those that hold on some letters."""
    plain = (plain_type(name, schedule.rotation)[0] for name in schedule.day_types)
    return tuple(dict.fromkeys([*schedule.day_types, *plain]))


def _variants(schedule: BellSchedule) -> Iterator[tuple[tuple[str, str], str]]:
    for name in schedule.day_types:
        plain, letters = plain_type(name, schedule.rotation)
        for letter in letters:
            yield (fold(plain), fold(letter)), name


def _week_of(schedule: BellSchedule) -> dict[int, str]:
    if schedule.week:
        return schedule.week
    plain = [plain_type(name, schedule.rotation)[0] for name in schedule.day_types]
    usual = "regular" if "regular" in plain else next(iter(plain), "")
    return dict.fromkeys(range(5), usual)


def _school_year(day: date) -> date:
    year = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
    return date(max(1, year), SCHOOL_YEAR_BEGINS, 1)
