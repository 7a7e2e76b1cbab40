"""The hours a contact offers as people type them into one cell, weekly or dated; in the store each has its date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from models.errors import BadInput
from models.exchange.wall import (
    HOURS_FORM,
    WallSpan,
    WallTime,
    format_openings,
    format_spans,
    parse_openings,
    parse_spans,
)
from models.rules.facts import Opening
from models.rules.walls import MIDNIGHT

Offered = Opening | WallSpan
"""Hours on a weekday, or between two wall times."""


def parse_offered(text: str) -> tuple[Offered, ...]:
    """Hours apart by ";", read as a room's are: weekly "Tue,Thu 10:00/12:00" first, then dated, each once.

    Unlike a room's, a dated span may end on a later day. Raises BadInput.
    """
    weekly: set[Opening] = set()
    dated: set[WallSpan] = set()
    for part in text.split(";"):
        try:
            openings = parse_openings(part)
        except BadInput:
            dated.update(_over_night(part))
            continue
        weekly.update(one for one in openings if one.day is None)
        dated.update(_on(one.day, one) for one in openings if one.day is not None)
    return (*sorted(weekly, key=lambda one: (one.weekday, one.start, one.end)), *sorted(dated))


def format_offered(hours: Iterable[Offered]) -> str:
    """The hours as `parse_offered` reads them, weekdays with the same hours together."""
    every = list(hours)
    dated = [one for one in every if isinstance(one, WallSpan)]
    weekly = format_openings(one for one in every if isinstance(one, Opening))
    return "; ".join(filter(None, (weekly, *map(_dated_text, sorted(dated)))))


def spread(hours: Iterable[Offered], first: date, last: date) -> tuple[WallSpan, ...]:
    """Every date's own span: weekly hours on all such weekdays from `first` to `last` (both in), school or not.

    Raises BadInput for a dated span that begins outside of these days, and for weekdays none of which is in them.
    """
    every = list(hours)
    spans = {one for one in every if isinstance(one, WallSpan)}
    window = f"the campaign's window, {first.isoformat()} to {last.isoformat()}"
    if outside := [one for one in spans if not first <= one.start.day <= last]:
        raise BadInput(f"{min(outside).start.text} lies outside {window}.", "Give hours on days within it.")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    openings = [one for one in every if isinstance(one, Opening)]
    spread_out = {_on(day, one) for one in openings for day in days if day.weekday() == one.weekday}
    if openings and not spread_out:
        raise BadInput(f"{format_openings(openings)} falls on no day of {window}.")
    return tuple(sorted(spans | spread_out))


def gathered(spans: Iterable[WallSpan], first: date, last: date) -> tuple[Offered, ...]:
    """The hours that `spread` makes these spans of, weekly where all of two or more such weekdays have them."""
    by_hours: dict[tuple[int, int, int], list[WallSpan]] = defaultdict(list)
    dated: set[WallSpan] = set()
    for span in set(spans):
        opening = _within_a_day(span)
        if opening is None:
            dated.add(span)
        else:
            by_hours[span.start.day.weekday(), opening.start, opening.end].append(span)
    weekly = []
    for (weekday, start, end), found in by_hours.items():
        until_first = (weekday - first.weekday()) % 7
        such_days = max(0, ((last - first).days - until_first) // 7 + 1)
        if len(found) == such_days > 1:
            weekly.append(Opening(weekday, None, start, end))
        else:
            dated.update(found)
    return (*sorted(weekly, key=lambda one: (one.weekday, one.start, one.end)), *sorted(dated))


def _on(day: date, opening: Opening) -> WallSpan:
    """The opening's hours on that day; the day's end is the next one's beginning, as the store's instants have it."""
    end = WallTime(day, opening.end)
    if opening.end == MIDNIGHT:
        end = WallTime(day + timedelta(days=1), 0)
    return WallSpan(WallTime(day, opening.start), end)


def _over_night(part: str) -> tuple[WallSpan, ...]:
    try:
        spans = parse_spans(part)
    except BadInput as wrong:
        raise BadInput(HOURS_FORM) from wrong
    if any(span.why for span in spans):
        raise BadInput(HOURS_FORM)
    return spans


def _within_a_day(span: WallSpan) -> Opening | None:
    """The span as the hours of one day; None when it goes on into the next."""
    day, end = span.start.day, span.end
    if end == WallTime(day + timedelta(days=1), 0):
        end = WallTime(day, MIDNIGHT)
    return Opening(None, day, span.start.minute, end.minute) if end.day == day else None


def _dated_text(span: WallSpan) -> str:
    opening = _within_a_day(span)
    return format_spans([span]) if opening is None else format_openings([opening])
