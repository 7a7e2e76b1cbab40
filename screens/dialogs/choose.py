"""Choosing from a list: what is typed filters, the arrows move, Enter takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.rules.text import clean, fold
from screens.dialogs.frame import Answer, Dialog, KeyHint
from screens.widgets.bars import KeyBar
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.few_lines import FewLines
from screens.widgets.filter_line import FilterLine, matches
from screens.widgets.plain import Cell, Toned, width_of


class Choice(NamedTuple):
    """A row to choose: its key, what it is, and why one would (or would not) take it."""

    key: str
    label: str
    reason: str = ""
    tone: str = ""


LABEL = 34
"""Cells that a long label gets unless a dialog says more; the others are for the reasons, where there are any."""


FEW = 8
"""So many rows have room beside a row that is told in full, however low the window is."""


class ListDialog(Dialog[Answer]):
    """The list itself; `take` says what Enter answers, None for nothing yet.

    With `whole` the row under the cursor stands below the list in full: for what is longer than a row.
    """

    MANY: ClassVar[bool] = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor(1)", "Down", show=False, priority=True),
        Binding("up", "cursor(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("enter", "take", "Choose", show=False, priority=True),
        Binding("escape", "close", "Close", show=False, priority=True),
        Binding("tab", "mark", "Mark", show=False, priority=True),
        Binding("space", "mark_or_blank", "Mark", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ListDialog FactTable { height: auto; max-height: 68vh; min-height: 3; }
    ListDialog.-tall > #box { height: 96%; }
    ListDialog.-tall FactTable { height: 1fr; max-height: 100%; }
    ListDialog #whole { height: 3; }
    """

    def __init__(
        self,
        title: str,
        rows: Sequence[Choice],
        *,
        note: str = "",
        value: Sequence[str] = (),
        titles: tuple[str, str] = ("", ""),
        empty: str = "Nothing matches what you typed.",
        label_limit: int = LABEL,
        whole: bool = False,
    ) -> None:
        super().__init__(title, note)
        self.choices = tuple(rows)
        self.value = tuple(value)
        wide = max((width_of(row.label) for row in rows), default=8)
        label = min(label_limit, max(8, wide))
        told = any(row.reason for row in rows)
        self.table: FactTable[Choice] = FactTable(
            (
                Column(titles[0], label, int(not told)),
                Column(titles[1], 10 if told else 1, int(told)),
            ),
            key=lambda row: row.key,
            cells=self._cells,
            empty=empty,
            id="list",
        )
        self.table.can_focus = False
        self._filter = FilterLine("Type to find")
        self._filter.leaves_blanks = self.MANY
        self._found_for = ""
        self._whole = FewLines(id="whole") if whole else None
        self.set_class(whole and len(self.choices) > FEW, "-tall")

    def body(self) -> Iterable[Widget]:
        """The line to type into, and the list."""
        yield self._filter
        yield self.table
        if self._whole is not None:
            yield self._whole

    def keys(self) -> Sequence[KeyHint]:
        """Choose, mark, close."""
        mark = (("Space" if self._space_marks() else "Tab", "Mark", "mark"),) if self.MANY else ()
        return (("Enter", "Choose", "take"), *mark, ("Esc", "Close", "close"))

    @property
    def typed(self) -> str:
        """What was typed to find a row."""
        return clean(self._filter.value).strip()

    def on_mount(self) -> None:
        """Show everything; the cursor on what is chosen already."""
        self.table.set_rows(self.choices)
        if self.value:
            self.table.move_to(self.value[0])
        for key in self.value if self.MANY else ():
            self.table.mark(key)
        self._filter.open()
        self._show_whole()

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Another row is under the cursor."""
        self._show_whole()

    def _show_whole(self) -> None:
        row = self.table.cursor_row
        if self._whole is not None:
            told = [("", row.label), ("dim", row.reason)] if row else []
            self._whole.show([line for line in told if line[1]])

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Only what contains every word typed; first what is called just so."""
        self._find()

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """A click on the row under the cursor takes it."""
        self.action_take()

    def action_cursor(self, by: int) -> None:
        """One row up or down."""
        self._do(partial(self.table.action_cursor, by))

    def action_page(self, by: int) -> None:
        """One screen up or down."""
        self._do(partial(self.table.action_page, by))

    def action_mark(self) -> None:
        """Mark a row, or take its mark away."""
        if self.MANY:
            self._do(self.table.action_mark)

    def action_mark_or_blank(self) -> None:
        """Space marks; among several rows found by typing it is a blank between words, and Tab marks."""
        self._do(self._mark_or_blank)

    def action_take(self) -> None:
        """Answer, if there is something to answer with."""
        self._do(self._take)

    def _do(self, action: Callable[[], object]) -> None:
        """An action on what was found for all that was typed before it."""

        def run() -> None:
            self._find()
            action()

        self.after_typing(run)

    def _find(self) -> None:
        words = self._filter.value
        if words == self._found_for:
            return
        self._found_for = words
        found = [row for row in self.choices if matches(words, row.label, row.reason)]
        self.table.set_rows(sorted(found, key=lambda row: fold(words.strip()) not in fold(row.label)))
        if words:
            self.table.action_first()
        self._show_whole()
        self.query_one(KeyBar).set_keys(self.keys())

    def _space_marks(self) -> bool:
        """Whether there is nothing that a blank would help to find."""
        return not self._filter.value or len(self.table.rows) == 1

    def _mark_or_blank(self) -> None:
        if self.MANY and self._space_marks():
            self.table.action_mark()
        else:
            self._filter.insert(" ")

    def _take(self) -> None:
        answer = self.take()
        if answer is not None:
            self.dismiss(answer)

    def take(self) -> Answer | None:
        """What Enter answers now."""
        raise NotImplementedError

    def _cells(self, row: Choice) -> tuple[Cell, ...]:
        return (Toned(row.label, row.tone or "strong"), Toned(row.reason, row.tone or "dim"))


class ChooseDialog(ListDialog[str]):
    """One of a list; the answer is its key."""

    def take(self) -> str | None:
        """The key under the cursor."""
        return self.table.cursor_key


class ChooseManyDialog(ListDialog[tuple[str, ...]]):
    """Any number of a list; the answer is the marked keys in the list's order, maybe none."""

    MANY = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "mark_all", "Mark all", show=False, priority=True),
    ]

    def keys(self) -> Sequence[KeyHint]:
        """Choose, mark one or all that are found, close."""
        choose, mark, close = super().keys()
        return (choose, mark, ("Ctrl+A", "All", "mark_all"), close)

    def action_mark_all(self) -> None:
        """Mark all that were found for what was typed; again: none."""
        self._do(self.table.mark_all)

    def take(self) -> tuple[str, ...] | None:
        """The marked keys, hidden by the filter or not."""
        return tuple(row.key for row in self.choices if row.key in self.table.all_marked)
