"""Care of the store: backups that were counted before they count, restoring one, and a look at its health."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from models.errors import Refused, StoreDamaged
from models.tables import sqlite
from models.tables.migrations import VERSION
from models.tables.store import Store


class Backup(NamedTuple):
    """A finished backup: where, rows by table, and the journal's head at that moment."""

    file: Path
    rows: dict[str, int]
    head: str


def default_backup_path(store: Path, now: datetime) -> Path:
    """A dated name in the folder `backups` beside the store."""
    return store.parent / "backups" / f"{store.stem}-{now:%Y%m%d-%H%M%S}.wbl"


def backup(store: Store, target: Path) -> Backup:
    """Copy the open store into a new private file, open the copy, count it, and only then give it its name.

    The counts and the journal's head are written beside it (`FILE.rows.json`). Refuses a file that exists.
    """
    if target.exists() or target.is_symlink():
        raise Refused(f"{target} exists already.", "Choose another name.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        with sqlite.explained(target):
            sqlite.copy_into(store.db, part)
            rows, head = counted(part)
        _sync(part)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    made = Backup(target, rows, head)
    _write_counts(made)
    return made


def backup_before_migrating(store: Store) -> Backup:
    """The copy that is kept before an older store is brought up to date."""
    version = sqlite.schema_version(store.db)
    now = datetime.now(UTC)
    named = default_backup_path(store.path, now)
    return backup(store, named.with_name(f"{named.stem}-before-version-{version + 1}-{os.getpid()}.wbl"))


def counted(path: Path) -> tuple[dict[str, int], str]:
    """Open a copy by itself, check it whole, count its rows. Raises StoreDamaged."""
    with closing(sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro", uri=True)) as copy:
        if wrong := sqlite.integrity(copy):
            raise StoreDamaged(f"{path} is damaged: {wrong[0]}.", "Use another backup.")
        newest = copy.execute("SELECT hash FROM journal ORDER BY id DESC LIMIT 1").fetchone()
        return sqlite.row_counts(copy), newest[0] if newest else ""


def counts_path(backup_file: Path) -> Path:
    """Where the row counts of a backup stand."""
    return backup_file.with_name(backup_file.name + ".rows.json")


def _write_counts(made: Backup) -> None:
    text = json.dumps({"rows": made.rows, "journal_head": made.head, "version": VERSION}, indent=1)
    path = counts_path(made.file)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
