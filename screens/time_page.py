"""The commands that the calendar and the rooms share: filter, open, move, lengthen, choose a room, zoom."""

from __future__ import annotations

from abc import abstractmethod
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
from screens.state.looks import card_lines, texts_of
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import Line
from screens.widgets.filter_line import FilterLine, matches

Data = TypeVar("Data")


class TimePage(ChoosingPage[Data], Generic[Data]):
    """A page of interviews in a time grid."""

    DEFAULT_CSS = """
    TimePage.-choosing #words { height: 5; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter = FilterLine("Student, contact, employer, room or state; Esc shows all", id="filter")
        self.cards: dict[str, Card] = {}
        self.typed = ""

    # What a page gives

    @abstractmethod
    def draw(self) -> None:
        """Put what was read, and passes the filter, into the grid."""

    @abstractmethod
    def place_lines(self) -> tuple[Line, ...]:
        """What to say about an empty place."""

    # Showing

    def today(self) -> date:
        """The local date it is."""
        return local_day(self.session.now(), self.session.zone)

    def minute_now(self) -> int:
        """The wall minute it is."""
        return local_minute(self.session.now(), self.session.zone)

    def keeps(self, card: Card) -> bool:
        """Whether an interview passes the filter."""
        return not self.typed or matches(self.typed, *texts_of(card))

    def card(self) -> Card | None:
        """The selected interview."""
        return self.cards.get(self.grid.selected or "")

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
        self.grid.focus()
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
