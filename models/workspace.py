"""An open store with its thread, its clock and who is acting: all that a screen or a command needs to work."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import StoreBusy
from models.operations.unit import Unit
from models.queries.journal import newest_entry
from models.queries.situation import campaign_at
from models.rules.facts import Campaign
from models.tables.store import Store

T = TypeVar("T")
P = ParamSpec("P")

PATIENCE_SECONDS = 20.0
"""How long a write waits for another program before it says that it could not save."""
_PAUSE_SECONDS = 0.02


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
    from an event loop; both kinds queue for the one thread that owns the one connection.
    """

    def __init__(self, path: Path, *, actor: str, terminal: str = "", clock: Clock | None = None) -> None:
        self.path = path
        self.actor = actor
        self.terminal = terminal
        self.clock = clock or Clock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        try:
            self._store = self._do(self._open)
        except BaseException:
            self._thread.shutdown()
            raise
        self._seen = self._do(self._store.data_version)
        self.warning = self._store.warning

    def _open(self) -> Store:
        store = Store(self.path)
        try:
            if store.behind:
                from models.operations.care import backup_before_migrating

                backup_before_migrating(store)
                store.migrate()
        except BaseException:
            store.close()
            raise
        return store

    def _do(self, call: Callable[[], T]) -> T:
        return self._thread.submit(call).result()

    # -- reading --------------------------------------------------------------------------------------

    def read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one moment of the store and wait for it."""
        return self._do(lambda: self._store.read(query, *args, **kwargs))

    async def aread(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on the store thread without holding up the event loop."""
        return await asyncio.wrap_future(self.begin_read(query, *args, **kwargs))

    def begin_read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Start a query; its result can be fetched later, which lets a page load while it is being built."""
        return self._thread.submit(lambda: self._store.read(query, *args, **kwargs))

    # -- writing --------------------------------------------------------------------------------------

    def write(self, operation: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an operation in one transaction; waits for other writers up to `PATIENCE_SECONDS`.

        Raises what the operation raises, and StoreBusy when the wait was in vain; then nothing was saved.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._do(lambda: self._attempt(operation, *args, **kwargs))
            except StoreBusy:
                if time.monotonic() >= until:
                    raise
            time.sleep(_PAUSE_SECONDS)

    async def awrite(
        self, operation: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `write`, from an event loop; reads go on between the attempts. Being cancelled does not stop it."""
        return await asyncio.shield(self._awrite(operation, *args, **kwargs))

    def _awrite(
        self, operation: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]:
        async def until_saved() -> T:
            until = time.monotonic() + PATIENCE_SECONDS
            while True:
                try:
                    attempt = self._thread.submit(lambda: self._attempt(operation, *args, **kwargs))
                    return await asyncio.wrap_future(attempt)
                except StoreBusy:
                    if time.monotonic() >= until:
                        raise
                await asyncio.sleep(_PAUSE_SECONDS)

        return until_saved()

    def _attempt(self, operation: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        def change(db: SqliteDatabase) -> T:
            unit = Unit(db, now=self.clock.now(), actor=self.actor, terminal=self.terminal, new_uid=_new_uid)
            return operation(unit, *args, **kwargs)

        return self._store.attempt(change)

    def with_store(self, care: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what needs the store itself (backup, restore, doctor) on its thread."""
        return self._do(lambda: care(self._store, *args, **kwargs))

    # -- what is going on -----------------------------------------------------------------------------

    async def changed(self) -> bool:
        """Whether another process has saved something since this was last asked."""
        found = await asyncio.wrap_future(self._thread.submit(self._store.data_version))
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
        """Wait for what is under way, then close the store."""
        self._thread.submit(self._store.close).result()
        self._thread.shutdown()


def _new_uid() -> str:
    return str(uuid.uuid4())


def zone_of(campaign: Campaign) -> ZoneInfo:
    """The campaign's time zone."""
    return ZoneInfo(campaign.zone)
