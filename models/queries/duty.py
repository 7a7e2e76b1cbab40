"""Standby duty of one day: every adult's duty and lessons, the calls, and the minutes that nobody watches."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.situation import situation_for
from models.rules.duty import DutyClash, Lesson, calls_to_watch, lessons, teaching_during, unwatched
from models.rules.facts import Campaign, Interview, Opening, Staff
from models.rules.hours import open_spans
from models.rules.situation import Situation
from models.rules.span import Span
from models.tables import rows


class DutyTime(NamedTuple):
    """One time of duty as it is kept, with its span on the day."""

    id: str
    opening: Opening
    span: Span


class AdultDay(NamedTuple):
    """One adult on one day: duty, lessons, and what of them falls together."""

    staff: Staff
    duties: tuple[DutyTime, ...]
    lessons: tuple[Lesson, ...]
    clashes: tuple[DutyClash, ...]


class DutyDay(NamedTuple):
    """The day's adults, those on duty first; the calls at school; what nobody watches, with the calls' ids."""

    day: date
    adults: tuple[AdultDay, ...]
    calls: tuple[tuple[Interview, Span], ...]
    unwatched: tuple[tuple[Span, tuple[str, ...]], ...]
    situation: Situation


def duty_day(db: SqliteDatabase, campaign: Campaign, day: date) -> DutyDay:
    """Standby duty on one local date; a fixed number of queries."""
    situation = situation_for(db, campaign, day, day)
    d = rows.Duty
    kept = d.select(d.id, d.staff, d.weekday, d.day, d.start_minute, d.end_minute).order_by(
        d.start_minute, d.id
    )
    duties: dict[str, list[DutyTime]] = {}
    for ident, staff, *hours in reading.fetch(db, kept):
        opening = Opening._make(hours)
        for span in open_spans((opening,), day, situation.zone):
            duties.setdefault(staff, []).append(DutyTime(ident, opening, span))
    adults = [_adult(one, tuple(duties.get(one.id, ())), situation, day) for one in situation.staff.values()]
    adults.sort(key=lambda one: (not one.duties, one.duties[0].span if one.duties else (), one.staff.name))
    return DutyDay(
        day, tuple(adults), tuple(calls_to_watch(situation, day)), tuple(unwatched(situation, day)), situation
    )


def _adult(staff: Staff, duties: tuple[DutyTime, ...], situation: Situation, day: date) -> AdultDay:
    classes, bells, zone = situation.classes.values(), situation.bells, situation.zone
    clashes = teaching_during(staff.id, [one.span for one in duties], classes, bells, zone)
    return AdultDay(staff, duties, tuple(lessons(staff.id, classes, bells, day, zone)), tuple(clashes))
