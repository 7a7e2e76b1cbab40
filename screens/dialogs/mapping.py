"""What the columns of a file mean: shown with some of their values, changed by a person, before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.errors import BadInput
from models.exchange.guessing import by_letters, guessed, may_be_a_row
from models.exchange.letters import are_references, is_lettered
from models.exchange.looking import (
    GUESSABLE,
    NEVER_KEPT,
    READ,
    LookedColumn,
    fields_of,
    look_at,
    remapped,
)
from models.exchange.tables import Table
from screens.asking import answer_of
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.frame import Dialog, KeyHint
from screens.state.field_words import field_word
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import Cell, Toned

LEAVE_OUT = "-"
KIND_WORDS = {
    "students": "students",
    "contacts": "contacts of employers",
    "staff": "staff",
    "rooms": "quiet rooms",
    "classes": "classes",
    "availability": "hours that contacts offer",
    "bells": "a bell schedule",
}


class Mapped(NamedTuple):
    """What a person agreed to: the kind, and field → header ("" for a field that is to be left out)."""

    kind: str
    mapping: dict[str, str]


class MappingDialog(Dialog[Mapped]):
    """The answer is how the file is to be read; None leaves it."""

    DEFAULT_CSS = "MappingDialog FactTable { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Go on", show=False, priority=True),
        Binding("tab", "kind", "Kind", show=False, priority=True),
        Binding("delete,minus", "leave_out", "Leave out", show=False),
        Binding("ctrl+r", "as_found", "As found", show=False),
        Binding("h", "header", "First row", show=False),
        Binding("q", "close", show=False),
    ]

    def __init__(
        self, name: str, table: Table, kind: str, mapping: Mapping[str, str], *, remembered: bool = False
    ) -> None:
        self.file_name, self.source, self.kind = name, table, kind
        self._headed = None if is_lettered(table.headers) else table
        if self._headed and mapping and are_references(mapping.values()) and may_be_a_row(kind, table):
            self.source = by_letters(table)
        self.mapping = dict(mapping) or self._guessed(kind)
        self._remembered = remembered
        self.look = look_at(kind, self.source, self.mapping)
        super().__init__(f"Import {name}", self._note())
        self.add_class("-wide")
        self.table: FactTable[tuple[int, LookedColumn]] = FactTable(
            (Column("In the file", 22, 2), Column("Means", 24), Column("For example", 20, 2)),
            key=lambda row: str(row[0]),
            cells=self._cells,
            empty="The file has no columns.",
            marks=False,
        )

    def body(self) -> Iterable[Widget]:
        """A row for each column of the file."""
        yield self.table

    def keys(self) -> Sequence[KeyHint]:
        """Go on, change, leave."""
        return (
            ("Ctrl+S", "Check the rows", "accept"),
            ("Enter", "Means …", "change"),
            ("-", "Leave out", "leave_out"),
            ("Tab", "Other kind", "kind"),
            *((("h", "First row", "header"),) if self._may_turn() else ()),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """The cursor on the first column that was not understood."""
        self._show()
        open_ones = (
            at for at, column in enumerate(self.look.columns) if column.state not in (READ, NEVER_KEPT)
        )
        self.table.move_to(str(next(open_ones, 0)))
        self.table.focus()

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter changes what the column means."""
        self.action_change()

    @work
    async def action_change(self) -> None:
        """Choose what the column under the cursor means."""
        row = self.table.cursor_row
        if row is None:
            return
        at, column = row
        if column.state == NEVER_KEPT:
            self.say(
                f"The column {column.header!r} is never kept: the program has no use for it, and others would."
            )
            return
        field = await answer_of(self.app, self._question(column))
        if field is not None:
            self._map(at, "" if field == LEAVE_OUT else field)

    def action_leave_out(self) -> None:
        """The column under the cursor is not read."""
        row = self.table.cursor_row
        if row is not None and row[1].field:
            self._map(row[0], "")

    def action_as_found(self) -> None:
        """As the program understood it by itself."""
        self.mapping = self._guessed(self.kind)
        self._look_again(self.kind)

    def action_header(self) -> None:
        """Whether the first row names the columns, or is one like the others."""
        if self._headed is None or not self._may_turn():
            return
        turned = self.source is self._headed
        self.source = by_letters(self._headed) if turned else self._headed
        self.mapping = self._guessed(self.kind)
        self._look_again(self.kind)

    def _may_turn(self) -> bool:
        return self._headed is not None and may_be_a_row(self.kind, self._headed)

    def _guessed(self, kind: str) -> dict[str, str]:
        """What columns without names seem to hold; nothing of columns that have names."""
        return guessed(kind, self.source) if is_lettered(self.source.headers) else {}

    @work
    async def action_kind(self) -> None:
        """The file holds another kind of record."""
        choices = [Choice(kind, KIND_WORDS[kind]) for kind in GUESSABLE]
        kind = await answer_of(
            self.app, ChooseDialog(f"{self.file_name} holds …", choices, value=(self.kind,))
        )
        if kind is not None and kind != self.kind:
            self.mapping = self._guessed(kind)
            self._look_again(kind)

    def action_accept(self) -> None:
        """Go on, where all that is needed has a column."""
        if self.look.lacking:
            self.say(self._note(), bad=True)
            return
        self.dismiss(Mapped(self.kind, self.mapping))

    def _question(self, column: LookedColumn) -> ChooseDialog:
        held = {one.field: one.header for one in self.look.columns if one.field and one is not column}
        choices = [
            Choice(
                field, field_word(self.look.form, field), f"now from {held[field]!r}" if field in held else ""
            )
            for field in fields_of(self.look.form)
        ]
        title = f"What does the column {column.header!r} hold?"
        return ChooseDialog(
            title,
            [Choice(LEAVE_OUT, "Leave it out"), *choices],
            note=f"For example: {', '.join(column.samples)}" if column.samples else "The column is empty.",
            value=(column.field or LEAVE_OUT,),
        )

    def _map(self, at: int, field: str) -> None:
        self.mapping = remapped(self.look, self.mapping, at, field)
        self._look_again(self.kind)

    def _look_again(self, kind: str) -> None:
        try:
            self.look = look_at(kind, self.source, self.mapping)
        except BadInput as wrong:
            self.say(wrong.line, bad=True)
            return
        self.kind = kind
        self._remembered = False
        self._show()

    def _show(self) -> None:
        self.table.set_rows(list(enumerate(self.look.columns)))
        self.say(self._note(), bad=bool(self.look.lacking))

    def _note(self) -> str:
        look = self.look
        lettered = is_lettered(self.source.headers)
        if lettered and not look.lacking:
            return (
                "No row names the columns, so they are called by letters. What they hold was guessed from their "
                "values: check each. Nothing is imported yet."
            )
        if look.lacking:
            needed = "; ".join(
                " or ".join(field_word(look.form, one) for one in group) for group in look.lacking
            )
            return (
                f"To import {KIND_WORDS[self.kind]}, a column for {needed} is needed. Choose it with Enter, "
                f"or another kind with Tab.{' If the first row is a person already: h.' if self._may_turn() else ''}"
            )
        rows = "1 row" if look.rows == 1 else f"{look.rows} rows"
        of = f", {look.program}" if look.program else ""
        how = " The columns mean what you said last time." if self._remembered else ""
        return f"{rows}{of}, read as {KIND_WORDS[self.kind]}.{how} Nothing is imported yet."

    def _cells(self, row: tuple[int, LookedColumn]) -> tuple[Cell, ...]:
        column = row[1]
        header = column.header or "(no title)"
        if column.state == NEVER_KEPT:
            return Toned(header, "dim"), Toned("⊘ never kept", "dim"), ""
        if column.state == READ:
            told = Toned(f"✓ {field_word(self.look.form, column.field)}", "good")
        else:
            told = Toned("· not used", "warn")
        return header, told, Toned(", ".join(column.samples), "dim")
