"""A list that filters as one types, stands in the order of any column, shows the columns one chose, and is marked."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import work

from screens.base import Page, Session
from screens.commands import commands_of, footer_of
from screens.state.columns import Columns
from screens.state.order import Order
from screens.state.sieve import Sieve
from screens.widgets.bars import KeyBar, keys_of
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.filter_line import FilterLine
from screens.widgets.plain import Cell
from screens.writable import Table, counted

Row = TypeVar("Row")


class SortedPage(Page[list[Row]], Generic[Row]):
    """A page with one list of records that have a lasting key. `KIND` is their name in the plural, as in files;
    `COLUMNS` are usual, `MORE` for whoever chooses them.
    """

    KIND: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    MORE: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[str] = ""
    HINT: ClassVar[str] = ""
    MARKING: ClassVar[tuple[str, ...]] = ("mark", "mark_to", "mark_all", "edit", "back", "help_keys")
    """What the key bar shows while records are marked."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sieve: Sieve[Row] = Sieve((), self.words_of)
        self._typed = ""
        self._places: dict[str, int] = {}
        self._scope: tuple[str, frozenset[str]] = ("", frozenset())
        self.columns = Columns((*self.COLUMNS, *self.MORE), len(self.COLUMNS))
        self.columns.choose(session.view_of(self.PAGE))
        self._filter = FilterLine(self.HINT)
        self.table: FactTable[Row] = FactTable(
            self.columns.for_table(), key=self.key_of, cells=self.shown_cells, empty=self.EMPTY, id="list"
        )

    # What a page gives

    @abstractmethod
    def key_of(self, row: Row) -> str:
        """The record's id."""

    @abstractmethod
    def words_of(self, row: Row) -> str:
        """Everything about it that may be typed into the filter."""

    @abstractmethod
    def cells_of(self, row: Row) -> tuple[Cell, ...]:
        """Its cells."""

    @abstractmethod
    def order_of(self, row: Row, column: int) -> Any:
        """By what a column puts the records in order; None for nothing, which comes last."""

    def id_of(self, row: Row) -> str:
        """The record's id in a file."""
        return self.key_of(row)

    def more_cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of `MORE`: columns that are shown where a person chose them."""
        return ()

    def more_order(self, row: Row, column: int) -> Any:
        """By what a column of `MORE` puts the records in order; None for nothing."""
        return None

    # Showing

    def take(self, data: list[Row]) -> None:
        """Put the records up; the cursor stays on its record."""
        self._sieve = Sieve(data, self.words_of)
        self._place()
        self.sift()
        self.run_worker(self._sieve.warm, group="warm", exclusive=True)

    async def on_mount(self) -> None:
        """Keys go to the list."""
        self.table.focus()

    def sift(self) -> None:
        """Show what the filter finds, in order; the record that is shown in full stays in any case."""
        rows: Sequence[Row] = self._sieve.sift(self._typed)
        label, keys = self._scope
        if label:
            rows = [row for row in rows if self.key_of(row) in keys]
        held = self.row_of(self.table.held)
        if held is not None and held not in rows:
            rows = [held, *rows]
        if self._places:
            rows = sorted(rows, key=lambda row: self._places[self.key_of(row)])
        narrowed = self._typed or label
        self.table.set_rows(
            rows, empty="Nothing matches what you typed. Esc shows all." if narrowed else self.EMPTY
        )
        if self.table.all_marked:
            self._show_marks()

    def row_of(self, key: str | None) -> Row | None:
        """The record of that key, whether the filter shows it or not."""
        if key is None:
            return None
        return next((row for row in self._sieve.rows if self.key_of(row) == key), None)

    def chosen_rows(self) -> list[Row]:
        """What a command for several is for: the marked records in the list's order, else the one under the cursor."""
        keys = set(self.table.chosen)
        return [row for row in self.table.rows if self.key_of(row) in keys]

    def tables(self) -> Sequence[Table]:
        """The marked rows if there are any, then what the list shows: the columns chosen, after the id."""
        from screens.writing import rows_table

        rows, many = list(self.table.rows), self.table.marked
        shown = rows_table(self, f"what the list shows: {counted(len(rows), 'row')}", rows)
        if not many:
            return (shown,)
        marked = [row for row in rows if self.key_of(row) in many]
        return rows_table(self, f"the {counted(len(marked), 'marked row')}", marked), shown

    # Order and columns

    def on_fact_table_header_clicked(self, event: FactTable.HeaderClicked) -> None:
        """By the column that was clicked; again: backwards; a third time: as usual."""
        self._put_in_order(self.columns.click(event.index))

    def action_sort(self) -> None:
        """By the next column; after the last one as usual."""
        self._put_in_order(self.columns.next(self.table.shown_columns))

    def action_reverse(self) -> None:
        """The other way round."""
        column, backwards = self.columns.order or Order(0)
        self._put_in_order(Order(column, not backwards))

    def _put_in_order(self, order: Order | None) -> None:
        self.columns.order = order
        at_top = self.table.rows[:1] == [self.table.cursor_row]
        self._set_columns()
        self._place()
        self.sift()
        if at_top:  # Whoever has not chosen a record yet wants to see who comes first.
            self.table.action_first()

    def _set_columns(self) -> None:
        found = self.columns.for_table()
        if self._scope[0]:
            found[0] = found[0]._replace(title=f"{self._scope[0]}: {found[0].title}")
        self.table.set_columns(found)

    def narrow(self, label: str, keys: Iterable[str]) -> None:
        """Show only these records, under this name, until Esc; an empty name shows all again."""
        self._scope = (label, frozenset(keys))
        self._set_columns()
        self.sift()
        self.table.action_first()

    def _place(self) -> None:
        self._places = self.columns.places(self._sieve.rows, self.key_of, self.value_of)

    def value_of(self, row: Row, column: int) -> Any:
        """By what a column, of all there are, puts the records in order."""
        usual = len(self.COLUMNS)
        return self.order_of(row, column) if column < usual else self.more_order(row, column - usual)

    def shown_cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of the columns that are shown."""
        if self.columns.shown == self.columns.usual:
            return self.cells_of(row)
        return self.columns.of((*self.cells_of(row), *self.more_cells(row)))

    @work
    async def action_columns(self) -> None:
        """Choose which columns the list shows; they are kept for this page."""
        from screens.dialogs.choose import Choice, ChooseManyDialog

        choices = [Choice(one.title, one.title) for one in self.columns.every[1:]]
        note = "Space marks what is shown; where the window is narrow the last ones wait for a wider one."
        dialog = ChooseManyDialog("Columns", choices, value=self.columns.titles[1:], note=note)
        chosen = await self.ask(dialog)
        if chosen is not None:
            self.columns.choose(chosen)
            self._put_in_order(self.columns.order)
            self.session.keep_view(self.PAGE, self.columns.titles)
            await self.reload()
            self._put_in_order(self.columns.order)

    # Filter

    def action_filter(self) -> None:
        """Type to filter."""
        self._filter.open()

    def action_back(self) -> None:
        """Close the filter, then show all again, then take the marks away."""
        if not self._filter.close():
            if self._scope[0]:
                self.narrow("", ())
            else:
                self.table.clear_marks()
        self.table.focus()

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Only records that hold every word typed."""
        self._typed = event.text
        self.sift()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        self.table.focus()

    # Marks

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take the mark away."""
        self.table.action_mark()

    def action_mark_all(self) -> None:
        """Mark all that the list shows; where they are marked already, take the marks away."""
        self.table.mark_all()

    def action_mark_to(self) -> None:
        """Mark from the last mark to the cursor."""
        self.table.mark_to_here()

    def on_fact_table_marked(self, event: FactTable.Marked) -> None:
        """Show how many there are now."""
        self._show_marks()

    def _show_marks(self) -> None:
        """While records are marked, the key bar says how many and what can be done with them."""
        keys = keys_of(footer_of(self.PAGE))
        if count := len(self.table.marked):
            named = {each.action: each for each in commands_of(self.PAGE)}
            words = {"edit": f"Change {count}", "back": "No marks", "mark_to": "To here"}
            keys = tuple(
                (sign, words.get(verb, label), verb)
                for sign, label, verb in keys_of(named[verb] for verb in self.MARKING)
            )
        for bar in self.query(KeyBar):
            bar.set_keys(keys)
