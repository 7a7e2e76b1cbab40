"""The employers: whom one may ask, in which field, how much room they have left, and how it went so far."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from models.errors import WblError
from models.operations.outreach import log_outreach_to
from models.operations.pool import log_outreach
from models.queries.pool import ContactStory, MatchedStudent, PoolRow, contact_story, pool, students_for
from screens.base import Page, Session
from screens.commands import bindings, commands_of
from screens.state.contact_view import contact_cells, search_words, story_sections, summary_sections
from screens.state.sieve import Sieve
from screens.state.student_view import student_choice
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.filter_line import FilterLine
from screens.widgets.pane import Pane
from screens.widgets.plain import Cell

COLUMNS = (
    Column("Contact", 16, 3),
    Column("Employer", 14, 3),
    Column("Room left", 9, 1),
    Column("Last outreach", 24, 2),
    Column("Fields", 20, 2, from_width=110),
    Column("Formats", 16, 1, from_width=130),
)
EMPTY = (
    "No contacts yet.\nPress n to add one, or import a file: wbl-tui import contacts FILE\n"
    "To look around first: wbl-tui demo"
)
WIDE = 100
"""Columns from which the contact under the cursor is shown beside the list."""
REST = 0.08
"""Seconds the cursor rests on a contact before the rest of the story is read."""


class ContactAndMatches(NamedTuple):
    """One contact's story with the students who match."""

    story: ContactStory
    matches: list[MatchedStudent]


class EmployersPage(Page[list[PoolRow]]):
    """Employers and their contacts."""

    PAGE = "employers"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bindings("employers")
    DEFAULT_CSS = """
    EmployersPage #side { display: none; width: 42; border-left: solid $panel; }
    EmployersPage.-wide #side { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sieve: Sieve[PoolRow] = Sieve()
        self._typed = ""
        self._resting: Timer | None = None
        self._filter = FilterLine("Type a name, an employer, a field, an answer …")
        self.table: FactTable[PoolRow] = FactTable(
            COLUMNS, key=lambda row: row.id, cells=self._cells, empty=EMPTY, id="contacts"
        )
        self.side = Pane(id="side")

    # Reading and showing

    def body(self) -> Iterable[Widget]:
        """The filter, the list, and on wide screens the contact under the cursor."""
        yield self._filter
        yield Horizontal(self.table, self.side)

    async def fetch(self) -> list[PoolRow]:
        """Every contact with counts."""
        return await self.read(pool, self.session.campaign, self.session.now())

    def show(self, data: list[PoolRow]) -> None:
        """Put the contacts up; the cursor stays on its contact."""
        self._sieve = Sieve(data, search_words)
        self._sift()
        self._show_side()
        self.run_worker(self._sieve.warm(), group="warm", exclusive=True)

    async def on_mount(self) -> None:
        """Keys go to the list."""
        self.table.focus()

    def _cells(self, row: PoolRow) -> tuple[Cell, ...]:
        return contact_cells(row, self.session.zone)

    def _sift(self) -> None:
        empty = "No contact matches what you typed. Esc shows all." if self._typed else EMPTY
        self.table.set_rows(self._sieve.sift(self._typed), empty=empty)

    # Filter

    def action_filter(self) -> None:
        """Type to filter."""
        self._filter.open()

    def action_back(self) -> None:
        """Close the filter, then take the marks away."""
        if not self._filter.close():
            self.table.clear_marks()
        self.table.focus()

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Only contacts that hold every word typed."""
        self._typed = event.text
        self._sift()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        self.table.focus()

    # The contact under the cursor

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Show the contact beside the list."""
        self._show_side()

    def on_resize(self) -> None:
        """The side comes and goes with the width."""
        self._show_side()

    def _show_side(self) -> None:
        row = self.table.cursor_row
        if self._resting is not None:
            self._resting.stop()
        if self.app.size.width < WIDE:
            return
        if row is None:
            self.side.set_sections("", ())
            return
        self.side.set_sections(row.contact.name, summary_sections(row, self.session.zone))
        self._resting = self.set_timer(REST, partial(self._begin_side, row.id))

    def _begin_side(self, ident: str) -> None:
        self.start(self._fill_side(ident))

    async def _fill_side(self, ident: str) -> None:
        # Without the students who match: they are looked for among all, which is too much for every rest.
        story = await self.read(contact_story, self.session.campaign, ident, self.session.now())
        row = self.table.cursor_row
        if row is not None and row.id == ident:
            self.side.set_sections(row.contact.name, story_sections(story, None, self.session.zone))

    async def _story(self, ident: str) -> ContactAndMatches:
        """One contact's story and matches. Raises UnknownId when somebody has removed the contact."""
        campaign, now = self.session.campaign, self.session.now()
        story = await self.read(contact_story, campaign, ident, now)
        return ContactAndMatches(story, await self.read(students_for, campaign, ident))

    # Commands

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the contact under the cursor."""
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Everything about one contact, and what can be done from there."""
        from screens.dialogs.detail import DetailDialog, Section

        row = self.table.cursor_row
        if row is None:
            return
        try:
            found = await self._story(row.id)
        except WblError as error:
            self.session.say_error(error)
            return
        sections = [Section(*each) for each in story_sections(*found, self.session.zone)]
        offered = ("outreach", "book", "edit", "matches", "employer")
        commands = [each for each in commands_of("employers") if each.action in offered and each.page]
        title = f"{row.contact.name}, {row.contact.employer_name}"
        chosen = await self.ask(DetailDialog(title, sections, commands))
        if chosen is not None:
            await self.run_action(chosen.rpartition(".")[2])

    @work
    async def action_new(self) -> None:
        """Add a contact."""
        await self._guarded(self._add())

    async def _add(self) -> None:
        from screens.record_form import add_with_form

        before = {row.id for row in self._sieve.rows}
        if await add_with_form(self, "contacts") is not None:
            added = [row.id for row in self._sieve.rows if row.id not in before]
            self.table.move_to(added[0] if added else "")

    @work
    async def action_edit(self) -> None:
        """Change the contact under the cursor."""
        from screens.record_form import edit_with_form

        if self.table.cursor_key is not None:
            await self._guarded(edit_with_form(self, "contacts", self.table.cursor_key))

    @work
    async def action_employer(self) -> None:
        """Change the employer of the contact under the cursor."""
        from screens.record_form import edit_with_form

        row = self.table.cursor_row
        if row is not None:
            await self._guarded(edit_with_form(self, "employers", row.contact.employer))

    @work
    async def action_book(self) -> None:
        """Book an interview with the contact under the cursor."""
        from screens.dialogs.booking import book_for

        if self.table.cursor_key is not None:
            await self._guarded(book_for(self, contact=self.table.cursor_key))

    @work
    async def action_matches(self) -> None:
        """Students whose interests match, with the reason; Enter books for one of them."""
        await self._guarded(self._matches())

    async def _matches(self) -> None:
        from screens.dialogs.booking import book_for
        from screens.dialogs.choose import Choice, ChooseDialog

        row = self.table.cursor_row
        if row is None:
            return
        found = await self.read(students_for, self.session.campaign, row.id)
        if not found:
            self.say(f"No student who still needs an interview matches {row.contact.name}.", "warning")
            return
        choices = [Choice(*student_choice(one.row, one.reason)) for one in found]
        title = f"Students for {row.contact.name}: Enter books"
        student = await self.ask(ChooseDialog(title, choices, titles=("Student", "Why, and what is lacking")))
        if student is not None:
            await book_for(self, student=student, contact=row.id)

    @work
    async def action_outreach(self) -> None:
        """Log an attempt in two keys."""
        await self._guarded(self._log())

    async def _log(self) -> None:
        from screens.dialogs.outreach import OutreachDialog, Quick

        row, chosen = self.table.cursor_row, self.table.chosen
        if row is None:
            return
        who = row.contact.name if chosen == (row.id,) else f"{len(chosen)} marked contacts"
        answer = await self.ask(OutreachDialog(who))
        if isinstance(answer, Quick):
            await self.act(log_outreach_to, chosen, how=answer.how, outcome=answer.outcome)
        elif answer is not None:
            await self._log_in_full(row)

    async def _log_in_full(self, row: PoolRow) -> None:
        from screens.dialogs.outreach import outreach_form

        found = await self.read(partial(students_for, others=True), self.session.campaign, row.id)
        students = [(one.row.id, one.row.label, one.reason) for one in found]
        today = self.session.now().astimezone(self.session.zone).date()
        values = await self.ask(outreach_form(row.contact.name, students, today))
        if values is not None:
            student = values.pop("student") or None
            await self.act(log_outreach, row.id, student=student, **values)

    def action_mark(self) -> None:
        """Mark the contact under the cursor, or take the mark away."""
        self.table.action_mark()
