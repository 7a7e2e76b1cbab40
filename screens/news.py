"""What other programs did to the store, and whether it can be read at all: said to whoever is in front of a page."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo

from models.errors import WblError

if TYPE_CHECKING:
    from screens.session import Workspace

POLL = 0.3
"""Seconds between two looks for changes by other programs."""
KEPT = 4.0
"""Seconds that one's own sentence stands before news from others may take its place."""
OLD_AFTER = 3.0
"""Seconds without a look at the store after which what is shown is said to be old."""

Kind = Literal["", "done", "warning", "refused", "news", "waiting"]
SIGNS: dict[Kind, str] = {"": " ", "done": "✓", "warning": "!", "refused": "✗", "news": "»", "waiting": "…"}
"""The sign before a message of each kind."""


class Message(NamedTuple):
    """A sentence for the message line; `at` is when it came (UTC). `short` has what matters of it at its beginning."""

    text: str
    kind: Kind = ""
    at: datetime | None = None
    short: str = ""


class News:
    """What a session has for it. What could not be read for some seconds is said to be old, and since when."""

    workspace: Workspace
    past: deque[Message]
    message: Message
    head: int | None
    seen: int | None
    """The journal's newest entry when this person was here last; None where that is not known."""
    stamp: int
    on_stale: Callable[[], None]
    ticks: Callable[[], float]
    _unsaid: list[Message]
    _own: set[int]
    _kept: float
    _fine: tuple[datetime, float] | None
    _old: bool

    @property
    def zone(self) -> ZoneInfo:
        """The zone people read."""
        raise NotImplementedError

    def now(self) -> datetime:
        """The moment it is, UTC."""
        raise NotImplementedError

    def say(self, text: str, kind: Kind = "done", *, short: str = "") -> None:
        """Put a sentence into the message line."""
        raise NotImplementedError

    def _show(self, message: Message) -> None:
        raise NotImplementedError

    @property
    def old_since(self) -> datetime | None:
        """Since when what is shown may be old, because the store is out of reach; None while it is in reach."""
        return self._fine[0] if self._old and self._fine else None

    async def watch(self) -> None:
        """Look for changes by other programs until cancelled; on one, say what it was: pages become stale."""
        while True:
            try:
                await self._look()
            except WblError as error:
                self._say_old(error)
            await asyncio.sleep(POLL)

    async def _look(self) -> None:
        if self.head is None:
            await self._news()
        if await self.workspace.changed():
            self.stamp += 1
            await self._news()
            self.on_stale()
        self._fine = (self.now(), self.ticks())
        if self._old:
            self._old = False
            self.say("The store can be read again.")
            self.stamp += 1
            self.on_stale()
        self._say_news()

    def _say_old(self, error: WblError) -> None:
        """Once for each time that the store is out of reach, not at every look."""
        at, tick = self._fine or (self.now(), self.ticks())
        self._fine = (at, tick)
        if self._old or self.ticks() - tick < OLD_AFTER:
            return
        self._old = True
        since = f"{at.astimezone(self.zone):%H:%M:%S}"
        self.say(
            f"What you see is as of {since}. {error.line}", "refused", short=f"As of {since}: {error.line}"
        )

    async def _news(self) -> None:
        """Keep the newest sentences of the journal that are not ours, and who did it, until they can be said."""
        from models.queries.journal import entries, newest_entry

        if self.head is None:
            self.head = await self.workspace.read(newest_entry)
            if self.seen is not None and self.seen < self.head:
                await self._say_since(self.seen)
            return
        found = await self.workspace.read(partial(entries, since=self.head))
        for one in found:
            if one.id not in self._own:
                self._keep_news(f"{one.actor}: {one.sentence}")
        if found:
            self.head = found[-1].id
            self._own.clear()

    async def _say_since(self, seen: int) -> None:
        """What others did while this person was away, in one sentence."""
        from models.queries.journal import done_since

        count, actors, last = await self.workspace.read(done_since, seen, self.workspace.actor)
        if count and last is not None:
            who = actors[0] if len(actors) == 1 else f"{', '.join(actors[:-1])} and {actors[-1]}"
            changes = "1 change" if count == 1 else f"{count} changes"
            when = f"{last.astimezone(self.zone):%a %H:%M}"
            self._keep_news(f"Since you were here: {changes} by {who}, the last {when}. F4 shows them.")

    def _keep_news(self, text: str) -> None:
        message = Message(text, "news", self.now())
        self.past.append(message)
        self._unsaid.append(message)

    def _say_news(self) -> None:
        """Say what others did, once one's own sentence has stood long enough to be read."""
        if not self._unsaid or self.message.kind == "waiting" or self.ticks() < self._kept:
            return
        last, more = self._unsaid[-1], len(self._unsaid) - 1
        self._unsaid = []
        self._show(last._replace(text=f"{last.text} (and {more} more)") if more else last)
