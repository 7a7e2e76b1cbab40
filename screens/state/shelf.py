"""Days that were read already, drawn or not, so that turning the page waits neither for the store nor for the drawing."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from screens.state.grid import Grid

Facts = TypeVar("Facts")

MOST = 6
"""How many readings are kept: here, before, after, the week of a day, and where the person was last."""


class Leaf(Generic[Facts]):
    """What was read, while the store was at `stamp`; and the grid made of it, once there is one."""

    def __init__(self, key: Hashable, facts: Facts, stamp: int) -> None:
        self.key = key
        self.facts = facts
        self.stamp = stamp
        self.grid: Grid | None = None


class Shelf(Generic[Facts]):
    """The last readings. A stamp tells the state of the store: what was read at another one is old."""

    def __init__(self) -> None:
        self._kept: deque[Leaf[Facts]] = deque(maxlen=MOST)

    def put(self, key: Hashable, facts: Facts, stamp: int) -> Leaf[Facts]:
        """Keep what was read while the store was at `stamp`."""
        if any(leaf.stamp != stamp for leaf in self._kept):
            self._kept.clear()
        leaf = Leaf(key, facts, stamp)
        self._kept.append(leaf)
        return leaf

    def find(self, key: Hashable, stamp: int) -> Leaf[Facts] | None:
        """What has this key, if it was read at that stamp; it is kept the longest from now on."""
        found = next((leaf for leaf in self.all_at(stamp) if leaf.key == key), None)
        if found is not None:
            self._kept.remove(found)
            self._kept.append(found)
        return found

    def all_at(self, stamp: int) -> Iterator[Leaf[Facts]]:
        """Everything that was read at that stamp."""
        return (leaf for leaf in tuple(self._kept) if leaf.stamp == stamp)

    def of(self, facts: Facts) -> Leaf[Facts] | None:
        """The leaf of these very facts."""
        return next((leaf for leaf in self._kept if leaf.facts is facts), None)
