"""A time grid in which a block can be carried: while it is, the arrows move a ghost and not the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from screens.state.grid import GridBlock, GridColumn, lay_out
from screens.widgets.grid_paint import AXIS, HEAD
from screens.widgets.time_grid import TimeGrid

STEP = 5
"""Minutes of an arrow's step."""
FAR = 60
"""Minutes of a page's step."""


class CarryGrid(TimeGrid):
    """A TimeGrid with at most one ghost, which is drawn over the blocks and moved without laying them out again."""

    class Carried(Message):
        """The ghost is to go so many minutes later and so many columns to the right."""

        def __init__(self, minutes: int, columns: int) -> None:
            super().__init__()
            self.minutes = minutes
            self.columns = columns

    class CarriedTo(Message):
        """The ghost is to go to a column's key and a wall minute."""

        def __init__(self, column: str, minute: int) -> None:
            super().__init__()
            self.column = column
            self.minute = minute

    class Dropped(Message):
        """The ghost is where it should be: Enter, or a click on it."""

    def __init__(self, empty: str = "There is nothing to show here.", id: str | None = None) -> None:
        super().__init__(empty, id)
        self.ghost: GridBlock | None = None
        self.carrying = False

    def set_ghost(self, ghost: GridBlock | None) -> None:
        """Draw the ghost there and scroll to it; None takes it away."""
        before, self.ghost = self._ghost_rows(), ghost
        self._lay_ghost()
        for row in before | self._ghost_rows():
            self._refresh_row(row)
        if ghost is not None:
            self._show_ghost(ghost)

    def set_grid(
        self, columns: Sequence[GridColumn], blocks: Sequence[GridBlock], *, first: int, last: int
    ) -> None:
        """As TimeGrid; the ghost stays."""
        super().set_grid(columns, blocks, first=first, last=last)
        self._lay_ghost()

    def action_row(self, by: int) -> None:
        """One row, or with a ghost five minutes."""
        if self.carrying:
            self.post_message(self.Carried(by * STEP, 0))
        else:
            super().action_row(by)

    def action_column(self, by: int) -> None:
        """One block or column, or with a ghost one column."""
        if self.carrying:
            self.post_message(self.Carried(0, by))
        else:
            super().action_column(by)

    def action_page(self, by: int) -> None:
        """One screen, or with a ghost an hour."""
        if self.carrying:
            self.post_message(self.Carried(by * FAR, 0))
        else:
            super().action_page(by)

    def action_edge(self, by: int) -> None:
        """The first or the last row; with a ghost likewise."""
        if self.carrying and self.ghost is not None:
            minute = self._grid.first if by < 0 else self._grid.last
            self.post_message(self.CarriedTo(self.ghost.column, minute))
        else:
            super().action_edge(by)

    def action_open_here(self) -> None:
        """Open, or let the ghost down."""
        if self.carrying:
            self.post_message(self.Dropped())
        else:
            super().action_open_here()

    def on_click(self, event: events.Click) -> None:
        """With a ghost: it goes there, and a click on it lets it down."""
        if not self.carrying:
            return
        event.prevent_default()
        x = event.x - AXIS + self.scroll_offset.x
        row = event.y - HEAD + self.scroll_offset.y
        column = self._grid.column_at(x) if event.x >= AXIS else None
        if column is None or event.y < HEAD or row >= self._grid.rows:
            return
        piece = self._grid.hit(column, x - self._grid.lefts[column], row)
        if piece is not None and piece.block.ghost:
            self.post_message(self.Dropped())
        else:
            key = self._grid.columns[column].key
            self.post_message(self.CarriedTo(key, self._grid.minute_of(row)))

    def _arrange(self) -> None:
        super()._arrange()
        self._lay_ghost()

    def _lay_ghost(self) -> None:
        """The ghost as the last piece of its column, and of no other."""
        for index, pieces in enumerate(self._grid.pieces):
            if any(piece.block.ghost for piece in pieces):
                self._grid.pieces[index] = [piece for piece in pieces if not piece.block.ghost]
        there = self._ghost_index()
        if there is not None and self.ghost is not None:
            width = self._grid.widths[there] - 1
            self._grid.pieces[there] += lay_out([self.ghost], self._grid.first, self.slot, width, None)

    def _ghost_index(self) -> int | None:
        if self.ghost is None or not self._grid.pieces:
            return None
        return self._grid.index_of(self.ghost.column)

    def _ghost_rows(self) -> set[int]:
        index = self._ghost_index()
        if index is None:
            return set()
        ghosts = [piece for piece in self._grid.pieces[index] if piece.block.ghost]
        return {row for piece in ghosts for row in range(piece.top, piece.bottom)}

    def _show_ghost(self, ghost: GridBlock) -> None:
        index = self._grid.index_of(ghost.column)
        if index is not None:
            self._show_place(index, self._grid.row_of(ghost.end - 1))
            self._show_place(index, self._grid.row_of(ghost.start))
