"""A table of facts that stays quick and calm at any length: rows are kept by key, only visible ones are drawn.

Whatever changes around it, the cursor stays on its record and the record stays on its line of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from screens.widgets.table_paint import Column, TablePaint

__all__ = ["Column", "FactTable"]

R = TypeVar("R")


class FactTable(TablePaint[R], can_focus=True):
    """Rows of any facts. `key(row)` is the row's lasting name, `cells(row)` its cells in the columns' order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor(-1)", "Up", show=False),
        Binding("down,j", "cursor(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,ctrl+home", "first", "First", show=False),
        Binding("end,ctrl+end", "last", "Last", show=False),
        Binding("enter", "open_row", "Open", show=False),
        Binding("space", "mark", "Mark", show=False),
        Binding("shift+down", "mark_on(1)", "Mark on", show=False),
        Binding("shift+up", "mark_on(-1)", "Mark back", show=False),
    ]

    class Highlighted(Message):
        """The cursor is on another record now; `key` is None when there is none."""

        def __init__(self, table: FactTable[Any], key: str | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> FactTable[Any]:
            """The table it came from, for `@on(FactTable.Highlighted, "#id")`."""
            return self.table

    class Opened(Highlighted):
        """Enter, or a click on the row under the cursor."""

        key: str

    class Marked(Message):
        """Space was pressed: these keys are marked now."""

        def __init__(self, table: FactTable[Any], keys: frozenset[str]) -> None:
            super().__init__()
            self.table = table
            self.keys = keys

        @property
        def control(self) -> FactTable[Any]:
            """The table it came from."""
            return self.table

    class HeaderClicked(Message):
        """A column's title was clicked; `index` counts `columns`."""

        def __init__(self, table: FactTable[Any], index: int) -> None:
            super().__init__()
            self.table = table
            self.index = index

        @property
        def control(self) -> FactTable[Any]:
            """The table it came from."""
            return self.table

    # What others ask

    @property
    def rows(self) -> Sequence[R]:
        """The rows as they were given, in their order."""
        return self._rows

    @property
    def cursor_row(self) -> R | None:
        """The fact under the cursor."""
        return self._rows[self._cursor] if self._keys else None

    @property
    def cursor_key(self) -> str | None:
        """The key of the fact under the cursor."""
        return self._keys[self._cursor] if self._keys else None

    @property
    def marked(self) -> frozenset[str]:
        """The marked keys that are in the table now."""
        return frozenset(self._marks.intersection(self._keys)) if self._marks else frozenset()

    @property
    def all_marked(self) -> frozenset[str]:
        """Every marked key, also of rows that are not in the table now."""
        return frozenset(self._marks)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What a command is for: the marked keys in the table's order, else the one under the cursor; while a
        record is held, that alone.
        """
        if self.held is not None:
            return (self.held,)
        if marked := self.marked:
            return tuple(key for key in self._keys if key in marked)
        return tuple(self._keys[self._cursor : self._cursor + 1])

    @property
    def shown_columns(self) -> tuple[int, ...]:
        """The columns that there is room for, as indexes of `columns`."""
        widths = self._widths(self.scrollable_content_region.width)
        return tuple(index for index, cells in enumerate(widths) if cells)

    # What others set

    def set_rows(self, rows: Sequence[R], *, empty: str | None = None) -> None:
        """Show these rows in this order. The cursor stays on its record, and that on its line of the screen.

        When the record is gone the cursor stays at its place in the list.
        """
        before = self.cursor_key
        top = self.scroll_offset.y
        anchor = self._cursor if top <= self._cursor < top + self._room else top
        anchor_key = self._keys[anchor] if anchor < len(self._keys) else None
        self._rows = rows
        self._keys = [self._key_of(row) for row in rows]
        if empty is not None:
            self.empty = empty
        last = max(0, len(self._keys) - 1)
        self._cursor = self._index(before, min(self._cursor, last))
        self._lengthen(Size(0, len(self._keys) + 1))
        self.scroll_to(y=top + self._index(anchor_key, anchor) - anchor, animate=False, immediate=True)
        self.refresh()
        if self.cursor_key != before:
            self.post_message(self.Highlighted(self, self.cursor_key))

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the next `set_rows` or repaint uses them."""
        self.columns = tuple(columns)
        self._fitted = (-1, ())
        self.refresh()

    def move_to(self, key: str) -> bool:
        """Put the cursor on this record, if it is there."""
        if key not in self._keys:
            return False
        self._move(self._keys.index(key))
        return True

    def mark_all(self) -> None:
        """Mark every row there is now; where all are marked already, take those marks away."""
        if self.marked == frozenset(self._keys):
            self._marks.difference_update(self._keys)
        else:
            self._marks.update(self._keys)
        self._tell_marks()

    def mark_to_here(self) -> None:
        """Mark every row from the last one that was marked by hand to the cursor."""
        if not self._keys:
            return
        begin = self._index(self._last_marked, self._cursor)
        self._marks.update(self._keys[min(begin, self._cursor) : max(begin, self._cursor) + 1])
        self._last_marked = self.cursor_key
        self._tell_marks()

    def mark(self, key: str) -> None:
        """Mark a row without telling anybody."""
        self._marks.add(key)
        self.refresh()

    def unmark(self, key: str) -> None:
        """Take the mark of a row away without telling anybody."""
        self._marks.discard(key)
        self.refresh()

    def clear_marks(self) -> bool:
        """Take all marks away; whether there were any."""
        had = bool(self.marked)
        self._marks.clear()
        if had:
            self.refresh()
            self.post_message(self.Marked(self, frozenset()))
        return had

    # Keys

    def action_cursor(self, by: int) -> None:
        """One row up or down."""
        self._move(self._cursor + by)

    def action_page(self, by: int) -> None:
        """One screen up or down."""
        self._move(self._cursor + by * max(1, self._room - 1))

    def action_first(self) -> None:
        """To the first row."""
        self._move(0)

    def action_last(self) -> None:
        """To the last row."""
        self._move(len(self._keys) - 1)

    def action_open_row(self) -> None:
        """Open the record under the cursor. Where there is none, the page may say so."""
        if self.cursor_key is None:
            raise SkipAction
        self.post_message(self.Opened(self, self.cursor_key))

    def action_mark(self) -> None:
        """Mark this row, or take its mark away, and go on to the next."""
        if self.cursor_key is None or not self.can_mark:
            return
        self._marks ^= {self.cursor_key}
        self._last_marked = self.cursor_key
        self._refresh_row(self._cursor)
        self.post_message(self.Marked(self, self.marked))
        self._move(self._cursor + 1)

    def action_mark_on(self, by: int) -> None:
        """Mark this row and the one that the cursor goes on to."""
        if self.cursor_key is None or not self.can_mark:
            return
        self._marks.add(self.cursor_key)
        self._move(self._cursor + by)
        self._last_marked = self.cursor_key
        self._marks.add(self._keys[self._cursor])
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self, self.marked))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor's row opens it."""
        if event.y == 0:
            self._header_clicked(event.x)
            return
        line = self.scroll_offset.y + event.y - 1
        if line >= len(self._keys):
            return
        row = self._row_of(line)
        if row == self._cursor:
            self.action_open_row()
        self._move(row)

    def _row_of(self, line: int) -> int:
        """The row that a click on this line is for."""
        return line

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self._refresh_row(self._cursor)

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self._refresh_row(self._cursor)

    # Moving

    def _lengthen(self, size: Size) -> None:
        """Be that long. Setting `virtual_size` lays the whole screen out again, which is of use only when the
        table's own height or its scrollbar depends on it.
        """
        scrolls = size.height > self.size.height
        if self.styles.is_auto_height or scrolls != self.show_vertical_scrollbar:
            self.virtual_size = size
        else:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _index(self, key: str | None, otherwise: int) -> int:
        try:
            return self._keys.index(key) if key is not None else otherwise
        except ValueError:
            return otherwise

    def _move(self, to: int) -> None:
        to = max(0, min(to, len(self._keys) - 1))
        if to != self._cursor:
            self._refresh_row(self._cursor)
            self._cursor = to
            self._refresh_row(to)
            self.post_message(self.Highlighted(self, self.cursor_key))
        self._show_cursor()

    def _show_cursor(self) -> None:
        top = self.scroll_offset.y
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, immediate=True)
        elif self._cursor >= top + self._room:
            self.scroll_to(y=self._cursor - self._room + 1, animate=False, immediate=True)

    def on_resize(self) -> None:
        """In a smaller window the cursor stays in sight."""
        if self._keys:
            self._show_cursor()

    def _header_clicked(self, x: int) -> None:
        at = 2
        for index, cells in enumerate(self._widths(self.scrollable_content_region.width)):
            at += cells + 1 if cells else 0
            if cells and x < at:
                self.post_message(self.HeaderClicked(self, index))
                return
