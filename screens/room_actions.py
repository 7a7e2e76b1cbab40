"""What is done with rooms: give them to all, swap, block, book, add, change and take away."""

from __future__ import annotations

from datetime import date

from textual import work

from models.queries.cards import Card
from models.queries.rooms_day import RoomBlockCard, RoomDay, RoomsFacts, rooms_facts
from screens.state.looks import times_of, where_of
from screens.state.rooms_view import BLOCK
from screens.time_page import TimePage


class RoomActions(TimePage[RoomsFacts]):
    """The verbs of the rooms."""

    def spot(self) -> tuple[RoomsFacts, RoomDay | None]:
        """The day and the place under the cursor; no place in the column of those who have none."""
        raise NotImplementedError

    def held(self) -> tuple[RoomDay, RoomBlockCard] | None:
        """The selected block or booking, with its place; or the one at the cursor where calls crowd it out of sight."""
        key = self.grid.selected
        if self.facts is None or (key and not key.startswith(BLOCK)):
            return None
        if key:
            days = self.facts.week or (self.facts,)
            every = ((one, block) for day in days for one in day.every for block in one.blocks)
            return next(((one, block) for one, block in every if block.block.id == key[len(BLOCK) :]), None)
        one, minute = self.spot()[1], self.grid.cursor[1]
        if one is None:
            return None
        return next(((one, block) for block in one.blocks if block.start <= minute < block.end), None)

    def place(self) -> RoomDay | None:
        """The place under the cursor; says so where there is none, or when something is carried."""
        if self.busy() or self.facts is None:
            return None
        one = self.spot()[1]
        if one is None and not self.facts.every:
            self.say("There are no quiet rooms yet: n adds one.", "warning")
        elif one is None:
            self.say("Go to a room's column first.", "warning")
        return one

    # Calls

    @work
    async def action_assign_all(self) -> None:
        """Propose a room for every interview of the day that has none; nothing happens unless accepted."""
        from screens.rooming import propose_all_rooms

        if not self.busy() and self.facts is not None:
            await propose_all_rooms(self, self.spot()[0].day)

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
        rows = swap_choices(card, await self.cards_of(card.day))
        empty = "No other interview of this day has another room."
        title, note = f"Swap rooms: {card.who}", f"{times_of(card)}, {where_of(card)}. With whom?"
        other = await self.ask(ChooseDialog(title, rows, note=note, empty=empty))
        if other is not None:
            await self.act(swap_rooms, card.id, other)

    async def cards_of(self, day: date) -> tuple[Card, ...]:
        """The interviews of a whole day, also where one room alone is shown."""
        if self.facts is not None and not self.facts.week:
            return self.facts.cards
        return (await self.read(rooms_facts, self.session.campaign, day)).cards

    # Places

    @work
    async def action_block(self) -> None:
        """Block the room for a time, or free it again; calls that stand in it find other places."""
        found = self.held()
        if self.busy():
            return
        if found is not None:
            await self._free(found[1])
        elif (one := self.place()) is not None:
            from screens.room_forms import ask_block

            minute = self.grid.cursor[1]
            await ask_block(self, one.room, self.spot()[0].day, minute, min(minute + 60, LAST))

    async def ask_span(self, start: int, end: int) -> None:
        """Block a stretch of a room that was drawn, or book one of a lab or a phone. Only inside a worker."""
        from screens.room_forms import ask_block, ask_booking

        if (one := self.place()) is not None:
            ask = ask_block if one.room.kind == "room" else ask_booking
            await ask(self, one.room, self.spot()[0].day, start, min(end, LAST))

    async def _free(self, block: RoomBlockCard) -> None:
        from models.operations.removing import remove_record

        kind = "reservations" if block.block.held else "blocks"
        await self.act(remove_record, kind, block.block.id)

    @work
    async def action_book(self) -> None:
        """Book the place for a student or a class; for a call, a phone to take along."""
        from screens.room_forms import ask_booking, ask_phone

        card = self.card()
        if self.busy():
            return
        if card is not None:
            await ask_phone(self, card)
        elif (one := self.place()) is not None:
            day, minute = self.spot()[0], self.grid.cursor[1]
            # Labs are mostly wanted for a whole period.
            period = next((p for p in day.plan.periods if p.start <= minute < p.end), None)
            start, end = (period.start, period.end) if period else (minute, min(minute + 45, LAST))
            await ask_booking(self, one.room, day.day, start, end)

    @work
    async def action_new(self) -> None:
        """Add a room, a lab or a phone."""
        from screens.record_form import add_with_form

        if not self.busy():
            await add_with_form(self, "places", {"kind": "room"})

    @work
    async def action_edit(self) -> None:
        """Change the place under the cursor: hours, equipment, seats, minutes between calls."""
        from screens.record_form import edit_with_form

        if (one := self.place()) is not None:
            await edit_with_form(self, "places", one.room.id)

    @work
    async def action_discard(self) -> None:
        """Take away the block or booking under the cursor, else the place itself."""
        from models.operations.removing import remove_record

        found = self.held()
        if self.busy():
            return
        if found is not None:
            await self._free(found[1])
        elif self.card() is not None:
            self.say("An interview is not taken away here: x on the calendar cancels it.", "warning")
        elif (one := self.place()) is not None:
            await self.act(remove_record, "places", one.room.id)


LAST = 24 * 60 - 1
"""The last wall minute that can be typed."""
