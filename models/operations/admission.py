"""Whether a file may take the store's place: checked on a private copy, which is brought up to date and cleaned.

The file itself is only read. Nothing of it runs: what hides triggers or views of its own is refused first.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from models.errors import DiskFull, StoreDamaged
from models.operations.care import counts_path, head_of
from models.operations.cleaning import clean_image
from models.operations.unit import Unit, row_image
from models.rules.text import TEXT_LIMIT, clean
from models.tables import guards, private_files, sqlite
from models.tables.all_rows import ROWS

_OTHER = "Use another backup."
_SPARE_BYTES = 1_000_000
_PAGE_SIZE = 4096
_COUNTS_LIMIT = 1_000_000


def admit(file: Path, copy: Path) -> None:
    """Make `copy` a private, whole, up-to-date copy of the file. Raises StoreMissing, StoreDamaged, StoreTooNew
    or DiskFull with the reason; the caller removes the copy.
    """
    private_files.require_content(file, "backup")
    with sqlite.explained(file):
        _require_room(file, copy.parent)
        with _nothing_left_beside(file), closing(_open_source(file)) as source:
            sqlite.require_ours(source, file)
            sqlite.copy_into(source, copy)
        with closing(_open_copy(copy)) as made:
            version = sqlite.require_ours(made, file)
            _require_whole(made, file)
            _require_schema(made, file, version)
            _require_counts(made, file)
            _bring_up_to_date(made, version)
            if sqlite.schema(made) != sqlite.expected_schema():
                raise StoreDamaged(f"{file} does not hold what a store holds.", _OTHER)


def _open_source(file: Path) -> sqlite3.Connection:
    source = sqlite3.connect(private_files.uri(file, "ro"), uri=True)
    source.execute("PRAGMA trusted_schema = 0")
    return source


@contextmanager
def _nothing_left_beside(file: Path) -> Iterator[None]:
    """SQLite leaves its own files beside one that it only read, when that was copied from a store in use."""
    beside = [file.with_name(file.name + ending) for ending in ("-wal", "-shm")]
    there = [path for path in beside if path.exists()]
    try:
        yield
    finally:
        for path in beside:
            if not there:
                path.unlink(missing_ok=True)


def _open_copy(copy: Path) -> sqlite3.Connection:
    made = sqlite3.connect(copy, isolation_level=None)
    for pragma in ("trusted_schema = 0", "recursive_triggers = 1", "cell_size_check = 1"):
        made.execute(f"PRAGMA {pragma}")
    return made


def _require_room(file: Path, folder: Path) -> None:
    # The copy, its journal, the backup of what is there now, and the write-ahead log.
    wanted = file.stat().st_size * 4 + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise DiskFull(
            f"The disk has {free // 1_000_000} MB left, which is too little to restore {file}; nothing was changed.",
            "Free some space and try again.",
        )


def _require_whole(made: sqlite3.Connection, file: Path) -> None:
    if wrong := sqlite.integrity(made):
        raise StoreDamaged(f"{file} is damaged: {wrong[0][:200]}.", _OTHER)
    if made.execute("PRAGMA encoding").fetchone()[0] != "UTF-8":
        raise StoreDamaged(f"{file} keeps its texts in another way than a store does.", _OTHER)


def _require_schema(made: sqlite3.Connection, file: Path, version: int) -> None:
    """Tables, indexes and guards as the program makes them, and nothing besides."""
    found, expected = sqlite.schema(made), sqlite.expected_schema(version)
    if version < sqlite.VERSION:
        # An older store has older guards; the names must be known, and the bodies are made anew.
        found = {name: sql for name, sql in found.items() if name not in guards.TRIGGERS}
    wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    if wrong:
        named = ", ".join(clean(name, 60) for name in wrong[:3])
        raise StoreDamaged(f"{file} does not look as this program makes a store ({named}).", _OTHER)


def _require_counts(made: sqlite3.Connection, file: Path) -> None:
    """A file that was cut off in copying can still look whole; its counts beside it tell."""
    beside = counts_path(file)
    if not beside.is_file() or beside.stat().st_size > _COUNTS_LIMIT:
        return
    try:
        told = json.loads(beside.read_text(encoding="utf-8"))
        rows, head = dict(told["rows"]), told["journal_head"]
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(
            f"{beside} cannot be understood.", "Remove it to restore without comparing the counts."
        ) from None
    found = sqlite.row_counts(made)
    for table in sorted(rows.keys() | found.keys()):
        if rows.get(table, 0) != found.get(table, 0):
            raise StoreDamaged(
                f"{file} has {found.get(table, 0)} rows of {clean(table, 60)} where {rows.get(table, 0)} were "
                "counted: it was not copied whole.",
                _OTHER,
            )
    if head != head_of(made):
        raise StoreDamaged(f"{file} ends with another journal entry than was noted beside it.", _OTHER)


def _bring_up_to_date(made: sqlite3.Connection, version: int) -> None:
    if version < sqlite.VERSION:
        made.execute("BEGIN IMMEDIATE")
        sqlite.run_steps(made, version)
        made.execute("COMMIT")
    if made.execute("PRAGMA page_size").fetchone()[0] != _PAGE_SIZE:
        # An open store can only take over pages of its own size.
        made.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        made.execute("VACUUM")


def clean_rows(unit: Unit, file: Path) -> int:
    """Clean every text of the copy, journalled; returns how many rows changed.

    Raises StoreDamaged where cleaning would break what hangs together: ids, and the journal itself.
    """
    changed = 0
    for model in ROWS.values():
        for row in list(model.select().bind(unit.db)):
            image = row_image(row)
            cleaned = clean_image(image)
            if cleaned == image:
                continue
            if model._meta.table_name == "invite" or _keys(model, image) != _keys(model, cleaned):
                raise StoreDamaged(f"{file} holds an id with control characters.", _OTHER)
            fields = model._meta.columns
            changes = {fields[name].name: text for name, text in cleaned.items() if text != image[name]}
            unit.update(model, image["id"], **changes)
            changed += 1
    _require_clean_journal(unit, file)
    return changed


def _keys(model: Any, image: dict[str, Any]) -> list[Any]:
    names = {field.column_name for field in model._meta.refs} | {"id", "uid"}
    return [image.get(name) for name in sorted(names)]


def _require_clean_journal(unit: Unit, file: Path) -> None:
    columns = ("actor", "terminal", "action", "sentence", "hash")
    for row in unit.db.execute_sql(f"SELECT {', '.join(columns)} FROM journal"):
        if any(clean(text, TEXT_LIMIT) != text for text in _unprintable(row)):
            raise StoreDamaged(f"{file} has control characters in its journal.", _OTHER)


def _unprintable(texts: tuple[str, ...]) -> Iterator[str]:
    return (text for text in texts if not text.isprintable())


def part_path(store: Path) -> Path:
    """Where the copy is made: beside the store, so that it can take the store's name."""
    return store.with_name(f".{store.name}.restore-{os.getpid()}")
