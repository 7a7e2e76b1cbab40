"""Which columns of a list are shown, and by which of them it is in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from screens.state.order import Order, clicked, in_order, next_order
from screens.widgets.plain import Cell
from screens.widgets.table_paint import Column

Row = TypeVar("Row")


class Columns:
    """All columns a list has: the first `usual` are shown unless others were chosen; the first one always is.

    `order` counts all columns, what a table says counts those it shows.
    """

    def __init__(self, every: Sequence[Column], usual: int) -> None:
        self.every = tuple(every)
        self.usual = tuple(range(usual))
        self.shown = self.usual
        self.order: Order | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of those shown, by which a choice is kept."""
        return tuple(self.every[index].title for index in self.shown)

    def choose(self, titles: Iterable[str]) -> None:
        """Show the columns of these titles, in their own order; the usual ones where none is known any more."""
        wanted = set(titles)
        chosen = tuple(n for n, one in enumerate(self.every) if n == 0 or one.title in wanted)
        self.shown = chosen if len(chosen) > 1 else self.usual
        if self.order is not None and self.order.column not in self.shown:
            self.order = None

    def for_table(self) -> list[Column]:
        """The columns shown, the one that gives the order with its sign. What was chosen beside the
        usual ones gets room before those.
        """
        found = [self.every[index] for index in self.shown]
        if self.shown != self.usual:
            found = [
                one._replace(from_width=0, keep=index not in self.usual)
                for index, one in zip(self.shown, found, strict=True)
            ]
        if self.order is not None and self.order.column in self.shown:
            at = self.shown.index(self.order.column)
            title = f"{found[at].title}{self.order.sign}"
            found[at] = found[at]._replace(title=title, width=max(found[at].width, len(title)))
        return found

    def of(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """Of a row's cells those that are shown."""
        if self.shown == self.usual:
            return tuple(cells[: len(self.usual)])
        return tuple(cells[index] for index in self.shown)

    def click(self, at: int) -> Order | None:
        """The order after a click on the title of the column shown at this place."""
        return clicked(self.order, self.shown[at])

    def next(self, seen: Iterable[int]) -> Order | None:
        """The order by the next of the columns that there is room for."""
        return next_order(self.order, [self.shown[at] for at in seen])

    def places(
        self, rows: Sequence[Row], key: Callable[[Row], str], value: Callable[[Row, int], Any]
    ) -> dict[str, int]:
        """Each row's place by its key, worked out once so that a typed letter need not; empty for the usual order."""
        if self.order is None:
            return {}
        column, backwards = self.order
        found = in_order(rows, lambda row: value(row, column), backwards=backwards)
        return {key(row): place for place, row in enumerate(found)}
