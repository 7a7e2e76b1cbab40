"""A store that somebody only looks at, from a screen that everybody can see: one thread, no way to write."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from models.errors import WblError
from models.queries.public import PublicFacts, public_facts
from models.queries.reading import campaigns
from models.rules.public_board import PublicBoard, public_board
from models.rules.span import local_day
from models.tables.reader import Reader

T = TypeVar("T")


class Onlooker:
    """Opens a store for reading alone. Raises StoreError and its kin.

    What is known about people stays in here: only `PublicBoard` comes out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="onlooker")
        self._reader: Reader | None = None
        self._facts: PublicFacts | None = None
        self._seen = 0
        self._closed = False
        try:
            self._do(self._open)
        except BaseException:
            self._thread.shutdown()
            raise

    def board(self, now: datetime) -> PublicBoard:
        """The day as everybody may see it, as it is in the store now. Raises StoreError when it cannot be read."""
        return self._do(lambda: self._board(now))

    def _board(self, now: datetime) -> PublicBoard:
        try:
            reader = self._reader or self._open()
            reader.require_in_place()
            seen = reader.data_version()
            facts = self._facts
            if facts is None or seen != self._seen or facts.day != local_day(now, facts.situation.zone):
                self._facts = facts = reader.read(public_facts, now)
                self._seen = seen
        except WblError:
            self._close()
            raise
        return public_board(facts.situation, now, facts.numbers)

    def zone(self) -> ZoneInfo:
        """The time zone of the first campaign, or UTC; for a rehearsal's moment that names none."""
        found = self._do(lambda: (self._reader or self._open()).read(campaigns))
        return ZoneInfo(found[0].zone if found else "UTC")

    def _open(self) -> Reader:
        self._reader = Reader(self._path)
        return self._reader

    def _close(self) -> None:
        """A file that was away is opened anew the next time."""
        reader, self._reader, self._facts = self._reader, None, None
        if reader is not None:
            reader.close()

    def _do(self, call: Callable[[], T]) -> T:
        return self._thread.submit(call).result()

    def close(self) -> None:
        """Twice does no harm."""
        if not self._closed:
            self._closed = True
            self._do(self._close)
            self._thread.shutdown()
