"""The commands that the calendar and the rooms share: filter, open, move, lengthen, choose a room, zoom."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

from textual import on, work

from models.queries.cards import Card
from models.queries.sheet import Sheet, interview_sheet
from models.rules.facts import Interview
from models.rules.interview import needs_room
from models.rules.span import local_day, local_minute
from models.rules.trial import FIXED
from screens.base import Session
from screens.choosing_page import ChoosingPage
from screens.state.calendar_view import CalendarView
from screens.state.grid import Grid, GridBlock, GridColumn
from screens.state.lane_columns import ident_in
from screens.state.looks import card_lines, texts_of
from screens.state.shelf import Leaf, Shelf
from screens.state.sieve import Sieve
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import Line
from screens.widgets.filter_line import FilterLine
from screens.writable import Table, counted, made

Data = TypeVar("Data")

SOON = 0.05
"""Seconds after something was shown until its neighbours are read."""


class TimePage(ChoosingPage[Data], Generic[Data]):
    """A page of interviews in a time grid."""

    DEFAULT_CSS = """
    TimePage.-choosing #words { height: 5; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter = FilterLine("Student, contact, employer, room or state; Esc shows all", id="filter")
        self.view = self.opening_view()
        self.facts: Data | None = None
        self.cards: dict[str, Card] = {}
        self.typed = ""
        self.found = 0
        self._drawn: Grid | None = None
        self._sieve: Sieve[Card] = Sieve()
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

    @abstractmethod
    def place_lines(self) -> tuple[Line, ...]:
        """What to say about an empty place."""

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
        self.start(self._sieve.warm())

    async def _draw_ahead(self, leaf: Leaf[Data]) -> None:
        """Little by little, so that no key waits."""
        if leaf.grid is None:
            made: list[GridBlock] = []
            for some in self.blocks_of(leaf.facts):
                made += some
                await asyncio.sleep(0)
            leaf.grid = self._grid_of(leaf.facts, made)
        self.grid.prepare(leaf.grid)
        while leaf.grid.prepare():
            await asyncio.sleep(0)

    # Showing

    def take(self, facts: Data, cards: Sequence[Card]) -> None:
        """What is shown from now on."""
        if facts is not self.facts:
            self.facts = facts
            self.cards = {card.id: card for card in cards}
            self._sieve = Sieve(cards, lambda card: " ".join(texts_of(card)))

    def _grid_of(self, facts: Data, blocks: Sequence[GridBlock]) -> Grid:
        return Grid(self.columns_of(facts), blocks, *self.extent_of(facts), self.narrowest_of(facts))

    def draw(self) -> None:
        """Put what was read, and passes the filter, into the grid."""
        if self.facts is None:
            return
        leaf = self._shelf.of(self.facts) or Leaf((), self.facts, -1)
        if leaf.grid is None:
            leaf.grid = self._grid_of(self.facts, [b for some in self.blocks_of(self.facts) for b in some])
        grid = leaf.grid
        if self.typed:
            passing = {card.id for card in self._sieve.sift(self.typed)}
            known = [(block, ident_in(block.key)) for block in grid.blocks]
            kept = [block for block, ident in known if ident in passing or ident not in self.cards]
            self.found = len({ident for _, ident in known if ident in passing})
            grid = Grid(grid.columns, kept, grid.first, grid.last, grid.narrowest)
        self._drawn = grid
        self.grid.put(grid)

    def tables(self) -> Sequence[Table]:
        """The interviews in the grid, as the filter left them."""
        from screens.state.card_tables import cards_grid

        drawn = {block.key for block in self._drawn.blocks} if self._drawn else set()
        cards = [card for card in self.cards.values() if card.id in drawn]
        label = f"what is shown: {counted(len(cards), 'interview')}"
        return (Table("interviews", label, lambda: made(cards_grid(cards, self.session.zone))),)

    def today(self) -> date:
        """The local date it is."""
        return local_day(self.session.now(), self.session.zone)

    def minute_now(self) -> int:
        """The wall minute it is."""
        return local_minute(self.session.now(), self.session.zone)

    def card(self) -> Card | None:
        """The selected interview."""
        return self.cards.get(ident_in(self.grid.selected))

    def show_selected(self) -> None:
        """The selected interview, or the empty place, in words."""
        if self.choice is not None:
            return
        card = self.card()
        if card is None:
            self.words.show(self.place_lines())
        else:
            first, second = card_lines(card)
            self.words.show((("strong", first), ("", second)))

    def name_of(self, interview: Interview) -> str:
        """As the block has it."""
        card = self.cards.get(interview.id)
        return card.who if card else ""

    def chosen(self) -> Card | None:
        """The selected interview; says so when there is none, or when something is carried."""
        if self.busy():
            return None
        card = self.card()
        if card is None:
            self.say("There is no interview under the cursor.", "warning")
        return card

    async def sheet_of(self, card: Card) -> Sheet:
        """Everything about it."""
        return await self.read(interview_sheet, self.session.campaign, card.id, self.session.now())

    @on(CarryGrid.Moved)
    def _moved(self) -> None:
        self.show_selected()

    def reach(self, ident: str, tab: str) -> bool:
        """Put the cursor into a column, such as a room's, at the time where it is."""
        if not self.grid.move_to(ident, self.grid.cursor[1]):
            self.say("That is no longer here.", "warning")
        return True

    # Commands

    def action_next_block(self) -> None:
        """The next interview."""
        if not self.busy():
            self.grid.next_block(1)

    def action_previous_block(self) -> None:
        """The interview before."""
        if not self.busy():
            self.grid.next_block(-1)

    def action_zoom(self) -> None:
        """More or fewer minutes in a line."""
        self.say(f"{self.grid.zoom()} minutes in a line.", "")
        self.redraw()

    def action_filter(self) -> None:
        """Show only what matches what is typed."""
        if not self.busy():
            self.filter.open()

    def action_back(self) -> None:
        """Put down what is carried, else show all."""
        if not self.put_down():
            self.filter.close()
            self.grid.focus()

    @on(FilterLine.Typed)
    def _on_typed(self, event: FilterLine.Typed) -> None:
        self.typed = event.text
        self.draw()
        if self.typed:
            self.words.show(self.place_lines())
        else:
            self.show_selected()

    @on(FilterLine.Left)
    def _on_filter_left(self) -> None:
        """The cursor goes to the first interview that passes, unless it stands on one."""
        self.grid.focus()
        shown = [block.key for block in self._drawn.blocks if block.key in self.cards] if self._drawn else []
        if self.typed and not shown:
            self.say(
                "Nothing here matches what you typed: Ctrl+F looks on all days, Esc shows all.", "warning"
            )
        elif self.typed and self.grid.selected not in shown:
            self.grid.select(shown[0])
        self.show_selected()

    @work
    async def action_open(self) -> None:
        """Show everything about the interview; what is carried is saved."""
        if self.grid.carrying:
            self.action_save_choice()
        elif (card := self.chosen()) is not None:
            await self.open_card(card)

    async def open_card(self, card: Card) -> None:
        """Show everything about it. Only inside a worker."""
        from screens.interview_detail import show_interview

        await show_interview(self, card.id)

    def action_move(self) -> None:
        """Carry the interview to another place."""
        if (card := self.chosen()) is not None:
            self.lift(card.id)

    def action_longer(self) -> None:
        """Five minutes longer."""
        self._lengthen(5)

    def action_shorter(self) -> None:
        """Five minutes shorter."""
        self._lengthen(-5)

    def _lengthen(self, by: int) -> None:
        if self.grid.carrying:
            self.change(lambda choice: choice.longer(by))
        elif (card := self.chosen()) is not None:
            self.lift(card.id, longer=by)

    @work
    async def action_room(self) -> None:
        """Choose a room; for what is carried, the next free one."""
        from screens.interview_detail import choose_room

        if self.choice is not None:
            self.next_room()
            return
        card = self.chosen()
        if card is None:
            return
        if card.state in FIXED:
            self.say("What has begun keeps its room.", "warning")
        elif not needs_room(card.format, card.place):
            self.say("This interview is not held in a quiet room.", "warning")
        else:
            await choose_room(self, await self.sheet_of(card))
