"""A store that is only looked at: nothing can be written through it, whatever goes wrong in the program.

It leaves no file beside the store either, and needs no right to make one: a store whose log is away has nobody who
writes, and is read as it lies there, without a lock; that nobody began meanwhile is looked up afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from peewee import SqliteDatabase

from models.errors import StoreBusy, StoreError
from models.tables import sqlite
from models.tables.folders import is_risky
from models.tables.private_files import real

T = TypeVar("T")
P = ParamSpec("P")

_BESIDE = ("-wal", "-journal")


class Stamp(NamedTuple):
    """The store and what SQLite keeps beside it, each by what changes with its content; None for what is away."""

    store: tuple[int, ...] | None
    log: tuple[int, ...] | None
    journal: tuple[int, ...] | None

    @property
    def at_rest(self) -> bool:
        """Whether nobody has it open to write."""
        return self.log is None and self.journal is None


class Reader:
    """Open on construction; use and close from the same thread. Raises StoreError and its kin.

    Only for a moment: while it is open beside programs that write, the last of them cannot put the log away.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = real(path)
        self.stamp = self._look()
        # In a folder that is synced or shared, files are not what they seem: there only locks tell.
        self._still = self.stamp.at_rest and not is_risky(self._file)
        self._db = sqlite.connect_reading(path, still=self._still)

    def read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one moment of the store. Raises StoreBusy when somebody began to write into it meanwhile."""
        try:
            with sqlite.explained(self.path), sqlite.snapshot(self._db):
                found = query(self._db, *args, **kwargs)
        except StoreError:
            self._require_still()
            raise
        self._require_still()
        return found

    def _require_still(self) -> None:
        if self._still and self._look() != self.stamp:
            raise StoreBusy(f"{self.path} was written to while it was read.", "It is read again.")

    def _look(self) -> Stamp:
        with sqlite.explained(self.path):
            return Stamp(
                _mark(self._file), *(_mark(self._file.with_name(self._file.name + end)) for end in _BESIDE)
            )

    def close(self) -> None:
        """Twice does no harm."""
        self._db.close()


def _mark(path: Path) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - never opens it
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
