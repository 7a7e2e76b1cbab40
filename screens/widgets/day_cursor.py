"""What every grid of dates shares: the date under the cursor, the keys that move it, and what it tells."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget


class DayCursor(Widget):
    """A widget of dates with a cursor on one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "day(-1)", "Day before", show=False),
        Binding("right,l", "day(1)", "Day after", show=False),
        Binding("up,k", "week(-1)", "Week before", show=False),
        Binding("down,j", "week(1)", "Week after", show=False),
        Binding("enter", "open_day", "Open", show=False),
    ]

    class Moved(Message):
        """The cursor is on another date."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Opened(Moved):
        """Enter, or a click on the date under the cursor."""

    def __init__(self, day: date, id: str | None = None) -> None:
        super().__init__(id=id)
        self.day = self.today = day

    @abstractmethod
    def action_day(self, by: int) -> None:
        """So many days on."""

    @abstractmethod
    def action_week(self, by: int) -> None:
        """So many weeks on."""

    def action_open_day(self) -> None:
        """Open the date under the cursor."""
        self.post_message(self.Opened(self.day))
