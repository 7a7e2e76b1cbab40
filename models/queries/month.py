"""The load of each day of a month: counted in the store, so that thousands of interviews take no time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase, fn

from models.queries import reading
from models.rules.absences import ABSENCE_STATES
from models.rules.facts import Campaign, DayPlan
from models.rules.interview import AHEAD, STANDING
from models.rules.span import local_day, local_span
from models.tables import rows
from models.tables.fields import from_micros

QUARTER = 15 * 60 * 1_000_000
"""Microseconds of a quarter of an hour: every zone's midnight is the beginning of one."""
OPEN = tuple(state for state in ABSENCE_STATES if state in ("to_request", "requested", "denied"))


class DayLoad(NamedTuple):
    """One local day: what it is at school, how many interviews stand, and how many of those ahead lack something."""

    plan: DayPlan
    calls: int
    done: int
    no_room: int
    absences: int
    guardians: int = 0

    @property
    def lacking(self) -> int:
        """How many things are still to be seen to."""
        return self.no_room + self.absences + self.guardians


class MonthFacts(NamedTuple):
    """Whole weeks, from a Monday to a Sunday, in order."""

    campaign: Campaign
    days: tuple[DayLoad, ...]


def month_facts(db: SqliteDatabase, campaign: Campaign, first: date, last: date) -> MonthFacts:
    """The load of these local days (both in); a fixed number of queries."""
    zone = ZoneInfo(campaign.zone)
    then = _between(first, last, zone)
    i, a = rows.Interview, rows.Absence
    lacking = i.room.is_null() & (i.place == "room") & (i.format != "on_site")
    calls = _counts(db, i.select(_quarter(), i.state, fn.COUNT(i.id)), then, zone)
    rooms = _counts(db, i.select(_quarter(), i.state, fn.COUNT(i.id)), then & lacking, zone)
    untold = (i.place == "home") & (i.guardian_told == 0)
    guardians = _counts(db, i.select(_quarter(), i.state, fn.COUNT(i.id)), then & untold, zone)
    asked = a.select(_quarter(), i.state, fn.COUNT(i.id.distinct())).join(i, on=(i.id == a.interview))
    absences = _counts(db, asked, then & a.state.in_(OPEN), zone)
    bells = reading.bells(db)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return MonthFacts(
        campaign,
        tuple(
            DayLoad(
                bells.plan(day),
                _sum(calls, day, STANDING),
                _sum(calls, day, ("completed",)),
                _sum(rooms, day, AHEAD),
                _sum(absences, day, AHEAD),
                _sum(guardians, day, AHEAD),
            )
            for day in days
        ),
    )


def _between(first: date, last: date, zone: ZoneInfo) -> Any:
    begin, end = local_span(first, 0, 0, zone).start, local_span(last, 0, 24 * 60, zone).end
    return (rows.Interview.start_at >= begin) & (rows.Interview.start_at < end)


def _quarter() -> Any:
    return (rows.Interview.start_at.cast("INTEGER") / QUARTER).alias("quarter")


def _counts(db: SqliteDatabase, query: Any, wanted: Any, zone: ZoneInfo) -> Counter[tuple[date, str]]:
    """By local day and state."""
    found: Counter[tuple[date, str]] = Counter()
    grouped = query.where(wanted).group_by(_quarter(), rows.Interview.state)
    for quarter, state, many in db.execute_sql(*grouped.bind(db).sql()).fetchall():
        found[local_day(from_micros(quarter * QUARTER), zone), state] += many
    return found


def _sum(found: Counter[tuple[date, str]], day: date, states: Iterable[str]) -> int:
    return sum(found[day, state] for state in states)
