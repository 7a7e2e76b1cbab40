"""What a student could have, as the search sees it: with whom, on which day, at which starts, worth how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from models.planning.grid import FIRST
from models.planning.problem import STEP, Slot

UNLIMITED = 1_000_000
VISIT = -1
"""The need of an interview on site: no quiet room, no adult."""


class Level(NamedTuple):
    """What starts cost a student in classes missed, in the units of the search."""

    cost: int
    mask: int


class Levels(NamedTuple):
    """The starts that touch no class which may never be missed, all together and by their cost, the cheapest first."""

    mask: int
    each: tuple[Level, ...]
    costs: tuple[int, ...]
    """What each pattern of the day costs, in the order of `Ground.pattern`; less than nothing: never."""


class Chance(NamedTuple):
    """One student's chance with one contact on one day in one way.

    `value` is what the cheapest start is worth to the search; `cell` is the contact's day; `need` a place in
    `Ground.needs`, or VISIT; `mask` the starts; `gain` what it is worth before classes are missed, to the search,
    `exact` to the comparison of plans, `worth` to the sum of a score.
    """

    value: int
    cell: int
    day: int
    host: int
    need: int
    mask: int
    claimed: bool
    levels: Levels
    gain: int
    exact: int
    worth: int


class Option(NamedTuple):
    """A chance at what one of its levels costs: `value`, `exact` and `worth` are less the classes missed."""

    value: int
    exact: int
    worth: int
    cell: int
    day: int
    host: int
    need: int
    mask: int
    claimed: bool


class Place(NamedTuple):
    """Where chances belong: the middle of a `Chance`."""

    cell: int
    day: int
    host: int
    need: int


class Need(NamedTuple):
    """What a call at school takes: which school's rooms (by place, the plainest first), how long, whose watching."""

    school: str
    video: bool
    minutes: int
    rooms: tuple[int, ...]
    pools: tuple[int, ...]


def cheapest(levels: tuple[Level, ...], mask: int) -> int:
    """What the cheapest of these starts costs; there is one."""
    for cost, starts in levels:
        if starts & mask:
            return cost
    raise ValueError("no level has these starts")


def start_of(slot: Slot) -> int:
    """The place of the interview's start on the grid of its day."""
    return (slot.start - FIRST) // STEP


def chance_at(place: Place, levels: Levels, mask: int, gains: tuple[int, ...], claimed: bool) -> Chance:
    """The chance at its cheapest start."""
    gain, exact, worth = gains
    return Chance(gain - cheapest(levels.each, mask), *place, mask, claimed, levels, gain, exact, worth)


def worth_more(chance: Chance, mask: int, more: int) -> Chance:
    """The chance at some of its starts only, and worth so much more."""
    gain = chance.gain + more
    return chance._replace(
        value=gain - cheapest(chance.levels.each, mask), mask=mask, gain=gain, exact=chance.exact + more
    )


class Chances:
    """The chances of each student, worked out when they are first asked for."""

    def __init__(self, count: int, of: Callable[[int], list[Chance]]) -> None:
        self._of = of
        self._known: list[list[Chance] | None] = [None] * count

    def __getitem__(self, place: int) -> list[Chance]:
        found = self._known[place]
        if found is None:
            found = self._known[place] = self._of(place)
        return found

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[list[Chance]]:
        return (self[place] for place in range(len(self._known)))
