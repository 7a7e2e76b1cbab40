"""Transactions end, whatever happens in them, and the engine's errors arrive as one clear sentence."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from peewee import OperationalError, SqliteDatabase

from models.errors import DiskFull, Refused, StoreBusy, StoreDamaged, StoreError, WblError
from models.tables import guards, migrations, sqlite
from models.tables.explain import meaning
from models.tables.store import Store
from tests.helpers_store import book, images, make_school, open_school, raw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty store."""
    path = tmp_path / "school.wbl"
    sqlite.create(path)
    return path


def fill(db: SqliteDatabase) -> None:
    """More than the few pages a full disk has left."""
    for number in range(2000):
        db.execute_sql("INSERT INTO counter VALUES (?, 1)", (f"{number:0500}",))


def test_a_full_disk_is_said_in_words_saves_nothing_and_ends(path: Path) -> None:
    store = Store(path)
    pages = store.db.execute_sql("PRAGMA page_count").fetchone()[0]
    store.db.execute_sql(f"PRAGMA max_page_count = {pages + 3}")
    for _ in range(2):
        with pytest.raises(DiskFull) as told:
            store.attempt(fill)
        assert told.value.line == "The disk is full; nothing was saved. Free some space and try again."
    assert store.read(lambda db: db.execute_sql("SELECT count(*) FROM counter").fetchone()) == (0,)
    store.db.execute_sql("PRAGMA max_page_count = 1000000")
    store.attempt(fill)
    assert store.read(sqlite.row_counts)["counter"] == 2000
    store.close()


def test_a_full_disk_is_known_behind_a_failing_rollback(path: Path) -> None:
    """What peewee's own `atomic` makes of a full disk: the true cause is only in the context."""
    database = SqliteDatabase(str(path), pragmas={"max_page_count": 60})
    database.connect()
    with pytest.raises(OperationalError) as told, database.atomic("IMMEDIATE"):
        fill(database)
    database.close()
    assert isinstance(meaning(told.value, path), DiskFull)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (PermissionError(errno.EACCES, "Permission denied"), StoreError),
        (sqlite3.OperationalError("database is locked"), StoreBusy),
        (sqlite3.DatabaseError("database disk image is malformed"), StoreDamaged),
        (sqlite3.OperationalError("attempt to write a readonly database"), StoreError),
        (sqlite3.OperationalError("disk I/O error"), StoreError),
        (sqlite3.IntegrityError("FOREIGN KEY constraint failed"), Refused),
        (sqlite3.IntegrityError("guard: the room is taken"), Refused),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), StoreError),
    ],
)
def test_each_error_has_its_own_kind(error: Exception, kind: type[WblError], tmp_path: Path) -> None:
    found = meaning(error, tmp_path / "school.wbl")
    assert type(found) is kind
    assert found.sentence.endswith(".")
    assert found.next_step


def test_a_guards_refusal_reads_as_a_sentence(tmp_path: Path) -> None:
    found = meaning(sqlite3.IntegrityError("guard: the room is taken"), tmp_path)
    assert found.line == "Not saved: the room is taken at that time. Look again and choose another."


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), Refused("no")])
def test_no_transaction_is_left_open_by_an_error(path: Path, error: BaseException) -> None:
    store = Store(path)

    def change(db: SqliteDatabase) -> None:
        db.execute_sql("INSERT INTO counter VALUES ('x', 1)")
        raise error

    with pytest.raises(type(error)):
        store.attempt(change)
    assert not store.db.connection().in_transaction
    assert raw(path, "SELECT count(*) FROM counter") == [[(0,)]]
    store.close()


def test_a_transaction_that_was_left_open_is_not_continued(path: Path) -> None:
    store = Store(path)
    store.db.begin("IMMEDIATE")
    store.db.execute_sql("INSERT INTO counter VALUES ('left', 1)")
    store.attempt(lambda db: db.execute_sql("INSERT INTO counter VALUES ('mine', 1)"))
    assert store.read(lambda db: db.execute_sql("SELECT name FROM counter").fetchall()) == [("mine",)]
    store.close()


def test_a_connection_that_died_is_an_error_of_ours(path: Path) -> None:
    store = Store(path)
    store.db.connection().close()
    with pytest.raises(StoreError):
        store.attempt(lambda db: None)
    with pytest.raises(StoreError):
        store.read(lambda db: None)
    with pytest.raises(StoreError):
        store.data_version()
    store.close()


def test_a_read_cannot_write(path: Path) -> None:
    store = Store(path)
    with pytest.raises(StoreError, match="cannot be written"):
        store.read(lambda db: db.execute_sql("INSERT INTO counter VALUES ('x', 1)"))
    store.attempt(lambda db: db.execute_sql("INSERT INTO counter VALUES ('y', 1)"))
    assert store.read(sqlite.row_counts)["counter"] == 1
    store.close()


def test_a_read_sees_one_moment(path: Path) -> None:
    store = Store(path)

    def twice(db: SqliteDatabase) -> tuple[int, int]:
        one = sqlite.row_counts(db)["counter"]
        raw(path, "INSERT INTO counter VALUES ('x', 1)")
        return one, sqlite.row_counts(db)["counter"]

    assert store.read(twice) == (0, 0)
    assert store.read(sqlite.row_counts)["counter"] == 1
    store.close()


def test_another_programs_lock_is_told_soon(path: Path) -> None:
    store = Store(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            store.attempt(lambda db: None)
        assert store.read(sqlite.row_counts)["counter"] == 0
    store.attempt(lambda db: None)
    store.close()


def test_foreign_keys_are_looked_at_at_the_end(path: Path) -> None:
    store = Store(path)
    with pytest.raises(Refused, match="something else still stands on it"):
        store.attempt(lambda db: db.execute_sql("INSERT INTO duty VALUES ('d', 'nobody', 0, NULL, 1, 2)"))
    store.close()


# -- migrations -------------------------------------------------------------------------------------------


def _next_step(_suffix: str) -> list[str]:
    return ["ALTER TABLE room ADD COLUMN colour TEXT NOT NULL DEFAULT ''"]


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> int:
    """The program of next year: one more step."""
    version = migrations.VERSION + 1
    monkeypatch.setattr(sqlite, "STEPS", (*migrations.STEPS, (version, _next_step)))
    monkeypatch.setattr(sqlite, "VERSION", version)
    return version


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of this year with the school in it, made before `newer` in the order of arguments."""
    path = tmp_path / "old.wbl"
    workspace = make_school(path)
    book(workspace, "10:00")
    workspace.close()
    return path


def test_an_older_store_is_brought_up_to_date_after_a_backup(old: Path, newer: int) -> None:
    workspace = open_school(old)
    workspace.close()
    with closing(sqlite3.connect(old)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (newer,)
        assert sqlite.schema(found) == sqlite.expected_schema()
    [backup] = old.parent.glob("backups/*.wbl")
    assert backup.name.endswith(f"-before-version-{newer}.wbl")
    assert raw(backup, "PRAGMA user_version") == [[(newer - 1,)]]


def test_a_failing_step_changes_nothing(old: Path, newer: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(_suffix: str) -> list[str]:
        return [*_next_step(""), "CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)"]

    monkeypatch.setattr(sqlite, "STEPS", (*migrations.STEPS, (newer, bad)))
    with pytest.raises(StoreError):
        open_school(old)
    with closing(sqlite3.connect(old)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (newer - 1,)
        assert "colour" not in sqlite.schema(found)["room"]
        assert "half" not in sqlite.schema(found)


def test_guards_outlive_the_rebuilding_of_a_table(
    old: Path, newer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebuild(_suffix: str) -> list[str]:
        made = dict(_all_tables())["interview"].replace("CREATE TABLE interview", "CREATE TABLE fresh")
        return [
            made,
            "INSERT INTO fresh SELECT * FROM interview",
            "DROP TABLE interview",
            "ALTER TABLE fresh RENAME TO interview",
            *(text for text in _all_statements() if " ON interview (" in text),
        ]

    monkeypatch.setattr(sqlite, "STEPS", (*migrations.STEPS, (newer, rebuild)))
    workspace = open_school(old)
    with pytest.raises(Refused):
        book(workspace, "10:00", "s2", "k2")
    found = workspace.read(sqlite.schema)
    workspace.close()
    assert set(guards.TRIGGERS) <= found.keys()


def _all_statements() -> list[str]:
    return [text.replace("BIGINT", "INTEGER") for text in migrations.STEPS[0][1]("STRICT")]


def _all_tables() -> list[tuple[str, str]]:
    return [(text.split()[2], text) for text in _all_statements() if text.startswith("CREATE TABLE")]


def test_opening_changes_no_row(old: Path) -> None:
    workspace = open_school(old)
    before = images(workspace)
    workspace.close()
    workspace = open_school(old)
    assert images(workspace) == before
    workspace.close()
