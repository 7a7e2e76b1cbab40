"""All that is SQLite's own: how a store is made, opened, locked, watched, copied, and what its errors mean.

Another engine would be a second file like this one.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

# Peewee looks for PostgreSQL drivers when it is imported; without these lines that alone can cost more than
# everything else at start-up. A driver that was asked for on purpose is already there and stays.
sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
sys.modules.setdefault("psycopg2", None)  # type: ignore[arg-type]

from peewee import DatabaseError, IntegrityError, OperationalError, SqliteDatabase  # noqa: E402

from models.errors import (  # noqa: E402
    DiskFull,
    Refused,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreTooNew,
    WblError,
)
from models.tables import guards  # noqa: E402
from models.tables.migrations import STEPS, VERSION  # noqa: E402

APPLICATION_ID = 0x57424C31
"""Marks our files: "WBL1"."""

_BUSY_MS = 5000
_BEGIN_MS = 150
# WAL with FULL: what was acknowledged to a person survives a power cut. recursive_triggers: without it
# INSERT OR REPLACE slips past the append-only guards.
_PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": 2,
    "recursive_triggers": 1,
    "busy_timeout": _BUSY_MS,
    "cache_size": -16000,
    "temp_store": 2,
    "trusted_schema": 0,
}


def connect(path: Path, *, wal: bool) -> SqliteDatabase:
    """Open an existing store, checked; never makes one. Raises StoreError and its kin."""
    _require_file(path)
    database = SqliteDatabase(
        f"file:{_quoted(path)}?mode=rw",
        uri=True,
        autoconnect=False,
        lock_type="IMMEDIATE",
        pragmas=dict(_PRAGMAS),
    )
    with explained(path):
        database.connect()
    try:
        with explained(path):
            _require_ours(database, path)
            mode = database.execute_sql(f"PRAGMA journal_mode = {'wal' if wal else 'delete'}").fetchone()
        if wal and mode[0] != "wal":
            raise StoreError(f"{path} cannot be opened for several terminals ({mode[0]}).")
    except WblError:
        database.close()
        raise
    return database


def _quoted(path: Path) -> str:
    return path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _require_file(path: Path) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise StoreMissing(
            f"There is no store at {path}.", "Make one with `wbl-tui init`, or try `wbl-tui demo`."
        ) from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from None
    if not path.is_file():
        raise StoreDamaged(f"{path} is not a file.", "Give the path of a store.")
    if found.st_size == 0:
        raise StoreDamaged(
            f"{path} is empty: it is not a store, or was cut off.",
            "Restore a backup: `wbl-tui restore FILE`.",
        )


def _require_ours(database: SqliteDatabase, path: Path) -> None:
    mark = database.execute_sql("PRAGMA application_id").fetchone()[0]
    version = database.execute_sql("PRAGMA user_version").fetchone()[0]
    if mark != APPLICATION_ID or version < 1:
        raise StoreDamaged(f"{path} is not a store of wbl-tui.", "Give the path of a store.")
    if version > VERSION:
        raise StoreTooNew(
            f"{path} was written by a newer wbl-tui (store version {version}, this program knows {VERSION}).",
            "Update the program; the store was left untouched.",
        )


def create(path: Path) -> None:
    """Make a new, empty store, readable by its owner alone; refuses a path that exists."""
    if path.exists() or path.is_symlink():
        raise Refused(f"{path} exists already.", "Choose another place, or remove it first.")
    fresh = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"No store can be made at {path}: {error.strerror}.", "Choose another place."
        ) from None
    try:
        with explained(path), closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("BEGIN IMMEDIATE")
            run_steps(connection, 0)
            connection.execute("COMMIT")
        _publish(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _publish(fresh: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another one."""
    try:
        if hasattr(os, "link"):
            os.link(fresh, path)
        else:  # pragma: no cover - every supported platform has links
            fresh.rename(path)
    except FileExistsError:
        raise Refused(f"{path} exists already.", "Choose another place, or remove it first.") from None
    except OSError:
        # File systems without hard links: rename; the name was free a moment ago.
        fresh.rename(path)


def run_steps(connection: Any, version: int) -> None:
    """Every migration after `version`, then the guards and the new version, inside the caller's transaction."""
    run = getattr(connection, "execute_sql", None) or connection.execute
    for number, step in STEPS:
        if number > version:
            for statement in step("STRICT"):
                run(statement.replace("BIGINT", "INTEGER"))
    for statement in guards.statements():
        run(statement)
    run(f"PRAGMA user_version = {VERSION}")


def schema_version(database: SqliteDatabase) -> int:
    """The number of the last migration the store has seen."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def data_version(database: SqliteDatabase) -> int:
    """Changes when another connection has committed; costs some microseconds."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


@contextmanager
def immediate(database: SqliteDatabase) -> Iterator[None]:
    """A write transaction that holds the lock from the start. StoreBusy after a short wait for that lock."""
    database.execute_sql(f"PRAGMA busy_timeout = {_BEGIN_MS}")
    try:
        database.begin("IMMEDIATE")
    finally:
        database.execute_sql(f"PRAGMA busy_timeout = {_BUSY_MS}")
    try:
        database.execute_sql("PRAGMA defer_foreign_keys = 1")
        yield
        database.commit()
    except BaseException:
        # A full disk rolls back by itself; a second rollback would hide the cause.
        if database.connection().in_transaction:
            database.rollback()
        raise


@contextmanager
def snapshot(database: SqliteDatabase) -> Iterator[None]:
    """Several reads of one moment; takes no lock that a writer would wait for."""
    database.begin("DEFERRED")
    try:
        yield
    finally:
        with suppress(OperationalError):
            database.rollback()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the engine's errors into ours, one clear sentence each."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise _explain(error, path) from error


def _explain(error: Exception, path: Path) -> WblError:
    told = _messages(error)
    if isinstance(error, (IntegrityError, sqlite3.IntegrityError)):
        return _explain_integrity(told)
    for words, make in _MEANINGS:
        if any(word in told for word in words):
            return make(path)
    return StoreError(f"The store {path} cannot be used: {str(error)[:200]}.", "Run `wbl-tui doctor`.")


def _messages(error: BaseException | None) -> str:
    """The error and everything it came from: a failed rollback hides the true cause in its context."""
    told: list[str] = []
    while error is not None and len(told) < 10:
        told.append(str(error).lower())
        error = error.__cause__ or error.__context__
    return " | ".join(told)


def _explain_integrity(told: str) -> WblError:
    if "guard:" in told:
        what = told.split("guard:", 1)[1].split("|")[0].strip()
        return Refused(f"Not saved: {what} at that time.", "Look again and choose another.")
    if "foreign key" in told:
        return Refused("Not saved: something else still stands on it.", "Remove what stands on it first.")
    return Refused(f"Not saved: the store refused it ({told.split('|')[0].strip()[:120]}).")


_MEANINGS = (
    (
        ("disk is full", "database or disk is full"),
        lambda path: DiskFull("The disk is full; nothing was saved.", "Free some space and try again."),
    ),
    (
        ("locked", "busy"),
        lambda path: StoreBusy(
            "Another program holds the store; nothing was saved.", "Try again in a moment."
        ),
    ),
    (
        ("not a database", "malformed", "corrupt"),
        lambda path: StoreDamaged(
            f"{path} is not a store, or is damaged.", "Restore a backup: `wbl-tui restore FILE`."
        ),
    ),
    (
        ("readonly", "read-only"),
        lambda path: StoreError(
            f"{path} cannot be written.", "Check the permissions of the file and its folder."
        ),
    ),
    (
        ("disk i/o error", "unable to open"),
        lambda path: StoreError(
            f"{path} cannot be read or written.", "Check the disk, then `wbl-tui doctor`."
        ),
    ),
)


def copy_into(source: SqliteDatabase, target: Path) -> None:
    """A whole copy of an open store in a new private file, by SQLite's own backup, while others go on working."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.connection().backup(copy)
        copy.execute("PRAGMA journal_mode = delete")


def copy_over(source: Path, target: SqliteDatabase) -> None:
    """Replace the content of an open store by that of a file; other terminals see it as one change."""
    with closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)) as copy:
        copy.backup(target.connection())


def row_counts(database: Any) -> dict[str, int]:
    """Rows by table."""
    run = getattr(database, "execute_sql", None) or database.execute
    names = [
        name
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        if not name.startswith("sqlite_")
    ]
    return {name: run(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def integrity(database: Any) -> list[str]:
    """What SQLite finds wrong with the file; empty when whole."""
    run = getattr(database, "execute_sql", None) or database.execute
    told = [row[0] for row in run("PRAGMA integrity_check").fetchall()]
    broken = [f"a row of {row[0]} points nowhere" for row in run("PRAGMA foreign_key_check").fetchall()]
    return [line for line in told if line != "ok"] + broken


def schema(database: Any) -> dict[str, str]:
    """Name → SQL of every table, index and trigger, with white space folded."""
    run = getattr(database, "execute_sql", None) or database.execute
    rows = run("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in rows}


def expected_schema() -> dict[str, str]:
    """What `schema` gives for a store that was just made."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        run_steps(fresh, 0)
        return schema(fresh)
