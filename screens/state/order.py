"""In which order a list stands: the usual one, or by a column, forwards or backwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

R = TypeVar("R")


class Order(NamedTuple):
    """By the column of this index; `backwards` from the last to the first."""

    column: int
    backwards: bool = False

    @property
    def sign(self) -> str:
        """What stands at the column's title."""
        return "▼" if self.backwards else "▲"


def clicked(order: Order | None, column: int) -> Order | None:
    """What a click on a column's title makes of the order: by it, then backwards, then (None) as usual."""
    if order is None or order.column != column:
        return Order(column)
    return None if order.backwards else Order(column, backwards=True)


def next_order(order: Order | None, shown: Sequence[int]) -> Order | None:
    """By the next of the columns shown; after the last one (None) as usual."""
    after = [column for column in shown if order is None or column > order.column]
    return Order(after[0]) if after else None


def in_order(rows: Sequence[R], value: Callable[[R], Any], *, backwards: bool) -> list[R]:
    """The rows by their value. Rows without one (None) come last either way; equals keep their usual order."""
    valued = [(value(row), row) for row in rows]
    known = [each for each in valued if each[0] is not None]
    known.sort(key=lambda each: each[0], reverse=backwards)
    return [row for _, row in known] + [row for found, row in valued if found is None]
