"""A school year at a glance: month blocks drawn line by line, a letter and a sign for each date, and a cursor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.state.year import Year
from screens.widgets.day_cursor import DayCursor
from screens.widgets.plain import fit

Draw = Callable[[date], tuple[str, str]]
"""A date's cells and its tone."""
MakeYear = Callable[[int], Year]
"""The year laid out for so many cells."""


class YearGrid(DayCursor, ScrollView, can_focus=True):
    """Dates in month blocks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"year-grid--{name}"
        for name in ("text", "strong", "warn", "dim", "head", "today", "cursor", "blurred")
    }
    DEFAULT_CSS = """
    YearGrid { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
    YearGrid > .year-grid--text { color: $foreground; }
    YearGrid > .year-grid--strong { color: $foreground; text-style: bold; }
    YearGrid > .year-grid--warn { color: $warning; text-style: bold; }
    YearGrid > .year-grid--dim { color: $text-disabled; }
    YearGrid > .year-grid--head { color: $primary; text-style: bold; }
    YearGrid > .year-grid--today { color: $accent; text-style: bold underline; }
    YearGrid > .year-grid--cursor { color: $background; background: $foreground; text-style: bold; }
    YearGrid > .year-grid--blurred { color: $foreground; background: $boost; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "month(-1)", "Month before", show=False),
        Binding("pagedown", "month(1)", "Month after", show=False),
        Binding("home", "edge(-1)", "First day", show=False),
        Binding("end", "edge(1)", "Last day", show=False),
    ]

    def __init__(self, day: date, id: str | None = None) -> None:
        super().__init__(day, id)
        self._make: MakeYear | None = None
        self._draw: Draw = lambda day: (f"{day.day:>2}", "")
        self._year: Year | None = None
        self._width = -1

    def put(self, make: MakeYear, draw: Draw, today: date) -> None:
        """Show a year; the cursor stays on its date."""
        self._make, self._draw, self.today = make, draw, today
        self._arrange(anew=True)
        self.refresh()

    def go(self, day: date) -> None:
        """Put the cursor on a date, or on the nearest that is shown."""
        if self._year is not None:
            day = self._year.within(day)
        if day != self.day:
            self._refresh_day(self.day)
            self.day = day
            self._refresh_day(day)
            self.post_message(self.Moved(day))
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        """One row of the blocks that are side by side."""
        width = self.scrollable_content_region.width
        base = self._style("text")
        if self._year is None:
            return Strip.blank(width, base)
        parts, at = [], 0
        for x, title, day in self._year.row(y + self.scroll_offset.y):
            cells = self._year.cell if day else self._year.block
            text, style = self._cell(day) if day else (title, self._style("head"))
            parts += [Segment(" " * (x - at), base), Segment(fit(text, cells), style)]
            at = x + cells
        return Strip(parts).adjust_cell_length(width, base)

    def _cell(self, day: date) -> tuple[str, Style]:
        text, tone = self._draw(day)
        if day == self.day:
            return text, self._style("cursor" if self.has_focus else "blurred")
        return text, self._style("today" if day == self.today else tone or "text")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"year-grid--{name}")

    # Keys and mouse

    def action_day(self, by: int) -> None:
        """A shown day on."""
        if self._year is not None:
            self.go(self._year.beside(self.day, by))

    def action_week(self, by: int) -> None:
        """A week on."""
        if self._year is not None:
            self.go(self._year.beside(self.day, by * len(self._year.weekdays)))

    def action_month(self, by: int) -> None:
        """A month on."""
        if self._year is not None:
            self.go(self._year.month_from(self.day, by))

    def action_edge(self, by: int) -> None:
        """To the first or the last day."""
        if self._year is not None:
            self.go(self._year.first if by < 0 else self._year.last)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click where it is opens."""
        day = self._year.day_at(event.x, event.y + self.scroll_offset.y) if self._year else None
        if day is None:
            return
        if day == self.day and self.has_focus:
            self.action_open_day()
        self.go(day)

    def on_resize(self) -> None:
        """Lay the months out for the new width."""
        self._arrange()

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self._refresh_day(self.day)

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self._refresh_day(self.day)

    # Places

    def _arrange(self, *, anew: bool = False) -> None:
        width = self.scrollable_content_region.width
        if self._make is None or width <= 0 or (width == self._width and not anew):
            return
        self._width = width
        self._year = self._make(width)
        self.virtual_size = Size(width, self._year.height)
        before, self.day = self.day, self._year.within(self.day)
        if self.day != before:
            self.post_message(self.Moved(self.day))
        self.call_after_refresh(self._settle)
        self.refresh()

    def _settle(self) -> None:
        """A bar that came up takes room."""
        self._arrange()
        self._show_cursor()

    def _show_cursor(self) -> None:
        place = self._year.place(self.day) if self._year else None
        if place is None:
            return
        top, room = self.scroll_offset.y, self.scrollable_content_region.height
        head = place[1] - 6 if place[1] < top else place[1]
        if not top <= place[1] < top + room:
            y = max(0, head) if place[1] < top else place[1] - room + 2
            self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def _refresh_day(self, day: date) -> None:
        place = self._year.place(day) if self._year else None
        if place is not None:
            self.refresh(Region(0, place[1] - self.scroll_offset.y, self.size.width, 1))
