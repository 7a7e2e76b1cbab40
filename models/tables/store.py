"""One open store: reads as snapshots, writes behind the gate, all on whichever one thread opened it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from peewee import SqliteDatabase

from models.errors import StoreBusy, StoreError
from models.tables import sqlite
from models.tables.folders import is_risky
from models.tables.gate import Gate
from models.tables.private_files import real

T = TypeVar("T")
P = ParamSpec("P")

GATE_SECONDS = 0.04
"""How long one attempt may hold up the reads that queue behind it; the caller tries again."""
_PATIENCE_SECONDS = 20.0
_PAUSE_SECONDS = 0.05


class Store:
    """Open on construction; use and close from the same thread. Raises StoreError and its kin."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = real(path)
        self.warning = is_risky(self._file)
        self.gate = Gate(self._file)
        self.db: SqliteDatabase = self._connect()
        with sqlite.explained(path):
            self._inode = os.stat(self._file)  # noqa: PTH116 - never opens it
        self._checked = False

    def _connect(self) -> SqliteDatabase:
        # Only the very first opening has to change the file, and may meet another one doing the same.
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return sqlite.connect(self.path, wal=not self.warning)
            except StoreBusy:
                if time.monotonic() >= until:
                    raise
            time.sleep(_PAUSE_SECONDS)

    def read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one moment of the store."""
        with sqlite.explained(self.path), sqlite.snapshot(self.db):
            return query(self.db, *args, **kwargs)

    def attempt(self, change: Callable[[SqliteDatabase], T]) -> T:
        """Run a change in one transaction, or raise StoreBusy soon when somebody else holds the store.

        The caller tries again for as long as it wants to wait, and can read in between. Raises StoreDamaged
        before the first change when the tables are not ours, DiskFull and others of StoreError; nothing is
        saved then.
        """
        with self.alone(GATE_SECONDS), sqlite.immediate(self.db):
            if not self._checked:
                sqlite.require_schema(self.db, self.path)
            done = change(self.db)
        self._checked = True
        return done

    @contextmanager
    def alone(self, seconds: float) -> Iterator[None]:
        """Keep other writers out, without a transaction yet; engine errors inside are explained."""
        with sqlite.explained(self.path):
            # Before as well: the gate's file has gone with its folder, and that says less.
            self._require_in_place()
            with self.gate.held(seconds):
                self._require_in_place()
                yield

    def _require_in_place(self, saving: str = "; nothing was saved") -> None:
        """What is written to a file that lost its name is lost when the last one closes it."""
        try:
            found = os.stat(self._file)  # noqa: PTH116
        except FileNotFoundError:
            found = None
        except OSError as error:
            raise StoreError(
                f"The store cannot be reached{saving} ({self.path}: {error.strerror}).",
                "Look whether its folder is there and may be opened.",
            ) from error
        if found is None or not os.path.samestat(found, self._inode):
            raise StoreError(
                f"The store was moved or replaced while it was open{saving} ({self.path}).",
                "Put it back, or close this program and open the store again.",
            )

    def data_version(self) -> int:
        """Changes when another process has saved something. Raises StoreError when the file was moved or replaced: what
        others save from then on would never be seen.
        """
        with sqlite.explained(self.path):
            self._require_in_place("")
            return sqlite.data_version(self.db)

    @property
    def behind(self) -> bool:
        """Whether migrations are waiting."""
        with sqlite.explained(self.path):
            return sqlite.schema_version(self.db) < sqlite.VERSION

    def migrate(self, first: Callable[[Store], object] = lambda store: None) -> None:
        """Bring the store up to date in one transaction, calling `first` (the backup) before it.

        Of several processes that start together one does it and the others wait for that.
        """
        with self.alone(_PATIENCE_SECONDS):
            if self.behind:
                first(self)
                with sqlite.foreign_keys_off(self.db), sqlite.immediate(self.db):
                    sqlite.run_steps(self.db, sqlite.schema_version(self.db))

    def scrub(self) -> None:
        """Make what was deleted unreadable in the file and its log; backups are the caller's care.

        Raises StoreBusy when another program's reading prevents it.
        """
        with self.alone(_PATIENCE_SECONDS):
            if not sqlite.write_anew(self.db):
                raise StoreBusy(
                    "Another program is reading the store, so deleted names are still in its log.",
                    "Close the other terminals and try again.",
                )

    def close(self) -> None:
        """Close, behind the gate where it is free: the last one out writes the WAL back. Twice does no harm."""
        if self.db.is_closed():
            return
        try:
            with suppress(StoreBusy, OSError), self.gate.held(GATE_SECONDS):
                self.db.close()
        finally:
            self.db.close()
            self.gate.close()
