"""One open store: reads as snapshots, writes behind the gate, all on whichever one thread opened it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from peewee import SqliteDatabase

from models.errors import StoreBusy
from models.tables import sqlite
from models.tables.folders import is_risky
from models.tables.gate import Gate
from models.tables.migrations import VERSION

T = TypeVar("T")
P = ParamSpec("P")

_GATE_SECONDS = 0.15


class Store:
    """Open on construction; use and close from the same thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warning = is_risky(path)
        self.db: SqliteDatabase = sqlite.connect(path, wal=not self.warning)
        self._gate = Gate(path)

    def read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one moment of the store."""
        with sqlite.explained(self.path), sqlite.snapshot(self.db):
            return query(self.db, *args, **kwargs)

    def attempt(self, change: Callable[[SqliteDatabase], T]) -> T:
        """Run a change in one transaction, or raise StoreBusy soon when somebody else holds the store.

        The caller tries again for as long as it wants to wait, and can read in between.
        """
        with self._gate.held(_GATE_SECONDS), sqlite.explained(self.path), sqlite.immediate(self.db):
            return change(self.db)

    def data_version(self) -> int:
        """Changes when another process has saved something."""
        with sqlite.explained(self.path):
            return sqlite.data_version(self.db)

    @property
    def behind(self) -> bool:
        """Whether migrations are waiting."""
        return sqlite.schema_version(self.db) < VERSION

    def migrate(self) -> None:
        """Bring the store up to date in one transaction; the caller has made a backup."""
        self.attempt(lambda db: sqlite.run_steps(db, sqlite.schema_version(db)))

    def close(self) -> None:
        """Close, behind the gate where it is free: the last one out writes the WAL back."""
        try:
            with self._gate.held(_GATE_SECONDS):
                self.db.close()
        except StoreBusy:
            self.db.close()
        self._gate.close()
