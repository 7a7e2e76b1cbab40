"""How a guide tells the search what to try first; the search itself needs no arrays for it."""

from __future__ import annotations

from typing import NamedTuple

from models.planning.chances import Chance


class Priced(NamedTuple):
    """Starts of a chance: what they are worth less their price, which, and what they cost in classes missed."""

    value: float
    mask: int
    cost: int


class Hint(NamedTuple):
    """A chance at the prices: its best value, and its starts by value."""

    value: float
    chance: Chance
    starts: tuple[Priced, ...]
