"""Why something cannot be, what stands in the way, and what is free instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.errors import Alternative, Refused
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import Cell, plain

SEEK = "seek"
"""The answer that wants the best times of all days instead."""


class RefusalDialog(Dialog[Alternative | str]):
    """The refusal in full; the answer is the free alternative that was taken, if any, or SEEK."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", "Close", show=False),
        Binding("ctrl+t", "seek", "Find a time", show=False),
    ]
    DEFAULT_CSS = """
    RefusalDialog #clashes { height: auto; max-height: 7; padding: 0 1; }
    RefusalDialog FactTable { height: auto; max-height: 9; }
    """

    TAKES_EARLY = False

    def __init__(self, refused: Refused, zone: ZoneInfo, *, choose: bool = True, seek: bool = False) -> None:
        super().__init__("This cannot be", refused.line)
        self.seeks = seek
        self.refused = refused
        self.zone = zone
        self.choose = choose and bool(refused.alternatives)
        self.table: FactTable[tuple[int, Alternative]] = FactTable(
            (Column("Free instead", 30, 1), Column("Room", 16, 1, names=True)),
            key=lambda row: str(row[0]),
            cells=self._cells,
            marks=False,
        )

    def body(self) -> Iterable[Widget]:
        """The clashes in words, then the alternatives."""
        lines = [f"• {finding.text}" for finding in self.refused.clashes]
        if lines and [self.refused.sentence] != [finding.text for finding in self.refused.clashes]:
            yield Static(plain("\n".join(lines)), id="clashes")
        if self.refused.alternatives:
            yield self.table

    def keys(self) -> Sequence[KeyHint]:
        """Take one, or close."""
        take = (("Enter", "Take this one instead", "take"),) if self.choose else ()
        seek = (("Ctrl+T", "Find a time", "seek"),) if self.seeks else ()
        return (*take, *seek, ("Esc", "Leave it as it was", "close"))

    def on_mount(self) -> None:
        """Say why in the colour of trouble; the cursor on the first alternative."""
        self.say(self.refused.line, bad=True)
        if self.refused.alternatives:
            self.table.set_rows(list(enumerate(self.refused.alternatives)))
            self.table.focus()

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the row under the cursor."""
        self.action_take()

    def action_seek(self) -> None:
        """The best times of all days are wanted."""
        if self.seeks:
            self.dismiss(SEEK)

    def action_take(self) -> None:
        """The alternative under the cursor is the answer."""
        row = self.table.cursor_row
        if self.choose and row is not None:
            self.dismiss(row[1])

    def _cells(self, row: tuple[int, Alternative]) -> tuple[Cell, ...]:
        start, end = (moment.astimezone(self.zone) for moment in row[1][:2])
        day = f"{start:%a} {start.day} {start:%b}"
        return f"{day}  {start:%H:%M}–{end:%H:%M}", row[1].room_name or row[1].room or ""
