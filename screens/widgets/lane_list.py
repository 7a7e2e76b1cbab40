"""The board's lanes one below the other, each under its heading; the cursor steps over the headings."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from screens.state.lanes import Line
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import fit

COLUMNS = (
    Column("", 1),
    Column("Time", 5),
    Column("Student", 14, 4),
    Column("With", 13, 3),
    Column("Room", 11, 3, names=True),
    Column("Clock", 14),
    Column("", 8, from_width=110),
    Column("Standby", 13, 2, from_width=100),
    Column("Needs", 11, 3),
)


class LaneList(FactTable[Line]):
    """The lanes one below the other; the cursor steps over their headings."""

    def _move(self, to: int) -> None:
        step = 1 if to > self._cursor or to <= 0 else -1
        while 0 <= to < len(self.rows) and self.rows[to].row is None:
            to += step
        if 0 <= to < len(self.rows):
            super()._move(to)
            # The first interview brings its lane's heading into sight with it.
            if to == 1:
                self.scroll_to(y=0, animate=False, immediate=True)

    def settle(self) -> None:
        """Leave a heading that the cursor was left on."""
        if self.cursor_row is not None and self.cursor_row.row is None:
            self._move(self._cursor)

    def _row(self, index: int, width: int) -> Strip:
        line = self.rows[index]
        if line.row is not None:
            return super()._row(index, width)
        style = self._style("row") + self._style("strong")
        if line.lane.tone:
            style = style + self._style(line.lane.tone)
        text = f" {line.lane.sign} {line.lane.title.upper()} ({line.size})"
        return Strip([Segment(fit(text, width), style)], width)
