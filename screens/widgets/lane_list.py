"""The board's lanes one below the other, each under its heading; the cursor steps over the headings."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from screens.state.lanes import Line, landing
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import fit

CLOCK = 14
"""Cells for what the clock says."""

COLUMNS = (
    Column("", 1),
    Column("Time", 5),
    Column("Student", 14, 4),
    Column("With", 13, 3),
    Column("Room", 11, 3, names=True),
    Column("Clock", CLOCK),
    Column("", 8, from_width=110),
    Column("Standby", 13, 2, from_width=100),
    Column("Needs", 11, 3),
)


class LaneList(FactTable[Line]):
    """The lanes one below the other; the cursor steps over their headings."""

    def _move(self, to: int) -> None:
        at = landing([line.row is not None for line in self.rows], self._cursor, to)
        if at is not None:
            super()._move(at)
            # The first interview brings its lane's heading into sight with it.
            if at == 1:
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
