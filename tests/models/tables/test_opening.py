"""Making and opening stores: never by accident, never over another, never what is not ours."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.errors import Refused, StoreDamaged, StoreError, StoreMissing, StoreTooNew
from models.tables import all_rows, journal_rows, sqlite
from models.tables.store import Store
from tests.helpers_store import book, make_school, open_school, raw, set_up


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store would be."""
    return tmp_path / "data" / "school.wbl"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_store_and_all_beside_it_is_private(path: Path) -> None:
    sqlite.create(path)
    workspace = open_school(path)
    workspace.write(set_up)
    found = {file.name: mode(file) for file in path.parent.iterdir()}
    workspace.close()
    assert found == {
        "school.wbl": 0o600,
        "school.wbl-wal": 0o600,
        "school.wbl-shm": 0o600,
        "school.wbl.lock": 0o600,
    }
    assert mode(path.parent) == 0o700


def test_every_folder_made_on_the_way_is_private(tmp_path: Path) -> None:
    sqlite.create(tmp_path / "a" / "b" / "school.wbl")
    assert [mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == [0o700, 0o700]


def test_making_leaves_nothing_beside_the_store(path: Path) -> None:
    sqlite.create(path)
    assert [file.name for file in path.parent.iterdir()] == ["school.wbl"]


def test_a_store_is_never_made_over_anything(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(Refused, match=r"notes\.txt exists already"):
        sqlite.create(path)
    assert path.read_text() == "mine"


def test_a_broken_link_is_not_followed_when_making(tmp_path: Path) -> None:
    path = tmp_path / "school.wbl"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused):
        sqlite.create(path)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["n" * 300, "file/school.wbl"])
def test_an_impossible_place_is_said_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        sqlite.create(tmp_path / name)


def test_opening_what_is_not_there_makes_nothing(path: Path) -> None:
    with pytest.raises(StoreMissing, match="There is no store at"):
        Store(path)
    assert not path.parent.exists()


def test_an_empty_file_is_no_store_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "school.wbl"
    path.write_bytes(b"")
    with pytest.raises(StoreDamaged, match="is empty"):
        Store(path)
    assert [(f.name, f.stat().st_size) for f in tmp_path.iterdir()] == [("school.wbl", 0)]


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="is not a file"):
        Store(tmp_path)


def test_a_file_of_another_kind_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "school.wbl"
    path.write_bytes(b"Name,Grade\nMia,11\n" * 200)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged):
        Store(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    raw(path, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="is not a store of wbl-tui"):
        Store(path)
    assert path.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["other.db"]


def test_a_database_with_unsaved_log_of_another_program_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE t (x)")
        copy = tmp_path / "left" / "other.db"
        copy.parent.mkdir()
        for ending in ("", "-wal"):
            copy.with_name(copy.name + ending).write_bytes(path.with_name(path.name + ending).read_bytes())
    before = {f.name: f.read_bytes() for f in copy.parent.iterdir()}
    with pytest.raises(StoreDamaged, match="is not a store of wbl-tui"):
        Store(copy)
    assert {name: copy.with_name(name).read_bytes() for name in before} == before


def test_a_newer_store_is_left_untouched_to_the_byte(path: Path) -> None:
    sqlite.create(path)
    raw(path, f"PRAGMA user_version = {sqlite.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match=f"store version {sqlite.VERSION + 1}"):
        Store(path)
    assert path.read_bytes() == before
    assert [f.name for f in path.parent.iterdir()] == ["school.wbl"]


@pytest.mark.parametrize("name", ["a b#c?d%e.wbl", "Zoë's 日本.wbl", "mode=memory&x.wbl", "%00.wbl"])
def test_any_name_of_a_file_can_be_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sqlite.create(path)
    store = Store(path)
    store.close()
    assert sorted(f.name for f in tmp_path.iterdir()) in ([name], sorted([name, f"{name}.lock"]))


def test_two_names_of_one_store_share_one_gate(path: Path) -> None:
    sqlite.create(path)
    link = path.with_name("link.wbl")
    link.symlink_to(path)
    one, other = Store(path), Store(link)
    assert one.gate.path == other.gate.path
    one.close()
    other.close()


def test_closing_twice_does_no_harm(path: Path) -> None:
    sqlite.create(path)
    store = Store(path)
    store.close()
    store.close()
    assert store.db.is_closed()


def test_the_last_one_out_leaves_one_file(path: Path) -> None:
    workspace = make_school(path)
    book(workspace, "10:00")
    workspace.close()
    assert sorted(f.name for f in path.parent.iterdir()) == ["school.wbl", "school.wbl.lock"]


def test_settings_of_the_connection(path: Path) -> None:
    sqlite.create(path)
    store = Store(path)
    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "trusted_schema")
    found = [store.db.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in names]
    store.close()
    assert found == ["wal", 2, 1, 1, 0]


def test_a_synced_folder_gets_no_wal_and_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "OneDrive - Elm High" / "school.wbl"
    workspace = make_school(path)
    book(workspace, "10:00")
    beside = sorted(f.name for f in path.parent.iterdir())
    warning = workspace.warning
    workspace.close()
    assert warning == "The store is in a folder that OneDrive syncs; syncing can damage it."
    assert beside == ["school.wbl", "school.wbl.lock"]
    assert raw(path, "PRAGMA journal_mode") == [[("delete",)]]


def test_a_store_that_was_carried_into_a_synced_folder_leaves_wal(tmp_path: Path) -> None:
    path = tmp_path / "school.wbl"
    make_school(path).close()
    synced = tmp_path / "Dropbox" / "school.wbl"
    synced.parent.mkdir()
    path.rename(synced)
    Store(synced).close()
    assert raw(synced, "PRAGMA journal_mode") == [[("delete",)]]


def test_columns_of_the_rows_are_those_of_the_tables(path: Path) -> None:
    sqlite.create(path)
    models: dict[str, Any] = {
        **all_rows.ROWS,
        "journal": journal_rows.Journal,
        "journal_change": journal_rows.JournalChange,
        "counter": journal_rows.Counter,
    }
    with closing(sqlite3.connect(path)) as found:
        tables = [n for (n,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert sorted(tables) == sorted(models)
        for name, model in models.items():
            columns = {c[1]: bool(c[3] or c[5]) for c in found.execute(f"PRAGMA table_info({name})")}
            wanted = {f.column_name: not f.null for f in model._meta.sorted_fields}
            assert columns == wanted, name


def test_references_of_the_rows_are_those_of_the_tables(path: Path) -> None:
    sqlite.create(path)
    with closing(sqlite3.connect(path)) as found:
        for name, model in all_rows.ROWS.items():
            keys = {k[3]: k[2] for k in found.execute(f"PRAGMA foreign_key_list({name})")}
            assert keys == {f.column_name: f.rel_model._meta.table_name for f in model._meta.refs}, name


def test_every_table_is_strict(path: Path) -> None:
    sqlite.create(path)
    with closing(sqlite3.connect(path)) as found:
        loose = [row[1] for row in found.execute("PRAGMA table_list") if not row[5] and row[2] == "table"]
    assert [name for name in loose if not name.startswith("sqlite_")] == []


def first_write(path: Path) -> None:
    store = Store(path)
    try:
        store.attempt(lambda db: db.execute_sql("INSERT INTO counter VALUES ('x', 1)"))
    finally:
        store.close()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON counter BEGIN DELETE FROM staff; END", "spy"),
        ("CREATE VIEW everything AS SELECT * FROM student", "everything"),
        ("ALTER TABLE student ADD COLUMN pin TEXT", "student"),
        ("DROP TABLE claim", "claim"),
    ],
)
def test_nothing_is_written_where_the_tables_are_not_ours(path: Path, statement: str, named: str) -> None:
    sqlite.create(path)
    raw(path, statement)
    with pytest.raises(StoreDamaged, match=named):
        first_write(path)
    assert raw(path, "SELECT count(*) FROM counter") == [[(0,)]]


@pytest.mark.parametrize("harm", ["DROP TRIGGER guard_interview_insert", "ANALYZE"])
def test_a_missing_guard_is_put_back_by_the_first_write(path: Path, harm: str) -> None:
    sqlite.create(path)
    raw(path, harm)
    first_write(path)
    with closing(sqlite3.connect(path)) as found:
        assert sqlite.schema(found) == sqlite.expected_schema()


def test_a_store_whose_file_was_replaced_takes_no_more_writes(path: Path) -> None:
    sqlite.create(path)
    store = Store(path)
    path.rename(path.with_name("old.wbl"))
    sqlite.create(path)
    write: Callable[[], object] = lambda: store.attempt(lambda db: None)  # noqa: E731
    with pytest.raises(StoreError, match="was moved or replaced while it was open; nothing was saved"):
        write()
    path.unlink()
    with pytest.raises(StoreError, match="was moved or replaced"):
        write()
    store.close()


def test_a_store_whose_folder_is_out_of_reach_says_that_nothing_was_saved(path: Path) -> None:
    sqlite.create(path)
    store = Store(path)
    write: Callable[[], object] = lambda: store.attempt(lambda db: None)  # noqa: E731
    away = path.parent.rename(path.parent.with_name("away"))
    with pytest.raises(StoreError, match="was moved or replaced while it was open; nothing was saved"):
        write()
    # Stands for every way in which a folder can be shut: rights do not keep the tests' user out everywhere.
    path.parent.write_text("no folder")
    with pytest.raises(StoreError, match="The store cannot be reached; nothing was saved"):
        write()
    with pytest.raises(StoreError, match="The store cannot be reached \\("):
        store.data_version()
    path.parent.unlink()
    away.rename(path.parent)
    write()
    store.close()
