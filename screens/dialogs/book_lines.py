"""Parts of the form of a booking: its labelled lines, and the days by which a choice of time is judged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from models.rules.facts import Interview
from models.rules.interview import WORDS
from models.rules.trial import Trial
from screens.dialogs.fields import Field, Picker
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


def picker_of(name: str, words: Iterable[str], value: str) -> Picker:
    """A choice among states, formats or places, in their words."""
    choices = [(one, WORDS[one]) for one in words]
    return Picker(Field(name, name.capitalize(), "choice", value, choices=choices))


def labelled(label: str, control: Widget) -> Horizontal:
    """A labelled widget."""
    return Horizontal(Static(plain(label), classes="label"), control, classes="line")
