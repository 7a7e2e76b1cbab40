"""Standby duty of one day: every adult's duty and lessons, the calls, and the minutes that nobody watches."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.situation import situation_for
from models.rules.count_rules import overfull_spans
from models.rules.duty import DutyClash, Lesson, calls_to_watch, lessons, teaching_during, unwatched
from models.rules.facts import Campaign, Interview, Opening, Staff
from models.rules.hours import open_spans
from models.rules.situation import Situation
from models.rules.span import Span, gaps, local_span
from models.tables import rows


class DutyTime(NamedTuple):
    """One time of duty as it is kept, with its span on the day."""

    id: str
    opening: Opening
    span: Span


class AwayTime(NamedTuple):
    """Hours of one day in which an adult does not stand by after all."""

    id: str
    span: Span


class AdultDay(NamedTuple):
    """One adult on one day: duty, lessons, what of them falls together, and duty that was taken away for this day."""

    staff: Staff
    duties: tuple[DutyTime, ...]
    lessons: tuple[Lesson, ...]
    clashes: tuple[DutyClash, ...]
    away: tuple[AwayTime, ...] = ()


class DutyDay(NamedTuple):
    """The day's adults, those on duty first; the calls at school; what nobody watches, with the calls' ids; when more
    calls run than the adults on duty can watch: the stretch, the calls, the adults.
    """

    day: date
    adults: tuple[AdultDay, ...]
    calls: tuple[tuple[Interview, Span], ...]
    unwatched: tuple[tuple[Span, tuple[str, ...]], ...]
    situation: Situation
    crowded: tuple[tuple[Span, int, int], ...] = ()


def duty_day(db: SqliteDatabase, campaign: Campaign, day: date) -> DutyDay:
    """Standby duty on one local date; a fixed number of queries."""
    situation = situation_for(db, campaign, day, day)
    d = rows.Duty
    kept = d.select(d.id, d.staff, d.weekday, d.day, d.start_minute, d.end_minute).order_by(
        d.start_minute, d.id
    )
    away = _away(db, day, situation.zone)
    duties: dict[str, list[DutyTime]] = {}
    for ident, staff, *hours in reading.fetch(db, kept):
        opening = Opening(*hours)
        gone = [one.span for one in away.get(staff, ())]
        for span in open_spans((opening,), day, situation.zone):
            duties.setdefault(staff, []).extend(DutyTime(ident, opening, left) for left in gaps(span, gone))
    adults = [
        _adult(one, tuple(duties.get(one.id, ())), tuple(away.get(one.id, ())), situation, day)
        for one in situation.staff.values()
    ]
    adults.sort(key=_order)
    calls = tuple(calls_to_watch(situation, day))
    return DutyDay(
        day,
        tuple(adults),
        calls,
        tuple(unwatched(situation, day)),
        situation,
        overfull_spans(calls, situation),
    )


def _order(one: AdultDay) -> tuple[bool, bool, Any, str]:
    """Those on duty by the time, then who is away, then the others."""
    return not one.duties, not one.away, one.duties[0].span if one.duties else (), one.staff.name


def _away(db: SqliteDatabase, day: date, zone: ZoneInfo) -> dict[str, list[AwayTime]]:
    a = rows.DutyAway
    kept = a.select(a.id, a.staff, a.start_minute, a.end_minute).where(a.day == day)
    found: dict[str, list[AwayTime]] = {}
    for ident, staff, start, end in reading.fetch(db, kept.order_by(a.start_minute, a.id)):
        found.setdefault(staff, []).append(AwayTime(ident, local_span(day, start, end, zone)))
    return found


def _adult(
    staff: Staff,
    duties: tuple[DutyTime, ...],
    away: tuple[AwayTime, ...],
    situation: Situation,
    day: date,
) -> AdultDay:
    classes, bells, zone = situation.classes.values(), situation.bells, situation.zone
    clashes = teaching_during(staff.id, [one.span for one in duties], classes, bells, zone)
    return AdultDay(staff, duties, tuple(lessons(staff.id, classes, bells, day, zone)), tuple(clashes), away)
