"""Half-open spans of time: touching is not overlapping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that dates may lie in: nearer to the calendar's ends, the same moment in another zone may not exist."""


class Span(NamedTuple):
    """From `start` up to, not including, `end`; both aware, in UTC."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return int((self.end - self.start).total_seconds() // 60)

    def overlaps(self, other: Span, gap: timedelta = timedelta(0)) -> bool:
        """Whether the two share any moment, or come closer than `gap`."""
        return self.start < other.end + gap and other.start < self.end + gap

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> Span | None:
        """What both cover, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same moments as as few spans as possible, in order; touching ones become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return merged


def gaps(inside: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of `inside` when the `taken` spans are away, in order."""
    left, at = [], inside.start
    for span in merge(taken):
        if span.start > at:
            left.append(Span(at, min(span.start, inside.end)))
        at = max(at, span.end)
        if at >= inside.end:
            break
    if at < inside.end:
        left.append(Span(at, inside.end))
    return [span for span in left if span.start < span.end]


def covered(span: Span, by: Iterable[Span]) -> bool:
    """Whether every moment of `span` lies in one of the spans `by`."""
    return any(piece.contains(span) for piece in merge(by))


def require_near(day: date) -> None:
    """Raises BadInput for a date too far away to reckon with."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(
            f"{day.isoformat()[:10]} is too far away.", f"Give a date from {FIRST_YEAR} to {LAST_YEAR}."
        )


def local_instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time. In a doubled hour the first; in a skipped one the moment after it.

    Raises BadInput for a date too far away.
    """
    require_near(day)
    naive = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    return naive.astimezone(UTC)


def local_span(day: date, start: int, end: int, zone: ZoneInfo) -> Span:
    """The UTC span between two wall times of one date (minutes after midnight)."""
    return Span(local_instant(day, start, zone), local_instant(day, end, zone))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The date on which people in `zone` see the instant."""
    return instant.astimezone(zone).date()


def local_minute(instant: datetime, zone: ZoneInfo) -> int:
    """Wall minutes after midnight at which people in `zone` see the instant."""
    local = instant.astimezone(zone)
    return local.hour * 60 + local.minute


def instant_of(wall: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The instant of a naive wall time, and what must be said about it ("" when nothing).

    Raises BadInput for a time that the clock skips, and for one too far away. A time that comes twice means
    the first.
    """
    require_near(wall)
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC), ""
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise BadInput(
            f"{wall:%Y-%m-%d %H:%M} does not exist in {zone.key}: the clock skips it.",
            "Choose a time before or after the change to daylight saving.",
        )
    return first.astimezone(UTC), f"{wall:%H:%M} comes twice on {wall:%Y-%m-%d}; the first is meant."
