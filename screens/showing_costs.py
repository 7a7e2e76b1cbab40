"""While an interview is carried, each free minute of the days in sight shows what it would cost there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from models.queries.booking import times_world
from models.rules.facts import Interview
from models.rules.starts import day_costs
from models.rules.trial import Trial
from screens.state.choosing import Choosing
from screens.state.cost_marks import CostMark, day_marks, other_clock

if TYPE_CHECKING:
    from screens.choosing_page import ChoosingPage


class ShowingCosts:
    """The costs of one interview that is carried on one page."""

    def __init__(self, page: ChoosingPage[Any]) -> None:
        self._page = page
        self._world: Trial | None = None
        self._stamp = -1
        self._marks: dict[tuple[date, int], dict[int, CostMark]] = {}
        self._working = False

    def end(self) -> None:
        """Nothing is carried any more."""
        self._world, self._stamp = None, -1
        self._marks.clear()
        self._page.grid.set_marks({})
        self._page.grid.set_other(None)

    def follow(self) -> None:
        """Something is carried, perhaps longer than before, perhaps over other days: show what that costs."""
        if self._stamp not in (-1, self._page.session.stamp):
            self._world = None
            self._marks.clear()
        if not self._working and self._wanted():
            self._working = True
            self._page.start(self._work())
        elif not self._working:
            self._show()

    def _wanted(self) -> list[date]:
        choice = self._page.choice
        if choice is None:
            return []
        days = sorted(set(self._page.days_in_sight(choice).values()))
        return [day for day in days if (day, choice.minutes) not in self._marks]

    async def _work(self) -> None:
        try:
            while (choice := self._page.choice) is not None and (days := self._wanted()):
                wish = choice.wish or choice.interview
                wish = wish._replace(minutes=choice.minutes)
                world = await self._known(wish)
                await self._judge(world, wish, days, choice.minutes)
                self._show()
        finally:
            self._working = False

    async def _known(self, wish: Interview) -> Trial:
        if self._world is None:
            session, stamp = self._page.session, self._page.session.stamp
            self._world = await self._page.read(times_world, session.campaign, wish, session.now())
            self._stamp = stamp
        return self._world

    async def _judge(self, world: Trial, wish: Interview, days: list[date], minutes: int) -> None:
        """Beside the keys; a day at a time, so that none waits long."""
        now = self._page.session.now()
        for day in days:
            work = partial(day_costs, wish, [day], world.bookings, now)
            found = await asyncio.to_thread(work)
            self._marks[day, minutes] = day_marks(found[day], wish, world.situation)

    def _show(self) -> None:
        choice = self._page.choice
        if choice is None:
            return
        shown: Mapping[str, date] = self._page.days_in_sight(choice)
        marks = {
            key: self._marks[day, choice.minutes]
            for key, day in shown.items()
            if (day, choice.minutes) in self._marks
        }
        self._page.grid.set_marks(marks)
        self._show_clock(choice)

    def _show_clock(self, choice: Choosing) -> None:
        contact = self._world.situation.contacts.get(choice.interview.contact or "") if self._world else None
        if contact is not None:
            self._page.grid.set_other(other_clock(contact.zone, choice.zone, choice.day))
