"""Wall-clock hours become spans of a date here: when a room is open, and which adult stands by."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from models.rules.facts import Interview, Opening, Staff
from models.rules.interview import needs_room
from models.rules.situation import Situation
from models.rules.span import Span, covered, gaps, local_day, local_span, merge


@lru_cache(maxsize=8192)
def _spans(openings: tuple[Opening, ...], day: date, zone: ZoneInfo) -> tuple[Span, ...]:
    """The memo behind `open_spans`: a check of a whole campaign asks for the same few days over and over."""
    weekday = day.weekday()
    return tuple(
        merge(
            local_span(day, opening.start, opening.end, zone)
            for opening in openings
            if opening.day == day or (opening.day is None and opening.weekday == weekday)
        )
    )


def open_spans(openings: tuple[Opening, ...], day: date, zone: ZoneInfo) -> list[Span]:
    """The spans (UTC) of one local date: weekly hours and those given for that very date, together.

    No openings give no spans; that a room without any hours is open whenever the school is, is the caller's
    to say.
    """
    return list(_spans(openings, day, zone))


def staff_duty_spans(staff: Staff, day: date, zone: ZoneInfo) -> list[Span]:
    """When the staff member stands by on one local date: duty, less what they are away on that day."""
    return list(_duty(staff.duty, staff.away, day, zone))


@lru_cache(maxsize=8192)
def _duty(
    duty: tuple[Opening, ...], away: tuple[Opening, ...], day: date, zone: ZoneInfo
) -> tuple[Span, ...]:
    spans, gone = _spans(duty, day, zone), _spans(away, day, zone)
    return tuple(left for piece in spans for left in gaps(piece, gone)) if gone else spans


def local_days(span: Span, zone: ZoneInfo) -> tuple[date, ...]:
    """Every local date that the span touches; ending at midnight does not touch the next one."""
    first = local_day(span.start, zone)
    last = local_day(span.end - timedelta(microseconds=1), zone)
    if last <= first:
        return (first,)
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def openings_cover(openings: tuple[Opening, ...], span: Span, zone: ZoneInfo) -> bool:
    """Whether the openings cover every moment of the span."""
    return _cover(openings, (), span, local_days(span, zone), zone)


def _cover(
    openings: tuple[Opening, ...],
    away: tuple[Opening, ...],
    span: Span,
    days: tuple[date, ...],
    zone: ZoneInfo,
) -> bool:
    if len(days) == 1:
        return any(piece.contains(span) for piece in _duty(openings, away, days[0], zone))
    return covered(span, [piece for day in days for piece in _duty(openings, away, day, zone)])


def on_duty(situation: Situation, span: Span) -> list[Staff]:
    """The adults on duty for the whole span, by name and then id."""
    zone = situation.zone
    days = local_days(span, zone)
    every = situation.staff.values()
    adults = [one for one in every if one.duty and _cover(one.duty, one.away, span, days, zone)]
    return sorted(adults, key=lambda one: (one.name, one.id))


def anyone_on_duty(situation: Situation, span: Span) -> bool:
    """Whether at least one adult is on duty for the whole span."""
    days = local_days(span, situation.zone)
    adults = (one for one in situation.staff.values() if one.duty)
    return any(_cover(one.duty, one.away, span, days, situation.zone) for one in adults)


def standby_for(interview: Interview, situation: Situation) -> Staff | None:
    """The adult who stands by for the WHOLE call: the first by name. None away from school or without a time."""
    span = interview.span
    if span is None or not needs_room(interview.format, interview.place):
        return None
    return next(iter(on_duty(situation, span)), None)
