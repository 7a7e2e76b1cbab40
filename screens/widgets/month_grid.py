"""A month drawn line by line: seven columns of days, each with its load."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from models.queries.month import DayLoad, MonthFacts
from screens.state.calendar_view import moved_by, off_reason
from screens.state.month_view import bar, day_words, weeks
from screens.widgets.day_cursor import DayCursor
from screens.widgets.plain import fit

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROWS = 3
"""Rows of a week: the dates, the loads, a line in between where there is room for it."""


class MonthGrid(DayCursor, can_focus=True):
    """Days; one under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"month-grid--{name}" for name in ("head", "day", "off", "today", "cursor", "bar", "warn", "line")
    }
    DEFAULT_CSS = """
    MonthGrid { height: 1fr; min-height: 10; }
    MonthGrid > .month-grid--head { text-style: bold; color: $foreground; background: $panel; }
    MonthGrid > .month-grid--day { color: $foreground; text-style: bold; }
    MonthGrid > .month-grid--off { color: $text-disabled; }
    MonthGrid > .month-grid--today { color: $background; background: $accent; text-style: bold; }
    MonthGrid > .month-grid--cursor { color: $background; background: $foreground; text-style: bold; }
    MonthGrid > .month-grid--bar { color: $primary; }
    MonthGrid > .month-grid--warn { color: $warning; text-style: bold; }
    MonthGrid > .month-grid--line { color: $text-disabled; }
    """

    def __init__(self, day: date, today: date, id: str | None = None) -> None:
        super().__init__(day, id)
        self.today = today
        self.month: MonthFacts | None = None
        self._styles: dict[str, Style] = {}

    def show(self, month: MonthFacts) -> None:
        """Draw these weeks."""
        self.month = month
        self.refresh()

    def move_to(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = day
        self.refresh()
        self.post_message(self.Moved(day))

    def action_day(self, by: int) -> None:
        """So many days on."""
        self.move_to(moved_by(self.day, by))

    def action_week(self, by: int) -> None:
        """So many weeks on."""
        self.action_day(7 * by)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click where it is opens the day."""
        found = self._day_at(event.x, event.y)
        if found is not None:
            self.action_open_day() if found == self.day else self.move_to(found)

    def _day_at(self, x: int, y: int) -> date | None:
        days = self.month.days if self.month else ()
        week, column = (y - 1) // self.rows, next((n for n in range(7) if x < self._edge(n + 1)), 6)
        at = week * 7 + column
        return days[at].plan.day if y > 0 and at < len(days) else None

    @property
    def rows(self) -> int:
        """How many rows a week takes."""
        many = len(weeks(self.month)) if self.month else 6
        return ROWS if self.size.height > ROWS * many else ROWS - 1

    def _edge(self, column: int) -> int:
        return self.size.width * column // 7

    def notify_style_update(self) -> None:
        """Other colours."""
        super().notify_style_update()
        self._styles.clear()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"month-grid--{name}")
        return self._styles[name]

    def render_line(self, y: int) -> Strip:
        """The names of the days, or a row of a week."""
        width = self.size.width
        if y == 0:
            parts = [
                Segment(fit(f" {name}", self._edge(n + 1) - self._edge(n)), self._style("head"))
                for n, name in enumerate(NAMES)
            ]
            return Strip(parts, width)
        found = weeks(self.month) if self.month else []
        week, row = divmod(y - 1, self.rows)
        if self.month is None or week >= len(found):
            return Strip([Segment(" " * width, self._style("off"))], width)
        most = max((load.calls for load in self.month.days), default=0)
        parts = []
        for n, load in enumerate(found[week]):
            parts += self._cell(load, self.month, most, row, self._edge(n + 1) - self._edge(n))
        return Strip(parts, width)

    def _cell(self, load: DayLoad, month: MonthFacts, most: int, row: int, width: int) -> list[Segment]:
        if row == 0:
            return [self._date(load, month, width)]
        if row == 2:
            return [Segment("┄" * (width - 1) + " ", self._style("line"))]
        many = f" {load.calls}" if load.calls else " ·"
        sign = f"!{load.lacking}" if load.lacking else ""
        room = max(0, width - len(many) - len(sign) - 3)
        return [
            Segment(many + " ", self._style("day" if load.calls else "off")),
            Segment(fit(bar(load.calls, most, room), room, end=""), self._style("bar")),
            Segment(fit(f" {sign}", width - room - len(many) - 1), self._style("warn")),
        ]

    def _date(self, load: DayLoad, month: MonthFacts, width: int) -> Segment:
        day = load.plan.day
        words = fit(f"{'▸' if day == self.today else ' '}{day.day} {day_words(load, month)}", width - 1) + " "
        off = bool(off_reason(load.plan, month.campaign)) or day.month != self.day.month
        name = "cursor" if day == self.day else "today" if day == self.today else "off" if off else "day"
        return Segment(words, self._style(name))
