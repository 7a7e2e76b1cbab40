"""An open store with its threads, its clock and who is acting: all that a screen or a command needs to work."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from peewee import SqliteDatabase

from models.errors import StoreBusy, StoreError
from models.operations.unit import Unit
from models.queries.journal import newest_entry
from models.queries.situation import campaign_at
from models.rules.facts import Campaign
from models.tables.store import Store

T = TypeVar("T")
P = ParamSpec("P")

PATIENCE_SECONDS = 20.0
"""How long a write waits for another program before it says that it could not save."""
_PAUSE_SECONDS = 0.01


class Clock:
    """The time the program goes by: the real one, or a rehearsal's that starts elsewhere and may run faster."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0, *, ticks: bool = True) -> None:
        self._start = start
        self._speed = speed if ticks else 0.0
        self._began = time.monotonic()

    @property
    def rehearsal(self) -> bool:
        """Whether this is not the real time."""
        return self._start is not None

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._speed)


class Who(Protocol):
    """Who is acting, and where."""

    actor: str
    terminal: str


class Workspace:
    """Opens a store on a thread of its own; every read and write of the program goes through here.

    Raises StoreError and its kin on opening. Use `read` and `write` from ordinary code, `aread` and `awrite`
    from an event loop; both kinds queue for the one thread that owns the one connection. Writes wait their
    turn, and for other programs, on a second thread, so that reads slip in between and nobody's leaving, not
    even the event loop's end, can drop one that was asked for.
    """

    def __init__(
        self,
        path: Path,
        *,
        actor: str,
        terminal: str = "",
        clock: Clock | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.path = path
        self.actor = actor
        self.terminal = terminal
        self.clock = clock or Clock()
        self._patience = patience
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._writes = ThreadPoolExecutor(1, thread_name_prefix="writes")
        try:
            self._store, self._seen = self._do(self._open)
        except BaseException:
            self._thread.shutdown()
            raise
        self.warning = self._store.warning

    def _open(self) -> tuple[Store, int]:
        store = Store(self.path)
        try:
            if store.behind:
                from models.operations.care import backup_before_migrating

                store.migrate(backup_before_migrating)
            return store, store.data_version()
        except BaseException:
            store.close()
            raise

    def _submit(self, call: Callable[[], T]) -> Future[T]:
        try:
            return self._thread.submit(call)
        except RuntimeError:
            raise StoreError("The store is closed.") from None

    def _do(self, call: Callable[[], T]) -> T:
        return self._submit(call).result()

    # -- reading --------------------------------------------------------------------------------------

    def read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one moment of the store and wait for it."""
        return self.begin_read(query, *args, **kwargs).result()

    async def aread(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on the store thread without holding up the event loop."""
        return await asyncio.wrap_future(self.begin_read(query, *args, **kwargs))

    def begin_read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Start a query; its result can be fetched later, which lets a page load while it is being built."""
        return self._submit(lambda: self._store.read(query, *args, **kwargs))

    # -- writing --------------------------------------------------------------------------------------

    def write(self, operation: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an operation in one transaction; waits for other writers up to `PATIENCE_SECONDS`.

        Raises what the operation raises, and StoreBusy when the wait was in vain; then nothing was saved.
        """
        given_up = Event()
        saved = self._begin_write(lambda unit: operation(unit, *args, **kwargs), given_up)
        try:
            return saved.result()
        except BaseException:
            # Ctrl+C while waiting: what is not saved by now shall not be saved behind the person's back.
            given_up.set()
            raise

    async def awrite(
        self, operation: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `write`, from an event loop. Being cancelled stops the waiting for it, never the write itself."""
        saved = self._begin_write(lambda unit: operation(unit, *args, **kwargs), Event())
        return await _landed(saved)

    def _begin_write(self, operation: Callable[[Unit], T], given_up: Event) -> Future[T]:
        try:
            return self._writes.submit(self._until_saved, operation, given_up)
        except RuntimeError:
            raise StoreError("The store is closed.") from None

    def _until_saved(self, operation: Callable[[Unit], T], given_up: Event) -> T:
        until = time.monotonic() + self._patience
        while not given_up.is_set():
            try:
                return self._do(lambda: self._store.attempt(lambda db: self._run(db, operation)))
            except StoreBusy:
                if time.monotonic() >= until:
                    break
            time.sleep(_PAUSE_SECONDS)
        raise StoreBusy(
            f"Another program has held the store for {self._patience:.0f} seconds; nothing was saved.",
            "Close that program, or try again in a moment.",
        )

    def _run(self, db: SqliteDatabase, operation: Callable[[Unit], T]) -> T:
        unit = Unit(db, now=self.clock.now(), actor=self.actor, terminal=self.terminal, new_uid=_new_uid)
        done = operation(unit)
        unit.require_said()
        return done

    def with_store(self, care: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what needs the store itself (backup, restore, doctor) on its thread."""
        return self._do(lambda: care(self._store, *args, **kwargs))

    # -- what is going on -----------------------------------------------------------------------------

    async def changed(self) -> bool:
        """Whether another process has saved something since this was last asked."""
        found = await asyncio.wrap_future(self._submit(self._store.data_version))
        changed, self._seen = found != self._seen, found
        return changed

    def campaign(self) -> Campaign:
        """The campaign that is on. Raises StoreError in a store without one."""
        return self.read(campaign_at, self.now())

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return self.clock.now()

    def newest_entry(self) -> int:
        """The id of the journal's newest entry."""
        return self.read(newest_entry)

    def close(self) -> None:
        """Wait for what is under way, writes that wait for others too, then close. Twice does no harm."""
        self._writes.shutdown()
        with suppress(StoreError):
            self._do(self._store.close)
        self._thread.shutdown()


async def _landed(future: Future[T]) -> T:
    """The future's result, awaited; unlike asyncio's own bridge it never cancels, nor minds a loop that ended."""
    loop = asyncio.get_running_loop()
    here = loop.create_future()

    def tell() -> None:
        if not here.done():
            here.set_result(None)

    def landed(_: Future[T]) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(tell)

    future.add_done_callback(landed)
    await here
    return future.result()


def _new_uid() -> str:
    # Imported with the first booking: it loads much that opening the app need not wait for.
    import uuid

    return str(uuid.uuid4())
