"""Putting a backup in the store's place: all of it or nothing, and what has left the house is not forgotten."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import Refused, StoreDamaged, StoreMissing
from models.operations.admission import admit, clean_rows, part_path
from models.operations.care import backup_before_migrating, backup_before_restoring, counted
from models.operations.chain import verify_chain
from models.operations.unit import Unit, row_image
from models.queries.reading import fetch
from models.rules.text import clean
from models.tables import private_files, sqlite
from models.tables.gate import Gate
from models.tables.journal_rows import Counter
from models.tables.reach_rows import Published
from models.tables.rows import Campaign, Contact, Interview, InterviewStudent, Invite, Room, Row, Student
from models.tables.store import Store

_GATE_SECONDS = 20.0
_ALONE = "Close every terminal, then `wbl-tui restore FILE`."


class Restored(NamedTuple):
    """What was put in place: rows by table, the journal entry and its sentence, how many rows had texts to clean.

    `kept` is the backup of what was there before (None where there was nothing that could be read; then the
    damaged file, if any, lies at `aside`). `notes` says what a person should know, one sentence each.
    """

    rows: dict[str, int]
    journal: int
    sentence: str
    cleaned: int
    kept: Path | None
    aside: Path | None
    notes: tuple[str, ...]


class _Prepared(NamedTuple):
    journal: int
    sentence: str
    cleaned: int
    notes: tuple[str, ...]


def restore(
    store: Store, file: Path, *, actor: str = "somebody", terminal: str = "", now: datetime | None = None
) -> Restored:
    """Replace the content of the open store by that of a backup; other terminals see it as one change.

    The present content is backed up first. Numbers that were given out, invites that were made and what
    calendars were told stay known. Raises StoreError and its kin with the reason; nothing is changed then.
    """
    _require_other_file(store.path, file)
    copy = part_path(private_files.real(store.path))
    try:
        with store.alone(_GATE_SECONDS):
            if wrong := sqlite.integrity(store.db):
                raise StoreDamaged(f"{store.path} is damaged: {wrong[0][:200]}.", _ALONE)
            admit(file, copy)
            ready = _prepare(copy, file, store.db, Acting(actor, terminal, now or datetime.now(UTC)))
            kept = backup_before_restoring(store).file
            sqlite.copy_over(copy, store.db)
            rows = sqlite.row_counts(store.db)
    finally:
        private_files.remove(copy)
    return Restored(rows, ready.journal, ready.sentence, ready.cleaned, kept, None, ready.notes)


def require_backup(file: Path) -> None:
    """Raises StoreMissing, StoreDamaged or StoreError where there cannot be a backup, before anybody is asked anything."""
    private_files.require_content(file, "backup")


def restore_at(
    path: Path, file: Path, *, actor: str = "somebody", terminal: str = "", now: datetime | None = None
) -> Restored:
    """Like `restore`, where the store at `path` may be missing or damaged: then the backup is put in its place.

    A damaged file is not thrown away; it is moved aside. Raises StoreTooNew and StoreBusy as ever.
    """
    acting = Acting(actor, terminal, now or datetime.now(UTC))
    store = _open(path)
    if store is None:
        return _put_in_place(path, file, acting)
    try:
        if not _is_whole(store):
            store.close()
            return _put_in_place(path, file, acting)
        if store.behind:
            store.migrate(backup_before_migrating)
        return restore(store, file, actor=actor, terminal=terminal, now=acting.now)
    finally:
        store.close()


def _open(path: Path) -> Store | None:
    """The store, or None where there is none, or only what is left of one. Never takes a foreign file's place."""
    try:
        return Store(path)
    except StoreMissing:
        return None
    except StoreDamaged:
        if path.is_dir() or _is_foreign(path):
            raise
        return None


def _is_foreign(path: Path) -> bool:
    """Whether another program can have made the file: SQLite can read it, and it does not bear our mark."""
    if not path.stat().st_size:
        return False
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(private_files.uri(path, "ro"), uri=True)) as reader,
    ):
        return bool(reader.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID)
    return False


def _is_whole(store: Store) -> bool:
    try:
        with sqlite.explained(store.path):
            return not sqlite.integrity(store.db)
    except StoreDamaged:
        return False


class Acting(NamedTuple):
    """Who restores, on which terminal, when."""

    actor: str
    terminal: str
    now: datetime


def _require_other_file(path: Path, file: Path) -> None:
    if private_files.exists(file) and private_files.exists(path) and _is_same(path, file):
        raise Refused(f"{file} is the store itself.", "Give the path of a backup.")


def _is_same(path: Path, file: Path) -> bool:
    try:
        return path.samefile(file)
    except OSError:
        return False


def _prepare(copy: Path, file: Path, live: SqliteDatabase | None, acting: Acting) -> _Prepared:
    """The copy as it will be: cleaned, with what must not be forgotten, and with its entry in the journal."""
    opened = sqlite.connect(copy, wal=False)
    try:
        with sqlite.explained(file), sqlite.immediate(opened):
            notes = [f"In the backup: {fault}" for fault in verify_chain(opened)[:3]]
            unit = Unit(
                opened, now=acting.now, actor=acting.actor, terminal=acting.terminal, new_uid=uuid.uuid4
            )
            cleaned = clean_rows(unit, file)
            if live is not None:
                _keep_counters(opened, live)
                notes += _keep_what_left(unit, live)
            sentence = f"Restored {clean(file.name)}."
            entry = unit.say("restore", sentence)
    finally:
        opened.close()
    if cleaned:
        notes.append(f"Texts of {cleaned} rows held control characters, which were taken out.")
    return _Prepared(entry, sentence, cleaned, tuple(notes))


def _keep_counters(opened: SqliteDatabase, live: SqliteDatabase) -> None:
    """A number that was given out once is never given again."""
    for name, value in live.execute_sql("SELECT name, value FROM counter").fetchall():
        counted = Counter.insert(name=name, value=value).on_conflict(
            conflict_target=[Counter.name], update={Counter.value: value}, where=(Counter.value < value)
        )
        counted.bind(opened).execute()


def _keep_what_left(unit: Unit, live: SqliteDatabase) -> list[str]:
    """Invites that people hold, and for each calendar a number above the last it was told; what to say of it."""
    known = {ident for (ident,) in unit.db.execute_sql("SELECT id FROM invite")}
    made = [row for row in Invite.select().order_by(Invite.id).bind(live) if row.id not in known]
    unit.insert_many(Invite, [dict(row.__data__) for row in made])
    off = _call_off_what_was_told(unit, live)
    _keep_published(unit, live)
    told = "SELECT uid, revision, sequence FROM interview"
    later: dict[str, Any] = {uid: numbers for uid, *numbers in live.execute_sql(told).fetchall()}
    for interview in list(Interview.select().bind(unit.db)):
        revision, sequence = later.get(interview.uid, (0, 0))
        if sequence > interview.sequence or revision > interview.revision:
            unit.update(
                Interview,
                interview.id,
                revision=max(revision, interview.revision) + 1,
                sequence=max(sequence, interview.sequence) + 1,
            )
    were = "interview was" if off == 1 else "interviews were"
    told = f"{off} {were} not in the backup, but in people's calendars, and kept as cancelled: the outbox tells them."
    return [told] if off else []


def _call_off_what_was_told(unit: Unit, live: SqliteDatabase) -> int:
    """What lies ahead in people's calendars and is not in the backup is kept as cancelled, so that they can be told;
    how many those are.
    """
    before = _ids(unit.db, Interview)
    told = {one for (one,) in fetch(live, Invite.select(Invite.interview).distinct())}
    lost = list(told - before)
    known = {
        "campaign": _ids(unit.db, Campaign),
        "contact": _ids(unit.db, Contact),
        "room": _ids(unit.db, Room),
    }
    ahead = Interview.id.in_(lost) & (Interview.end_at > unit.now)
    for row in list(Interview.select().where(ahead).bind(live)):
        image = row_image(row)
        links = {column: image[column] if image[column] in ids else None for column, ids in known.items()}
        if links["campaign"] is None:
            continue
        off = {"state": "cancelled", "because": "not in the backup", "revision": row.revision + 1}
        unit.put(Interview, row.id, image | links | off | {"sequence": row.sequence + 1})
        students = _ids(unit.db, Student)
        for part in list(InterviewStudent.select().where(InterviewStudent.interview == row.id).bind(live)):
            if row_image(part)["student"] in students:
                unit.put(InterviewStudent, part.id, row_image(part))
    return len(_ids(unit.db, Interview) - before)


def _ids(db: SqliteDatabase, model: type[Row]) -> set[str]:
    return {ident for (ident,) in fetch(db, model.select(model.id))}


def _keep_published(unit: Unit, live: SqliteDatabase) -> None:
    """What stands on the school's calendars is as the newer store knows it, not as the backup does."""
    standing = {row.id: row_image(row) for row in Published.select().bind(live)}
    for (ident,) in unit.db.execute_sql("SELECT id FROM published").fetchall():
        if ident not in standing:
            unit.delete(Published, ident)
    for ident, image in standing.items():
        unit.put(Published, ident, image)


def _put_in_place(path: Path, file: Path, acting: Acting) -> Restored:
    _require_other_file(path, file)
    place = private_files.real(path)
    if not place.parent.is_dir():
        raise StoreMissing(f"There is no folder {place.parent}.", "Make it, or choose another place.")
    copy, gate = part_path(place), Gate(place)
    try:
        with sqlite.explained(path), gate.held(_GATE_SECONDS):
            admit(file, copy)
            ready = _prepare(copy, file, None, acting)
            rows, _ = counted(copy)
            aside = _swap(copy, place, acting.now)
    finally:
        private_files.remove(copy)
        gate.close()
    return Restored(rows, ready.journal, ready.sentence, ready.cleaned, None, aside, ready.notes)


def _swap(copy: Path, place: Path, now: datetime) -> Path | None:
    """Give the copy the store's name; what bore it, with the files SQLite keeps beside it, is only renamed."""
    aside = place.with_name(f"{place.name}.damaged-{now.astimezone(UTC):%Y%m%d-%H%M%S}")
    private_files.require_free(aside)
    moved = []
    try:
        for ending in ("-wal", "-shm", "-journal", ""):
            part = place.with_name(place.name + ending)
            if private_files.exists(part):
                part.rename(aside.with_name(aside.name + ending))
                moved.append((part, aside.with_name(aside.name + ending)))
        private_files.publish(copy, place)
    except BaseException:
        for part, new in moved:
            new.rename(part)
        raise
    return moved[-1][1] if moved else None
