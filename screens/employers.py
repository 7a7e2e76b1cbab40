"""The employers: whom one may ask, in which field, how much room they have left, and how it went so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType

from models.operations.outreach import log_outreach_to
from models.operations.pool import log_outreach
from models.queries.employers import LoneEmployer, employer_story
from models.queries.pool import PoolRow, contact_story, pool, students_for
from screens.commands import bindings
from screens.list_page import ListPage
from screens.state.contact_view import (
    contact_cells,
    contact_order,
    interview_choices,
    search_words,
    story_sections,
    summary_sections,
)
from screens.state.employer_view import (
    employer_cells,
    employer_order,
    employer_sections,
    employer_summary,
    employer_words,
    no_contact,
)
from screens.state.student_view import student_choice
from screens.widgets.fact_table import Column
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell

Row = PoolRow | LoneEmployer


class EmployersPage(ListPage[Row]):
    """Contacts with their employers, then the employers of whom nobody is known yet."""

    PAGE = "employers"
    KIND = "contacts"
    ONE = "contact"
    BINDINGS: ClassVar[list[BindingType]] = bindings("employers")
    COLUMNS = (
        Column("Contact", 16, 3),
        Column("Employer", 15, 3),
        Column("Field", 13, 3),
        Column("How", 5),
        Column("Left", 4),
        Column("Last", 16, 2),
    )
    EMPTY = (
        "No contacts yet.\nPress n to add one, or import a file: wbl-tui import contacts FILE\n"
        "To look around first: wbl-tui demo"
    )
    HINT = "Type a name, an employer, a field, an answer …"
    OFFERED = ("outreach", "matches", "book", "edit", "interviews", "employer")

    # What is shown

    async def fetch(self) -> list[Row]:
        """Every contact with counts, and the other employers."""
        return await self.read(pool, self.session.campaign, self.session.now())

    def key_of(self, row: Row) -> str:
        """The contact's id."""
        return row.id

    def title_of(self, row: Row) -> str:
        """The contact's name."""
        return row.name if isinstance(row, LoneEmployer) else row.contact.name

    def words_of(self, row: Row) -> str:
        """Names, field, formats and how it went."""
        return employer_words(row) if isinstance(row, LoneEmployer) else search_words(row)

    def cells_of(self, row: Row) -> tuple[Cell, ...]:
        """Names, field, formats, room left, last outreach."""
        if isinstance(row, LoneEmployer):
            return employer_cells(row)
        return contact_cells(row, self.session.zone)

    def order_of(self, row: Row, column: int) -> Any:
        """By names, numbers, times."""
        if isinstance(row, LoneEmployer):
            return employer_order(row, column)
        return contact_order(row, column)

    def summary_of(self, row: Row) -> Sections:
        """How to reach them, and what they offered."""
        if isinstance(row, LoneEmployer):
            return employer_summary(row)
        return summary_sections(row, self.session.zone)

    async def story_of(self, row: Row, *, whole: bool) -> Sections:
        """Everything about the contact. Raises UnknownId when somebody has removed the contact.

        The students who match are looked for among all of them, which is too much for every rest of the cursor.
        """
        if isinstance(row, LoneEmployer):
            return employer_sections(await self.read(employer_story, row.employer), self.session.zone)
        campaign = self.session.campaign
        story = await self.read(contact_story, campaign, row.id, self.session.now())
        matches = await self.read(students_for, campaign, row.id) if whole else None
        return story_sections(story, matches, self.session.zone)

    async def interviews_of(self, row: Row) -> list[tuple[str, str, str]]:
        """The contact's interviews."""
        story = await self.read(contact_story, self.session.campaign, row.id, self.session.now())
        return interview_choices(story.interviews, self.session.zone)

    def offered(self, row: Row) -> tuple[str, ...]:
        """With nobody there is only somebody to add."""
        return ("new", "edit") if isinstance(row, LoneEmployer) else self.OFFERED

    def record_of(self, row: Row) -> tuple[str, str]:
        """The contact, else the employer."""
        return ("employers", row.employer) if isinstance(row, LoneEmployer) else (self.KIND, row.id)

    def begun(self) -> dict[str, str]:
        """On an employer without a contact the new one is theirs."""
        row = self.table.cursor_row
        return {"employer": row.name} if isinstance(row, LoneEmployer) else {}

    def _contact(self) -> PoolRow | None:
        """The contact under the cursor; where there is none, that is said."""
        row = self.row_here()
        if isinstance(row, LoneEmployer):
            self._say_nobody([row])
            return None
        return row

    def _say_nobody(self, rows: Sequence[Row]) -> None:
        for row in rows[:1]:
            if isinstance(row, LoneEmployer):
                self.say(no_contact(row), "warning")

    # Commands

    @work
    async def action_employer(self) -> None:
        """Change the employer of the contact under the cursor."""
        row = self.row_here()
        if row is not None:
            ident = row.employer if isinstance(row, LoneEmployer) else row.contact.employer
            await self._guarded(self.edit("employers", ident))

    @work
    async def action_book(self) -> None:
        """Book an interview with the contact under the cursor."""
        from screens.dialogs.booking import book_for

        row = self._contact()
        if row is not None:
            await self._guarded(book_for(self, contact=row.id))

    @work
    async def action_matches(self) -> None:
        """Students whose interests match, with the reason; Enter books for one of them."""
        await self._guarded(self._matches())

    async def _matches(self) -> None:
        from screens.dialogs.booking import book_for
        from screens.dialogs.choose import Choice, ChooseDialog

        row = self._contact()
        if row is None:
            return
        found = await self.read(students_for, self.session.campaign, row.id)
        if not found:
            self.say(f"No student who still needs an interview matches {row.contact.name}.", "warning")
            return
        choices = [Choice(*student_choice(one.row, one.reason)) for one in found]
        title = f"Students for {row.contact.name}: Enter books"
        student = await self.ask(ChooseDialog(title, choices, titles=("Student", "What is lacking, and why")))
        if student is not None:
            await book_for(self, student=student, contact=row.id)

    async def _one_interview(self) -> None:
        if self._contact() is not None:
            await super()._one_interview()

    @work
    async def action_outreach(self) -> None:
        """Log an attempt in two keys."""
        await self._guarded(self._log())

    async def _log(self) -> None:
        from screens.dialogs.outreach import OutreachDialog, Quick

        keys = set(self.table.chosen)
        chosen = [row for row in self.table.rows if row.id in keys]
        contacts = [row for row in chosen if isinstance(row, PoolRow)]
        if not contacts:
            if self.row_here() is not None:
                self._say_nobody(chosen)
            return
        who = contacts[0].contact.name if len(contacts) == 1 else f"{len(contacts)} marked contacts"
        answer = await self.ask(OutreachDialog(who))
        if isinstance(answer, Quick):
            idents = tuple(one.id for one in contacts)
            await self.act(log_outreach_to, idents, how=answer.how, outcome=answer.outcome)
        elif answer is not None:
            here = [one for one in contacts if one.id == self.table.cursor_key]
            await self._log_in_full((here or contacts)[0])

    async def _log_in_full(self, row: PoolRow) -> None:
        from screens.dialogs.outreach import moment_of, outreach_form

        found = await self.read(partial(students_for, others=True), self.session.campaign, row.id)
        students = [(one.row.id, one.row.label, one.reason) for one in found]
        form = outreach_form(row.contact.name, students, self.session.now, self.session.zone)
        values = await self.ask(form)
        if values is not None:
            student = values.pop("student") or None
            at = moment_of(values.pop("day"), values.pop("time"), self.session.now(), self.session.zone)
            await self.act(log_outreach, row.id, student=student, at=at, **values)
