"""While an interview is carried, each free minute of the days in sight shows what it would cost there."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from models.queries.booking import times_world
from models.rules.facts import Interview
from models.rules.starts import day_costs
from models.rules.trial import Trial
from screens.state.choosing import Choosing
from screens.state.cost_marks import CostMark, day_marks, other_clock, room_marks

if TYPE_CHECKING:
    from screens.choosing_page import ChoosingPage


class ShowingCosts:
    """The costs of one interview that is carried on one page."""

    def __init__(self, page: ChoosingPage[Any]) -> None:
        self._page = page
        self._world: Trial | None = None
        self._stamp = -1
        self._marks: dict[tuple[date, int, str], dict[int, CostMark]] = {}
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

    def _in_sight(self, choice: Choosing) -> dict[str, tuple[date, int, str]]:
        """For each column its day, the minutes asked for, and its room ("" where a column is no room)."""
        rooms = self._page.rooms_in_sight(choice)
        days = self._page.days_in_sight(choice)
        return {column: (day, choice.minutes, rooms.get(column, "")) for column, day in days.items()}

    def _wanted(self) -> dict[date, set[str]]:
        """The rooms of each day that are not known yet."""
        wanted: dict[date, set[str]] = {}
        if self._page.choice is not None:
            for key in self._in_sight(self._page.choice).values():
                if key not in self._marks:
                    wanted.setdefault(key[0], set()).add(key[2])
        return dict(sorted(wanted.items()))

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

    async def _judge(
        self, world: Trial, wish: Interview, days: Mapping[date, Collection[str]], minutes: int
    ) -> None:
        """Beside the keys; a day at a time, so that none waits long."""
        now = self._page.session.now()
        for day, rooms in days.items():
            found = await asyncio.to_thread(partial(_marks_of, world, wish, day, rooms, now))
            self._marks.update({(day, minutes, room): marks for room, marks in found.items()})

    def _show(self) -> None:
        choice = self._page.choice
        if choice is None:
            return
        shown = self._in_sight(choice)
        marks = {column: self._marks[key] for column, key in shown.items() if key in self._marks}
        self._page.grid.set_marks(marks)
        self._show_clock(choice)

    def _show_clock(self, choice: Choosing) -> None:
        contact = self._world.situation.contacts.get(choice.interview.contact or "") if self._world else None
        if contact is not None:
            self._page.grid.set_other(other_clock(contact.zone, choice.zone, choice.day))


def _marks_of(
    world: Trial, wish: Interview, day: date, rooms: Collection[str], now: datetime
) -> dict[str, dict[int, CostMark]]:
    costs = day_costs(wish, [day], world.bookings, now)[day]
    known = world.situation.rooms
    return {
        room: room_marks(costs, wish, known[room], world.bookings)
        if room in known
        else day_marks(costs, wish, world.situation)
        for room in rooms
    }
