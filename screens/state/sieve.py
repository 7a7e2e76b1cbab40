"""Filtering thousands of rows at every letter: each row's words are folded once, and only when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from models.rules.text import fold

R = TypeVar("R")


class Sieve(Generic[R]):
    """Rows that can be sifted by typed words; case and accents do not matter."""

    def __init__(self, rows: Sequence[R] = (), words: Callable[[R], str] = str) -> None:
        """`words(row)` is everything about a row that may be typed."""
        self.rows = rows
        self._words = words
        self._folded: list[str] | None = None
        self._last: tuple[list[str], list[int]] | None = None

    def sift(self, typed: str) -> Sequence[R]:
        """The rows that hold every typed word, in their order; all of them while nothing is typed."""
        wanted = fold(typed).split()
        if not wanted:
            self._last = None
            return self.rows
        if self._folded is None:
            self._folded = [fold(self._words(row)) for row in self.rows]
        folded, candidates = self._folded, range(len(self.rows))
        if self._last is not None and _narrower(self._last[0], wanted):
            found = [n for n in self._last[1] if all(word in folded[n] for word in wanted)]
        else:
            found = [n for n in candidates if all(word in folded[n] for word in wanted)]
        self._last = wanted, found
        return [self.rows[n] for n in found]


def _narrower(before: list[str], now: list[str]) -> bool:
    """Whether whatever holds the words of now also held those of before."""
    return all(any(old in new for new in now) for old in before)
