"""Time zones as calendars understand them: one yearly rule each way, found in the zone's own changes.

The calendar library's own way lists dates (RDATE), which Outlook ignores, and then reads summer as winter. A
zone whose clock follows no yearly rule is not described at all: its events are written in UTC. So are those of a
zone whose clock never changes: some readers find no beginning in a description without a rule, and read it as UTC.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.errors import BadInput
from models.rules.text import clean

if TYPE_CHECKING:
    from icalendar import Timezone

FIRST_YEAR = 1970
"""Rules are not followed further back than this."""
LAST_YEAR = 9_900
"""Beyond it there is no room for a whole cycle in the calendar."""
CYCLE = 28
"""Years after which weekdays fall on the same dates again: a rule that holds so long is one."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP = timedelta(days=5)


class Change(NamedTuple):
    """One change of a zone's clock: `wall` is the onset on the clock as it was before (naive)."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def to_summer(self) -> bool:
        """Whether the clock goes forward. By offset: some zones call their winter the exception."""
        return self.after > self.before


class YearlyRule(NamedTuple):
    """A change that comes back each year on the `nth` (-1 is the last) `weekday` of `month`, since `first`."""

    month: int
    nth: int
    weekday: int
    first: Change


def known_zone(key: str) -> ZoneInfo:
    """The time zone of an IANA key. Raises BadInput where this computer knows none of that name."""
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            f"There is no time zone {clean(key, 60)!r}.", "Use a name like America/Chicago."
        ) from error


def yearly_rules(zone_key: str, first_year: int, last_year: int) -> tuple[YearlyRule, ...] | None:
    """The two yearly changes of a zone (RFC 5545 section 3.6.5), () where its clock never changes.

    They hold in all of the years, local time, in the one before (whose autumn rules this January) and in the
    whole cycle after; both start in the same year. None where no such rule holds. Raises BadInput for an
    unknown zone.
    """
    zone = known_zone(zone_key)
    if not FIRST_YEAR < first_year <= last_year <= LAST_YEAR:
        return None
    years = range(first_year - 1, last_year + 1 + CYCLE)
    if not any(_changes(zone, year) for year in years):
        return ()
    pair = _changes(zone, last_year)
    if len(pair) != 2 or pair[0].to_summer == pair[1].to_summer:
        return None
    fits = [_fit(zone, change, years) for change in pair]
    if fits[0] is None or fits[1] is None:
        return None
    start = max(fits[0][1], fits[1][1])
    rules = [_rule(change, fit[0], start) for change, fit in zip(pair, fits, strict=True) if fit]
    return tuple(sorted(rules, key=lambda rule: rule.first.wall))


def vtimezone(zone_key: str, around: tuple[datetime, datetime]) -> Timezone | None:
    """The zone as an iCalendar component that is right from the first to the last instant of `around`.

    None where the zone has no yearly rule, or needs none: write its times in UTC then.
    """
    zone = known_zone(zone_key)
    first, last = (instant.astimezone(zone) for instant in around)
    rules = yearly_rules(zone_key, first.year, last.year)
    if not rules or any(rule.first.after % timedelta(minutes=1) for rule in rules):
        return None
    return _component(zone_key, rules)


def is_doubled(instant: datetime, zone: ZoneInfo) -> bool:
    """Whether the instant's wall time comes twice in the zone, so that a local time would be ambiguous."""
    wall = instant.astimezone(zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def _component(zone_key: str, rules: tuple[YearlyRule, ...]) -> Timezone:
    """The component from its rules; each starts at its first real onset."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    component = Timezone()
    component.add("tzid", zone_key)
    for rule in rules:
        change = rule.first
        part = TimezoneDaylight() if change.to_summer else TimezoneStandard()
        part.add("dtstart", change.wall)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        part.add("rrule", _rrule(rule))
        component.add_component(part)
    return component


def _rrule(rule: YearlyRule) -> dict[str, list[str] | list[int]]:
    """The rule in the library's words, e.g. the second Sunday of March."""
    return {"freq": ["YEARLY"], "bymonth": [rule.month], "byday": [f"{rule.nth}{_DAYS[rule.weekday]}"]}


def _fit(zone: ZoneInfo, change: Change, years: range) -> tuple[int, int] | None:
    """Which weekday of the month (1 to 4, or -1) the change falls on in all `years`, and since which year."""
    for nth in ((change.wall.day - 1) // 7 + 1, -1):
        if all(_like(change, nth, year) in _changes(zone, year) for year in years):
            first = years.start
            while first > FIRST_YEAR and _like(change, nth, first - 1) in _changes(zone, first - 1):
                first -= 1
            return nth, first
    return None


def _rule(change: Change, nth: int, since: int) -> YearlyRule:
    """The rule, with its onset in the year in which it starts."""
    first = _like(change, nth, since) or change
    return YearlyRule(change.wall.month, nth, change.wall.weekday(), first)


def _like(change: Change, nth: int, year: int) -> Change | None:
    """The change as it would be in another year by the rule of its weekday."""
    day = _nth_weekday(year, change.wall.month, nth, change.wall.weekday())
    return change._replace(wall=datetime.combine(day, change.wall.time())) if day else None


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth weekday of a month, counted from its end when negative."""
    days = calendar.monthrange(year, month)[1]
    fitting = [day for day in range(1, days + 1) if date(year, month, day).weekday() == weekday]
    at = nth - 1 if nth > 0 else nth
    return date(year, month, fitting[at]) if at < len(fitting) else None


@lru_cache(maxsize=1024)
def _changes(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
    """Every change of the zone's offset whose wall time lies in the year, in order."""
    start = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=2)
    probes = [start + _STEP * number for number in range(75)]
    found = [
        _change_between(zone, low, high)
        for low, high in pairwise(probes)
        if _offset(zone, low) != _offset(zone, high)
    ]
    return tuple(change for change in found if change.wall.year == year)


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    """The change between two instants with different offsets, to the second."""
    before = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    wall = (high + before).replace(tzinfo=None)
    return Change(wall, before, _offset(zone, high), high.astimezone(zone).tzname() or "")


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    """The zone's offset from UTC at an instant."""
    return instant.astimezone(zone).utcoffset() or timedelta(0)
