"""The roster: who owes interviews, who has them, who is ready; everything about one student is one key away."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType

from models.queries.interests import settled, waiting
from models.queries.pool import contacts_for
from models.queries.roster import RosterRow, roster, roster_top, student_story
from models.queries.roster_more import StudentMore, class_students, classes_by_student, students_more
from models.rules.placing import Place
from screens import pursuing
from screens.base import Session
from screens.commands import bindings
from screens.filtering import FilteringPage
from screens.state.placing_view import waiting_hint
from screens.state.student_more import ASKED, MORE, more_cells, more_order
from screens.state.student_view import (
    interview_choices,
    match_choice,
    search_words,
    story_sections,
    student_cells,
    student_order,
    summary_sections,
)
from screens.state.tabs import CLASS, Tab
from screens.widgets.fact_table import Column
from screens.widgets.pane import Sections
from screens.widgets.plain import Cell
from screens.writable import counted

TOP = 120
"""Students that the page first comes up with; then it reads all, as many questions whatever there are."""
PAUSE = 0.12
"""Seconds for the first students to be drawn and the first key to be answered before all are read."""

_UNKNOWN = StudentMore()


class RosterPage(FilteringPage[RosterRow]):
    """Students."""

    PAGE = "roster"
    KIND = "students"
    ONE = "student"
    BINDINGS: ClassVar[list[BindingType]] = bindings("roster")
    COLUMNS = (
        Column("Student", 18, 3),
        Column("Gr", 3),
        Column("Has", 6),
        Column("Next interview", 16),
        Column("Readiness", 22, 3),
        Column("Interests", 30, 3, from_width=110),
    )
    MORE = MORE
    EMPTY = (
        "No students yet.\nPress n to add one, or Ctrl+O to bring in a roster.\n"
        "To look around first: wbl-tui demo"
    )
    READY = (
        ("No interview yet", "no:interview"),
        ("Interests unknown", "no:interest"),
        ("A quiet room is lacking", "no:room"),
    )
    HINT = "A name, a class, an interest, what is missing; grade:11 no:interview"
    OFFERED = (
        "book", "times", "matches", "outreach", "claim", "script", "edit", "interviews", "questions", "practice", "prepare",
        "care",
    )  # fmt: skip
    TABS = (
        Tab("Overview"),
        Tab("Interviews", ("Interviews",)),
        Tab("Outreach", ("Outreach", "Holds")),
        Tab("Interests", ("Interests", "Contacts who match")),
        Tab("History", ("History",)),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._begun = False
        self._read_whole = False
        self._further: dict[str, StudentMore] = {}
        self._settled: dict[str, Place] | None = None
        self._attends: dict[str, tuple[tuple[str, str], ...]] = {}
        self._hinted = False

    # What is shown

    async def fetch(self) -> list[RosterRow]:
        """Every student with counts; the very first time only the top of the list, so that it comes up sooner."""
        if ASKED.intersection(self.columns.titles):
            self._further = await self.read(students_more)
        if self._begun:
            self._read_whole = True
            self._settled = await self.read(settled)
            self._attends = await self.read(classes_by_student)
            return await self.read(roster, self.session.campaign)
        self._begun = True
        found = await self.read(roster_top, self.session.campaign, TOP)
        self.set_timer(PAUSE, self.read_on)
        return found

    def show(self, data: list[RosterRow]) -> None:
        """Put the students up. Whoever went to the end of a list that was not whole yet meant its real end."""
        rows = self.table.rows
        grown = bool(rows) and len(data) > len(self._sieve.rows) == TOP
        at_end = grown and not self._typed and self.table.cursor_row is rows[-1]
        super().show(data)
        if at_end:
            self.table.action_last()
        self._hint(data)

    def _hint(self, data: list[RosterRow]) -> None:
        """Say once that words wait to be placed, where nothing else is said."""
        if self._settled is None or self._hinted:
            return
        count = waiting((one for row in data for one in row.interests), self._settled)
        if count and not self.session.message.text:
            self._hinted = True
            self.say(waiting_hint(count), "warning")

    @property
    def whole(self) -> bool:
        """Whether all students have been read, or only those the page came up with."""
        return self._read_whole

    def read_on(self) -> None:
        """Read the students that the first page came up without."""
        if not self._read_whole:
            self.start(self.reload())

    async def _add(self) -> None:
        if not self._read_whole:
            await self.reload()
        await super()._add()

    def reach(self, ident: str, tab: str) -> bool:
        """The student in full; or the students of a class, whatever is filtered."""
        if tab != CLASS:
            return super().reach(ident, tab)
        self.start(self._show_class(ident))
        return True

    async def _show_class(self, ident: str) -> None:
        name, students = await self.read(class_students, ident)
        self._filter.close()
        self.narrow(name, students)
        self.table.focus()
        self.say(f"Only {name}: {counted(len(students), 'student')}. Esc shows all.", "")

    def key_of(self, row: RosterRow) -> str:
        """The student's id."""
        return row.id

    def title_of(self, row: RosterRow) -> str:
        """The student's name."""
        return row.label

    def words_of(self, row: RosterRow) -> str:
        """Name, class, interests and what is missing."""
        return search_words(row, self._attends.get(row.id, ()))

    def cells_of(self, row: RosterRow) -> tuple[Cell, ...]:
        """Name, grade, interviews, readiness."""
        return student_cells(row, self.session.zone)

    def order_of(self, row: RosterRow, column: int) -> Any:
        """By names, numbers, times."""
        return student_order(row, column)

    def more_cells(self, row: RosterRow) -> tuple[Cell, ...]:
        """The cells of the columns that are shown where somebody chose them."""
        return more_cells(row, self._further.get(row.id, _UNKNOWN), self.session.zone)

    def more_order(self, row: RosterRow, column: int) -> Any:
        """By names, numbers, times."""
        return more_order(row, self._further.get(row.id, _UNKNOWN), column)

    def summary_of(self, row: RosterRow) -> Sections:
        """Counts, readiness, interests."""
        return summary_sections(row, self.session.zone)

    async def story_of(self, row: RosterRow, *, whole: bool) -> Sections:
        """Everything about the student. Raises UnknownId when somebody has removed the student."""
        campaign, now = self.session.campaign, self.session.now()
        story = await self.read(student_story, campaign, row.id, now)
        matches = await self.read(contacts_for, campaign, row.id, now)
        return story_sections(story, matches, self.session.zone)

    async def interviews_of(self, row: RosterRow) -> list[tuple[str, str, str]]:
        """The student's interviews."""
        story = await self.read(student_story, self.session.campaign, row.id)
        return interview_choices(story.interviews, self.session.zone)

    # Commands

    @work
    async def action_book(self) -> None:
        """Book for the student under the cursor, or a group interview for all marked."""
        from screens.dialogs.booking import book_for

        if self.row_here() is not None:
            await self._guarded(book_for(self, students=self.table.chosen))

    @work
    async def action_times(self) -> None:
        """The ten best times for this student and a contact; Enter books."""
        from screens.finding_times import find_time

        if (row := self.row_here()) is not None:
            await self._guarded(find_time(self, student=row.id))

    @work
    async def action_matches(self) -> None:
        """Contacts for the student's interests, with the reason; Enter books with one of them."""
        await self._guarded(self._matches())

    async def _matches(self) -> None:
        from screens.dialogs.booking import book_for
        from screens.dialogs.choose import Choice, ChooseDialog

        row = self.row_here()
        if row is None:
            return
        found = await self.read(contacts_for, self.session.campaign, row.id, self.session.now())
        if not found:
            self.say(
                f"Nobody with room left matches {row.label}'s interests. Press e to change them.", "warning"
            )
            return
        choices = [Choice(one.contact.id, *match_choice(one, self.session.zone)) for one in found]
        title = f"Contacts for {row.label}: Enter books"
        contact = await self.ask(ChooseDialog(title, choices, titles=("Contact", "Room left, and why")))
        if contact is not None:
            await book_for(self, student=row.id, contact=contact)

    @work
    async def action_outreach(self) -> None:
        """Log an attempt of this student in two keys, once the contact is chosen."""
        row = self.row_here()
        if row is not None:
            await self._guarded(pursuing.log(self, row.id, row.label))

    @work
    async def action_claim(self) -> None:
        """Hold a contact for this student."""
        row = self.row_here()
        if row is not None:
            title = f"Whom is {row.label} to hold?"
            await self._guarded(pursuing.for_student(self, row.id, pursuing.hold, title))

    @work
    async def action_script(self) -> None:
        """What this student says in a call, and what came of it in one key."""
        row = self.row_here()
        if row is not None:
            title = f"Whom does {row.label} call?"
            await self._guarded(pursuing.for_student(self, row.id, pursuing.call, title))

    @work
    async def action_care(self) -> None:
        """What can be done with the records of the marked students, else of the one under the cursor."""
        from screens.student_actions import student_menu

        if self.row_here() is not None:
            await self._guarded(student_menu(self, self.chosen_rows()))

    @work
    async def action_stuck(self) -> None:
        """Students who have found nobody, and whom each could still ask."""
        await self._guarded(pursuing.help_stuck(self))

    @work
    async def action_place(self) -> None:
        """Interests in words that nobody understood yet, placed one after the other."""
        from screens.placing import place_interests

        await self._guarded(place_interests(self))

    @work
    async def action_progress(self) -> None:
        """How far the classes are, and where employers lack; Enter shows the students of a line."""
        await self._guarded(self._progress())

    async def _progress(self) -> None:
        from models.queries.progress import progress
        from screens.dialogs.chart import ChartDialog

        found = await self.read(progress, self.session.campaign, self.session.now())
        chosen = await self.ask(ChartDialog(found))
        if chosen is not None:
            self.narrow(chosen.label, chosen.students)
            self.say(f"Only {chosen.label}: {len(self.table.rows)} students. Esc shows all.", "")

    @work
    async def action_prepare(self) -> None:
        """Research, list of questions, review and practice of this student."""
        from screens.preparing import prepare

        row = self.row_here()
        if row is not None:
            await self._guarded(prepare(self, (row.id,)))

    def action_questions(self) -> None:
        """Questions ready, or not yet, for the student or all marked."""
        self._toggle("questions_ready")

    def action_practice(self) -> None:
        """Practice interview done, or not yet, for the student or all marked."""
        self._toggle("practice_done")

    def _toggle(self, field: str) -> None:
        from models.operations.preparing import prepare_students

        chosen = set(self.table.chosen)
        rows = [row for row in self.table.rows if row.id in chosen]
        if self.row_here() is not None:
            done = all(getattr(row, field) for row in rows)
            self.start(self.act(prepare_students, tuple(row.id for row in rows), field, not done))
