"""The unit of work: every write goes through it, so that every change lands in the journal, row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import Finding, UnknownId
from models.operations.bulk import ListDigest, change_text, shape_of
from models.operations.cleaning import clean_image
from models.rules.text import clean
from models.tables.all_rows import ROWS
from models.tables.fields import to_micros
from models.tables.journal_rows import Journal, JournalChange
from models.tables.rows import Interview, Row
from models.tables.sqlite import insert_rows, rows_of, update_rows

Image = dict[str, Any]
"""A row as the database holds it, by column."""

NEVER_BACK = frozenset({"revision", "sequence", "parked"})
"""Columns that undo leaves as they are: what has left the house cannot be taken back."""

_BATCH = 200
_MANY = 500
"""So many new rows at once are journalled at once: kept in memory until the end they would fill it."""


class Done(NamedTuple):
    """What a write did: the journal entry's id, its sentence, the interview it was about, warnings; `short` is the
    sentence in so few words that a warning can stand beside it, "" where its beginning does for that.
    """

    journal: int
    sentence: str
    interview_id: str | None = None
    warnings: tuple[Finding, ...] = ()
    short: str = ""


class Change(NamedTuple):
    """A row's first image before and last image after, within one entry."""

    before: Image | None
    after: Image | None


class Unit:
    """One transaction in the making. `now` is the clock of the program, which may be a rehearsal's.

    `watch`, where there is one, wants to be told how much of long work is done, of how much, and may stop it;
    `took_away` says whether rows are gone of which `changes` does not tell, because there are so many.
    """

    def __init__(self, db: SqliteDatabase, *, now: datetime, actor: str, terminal: str, new_uid: Any) -> None:
        self.db = db
        self.now = now
        self.actor = clean(actor) or "somebody"
        self.terminal = clean(terminal)
        self.new_uid = new_uid
        self.watch: Callable[[int, int], None] | None = None
        self.changes: dict[tuple[str, str], Change] = {}
        self.took_away = False
        self._journalled = 0
        self._digest = ListDigest()
        self._parked = False
        self._said = False

    # -- rows -----------------------------------------------------------------------------------------

    def fetch(self, model: type[Row], ident: str) -> Any:
        """The row with this id, or None."""
        return model.select().where(model.id == ident).bind(self.db).first()

    def insert(self, model: type[Row], ident: str, **fields: Any) -> None:
        """Add one row."""
        self.insert_many(model, [{"id": ident, **fields}])

    def insert_many(self, model: type[Row], rows: Iterable[dict[str, Any]]) -> None:
        """Add rows, each a dict with an id; absent columns take the field's default or ""."""
        shape = shape_of(model)
        raws = [shape.raw(row) for row in rows]
        insert_rows(self.db, shape.table, shape.columns, raws)
        at = shape.columns.index("id")
        self.note_all(model, ((raw[at], None, raw) for raw in raws), len(raws))

    def update_many(self, model: type[Row], changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Change columns of many rows: id → values; rows that hold them already are left alone.

        Raises UnknownId.
        """
        shape = shape_of(model)
        at = shape.columns.index("id")
        there = {row[at]: row for row in rows_of(self.db, shape.table, shape.columns, changes)}
        if strangers := changes.keys() - there.keys():
            raise UnknownId(shape.table, min(strangers))
        wanted = {ident: shape.raw_of(values) for ident, values in changes.items()}
        alike: dict[tuple[str, ...], list[list[Any]]] = {}
        noted = []
        for ident, values in wanted.items():
            before = there[ident]
            after = [values.get(name, was) for name, was in zip(shape.columns, before, strict=True)]
            if tuple(after) != before:
                alike.setdefault(tuple(values), []).append([*values.values(), ident])
                noted.append((ident, before, after))
        for columns, rows in alike.items():
            update_rows(self.db, shape.table, columns, rows)
        self.note_all(model, noted, len(noted))

    def note_all(
        self,
        model: type[Row],
        changed: Iterable[tuple[str, Sequence[Any] | None, Sequence[Any] | None]],
        count: int,
    ) -> None:
        """Note changes of rows as (id, row before, row after), each in the order of the table's `shape_of`.

        Many are written to the journal before their entry, for which the store looks when the transaction ends.
        """
        shape = shape_of(model)
        if count < _MANY:
            for ident, before, after in changed:
                self._note(model, ident, shape.mapping(before), shape.mapping(after))
            return
        entry, fresh = self._next_entry(), []
        for ident, before, after in changed:
            # What was done to the row before waits in memory, and must not come after this in the journal.
            if (shape.table, ident) in self.changes:
                self._note(model, ident, shape.mapping(before), shape.mapping(after))
            else:
                fresh.append((ident, before, after))
        made = [
            (entry, n, shape.table, ident, shape.image(before), shape.image(after))
            for n, (ident, before, after) in enumerate(fresh, self._journalled + 1)
        ]
        self.took_away = self.took_away or any(change[-1] is None for change in made)
        self._digest.add(change_text(*change[1:]) for change in made)
        self._journal_rows(made)
        self._journalled += len(made)

    def update(self, model: type[Row], ident: str, **fields: Any) -> bool:
        """Change columns of one row; False (and nothing in the journal) when they hold these values already.

        Raises UnknownId.
        """
        found = self.fetch(model, ident)
        if found is None:
            raise UnknownId(model._meta.table_name, ident)
        before = row_image(found)
        after = {**before, **_image(model, fields)}
        if before == after:
            return False
        model.update(fields).where(model.id == ident).bind(self.db).execute()
        self._note(model, ident, before, after)
        return True

    def delete(self, model: type[Row], ident: str) -> None:
        """Take one row away."""
        found = self.fetch(model, ident)
        if found is not None:
            model.delete().where(model.id == ident).bind(self.db).execute()
            self._note(model, ident, row_image(found), None)

    def delete_where(self, model: type[Row], condition: Any) -> None:
        """Take away every row that meets the condition."""
        found = list(model.select().where(condition).bind(self.db))
        if found:
            model.delete().where(condition).bind(self.db).execute()
        for row in found:
            self._note(model, row.id, row_image(row), None)

    def put(self, model: type[Row], ident: str, image: Image | None) -> None:
        """Make the row look like the image (None: gone), whatever it was; the tool of undo and redo.

        An image may come from a restored file, so its texts pass the same door as everything else.
        """
        image = image and clean_image(image)
        found = self.fetch(model, ident)
        before = row_image(found) if found is not None else None
        if image is None:
            self.delete(model, ident)
        elif found is None:
            model.insert(_values(model, image)).bind(self.db).execute()
            self._note(model, ident, None, image)
        elif before is not None and before != image:
            values = {k: v for k, v in _values(model, image).items() if k != "id"}
            model.update(values).where(model.id == ident).bind(self.db).execute()
            self._note(model, ident, before, image)

    def park(self, interviews: Iterable[str]) -> None:
        """Lift these bookings off their times until the end of the transaction, so that several can change
        places. The guards look at them again when `say` sets them down.
        """
        idents = list(interviews)
        self._parked = True
        for start in range(0, len(idents), _BATCH):
            part = idents[start : start + _BATCH]
            Interview.update(parked=True).where(Interview.id.in_(part)).bind(self.db).execute()

    def fresh_id(self, prefix: str, model: type[Row] | None = None) -> str:
        """An id never given before: the prefix and a number. With `model`, also free in that table."""
        while True:
            [ident] = self.fresh_ids(prefix, 1)
            if model is None or not self._is_there(model, ident):
                return ident

    def fresh_ids(self, prefix: str, count: int) -> list[str]:
        """As many ids as wanted, for rows whose ids nobody else chooses."""
        # Put into SQL by hand: a file may bring ten thousand employers, each of which needs one.
        found = self.db.execute_sql("SELECT value FROM counter WHERE name = ?", (prefix,)).fetchone()
        value = int(found[0]) if found else 0
        self.db.execute_sql(
            "INSERT INTO counter (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (prefix, value + count),
        )
        return [f"{prefix}{value + n}" for n in range(1, count + 1)]

    def _is_there(self, model: type[Row], ident: str) -> bool:
        sql = f'SELECT 1 FROM "{model._meta.table_name}" WHERE id = ?'
        return self.db.execute_sql(sql, (ident,)).fetchone() is not None

    def _note(self, model: type[Row], ident: str, before: Image | None, after: Image | None) -> None:
        key = (model._meta.table_name, ident)
        before, after = _unparked(before), _unparked(after)
        first = self.changes[key].before if key in self.changes else before
        self.changes[key] = Change(first, after)

    # -- the journal ----------------------------------------------------------------------------------

    def say(self, action: str, sentence: str, *, kind: str = "do", target: int | None = None) -> int:
        """Close the unit with one entry; returns its id. Rows that ended as they began are left out."""
        if self._said:
            raise RuntimeError("one unit, one entry")
        self._set_down()
        self._said = True
        changes = {key: c for key, c in self.changes.items() if c.before != c.after}
        last = self._last_entry()
        ident = (last.id if last else 0) + 1
        payload = [
            (position, entity, row_id, dump(c.before), dump(c.after))
            for position, ((entity, row_id), c) in enumerate(changes.items(), self._journalled + 1)
        ]
        self._digest.add(map(canonical, payload))
        entry = {
            "id": ident,
            "at": to_micros(self.now),
            "stamped_at": to_micros(datetime.now(UTC)),
            "actor": self.actor,
            "terminal": self.terminal,
            "action": action,
            "sentence": clean(sentence, 2000),
            "kind": kind,
            "target": target,
            "changes_digest": self._digest.hex(),
            "previous_hash": last.hash if last else "",
        }
        entry["hash"] = digest(entry)
        Journal.insert(entry).bind(self.db).execute()
        self._journal_rows((ident, *row) for row in payload)
        return ident

    def _last_entry(self) -> Any:
        return Journal.select().order_by(Journal.id.desc()).limit(1).bind(self.db).first()

    def _next_entry(self) -> int:
        last = self._last_entry()
        return (last.id if last else 0) + 1

    def _journal_rows(self, rows: Iterable[tuple[Any, ...]]) -> None:
        names = ("entry", "position", "entity", "row_id", "before", "after")
        insert_rows(self.db, JournalChange._meta.table_name, names, rows)

    def require_said(self) -> None:
        """A change that the journal does not tell of must not be committed."""
        if (self.changes or self._journalled or self._parked) and not self._said:
            raise RuntimeError("rows were changed without an entry in the journal")

    def _set_down(self) -> None:
        if not self._parked:
            return
        Interview.update(parked=False).where(Interview.parked == True).bind(self.db).execute()  # noqa: E712

    def touched(self, model: type[Row]) -> list[str]:
        """Ids of the rows of one kind that this unit has changed so far."""
        name = model._meta.table_name
        return [ident for entity, ident in self.changes if entity == name]


def _unparked(image: Image | None) -> Image | None:
    """The image as it will be after the transaction: parking never outlives it."""
    return {**image, "parked": 0} if image and image.get("parked") else image


def canonical(value: Any) -> str:
    """A value as canonical JSON."""
    return _CANONICAL.encode(value)


def dump(image: Image | None) -> str | None:
    """An image as canonical JSON, or None."""
    return None if image is None else canonical(image)


def digest(value: Any) -> str:
    """SHA-256 over the value's canonical JSON, in hex."""
    # Imported when something is written: reading and opening do not wait for it.
    import hashlib

    return hashlib.sha256(canonical(value).encode()).hexdigest()


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def row_image(row: Any) -> Image:
    """What the database holds of a fetched row."""
    return _image(type(row), row.__data__)


def _image(model: type[Row], values: dict[str, Any]) -> Image:
    fields = model._meta.fields
    return {fields[name].column_name: _raw(fields[name].db_value(value)) for name, value in values.items()}


def _raw(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def _values(model: type[Row], image: Image) -> dict[str, Any]:
    columns = model._meta.columns
    return {columns[name].name: columns[name].python_value(raw) for name, raw in image.items()}


__all__ = ["NEVER_BACK", "ROWS", "Change", "Done", "Unit", "digest", "dump", "row_image"]
