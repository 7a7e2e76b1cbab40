"""All that is SQLite's own: how a store is made, opened, locked, watched, copied, and looked over.

Another engine would be a second file like this one.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from peewee import SQL, PeeweeException, SqliteDatabase

from models.errors import StoreDamaged, StoreError, StoreTooNew
from models.tables import guards, private_files
from models.tables.copies import copy_into, copy_over
from models.tables.explain import explained
from models.tables.folders import is_risky
from models.tables.migrations import STEPS, VERSION

__all__ = [
    "APPLICATION_ID", "VERSION", "connect", "connect_reading", "copy_into", "copy_over", "create", "data_version", "delete_rows",
    "each_of", "expected_schema", "explained", "foreign_keys_off", "immediate", "insert_rows", "integrity", "require_ours",
    "require_schema", "row_counts", "rows_of", "run_steps", "schema", "schema_version", "snapshot", "update_rows",
    "write_anew",
]  # fmt: skip

APPLICATION_ID = 0x57424C31
"""Marks our files: "WBL1"."""

_BUSY_MS = 5000
_BEGIN_MS = 40
_LOOKING_MS = 1000
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
    private_files.require_content(path)
    with explained(path):
        _look_first(path)
        database = SqliteDatabase(
            private_files.uri(path, "rw"),
            uri=True,
            autoconnect=False,
            lock_type="IMMEDIATE",
            pragmas=dict(_PRAGMAS),
        )
        database.connect()
        try:
            require_ours(database, path)
            _set_mode(database, path, "wal" if wal else "delete")
        except BaseException:
            database.close()
            raise
    return database


def connect_reading(path: Path, *, still: bool) -> SqliteDatabase:
    """Open an existing store so that nothing can be changed through it, not even its mode. Raises StoreError.

    `still`: nobody writes. It is read without locks, and SQLite makes no file beside it.
    """
    private_files.require_content(path)
    with explained(path):
        database = SqliteDatabase(
            private_files.uri(path, "ro") + ("&immutable=1" if still else ""),
            uri=True,
            autoconnect=False,
            pragmas={**_PRAGMAS, "query_only": 1, "busy_timeout": _LOOKING_MS},
        )
        database.connect()
        try:
            if require_ours(database, path) < VERSION:
                raise StoreError(
                    "The store is of an older wbl-tui and cannot be read as it is.",
                    "Open it once with `wbl-tui`; that brings it up to date.",
                )
        except BaseException:
            database.close()
            raise
    return database


def _look_first(path: Path) -> None:
    """With a write-ahead log beside it even opening and closing a file would change it: not one that is not ours."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        with closing(sqlite3.connect(private_files.uri(path, "ro"), uri=True)) as reader:
            require_ours(reader, path)


def _set_mode(database: SqliteDatabase, path: Path, wanted: str) -> None:
    if database.execute_sql("PRAGMA journal_mode").fetchone()[0] == wanted:
        return
    mode = database.execute_sql(f"PRAGMA journal_mode = {wanted}").fetchone()[0]
    if mode != wanted:
        raise StoreError(f"{path} cannot be opened for several terminals ({mode}).")


def _run(database: Any) -> Callable[..., Any]:
    return getattr(database, "execute_sql", None) or database.execute  # type: ignore[no-any-return]


def require_ours(database: Any, path: Path) -> int:
    """The file's version. Raises StoreDamaged for a foreign file, StoreTooNew for one of a newer program."""
    run = _run(database)
    mark = run("PRAGMA application_id").fetchone()[0]
    version = int(run("PRAGMA user_version").fetchone()[0])
    if mark != APPLICATION_ID or version < 1:
        raise StoreDamaged(f"{path} is not a store of wbl-tui.", "Give the path of a store.")
    if version > VERSION:
        raise StoreTooNew(
            f"{path} was written by a newer wbl-tui (store version {version}, this program knows {VERSION}).",
            "Update the program; the store was left untouched.",
        )
    return version


def create(path: Path) -> None:
    """Make a new, empty store, readable by its owner alone; refuses a path that exists."""
    private_files.require_free(path)
    fresh = path.with_name(f".{path.name}.new-{os.getpid()}")
    with explained(path):
        private_files.make_folder(path.parent)
        private_files.make_empty(fresh)
        try:
            with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
                if not is_risky(private_files.real(path)):
                    connection.execute("PRAGMA journal_mode = wal")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute("BEGIN IMMEDIATE")
                run_steps(connection, 0)
                connection.execute("COMMIT")
            private_files.publish(fresh, path)
        finally:
            private_files.remove(fresh)


def run_steps(connection: Any, version: int) -> None:
    """Every migration after `version`, then the guards and the new version, inside the caller's transaction.

    The connection's foreign keys are off, so that steps can rebuild tables; they are looked at here.
    """
    run = _run(connection)
    for statement in guards.removal():
        run(statement)
    for statement in _steps(version, VERSION):
        run(statement)
    for statement in guards.statements():
        run(statement)
    run(f"PRAGMA user_version = {VERSION}")
    if broken := run("PRAGMA foreign_key_check").fetchall():
        raise sqlite3.IntegrityError(f"a row of {broken[0][0]} points nowhere")


@contextmanager
def foreign_keys_off(database: SqliteDatabase) -> Iterator[None]:
    """While migrating; SQLite can only switch them outside a transaction."""
    database.execute_sql("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")


def _steps(above: int, last: int) -> Iterator[str]:
    for number, step in STEPS:
        if above < number <= last:
            yield from (statement.replace("BIGINT", "INTEGER") for statement in step("STRICT"))


def schema_version(database: SqliteDatabase) -> int:
    """The number of the last migration the store has seen."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def data_version(database: SqliteDatabase) -> int:
    """Changes when another connection has committed; costs some microseconds."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


@contextmanager
def immediate(database: SqliteDatabase) -> Iterator[None]:
    """A write transaction that holds the lock from the start. Raises after a short wait for that lock."""
    _leave_none_open(database)
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
        # A full disk rolls back by itself; a second rollback, or its failing, would hide the cause.
        with suppress(PeeweeException, sqlite3.Error):
            _leave_none_open(database)
        raise


@contextmanager
def snapshot(database: SqliteDatabase) -> Iterator[None]:
    """Several reads of one moment; takes no lock that a writer would wait for, and cannot change anything."""
    _leave_none_open(database)
    before = database.execute_sql("PRAGMA query_only").fetchone()[0]
    database.execute_sql("PRAGMA query_only = 1")
    try:
        database.begin("DEFERRED")
        yield
    finally:
        with suppress(PeeweeException, sqlite3.Error):
            _leave_none_open(database)
        database.execute_sql(f"PRAGMA query_only = {before}")


def _leave_none_open(database: SqliteDatabase) -> None:
    """A transaction whose rollback failed once must not swallow the next one."""
    if database.connection().in_transaction:
        database.rollback()


def each_of(texts: str) -> SQL:
    """For `IN`: the texts of a JSON list, given as one value, so that the SQL is the same for any number of them."""
    return SQL("(SELECT value FROM json_each(?))", (texts,))


def insert_rows(
    database: SqliteDatabase, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows of values as the database holds them, many in the time that Peewee takes to put one into SQL.

    Raises the engine's own errors, which `explained` explains.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    database.connection().executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def update_rows(
    database: SqliteDatabase, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Give rows these values in these columns; the last value of each is the id. Raises as `insert_rows`."""
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    database.connection().executemany(f'UPDATE "{table}" SET {sets} WHERE id = ?', rows)


def delete_rows(database: SqliteDatabase, table: str, ids: Iterable[str]) -> None:
    """Take rows away. Raises as `insert_rows`."""
    database.connection().executemany(f'DELETE FROM "{table}" WHERE id = ?', ((ident,) for ident in ids))


def rows_of(
    database: SqliteDatabase, table: str, columns: Sequence[str], ids: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    """The rows with these ids, as the database holds them, in the order of no matter what."""
    names = ", ".join(f'"{name}"' for name in columns)
    wanted = json.dumps(list(ids))
    sql = f'SELECT {names} FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
    yield from database.connection().execute(sql, (wanted,))


def write_anew(database: SqliteDatabase) -> bool:
    """Write the whole file anew and empty its log, so that nothing deleted stays readable in either.

    The caller holds the gate. False when another program's reading kept the log from being emptied.
    """
    database.execute_sql("PRAGMA secure_delete = 1")
    database.execute_sql("VACUUM")
    return database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0  # type: ignore[no-any-return]


def row_counts(database: Any) -> dict[str, int]:
    """Rows by table."""
    run = _run(database)
    names = [
        name
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        if not name.startswith("sqlite_")
    ]
    return {name: run(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def integrity(database: Any) -> list[str]:
    """What SQLite finds wrong with the file; empty when whole."""
    run = _run(database)
    told = [row[0] for row in run("PRAGMA integrity_check").fetchall()]
    broken = [f"a row of {row[0]} points nowhere" for row in run("PRAGMA foreign_key_check").fetchall()]
    return [line for line in told if line != "ok"] + broken


def schema(database: Any) -> dict[str, str]:
    """Name → SQL of every table, index, view and trigger but SQLite's own, with white space folded."""
    rows = _run(database)("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in rows if not name.startswith("sqlite_")}


def expected_schema(version: int | None = None) -> dict[str, str]:
    """What `schema` gives for a store that was just made; for an earlier version, without its guards."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        if version in (None, VERSION):
            run_steps(fresh, 0)
        else:
            for statement in _steps(0, version or 0):
                fresh.execute(statement)
        return schema(fresh)


def schema_faults(database: Any) -> tuple[list[str], list[str]]:
    """Names of the guards that are missing or altered, and of all else that is not as this program makes it."""
    found, expected = schema(database), expected_schema()
    wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    return [one for one in wrong if one in guards.TRIGGERS], [
        one for one in wrong if one not in guards.TRIGGERS
    ]


def require_schema(database: SqliteDatabase, path: Path) -> None:
    """Before a first write: guards that are missing are put back. Raises StoreDamaged for anything else."""
    lacking, foreign = schema_faults(database)
    if foreign:
        raise StoreDamaged(
            f"{path} does not look as this program makes it ({', '.join(foreign[:3])}); nothing was saved.",
            "Restore a backup: `wbl-tui restore FILE`.",
        )
    if lacking:
        for statement in guards.statements():
            database.execute_sql(statement)
