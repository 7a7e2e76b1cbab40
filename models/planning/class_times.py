"""When classes really meet, as the planner reckons: each with the stretches of its periods that are class for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from models.planning.problem import Minutes
from models.rules.bells import BellBook, lunches_of, missed_periods
from models.rules.facts import SchoolClass
from models.rules.span import local_span

Part = tuple[str, tuple[Minutes, ...]]
"""A period's name, and the stretches of it that count: all of it, or what a lunch within it leaves."""


class ClassTimes:
    """The parts of each day's periods, and which of them each class takes.

    Where a lunch lies within a period ("4 lunch:B"), classes of that period have different stretches of it: each
    such set of stretches is a part of its own, so that nobody's own lunch counts as class.
    """

    def __init__(
        self, bells: BellBook, classes: Iterable[SchoolClass], days: list[date], zone: ZoneInfo
    ) -> None:
        self._bells, self._zone = bells, zone
        self._of = {one.id: [self._meeting(one, day) for day in days] for one in classes}
        self._parts = [self._parts_of(number, day) for number, day in enumerate(days)]

    def parts(self, number: int) -> tuple[Part, ...]:
        """All parts of the day with this number."""
        return self._parts[number]

    def kinds(self, classes: Iterable[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """By day, for each of its parts, the kinds of these classes that meet then."""
        known = [self._of[one] for one in classes if one in self._of]
        return tuple(
            tuple(tuple(each[number][part] for each in known if part in each[number]) for part in parts)
            for number, parts in enumerate(self._parts)
        )

    def _parts_of(self, number: int, day: date) -> tuple[Part, ...]:
        whole = self._whole(day)
        taken = (part for each in self._of.values() for part in each[number])
        return tuple(dict.fromkeys([*whole.items(), *taken]))

    def _whole(self, day: date) -> dict[str, tuple[Minutes, ...]]:
        spans: dict[str, list[Minutes]] = defaultdict(list)
        for period in self._bells.plan(day).periods:
            if period.kind == "period":
                spans[period.name].append((period.start, period.end))
        return {name: tuple(those) for name, those in spans.items()}

    def _meeting(self, one: SchoolClass, day: date) -> dict[Part, str]:
        """The parts of the day that the class takes, with its kind then."""
        rows, whole = self._bells.plan(day).periods, self._whole(day)
        if not lunches_of(rows) or "lunch" not in one.meets.casefold():
            return {(name, whole[name]): kind for name, kind in self._missed(one, day, 0, 24 * 60)}
        edges = sorted({minute for row in rows for minute in (row.start, row.end)})
        spans: dict[tuple[str, str], list[Minutes]] = defaultdict(list)
        for start, end in pairwise(edges):
            for met in self._missed(one, day, start, end):
                spans[met].append((start, end))
        return {(name, _joined(those)): kind for (name, kind), those in spans.items()}

    def _missed(self, one: SchoolClass, day: date, start: int, end: int) -> list[tuple[str, str]]:
        """The periods in which the class meets in that time, with its kind, by the rules of any booking."""
        span = local_span(day, start, end, self._zone)
        found = missed_periods(self._bells, "", [one], span, self._zone)
        return [(each.period, each.kind) for each in found if each.class_id]


def _joined(spans: list[Minutes]) -> tuple[Minutes, ...]:
    """Stretches that touch as one; they come in order."""
    found = [spans[0]]
    for start, end in spans[1:]:
        if found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found)
