"""Restoring: only what is ours and whole, all of it or nothing, seen by other terminals, nothing told forgotten."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from models.errors import DiskFull, Refused, StoreBusy, StoreDamaged, StoreError, StoreMissing, StoreTooNew
from models.operations.booking import NewTime, move_interview
from models.operations.care import backup, counts_path
from models.operations.chain import verify_chain
from models.operations.restore import restore, restore_at
from models.operations.undo import undo
from models.queries import reading
from models.queries.journal import entries
from models.tables import copies, rows, sqlite
from models.tables.store import Store
from models.workspace import Workspace
from tests.helpers_store import NOW, at, book, change, images, interview, make_school, open_school, raw


class Place(NamedTuple):
    """An open store that went on after a backup was made of it."""

    workspace: Workspace
    saved: Path
    then: dict[str, list[tuple[object, ...]]]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """i1 is in the backup; since then it was moved, and i2 booked."""
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "10:00")
    saved = tmp_path / "kept" / "b.wbl"
    workspace.with_store(backup, saved)
    then = images(workspace)
    workspace.write(move_interview, "i1", NewTime(start=at("11:00")))
    book(workspace, "12:00", "s2", "k2")
    yield Place(workspace, saved, then)
    workspace.close()


def content(path: Path) -> list[str]:
    """Every row and table of a store, as text, read beside whoever has it open."""
    with closing(sqlite3.connect(path)) as found:
        return list(found.iterdump())


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.iterdir())


def test_what_was_backed_up_is_back_and_the_journal_says_so(place: Place) -> None:
    done = place.workspace.with_store(restore, place.saved, actor="Ms Rivera", terminal="t1", now=NOW)
    assert images(place.workspace) == place.then
    last = place.workspace.read(entries)[-1]
    assert (last.id, last.action, last.sentence, last.actor) == (
        done.journal, "restore", "Restored b.wbl.", "Ms Rivera",
    )  # fmt: skip
    assert done.rows == place.workspace.read(sqlite.row_counts)
    assert (done.cleaned, done.notes, done.aside) == (0, (), None)
    assert place.workspace.read(verify_chain) == []
    assert place.workspace.read(sqlite.integrity) == []


def test_what_was_there_before_is_kept_as_a_backup(place: Place) -> None:
    before = images(place.workspace)
    done = place.workspace.with_store(restore, place.saved)
    assert done.kept is not None
    assert done.kept.name.endswith("-before-restore.wbl")
    again = place.workspace.with_store(restore, done.kept)
    assert images(place.workspace) == before
    assert again.kept != done.kept


async def test_other_terminals_see_it_and_go_on_working(place: Place) -> None:
    other = open_school(place.workspace.path, actor="Mr Vance")
    assert set(other.read(reading.interviews)) == {"i1", "i2"}
    await other.changed()
    place.workspace.with_store(restore, place.saved)
    assert await other.changed()
    assert set(other.read(reading.interviews)) == {"i1"}
    book(other, "13:00", "s2", "k2")
    assert len(place.workspace.read(reading.interviews)) == 2
    other.close()


def test_nothing_is_left_beside_the_store_or_the_backup(place: Place) -> None:
    place.workspace.with_store(restore, place.saved)
    assert beside(place.saved.parent) == ["b.wbl", "b.wbl.rows.json"]
    assert [name for name in beside(place.workspace.path.parent) if "restore" in name] == []


def test_numbers_once_given_out_and_what_calendars_were_told_are_not_forgotten(place: Place) -> None:
    assert interview(place.workspace, "i1").sequence == 1
    change(
        place.workspace,
        lambda unit: unit.insert(
            rows.Invite, "v1", interview="i1", recipient="contact", method="REQUEST", sequence=1, digest="d",
            made_at=NOW, actor="x", start_at=NOW, end_at=NOW,
        ),
    )  # fmt: skip
    place.workspace.with_store(restore, place.saved)
    found = interview(place.workspace, "i1")
    assert (found.start, found.sequence, found.revision) == (at("10:00"), 2, 2)
    assert [row[0] for row in images(place.workspace)["invite"]] == ["v1"]
    assert book(place.workspace, "12:00", "s2", "k2") == "i3"


def test_a_restore_is_not_undone(place: Place) -> None:
    done = place.workspace.with_store(restore, place.saved, actor="Ms Rivera")
    with pytest.raises(Refused, match=r"This cannot be taken back: Restored b\.wbl"):
        place.workspace.write(undo, done.journal)


def test_the_store_stays_private(place: Place) -> None:
    place.saved.chmod(0o644)
    place.workspace.with_store(restore, place.saved)
    folder = place.workspace.path.parent
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir() if p.is_file()}
    assert set(modes.values()) == {0o600}


def spoil(place: Place, *statements: str) -> None:
    """Somebody worked on the backup by hand, and the counts beside it are gone."""
    counts_path(place.saved).unlink()
    raw(place.saved, *statements)


def cut(place: Place, size: int) -> None:
    with place.saved.open("r+b") as file:
        file.truncate(size)


def forget(place: Place) -> None:
    """Rows are lost in a way that leaves the file whole."""
    raw(place.saved, "DELETE FROM enrolment")


def overwrite(place: Place, raw_bytes: bytes) -> None:
    place.saved.write_bytes(raw_bytes)


def make_folder(place: Place) -> None:
    place.saved.unlink()
    place.saved.mkdir()


def break_counts(place: Place) -> None:
    counts_path(place.saved).write_text("[1, 2")


def other_head(place: Place) -> None:
    told = json.loads(counts_path(place.saved).read_text())
    counts_path(place.saved).write_text(json.dumps({**told, "journal_head": "0" * 64}))


REFUSED: dict[str, tuple[Callable[[Place], object], type[StoreError], str]] = {
    "missing": (lambda p: p.saved.unlink(), StoreMissing, "There is no backup"),
    "empty": (lambda p: cut(p, 0), StoreDamaged, "is empty"),
    "cut in a page": (lambda p: cut(p, 9000), StoreDamaged, "damaged|not a store"),
    "cut at a page": (lambda p: cut(p, 20 * 4096), StoreDamaged, "damaged|not a store"),
    "text": (lambda p: overwrite(p, b"Name,Grade\n" * 999), StoreDamaged, "not a store"),
    "folder": (make_folder, StoreDamaged, "is not a file"),
    "foreign": (lambda p: spoil(p, "PRAGMA application_id = 7"), StoreDamaged, "not a store of wbl-tui"),
    "newer": (lambda p: spoil(p, "PRAGMA user_version = 99"), StoreTooNew, "store version 99"),
    "trigger": (
        lambda p: spoil(p, "CREATE TRIGGER spy AFTER INSERT ON journal BEGIN DELETE FROM staff; END"),
        StoreDamaged,
        r"does not look as this program makes a store \(spy\)",
    ),
    "view": (lambda p: spoil(p, "CREATE VIEW v AS SELECT * FROM student"), StoreDamaged, r"\(v\)"),
    "table": (lambda p: spoil(p, "CREATE TABLE more (x)"), StoreDamaged, r"\(more\)"),
    "guard gone": (lambda p: spoil(p, "DROP TRIGGER guard_invite_update"), StoreDamaged, "guard_invite_update"),
    "guard altered": (
        lambda p: spoil(
            p,
            "DROP TRIGGER guard_invite_update",
            "CREATE TRIGGER guard_invite_update AFTER INSERT ON journal BEGIN DELETE FROM staff; END",
        ),
        StoreDamaged,
        "guard_invite_update",
    ),
    "rows lost": (forget, StoreDamaged, "0 rows of enrolment where 1 were counted"),
    "dangling": (lambda p: spoil(p, "DELETE FROM employer"), StoreDamaged, "damaged"),
    "counts unreadable": (break_counts, StoreDamaged, "cannot be understood"),
    "other head": (other_head, StoreDamaged, "another journal entry"),
    "unclean id": (lambda p: spoil(p, "UPDATE staff SET id = 't2' || char(7) WHERE id = 't2'",
                                   "UPDATE duty SET staff = 't2' || char(7)"), StoreDamaged, "an id with control"),
    "unclean journal": (
        lambda p: spoil(p, "INSERT INTO journal SELECT 99, at, stamped_at, actor || char(27), terminal, action,"
                           " sentence, kind, target, changes_digest, hash, 'h' FROM journal WHERE id = 2"),
        StoreDamaged,
        "control characters in its journal",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_reason_and_nothing_changed(place: Place, case: str) -> None:
    harm, kind, words = REFUSED[case]
    harm(place)
    before = content(place.workspace.path)
    files = beside(place.workspace.path.parent), beside(place.saved.parent)
    with pytest.raises(kind, match=words):
        place.workspace.with_store(restore, place.saved)
    assert content(place.workspace.path) == before
    assert (beside(place.workspace.path.parent), beside(place.saved.parent)) == files
    book(place.workspace, "13:00")


def test_the_store_itself_is_no_backup(place: Place) -> None:
    link = place.saved.with_name("link.wbl")
    link.symlink_to(place.workspace.path)
    for file in (place.workspace.path, link):
        with pytest.raises(Refused, match="is the store itself"):
            place.workspace.with_store(restore, file)


def test_while_another_program_holds_the_store_nothing_is_changed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "COPY_SECONDS", 0.2)
    place.workspace.with_store(lambda store: store.db.execute_sql("PRAGMA busy_timeout = 50"))
    before = content(place.workspace.path)
    with closing(sqlite3.connect(place.workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            place.workspace.with_store(restore, place.saved)
    assert content(place.workspace.path) == before


def test_a_full_disk_changes_nothing(place: Place) -> None:
    for number in range(30):
        change(place.workspace, lambda unit, n=number: unit.insert(rows.Staff, f"x{n}", name="N" * 3000))  # type: ignore[misc]
    large = place.saved.with_name("large.wbl")
    place.workspace.with_store(backup, large)
    place.workspace.with_store(restore, place.saved)
    before = content(place.workspace.path)
    place.workspace.with_store(lambda store: store.db.execute_sql("PRAGMA max_page_count = 90"))
    with pytest.raises(DiskFull):
        place.workspace.with_store(restore, large)
    assert content(place.workspace.path) == before
    place.workspace.with_store(lambda store: store.db.execute_sql("PRAGMA max_page_count = 1000000"))
    book(place.workspace, "13:00", "s2", "k2")


def test_texts_with_control_characters_are_cleaned_and_that_is_said(place: Place) -> None:
    spoil(
        place,
        "UPDATE student SET given = 'Mia' || char(27) || ']0;owned' || char(7) || char(8238) WHERE id = 's1'",
        "UPDATE contact SET notes = 'one' || char(10) || 'two' || char(155) || '2J' WHERE id = 'k1'",
    )
    done = place.workspace.with_store(restore, place.saved)
    assert done.cleaned == 2
    assert done.notes == ("Texts of 2 rows held control characters, which were taken out.",)
    assert place.workspace.read(reading.students)["s1"].given == "Mia"
    assert place.workspace.read(reading.contacts)["k1"].notes == "one\ntwo"
    assert place.workspace.read(verify_chain) == []


def test_a_journal_that_was_altered_is_restored_and_said(place: Place) -> None:
    guard = "CREATE TRIGGER guard_journal_update " + _body(place.saved, "guard_journal_update")
    spoil(place, "DROP TRIGGER guard_journal_update", "UPDATE journal SET sentence = 'x' WHERE id = 2", guard)
    done = place.workspace.with_store(restore, place.saved)
    assert done.notes == ("In the backup: Entry 2 was altered.",)


def _body(path: Path, name: str) -> str:
    from models.tables.guards import TRIGGERS

    assert path.exists()
    return TRIGGERS[name]


def test_a_backup_with_its_own_log_beside_it_is_taken_whole(place: Place) -> None:
    """Somebody copied the store and its log by hand while it was open."""
    copied = place.saved.with_name("copied.wbl")
    for ending in ("", "-wal"):
        shutil.copyfile(f"{place.workspace.path}{ending}", f"{copied}{ending}")
    then = images(place.workspace)
    book(place.workspace, "13:00", "s3")
    place.workspace.with_store(restore, copied)
    assert images(place.workspace) == then


def test_pages_of_another_size_are_taken_over(place: Place) -> None:
    spoil(place, "PRAGMA page_size = 1024", "VACUUM")
    place.workspace.with_store(restore, place.saved)
    assert images(place.workspace) == place.then


# -- where there is no store, or only what is left of one ---------------------------------------------------


def test_a_missing_store_is_put_in_place(place: Place) -> None:
    path = place.workspace.path.parent / "new" / "school.wbl"
    path.parent.mkdir()
    done = restore_at(path, place.saved, actor="Ms Rivera", now=NOW)
    workspace = open_school(path)
    assert images(workspace) == place.then
    workspace.close()
    assert (done.kept, done.aside) == (None, None)
    assert sorted(set(beside(path.parent)) - {"school.wbl.lock"}) == ["school.wbl"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_folder_is_made_by_accident(place: Place) -> None:
    path = place.workspace.path.parent / "none" / "school.wbl"
    with pytest.raises(StoreMissing, match="There is no folder"):
        restore_at(path, place.saved)
    assert not path.parent.exists()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * 4096)


def torn_pages(path: Path) -> None:
    with path.open("r+b") as file:
        for page in range(3, os.path.getsize(path) // 4096, 2):  # noqa: PTH202
            file.seek(page * 4096)
            file.write(b"\x55" * 4096)


@pytest.mark.parametrize("harm", [empty, no_header, torn_pages])
def test_a_damaged_store_is_moved_aside_and_replaced(place: Place, harm: Callable[[Path], None]) -> None:
    path = place.workspace.path
    place.workspace.close()
    harm(path)
    damaged = path.read_bytes()
    done = restore_at(path, place.saved, now=NOW)
    assert done.aside is not None
    assert done.aside.read_bytes() == damaged
    workspace = open_school(path)
    assert images(workspace) == place.then
    workspace.close()


@pytest.mark.parametrize("case", ["empty", "text", "trigger", "newer"])
def test_a_damaged_store_stays_where_it_is_when_the_backup_is_no_good(place: Place, case: str) -> None:
    path = place.workspace.path
    place.workspace.close()
    no_header(path)
    REFUSED[case][0](place)
    before = path.read_bytes()
    with pytest.raises(StoreError):
        restore_at(path, place.saved)
    assert path.read_bytes() == before


def test_a_foreign_database_is_never_moved_aside(place: Place) -> None:
    path = place.workspace.path.parent / "other.db"
    raw(path, "CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="not a store of wbl-tui"):
        restore_at(path, place.saved)
    assert path.read_bytes() == before


def test_a_good_store_is_restored_in_place(place: Place) -> None:
    place.workspace.close()
    done = restore_at(place.workspace.path, place.saved)
    assert done.kept is not None
    store = Store(place.workspace.path)
    assert store.read(sqlite.row_counts)["interview"] == 1
    store.close()
