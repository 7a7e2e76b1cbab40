"""Finding anything by a few letters of it: names that begin so come first, whatever they are the name of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.rules.text import fold

KINDS = ("student", "contact", "employer", "interview", "class", "staff", "room", "outreach", "entry")
"""What can be found, in the order in which kinds stand that match equally well."""
SHOWN = 8
"""So many of a kind are listed; the rest are counted."""


class Findable(NamedTuple):
    """Something that can be found: what it is called, what is told beside, both folded to be compared."""

    kind: str
    id: str
    label: str
    about: str
    name: str
    words: str


class Group(NamedTuple):
    """The best few of one kind, and how many match in all."""

    kind: str
    best: tuple[Findable, ...]
    total: int


def findable(kind: str, ident: str, label: str, about: str = "", more: str = "") -> Findable:
    """Make something findable by its label, by what is told beside it, and by `more` that is not shown."""
    name = f" {fold(label)}"
    return Findable(kind, ident, label, about, name, f"{name} {fold(about)} {fold(more)} {fold(ident)}")


class Finder:
    """Everything there is, in the order of lists. `find` is quick enough to be asked at every letter."""

    def __init__(self, things: Iterable[Findable]) -> None:
        self.things = tuple(things)
        self._last: tuple[list[str], Sequence[Findable]] = ([], self.things)

    def find(self, typed: str) -> list[Group]:
        """What holds every word typed, case and accents aside, by kind: the kind with the best match first."""
        wanted = fold(typed).split()
        if not wanted:
            return []
        found = self._holding(wanted)
        ranked: dict[str, list[tuple[int, int]]] = {}
        for place, one in enumerate(found):
            ranked.setdefault(one.kind, []).append((_rank(one.name, wanted), place))
        groups = []
        for kind, places in ranked.items():
            places.sort()
            best = tuple(found[place] for _, place in places[:SHOWN])
            groups.append((places[0][0], KINDS.index(kind), Group(kind, best, len(places))))
        return [group for _, _, group in sorted(groups)]

    def _holding(self, wanted: list[str]) -> Sequence[Findable]:
        before, found = self._last
        if not (before and all(any(old in new for new in wanted) for old in before)):
            found = self.things
        for word in wanted:
            found = [one for one in found if word in one.words]
        self._last = (wanted, found)
        return found


def _rank(name: str, wanted: list[str]) -> int:
    """0 where the name begins so, 1 where words of it do, 2 where it holds them, 3 where they stand elsewhere."""
    if name.startswith(f" {wanted[0]}") and all(f" {word}" in name for word in wanted):
        return 0
    if all(f" {word}" in name for word in wanted):
        return 1
    return 2 if all(word in name for word in wanted) else 3
