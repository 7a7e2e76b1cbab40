"""The roster: who owes interviews, who has them, who is ready; everything about one student is one key away."""

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
from models.operations.preparing import prepare_students
from models.queries.pool import MatchedContact, contacts_for
from models.queries.roster import RosterRow, StudentStory, roster, student_story
from screens.base import Page, Session
from screens.commands import bindings
from screens.state.sieve import Sieve
from screens.state.student_view import (
    match_choice,
    search_words,
    story_sections,
    student_cells,
    summary_sections,
)
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.filter_line import FilterLine
from screens.widgets.pane import Pane
from screens.widgets.plain import Cell

COLUMNS = (
    Column("Student", 18, 3),
    Column("Gr", 3),
    Column("Has", 6),
    Column("Next interview", 16),
    Column("Readiness", 22, 3),
    Column("Interests", 30, 3, from_width=110),
)
EMPTY = (
    "No students yet.\nPress n to add one, or import a file: wbl-tui import students FILE\n"
    "To look around first: wbl-tui demo"
)
WIDE = 100
"""Columns from which the student under the cursor is shown beside the list."""
REST = 0.08
"""Seconds the cursor rests on a student before the rest of the story is read."""


class StudentAndMatches(NamedTuple):
    """One student's story with the contacts who match."""

    story: StudentStory
    matches: list[MatchedContact]


class RosterPage(Page[list[RosterRow]]):
    """Students."""

    PAGE = "roster"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bindings("roster")
    DEFAULT_CSS = """
    RosterPage #side { display: none; width: 42; border-left: solid $panel; }
    RosterPage.-wide #side { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sieve: Sieve[RosterRow] = Sieve()
        self._typed = ""
        self._resting: Timer | None = None
        self._filter = FilterLine("Type a name, an interest, what is missing …")
        self.table: FactTable[RosterRow] = FactTable(
            COLUMNS, key=lambda row: row.id, cells=self._cells, empty=EMPTY, id="students"
        )
        self.side = Pane(id="side")

    # Reading and showing

    def body(self) -> Iterable[Widget]:
        """The filter, the list, and on wide screens the student under the cursor."""
        yield self._filter
        yield Horizontal(self.table, self.side)

    async def fetch(self) -> list[RosterRow]:
        """Every student with counts."""
        return await self.read(roster, self.session.campaign)

    def show(self, data: list[RosterRow]) -> None:
        """Put the students up; the cursor stays on its student."""
        self._sieve = Sieve(data, search_words)
        self._sift()
        self._show_side()
        self.run_worker(self._sieve.warm(), group="warm", exclusive=True)

    async def on_mount(self) -> None:
        """Keys go to the list."""
        self.table.focus()

    def _cells(self, row: RosterRow) -> tuple[Cell, ...]:
        return student_cells(row, self.session.zone)

    def _sift(self) -> None:
        rows = self._sieve.sift(self._typed)
        self.table.set_rows(
            rows, empty="No student matches what you typed. Esc shows all." if self._typed else EMPTY
        )

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
        """Only students that hold every word typed."""
        self._typed = event.text
        self._sift()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        self.table.focus()

    # The student under the cursor

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Show the student beside the list."""
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
        self.side.set_sections(row.label, summary_sections(row, self.session.zone))
        self._resting = self.set_timer(REST, partial(self._begin_side, row.id))

    def _begin_side(self, ident: str) -> None:
        self.start(self._fill_side(ident))

    async def _fill_side(self, ident: str) -> None:
        found = await self._story(ident)
        row = self.table.cursor_row
        if row is not None and row.id == ident:
            self.side.set_sections(row.label, story_sections(*found, self.session.zone))

    async def _story(self, ident: str) -> StudentAndMatches:
        """One student's story and matches. Raises UnknownId when somebody has removed the student."""
        campaign, now = self.session.campaign, self.session.now()
        story = await self.read(student_story, campaign, ident)
        return StudentAndMatches(story, await self.read(contacts_for, campaign, ident, now))

    # Commands

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the student under the cursor."""
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Everything about one student, and what can be done from there."""
        from screens.commands import commands_of
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
        offered = ("roster.book", "roster.edit", "roster.matches", "roster.questions", "roster.practice")
        commands = [each for each in commands_of("roster") if each.id in offered]
        chosen = await self.ask(DetailDialog(row.label, sections, commands))
        if chosen is not None:
            await self.run_action(chosen.rpartition(".")[2])

    @work
    async def action_new(self) -> None:
        """Add a student."""
        await self._guarded(self._add())

    async def _add(self) -> None:
        from screens.record_form import add_with_form

        before = {row.id for row in self._sieve.rows}
        if await add_with_form(self, "students") is not None:
            added = [row.id for row in self._sieve.rows if row.id not in before]
            self.table.move_to(added[0] if added else "")

    @work
    async def action_edit(self) -> None:
        """Change the student under the cursor."""
        from screens.record_form import edit_with_form

        if self.table.cursor_key is not None:
            await self._guarded(edit_with_form(self, "students", self.table.cursor_key))

    @work
    async def action_book(self) -> None:
        """Book for the student under the cursor, or a group interview for all marked."""
        from screens.dialogs.booking import book_for

        if self.table.chosen:
            await self._guarded(book_for(self, students=self.table.chosen))

    @work
    async def action_matches(self) -> None:
        """Contacts for the student's interests, with the reason; Enter books with one of them."""
        await self._guarded(self._matches())

    async def _matches(self) -> None:
        from screens.dialogs.booking import book_for
        from screens.dialogs.choose import Choice, ChooseDialog

        row = self.table.cursor_row
        if row is None:
            return
        found = await self.read(contacts_for, self.session.campaign, row.id, self.session.now())
        if not found:
            self.say(
                f"Nobody with room left matches {row.label}'s interests. Press e to change them.", "warning"
            )
            return
        choices = [Choice(one.contact.id, *match_choice(one)) for one in found]
        title = f"Contacts for {row.label}: Enter books"
        contact = await self.ask(ChooseDialog(title, choices, titles=("Contact", "Why, and room left")))
        if contact is not None:
            await book_for(self, student=row.id, contact=contact)

    def action_questions(self) -> None:
        """Questions ready, or not yet, for the student or all marked."""
        self._toggle("questions_ready")

    def action_practice(self) -> None:
        """Practice interview done, or not yet, for the student or all marked."""
        self._toggle("practice_done")

    def _toggle(self, field: str) -> None:
        chosen = set(self.table.chosen)
        rows = [row for row in self.table.rows if row.id in chosen]
        if rows:
            done = all(getattr(row, field) for row in rows)
            self.start(self.act(prepare_students, tuple(row.id for row in rows), field, not done))

    def action_mark(self) -> None:
        """Mark the student under the cursor, or take the mark away."""
        self.table.action_mark()
