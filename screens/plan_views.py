"""How the planner's page shows a plan: in the calendar, by day, by student and by goal; one cursor in each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual import on, work
from textual.widget import Widget

from models.queries.calendar import CalendarFacts, calendar_facts
from models.queries.planning import pairs_that_stand
from models.rules.span import local_day
from screens.base import Page, Session
from screens.state.calendar_view import CalendarView, blocks_by_day, columns, extent, first_view
from screens.state.grid import Grid
from screens.state.plan_view import (
    Draft,
    Pair,
    choice_text_of,
    days_of,
    meeting_lines,
    meeting_pairs,
    place_of,
    proposed_blocks,
    sections,
    student_pairs,
    title_of,
)
from screens.widgets.few_lines import FewLines, Line
from screens.widgets.plan_lists import DayList, GoalPane, StudentList
from screens.widgets.time_grid import TimeGrid
from screens.widgets.view_bar import ViewBar

VIEWS = (("calendar", "Calendar"), ("days", "By day"), ("students", "By student"), ("goals", "Goals"))
_NOTHING: tuple[Line, ...] = (
    ("strong", "Nothing is planned yet. Press p to plan what students still owe."),
    ("dim", "What is proposed is shown here first; nothing is booked before you accept it."),
)


class PlanViews(Page[CalendarFacts]):
    """Four views of one plan, or of none yet."""

    DEFAULT_CSS = """
    PlanViews #state { height: 2; }
    PlanViews #words { height: 3; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state_lines = FewLines(id="state")
        self.view_bar = ViewBar(VIEWS)
        self.grid = TimeGrid("Reading …", id="grid")
        self.days = DayList()
        self.students = StudentList()
        self.goals = GoalPane()
        self.words = FewLines(id="words")
        self.calendar = CalendarView(first_view(session.campaign, self.today()).day)
        self.facts: CalendarFacts | None = None
        self._booked: frozenset[Pair] = frozenset()
        self.draft: Draft | None = None
        self.here = "calendar"
        self._goal: int | None = None

    def body(self) -> Iterable[Widget]:
        """How it stands, the views, what is selected."""
        yield self.state_lines
        yield self.view_bar
        yield from self._shown.values()
        yield self.words

    @property
    def _shown(self) -> dict[str, Widget]:
        """Each view's widget."""
        return {"calendar": self.grid, "days": self.days, "students": self.students, "goals": self.goals}

    def today(self) -> date:
        """The local date it is."""
        return local_day(self.session.now(), self.session.zone)

    # Reading and showing

    async def fetch(self) -> CalendarFacts:
        """What stands on the shown days, and with whom everybody has a call by now."""
        self._booked = await self.read(pairs_that_stand, self.session.campaign.id)
        return await self.read(calendar_facts, self.session.campaign, *self.calendar.span)

    def show(self, data: CalendarFacts) -> None:
        """Put it up beside what is proposed; the cursor stays where it is."""
        first, self.facts = self.facts is None, data
        if self.draft is not None:
            # What was accepted may have been undone since, here or at another terminal.
            self.draft = self.draft.as_booked(self._booked)
        self.draw()
        if first:
            self.action_show_view(self.here)

    def draw(self) -> None:
        """Everything, as the plan is now."""
        self._draw_grid()
        self.days.show(self.draft)
        self.students.show(self.draft)
        self.goals.set_sections("", sections(self.draft) if self.draft is not None else ())
        self.show_state()
        self.show_words()

    def _draw_grid(self) -> None:
        facts, draft = self.facts, self.draft
        if facts is None:
            return
        blocks = [block for day in blocks_by_day(facts) for block in day]
        first, last = extent(facts.plans, facts.cards)
        if draft is not None and draft.meetings:
            blocks += proposed_blocks(draft, facts.first, facts.last)
            first = min(first, *(one.start // 60 * 60 for one in draft.meetings.values()))
            last = max(last, *(-(-one.end // 60) * 60 for one in draft.meetings.values()))
        self.grid.put(Grid(columns(facts, self.today()), blocks, first, last))
        if self._goal is not None and draft is not None and self._goal in draft.meetings:
            self.grid.select(f"plan:{self._goal}")
            self._goal = None

    def show_state(self) -> None:
        """How it stands, above the views."""
        draft = self.draft
        lines: tuple[Line, ...] = _NOTHING
        if draft is not None:
            lines = (("strong", title_of(draft)), ("", choice_text_of(draft)))
        self.state_lines.show(lines)
        self.view_bar.show(self.here, "◇ proposed  + marked  * pinned" if draft else "")

    def show_words(self) -> None:
        """What is selected, below the views."""
        self.words.show(self._words())

    def _words(self) -> tuple[Line, ...]:
        draft, place = self.draft, self.place
        if draft is None:
            return ()
        if place is not None:
            return meeting_lines(draft, place)
        row = self.students.cursor_row if self.here == "students" else None
        if row is not None:
            return (("strong", row.who), ("", row.why or "Gets all that is owed. Enter shows when."))
        days = days_of(draft.meetings.values())
        if not days:
            return (
                ("dim", "Esc goes back to the calendar. By student tells who still lacks some, and why."),
            )
        if self.here == "calendar" and days and not any(self.calendar.shows(day) for day in days):
            return (("dim", "Nothing is proposed on these days. [ and ] go to others."),)
        return (
            ("dim", "Space marks, * pins. Ctrl+S books what is marked; without marks it asks whether all."),
        )

    # What is selected

    @property
    def place(self) -> int | None:
        """The row of the proposal under the cursor; None where there is none."""
        found = None
        if self.here == "calendar":
            found = place_of(self.grid.selected)
        elif self.here == "days":
            found = self.days.cursor_row
        return found if self.draft is not None and found in self.draft.meetings else None

    @property
    def places(self) -> tuple[int, ...]:
        """What a key is for: the interview under the cursor, or all of the student there."""
        row = self.students.cursor_row if self.here == "students" else None
        if row is not None:
            return row.places
        return () if self.place is None else (self.place,)

    @on(TimeGrid.Moved)
    @on(DayList.Highlighted)
    def _moved(self) -> None:
        self.show_words()

    @on(TimeGrid.Opened)
    @on(DayList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Everything about what is under the cursor: proposed, booked, or a student without."""
        from screens.dialogs.detail import DetailDialog, Section

        draft, place = self.draft, self.place
        row = self.students.cursor_row if self.here == "students" else None
        if draft is not None and place is not None:
            one = draft.meetings[place]
            title = f"{one.who} with {one.contact}"
            await self.ask(DetailDialog(title, (Section("Proposed", meeting_pairs(draft, place)),)))
        elif draft is not None and row is not None:
            found = [Section(*each) for each in student_pairs(draft, row)]
            await self.ask(DetailDialog(row.who, found))
        elif self.here == "calendar" and self.grid.selected:
            from screens.interview_detail import show_interview

            await show_interview(self, self.grid.selected)
        else:
            self.say("Nothing is under the cursor.", "warning")

    # Going about

    def action_show_view(self, name: str) -> None:
        """Show one of the views."""
        self.here = name
        for each, widget in self._shown.items():
            widget.display = each == name
        self._shown[name].focus()
        self.show_state()
        self.show_words()

    def action_turn(self, by: int = 1) -> None:
        """The next view."""
        names = [name for name, _ in VIEWS]
        self.action_show_view(names[(names.index(self.here) + by) % len(names)])

    def action_turn_back(self) -> None:
        """The view before."""
        self.action_turn(-1)

    def _go(self, view: CalendarView) -> None:
        self.calendar = view
        if self.here != "calendar":
            self.action_show_view("calendar")
        self.start(self.reload())

    def action_view(self) -> None:
        """One day, or the week."""
        column, _ = self.grid.cursor
        if column:
            self._go(self.calendar.turned(date.fromisoformat(column)))

    def action_earlier(self) -> None:
        """The day or week before."""
        self._step(-1)

    def action_later(self) -> None:
        """The day or week after."""
        self._step(1)

    def _step(self, by: int) -> None:
        if self.facts is not None:
            self._go(self.calendar.stepped(by, self.facts.bells))

    def action_next_block(self) -> None:
        """The next interview."""
        self.grid.next_block(1)

    def action_previous_block(self) -> None:
        """The interview before."""
        self.grid.next_block(-1)

    def action_zoom(self) -> None:
        """More or fewer minutes in a line."""
        self.say(f"{self.grid.zoom()} minutes in a line.", "")

    def action_back(self) -> None:
        """Marks first, then back to the calendar."""
        if self.draft is not None and self.draft.marks:
            self.put(self.draft.toggled(self.draft.marks))
        else:
            self.action_go("calendar")

    def put(self, draft: Draft | None) -> None:
        """Show this plan from now on."""
        self.draft = draft
        self.draw()

    def come_to(self, place: int) -> None:
        """Show the day of an interview of the plan, and select it once it is there."""
        if self.draft is not None and place in self.draft.meetings:
            self._goal = place
            self.calendar = self.calendar.to(self.draft.meetings[place].day)
