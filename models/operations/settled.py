"""What people settled and files must not undo: fields set by hand, and whom other programs mean by their ids."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from peewee import SqliteDatabase

from models.exchange.columns import COLUMNS
from models.operations.saving import pair_id
from models.operations.unit import Unit
from models.queries.reading import fetch
from models.tables.people_rows import HandSet, KnownAs
from models.tables.sqlite import each_of

Alias = tuple[str, str]
"""A source ("oneroster", "id", "name" …) and the id that it knows a record by."""

BY_ID = "id"
"""The source of ids that a file gave and that became no id in the program."""
BY_NAME = "name"
"""The source of names, for records that no program gives an id."""


def note_by_hand(unit: Unit, kind: str, fields: Mapping[str, Iterable[str]]) -> None:
    """Remember which fields of which records (id → fields) a person set, so that no file takes them back.

    Only fields that files have are noted; noting one twice changes nothing.
    """
    known = {column.name for column in COLUMNS.get(kind, ())} - {"id"}
    wanted = {
        pair_id(kind, record, field): {"kind": kind, "record": record, "field": field}
        for record, some in fields.items()
        for field in some
        if field in known
    }
    there = _there(unit, HandSet, wanted)
    unit.insert_many(HandSet, [{"id": i, **row} for i, row in wanted.items() if i not in there])


def set_by_hand(db: SqliteDatabase, kind: str) -> dict[str, frozenset[str]]:
    """Of every record of the kind the fields that a person set."""
    found: dict[str, set[str]] = defaultdict(set)
    query = HandSet.select(HandSet.record, HandSet.field).where(HandSet.kind == kind)
    for record, field in fetch(db, query):
        found[record].add(field)
    return {record: frozenset(fields) for record, fields in found.items()}


def leave_to_files(unit: Unit, kind: str, fields: Mapping[str, Iterable[str]]) -> None:
    """Forget that these fields were set by hand: a person said that the file is right."""
    ids = [pair_id(kind, record, field) for record, some in fields.items() for field in some]
    if ids:
        unit.delete_where(HandSet, HandSet.id.in_(each_of(json.dumps(ids))))


def aliases_of(db: SqliteDatabase, kind: str) -> dict[Alias, str]:
    """The records of the kind by what other programs call them."""
    query = KnownAs.select(KnownAs.source, KnownAs.foreign_id, KnownAs.record).where(KnownAs.kind == kind)
    return {(source, foreign): record for source, foreign, record in fetch(db, query)}


def note_aliases(unit: Unit, kind: str, aliases: Mapping[Alias, str]) -> None:
    """Remember what other programs call records; what was remembered otherwise gives way."""
    ids = {pair_id(kind, *alias): alias for alias in aliases}
    there = _there(unit, KnownAs, ids)
    for ident, record in there.items():
        if record != aliases[ids[ident]]:
            unit.update(KnownAs, ident, record=aliases[ids[ident]])
    unit.insert_many(
        KnownAs,
        [
            {"id": i, "kind": kind, "source": alias[0], "foreign_id": alias[1], "record": aliases[alias]}
            for i, alias in ids.items()
            if i not in there
        ],
    )


def forget_record(unit: Unit, kind: str, ident: str) -> None:
    """Of a record that is taken away nothing of this is kept."""
    for model in (HandSet, KnownAs):
        unit.delete_where(model, (model.record == ident) & (model.kind == kind))


def _there(unit: Unit, model: type[HandSet] | type[KnownAs], ids: Collection[str]) -> dict[str, str]:
    """Of these rows the ones that there are, with the record that each is about."""
    if not ids:
        return {}
    query = model.select(model.id, model.record).where(model.id.in_(each_of(json.dumps(list(ids)))))
    return dict(fetch(unit.db, query))
