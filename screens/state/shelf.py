"""Days of the calendar that were read already, so that turning the page need not wait for the store."""

from __future__ import annotations

from collections import deque
from datetime import date

from models.queries.calendar import CalendarFacts

MOST = 4
"""How many readings are kept: here, before, after, and where the person was last."""


class Shelf:
    """The last readings. A stamp tells the state of the store: what was read at another one is old."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, CalendarFacts]] = deque(maxlen=MOST)

    def put(self, facts: CalendarFacts, stamp: int) -> None:
        """Keep what was read while the store was at `stamp`."""
        if any(at != stamp for at, _ in self._kept):
            self._kept.clear()
        self._kept.append((stamp, facts))

    def find(self, first: date, last: date, stamp: int) -> CalendarFacts | None:
        """These days, if they were read at that stamp; a day is also found in its week."""
        for at, facts in self._kept:
            if at == stamp and facts.first <= first and last <= facts.last:
                return facts if (facts.first, facts.last) == (first, last) else _narrowed(facts, first, last)
        return None


def _narrowed(facts: CalendarFacts, first: date, last: date) -> CalendarFacts:
    return facts._replace(
        first=first,
        last=last,
        plans=tuple(plan for plan in facts.plans if first <= plan.day <= last),
        cards=tuple(card for card in facts.cards if first <= card.day <= last),
    )
