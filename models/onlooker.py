"""A store that somebody only looks at, from a screen that everybody can see: one thread, no way to write."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from models.errors import StoreBusy
from models.queries.journal import head
from models.queries.public import PublicFacts, public_facts
from models.queries.reading import campaigns
from models.rules.public_board import PublicBoard, public_board
from models.rules.span import local_day
from models.tables.reader import Reader, Stamp

T = TypeVar("T")

_TRIES = 3


class Onlooker:
    """Looks at a store each time anew, and has nothing open in between. Raises StoreError and its kin.

    What is known about people stays in here: only `PublicBoard` comes out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="onlooker")
        self._facts: PublicFacts | None = None
        self._seen: tuple[Stamp, tuple[int, str]] | None = None
        self._closed = False
        try:
            self._look(lambda reader: None)
        except BaseException:
            self._thread.shutdown()
            raise

    def board(self, now: datetime) -> PublicBoard:
        """The day as everybody may see it, as it is in the store now. Raises StoreError when it cannot be read."""
        return self._look(lambda reader: self._board(reader, now))

    def _board(self, reader: Reader, now: datetime) -> PublicBoard:
        # What was put back from a backup may bear an older date and have fewer entries.
        seen = (reader.stamp, reader.read(head))
        facts = self._facts
        if facts is None or seen != self._seen or facts.day != local_day(now, facts.situation.zone):
            self._facts, self._seen = None, None
            facts = reader.read(public_facts, now)
            self._facts, self._seen = facts, seen
        return public_board(facts.situation, now, facts.numbers)

    def zone(self) -> ZoneInfo:
        """The time zone of the first campaign, or UTC; for a rehearsal's moment that names none."""
        found = self._look(lambda reader: reader.read(campaigns))
        return ZoneInfo(found[0].zone if found else "UTC")

    def _look(self, what: Callable[[Reader], T]) -> T:
        return self._thread.submit(self._look_here, what).result()

    def _look_here(self, what: Callable[[Reader], T]) -> T:
        for _ in range(_TRIES - 1):
            try:
                return self._look_once(what)
            except StoreBusy:
                # Somebody began or ended at this very moment; those who hold it on are waited for by the reader.
                continue
        return self._look_once(what)

    def _look_once(self, what: Callable[[Reader], T]) -> T:
        with closing(Reader(self._path)) as reader:
            return what(reader)

    def close(self) -> None:
        """Twice does no harm."""
        if not self._closed:
            self._closed = True
            self._thread.shutdown()
