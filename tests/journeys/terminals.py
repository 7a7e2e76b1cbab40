"""People at boards that share a store and a clock, driven by keys alone, each within the one process of the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from models.rules.day import BoardRow
from models.workspace import Workspace
from screens.board import BoardPage
from screens.session import Message
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_tui import hurry, key, screen_text, settled, typed, until
from tests.journeys.day_book import Call, DayBook, Wall
from tests.journeys.forty_calls import at
from wbl_tui.app import WblApp

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


class Terminal:
    """One person in front of the board."""

    def __init__(self, store: Path, clock: Wall, actor: str) -> None:
        self.actor = actor
        self.workspace = Workspace(store, actor=actor, terminal=f"t-{actor[:2]}", clock=clock)
        self.app: WblApp = app_on(self.workspace, "board")
        self._heard: list[Message] = []

    @property
    def board(self) -> BoardPage:
        """Its board."""
        return page_of(self.app, BoardPage)

    async def sees(self, *texts: str, flow: bool = False) -> None:
        """Wait until all of these stand on its screen."""
        await sees(self.app, *texts, flow=flow)

    async def press(self, *names: str) -> None:
        """Press keys one after the other."""
        await key(self.app, *names)

    async def type(self, text: str) -> None:
        """Type a text."""
        await typed(self.app, text)

    async def go(self, call: Call) -> None:
        """Move the cursor to the call, arrow by arrow, also while others move the calls about."""
        await until(lambda: any(call.id == row.id for row in self._rows()))
        await self.rest()
        for _ in range(400):
            if (here := self.board.row_here()) is not None and here.id == call.id:
                return
            name, times = self._towards(call.id)
            hurry(self.app, *[name] * times)
            await settled(self.app)
        raise AssertionError(f"the cursor never came to {call.student}:\n{screen_text(self.app)}")

    def _rows(self) -> Sequence[BoardRow]:
        facts = self.board.facts
        return facts.board.rows if facts else ()

    def _towards(self, ident: str) -> tuple[str, int]:
        """The arrow that leads to the interview, and how often to press it."""
        if not self.board.has_class("-wide"):
            lines = [line.key for line in self.board.lanes.rows if line.row is not None]
            cursor = self.board.lanes.cursor_key
            return _steps(lines, cursor, ident, "up", "down") if cursor in lines else ("down", 1)
        panes = [[line.key for line in pane.table.rows if not line.size] for pane in self.board.side.panes]
        line = self.board.side.cursor_line
        if line is None:
            return "tab", 1
        filled = [keys for keys in panes if keys]
        here, wanted = (next(keys for keys in filled if key in keys) for key in (line.key, ident))
        if here != wanted:
            return _steps(filled, here, wanted, "left", "right")
        return _steps(here, line.key, ident, "up", "down")

    async def rest(self) -> None:
        """Wait until what the last keys brought about is done and shown."""
        # Not the board's: a widget takes for its app the one that the test entered last.
        await until(lambda: all(one.is_finished for one in self.app.workers))
        await settled(self.app)

    async def hears(self, sentence: str) -> None:
        """Wait until the sentence is said that one's own last keys brought about."""
        await self.hears_one_of(sentence)

    async def hears_one_of(self, *sentences: str) -> str:
        """Wait until one of the sentences is said that was not said before the last one; which it was."""

        def found() -> tuple[Message, str] | None:
            past = self.app.session.past
            new = (one for one in past if not any(one is old for old in self._heard))
            pairs = ((one, sentence) for one in new for sentence in sentences)
            return next((pair for pair in pairs if pair[0].text.startswith(pair[1])), None)

        try:
            await until(found)
        except AssertionError:
            raise AssertionError(f"{sentences!r} was not said, but {self.said()!r}") from None
        heard = found()
        assert heard is not None
        past = list(self.app.session.past)
        # What was said after it is still to be heard.
        self._heard = past[: next(n for n, one in enumerate(past) if one is heard[0]) + 1]
        await settled(self.app)
        return heard[1]

    def said(self) -> list[str]:
        """The last sentences, the oldest first."""
        return [one.text for one in self.app.session.past]

    async def step(self, call: Call, name: str, sentence: str) -> None:
        """Go to the call, take a step with a key, hear what it did."""
        await self.go(call)
        await self.press(name)
        await self.hears(sentence)


def _steps(line: Sequence[T], here: T, there: T, back: str, on: str) -> tuple[str, int]:
    """The key for a way along a line, and its length."""
    way = line.index(there) - line.index(here)
    return on if way > 0 else back, abs(way)


async def all_see(book: DayBook, *terminals: Terminal) -> None:
    """Wait until every board has each call where it must be."""

    def right(terminal: Terminal) -> bool:
        facts = terminal.board.facts
        assert facts is not None
        shown = {row.id: (row.state, row.interview.start, row.room) for row in facts.board.rows}
        there = [one for one in book.calls if one.state != "cancelled"]
        return shown == {one.id: (one.state, one.start, f"Room {one.room}") for one in there}

    for terminal in terminals:
        await until(lambda one=terminal: right(one))  # type: ignore[misc]


async def clock_runs(clock: Wall, wall: str, *terminals: Terminal) -> None:
    """The school's clock goes on to this time, minute by minute; every board follows each of them."""
    for terminal in terminals:
        await terminal.rest()
    while clock.moment < at(wall):
        clock.moment += MINUTE
        for terminal in terminals:
            with terminal.app._context():
                terminal.board._tick()
    for terminal in terminals:
        await settled(terminal.app)
