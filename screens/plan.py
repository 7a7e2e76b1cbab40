"""The planner's page: choose how, watch the search, look at what is proposed, accept all or some of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from models.planning.aside import Search
from models.queries.planning import planning_at
from screens.base import Session
from screens.commands import bindings, footer_of
from screens.plan_views import PlanViews
from screens.planning import Asked, How, ask_how, begin, found_by, pins_tried, take
from screens.state.plan_view import Draft, by_day, drafted
from screens.state.search_view import found_text, search_lines
from screens.widgets.bars import KeyBar, keys_of

_SEARCHING = (("s", "Stop and keep the best", "stop"), ("?", "All keys", "help_keys"))
LOOK = 0.25
"""Seconds between two looks at how far a search is."""


class PlanPage(PlanViews):
    """One plan at a time: none yet, one that is searched for, or one that was found."""

    PAGE = "plan"
    TAB = "calendar"
    BINDINGS: ClassVar[list[BindingType]] = bindings("plan")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.how = How()
        self.search: Search | None = None
        self._asked: Asked | None = None

    def show_state(self) -> None:
        """How far the search is; without one, what was found."""
        super().show_state()
        for bar in self.query(KeyBar):
            bar.set_keys(_SEARCHING if self.search is not None else keys_of(footer_of(self.PAGE)))
        if self.search is not None and self._asked is not None:
            asked = self._asked
            lines = search_lines(asked.planning.problem, asked.how.seconds, self.search.newest)
            self.state_lines.show(lines)

    # Searching

    def reach(self, ident: str, tab: str) -> bool:
        """Somebody came to plan: ask how, unless there is something to look at already."""
        if self.draft is None and self.search is None:
            self.action_plan()
        return True

    @work
    async def action_plan(self) -> None:
        """Choose how, and search."""
        if self.search is not None:
            self.say("A search is under way; s stops it and keeps the best plan so far.", "warning")
            return
        planning = await self.read(planning_at, self.session.now())
        if self.draft is not None:
            self.put(await pins_tried(self, planning, self.draft))
        asked = await ask_how(self, planning, self.how, self.draft)
        if asked is not None:
            self.how, self._asked = asked.how, asked
            self.search = await begin(asked)
            self.show_state()
            self.start(self._find(asked, self.search))

    async def _find(self, asked: Asked, search: Search) -> None:
        """Wait for the plan, beside everything else."""
        timer = self.set_interval(LOOK, self.show_state)
        try:
            plan = await found_by(search)
        finally:
            timer.stop()
            self.search = None
            if self.is_attached:
                self.show_state()
        self.draft = drafted(asked.planning, plan, self.draft)
        self.come_to(next(iter(by_day(self.draft)), -1))
        self.say(found_text(asked.planning.problem, plan, here=self.is_current))
        await self.reload()

    def action_stop(self) -> None:
        """Stop the search; the best plan so far is kept."""
        if self.search is None:
            self.say("No search is under way. Press p to plan.", "warning")
        else:
            self.search.stop()
            self.say("Stopping; the best plan so far comes in a moment.", "")

    def on_unmount(self) -> None:
        """Leaving the program ends the search."""
        super().on_unmount()
        if self.search is not None:
            self.search.close()

    # Accepting

    @work
    async def action_accept(self) -> None:
        """Book what is marked, or all of it, as far as it still holds."""
        if self.draft is None or not self.draft.meetings:
            self.say("There is nothing to accept. Press p to plan.", "warning")
        else:
            self.put(await take(self, self.draft))

    @work
    async def action_discard(self) -> None:
        """Put the plan away."""
        from screens.dialogs.confirm import ConfirmDialog

        if self.draft is None:
            self.say("There is no plan to put away.", "warning")
            return
        question = ConfirmDialog("Put this plan away?", "Nothing of it is booked.", yes="Put away", no="Keep")
        if await self.ask(question):
            self.put(None)
            self.say("The plan was put away; nothing was booked.", "")

    def action_mark(self) -> None:
        """Mark what is under the cursor, and go on."""
        if self._with_places(Draft.toggled):
            self._onward()

    def _onward(self) -> None:
        """To the next row of a list, as marking does on every list."""
        if self.here == "days":
            self.days.action_cursor(1)
        elif self.here == "students":
            self.students.action_cursor(1)

    def action_pin(self) -> None:
        """Pin all that are marked, else what is under the cursor."""
        draft = self.draft
        if draft is not None and draft.marks:
            self.put(replace(draft.pinned(draft.marks), marks=frozenset()))
        else:
            self._with_places(Draft.pinned)

    def action_mark_all(self) -> None:
        """Mark all, or none."""
        if self.draft is not None and self.draft.meetings:
            self.put(self.draft.toggled(tuple(self.draft.meetings)))

    def _with_places(self, change: Callable[[Draft, tuple[int, ...]], Draft]) -> bool:
        places = self.places
        if self.draft is None or not places:
            self.say("Nothing that is proposed is under the cursor.", "warning")
            return False
        self.put(change(self.draft, places))
        return True
