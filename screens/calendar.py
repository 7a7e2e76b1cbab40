"""The calendar: the window's days against their own bell schedules; book, move, lengthen, cancel, open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from models.queries.calendar import CalendarFacts, calendar_facts, interview_by_id, waiting_interviews
from models.rules.naming import day_text, listing
from models.rules.span import local_day
from models.rules.trial import FIXED
from screens.base import Session
from screens.commands import bindings
from screens.state.calendar_view import (
    CalendarView,
    blocks_by_day,
    columns,
    extent,
    first_view,
    narrowed,
    next_day,
    off_reason,
    shown_days,
)
from screens.state.choosing import Choosing, day_start
from screens.state.grid import GridBlock, GridColumn
from screens.state.looks import moment_text
from screens.state.shelf import Leaf
from screens.time_page import TimePage
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import Line


class CalendarPage(TimePage[CalendarFacts]):
    """Day and week."""

    PAGE = "calendar"
    IMPORTS = "bells"
    BINDINGS: ClassVar[list[BindingType]] = bindings("calendar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._placed = False
        self._goal: tuple[str, int] | None = None

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
        """The days of the week, or the one day."""
        return await self.read(calendar_facts, self.session.campaign, *view.span)

    def known(self, view: CalendarView) -> Leaf[CalendarFacts] | None:
        """A day is also cut from its week."""
        found = super().known(view)
        if found is not None:
            return found
        stamp = self.session.stamp
        cut = (narrowed(leaf.facts, *view.span) for leaf in self._shelf.all_at(stamp))
        facts = next((each for each in cut if each is not None), None)
        return None if facts is None else self._shelf.put(self.key_of(view), facts, stamp)

    def views_ahead(self) -> Iterator[CalendarView]:
        """The days before and after; from one day first its week, which holds most of its neighbours."""
        if self.facts is not None:
            if self.view.mode == "day":
                yield self.view.turned(self.view.day)
            yield from (self.view.stepped(by, self.facts.bells) for by in (1, -1))

    def columns_of(self, facts: CalendarFacts) -> Sequence[GridColumn]:
        """A column for each day."""
        return columns(facts, self.today())

    def blocks_of(self, facts: CalendarFacts) -> Iterable[Sequence[GridBlock]]:
        """The interviews, day by day."""
        return blocks_by_day(facts)

    def extent_of(self, facts: CalendarFacts) -> tuple[int, int]:
        """All periods and interviews."""
        return extent(facts.plans, facts.cards)

    def show(self, data: CalendarFacts) -> None:
        """Put the days up; the cursor stays on its interview, else on its time."""
        if (data.first, data.last) != self.view.span:
            return
        self.take(data, data.cards)
        self.draw()
        if not self._placed:
            self._placed = True
            self.grid.focus()
            self._place_cursor()
        if self._goal is not None:
            self.grid.move_to(*self._goal)
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
        self.grid.move_to(chosen.day.isoformat(), minute)

    def place_lines(self) -> tuple[Line, ...]:
        """The empty place, or what to do first."""
        facts = self.facts
        if facts is None:
            return (("dim", "Reading …"),)
        if not facts.students or not facts.contacts:
            return _first_steps(facts)
        column, minute = self.grid.cursor
        plan = next((plan for plan in facts.plans if plan.day.isoformat() == column), None)
        if plan is None:
            return ()
        off = off_reason(plan, facts.campaign)
        period = next((p for p in plan.periods if p.start <= minute < p.end), None)
        named = f", {'period ' if period.kind == 'period' else ''}{period.name}" if period else ""
        here = f"{moment_text(plan.day, minute)}{named}{f' · {off}' if off else ''}"
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
            return f"No interviews on these days. The window is {window}."
        return ". and , go from one interview to the next."

    @on(CarryGrid.Opened)
    def _opened(self, event: CarryGrid.Opened) -> None:
        self.action_open() if event.block else self.action_new()

    # Going about

    def _go(self, view: CalendarView, goal: tuple[str, int] | None = None) -> None:
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
        self._go(view, (view.day.isoformat(), minute))

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
            self._go(self.view.to(today), (today.isoformat(), minute))

    def action_view(self) -> None:
        """One day, or the week."""
        column, minute = self.grid.cursor
        if self.choice is not None:
            column = self.choice.day.isoformat()
        if column:
            self._go(self.view.turned(date.fromisoformat(column)), (column, minute))

    # Interviews

    @work
    async def action_new(self) -> None:
        """Book an interview at the cursor."""
        from screens.dialogs.booking import book_for

        if not self.busy():
            start = self._cursor_start()
            await book_for(self, start=start)

    def _cursor_start(self) -> datetime | None:
        column, minute = self.grid.cursor
        return day_start(date.fromisoformat(column), minute, self.session.zone) if column else None

    @work
    async def action_edit(self) -> None:
        """Change the details."""
        from screens.interview_detail import edit

        if (card := self.chosen()) is not None:
            if card.state in FIXED:
                self.say("What has begun is not edited any more.", "warning")
                return
            await edit(self, await self.sheet_of(card))

    @work
    async def action_cancel(self) -> None:
        """Cancel, with a reason."""
        from screens.interview_detail import cancel

        if (card := self.chosen()) is not None:
            await cancel(self, card.id, f"{card.who} with {card.contact}" if card.contact else card.who)

    @work
    async def action_waiting(self) -> None:
        """Choose a requested interview, and carry it to a time."""
        from screens.dialogs.choose import Choice, ChooseDialog

        if self.busy():
            return
        found = await self.read(waiting_interviews, self.session.campaign)
        rows = [
            Choice(
                one.interview.id,
                listing(list(one.students)),
                ", ".join(part for part in (one.contact, one.employer) if part),
            )
            for one in found
        ]
        empty = "No interview waits for a time. Book one with n."
        chosen = await self.ask(ChooseDialog("Which one gets a time?", rows, empty=empty))
        one = next((one.interview for one in found if one.interview.id == chosen), None)
        if one is not None:
            self.carry(one)

    # What is carried

    def column_of(self, choice: Choosing) -> str:
        """Its day."""
        return choice.day.isoformat()

    def day_of(self, column: str) -> date:
        """The column's day."""
        return date.fromisoformat(column) if column else self.view.day

    def carried(self, choice: Choosing, columns: int) -> Choosing:
        """To the next day; where that is not shown, its week is."""
        if self.facts is None:
            return choice
        shown = [plan.day for plan in shown_days(self.facts)]
        there = next_day(choice.day, columns, self.facts.bells)
        if choice.day in shown and 0 <= shown.index(choice.day) + columns < len(shown):
            there = shown[shown.index(choice.day) + columns]
        moved = replace(choice, day=there)
        if not self.view.shows(there):
            self._go(self.view.to(there))
        return moved

    def placed(self, choice: Choosing, column: str, minute: int) -> Choosing:
        """At the day and time."""
        return choice.to(date.fromisoformat(column), minute)

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
