"""The employers: whom one may ask, in which field, how much room they have left, and how it went so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from models.queries.employers import LoneEmployer, employer_story
from models.queries.pool import contact_story, pool, students_for
from screens.base import Session
from screens.commands import bindings
from screens.employer_actions import EmployerActions, Row
from screens.state.contact_more import MORE, more_cells, more_order
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
)
from screens.state.order import Order
from screens.state.tabs import Tab
from screens.widgets.fact_table import Column
from screens.widgets.filter_line import FilterLine
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell


class EmployersPage(EmployerActions):
    """Contacts with their employers, then the employers of whom nobody is known yet."""

    PAGE = "employers"
    IMPORTS = "contacts"
    KIND = "contacts"
    ONE = "contact"
    BINDINGS: ClassVar[list[BindingType]] = bindings("employers")
    COLUMNS = (
        Column("Contact", 16, 3),
        Column("Employer", 14, 3),
        Column("Field", 12, 3),
        Column("How", 5),
        Column("Left", 4),
        Column("Last", 18, 2),
        Column("Next", 16, 2, from_width=96),
        Column("Tags", 10, 1, from_width=112),
    )
    MORE = MORE
    READY = (
        ("To get in touch with now", "due:overdue"),
        ("To get in touch with, by date", "due:"),
        ("Open tasks", "has:task"),
        ("Room left, no outreach yet", "has:room no:outreach"),
        ("No interview yet", "has:room no:interview"),
    )
    EMPTY = (
        "No contacts yet.\nPress n to add one, or Ctrl+O to bring in a file.\n"
        "To look around first: wbl-tui demo"
    )
    HINT = "A name, a field, an answer; tag:health has:room no:outreach due:"
    OFFERED = (
        "outreach", "matches", "book", "times", "claim", "script", "care", "edit", "interviews", "employer"
    )  # fmt: skip
    TABS = (
        Tab("Overview"),
        Tab("Interviews", ("Interviews", "Other campaigns", "Referrals")),
        Tab("Outreach", ("Outreach", "Held by")),
        Tab("Offers", ("Offered hours", "Details")),
        Tab("Matches", ("Students who match",), whole=True),
        Tab("History", ("History",)),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._before: tuple[str, ...] = ()

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
        return employer_words(row) if isinstance(row, LoneEmployer) else search_words(row, self._today)

    def cells_of(self, row: Row) -> tuple[Cell, ...]:
        """Names, field, formats, room left, last outreach."""
        if isinstance(row, LoneEmployer):
            return employer_cells(row)
        return contact_cells(row, self.session.zone, self._today)

    def order_of(self, row: Row, column: int) -> Any:
        """By names, numbers, times."""
        if isinstance(row, LoneEmployer):
            return employer_order(row, column)
        return contact_order(row, column)

    def more_cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of the columns that are shown where somebody chose them."""
        return more_cells(row)

    def more_order(self, row: Row, column: int) -> Any:
        """By names and numbers."""
        return more_order(row, column)

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
        return story_sections(story, matches, self.session.zone, self.session.now())

    async def interviews_of(self, row: Row) -> list[tuple[str, str, str]]:
        """The contact's interviews."""
        story = await self.read(contact_story, self.session.campaign, row.id, self.session.now())
        return interview_choices(story.interviews, self.session.zone)

    def offered(self, row: Row) -> tuple[str, ...]:
        """With nobody there is only somebody to add."""
        return ("new", "edit") if isinstance(row, LoneEmployer) else self.OFFERED

    def found_by(self, ident: str) -> Row | None:
        """The contact; of an employer the first contact, or the employer alone."""
        for row in self._sieve.rows:
            employer = row.employer if isinstance(row, LoneEmployer) else row.contact.employer
            if ident in (row.id, employer):
                return row
        return None

    def record_of(self, row: Row) -> tuple[str, str]:
        """The contact, else the employer."""
        return ("employers", row.employer) if isinstance(row, LoneEmployer) else (self.KIND, row.id)

    def begun(self) -> dict[str, str]:
        """On an employer without a contact the new one is theirs."""
        row = self.table.cursor_row
        return {"employer": row.name} if isinstance(row, LoneEmployer) else {}

    def chose_filter(self, words: str) -> None:
        """One that asks what is due shows the soonest first, and what it is, until something else is typed."""
        super().chose_filter(words)
        if "due:" in words:
            self._before = self._before or self.columns.titles
            self._show_columns([*(title for title in self._before if title != "Last"), "Next"], "Next")

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """The columns are as before once nobody asks what is due any more."""
        if self._before and "due:" not in event.text:
            before, self._before = self._before, ()
            self._show_columns(before)

    def _show_columns(self, titles: Sequence[str], by: str = "") -> None:
        self.columns.choose(titles)
        every = [column.title for column in self.columns.every]
        self._put_in_order(Order(every.index(by)) if by else None)

    async def _one_interview(self) -> None:
        if self._contact() is not None:
            await super()._one_interview()
