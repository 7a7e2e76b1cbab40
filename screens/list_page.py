"""What the roster and the employers share: one list, on wide screens the record under the cursor beside it, and
that record over the whole screen.

An action of a page finds what it is for in `row_here()` (one record) or `chosen_rows()` (all that are marked); while
a record is shown in full both are that record. A name in `OFFERED` makes an action a key there; it may ask and write
as always, the record stays and shows the change. A new heading of `story_of` stands in the first tab unless `TABS`
names it. A column that is not for everybody goes into `MORE`, with `more_cells` and `more_order`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from screens.base import Message, Session
from screens.commands import Command, commands_of
from screens.opened import Opened
from screens.sorted_page import SortedPage
from screens.state.tabs import Tab
from screens.widgets.fact_table import FactTable
from screens.widgets.pane import Pane, Sections

Row = TypeVar("Row")

WIDE = 100
"""Columns from which the record under the cursor is shown beside the list."""
REST = 0.08
"""Seconds the cursor rests on a record before the rest of its story is read."""


class ListPage(SortedPage[Row], Generic[Row]):
    """A page with one list of records; `ONE` is the name of one."""

    ONE: ClassVar[str] = ""
    OFFERED: ClassVar[tuple[str, ...]] = ()
    TABS: ClassVar[tuple[Tab, ...]] = (Tab("Overview"),)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    ListPage #side { display: none; width: 42; border-left: solid $panel; }
    ListPage.-wide #side { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._resting: Timer | None = None
        self._beside: tuple[Row | None, int] = (None, -1)
        self.opened: Opened[Row] = Opened(self)
        self.side = Pane(id="side")

    # What a page gives

    @abstractmethod
    def title_of(self, row: Row) -> str:
        """What people call the record."""

    @abstractmethod
    def summary_of(self, row: Row) -> Sections:
        """What is known from the list alone."""

    @abstractmethod
    async def story_of(self, row: Row, *, whole: bool) -> Sections:
        """Everything; without `whole` only what is read quickly. Raises WblError."""

    def offered(self, row: Row) -> tuple[str, ...]:
        """The actions that are offered where the record is shown in full."""
        return self.OFFERED

    def record_of(self, row: Row) -> tuple[str, str]:
        """What is edited: the kind of record and its id."""
        return self.KIND, self.key_of(row)

    def id_of(self, row: Row) -> str:
        """The id of what is edited, which is what a file names."""
        return self.record_of(row)[1]

    def begun(self) -> dict[str, str]:
        """The cells that a new record begins with."""
        return {}

    def row_here(self) -> Row | None:
        """The record under the cursor; where there is none, that is said."""
        row = self.table.cursor_row
        if row is None and self._typed:
            self.say("Nothing matches what you typed: press Esc to show all.", "warning")
        elif row is None:
            self.say(f"There is nobody here yet: n adds a {self.ONE}, Ctrl+O brings in a file.", "warning")
        return row

    def reach(self, ident: str, tab: str) -> bool:
        """The cursor goes to the record, whatever is filtered, and everything about it is shown."""
        row = self.found_by(ident)
        if row is None:
            if self.whole:
                self.say("That record is no longer here.", "warning")
            return self.whole
        if row not in self.table.rows:
            self._filter.close()
            self._typed = ""
            self.narrow("", ())
        self.table.move_to(self.key_of(row))
        self.opened.show(row, tab)
        return True

    @property
    def whole(self) -> bool:
        """Whether all records have been read."""
        return True

    def found_by(self, ident: str) -> Row | None:
        """The record that stands for an id; pages may know others than their own."""
        return self.row_of(ident)

    # Reading and showing

    def body(self) -> Iterable[Widget]:
        """The filter, the list, and on wide screens the record under the cursor."""
        yield self._filter
        yield Horizontal(self.table, self.side)

    def show(self, data: list[Row]) -> None:
        """Put the records up; the cursor stays on its record."""
        self.take(data)
        self.show_side()
        self.opened.changed()

    # The record under the cursor

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Show the record beside the list."""
        self.show_side()

    def on_resize(self) -> None:
        """The side comes and goes with the width."""
        self.show_side()

    def show_side(self) -> None:
        """Show the record under the cursor beside the list, where there is room; what stands there already, or is
        on its way, is not read again.
        """
        row = self.table.cursor_row
        if self.app.size.width < WIDE or self.opened:
            return
        if (row, self.session.stamp) == self._beside:
            return
        self._beside = (row, self.session.stamp)
        if self._resting is not None:
            self._resting.stop()
        if row is None:
            self.side.set_sections("", ())
            return
        self.side.set_sections(self.title_of(row), self.summary_of(row))
        self._resting = self.set_timer(REST, partial(self._begin_side, row))

    def _begin_side(self, row: Row) -> None:
        self.start(self._fill_side(row))

    async def _fill_side(self, row: Row) -> None:
        sections = await self.story_of(row, whole=False)
        if self.table.cursor_key == self.key_of(row):
            self.side.set_sections(self.title_of(row), sections)

    # Commands

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the record under the cursor."""
        self.action_open()

    def action_open(self) -> None:
        """Everything about the record over the whole screen; what can be done with it is done from there."""
        row = self.row_here()
        if row is not None:
            self.opened.show(row)

    def commands_for(self, row: Row) -> list[Command]:
        """What is offered for the record."""
        offered = self.offered(row)
        return [each for each in commands_of(self.PAGE) if each.page and each.action in offered]

    def show_message(self, message: Message) -> None:
        """Show a message in this page's line, and below the record that lies over it."""
        super().show_message(message)
        self.opened.show_message(message)

    @work
    async def action_new(self) -> None:
        """Add a record; the cursor goes to it."""
        await self._guarded(self._add())

    async def _add(self) -> None:
        from screens.record_form import add_with_form

        before = {self.key_of(row) for row in self._sieve.rows}
        if await add_with_form(self, self.KIND, self.begun()) is not None:
            for row in self._sieve.rows:
                if self.key_of(row) not in before:
                    self.table.move_to(self.key_of(row))

    @work
    async def action_edit(self) -> None:
        """Change the record under the cursor; where several are marked, one field of all of them."""
        from screens.many_form import change_many

        rows = self.chosen_rows()
        same = [self.record_of(row)[1] for row in rows if self.record_of(row)[0] == self.KIND]
        if len(same) > 1:
            await self._guarded(change_many(self, self.KIND, same))
        elif rows:
            await self._guarded(self.edit(*self.record_of(rows[0])))
        else:
            self.row_here()

    async def edit(self, kind: str, ident: str) -> None:
        """Change a record in a form. Only inside a worker."""
        from screens.record_form import edit_with_form

        await edit_with_form(self, kind, ident)

    @work
    async def action_interviews(self) -> None:
        """Choose one of the record's interviews and open it."""
        await self._guarded(self._one_interview())

    async def _one_interview(self) -> None:
        from screens.dialogs.choose import Choice, ChooseDialog
        from screens.interview_detail import show_interview

        row = self.row_here()
        if row is None:
            return
        found = await self.interviews_of(row)
        if not found:
            self.say("There is no interview yet. Press b to book one.", "warning")
            return
        chosen: str | None = found[0][0]
        if len(found) > 1:
            choices = [Choice(*each) for each in found]
            chosen = await self.ask(ChooseDialog(f"Interviews of {self.title_of(row)}", choices))
        if chosen is not None:
            await show_interview(self, chosen)

    @abstractmethod
    async def interviews_of(self, row: Row) -> list[tuple[str, str, str]]:
        """(id, when, with whom and how it stands) of each interview of the record."""
