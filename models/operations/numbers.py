"""Ids foretold: a proposal names the ids that new records will get, and saving it gives exactly these."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from peewee import SqliteDatabase

from models.operations.unit import Unit
from models.queries.reading import fetch
from models.tables.journal_rows import Counter


class Numbers:
    """The ids that come next for a prefix, those in use left out; nothing is written."""

    def __init__(self, db: SqliteDatabase, prefix: str, taken: Collection[str | None]) -> None:
        self._prefix = prefix
        self._taken = taken
        self._last = last_number(db, prefix)

    def next(self) -> str:
        """The next free id."""
        while True:
            self._last += 1
            if f"{self._prefix}{self._last}" not in self._taken:
                return f"{self._prefix}{self._last}"


def last_number(db: SqliteDatabase, prefix: str) -> int:
    """The last number given out for a prefix, 0 before the first."""
    found = fetch(db, Counter.select(Counter.value).where(Counter.name == prefix))
    return int(found[0][0]) if found else 0


def use_up(unit: Unit, prefix: str, idents: Iterable[str]) -> None:
    """Give the foretold ids out, so that no other record ever gets one of them."""
    numbers = [int(ident.removeprefix(prefix)) for ident in idents]
    further = max(numbers, default=0) - last_number(unit.db, prefix)
    if further > 0:
        unit.fresh_ids(prefix, further)
