"""One widget for everything that lies in time: the calendar's days and the quiet rooms of a day.

The titles and the time column stay in sight while the rest scrolls; a move of the cursor draws only its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message

from screens.state.grid import SLOTS, Band, Grid, GridBlock, GridColumn, slot_for
from screens.widgets.grid_paint import NARROWEST, TALL, GridPaint
from screens.widgets.plain import width_of

__all__ = ["Band", "GridBlock", "GridColumn", "TimeGrid"]


class TimeGrid(GridPaint, can_focus=True):
    """Columns of time with blocks in them, a cursor, and one selected block."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "row(-1)", "Up", show=False),
        Binding("down,j", "row(1)", "Down", show=False),
        Binding("left,h", "column(-1)", "Left", show=False),
        Binding("right,l", "column(1)", "Right", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(-1)", "First row", show=False),
        Binding("end", "edge(1)", "Last row", show=False),
        Binding("enter", "open_here", "Open", show=False),
    ]

    class Moved(Message):
        """The cursor is somewhere else now: a column's key, a wall minute, the block under it or None."""

        def __init__(self, grid: TimeGrid, column: str, minute: int, block: str | None) -> None:
            super().__init__()
            self.grid = grid
            self.column = column
            self.minute = minute
            self.block = block

        @property
        def control(self) -> TimeGrid:
            """The grid it came from."""
            return self.grid

    class Opened(Moved):
        """Enter or a second click. `block` is None on an empty place, where a page may offer to book."""

    # What others ask

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns that are shown."""
        return self._grid.columns

    @property
    def selected_block(self) -> GridBlock | None:
        """The block under the cursor."""
        return self._grid.block(self.selected)

    # What others set

    def set_grid(
        self, columns: Sequence[GridColumn], blocks: Sequence[GridBlock], *, first: int, last: int
    ) -> None:
        """Show these columns from the minute `first` to `last`."""
        self.put(Grid(columns, blocks, first, last))

    def put(self, grid: Grid) -> None:
        """Show a grid. The cursor stays on its block, else on its time.

        The first time, when the columns are others, and when the block was moved, the scroll goes to the cursor.
        """
        before, where = self._grid, self.cursor
        self._grid, columns, first, last = grid, grid.columns, grid.first, grid.last
        block, was = self._grid.block(self.selected), before.block(self.selected)
        moved = block is not None and (was is None or (was.column, was.start) != (block.column, block.start))
        if block is not None and moved:
            where = block.column, block.start
        index = self._grid.index_of(where[0])
        self._column = min(self._column, max(0, len(columns) - 1)) if index is None else index
        self._minute = max(first, min(where[1] or first, last - 1))
        self._arrange()
        row = self._grid.top_of(block) if block and moved else self._grid.row_of(self._minute)
        self._minute = self._grid.minute_of(row)
        self._pick(self.selected)
        if moved or not self._placed or before.columns != self._grid.columns:
            self.show_cursor()
        self._placed = self._placed or bool(columns)
        self.refresh()

    def prepare(self, grid: Grid) -> None:
        """Lay out a grid that will perhaps be put here as it would be shown now."""
        width = self.scrollable_content_region.width - self.axis
        if width > 0:
            slot = self._slot or slot_for(grid.last - grid.first, self._room)
            grid.arrange(slot, width, grid.narrowest or NARROWEST, None)

    def set_other(self, other: tuple[str, int] | None) -> None:
        """Show a second clock beside ours: whose, and how many minutes it is ahead of ours; None takes it away."""
        if other != self._other:
            self._other = other
            self._arrange()
            self._show_cursor()
            self.refresh()

    def set_now(self, now: tuple[str, int] | None) -> None:
        """Draw the line of the present into a column (by key) at a wall minute; None takes it away."""
        before, self._now = self._now, now
        if before != now:
            for each in (before, now):
                if each is not None:
                    self._refresh_row(self._grid.row_of(each[1]))

    def move_to(self, column: str, minute: int) -> bool:
        """Put the cursor on a time of a column, and on the first block there; False where there is no such column."""
        index = self._grid.index_of(column)
        if index is not None:
            self._go(index, self._grid.row_of(minute), None)
        return index is not None

    def select(self, key: str) -> bool:
        """Put the cursor on a block, if it is here."""
        block = self._grid.block(key)
        index = self._grid.index_of(block.column) if block else None
        if block is None or index is None:
            return False
        self._go(index, self._grid.top_of(block), key)
        return True

    def next_block(self, by: int = 1) -> None:
        """To the next block in the order of columns and time, or (-1) to the one before."""
        order, rank = self._grid.in_order(), self._grid.rank(self.selected)
        if rank is None:
            here = (self._column, self._minute)
            before = sum((self._grid.index_of(b.column) or 0, b.start) < here for b in order)
            at = before if by > 0 else before - 1
        else:
            at = rank + by
        if 0 <= at < len(order):
            self.select(order[at].key)

    def zoom(self) -> int:
        """Show the next number of minutes in a row; which one."""
        self._slot = SLOTS[(SLOTS.index(self.slot) + 1) % len(SLOTS)]
        self._arrange()
        self._minute = self._grid.minute_of(self._grid.row_of(self._minute))
        self._show_cursor()
        self.refresh()
        return self._slot

    # Keys and mouse

    def action_row(self, by: int) -> None:
        """One row up or down."""
        self._go(self._column, self._grid.row_of(self._minute) + by, None)

    def action_column(self, by: int) -> None:
        """To the block beside this one, else to the next column."""
        row = self._grid.row_of(self._minute)
        beside = [
            p.block.key for p in self._grid.at_row(self._column, row) if not p.more and not p.block.ghost
        ]
        if self.selected in beside:
            at = beside.index(self.selected) + by
            if 0 <= at < len(beside):
                self._go(self._column, row, beside[at])
                return
        self._go(self._column + by, row, None, last=by < 0)

    def action_page(self, by: int) -> None:
        """A screen up or down."""
        self._go(self._column, self._grid.row_of(self._minute) + by * max(1, self._room - 1), None)

    def action_edge(self, by: int) -> None:
        """To the first or the last row."""
        self._go(self._column, 0 if by < 0 else self._grid.rows - 1, None)

    def action_open_here(self) -> None:
        """Open the block under the cursor, or the empty place."""
        if self._grid.columns:
            self.post_message(self.Opened(self, *self.cursor, self.selected))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click where it is already opens."""
        place = self._place_at(event)
        if place is None:
            return
        column, x, row = place
        piece = self._grid.hit(column, x, row)
        key = piece.block.key if piece else None
        here = column == self._column and (
            key == self.selected if key else row == self._grid.row_of(self._minute) and not self.selected
        )
        if here and self.has_focus:
            self.action_open_here()
        else:
            self._go(column, row, key, exact=True)

    def on_resize(self) -> None:
        """Lay out for the new size; the cursor stays in sight."""
        self._arrange()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll to the cursor where it is out of sight, with some of what follows it."""
        self._show_cursor(lead=True)
        # A bar that comes up takes room.
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self._arrange()
        self._show_cursor()

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self._refresh_cursor()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self._refresh_cursor()

    # Moving

    def _arrange(self) -> None:
        """Lay out again if anything that places depend on has changed."""
        width = self.scrollable_content_region.width - self.axis
        if width <= 0:
            return
        narrowest = self._grid.narrowest or NARROWEST
        if (self._grid, self.slot, width) != self._arranged:
            self._grid.arrange(self.slot, width, narrowest, self.selected)
            self._cuts.clear()
            short = [
                (column, cells)
                for column, cells in zip(self._grid.columns, self._grid.widths, strict=True)
                if column.brief is not None
            ]
            self._tight = any(
                width_of(column.label) > cells - 2
                for column, cells in short
                if column.brief and column.brief[0] != column.label
            )
            self._short = any(width_of(column.sub) > cells - 2 for column, cells in short)
            self._two_lined = self.size.height >= TALL and any(
                width_of(column.label) > cells - 2
                for column, cells in zip(self._grid.columns, self._grid.widths, strict=True)
            )
            if self.slot != self._grid.slot:
                self._grid.arrange(self.slot, width, narrowest, self.selected)
            first, self._arranged = not self._arranged, (self._grid, self.slot, width)
            self.virtual_size = Size(self._grid.width + self.axis, self._grid.rows + self.head)
            # A grid that was put while it was out of sight has been drawn without its columns.
            self.refresh()
            if first and self._grid.columns:
                self._first_pick()

    def _first_pick(self) -> None:
        """A cursor placed before there were rows to place it on picks what lies under it now."""
        self._minute = self._grid.minute_of(self._grid.row_of(self._minute))
        self._pick(self.selected)
        self.post_message(self.Moved(self, *self.cursor, self.selected))

    def validate_scroll_x(self, value: float) -> float:
        """Whole columns only."""
        return self._grid.whole(super().validate_scroll_x(value))

    def validate_scroll_target_x(self, value: float) -> float:
        """Whole columns only."""
        return self._grid.whole(super().validate_scroll_target_x(value))

    def _place_at(self, event: events.MouseEvent) -> tuple[int, int, int] | None:
        """The column that was clicked, the cell of it, and the row."""
        row = event.y - self.head + self.scroll_offset.y
        if event.x < self.axis or event.y < self.head or row >= self._grid.rows:
            return None
        found = self._grid.column_at(event.x - self.axis, self.scroll_offset.x)
        return (*found, row) if found is not None else None

    def _go(self, column: int, row: int, key: str | None, *, last: bool = False, exact: bool = False) -> None:
        """Move the cursor; without a key it picks the first (or last) block there, with `exact` none."""
        if not self._grid.columns:
            return
        self._refresh_cursor()
        self._column = max(0, min(column, len(self._grid.columns) - 1))
        self._minute = self._grid.minute_of(max(0, min(row, self._grid.rows - 1)))
        self._pick(key, last=last, exact=exact)
        self._refresh_cursor()
        self._show_cursor()
        self.post_message(self.Moved(self, *self.cursor, self.selected))

    def _pick(self, key: str | None, *, last: bool = False, exact: bool = False) -> None:
        """Select what is under the cursor; hidden lanes come forward."""
        here = self._grid.at_row(self._column, self._grid.row_of(self._minute))
        keys = [piece.block.key for piece in here if not piece.block.ghost]
        if key is None and not exact and keys:
            shown = [piece.block.key for piece in here if not piece.more and not piece.block.ghost]
            key = self.selected if self.selected in shown else (shown or keys)[-1 if last else 0]
        self.selected = key if self._grid.block(key) else None
        if self.selected and self._grid.widths:
            for row in self._grid.bring_forward(self._column, self.selected):
                self._refresh_row(row)

    def _show_cursor(self, *, lead: bool = False) -> None:
        """Scroll so that the cursor is seen, and of its block as much as there is room for.

        As little as possible; with `lead` what is out of sight comes into the upper half.
        """
        row, block = self._grid.row_of(self._minute), self.selected_block
        seen = range(self.scroll_offset.y, self.scroll_offset.y + self._room)
        if lead and row not in seen:
            self._show_place(self._column, row + self._room // 2)
        if block is not None and self._grid.top_of(block) <= row:
            self._show_place(self._column, self._grid.bottom_of(block))
        self._show_place(self._column, row)

    def _show_place(self, column: int, row: int) -> None:
        if not self._grid.widths:
            return
        top, left = self.scroll_offset.y, self.scroll_offset.x
        row = min(row, self._grid.rows - 1)
        y = max(row - self._room + 1, min(top, row))
        x = self._grid.scroll_for(column, left, self.scrollable_content_region.width - self.axis)
        if (x, y) != (left, top):
            # Forced, for a grid that was just put here has no scrollbars yet.
            self.scroll_to(x, y, animate=False, force=True, immediate=True)

    def _refresh_cursor(self) -> None:
        rows = {self._grid.row_of(self._minute)}
        for piece in self._grid.pieces(self._column):
            if piece.block.key == self.selected:
                rows.update(range(piece.top, piece.bottom))
        for row in rows:
            self._refresh_row(row)

    def _refresh_row(self, row: int) -> None:
        y = row - self.scroll_offset.y + self.head
        if self.head <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))
