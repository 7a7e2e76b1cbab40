"""Care of the store: backups that were opened and counted before they count, and the automatic ones."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from models.errors import Refused, StoreDamaged
from models.tables import private_files, sqlite
from models.tables.store import Store

AUTOMATIC_HOURS = 20
"""Opening the app makes a backup when the newest automatic one is older than this."""
AUTOMATIC_KEPT = 14
"""How many automatic backups are kept."""

_LEFT_BEHIND_SECONDS = 24 * 3600


class Backup(NamedTuple):
    """A finished backup: where, rows by table, and the journal's head at that moment."""

    file: Path
    rows: dict[str, int]
    head: str


def backups_folder(store: Path) -> Path:
    """The folder `backups` beside the store."""
    return store.parent / "backups"


def default_backup_path(store: Path, now: datetime) -> Path:
    """A dated name in the folder `backups` beside the store."""
    return backups_folder(store) / f"{store.stem}-{_stamp(now)}.wbl"


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}"


def backup(store: Store, target: Path) -> Backup:
    """Copy the open store into a new private file, open the copy, count it, and only then give it its name.

    The counts and the journal's head are written beside it (`FILE.rows.json`). Refuses a file that exists;
    raises DiskFull, StoreError and its kin, and leaves nothing behind then.
    """
    private_files.require_free(target)
    private_files.require_free(counts_path(target))
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    with sqlite.explained(target):
        private_files.make_folder(target.parent)
        try:
            sqlite.copy_into(store.db, part)
            made = Backup(target, *_counted_copy(store, part))
            private_files.sync_file(part)
            private_files.write_new(counts_path(part), _counts_text(made))
            private_files.publish(counts_path(part), counts_path(target))
            _publish_counted(part, target)
        finally:
            private_files.remove(part)
            counts_path(part).unlink(missing_ok=True)
    return made


def copy_aside(store: Store, target: Path) -> None:
    """A copy to try things on: private, new, and no backup. Raises DiskFull, StoreError and its kin."""
    private_files.require_free(target)
    with sqlite.explained(target):
        sqlite.copy_into(store.db, target)


def _counted_copy(store: Store, part: Path) -> tuple[dict[str, int], str]:
    try:
        return counted(part)
    except StoreDamaged:
        raise StoreDamaged(
            f"{store.path} is damaged; no backup was made of it.", "`wbl-tui doctor` tells more."
        ) from None


def _publish_counted(part: Path, target: Path) -> None:
    try:
        private_files.publish(part, target)
    except BaseException:
        counts_path(target).unlink(missing_ok=True)
        raise


def backup_before_migrating(store: Store) -> Backup:
    """The copy that is kept before an older store is brought up to date."""
    version = sqlite.schema_version(store.db)
    return backup(store, _named(store, f"before-version-{version + 1}"))


def backup_before_restoring(store: Store) -> Backup:
    """The copy that is kept of what a restore replaces."""
    return backup(store, _named(store, "before-restore"))


def _named(store: Store, what: str) -> Path:
    named = default_backup_path(store.path, datetime.now(UTC))
    for number in range(1, 1000):
        path = named.with_name(f"{named.stem}-{what}{'' if number == 1 else f'-{number}'}.wbl")
        if not private_files.exists(path):
            return path
    raise Refused(f"{named} exists already.", "Try again in a moment.")


def counted(path: Path) -> tuple[dict[str, int], str]:
    """Open a copy by itself, check it whole, count its rows; also its journal's head. Raises StoreDamaged."""
    private_files.require_content(path, "backup")
    with (
        sqlite.explained(path),
        closing(sqlite3.connect(private_files.uri(path, "ro"), uri=True)) as copy,
    ):
        if wrong := sqlite.integrity(copy):
            raise StoreDamaged(f"{path} is damaged: {wrong[0]}.", "Use another backup.")
        return sqlite.row_counts(copy), head_of(copy)


def head_of(connection: sqlite3.Connection) -> str:
    """The hash of the journal's newest entry, "" for an empty journal."""
    newest = connection.execute("SELECT hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return newest[0] if newest else ""


def counts_path(backup_file: Path) -> Path:
    """Where the row counts of a backup stand."""
    return backup_file.with_name(backup_file.name + ".rows.json")


def _counts_text(made: Backup) -> str:
    told = {"rows": made.rows, "journal_head": made.head, "version": sqlite.VERSION}
    return json.dumps(told, indent=1) + "\n"


# -- automatic ones ---------------------------------------------------------------------------------------


def backup_if_due(store: Store, now: datetime) -> Backup | None:
    """A backup when the newest automatic one is older than 20 hours; of these the newest 14 are kept.

    `now` should be the real time, not a rehearsal's. Raises what `backup` raises.
    """
    dated = automatic_backups(store.path)
    if any(timedelta(0) <= now - at < timedelta(hours=AUTOMATIC_HOURS) for at, _ in dated):
        return None
    try:
        made = backup(store, backups_folder(store.path) / f"{store.path.stem}-auto-{_stamp(now)}.wbl")
    except Refused:
        # Another terminal that opened in the same second has made it.
        return None
    with sqlite.explained(made.file):
        _thin_out(store.path, made.file)
    return made


def automatic_backups(store: Path) -> list[tuple[datetime, Path]]:
    """When they were made, in UTC, and where they are; the newest first."""
    pattern = re.compile(re.escape(store.stem) + r"-auto-(\d{8}-\d{6})\.wbl")
    found = []
    for path in _files(backups_folder(store)):
        if match := pattern.fullmatch(path.name):
            with suppress(ValueError):
                found.append((datetime.strptime(f"{match[1]}Z", "%Y%m%d-%H%M%S%z"), path))
    return sorted(found, reverse=True)


def all_backups(store: Path) -> list[Path]:
    """Every backup beside the store, the newest first."""
    found = [path for path in _files(backups_folder(store)) if path.suffix == ".wbl"]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]


def _thin_out(store: Path, keep: Path) -> None:
    """Remove automatic backups beyond the newest ones, and what a killed process left half made."""
    for _, path in automatic_backups(store)[AUTOMATIC_KEPT:]:
        if path != keep:
            path.unlink(missing_ok=True)
            counts_path(path).unlink(missing_ok=True)
    for path in _files(backups_folder(store)):
        half_made = path.name.startswith(f".{store.stem}-") and ".part-" in path.name
        if half_made and time.time() - path.stat().st_mtime > _LEFT_BEHIND_SECONDS:
            path.unlink(missing_ok=True)
