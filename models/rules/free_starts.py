"""Starts at which something of a given length could begin: many starts are asked about, few things stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from models.rules.span import Span

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def around(taken: Span, length: timedelta, gap: timedelta = timedelta(0)) -> Span:
    """The starts, both ends not included, at which something of that length would touch what is taken."""
    return Span(taken.start - length - gap, taken.end + gap)


def outside(opened: Sequence[Span], length: timedelta) -> list[Span]:
    """The starts, both ends not included, at which it would leave the open spans (in order, apart)."""
    begins = [span.start for span in opened] + [_LAST]
    ends = [_FIRST] + [span.end - length for span in opened]
    return [Span(end, begin) for end, begin in zip(ends, begins, strict=True)]


class FreeStarts:
    """Answers quickly whether something may begin at a moment, given the starts that are forbidden."""

    def __init__(self, forbidden: Iterable[Span]) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        for start, end in sorted(forbidden):
            # Two that only touch leave the moment between them free, so they stay apart.
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def free(self, start: datetime) -> bool:
        """Whether the start is allowed."""
        at = bisect_left(self._starts, start)
        return at == 0 or start >= self._ends[at - 1]
