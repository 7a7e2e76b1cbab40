"""What all pages of one running app share: the store, the last message, the writes under way.

No widget is touched here. The app listens to `on_message` and `on_stale`; pages compare `stamp` with the one
they last read at, to know whether what they show is old.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from models.errors import Finding, WblError
from models.rules.facts import Campaign
from screens.early_keys import EarlyKeys
from screens.news import KEPT, POLL, SIGNS, Kind, Message, News

if TYPE_CHECKING:
    # Publishing is rare: neither is loaded when the app opens.
    from models.exchange.web import Secret
    from models.rules.publishing import Publishing

__all__ = ["KEPT", "POLL", "SIGNS", "Done", "Kind", "Message", "Session", "Wish", "Workspace"]

T = TypeVar("T")

WAIT_SHOWN = 1.0
"""Seconds after which a read or write that is not done yet is said to wait."""

PATIENCE = 25.0
"""Seconds that leaving waits for a write: longer than the store itself tries, so that it is known what became of it."""


class Done(Protocol):
    """What a write gives back: the journal's sentence, its number, and warnings a person may want to know."""

    @property
    def sentence(self) -> str:
        """What happened, in the journal's words."""

    @property
    def journal(self) -> int:
        """The entry's number in the journal."""

    @property
    def short(self) -> str:
        """The sentence in so few words that a warning can stand beside it; "" where its beginning does for that."""

    @property
    def interview_id(self) -> str | None:
        """The interview it was about, where there is one."""

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should know, though it does not forbid the change."""


class Workspace(Protocol):
    """What the screens need of the store. Reads and writes run on the store's own thread."""

    @property
    def name(self) -> str:
        """The store's short label."""

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone: the one people read."""

    @property
    def campaign(self) -> Campaign:
        """The campaign people work on."""

    @property
    def actor(self) -> str:
        """Who is acting, for the journal."""

    def clock(self) -> datetime:
        """The moment it is, aware, UTC; in a rehearsal some other moment."""

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        """`query(db, *args)` on the store thread. Raises StoreError and its kin."""

    async def write(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Done:
        """One operation, one transaction, one journal entry. Raises Refused and other WblErrors."""

    async def changed(self) -> bool:
        """Whether another program changed the store since this was asked last."""


class Wish(NamedTuple):
    """What a person wants to see on a page that may have to be opened first: a record, in a tab of it ("" any)."""

    page: str
    ident: str
    tab: str = ""


class Session(News):
    """One person at one terminal: the workspace, what was said last, what is being written."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        rehearsal: bool = False,
        bell: bool = True,
        notifications: bool = True,
        notice: str = "",
    ) -> None:
        """A rehearsal is said wherever the time stands; `bell` lets the terminal ring, `notifications` lets it notify
        on the desktop; `notice` is said first.
        """
        self.workspace = workspace
        self.rehearsal = rehearsal
        self.bell = bell
        self.notifications = notifications
        self.desktop: object = None
        """What the terminal is known to show notifications by; None where it is not known to show any."""
        self.on_notice: Callable[[str], None] = lambda text: None
        self.head: int | None = None
        self.stamp = 0
        self.folder: Path | None = None
        self.message = Message(notice, "warning" if notice else "")
        self._before_waiting = self.message
        self.past: deque[Message] = deque(maxlen=50)
        self.early = EarlyKeys()
        self.wish: Wish | None = None
        self.views: Mapping[str, tuple[str, ...]] = {}
        self.on_view: Callable[[Mapping[str, tuple[str, ...]]], None] = lambda views: None
        self.load_publishing: Callable[[], Publishing | None] = lambda: None
        self.save_publishing: Callable[[Publishing], None] = lambda settings: None
        self.calendar_passwords: dict[tuple[str, str], Secret] = {}
        """As they were typed, by server and user, for as long as the program runs."""
        self.on_message: Callable[[Message], None] = lambda message: None
        self.on_stale: Callable[[], None] = lambda: None
        self.on_error: Callable[[BaseException], None] = lambda error: None
        self.ticks: Callable[[], float] = monotonic
        self._writes: set[asyncio.Future[Any]] = set()
        self._kept = monotonic() + KEPT if notice else 0.0
        self._unsaid: list[Message] = []
        self._own: set[int] = set()
        self.seen: int | None = None
        self._fine: tuple[datetime, float] | None = None
        self._old = False

    @property
    def campaign(self) -> Campaign:
        """The campaign people work on."""
        return self.workspace.campaign

    def view_of(self, page: str) -> tuple[str, ...]:
        """What a page was last told to show, by name; nothing where it was told nothing."""
        return self.views.get(page, ())

    def keep_view(self, page: str, names: tuple[str, ...]) -> None:
        """What a page shows from now on, also when the program is opened again."""
        self.views = {**self.views, page: names}
        try:
            self.on_view(self.views)
        except WblError as error:
            self.say(f"The choice could not be kept: {error.line}", "warning")

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone: the one people read."""
        return self.workspace.zone

    def now(self) -> datetime:
        """The moment it is, UTC."""
        return self.workspace.clock()

    @property
    def writing(self) -> bool:
        """Whether a write is under way."""
        return bool(self._writes)

    def say(self, text: str, kind: Kind = "done", *, short: str = "") -> None:
        """Put a sentence into the message line of whatever page is shown; `short` where it is too long for that.
        News waits until one's own last sentence could be read.
        """
        if kind == "news":
            self._keep_news(text)
            self._say_news()
            return
        message = Message(text, kind, self.now(), short)
        if text and kind != "waiting":
            self.past.append(message)
            self._kept = self.ticks() + KEPT
        self._show(message)

    def _show(self, message: Message) -> None:
        self.message = message
        self.on_message(message)

    def clear(self) -> None:
        """What was said on one page does not stand on the next; it stays among the last messages."""
        if self.message.kind != "waiting":
            self.message = Message("")

    def say_error(self, error: WblError) -> None:
        """Say what went wrong and what to do next."""
        self.say(error.line, "refused")

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        """`query(db, *args)` on the store thread; says so when it has to wait. Raises WblError."""
        return await self.waited(self.workspace.read(query, *args))

    async def write(self, op: Callable[..., Any], *args: Any, **kwargs: Any) -> Done:
        """One write, and its sentence in the message line. Goes on when whoever asked for it is gone.

        Raises Refused and other WblErrors, which the caller shows.
        """
        return await self.waited(self._write(op, args, kwargs), keep=True)

    async def _write(self, op: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Done:
        done = await self.workspace.write(op, *args, **kwargs)
        self.stamp += 1
        self._own.add(done.journal)
        self._say_done(done)
        self.on_stale()
        return done

    def _say_done(self, done: Done) -> None:
        if not done.warnings:
            self.say(done.sentence, short=done.short)
            return
        told = [one.text for one in done.warnings]
        many = f"{len(told)} warnings: " if len(told) > 1 else ""
        # The end of a long line is not seen: what a person should know comes right after what was done.
        first = done.short or done.sentence.partition(": ")[0].rstrip(".")
        short = f"{first}. {many}{told[0]}"
        self.say(f"{done.sentence} But: {' '.join(told)}", "warning", short=short)

    async def waited(self, job: Coroutine[Any, Any, T], *, keep: bool = False) -> T:
        """The job's result; after a second the message line tells how long it has been waiting.

        With `keep` the job is carried through even when the caller is cancelled.
        """
        task = asyncio.ensure_future(job)
        if keep:
            self._writes.add(task)
            task.add_done_callback(self._written)
        begun = monotonic()
        if self.message.kind != "waiting":
            self._before_waiting = self.message
        try:
            while not (await asyncio.wait({task}, timeout=WAIT_SHOWN))[0]:
                self.say(_waiting(monotonic() - begun), "waiting")
        except asyncio.CancelledError:
            if not keep:
                task.cancel()
            raise
        finally:
            if self.message.kind == "waiting":
                self._show(self._before_waiting)
        return task.result()

    def _written(self, task: asyncio.Future[Any]) -> None:
        self._writes.discard(task)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, WblError):
            self.on_error(error)

    async def finish(self, seconds: float = PATIENCE) -> bool:
        """Wait for the writes under way; whether all are done and saved. Why one was not is said by who asked for it."""
        writes = tuple(self._writes)
        if not writes:
            return True
        self.say("Finishing what is being written", "waiting")
        _, left = await asyncio.wait(writes, timeout=seconds)
        return not left and not any(one.cancelled() or one.exception() for one in writes)


def _waiting(seconds: float) -> str:
    return f"Waiting for the store: another program holds it. {seconds:.0f} s"
