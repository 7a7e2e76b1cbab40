"""Who is who: rows of a file that may be people whom the program knows under another spelling, settled by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.rules.facts import Proposal, ProposalRow
from screens.asking import answer_of
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import Cell, Toned, plain

NEW = ""
Answers = dict[int, str]
"""Place in the proposal's rows → the id of the record it is, or "" for somebody new."""


class LikelyDialog(Dialog[Answers]):
    """The answers that were given; rows without one stay out of the import, and are asked about next time."""

    DEFAULT_CSS = """
    LikelyDialog FactTable { height: 1fr; }
    LikelyDialog #whole { height: 2; padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Go on", show=False, priority=True),
        Binding("s", "same", "The same", show=False),
        Binding("n", "new", "Somebody new", show=False),
        Binding("q", "close", show=False),
    ]

    def __init__(self, proposal: Proposal, answers: Mapping[int, str] | None = None) -> None:
        self.asked = [(place, row) for place, row in enumerate(proposal.rows) if row.likely]
        self.answers: Answers = dict(answers or {})
        count = len(self.asked)
        note = (
            f"{'One row of the file' if count == 1 else f'{count} rows of the file'} may be somebody who is here "
            "already, spelt otherwise. Without an answer a row is left out this time."
        )
        super().__init__("Who is who?", note)
        self.add_class("-wide")
        self.whole = Static("", id="whole")
        self.table: FactTable[tuple[int, ProposalRow]] = FactTable(
            (Column("In the file", 20, 2), Column("May be", 26, 3), Column("Answer", 18, 1)),
            key=lambda row: str(row[0]),
            cells=self._cells,
            empty="Nobody in the file looks like somebody else.",
            marks=False,
        )

    def body(self) -> Iterable[Widget]:
        """A row for each that is asked about, and the one under the cursor whole."""
        yield self.table
        yield self.whole

    def keys(self) -> Sequence[KeyHint]:
        """Answers, go on, leave."""
        return (
            ("s", "The same person", "same"),
            ("n", "Somebody new", "new"),
            ("Enter", "Choose who", "choose"),
            ("Ctrl+S", "Go on", "accept"),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """Begin with the first."""
        self.table.set_rows(self.asked)
        self.table.focus()

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """All of the row under the cursor, which the table may have cut."""
        row = self.table.cursor_row
        self.whole.update(plain(" · ".join(_told(row[1])) if row else ""))

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter shows everybody it may be."""
        self.action_choose()

    def action_same(self) -> None:
        """It is the likeliest one."""
        if (row := self.table.cursor_row) is not None:
            self._answer(row[0], row[1].likely[0][0])

    def action_new(self) -> None:
        """It is somebody who is not here yet."""
        if (row := self.table.cursor_row) is not None:
            self._answer(row[0], NEW)

    @work
    async def action_choose(self) -> None:
        """Choose among all it may be."""
        here = self.table.cursor_row
        if here is None:
            return
        place, row = here
        choices = [Choice(ident, f"{label} ({ident})", why) for ident, label, why in row.likely]
        answer = await answer_of(
            self.app,
            ChooseDialog(f"{row.label} in the file is …", [*choices, Choice(NEW, "Somebody new")]),
        )
        if answer is not None:
            self._answer(place, answer)

    def action_accept(self) -> None:
        """Go on with the answers there are."""
        self.dismiss(self.answers)

    def _answer(self, place: int, ident: str) -> None:
        self.answers[place] = ident
        self.table.set_rows(self.asked)
        self.table.action_cursor(1)

    def _cells(self, row: tuple[int, ProposalRow]) -> tuple[Cell, ...]:
        place, asked = row
        return *_told(asked), self._answered(place, asked)

    def _answered(self, place: int, asked: ProposalRow) -> Cell:
        if place not in self.answers:
            return Toned("? left out", "warn")
        if self.answers[place] == NEW:
            return Toned("+ somebody new", "good")
        named = {ident: label for ident, label, _ in asked.likely}
        return Toned(f"= {named[self.answers[place]]}", "good")


def _told(asked: ProposalRow) -> tuple[str, str]:
    """Who stands in the file, and whom it may be."""
    ident, label, why = asked.likely[0]
    more = f" (or {len(asked.likely) - 1} more)" if len(asked.likely) > 1 else ""
    line = f", row {asked.source[1]}" if asked.source else ""
    return f"{asked.label}{line}", f"{label} ({ident}){more}: {why}"
