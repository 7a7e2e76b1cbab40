"""The form of a booking: the best free times first, everything else beside them, and what it costs as one chooses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from models.errors import WblError
from models.operations.booking import Booking
from models.queries.booking import Outlook
from models.rules.facts import Interview, Room
from models.rules.interview import PLACES, usual_place
from models.rules.offers import Offer, offers_for_form
from models.rules.trial import Trial
from screens.asking import answer_of
from screens.dialogs.book_lines import DayTrials, LookAt, RoomPicker, labelled, offers_table, picker_of
from screens.dialogs.fields import Picker
from screens.dialogs.frame import KeyHint
from screens.dialogs.text_ask import throw_away
from screens.dialogs.typed_booking import TypedBooking
from screens.state.booking_wish import (
    BookingWish,
    formats_for,
    judged,
    pointed_offer,
    verdict,
    who_words,
    with_typed,
    with_whom,
)
from screens.state.typed import time_text
from screens.widgets.fact_table import FactTable
from screens.widgets.few_lines import FewLines

OTHER = "other"
"""The answer that wants another contact."""
PAUSE = 0.25
"""Seconds after the last change of length, format or place before free times are looked for again."""

Look = Callable[[Interview], Awaitable[Outlook]]


class BookDialog(TypedBooking[Booking | str]):
    """The answer is the booking, or OTHER. `look` finds free times, `look_at` reads the day by which a choice is judged;
    both off the event loop.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Book", show=False, priority=True),
        Binding("f3", "other", "Other contact", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    BookDialog > #box { width: 108; }
    BookDialog #offers { height: 9; }
    BookDialog .line { height: 1; padding: 0 1; }
    BookDialog .label { width: 9; color: $text-muted; }
    BookDialog Input { width: 1fr; height: 1; border: none; background: $boost; padding: 0 1; }
    BookDialog Input:focus { border: none; background: $primary-muted; }
    BookDialog Picker { width: 1fr; }
    BookDialog #columns { height: 3; }
    BookDialog #columns > Vertical { width: 1fr; height: 3; }
    BookDialog #verdict { height: 3; margin-top: 1; }
    """

    def __init__(self, wish: BookingWish, look: Look, look_at: LookAt, now: Callable[[], datetime]) -> None:
        super().__init__(f"Book an interview for {who_words(wish)}", with_whom(wish))
        self.wish = wish
        self.now = now
        self._look = look
        self._days = DayTrials(look_at)
        self._saving = False
        self._outlook: Outlook | None = None
        self._pointed = wish.start
        self._wrong = ""
        self._best: Room | None = None
        self._unasked: str | None = None
        self._later: Timer | None = None
        self._offers: Sequence[Offer] = ()
        self.table = offers_table(wish)
        self._day = Input(id="day", compact=True, select_on_focus=False, placeholder="year-month-day")
        self._time = Input(id="time", compact=True, select_on_focus=False, placeholder="10:20")
        self._minutes = Input(str(wish.minutes), id="minutes", compact=True, select_on_focus=False)
        self._reach = Input(wish.reach, id="reach", compact=True, select_on_focus=False)
        formats = formats_for(wish)
        self._format = picker_of("format", formats, wish.format)
        self._place = picker_of("place", PLACES, wish.place)
        self._room = RoomPicker(wish)
        self._verdict = FewLines(id="verdict")

    def body(self) -> Iterable[Widget]:
        """Free times, the form in two columns, the verdict."""
        yield self.table
        *both, reach = (labelled(*each) for each in self.controls().items())
        # Two columns, so that Tab goes through when before how.
        with Horizontal(id="columns"):
            yield Vertical(*both[:3])
            yield Vertical(*both[3:])
        yield reach
        yield self._verdict

    def keys(self) -> Sequence[KeyHint]:
        """Book, choose another contact, close."""
        return (
            ("Ctrl+S", "Book", "save"),
            ("Tab", "Form", ""),
            ("F3", "Other contact", "other"),
            ("Esc", "Close", "close"),
        )

    # Looking

    async def on_mount(self) -> None:
        """Show what is there; look for free times beside."""
        self._reach.placeholder = self._reach_hint()
        self._show_time()
        self.table.focus()
        self._judge()
        self._look_out()

    @work(group="look", exclusive=True)
    async def _look_out(self) -> None:
        try:
            self._outlook = await self._look(self.wish.interview)
        except WblError as error:
            self.say(error.line, bad=True)
            return
        self._show_offers(self._outlook.offers)

    @work(group="look", exclusive=True)
    async def _look_again(self) -> None:
        """Other free times for another length, format or place; the days were read already."""
        if self._outlook is None:
            return
        trial = self._outlook.trial
        find = partial(offers_for_form, now=self.now(), bookings=trial.bookings)
        offers = await asyncio.to_thread(find, self.wish.interview, trial.situation)
        self._show_offers(offers)

    @property
    def _trial(self) -> Trial | None:
        """The world of the day that is chosen, once it was read."""
        return self._days.of(self.wish.day)

    @work(group="day")
    async def _read_day(self, day: date) -> None:
        try:
            came = await self._days.read(self.wish.interview, day)
        except WblError as error:
            self._saving = False
            self.say(error.line, bad=True)
            return
        if came and self._outlook is not None:
            self._put_rows()
        if came and day == self.wish.day:
            self._judge()
            if self._saving:
                self._save()

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self._offers = offers
        self._put_rows()
        if self.wish.start is None and self.table.rows and not self._day.value:
            self._take_time(self.table.rows[0].start)
        self._judge()

    def _put_rows(self) -> None:
        """The time that was pointed at, and the best ones."""
        rows = [offer for offer in self._offers if offer.start != self._pointed]
        if self._pointed is not None:
            trial = self._days.of(self.wish.at(self._pointed).day)
            rows.insert(0, pointed_offer(self.wish, self._pointed, trial, self.now()))
        before = self.table.cursor_key
        self.table.set_rows(
            rows, empty="Nothing is free for both in the window. Type a day and a time below."
        )
        if self.table.cursor_key != before:
            self._unasked = self.table.cursor_key

    # Choosing

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """The time under the cursor is the one chosen, once somebody moved there."""
        row = self.table.cursor_row
        if event.key is not None and event.key == self._unasked:
            self._unasked = None
        elif row is not None:
            self._take_time(row.start)

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the time under the cursor, books."""
        row = self.table.cursor_row
        if row is not None:
            self._take_time(row.start)
        self.action_save()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._begun = self._begun or event.input.has_focus
        before = self.wish.minutes
        self._read_lines()
        if self.wish.minutes != before:
            self._look_later()
        self._judge()

    def _read_lines(self) -> None:
        wish = replace(self.wish, reach=self._reach.value.strip())
        self.wish, self._wrong = with_typed(wish, self._day.value, self._time.value, self._minutes.value)

    @on(Picker.Changed)
    def _picked(self, event: Picker.Changed) -> None:
        name, value = event.picker.field.name, event.picker.picked[0]
        self._begun = True
        if name == "format":
            self.wish = replace(self.wish, format=value, place=usual_place(value))
            self._place.picked = (self.wish.place,)
            self._place.refresh()
            self._reach.placeholder = self._reach_hint()
        elif name == "place":
            self.wish = replace(self.wish, place=value)
        else:
            self.wish = replace(self.wish, room=value)
        if name != "room":
            self._look_later()
        self._judge()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The rooms that are free depend on the time: they are worked out when somebody looks."""
        self._room.follow(self.wish, self._trial)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next line; on the last it books."""
        event.stop()
        if event.input is self._reach:
            self.action_save()
        else:
            self.focus_next()

    def on_picker_done(self, event: Picker.Done) -> None:
        """Enter goes on to the next line."""
        self.focus_next()

    def action_save(self) -> None:
        """Answer with the booking; what cannot be understood is said first."""
        self.after_typing(self._save)

    def _save(self) -> None:
        if isinstance(self.focused, Input):
            self._read_lines()
        if self._wrong:
            self.say(self._wrong, bad=True)
        elif self.wish.start is not None and self._trial is None:
            # The best room is that of its day, which is on its way.
            self._saving = True
            self._judge()
        else:
            self.dismiss(self.wish.booking(self._best))

    def controls(self) -> Mapping[str, Input | Picker]:
        """When, how, and by what number."""
        when = {"Day": self._day, "Time": self._time, "Minutes": self._minutes}
        return when | {"Format": self._format, "Place": self._place, "Room": self._room, "Reach": self._reach}

    def take_again(self, picked: Mapping[str, str]) -> None:
        """The wish is what the lines hold again."""
        format, place = picked.get("Format", self.wish.format), picked.get("Place", self.wish.place)
        room = picked.get("Room", self.wish.room)
        self.wish = replace(self.wish, format=format, place=place, room=room)
        self._begun = True
        self._read_lines()
        self._look_later()
        self._judge()

    @work
    async def action_close(self) -> None:
        """Close; what was typed or picked is not lost unasked."""
        if not self._begun or await answer_of(self.app, throw_away()):
            self.dismiss(None)

    @work
    async def action_other(self) -> None:
        """Go back and choose another contact; what was typed or picked is not lost unasked."""
        if not self._begun or await answer_of(self.app, throw_away()):
            self.dismiss(OTHER)

    # Showing

    def _take_time(self, start: datetime) -> None:
        self.wish, self._wrong = self.wish.at(start), ""
        self._show_time()
        self._judge()

    def _show_time(self) -> None:
        wish = self.wish
        with self.prevent(Input.Changed):
            self._day.value = wish.day.isoformat() if wish.day else ""
            self._time.value = time_text(wish.minute) if wish.minute is not None else ""

    def _judge(self) -> None:
        self._room.follow(self.wish, self._trial)
        if self._wrong:
            self._verdict.show((("warn", f"! {self._wrong}"),))
        else:
            now, trial = self.now(), self._trial
            if self.wish.start and trial is None and self.wish.day is not None:
                self._read_day(self.wish.day)
            self._best = judged(self.wish, trial, now)[1] if self.wish.start and trial else None
            self._verdict.show(verdict(self.wish, trial, now))

    def _look_later(self) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(PAUSE, self._start_looking)

    def _start_looking(self) -> None:
        self._look_again()

    def _reach_hint(self) -> str:
        if self.wish.by_link:
            return "link of the video call"
        return self.wish.party.contact.phone or "number to call"
