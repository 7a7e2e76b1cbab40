"""Parts of the form of a booking: its labelled lines, and the days by which a choice of time is judged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from functools import partial

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from models.rules.facts import Interview
from models.rules.interview import WORDS
from models.rules.offers import Offer
from models.rules.trial import Trial
from screens.dialogs.fields import Field, Picker
from screens.state.booking_wish import BookingWish, offer_cells, rooms_to_choose
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import plain

LookAt = Callable[[Interview, date], Awaitable[Trial]]


class DayTrials:
    """Days that were read, each once: whoever goes back to one need not wait again."""

    def __init__(self, look_at: LookAt) -> None:
        self._look_at = look_at
        self._known: dict[date, Trial] = {}
        self._reading: set[date] = set()

    def of(self, day: date | None) -> Trial | None:
        """The world of the day, if it was read."""
        return self._known.get(day) if day is not None else None

    async def read(self, interview: Interview, day: date) -> bool:
        """Read the day for the interview's people; False where that is under way already. Raises WblError."""
        if day in self._reading:
            return False
        self._reading.add(day)
        try:
            self._known[day] = await self._look_at(interview, day)
        finally:
            self._reading.discard(day)
        return True


def offers_table(wish: BookingWish) -> FactTable[Offer]:
    """The free times, each with its cost and its room."""
    return FactTable(
        (Column("Free for both", 24), Column("Costs", 18, 3), Column("Room", 12, names=True)),
        key=lambda offer: offer.start.isoformat(),
        cells=partial(offer_cells, wish.zone),
        empty="Looking for free times …",
        marks=False,
        id="offers",
    )


class RoomPicker(Picker):
    """The room of a wish: the rooms that are free depend on the time, so they are worked out when somebody looks."""

    def __init__(self, wish: BookingWish) -> None:
        choices = [each[:3] for each in rooms_to_choose(wish, None)]
        super().__init__(Field("room", "Room", "choice", wish.room, choices=choices))
        self.follow(wish, None)

    def follow(self, wish: BookingWish, trial: Trial | None) -> None:
        """Offer what the wish may have; nothing where it is held elsewhere."""
        self.rest("" if wish.in_room else "none is needed")
        if self.has_focus:
            self.rows = rooms_to_choose(wish, trial)


def picker_of(name: str, words: Iterable[str], value: str) -> Picker:
    """A choice among states, formats or places, in their words."""
    choices = [(one, WORDS[one]) for one in words]
    return Picker(Field(name, name.capitalize(), "choice", value, choices=choices))


def labelled(label: str, control: Widget) -> Horizontal:
    """A labelled widget."""
    return Horizontal(Static(plain(label), classes="label"), control, classes="line")
