"""The day before: every interview with what it still needs, and a key that settles each thing, for one or for many."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from datetime import date
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from models.operations.absences import decide_of_interviews
from models.operations.first_come import first_come_many
from models.operations.preparing import prepare_students
from models.operations.telling import note_at_hand, tell_guardians
from models.queries.ready import ReadyDay, ReadyRow, day_beside, ready_day
from models.rules.interview import needs_room
from models.rules.span import local_day
from screens.base import Done, Session
from screens.commands import bindings
from screens.sorted_page import SortedPage
from screens.state.ready_view import (
    foot_lines,
    head_lines,
    ranks,
    ready_cells,
    ready_order,
    ready_sections,
    search_words,
)
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.few_lines import FewLines
from screens.widgets.pane import Pane
from screens.widgets.plain import Cell

WIDE = 110
"""Columns from which everything about the interview under the cursor stands beside the list."""


class ReadyPage(SortedPage[ReadyRow]):
    """Tomorrow's interviews, or those of another day."""

    PAGE = "ready"
    KIND = "readiness"
    MARKING = ("mark", "mark_to", "mark_all", "questions", "practice", "tell", "back", "help_keys")
    BINDINGS: ClassVar[list[BindingType]] = bindings("ready")
    COLUMNS = (
        Column("Time", 5),
        Column("Student", 16, 2),
        Column("With", 14, 2),
        Column("#", 2),
        Column("Missing", 20, 5),
    )
    EMPTY = "No interviews on this day.\n[ and ] go to other days; 3 shows the calendar."
    HINT = "A name, a teacher, what is missing; class:CP-1 no:room no:questions"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    ReadyPage #head { height: 3; }
    ReadyPage #foot { height: 5; border-top: solid $panel; }
    ReadyPage #side { display: none; width: 48; border-left: solid $panel; }
    ReadyPage.-wide #side { display: block; }
    ReadyPage.-wide #foot { display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.head = FewLines(id="head")
        self.foot = FewLines(id="foot")
        self.side = Pane(id="side", label=6)
        self.day: date | None = None
        self.facts: ReadyDay | None = None
        self._kept: tuple[date | None, list[str]] = (None, [])
        self._steps = 0
        self._turning = False

    # What is shown

    def body(self) -> Iterable[Widget]:
        """What the day lacks, the filter, the list, what the interview under the cursor lacks."""
        yield self.head
        yield self._filter
        yield Horizontal(self.table, self.side)
        yield self.foot

    async def fetch(self) -> list[ReadyRow]:
        """The day's interviews: those of the next school day unless another one was chosen."""
        self.facts = await self.read(ready_day, self.session.campaign, self.day, self.session.now())
        return list(self.facts.rows)

    def show(self, data: list[ReadyRow]) -> None:
        """Put the interviews up, the least ready first when the day came up; then they keep their places."""
        if self.facts is None:
            return
        day, before = self._kept
        places = ranks(data, before if day == self.facts.day else ())
        self._kept = self.facts.day, sorted(places, key=places.__getitem__)
        self.take(sorted(data, key=lambda row: places[row.id]))
        self.head.show(head_lines(self.facts, local_day(self.session.now(), self.session.zone)))
        self.show_row()

    def show_row(self) -> None:
        """What the interview under the cursor needs."""
        row, zone = self.table.cursor_row, self.session.zone
        self.foot.show(foot_lines(row, zone, self.app.size.width))
        self.side.set_sections(row.student if row else "", ready_sections(row, zone) if row else ())

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Tell about it."""
        self.show_row()

    def key_of(self, row: ReadyRow) -> str:
        """The interview's id."""
        return row.id

    def words_of(self, row: ReadyRow) -> str:
        """Names, classes, what is missing."""
        return search_words(row)

    def cells_of(self, row: ReadyRow) -> tuple[Cell, ...]:
        """When, who, whom, how much and what is missing."""
        return ready_cells(row, self.session.zone)

    def order_of(self, row: ReadyRow, column: int) -> Any:
        """By times, names, how much is missing."""
        return ready_order(row, column)

    # Days

    def action_today(self) -> None:
        """The interviews of today."""
        self._go(local_day(self.session.now(), self.session.zone))

    def action_earlier(self) -> None:
        """The school day before."""
        self._turn(-1)

    def action_later(self) -> None:
        """The next school day."""
        self._turn(1)

    def _turn(self, step: int) -> None:
        """Every press counts, also those that come while a day is still being read; keys for an interview find none
        until it is there, so that nothing is done to one of the day that was left.
        """
        self.take([])
        self._steps += step
        if not self._turning:
            self.start(self._turn_all())

    async def _turn_all(self) -> None:
        self._turning = True
        try:
            while self._steps and self.facts is not None:
                step = 1 if self._steps > 0 else -1
                self._steps -= step
                self.day = await self.read(day_beside, self.day or self.facts.day, step)
                if not self._steps:
                    await self._show_day()
        finally:
            self._turning, self._steps = False, 0

    def _go(self, day: date) -> None:
        self.take([])
        self.day = day
        self.start(self._show_day())

    async def _show_day(self) -> None:
        self.table.clear_marks()
        await self.reload()
        self.table.action_first()

    # What is settled by a key, for the interview or all marked

    def chosen(self) -> list[ReadyRow]:
        """The marked interviews that the list shows, else the one under the cursor; where there is none, that is said."""
        found = self.chosen_rows()
        if not found:
            self.say("There is no interview under the cursor.", "warning")
        return found

    def _as_seen(self, about: str) -> Callable[..., Coroutine[Any, Any, Done | None]]:
        """Acts on ids as the person sees them now: what somebody else has changed since is left alone, and said."""
        seen = self.facts.entry if self.facts is not None else 0

        def act(idents: tuple[str, ...], op: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            return self.act(first_come_many, idents, seen, op, *args, about=about, **kwargs)

        return act

    def _students(self, rows: list[ReadyRow]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for row in rows for each in row.interview.students))

    def _tick(self, code: str, field: str) -> None:
        rows = self.chosen()
        if rows:
            open_ = any(item.code == code for row in rows for item in row.missing)
            students = self._students(rows)
            self.start(self._as_seen(code)(students, prepare_students, field, open_))

    def action_questions(self) -> None:
        """The questions are approved, or not yet."""
        self._tick("questions", "questions_ready")

    def action_practice(self) -> None:
        """The practice interview is done, or not yet."""
        self._tick("practice", "practice_done")

    def action_writing(self) -> None:
        """There is something to take notes with, or not yet."""
        rows = self.chosen()
        if rows:
            lacking = any(item.code == "writing" for row in rows for item in row.missing)
            self._write_all("writing", note_at_hand, rows, lacking)

    def action_guardian(self) -> None:
        """The guardian was told of the call from home."""
        self._write_all("interview", tell_guardians, self.chosen())

    def action_absence(self) -> None:
        """Approve every absence that is needed."""
        rows = self.chosen()
        self._write_all("absence", decide_of_interviews, rows, "approve", several=len(rows) > 1)

    def action_request(self) -> None:
        """The class teachers were asked for the absence."""
        rows = [row for row in self.chosen() if row.absence == "to_request"]
        if rows:
            self._write_all("absence", decide_of_interviews, rows, "request")
        elif self.table.cursor_row is not None:
            self.say("No absence waits to be asked for here.", "warning")

    def _write_all(
        self, about: str, op: Callable[..., Any], rows: list[ReadyRow], *args: Any, **kwargs: Any
    ) -> None:
        if rows:
            self.start(self._as_seen(about)(tuple(row.id for row in rows), op, *args, **kwargs))

    def action_confirm(self) -> None:
        """The interviewee answered the confirmation."""
        from models.operations.confirming import confirm_interviews

        rows = self.chosen()
        self._write_all("interview", confirm_interviews, rows, several=len(rows) > 1)

    @work
    async def action_deny(self) -> None:
        """Deny the absences; the reason is kept."""
        await self._guarded(self._deny())

    async def _deny(self) -> None:
        from screens.dialogs.text_ask import TextDialog

        rows = self.chosen()
        if not rows:
            return
        step = self._as_seen("absence")
        who = rows[0].student if len(rows) == 1 else f"{len(rows)} students"
        why = await self.ask(TextDialog("Why may the class not be missed?", who))
        if why:
            await step(tuple(row.id for row in rows), decide_of_interviews, "deny", because=why)

    # What is asked

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the interview under the cursor."""
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Show everything about this interview."""
        from screens.interview_detail import show_interview

        row = self.table.cursor_row
        if row is not None:
            await self._guarded(show_interview(self, row.id))

    @work
    async def action_room(self) -> None:
        """Give this interview a room, or another one."""
        await self._guarded(self._with_sheet("choose_room"))

    @work
    async def action_edit(self) -> None:
        """Change this interview's length, number or link."""
        await self._guarded(self._with_sheet("edit"))

    async def _with_sheet(self, what: str) -> None:
        from models.queries.sheet import interview_sheet
        from screens import interview_detail

        row = self.table.cursor_row
        if row is None:
            self.say("There is no interview under the cursor.", "warning")
            return
        if what == "choose_room" and not needs_room(row.interview.format, row.interview.place):
            self.say(f"No room is needed for this: {row.student}.", "warning")
            return
        sheet = await self.read(interview_sheet, self.session.campaign, row.id, self.session.now())
        await getattr(interview_detail, what)(self, sheet)

    @work
    async def action_assign_all(self) -> None:
        """Propose a room for every interview of the day that lacks one."""
        from screens.rooming import propose_all_rooms

        if self.facts is not None:
            await self._guarded(propose_all_rooms(self, self.facts.day))

    @work
    async def action_prepare(self) -> None:
        """Research, list of questions, review and practice of this interview's students."""
        from screens.preparing import prepare

        row = self.table.cursor_row
        if row is not None:
            await self._guarded(prepare(self, row.interview.students))

    @work
    async def action_tell(self) -> None:
        """Confirmations and checklists for the interviewees: make them, note them as sent, change their words."""
        from screens.telling import tell

        rows, facts = self.chosen_rows(), self.facts
        if facts is not None:
            await self._guarded(tell(self, rows, facts.again, facts.entry))

    @work
    async def action_absences(self) -> None:
        """A class teacher's view of all requests, and the list for the attendance office."""
        from screens.out_of_class import out_of_class

        if self.facts is not None:
            await self._guarded(out_of_class(self, self.facts.day))

    @work
    async def action_duty(self) -> None:
        """Who stands by when, and which minutes of calls nobody watches."""
        from screens.standing_by import stand_by

        if self.facts is not None:
            await self._guarded(stand_by(self, self.facts.day))
