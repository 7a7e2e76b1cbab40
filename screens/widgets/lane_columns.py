"""The board's lanes side by side on a wide screen: five short lists, one cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from models.rules.day import BoardRow
from screens.state.lanes import LANES, SIDE_BY_SIDE, Lane, Line, landing
from screens.widgets.board_words import SECOND
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import Cell

WIDE = 120
"""Cells of a screen from which on the lanes stand side by side."""

_COLUMNS = (Column("Time", 5), Column("Student", 9, 1, names=True))
_AROUND = 11
"""Cells of a lane that are not for words: border, scroll bar, cursor, the time of day and what parts them."""


def words_room(width: int) -> int:
    """Cells for the words of an interview in one of five lanes on a screen that is so wide."""
    return width // len(SIDE_BY_SIDE) - _AROUND


class LaneTable(FactTable[Line]):
    """Some lines for each interview; the cursor steps from first to first, and shows only where the keys go."""

    def _move(self, to: int) -> None:
        at = landing([not line.size for line in self.rows], self._cursor, to)
        if at is not None:
            super()._move(at)

    def _show_cursor(self) -> None:
        """All lines of the interview, as far as there is room for them."""
        super()._show_cursor()
        last = self._cursor
        while last + 1 < len(self.rows) and self.rows[last + 1].size:
            last += 1
        if (below := last - self.scroll_offset.y - self._room + 1) > 0:
            top = min(self._cursor, self.scroll_offset.y + below)
            self.scroll_to(y=top, animate=False, immediate=True)

    def _row_of(self, line: int) -> int:
        while line and self.rows[line].size:
            line -= 1
        return line

    def settle(self) -> None:
        """Leave a further line of an interview that the cursor was left on."""
        if self.cursor_row is not None and self.cursor_row.size:
            self._move(self._cursor - 1)

    def _row(self, index: int, width: int) -> Strip:
        cursor = self._cursor
        if not self.has_focus:
            self._cursor = -1
        try:
            return super()._row(index, width)
        finally:
            self._cursor = cursor


class LanePane(Vertical):
    """One lane under its heading."""

    DEFAULT_CSS = """
    LanePane { width: 1fr; border-right: solid $panel; }
    LanePane:last-of-type { border-right: none; }
    LanePane > Static { height: 1; padding: 0 1; background: $surface; text-style: bold; }
    LanePane > FactTable { height: 1fr; }
    """

    def __init__(
        self, lane: Lane, cells: Callable[[Line], Sequence[Cell]], count: Callable[[BoardRow], int]
    ) -> None:
        super().__init__()
        self.lane = lane
        self._count = count
        self.head = Static()
        self.table = LaneTable(
            _COLUMNS,
            key=lambda line: f"{line.key}/{line.size}",
            cells=lambda line: tuple(cells(line)),
            marks=False,
        )

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield self.head
        yield self.table

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these interviews."""
        self.head.update(Content(f"{self.lane.sign} {self.lane.title} ({len(lines)})"))
        self.table.set_rows([each for line in lines for each in self._lines(line)], empty="–")
        self.table.settle()

    def _lines(self, line: Line) -> list[Line]:
        more = self._count(line.row) if line.row is not None else 0
        return [line, *(line._replace(size=SECOND + at) for at in range(more))]


class LaneColumns(Horizontal):
    """The lanes beside one another; Left and Right go from lane to lane, past those that are empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "lane(-1)", "Lane before", show=False),
        Binding("right,l", "lane(1)", "Lane after", show=False),
    ]

    def __init__(
        self, cells: Callable[[Line], Sequence[Cell]], count: Callable[[BoardRow], int], *, id: str
    ) -> None:
        """`cells` of a line of an interview, and the `count` of lines under its first."""
        super().__init__(id=id)
        self.panes = [LanePane(lane, cells, count) for lane in SIDE_BY_SIDE]

    def compose(self) -> ComposeResult:
        """A pane for each lane."""
        yield from self.panes

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show the board; the cursor goes with its interview into another lane."""
        here = self.cursor_line
        had_focus = self.has_focus_within
        for pane in self.panes:
            pane.set_lines([line for line in lines if line.row is not None and line.lane.id == pane.lane.id])
        if had_focus:
            self.go_to(here.key if here else None)

    @property
    def _current(self) -> LanePane | None:
        focused = self.screen.focused
        return next((pane for pane in self.panes if pane.table is focused), None)

    @property
    def cursor_line(self) -> Line | None:
        """The interview under the cursor."""
        pane = self._current
        return pane.table.cursor_row if pane else None

    @property
    def lines(self) -> Iterator[Line]:
        """Every interview that is shown."""
        for pane in self.panes:
            yield from (line for line in pane.table.rows if not line.size)

    def go_to(self, key: str | None) -> None:
        """Put the cursor on an interview, in whichever lane it is; else where it was, or on the most pressing."""
        for pane in self.panes:
            if key is not None and any(line.key == key for line in pane.table.rows):
                pane.table.move_to(f"{key}/0")
                self._focus(pane.table)
                return
        current = self._current
        if current is not None and current.table.rows:
            return
        pressing = sorted(self.panes, key=lambda pane: LANES.index(pane.lane))
        first = next((pane for pane in pressing if pane.table.rows), self.panes[0])
        self._focus(first.table)

    def _focus(self, table: LaneTable) -> None:
        """At once, so that a key or a change that comes right after it finds the cursor there."""
        if table.focusable:
            self.screen.set_focus(table)
        else:
            table.focus()

    def action_lane(self, by: int) -> None:
        """The next lane in that direction that holds something."""
        current = self._current
        at = self.panes.index(current) if current else -by
        step = at + by
        while 0 <= step < len(self.panes):
            if self.panes[step].table.rows:
                self._focus(self.panes[step].table)
                return
            step += by
