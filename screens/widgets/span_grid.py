"""A time grid over whose empty time a stretch can be drawn with the mouse."""

from __future__ import annotations

from textual import events
from textual.message import Message

from models.rules.walls import format_wall
from screens.state.grid import GridBlock
from screens.widgets.carry_grid import CarryGrid

SPAN = "span"
"""The key of what is drawn."""


class SpanGrid(CarryGrid):
    """Textual hands each event to the handlers of the grids it is made of as well."""

    class Spanned(Message):
        """From one wall minute to another of a column (by key) was drawn."""

        def __init__(self, column: str, start: int, end: int) -> None:
            super().__init__()
            self.column = column
            self.start = start
            self.end = end

    def __init__(self, empty: str = "There is nothing to show here.", id: str | None = None) -> None:
        super().__init__(empty, id)
        self._from: tuple[int, int] | None = None
        self._span: tuple[int, int] | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A stretch may begin on empty time."""
        place = self._place_at(event) if event.button == 1 and not self.carrying else None
        free = place is not None and self._grid.hit(*place) is None
        self._from = (place[0], place[2]) if place is not None and free else None
        self._span = None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The stretch goes to the row under the mouse, in its own column."""
        place = self._place_at(event)
        if self._from is None or event.button != 1 or place is None or self.carrying:
            return
        column, begun = self._from
        if place[2] == begun and self._span is None:
            return
        self.capture_mouse()
        first, last = sorted((begun, place[2]))
        self._span = self._grid.minute_of(first), self._grid.minute_of(last + 1)
        key = self._grid.columns[column].key
        times = "–".join(map(format_wall, self._span))
        self.set_ghost(GridBlock(SPAN, key, *self._span, (times,), "▒", ghost=True))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """It is drawn."""
        if self._from is not None and self._span is not None:
            self.release_mouse()
            self.set_ghost(None)
            # What follows is no click on a place.
            self._dragged = True
            self.post_message(self.Spanned(self._grid.columns[self._from[0]].key, *self._span))
        self._from = self._span = None
