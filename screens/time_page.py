"""The commands that the calendar and the rooms share: filter, open, move, lengthen, choose a room, zoom."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on, work

from models.queries.cards import Card
from models.queries.sheet import Sheet, interview_sheet
from models.rules.facts import Interview
from models.rules.interview import needs_room
from models.rules.span import local_minute
from models.rules.trial import FIXED
from screens.ahead_page import AheadPage
from screens.base import Session
from screens.state.grid import Grid
from screens.state.lane_columns import ident_in
from screens.state.looks import as_cut, card_lines, texts_of
from screens.state.shelf import Leaf
from screens.state.sieve import Sieve
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import Line
from screens.widgets.filter_line import FilterLine
from screens.writable import Table, counted, made

Data = TypeVar("Data")


class TimePage(AheadPage[Data], Generic[Data]):
    """A page of interviews in a time grid."""

    DEFAULT_CSS = """
    TimePage.-choosing #words { height: 5; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter = FilterLine("Student, contact, employer, room or state; Esc shows all", id="filter")
        self.cards: dict[str, Card] = {}
        self.typed = ""
        self.cut = ""
        self.found = 0
        self._drawn: Grid | None = None
        self._sieve: Sieve[Card] = Sieve()

    # What a page gives

    @abstractmethod
    def place_lines(self) -> tuple[Line, ...]:
        """What to say about an empty place."""

    # Showing

    def take(self, facts: Data, cards: Sequence[Card]) -> None:
        """What is shown from now on."""
        if facts is not self.facts:
            self.facts = facts
            self.cards = {card.id: card for card in cards}
            self._sieve = Sieve(cards, lambda card: " ".join(texts_of(card)))

    async def warm(self) -> None:
        """Have every card's words ready for the filter."""
        await self._sieve.warm()

    def draw(self) -> None:
        """Put what was read, and passes the filter, into the grid."""
        if self.facts is None:
            return
        leaf = self._shelf.of(self.facts) or Leaf((), self.facts, -1)
        if leaf.grid is None:
            leaf.grid = self.grid_of(self.facts, [b for some in self.blocks_of(self.facts) for b in some])
        grid = leaf.grid
        if self.typed:
            passing = {card.id for card in self._sieve.sift(self.typed)}
            known = [(block, ident_in(block.key)) for block in grid.blocks]
            kept = [block for block, ident in known if ident in passing or ident not in self.cards]
            self.found = len({ident for _, ident in known if ident in passing})
            grid = Grid(grid.columns, kept, grid.first, grid.last, grid.narrowest)
        if self.cut:
            blocks = [as_cut(b) if ident_in(b.key) == self.cut else b for b in grid.blocks]
            grid = Grid(grid.columns, blocks, grid.first, grid.last, grid.narrowest)
        self._drawn = grid
        self.grid.put(grid)

    def tables(self) -> Sequence[Table]:
        """The interviews in the grid, as the filter left them."""
        from screens.state.card_tables import cards_grid

        drawn = {block.key for block in self._drawn.blocks} if self._drawn else set()
        cards = [card for card in self.cards.values() if card.id in drawn]
        label = f"what is shown: {counted(len(cards), 'interview')}"
        return (Table("interviews", label, lambda: made(cards_grid(cards, self.session.zone))),)

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

    @on(CarryGrid.Grabbed)
    def _grabbed(self, event: CarryGrid.Grabbed) -> None:
        ident = ident_in(event.key)
        if ident in self.cards and not self.grid.carrying:
            self.grid.select(event.key)
            self.lift(ident)

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
        if self.put_down():
            self.say("It stays as it was.", "")
        elif not self.drop_cut():
            self.filter.close()
            self.grid.focus()

    def drop_cut(self) -> bool:
        """Leave what was cut where it is; whether something was."""
        had, self.cut = bool(self.cut), ""
        if had:
            self.draw()
            self.say("It stays where it is.", "")
        return had

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
