"""Filtering thousands of rows at every letter: each row's words are folded once, and only when first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from screens.state.named_words import folded

R = TypeVar("R")

AT_ONCE = 100
"""Rows folded before keys are looked at again."""


class Sieve(Generic[R]):
    """Rows that can be sifted by typed words; case and accents do not matter."""

    def __init__(self, rows: Sequence[R] = (), words: Callable[[R], str] = str) -> None:
        """`words(row)` is everything about a row that may be typed."""
        self.rows = rows
        self._words = words
        self._folded: list[str] = []
        self._last: tuple[list[str], list[int]] | None = None

    def sift(self, typed: str) -> Sequence[R]:
        """The rows that hold every typed word, in their order; all of them while nothing is typed.

        A word may name what it looks for: see `named_words`.
        """
        wanted = folded(typed).split()
        if not wanted:
            self._last = None
            return self.rows
        self._fold(len(self.rows))
        known, candidates = self._folded, range(len(self.rows))
        if self._last is not None and _narrower(self._last[0], wanted):
            found = [n for n in self._last[1] if all(word in known[n] for word in wanted)]
        else:
            found = [n for n in candidates if all(word in known[n] for word in wanted)]
        self._last = wanted, found
        return [self.rows[n] for n in found]

    async def warm(self) -> None:
        """Fold all rows little by little between other things, so that the first letter need not wait."""
        while len(self._folded) < len(self.rows):
            self._fold(len(self._folded) + AT_ONCE)
            await asyncio.sleep(0.005)

    def _fold(self, upto: int) -> None:
        for row in self.rows[len(self._folded) : upto]:
            self._folded.append(folded(self._words(row)))


def _narrower(before: list[str], now: list[str]) -> bool:
    """Whether whatever holds the words of now also held those of before."""
    return all(any(old in new for new in now) for old in before)
