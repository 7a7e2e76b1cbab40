"""Copies of a store by SQLite's own backup: the only way that takes the log along and minds others' locks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from peewee import SqliteDatabase

from models.errors import StoreBusy
from models.tables import private_files

COPY_SECONDS = 20.0
"""How long a copy waits for a program that holds the store."""


def copy_into(source: SqliteDatabase | sqlite3.Connection, target: Path) -> None:
    """A whole copy of an open store in a new private file, by SQLite's own backup, while others go on working.

    Raises OSError, sqlite3.Error, or StoreBusy.
    """
    opened = source if isinstance(source, sqlite3.Connection) else source.connection()
    private_files.make_empty(target)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        opened.backup(copy, progress=_patient(), sleep=0.02)
        copy.execute("PRAGMA journal_mode = delete")


def copy_over(source: Path, target: SqliteDatabase) -> None:
    """Replace the content of an open store by that of a file, whole or not at all; other terminals see it as one
    change. The caller holds the gate. Raises sqlite3.Error, or StoreBusy.
    """
    with closing(sqlite3.connect(private_files.uri(source, "ro"), uri=True)) as copy:
        copy.backup(target.connection(), progress=_patient(), sleep=0.02)


def _patient() -> Callable[[int, int, int], None]:
    """Without this, Python's backup waits for a locked file for ever."""
    until = time.monotonic() + COPY_SECONDS

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() >= until:
            raise StoreBusy("Another program holds the store; nothing was copied.", "Try again in a moment.")

    return look
