"""The quiet rooms of one day: who is where, who has none; give, move, block, and fill all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from models.queries.calendar import interview_by_id
from models.queries.rooms_day import RoomBlockCard, RoomDay, RoomsFacts, rooms_facts
from models.rules.facts import Interview
from models.rules.interview import needs_room
from models.rules.naming import day_text
from models.rules.span import local_day
from screens.base import Session
from screens.commands import bindings
from screens.state.calendar_view import CalendarView, first_view
from screens.state.choosing import Choosing, day_start
from screens.state.grid import GridBlock, GridColumn
from screens.state.looks import times_of, where_of
from screens.state.rooms_view import (
    BLOCK,
    NO_ROOM,
    block_lines,
    day_line,
    room_blocks,
    room_columns,
    room_lines,
    rooms_extent,
)
from screens.time_page import TimePage
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import FewLines, Line
from screens.writable import Table, counted, made


class RoomsPage(TimePage[RoomsFacts]):
    """Rooms against time."""

    PAGE = "rooms"
    IMPORTS = "rooms"
    BINDINGS: ClassVar[list[BindingType]] = bindings("rooms")
    DEFAULT_CSS = """
    RoomsPage #day { height: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title_line = FewLines(id="day")
        self._placed = False

    def opening_view(self) -> CalendarView:
        """The day that matters now."""
        return CalendarView(first_view(self.session.campaign, self.today()).day, "day")

    def body(self) -> Iterable[Widget]:
        """The day, the filter, the rooms, what is selected."""
        yield self.title_line
        yield self.filter
        yield self.grid
        yield self.words

    # Reading and showing

    async def read_days(self, view: CalendarView) -> RoomsFacts:
        """The one day."""
        return await self.read(rooms_facts, self.session.campaign, view.day)

    def views_ahead(self) -> Iterator[CalendarView]:
        """The days before and after."""
        if self.facts is not None:
            yield from (self.view.stepped(by, self.facts.bells) for by in (1, -1))

    def columns_of(self, facts: RoomsFacts) -> Sequence[GridColumn]:
        """A column for each room."""
        return room_columns(facts)

    def blocks_of(self, facts: RoomsFacts) -> Iterable[Sequence[GridBlock]]:
        """The interviews, and what blocks the rooms."""
        return (room_blocks(facts),)

    def extent_of(self, facts: RoomsFacts) -> tuple[int, int]:
        """All periods, interviews and open hours."""
        return rooms_extent(facts)

    def show(self, data: RoomsFacts) -> None:
        """Put the day up; the cursor stays on its interview, else on its room and time."""
        if data.day != self.view.day:
            return
        self.take(data, data.cards)
        self.title_line.show((day_line(data),))
        self.draw()
        if not self._placed:
            self._placed = True
            self.grid.focus()
            self._place_cursor(data)
        self.renew()
        self.show_selected()
        self.look_ahead()

    def draw(self) -> None:
        """The rooms with what passes the filter, and the line of the present."""
        super().draw()
        self._show_now()

    def _place_cursor(self, facts: RoomsFacts) -> None:
        """On the first interview ahead that has no room; else where the day is now."""
        ahead = [card for card in facts.without if card.ends > self.session.now()]
        if ahead:
            self.grid.select(ahead[0].id)
        elif facts.rooms:
            first = min((period.start for period in facts.plan.periods), default=8 * 60)
            minute = self.minute_now() if facts.day == self.today() else first
            self.grid.move_to(facts.rooms[0].room.id, minute)

    async def on_mount(self) -> None:
        """The line of the present moves on by itself."""
        self.set_interval(10.0, self._show_now)

    def _show_now(self) -> None:
        here = self.facts is not None and self.facts.day == self.today()
        self.grid.set_now((NO_ROOM, self.minute_now()) if here else None)

    def show_selected(self) -> None:
        """The selected interview or block, or the empty place, in words."""
        found = self._block()
        if found is None or self.choice is not None:
            super().show_selected()
        else:
            first, second = block_lines(*found)
            self.words.show((("strong", first), ("", second)))

    def place_lines(self) -> tuple[Line, ...]:
        """The empty place, or what to do first."""
        facts = self.facts
        if facts is None:
            return (("dim", "Reading …"),)
        if not facts.rooms:
            return (
                ("strong", "There are no quiet rooms yet."),
                ("", "Import a file: wbl-tui import rooms FILE; or add one: wbl-tui add rooms."),
            )
        if self.typed:
            return (("", f"{self.found} of {len(facts.cards)} shown. Esc shows all."),)
        first, second = room_lines(facts, *self.grid.cursor)
        return (("", first), ("dim", second))

    def tables(self) -> Sequence[Table]:
        """The interviews of the day, then what blocks its rooms."""
        from screens.state.card_tables import blocks_grid

        rooms, day = self._rooms(), self.view.day.isoformat()
        count = counted(sum(len(one.blocks) for one in rooms), "time")
        label = f"when rooms are blocked on this day: {count}"
        return (*super().tables(), Table("blocks", label, lambda: made(blocks_grid(rooms, day))))

    def _block(self) -> tuple[RoomDay, RoomBlockCard] | None:
        """The selected block, with its room; or the one at the cursor where calls crowd it out of sight."""
        key = self.grid.selected
        if self.facts is None or (key and not key.startswith(BLOCK)):
            return None
        column, minute = self.grid.cursor

        def here(room: str, each: RoomBlockCard) -> bool:
            if key:
                return each.block.id == key[len(BLOCK) :]
            return room == column and each.start <= minute < each.end

        every = ((one, block) for one in self.facts.rooms for block in one.blocks)
        return next(((one, block) for one, block in every if here(one.room.id, block)), None)

    @on(CarryGrid.Opened)
    def _opened(self, event: CarryGrid.Opened) -> None:
        if event.block is None:
            self._say_place()
        else:
            self.action_open()

    def _say_place(self) -> None:
        if self.facts is not None and self.facts.without:
            self.say("r gives the selected interview a room, a finds rooms for all that have none.", "")
        else:
            self.say("Nothing is here. B blocks the room for a time.", "")

    # Going about

    def _go(self, day: date) -> None:
        self.view = self.view.to(day)
        self.turn()

    def _step(self, by: int) -> None:
        if self.facts is None:
            return
        view = self.view.stepped(by, self.facts.bells)
        if self.choice is not None:
            self.choice = replace(self.choice, day=view.day)
        self._go(view.day)

    def action_earlier(self) -> None:
        """The day before."""
        self._step(-1)

    def action_later(self) -> None:
        """The day after."""
        self._step(1)

    def action_today(self) -> None:
        """Today."""
        if not self.busy():
            self._go(self.today())

    @work
    async def action_open(self) -> None:
        """Show everything about the interview or the block; what is carried is saved."""
        from screens.dialogs.detail import DetailDialog, Section

        found = self._block()
        if self.grid.carrying:
            self.action_save_choice()
        elif found is not None:
            first, second = block_lines(*found)
            await self.ask(DetailDialog(first, (Section("", [("", second.strip())]),)))
        elif (card := self.chosen()) is not None:
            await self.open_card(card)

    # Rooms

    @work
    async def action_assign_all(self) -> None:
        """Propose a room for every interview of the day that has none; nothing happens unless accepted."""
        from models.operations.proposals import accept
        from models.operations.rooms import propose_rooms
        from screens.dialogs.proposal import ProposalDialog

        if self.busy():
            return
        proposal = await self.read(propose_rooms, self.session.now(), self.view.day)
        if not proposal.rows:
            self.say(f"Every interview ahead on {day_text(self.view.day)} has a room.", "")
            return
        if await self.ask(ProposalDialog(proposal, accept="Give these rooms")):
            await self.act(accept, proposal)

    @work
    async def action_swap(self) -> None:
        """Choose another interview of the day; the two change rooms."""
        from models.operations.rooms import WAITING, swap_rooms
        from screens.dialogs.choose import ChooseDialog
        from screens.state.room_choices import swap_choices

        card = self.chosen()
        if card is None or self.facts is None:
            return
        if card.state not in WAITING:
            self.say("What has begun keeps its room.", "warning")
            return
        rows = swap_choices(card, self.facts.cards)
        empty = "No other interview of this day has another room."
        title, note = f"Swap rooms: {card.who}", f"{times_of(card)}, {where_of(card)}. With whom?"
        other = await self.ask(ChooseDialog(title, rows, note=note, empty=empty))
        if other is not None:
            await self.act(swap_rooms, card.id, other)

    @work
    async def action_block(self) -> None:
        """Block the room for a time, or free it again."""
        if self.busy():
            return
        found = self._block()
        if found is not None:
            from models.operations.removing import remove_record

            await self.act(remove_record, "blocks", found[1].block.id)
            return
        one = next((each for each in self._rooms() if each.room.id == self.grid.cursor[0]), None)
        if one is None:
            self.say("Go to a room's column first.", "warning")
        else:
            await self._ask_block(one)

    async def _ask_block(self, one: RoomDay) -> None:
        from models.operations.places import block_room
        from screens.dialogs.form import Field, FormDialog

        minute = self.grid.cursor[1]
        fields = (
            Field("start", "From", "time", minute, True),
            Field("end", "To", "time", min(minute + 60, 24 * 60 - 1), True),
            Field("why", "Why", "text", ""),
        )
        title = f"Block {one.room.name} on {day_text(self.view.day)}"
        values = await self.ask(FormDialog(title, fields, save="Block", check=_check_times))
        if values is None:
            return
        zone = self.session.zone
        start, end = (day_start(self.view.day, values[name], zone) for name in ("start", "end"))
        if start is None or end is None:
            self.say("One of these times does not exist: the clock skips it.", "refused")
        else:
            await self.act(block_room, one.room.id, start, end, values["why"])

    def _rooms(self) -> tuple[RoomDay, ...]:
        return self.facts.rooms if self.facts is not None else ()

    # What is carried

    def column_of(self, choice: Choosing) -> str:
        """Its room."""
        return choice.room or NO_ROOM

    def day_of(self, column: str) -> date:
        """The day shown."""
        return self.view.day

    def carried(self, choice: Choosing, columns: int) -> Choosing:
        """To the next room; before the first there is none."""
        order = [NO_ROOM, *(one.room.id for one in self._rooms())]
        here = self.column_of(choice)
        at = (order.index(here) if here in order else 0) + columns
        chosen = order[max(0, min(at, len(order) - 1))]
        return choice.with_room(None if chosen == NO_ROOM else chosen)

    def placed(self, choice: Choosing, column: str, minute: int) -> Choosing:
        """At the room and time."""
        return choice.to(choice.day, minute).with_room(None if column == NO_ROOM else column)

    async def go_to(self, ident: str) -> None:
        """Show the interview's day, and select it."""
        found: Interview | None = await self.read(interview_by_id, ident)
        if found is None or found.start is None or not needs_room(found.format, found.place):
            return
        day = local_day(found.start, self.session.zone)
        if day != self.view.day:
            self.view = self.view.to(day)
            await self.reload()
        self.grid.select(ident)


def _check_times(values: dict[str, int]) -> dict[str, str]:
    return {} if values["start"] < values["end"] else {"end": "It has to end after it begins."}
