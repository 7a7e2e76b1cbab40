"""A table over the page whose rows can be marked: the answer is what to do, and with which rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from screens.dialogs.frame import Dialog, KeyHint
from screens.keys.command import Command
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.few_lines import FewLines, Line
from screens.widgets.plain import Cell


class ActRow(NamedTuple):
    """One row: its lasting key, its cells, what is told of it below the table."""

    key: str
    cells: tuple[Cell, ...]
    told: tuple[Line, ...] = ()


class Act(NamedTuple):
    """What to do (a command's id), with which rows, and where the cursor was."""

    command: str
    keys: tuple[str, ...]
    cursor: str | None


class ActDialog(Dialog[Act]):
    """Arrows move, Space marks, A marks all; a command's key answers with the marked rows or the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", "Close", show=False),
        Binding("A", "mark_all", "Mark all", show=False),
    ]
    DEFAULT_CSS = """
    ActDialog > #box { width: 96%; height: 92%; }
    ActDialog #list { height: 1fr; }
    ActDialog #told { height: 4; background: $surface; }
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[ActRow],
        commands: Sequence[Command],
        *,
        note: str = "",
        cursor: str | None = None,
        empty: str = "Nothing here.",
        marks: bool = True,
    ) -> None:
        super().__init__(title, note)
        self.rows = tuple(rows)
        self.commands = tuple(commands)
        self.cursor = cursor
        self.marks = marks
        self.table: FactTable[ActRow] = FactTable(
            tuple(columns), key=lambda row: row.key, cells=lambda row: row.cells, empty=empty, id="list"
        )
        self.told = FewLines(id="told")

    def body(self) -> Iterable[Widget]:
        """The table, and what is told of the row at the cursor."""
        yield self.table
        yield self.told

    def keys(self) -> Sequence[KeyHint]:
        """The commands, marking, close."""
        own = [(each.sign, each.label, f"answer('{each.id}')") for each in self.commands]
        marking = (("Space", "Mark", ""), ("A", "All", "mark_all")) if self.marks else ()
        return (*own, *marking, ("Esc", "Close", "close"))

    def on_mount(self) -> None:
        """Keys go to the table; the cursor is where it was."""
        self.table.set_rows(self.rows)
        if self.cursor is not None and any(row.key == self.cursor for row in self.rows):
            self.table.move_to(self.cursor)
        self.table.focus()
        self._tell()

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Tell about the row at the cursor."""
        self._tell()

    def _tell(self) -> None:
        row = self.table.cursor_row
        self.told.show(row.told if row else ())

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter does what the first command that has Enter does."""
        for command in self.commands:
            if "enter" in command.keys:
                self.action_answer(command.id)

    def on_key(self, event: events.Key) -> None:
        """A command's key is the answer."""
        for command in self.commands:
            if event.key in command.keys:
                event.stop()
                self.action_answer(command.id)
                return

    def action_mark_all(self) -> None:
        """Mark all; where all are marked, none."""
        if self.marks:
            self.table.mark_all()

    def action_answer(self, command: str) -> None:
        """Do this with the marked rows, else with the one at the cursor."""
        if self.is_current:  # Closed already: the key came on the heels of another.
            self.dismiss(Act(command, self.table.chosen, self.table.cursor_key))
