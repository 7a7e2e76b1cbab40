"""The doctor has a finding for everything, also where there is no store, and each says what to do."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.operations.care import backup, counts_path
from models.operations.doctor import Check, Terminal, doctor
from tests.helpers_store import book, change, make_school, raw

IDS = [
    "store", "schema", "journal", "permissions", "folder", "sqlite", "disk", "backups", "zones", "clock",
    "terminal",
]  # fmt: skip
GOOD = Terminal(120, 40, 256, True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store in good health, closed, with a backup."""
    path = tmp_path / "school.wbl"
    workspace = make_school(path)
    book(workspace, "10:00")
    workspace.with_store(backup, tmp_path / "backups" / "b.wbl")
    workspace.close()
    return path


def levels(found: list[Check]) -> dict[str, str]:
    """What is not well."""
    assert [check.id for check in found] == IDS
    assert all(check.text.endswith(".") for check in found)
    assert all(check.fix for check in found if check.level == "fail")
    return {check.id: check.level for check in found if check.level != "ok"}


def finding(found: list[Check], ident: str) -> Check:
    return next(check for check in found if check.id == ident)


def test_all_is_well(path: Path) -> None:
    found = doctor(path, terminal=GOOD)
    assert levels(found) == {}
    assert finding(found, "schema") == Check(
        "schema", "ok", "Tables, indexes and guards are as they should be."
    )
    assert finding(found, "journal").text.startswith("2 entries, each following from the one before; head ")
    assert finding(found, "terminal").text == "120 × 40, 256 colours, Unicode."


def test_looking_changes_nothing(path: Path) -> None:
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    doctor(path)
    assert {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()} == before


def test_an_old_sqlite_is_fine_behind_the_gate(path: Path) -> None:
    check = finding(doctor(path), "sqlite")
    assert check.level == "ok"
    assert sqlite3.sqlite_version in check.text
    assert ("the gate" in check.text) == (sqlite3.sqlite_version_info < (3, 51, 3))


def test_a_missing_store_is_a_finding(tmp_path: Path) -> None:
    found = doctor(tmp_path / "none" / "school.wbl")
    assert levels(found)["store"] == "fail"
    assert finding(found, "store").text.startswith("There is no store at ")
    assert finding(found, "journal") == Check(
        "journal", "warn", "Not looked at, because the store cannot be opened."
    )


def zero(path: Path) -> None:
    path.write_bytes(b"")


def header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * 4096)


def pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-8 * 4096, os.SEEK_END)
        file.write(b"\x55" * 8 * 4096)


@pytest.mark.parametrize("harm", [zero, header, pages])
def test_a_damaged_store_is_a_finding(path: Path, harm: Callable[[Path], None]) -> None:
    harm(path)
    found = doctor(path)
    check = finding(found, "store")
    assert levels(found)["store"] == "fail"
    assert "restore" in check.fix


@pytest.mark.parametrize(
    ("harm", "ident", "level"),
    [
        ("DROP TRIGGER guard_interview_insert", "schema", "fail"),
        ("CREATE VIEW v AS SELECT 1", "schema", "fail"),
        ("ALTER TABLE room ADD COLUMN colour TEXT", "schema", "fail"),
        ("UPDATE campaign SET zone = 'Mars/Olympus'", "zones", "fail"),
        ("UPDATE contact SET zone = '../../etc/passwd'", "zones", "fail"),
        ("PRAGMA user_version = 99", "store", "fail"),
        ("DELETE FROM employer", "store", "fail"),
    ],
)
def test_each_harm_has_its_finding(path: Path, harm: str, ident: str, level: str) -> None:
    raw(path, harm)
    assert levels(doctor(path))[ident] == level


def test_a_journal_altered_by_hand_is_found(path: Path) -> None:
    guard = raw(path, "SELECT sql FROM sqlite_master WHERE name = 'guard_journal_update'")[0][0][0]
    raw(path, "DROP TRIGGER guard_journal_update", "UPDATE journal SET actor = 'x' WHERE id = 2", guard)
    check = finding(doctor(path), "journal")
    assert (check.level, check.text) == ("fail", "Entry 2 was altered.")


def test_files_that_others_can_read_are_named(path: Path) -> None:
    path.chmod(0o644)
    counts = counts_path(path.parent / "backups" / "b.wbl")
    counts.parent.chmod(0o755)
    check = finding(doctor(path), "permissions")
    assert (check.level, check.text) == ("warn", "Others on this computer can read school.wbl, backups.")
    assert check.fix == f"Take their rights away: `chmod go= {path}`."


def test_a_synced_folder_is_warned_of(path: Path) -> None:
    synced = path.parent / "Dropbox" / "school.wbl"
    synced.parent.mkdir()
    path.rename(synced)
    found = doctor(synced)
    assert levels(found) == {"folder": "warn", "backups": "warn"}
    assert (
        finding(found, "folder").text == "The store is in a folder that Dropbox syncs; syncing can damage it."
    )


def test_no_backup_an_old_one_and_an_unreadable_one(path: Path) -> None:
    now = datetime.now(UTC)
    only = path.parent / "backups" / "b.wbl"
    assert finding(doctor(path, now=now + timedelta(days=8)), "backups").level == "warn"
    whole = only.read_bytes()
    only.write_bytes(whole[:5000])
    assert finding(doctor(path), "backups").level == "fail"
    second = only.with_name("c.wbl")
    second.write_bytes(whole)
    os.utime(second, (time.time() - 60, time.time() - 60))
    assert finding(doctor(path), "backups").level == "warn"
    only.unlink()
    second.unlink()
    assert finding(doctor(path), "backups").text == "There is no backup beside the store."


def test_a_clock_behind_the_last_entry_is_warned_of(path: Path) -> None:
    check = finding(doctor(path, now=datetime.now(UTC) - timedelta(hours=1)), "clock")
    assert check.level == "warn"
    assert check.text.startswith("The clock is behind the journal's last entry, ")


@pytest.mark.parametrize(
    ("terminal", "level"),
    [
        (None, "ok"),
        (Terminal(None, None, 0, False), "ok"),
        (Terminal(79, 24, 256, True), "warn"),
        (Terminal(80, 23, 256, True), "warn"),
        (Terminal(80, 24, 0, False), "warn"),
        (Terminal(80, 24, 2, True), "ok"),
    ],
)
def test_the_terminal(path: Path, terminal: Terminal | None, level: str) -> None:
    assert finding(doctor(path, terminal=terminal), "terminal").level == level


def test_names_from_the_store_are_cleaned(path: Path) -> None:
    workspace = make_school(path.parent / "other.wbl")
    change(workspace, lambda unit: None)
    workspace.close()
    raw(
        path.parent / "other.wbl",
        "UPDATE campaign SET zone = char(27) || '[2J'",
        'CREATE TABLE "\x1b[2Jx" (y)',
    )
    assert all(check.text.isprintable() for check in doctor(path.parent / "other.wbl"))
