"""The quiet rooms of one day, or the week of one: who is where, who has none, what is free now and until when."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from models.queries.calendar import interview_by_id
from models.queries.rooms_day import RoomDay, RoomsFacts, room_week, rooms_facts
from models.rules.facts import Interview
from models.rules.interview import needs_room
from models.rules.span import local_day
from screens.base import Session
from screens.commands import bindings
from screens.room_actions import RoomActions
from screens.state.calendar_view import CalendarView, first_view
from screens.state.choosing import Choosing
from screens.state.grid import GridBlock, GridColumn
from screens.state.room_week import day_facts, week_blocks, week_columns, week_line
from screens.state.rooms_free import free_line
from screens.state.rooms_view import (
    NO_ROOM,
    block_lines,
    day_line,
    room_blocks,
    room_columns,
    room_lines,
    rooms_extent,
)
from screens.widgets.carry_grid import CarryGrid
from screens.widgets.few_lines import FewLines, Line
from screens.widgets.span_grid import SpanGrid
from screens.writable import Table, counted, made


class RoomsPage(RoomActions):
    """Rooms against time."""

    PAGE = "rooms"
    IMPORTS = "rooms"
    BINDINGS: ClassVar[list[BindingType]] = bindings("rooms")
    DEFAULT_CSS = """
    RoomsPage #day { height: 1; }
    RoomsPage #day.-strip { height: 2; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.grid = SpanGrid(id="grid")
        self.title_line = FewLines(id="day")
        self._placed = False
        self._goal: tuple[str, int] | None = None
        self.room = ""

    def opening_view(self) -> CalendarView:
        """The day that matters now."""
        return CalendarView(first_view(self.session.campaign, self.today()).day, "day")

    def body(self) -> Iterable[Widget]:
        """The day and what is free, the filter, the rooms, what is selected."""
        yield self.title_line
        yield self.filter
        yield self.grid
        yield self.words

    # Reading and showing

    def key_of(self, view: CalendarView) -> Hashable:
        """Of a week also the room."""
        return (super().key_of(view), self.room if view.mode == "week" else "")

    async def read_days(self, view: CalendarView) -> RoomsFacts:
        """The one day; or the one room's week, as long as there is the room."""
        if view.mode == "week":
            found = await self.read(room_week, self.session.campaign, self.room, *view.span)
            if found is not None:
                return found
            self.view = view = replace(view, mode="day")
        return await self.read(rooms_facts, self.session.campaign, view.day)

    def views_ahead(self) -> Iterator[CalendarView]:
        """The days, or weeks, before and after."""
        if self.facts is not None:
            yield from (self.view.stepped(by, self.facts.bells) for by in (1, -1))

    def columns_of(self, facts: RoomsFacts) -> Sequence[GridColumn]:
        """A column for each room, or for each day of one."""
        return week_columns(facts, self.today()) if facts.week else room_columns(facts)

    def blocks_of(self, facts: RoomsFacts) -> Iterable[Sequence[GridBlock]]:
        """The interviews, and what blocks and books the rooms."""
        return (week_blocks(facts) if facts.week else room_blocks(facts),)

    def extent_of(self, facts: RoomsFacts) -> tuple[int, int]:
        """All periods, interviews and open hours."""
        return rooms_extent(facts)

    def show(self, data: RoomsFacts) -> None:
        """Put the day up; the cursor stays on its interview, else on its room and time."""
        if (self.view.mode == "week") != bool(data.week) or data.day != self.view.span[0]:
            return
        self.take(data, data.cards)
        self.draw()
        if not self._placed:
            self._placed = True
            self.grid.focus()
            self._place_cursor(data)
        if self._goal is not None:
            self.grid.move_to(*self._goal)
            self._goal = None
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
        """The line of the present, and what is free, move on by themselves."""
        self.set_interval(10.0, self._show_now)

    def on_resize(self) -> None:
        """As many rooms are named as there is room for."""
        self._show_now()

    def _show_now(self) -> None:
        facts, today = self.facts, self.today()
        if facts is None:
            return
        here = self.view.shows(today)
        strip = here and not facts.week and bool(facts.rooms)
        lines = [week_line(facts) if facts.week else day_line(facts)]
        self.title_line.show(
            (*lines, free_line(facts, self.minute_now(), self.size.width - 2)) if strip else lines
        )
        self.title_line.set_class(strip, "-strip")
        column = today.isoformat() if facts.week else NO_ROOM
        self.grid.set_now((column, self.minute_now()) if here else None)

    def spot(self) -> tuple[RoomsFacts, RoomDay | None]:
        """The day and the place under the cursor."""
        facts = self.facts
        if facts is None:
            raise RuntimeError("nothing is shown yet")
        column = self.grid.cursor[0]
        if facts.week:
            return day_facts(facts, column) or (facts.week[0], facts.week[0].rooms[0])
        return facts, next((each for each in facts.every if each.room.id == column), None)

    def show_selected(self) -> None:
        """The selected interview or block, or the empty place, in words."""
        found = self.held()
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
        if not facts.every:
            return (
                ("strong", "There are no quiet rooms yet: n adds one."),
                ("", "Or import a file with Ctrl+O: its columns are name, capacity, equipment, open."),
            )
        if self.typed:
            return (("", f"{self.found} of {len(facts.cards)} shown. Esc shows all."),)
        day, one = self.spot()
        first, second = room_lines(day, one, self.grid.cursor[1])
        return (("", first), ("dim", second))

    def tables(self) -> Sequence[Table]:
        """The interviews of the day, then what blocks its rooms."""
        from screens.state.card_tables import blocks_grid

        rooms, day = self._rooms(), self.view.day.isoformat()
        count = counted(sum(len(one.blocks) for one in rooms), "time")
        label = f"when rooms are blocked on this day: {count}"
        return (*super().tables(), Table("blocks", label, lambda: made(blocks_grid(rooms, day))))

    @on(CarryGrid.Opened)
    def _opened(self, event: CarryGrid.Opened) -> None:
        if event.block is None:
            self._say_place()
        else:
            self.action_open()

    @on(SpanGrid.Spanned)
    def _spanned(self, event: SpanGrid.Spanned) -> None:
        """What was drawn in a room is to be blocked, in a lab or a phone to be booked."""
        self.grid.move_to(event.column, event.start)
        self.start(self.ask_span(event.start, event.end))

    def _say_place(self) -> None:
        if self.facts is not None and self.facts.without:
            self.say("r gives the selected interview a room, a finds rooms for all that have none.", "")
        else:
            self.say("Nothing is here. B blocks the room for a time, b books it.", "")

    # Going about

    def _go(self, day: date) -> None:
        self.view = self.view.to(day)
        if self.view.mode == "week":
            self._goal = day.isoformat(), self.grid.cursor[1]
        self.turn()

    def _step(self, by: int) -> None:
        if self.facts is None:
            return
        view = self.view.stepped(by, self.facts.bells)
        if self.choice is not None:
            self.choice = replace(self.choice, day=view.day)
        self._go(view.day)

    def action_earlier(self) -> None:
        """The day, or week, before."""
        self._step(-1)

    def action_later(self) -> None:
        """The day, or week, after."""
        self._step(1)

    def action_today(self) -> None:
        """Today."""
        if not self.busy():
            self._go(self.today())

    def action_view(self) -> None:
        """All rooms of one day, or the week of the room under the cursor."""
        if self.facts is None or self.busy():
            return
        day, one = self.spot()
        if self.facts.week:
            self.view, self._goal = CalendarView(day.day, "day"), (self.room, self.grid.cursor[1])
        elif one is None:
            self.say("Go to a room's column first: v then shows its week.", "warning")
            return
        else:
            self.room = one.room.id
            self.view = CalendarView(self.view.day, "week")
            self._goal = self.view.day.isoformat(), self.grid.cursor[1]
        self.turn()

    @work
    async def action_open(self) -> None:
        """Show everything about the interview or the block; what is carried is saved."""
        from screens.dialogs.detail import DetailDialog, Section

        found = self.held()
        if self.grid.carrying:
            self.action_save_choice()
        elif found is not None:
            first, second = block_lines(*found)
            await self.ask(DetailDialog(first, (Section("", [("", second.strip())]),)))
        elif (card := self.chosen()) is not None:
            await self.open_card(card)

    def _rooms(self) -> tuple[RoomDay, ...]:
        return self.facts.rooms if self.facts is not None else ()

    # What is carried

    def column_of(self, choice: Choosing) -> str:
        """Its room; in a week its day."""
        if self.view.mode == "week":
            return choice.day.isoformat()
        return choice.room or NO_ROOM

    def day_of(self, column: str) -> date:
        """The day shown, or the column's own."""
        return date.fromisoformat(column) if self.view.mode == "week" else self.view.day

    def days_in_sight(self, choice: Choosing) -> Mapping[str, date]:
        """Those who have no room and every quiet room; in a week the days."""
        if self.view.mode == "week":
            return {column.key: self.day_of(column.key) for column in self.grid.columns}
        return {key: self.view.day for key in (NO_ROOM, *(one.room.id for one in self._rooms()))}

    def rooms_in_sight(self, choice: Choosing) -> Mapping[str, str]:
        """The rooms; in a week the one in which it is held."""
        if self.view.mode == "week":
            return {column.key: choice.room or "" for column in self.grid.columns}
        return {one.room.id: one.room.id for one in self._rooms()}

    def carried(self, choice: Choosing, columns: int) -> Choosing:
        """To the next room; before the first there is none. In a week to the next day."""
        week = self.facts.week if self.facts is not None else ()
        order = [day.day.isoformat() for day in week] or [NO_ROOM, *(one.room.id for one in self._rooms())]
        here = self.column_of(choice)
        at = (order.index(here) if here in order else 0) + columns
        return self._at(choice, order[max(0, min(at, len(order) - 1))], choice.minute)

    def placed(self, choice: Choosing, column: str, minute: int) -> Choosing:
        """At the room, or the day, and the time; no interview is held in a lab or a phone."""
        if self.view.mode != "week" and column not in (NO_ROOM, *(one.room.id for one in self._rooms())):
            column = self.column_of(choice)
        return self._at(choice, column, minute)

    def _at(self, choice: Choosing, column: str, minute: int) -> Choosing:
        moved = choice if minute == choice.minute else choice.to(choice.day, minute)
        if self.view.mode == "week":
            return replace(moved, day=date.fromisoformat(column))
        return moved.with_room(None if column == NO_ROOM else column)

    async def go_to(self, ident: str) -> None:
        """Show the interview's day, and select it."""
        found: Interview | None = await self.read(interview_by_id, ident)
        if found is None or found.start is None or not needs_room(found.format, found.place):
            return
        day = local_day(found.start, self.session.zone)
        stays = found.room == self.room if self.view.mode == "week" else True
        if not (stays and self.view.shows(day)):
            self.view = self.view.to(day) if stays else CalendarView(day, "day")
            await self.reload()
        self.grid.select(ident)
