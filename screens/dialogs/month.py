"""The month at a glance: how much lies on each day, and from there to the day itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.errors import WblError
from models.queries.month import MonthFacts
from screens.dialogs.frame import Dialog, KeyHint
from screens.state.month_view import load_lines, month_after, month_name, month_span
from screens.widgets.few_lines import FewLines
from screens.widgets.month_grid import MonthGrid
from screens.widgets.plain import plain

Read = Callable[[date, date], Awaitable[MonthFacts]]


class MonthDialog(Dialog[date]):
    """The answer is the day to be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,pageup", "month(-1)", "Month before", show=False),
        Binding("right_square_bracket,pagedown", "month(1)", "Month after", show=False),
        Binding("t", "today", "Today", show=False),
        Binding("q,M", "close", "Close", show=False),
    ]
    DEFAULT_CSS = """
    MonthDialog #told { height: 2; }
    MonthDialog KeyBar { margin-top: 0; }
    """

    def __init__(self, day: date, today: date, read: Read) -> None:
        super().__init__(month_name(day))
        self.add_class("-wide")
        self.grid = MonthGrid(day, today, id="month")
        self.told = FewLines(id="told")
        self._read = read
        self._today = today

    def body(self) -> Iterable[Widget]:
        """The days, and the one under the cursor in words."""
        yield self.grid
        yield self.told

    def keys(self) -> Sequence[KeyHint]:
        """Go to the day, other months, close."""
        return (
            ("Enter", "Go to the day", "open"),
            ("[ ]", "Month", ""),
            ("t", "Today", "today"),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """Read the month."""
        self.grid.focus()
        self._load()

    @work(exclusive=True, group="month")
    async def _load(self) -> None:
        try:
            self.grid.show(await self._read(*month_span(self.grid.day)))
        except WblError as error:
            self.say(error.line, bad=True)
            return
        self._tell()

    def _tell(self) -> None:
        month, day = self.grid.month, self.grid.day
        load = next((one for one in month.days if one.plan.day == day), None) if month else None
        self.query_one("#box").border_title = plain(month_name(day))
        self.told.show(load_lines(load, month) if load and month else (("dim", "Reading …"),))

    @on(MonthGrid.Moved)
    def _moved(self, event: MonthGrid.Moved) -> None:
        month = self.grid.month
        if month is None or not any(
            one.plan.day == event.day and event.day.month == self._shown_month() for one in month.days
        ):
            self._load()
        self._tell()

    def _shown_month(self) -> int:
        """The month whose weeks were read."""
        month = self.grid.month
        return month.days[min(7, len(month.days) - 1)].plan.day.month if month and month.days else 0

    @on(MonthGrid.Opened)
    def _opened(self, event: MonthGrid.Opened) -> None:
        self.dismiss(event.day)

    def action_open(self) -> None:
        """The day under the cursor is the answer."""
        self.dismiss(self.grid.day)

    def action_month(self, by: int) -> None:
        """Another month."""
        self.grid.move_to(month_after(self.grid.day, by))

    def action_today(self) -> None:
        """Today."""
        self.grid.move_to(self._today)
