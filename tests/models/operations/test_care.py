"""Backups: whole, private, counted before they count, and nothing left behind when one cannot be made."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import Refused, StoreDamaged, StoreError
from models.operations import care
from models.queries.journal import head
from models.tables import sqlite
from models.workspace import Workspace
from tests.helpers_store import book, make_school, raw

NIGHT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The school with one booking."""
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "10:00")
    yield workspace
    workspace.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_backup_holds_every_row_and_says_how_many(workspace: Workspace) -> None:
    target = workspace.path.parent / "backups" / "b.wbl"
    made = workspace.with_store(care.backup, target)
    rows = workspace.read(sqlite.row_counts)
    newest = workspace.read(head)[1]
    assert made == care.Backup(target, rows, newest)
    assert json.loads(care.counts_path(target).read_text()) == {
        "rows": rows,
        "journal_head": newest,
        "version": sqlite.VERSION,
    }
    with closing(sqlite3.connect(target)) as copy:
        assert (sqlite.row_counts(copy), sqlite.integrity(copy)) == (rows, [])


def test_what_is_still_in_the_log_is_in_the_backup_too(workspace: Workspace) -> None:
    """A copy of the file alone would lack it: the write-ahead log is not written back while the store is open."""
    target = workspace.path.parent / "b.wbl"
    made = workspace.with_store(care.backup, target)
    plain = workspace.path.parent / "copied.wbl"
    workspace.close()
    shutil.copyfile(target, plain)
    assert raw(plain, "SELECT count(*) FROM interview") == [[(1,)]]
    assert made.rows["interview"] == 1


def test_backup_and_counts_are_private_and_alone(workspace: Workspace) -> None:
    target = workspace.path.parent / "backups" / "b.wbl"
    workspace.with_store(care.backup, target)
    assert names(target.parent) == ["b.wbl", "b.wbl.rows.json"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (target.parent, target, care.counts_path(target))]
    assert modes == [0o700, 0o600, 0o600]


@pytest.mark.parametrize("taken", ["b.wbl", "b.wbl.rows.json"])
def test_a_backup_never_replaces_anything(workspace: Workspace, taken: str) -> None:
    folder = workspace.path.parent / "backups"
    folder.mkdir()
    (folder / taken).write_text("mine")
    with pytest.raises(Refused, match="exists already"):
        workspace.with_store(care.backup, folder / "b.wbl")
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(taken, "mine")]


def test_a_place_that_cannot_be_written_is_said_in_words(workspace: Workspace) -> None:
    (workspace.path.parent / "file").write_text("")
    for target in ("file/b.wbl", "n" * 300):
        with pytest.raises(StoreError):
            workspace.with_store(care.backup, workspace.path.parent / target)
    assert names(workspace.path.parent) == [
        "file", "school.wbl", "school.wbl-shm", "school.wbl-wal", "school.wbl.lock",
    ]  # fmt: skip


def test_a_damaged_store_gives_no_backup(workspace: Workspace) -> None:
    path = workspace.path
    workspace.close()
    harm(path)
    from models.tables.store import Store

    store = Store(path)
    with pytest.raises(StoreDamaged):
        care.backup(store, path.parent / "backups" / "b.wbl")
    store.close()
    assert names(path.parent / "backups") == []


def harm(path: Path) -> None:
    """A closed store loses what was on its last page."""
    with path.open("r+b") as file:
        file.seek(-4096, os.SEEK_END)
        file.write(b"\x55" * 4096)


def auto(workspace: Workspace) -> list[str]:
    return [path.name for _, path in care.automatic_backups(workspace.path)]


def test_an_automatic_backup_is_made_when_the_last_is_older_than_twenty_hours(workspace: Workspace) -> None:
    made = []
    for hours in (0, 1, 19.9, 20, 39, 41):
        done = workspace.with_store(care.backup_if_due, NIGHT + timedelta(hours=hours))
        made.append(done is not None)
    assert made == [True, False, False, True, False, True]
    assert auto(workspace) == [
        "school-auto-20261119-200000.wbl",
        "school-auto-20261118-230000.wbl",
        "school-auto-20261118-030000.wbl",
    ]


def test_the_newest_fourteen_automatic_backups_are_kept_and_no_other_is_touched(workspace: Workspace) -> None:
    folder = workspace.path.parent / "backups"
    workspace.with_store(care.backup, folder / "mine.wbl")
    for day in range(17):
        workspace.with_store(care.backup_if_due, NIGHT + timedelta(days=day))
    kept = [f"school-auto-{NIGHT + timedelta(days=day):%Y%m%d-%H%M%S}.wbl" for day in range(3, 17)]
    assert auto(workspace) == kept[::-1]
    every = [*kept, "mine.wbl"]
    assert names(folder) == sorted(every + [f"{name}.rows.json" for name in every])


def test_a_clock_that_went_ahead_and_back_does_not_stop_the_backups(workspace: Workspace) -> None:
    workspace.with_store(care.backup_if_due, NIGHT + timedelta(days=400))
    assert workspace.with_store(care.backup_if_due, NIGHT) is not None


def test_two_terminals_that_open_together_make_one(workspace: Workspace) -> None:
    assert workspace.with_store(care.backup_if_due, NIGHT) is not None
    for path in (workspace.path.parent / "backups").glob("*.wbl"):
        path.rename(path.with_name("elsewhere"))
    (workspace.path.parent / "backups" / "school-auto-20261118-030000.wbl").symlink_to("elsewhere")
    assert workspace.with_store(care.backup_if_due, NIGHT) is None


def test_what_a_killed_backup_left_is_cleared_after_a_day(workspace: Workspace) -> None:
    folder = workspace.path.parent / "backups"
    folder.mkdir()
    for name, age in (
        (".school-x.wbl.part-1", 100_000),
        (".school-y.wbl.part-2", 10),
        (".other.part-3", 100_000),
    ):
        (folder / name).write_text("half")
        old = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (old, old))
    workspace.with_store(care.backup_if_due, NIGHT)
    assert [name for name in names(folder) if name.startswith(".")] == [
        ".other.part-3",
        ".school-y.wbl.part-2",
    ]
