"""A calendar and rooms made of plain values: what the time grid is drawn from in tests and by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from screens.base import Page
from screens.commands import bindings
from screens.session import Session
from screens.state.grid import Band, GridBlock, GridColumn
from screens.widgets.time_grid import TimeGrid

PERIODS = (
    Band(8 * 60, 8 * 60 + 50, "P1"), Band(8 * 60 + 55, 9 * 60 + 45, "P2"), Band(9 * 60 + 50, 10 * 60 + 40, "P3"),
    Band(10 * 60 + 45, 11 * 60 + 35, "P4"), Band(11 * 60 + 35, 12 * 60 + 15, "Lunch", "break"),
    Band(12 * 60 + 20, 13 * 60 + 10, "P5"), Band(13 * 60 + 15, 14 * 60 + 5, "P6"),
    Band(14 * 60 + 10, 15 * 60, "P7"),
)  # fmt: skip
WEEK = (
    GridColumn("2026-03-02", "Mon 2 Mar", "A day", bands=PERIODS),
    GridColumn("2026-03-03", "Tue 3 Mar", "B day", today=True, bands=PERIODS),
    GridColumn("2026-03-04", "Wed 4 Mar", "A day, short", bands=PERIODS[:5]),
    GridColumn("2026-03-05", "Thu 5 Mar", "closed: snow", bands=(Band(480, 900, "snow day", "closed"),)),
    GridColumn(
        "2026-03-06", "Fri 6 Mar", "B day", bands=(*PERIODS[:3], Band(645, 735, "fire drill", "blocked"))
    ),
)
BLOCKS = (
    GridBlock("a", "2026-03-02", 540, 560, ("Ada Moss", "Dr Roy"), "✓", "completed"),
    GridBlock("b", "2026-03-02", 560, 580, ("Ben Reed", "Dr Roy"), "✓", "completed"),
    GridBlock("c", "2026-03-03", 610, 640, ("Cleo Stone", "Bay Clinic"), "▶", "in_progress"),
    GridBlock("d", "2026-03-03", 625, 650, ("Dev Vale", "Orr Law"), "●", "checked_in"),
    GridBlock("e", "2026-03-03", 670, 690, ("Eve Wood", "Mill Farm"), "○", "scheduled"),
    GridBlock("f", "2026-03-03", 670, 690, ("Finn Moss", "Bay Clinic"), "◉", "confirmed"),
    GridBlock("g", "2026-03-03", 675, 700, ("Gita Reed", "Orr Law"), "○", "scheduled"),
    GridBlock("h", "2026-03-03", 680, 700, ("Hugo Stone", "Mill Farm"), "!", "warning"),
    GridBlock("i", "2026-03-04", 500, 530, ("日本 Ada Vale [/]", "[b]x"), "✗", "aside"),
    GridBlock("j", "2026-03-06", 800, 830, ("Ben Wood", "Bay Clinic"), "⚠", "clash"),
    GridBlock("k", "2026-03-06", 840, 870, ("Cleo Moss", "Mill Farm"), "?", "requested"),
    GridBlock("ghost", "2026-03-04", 590, 620, ("Cleo Stone", "here?"), "→", "scheduled", ghost=True),
)


class GridPage(Page[None]):
    """A page with nothing but the grid."""

    PAGE = "calendar"
    BINDINGS = bindings("calendar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.grid = TimeGrid("No days in this window. Press ] to go on.")
        self.said: list[Any] = []
        self.columns: tuple[GridColumn, ...] = WEEK
        self.blocks: tuple[GridBlock, ...] = BLOCKS

    def body(self) -> Iterable[Widget]:
        """The grid."""
        yield self.grid

    async def fetch(self) -> None:
        """Nothing to read."""

    def show(self, data: None) -> None:
        """Always the same week."""
        self.grid.set_grid(self.columns, self.blocks, first=8 * 60, last=15 * 60)
        self.grid.set_now(("2026-03-03", 642))

    def on_time_grid_opened(self, event: TimeGrid.Opened) -> None:
        """Remember what was opened."""
        self.said.append((event.column, event.minute, event.block))

    def action_next_block(self) -> None:
        """The next block."""
        self.grid.next_block(1)

    def action_previous_block(self) -> None:
        """The block before."""
        self.grid.next_block(-1)

    def action_zoom(self) -> None:
        """More or fewer minutes in a line."""
        self.say(f"A line is {self.grid.zoom()} minutes now.")
