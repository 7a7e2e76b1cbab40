"""Finding the prices at which the relaxed problem says least: how close to the best possible a plan is.

Each price follows what is wanted beyond what is given, by steps that become smaller; a contact-day's and a contact's
prices move together as well, since a contact who is short of time is so at all their starts. Prices begin where
they are best when all are alike: that is where they are when time is scarce everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.planning.arrays import Floats
from models.planning.ground import Ground
from models.planning.relaxed import Relaxed
from models.planning.score import Weights

ROUNDS = 300
"""Rounds of finding prices, unless there is time for less."""
_LARGEST, _SMALLEST = 15.0, 0.2
"""The first and the last step, in points."""
_MEMORY, _SCALE = 0.8, 0.99
"""How much of the direction, and of the usual size of a price's steps, is kept from round to round."""
_EVEN = range(0, 2600, 200)


class Pricing:
    """A bound that comes closer round by round; `best` is the least so far, `price` and `dear` gave it."""

    def __init__(self, ground: Ground, rounds: int = ROUNDS, counted: Weights | None = None) -> None:
        self.relaxed = Relaxed(ground, counted)
        self.rounds, self.done = max(1, rounds), 0
        contacts = self.relaxed.contacts
        self._cell = np.zeros(len(self.relaxed.price), np.int64)
        self._cell[contacts.group] = contacts.cell
        self._host = contacts.row[self._cell] if len(contacts.row) else self._cell
        self._own, self._day, self._whole = (
            _Follower(size) for size in (self._cell.shape, len(contacts.cells), len(contacts.hosts))
        )
        self._rows = _Follower(self.relaxed.dear.shape)
        self.best = float("inf")
        self.price, self.dear = self.relaxed.price, self.relaxed.dear
        self._now = self.price, self.dear
        self._begin()

    def _begin(self) -> None:
        tried = [(self.relaxed.round(self.price + even, self.dear)[0], even) for even in _EVEN]
        self.best, even = min(tried)
        self.price = self.price + float(even)
        self._now = self.price, self.dear

    @property
    def bound(self) -> int:
        """No plan's sum is greater."""
        return int(self.best + 1e-4)

    def run(self, going_on: Callable[[], bool], rounds: int | None = None, enough: float = 0.0) -> None:
        """So many further rounds (None: all that are left) as long as `going_on` says so, or until the bound is enough."""
        until = self.rounds if rounds is None else min(self.rounds, self.done + rounds)
        while self.done < until and self.best >= enough + 1 and going_on():
            self._round()

    def _round(self) -> None:
        price, dear = self._now
        total, over, used = self.relaxed.round(price, dear)
        if total < self.best:
            self.best, self.price, self.dear = total, price, dear
        step = _LARGEST * (_SMALLEST / _LARGEST) ** (self.done / self.rounds)
        change = 0.5 * self._own.follow(over)
        for who, follower, part in ((self._cell, self._day, 0.5), (self._host, self._whole, 1.0)):
            change += part * follower.follow(np.bincount(who, over, follower.size).astype(float))[who]
        dearer = 0.3 * self._rows.follow(used)
        self._now = np.maximum(0.0, price + step * change), np.maximum(0.0, dear + step * dearer)
        self.done += 1


class _Follower:
    """Directions for some prices, each about one in size however much is wanted too much."""

    def __init__(self, shape: int | tuple[int, ...]) -> None:
        self._way, self._size, self._rounds = np.zeros(shape), np.zeros(shape), 0

    @property
    def size(self) -> int:
        return self._way.size

    def follow(self, over: Floats) -> Floats:
        """Where the prices should go when so much too much is wanted."""
        self._rounds += 1
        self._way = _MEMORY * self._way + (1 - _MEMORY) * over
        self._size = _SCALE * self._size + (1 - _SCALE) * over**2
        known = 1 - _SCALE**self._rounds
        found: Floats = self._way / np.sqrt(self._size / known + 1e-2)
        return found
