"""Reading days ahead: what lies a key away is read and laid out beside the keys, so that turning the page waits for nothing."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

from models.rules.span import local_day
from screens.base import Session
from screens.choosing_page import ChoosingPage
from screens.state.calendar_view import CalendarView
from screens.state.grid import Grid, GridBlock, GridColumn
from screens.state.shelf import Leaf, Shelf

Data = TypeVar("Data")

SOON = 0.05
"""Seconds after something was shown until its neighbours are read."""


class AheadPage(ChoosingPage[Data], Generic[Data]):
    """A page of days, of which some are shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view = self.opening_view()
        self.facts: Data | None = None
        self._shelf: Shelf[Data] = Shelf()
        self._going_ahead = False

    # What a page gives

    @abstractmethod
    def opening_view(self) -> CalendarView:
        """The days shown first."""

    @abstractmethod
    async def read_days(self, view: CalendarView) -> Data:
        """Read what the days of a view need."""

    @abstractmethod
    def columns_of(self, facts: Data) -> Sequence[GridColumn]:
        """The grid's columns."""

    @abstractmethod
    def blocks_of(self, facts: Data) -> Iterable[Sequence[GridBlock]]:
        """The grid's blocks, some at a time."""

    @abstractmethod
    def extent_of(self, facts: Data) -> tuple[int, int]:
        """The first and last wall minute."""

    def narrowest_of(self, facts: Data) -> int:
        """Cells of the narrowest column; 0 for as many as usual."""
        return 0

    @abstractmethod
    def views_ahead(self) -> Iterator[CalendarView]:
        """Where a person may go from here by one key."""

    # Reading

    async def fetch(self) -> Data:
        """The shown days; from memory where they were read already and nothing has changed since."""
        return (await self._leaf(self.view)).facts

    async def _leaf(self, view: CalendarView) -> Leaf[Data]:
        known, stamp = self.known(view), self.session.stamp
        return known or self._shelf.put(self.key_of(view), await self.read_days(view), stamp)

    def known(self, view: CalendarView) -> Leaf[Data] | None:
        """These days, if they were read already and nothing has changed since."""
        return self._shelf.find(self.key_of(view), self.session.stamp)

    def key_of(self, view: CalendarView) -> Hashable:
        """Under which its days are kept: tomorrow they look different."""
        return (*view.span, self.today())

    def turn(self) -> None:
        """Show the days of the view, at once if they were read ahead."""
        known = self.known(self.view)
        if known is None:
            self.start(self.reload())
        else:
            self.show(known.facts)

    def look_ahead(self) -> None:
        """Soon read and lay out what lies a key away, beside the keys."""
        self.set_timer(SOON, self._begin_ahead)

    def _begin_ahead(self) -> None:
        if self.is_current and self.choice is None and not self._going_ahead:
            self.start(self._ahead())

    async def on_screen_resume(self) -> None:
        """What was left unread because another page came in front."""
        self.look_ahead()

    async def _ahead(self) -> None:
        done: Data | None = None
        self._going_ahead = True
        try:
            while self.is_current and self.facts is not done:
                done = self.facts
                await self._ahead_of(done)
        finally:
            self._going_ahead = False

    async def _ahead_of(self, facts: Data | None) -> None:
        """The days around, as long as a person stays with these."""
        for view in self.views_ahead():
            leaf = await self._leaf(view)
            if self.facts is not facts or not self.is_current:
                return
            await self._draw_ahead(leaf)
        self.start(self.warm())

    async def _draw_ahead(self, leaf: Leaf[Data]) -> None:
        """Little by little, so that no key waits."""
        if leaf.grid is None:
            made: list[GridBlock] = []
            for some in self.blocks_of(leaf.facts):
                made += some
                await asyncio.sleep(0)
            leaf.grid = self.grid_of(leaf.facts, made)
        self.grid.prepare(leaf.grid)
        while leaf.grid.prepare():
            await asyncio.sleep(0)

    @abstractmethod
    async def warm(self) -> None:
        """Get ready for what else a person may do with these days."""

    def grid_of(self, facts: Data, blocks: Sequence[GridBlock]) -> Grid:
        """The grid of these days with these blocks."""
        return Grid(self.columns_of(facts), blocks, *self.extent_of(facts), self.narrowest_of(facts))

    def today(self) -> date:
        """The local date it is."""
        return local_day(self.session.now(), self.session.zone)
