"""Who only looks: sees what others save, changes not one byte, and lets nothing out but the public rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from models.errors import StoreBusy, StoreError, StoreMissing
from models.onlooker import Onlooker
from models.queries.public import public_facts
from models.tables.reader import Reader
from tests.helpers_store import ZONE, at, book, make_school, open_school, raw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "school.wbl"
    workspace = make_school(path)
    book(workspace, "10:20")
    workspace.close()
    return path


@pytest.fixture
def onlooker(path: Path) -> Iterator[Onlooker]:
    with closing(Onlooker(path)) as onlooker:
        yield onlooker


def rows(onlooker: Onlooker, wall: str = "09:00") -> list[tuple[str, str, str]]:
    return [(f"{row.start:%H:%M}", row.who, row.room) for row in onlooker.board(at(wall)).rows]


def test_it_shows_the_day_and_what_another_program_saves(path: Path, onlooker: Onlooker) -> None:
    assert rows(onlooker) == [("10:20", "Mia T.", "Room 1")]
    assert onlooker.zone() == ZONE
    with closing(open_school(path)) as other:
        book(other, "11:20", student="s2", contact="k2")
        assert rows(onlooker) == [("10:20", "Mia T.", "Room 1"), ("11:20", "Ben O.", "Room 1")]


def test_looking_leaves_the_file_as_it_was_and_none_beside_it(path: Path) -> None:
    before, names = sha256(path.read_bytes()).digest(), set(path.parent.iterdir())
    path.parent.chmod(0o500)
    with closing(Onlooker(path)) as onlooker:
        assert len(rows(onlooker)) == 1
        assert set(path.parent.iterdir()) == names
    assert sha256(path.read_bytes()).digest() == before
    path.parent.chmod(0o700)


def test_who_writes_can_put_the_log_away_while_somebody_looks(path: Path, onlooker: Onlooker) -> None:
    names = set(path.parent.iterdir())
    with closing(open_school(path)) as other:
        assert len(rows(onlooker)) == 1
        book(other, "11:20", student="s2", contact="k2")
        assert len(rows(onlooker)) == 2
    assert set(path.parent.iterdir()) == names
    assert len(rows(onlooker)) == 2


def test_what_is_written_while_it_is_read_without_a_lock_is_read_again(path: Path) -> None:
    reader = Reader(path)

    def meanwhile(db: SqliteDatabase) -> None:
        with closing(open_school(path)) as other:
            book(other, "11:20", student="s2", contact="k2")

    with pytest.raises(StoreBusy, match="while it was read"):
        reader.read(meanwhile)
    reader.close()


def test_nothing_can_be_written_through_it(path: Path) -> None:
    reader = Reader(path)
    for statement in ("DELETE FROM student", "PRAGMA user_version = 99", "CREATE TABLE x (y)"):
        with pytest.raises(StoreError, match="cannot be written"):
            reader.read(SqliteDatabase.execute_sql, statement)
    assert len(reader.read(public_facts, at("09:00")).situation.interviews) == 1
    reader.close()


def test_a_store_that_was_replaced_is_seen_at_once(path: Path, tmp_path: Path, onlooker: Onlooker) -> None:
    assert len(rows(onlooker)) == 1
    make_school(tmp_path / "other.wbl").close()
    (tmp_path / "other.wbl").replace(path)
    assert rows(onlooker) == []


def test_a_store_that_is_away_for_a_while_is_found_again(
    path: Path, tmp_path: Path, onlooker: Onlooker
) -> None:
    path.replace(tmp_path / "away")
    with pytest.raises(StoreError):
        onlooker.board(at("09:00"))
    (tmp_path / "away").replace(path)
    assert len(rows(onlooker)) == 1


def test_the_next_day_is_read_by_itself(onlooker: Onlooker) -> None:
    assert len(rows(onlooker)) == 1
    assert rows(onlooker, "24:30") == []


def test_what_cannot_be_looked_at_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Onlooker(tmp_path / "nowhere.wbl")
    with closing(sqlite3.connect(path)) as old:
        old.execute("PRAGMA user_version = 1")
    with pytest.raises(StoreError, match="older wbl-tui"):
        Onlooker(path)
    assert raw(path, "PRAGMA user_version") == [[(1,)]]


def test_closing_twice_does_no_harm(path: Path) -> None:
    onlooker = Onlooker(path)
    onlooker.close()
    onlooker.close()
