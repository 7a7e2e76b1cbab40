"""A store that is only looked at: nothing can be written through it, whatever goes wrong in the program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from peewee import SqliteDatabase

from models.errors import StoreError
from models.tables import sqlite

T = TypeVar("T")
P = ParamSpec("P")


class Reader:
    """Open on construction; use and close from the same thread. Raises StoreError and its kin."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite.connect_reading(path)
        with sqlite.explained(path):
            self._inode = os.stat(path)  # noqa: PTH116 - never opens it

    def read(
        self, query: Callable[Concatenate[SqliteDatabase, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one moment of the store."""
        with sqlite.explained(self.path), sqlite.snapshot(self._db):
            return query(self._db, *args, **kwargs)

    def data_version(self) -> int:
        """Changes when another process has saved something."""
        with sqlite.explained(self.path):
            return sqlite.data_version(self._db)

    def require_in_place(self) -> None:
        """Raises StoreError when the file was moved or replaced: what is read would be old without saying so."""
        with sqlite.explained(self.path):
            if not os.path.samestat(os.stat(self.path), self._inode):  # noqa: PTH116
                raise StoreError(f"{self.path} was replaced while it was open.", "It is opened anew.")

    def close(self) -> None:
        """Twice does no harm."""
        self._db.close()
