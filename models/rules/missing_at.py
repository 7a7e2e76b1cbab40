"""What students miss by being away for a while, for many whiles of one day: looked up, not worked out each time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from models.rules.bells import missed_periods
from models.rules.missed import is_whole
from models.rules.situation import Situation
from models.rules.span import Span, local_span

BASE = {"free": 0.0, "lunch": 20.0, "advisory": 10.0, "elective": 15.0, "core": 40.0, "never": 1000.0}
A_MINUTE = {"advisory": 1.0, "elective": 1.0, "core": 2.0}
"""How precious a class is: points for missing any of it, and more for each minute. As the planner counts them."""
OWN_TIME = 5.0
"""Points for a class that goes as a whole: its teacher goes with it."""

_MINUTE = timedelta(minutes=1)

Key = tuple[str, str | None, str]
"""Period, class (None where nothing is scheduled), kind."""


class MissedHere(NamedTuple):
    """What is missed: (period, class, kind) with the minutes of all students together, what it weighs, and whether a
    class that may never be missed is among it. `together` is the class in whose own time all of it meets somebody.
    """

    what: tuple[tuple[Key, int], ...] = ()
    points: float = 0.0
    never: bool = False
    together: str = ""


class MissingAt:
    """The students' day in stretches that no bell divides."""

    def __init__(self, students: tuple[str, ...], day: date, situation: Situation) -> None:
        zone = situation.zone
        known = [situation.students[one] for one in dict.fromkeys(students) if one in situation.students]
        self._many = len(known)
        self._classes = situation.classes
        alike = Counter(one.classes for one in known)
        rows = [span for _row, span in situation.bells.period_spans(day, zone)]
        edges = sorted({moment for span in rows for moment in span})
        self._stretches: list[tuple[Span, dict[Key, int]]] = []
        whole = local_span(day, 0, 24 * 60, zone)
        for start, end in pairwise(edges):
            stretch = Span(max(start, whole.start), min(end, whole.end))
            here: dict[Key, int] = {}
            for names, many in alike.items():
                classes = [situation.classes[one] for one in names if one in situation.classes]
                for one in missed_periods(situation.bells, "", classes, stretch, zone):
                    key = one.period, one.class_id, one.kind
                    here[key] = here.get(key, 0) + many
            if here:
                self._stretches.append((stretch, here))
        self._found: dict[tuple[int, ...], MissedHere] = {}

    def at(self, away: Span) -> MissedHere:
        """What is missed in that time."""
        minutes = tuple(_shared(stretch, away) for stretch, _ in self._stretches)
        found = self._found.get(minutes)
        if found is None:
            found = self._found[minutes] = self._sum(minutes)
        return found

    def _sum(self, minutes: tuple[int, ...]) -> MissedHere:
        taken: Counter[Key] = Counter()
        heads: dict[Key, int] = {}
        for (_stretch, here), shared in zip(self._stretches, minutes, strict=True):
            if shared:
                for key, many in here.items():
                    taken[key] += shared * many
                    heads[key] = max(heads.get(key, 0), many)
        all_here = (k[1] for k in taken if k[1] and k[2] != "never" and heads[k] == self._many)
        together = next((one for one in all_here if is_whole(self._many, self._classes.get(one))), None)
        points = sum(
            _weight(key[2], heads[key], taken[key], together is not None and key[1] == together)
            for key in taken
        )
        never = any(key[2] == "never" for key in taken)
        return MissedHere(tuple(taken.items()), points / max(1, self._many), never, together or "")


def _weight(kind: str, heads: int, minutes: int, own: bool) -> float:
    if own and kind != "never":
        return OWN_TIME * heads
    return BASE.get(kind, BASE["core"]) * heads + A_MINUTE.get(kind, 0.0) * minutes


def _shared(stretch: Span, away: Span) -> int:
    """The minutes that both cover, a piece of one counted whole."""
    start, end = max(stretch[0], away[0]), min(stretch[1], away[1])
    return max(1, (end - start) // _MINUTE) if start < end else 0
