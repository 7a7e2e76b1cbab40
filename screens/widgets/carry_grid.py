"""A time grid in which a block can be carried: while it is, the arrows move a ghost and not the cursor.

The mouse carries by dragging a block, and stretches it by its lower edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual import events
from textual.message import Message

from screens.state.cost_marks import Marks
from screens.state.grid import Grid, GridBlock
from screens.widgets.time_grid import TimeGrid

STEP = 5
"""Minutes of an arrow's step."""
FAR = 60
"""Minutes of a page's step."""
EDGE = 3
"""Cells at the end of a flat block by which it is stretched; of one of three rows it is the whole last row."""


class Press(NamedTuple):
    """Where the mouse went down on a block: the column's index, the row, and whether on its lower edge."""

    block: GridBlock
    column: int
    row: int
    edge: bool


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

    class Grabbed(Message):
        """The mouse drags a block: it is to be carried from now on."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Stretched(Message):
        """The ghost is to end at that wall minute."""

        def __init__(self, minute: int) -> None:
            super().__init__()
            self.minute = minute

    class Dropped(Message):
        """The ghost is where it should be: Enter, or a click on it."""

    def __init__(self, empty: str = "There is nothing to show here.", id: str | None = None) -> None:
        super().__init__(empty, id)
        self.ghost: GridBlock | None = None
        self.carrying = False
        self._press: Press | None = None
        self._dragging = self._dragged = False

    def set_ghost(self, ghost: GridBlock | None) -> None:
        """Draw the ghost there and scroll to it; None takes it away."""
        before, self.ghost = self._grid.ghost_rows, ghost
        self._grid.put_ghost(ghost)
        for row in {*before, *self._grid.ghost_rows}:
            self._refresh_row(row)
        if ghost is not None:
            self._show_ghost(ghost)

    def set_marks(self, marks: Mapping[str, Marks]) -> None:
        """Show behind the blocks, by column, what the ghost would cost at each minute."""
        if marks != self._marks:
            self._marks = marks
            self.refresh()

    def put(self, grid: Grid) -> None:
        """As TimeGrid; the ghost stays."""
        super().put(grid)
        self._grid.put_ghost(self.ghost)

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

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A block may be dragged from here."""
        self._press, self._dragged = None, False
        place = self._place_at(event) if event.button == 1 else None
        piece = self._grid.hit(*place) if place is not None else None
        if place is None or piece is None or piece.more or (self.carrying and not piece.block.ghost):
            return
        column, x, row = place
        flat = piece.height < 3 and x - 1 < piece.x + piece.width - EDGE
        self._press = Press(piece.block, column, row, row == piece.bottom - 1 and not flat)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry or stretch what was pressed."""
        press, place = self._press, self._place_at(event)
        if press is None or event.button != 1 or place is None:
            return
        column, _x, row = place
        if not self._dragging:
            if (column, row) == (press.column, press.row):
                return
            self._dragging = True
            self.capture_mouse()
            if not self.carrying:
                self.post_message(self.Grabbed(press.block.key))
        if press.edge:
            self.post_message(self.Stretched(self._grid.minute_of(row + 1)))
        else:
            start, _end = press.block.inner or (press.block.start, press.block.end)
            moved = start + (row - press.row) * self._grid.slot
            self.post_message(self.CarriedTo(self._grid.columns[column].key, moved))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """What was dragged is let down here."""
        if self._dragging:
            self.release_mouse()
            self._dragging, self._dragged = False, True
            self.post_message(self.Dropped())
        self._press = None

    def on_click(self, event: events.Click) -> None:
        """With a ghost: it goes there, and a click on it lets it down."""
        if self._dragged:
            self._dragged = False
            event.prevent_default()
            return
        if not self.carrying:
            return
        event.prevent_default()
        place = self._place_at(event)
        if place is None:
            return
        column, x, row = place
        piece = self._grid.hit(column, x, row)
        if piece is not None and piece.block.ghost:
            self.post_message(self.Dropped())
        else:
            key = self._grid.columns[column].key
            self.post_message(self.CarriedTo(key, self._grid.minute_of(row)))

    def _arrange(self) -> None:
        super()._arrange()
        self._grid.put_ghost(self.ghost)

    def _show_ghost(self, ghost: GridBlock) -> None:
        index = self._grid.index_of(ghost.column)
        if index is not None:
            self._show_place(index, self._grid.row_of(ghost.end - 1))
            self._show_place(index, self._grid.row_of(ghost.start))
