"""The calendar: the window's days against their own bell schedules; book, move, lengthen, cancel, open."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from models.queries.calendar import CalendarFacts, calendar_facts, interview_by_id
from models.rules.naming import day_text
from models.rules.span import local_day
from screens.base import Session
from screens.calendar_carry import CalendarCarry
from screens.commands import bindings
from screens.session import Wish
from screens.state.calendar_view import (
    WEEK_DAYS,
    CalendarView,
    blocks_by_day,
    columns,
    extent,
    first_view,
    narrowed,
    off_reason,
    shown_days,
    view_words,
)
from screens.state.cost_marks import other_clock
from screens.state.grid import GridBlock, GridColumn
from screens.state.lane_columns import (
    column_key,
    day_in,
    lane_blocks,
    lane_columns,
    lane_in,
)
from screens.state.looks import moment_text
from screens.state.shelf import Leaf
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import Line

NARROW = 7
"""Cells of the narrowest column of two weeks, its separator included."""


class CalendarPage(CalendarCarry):
    """Day, week and two weeks; everybody, in lanes, or one alone."""

    PAGE = "calendar"
    IMPORTS = "bells"
    BINDINGS: ClassVar[list[BindingType]] = bindings("calendar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._placed = False
        self._goal: tuple[date, int] | None = None

    def opening_view(self) -> CalendarView:
        """The week that matters now."""
        return first_view(self.session.campaign, self.today())

    def body(self) -> Iterable[Widget]:
        """The filter, the grid, what is selected."""
        yield self.filter
        yield self.grid
        yield self.words

    # Reading and showing

    async def read_days(self, view: CalendarView) -> CalendarFacts:
        """The days of the view, as far as they are to be seen."""
        return await self.read(calendar_facts, self.session.campaign, *view.span, view.sight)

    def key_of(self, view: CalendarView) -> Hashable:
        """Also under how they are seen."""
        return view.sight, super().key_of(view)

    def known(self, view: CalendarView) -> Leaf[CalendarFacts] | None:
        """A day is also cut from its week."""
        found = super().known(view)
        if found is not None:
            return found
        stamp = self.session.stamp
        same = (leaf.facts for leaf in self._shelf.all_at(stamp) if leaf.facts.sight == view.sight)
        cut = (narrowed(facts, *view.span) for facts in same if not facts.lanes)
        facts = next((each for each in cut if each is not None), None)
        return None if facts is None else self._shelf.put(self.key_of(view), facts, stamp)

    def views_ahead(self) -> Iterator[CalendarView]:
        """The days before and after; from one day first its week, which holds most of its neighbours."""
        if self.facts is not None:
            if self.view.mode == "day":
                yield replace(self.view, mode="week")
            yield from (self.view.stepped(by, self.facts.bells) for by in (1, -1))

    def columns_of(self, facts: CalendarFacts) -> Sequence[GridColumn]:
        """A column for each day, or for each lane and day; the days where there is no lane."""
        if facts.lanes and facts.sight.lanes:
            return lane_columns(facts, self.today(), facts.sight.lanes)
        return columns(facts, self.today())

    def blocks_of(self, facts: CalendarFacts) -> Iterable[Sequence[GridBlock]]:
        """The interviews, day by day."""
        return lane_blocks(facts, facts.sight.lanes) if facts.sight.lanes else blocks_by_day(facts)

    def narrowest_of(self, facts: CalendarFacts) -> int:
        """Two weeks fit side by side."""
        many = (facts.last - facts.first).days > WEEK_DAYS
        return NARROW if many and not facts.sight.lanes else 0

    def extent_of(self, facts: CalendarFacts) -> tuple[int, int]:
        """All periods and interviews."""
        return extent(facts.plans, facts.cards)

    def show(self, data: CalendarFacts) -> None:
        """Put the days up; the cursor stays on its interview, else on its time."""
        if (data.first, data.last) != self.view.span or data.sight != self.view.sight:
            return
        self.take(data, data.cards)
        self.draw()
        if not self._placed:
            self._placed = True
            self.grid.focus()
            self._place_cursor()
        if self._goal is not None:
            self.move_to(*self._goal)
            self._goal = None
        self.renew()
        self.show_selected()
        self.look_ahead()

    def draw(self) -> None:
        """The days with what passes the filter, and the line of the present."""
        super().draw()
        self._show_now()

    async def on_mount(self) -> None:
        """The line of the present moves on by itself."""
        self.set_interval(10.0, self._show_now)

    def _show_now(self) -> None:
        today = self.today()
        if self.view.shows(today):
            minute = self.minute_now()
            self.grid.set_now((today.isoformat(), minute))
        else:
            self.grid.set_now(None)

    def show_selected(self) -> None:
        """In words; beside our clock that of a contact who alone is shown, where it says something else."""
        super().show_selected()
        facts = self.facts
        if self.choice is None and facts is not None:
            alone = facts.lanes[0] if len(facts.lanes) == 1 else None
            day = day_in(self.grid.cursor[0]) or self.view.day
            self.grid.set_other(other_clock(alone.zone, facts.zone, day) if alone else None)

    def _place_cursor(self) -> None:
        """Where the day is now; on another day at the first period."""
        facts = self.facts
        if facts is None:
            return
        day, today = self.view.day, self.today()
        open_days = [plan for plan in shown_days(facts) if not off_reason(plan, facts.campaign)]
        chosen = next((plan for plan in open_days if plan.day >= day), None)
        if chosen is None:
            return
        first = min((period.start for period in chosen.periods), default=8 * 60)
        minute = self.minute_now() if chosen.day == today else first
        self.move_to(chosen.day, minute)

    def move_to(self, day: date, minute: int) -> None:
        """Put the cursor on a time of a day, in the lane in which it is, else in the first."""
        shown = self.facts.lanes if self.facts and self.view.sight.lanes else ()
        lane = lane_in(self.grid.cursor[0])
        if shown and lane not in [one.id for one in shown]:
            lane = shown[0].id
        self.grid.move_to(column_key(day, lane if shown else None), minute)

    def place_lines(self) -> tuple[Line, ...]:
        """The empty place, or what to do first."""
        facts = self.facts
        if facts is None:
            return (("dim", "Reading …"),)
        if not facts.students or not facts.contacts:
            return _first_steps(facts)
        column, minute = self.grid.cursor
        plan = next((plan for plan in facts.plans if plan.day == day_in(column)), None)
        if plan is None:
            return ()
        off = off_reason(plan, facts.campaign)
        period = next((p for p in plan.periods if p.start <= minute < p.end), None)
        named = f", {'period ' if period.kind == 'period' else ''}{period.name}" if period else ""
        here = f"{moment_text(plan.day, minute)}{named}{f' · {off}' if off else ''}"
        lane = next((one for one in facts.lanes if one.id == lane_in(column)), None)
        here = f"{here} · {lane.name}" if lane else here
        return (
            ("", f"{here} · {'nothing can be booked' if off else 'n books here'}"),
            ("dim", self._around(facts)),
        )

    def _around(self, facts: CalendarFacts) -> str:
        if self.typed:
            return f"{self.found} of {len(facts.cards)} shown. Esc shows all."
        if facts.waiting:
            return f"{facts.waiting} requested without a time: T gives one a time."
        if not facts.cards:
            window = f"{day_text(facts.campaign.first_day)} to {day_text(facts.campaign.last_day)}"
            return f"No interviews on these days; p plans them. Window: {window}."
        return ". and , go from one interview to the next."

    @on(CarryGrid.Opened)
    def _opened(self, event: CarryGrid.Opened) -> None:
        self.action_open() if event.block else self.action_new()

    # Going about

    def go_view(self, view: CalendarView, goal: tuple[date, int] | None = None) -> None:
        """Show these days; the cursor goes to that time."""
        self.view, self._goal = view, goal
        self.turn()

    def _step(self, by: int) -> None:
        if self.facts is None:
            return
        column, minute = self.grid.cursor
        here = self.choice.day if self.choice else self.day_of(column)
        view = self.view.to(here).stepped(by, self.facts.bells)
        if self.choice is not None:
            self.choice = replace(self.choice, day=view.day)
        self.go_view(view, (view.day, minute))

    def action_earlier(self) -> None:
        """The day or week before."""
        self._step(-1)

    def action_later(self) -> None:
        """The day or week after."""
        self._step(1)

    def action_today(self) -> None:
        """Today, now."""
        if not self.busy():
            today = self.today()
            minute = self.minute_now()
            self.go_view(self.view.to(today), (today, minute))

    def action_view(self) -> None:
        """One day, a week, two weeks."""
        column, minute = self.grid.cursor
        day = self.choice.day if self.choice is not None else day_in(column)
        if day is not None:
            view = self.view.turned(day)
            self.say(view_words(view), "")
            self.go_view(view, (day, minute))

    def action_plan(self) -> None:
        """Go to the planner."""
        if not self.busy():
            self.session.wish = Wish("plan", "")
            self.action_go("plan")

    @work
    async def action_columns(self) -> None:
        """Choose what the columns are: days, or lanes by student, contact, room or class."""
        from screens.calendar_sights import choose_columns

        await choose_columns(self)

    @work
    async def action_filters(self) -> None:
        """Show one student, contact, room or class alone, or all again."""
        from screens.calendar_sights import choose_only

        await choose_only(self)

    @work
    async def action_month(self) -> None:
        """The month at a glance; the day that is chosen is shown."""
        from screens.calendar_sights import choose_day

        await choose_day(self)

    # Coming here

    def reach(self, ident: str, tab: str) -> bool:
        """Go to the interview and show everything about it."""
        self.start(self._come_to(ident))
        return True

    async def _come_to(self, ident: str) -> None:
        from screens.interview_detail import show_interview

        await self.go_to(ident)
        await show_interview(self, ident)

    async def go_to(self, ident: str) -> None:
        """Show the interview's day, and select it."""
        found = await self.read(interview_by_id, ident)
        if found is None or found.start is None:
            return
        day = local_day(found.start, self.session.zone)
        if not self.view.shows(day):
            self.view = self.view.to(day)
            await self.reload()
        self.grid.select(ident)


def _first_steps(facts: CalendarFacts) -> tuple[Line, ...]:
    if not facts.students:
        return (("strong", "No students yet. Press 1, then n to add one or Ctrl+O to bring in a roster."),)
    return (("strong", "No contacts yet. Press 2, then n to add one or Ctrl+O to bring in a file."),)
