"""What people said the columns of files mean, for the next file with the same header."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from peewee import SqliteDatabase

from models.exchange.header_words import normalise
from models.operations.saving import pair_id
from models.operations.unit import Unit
from models.queries.reading import fetch
from models.tables.people_rows import ImportMapping


def signature(headers: Sequence[str]) -> str:
    """What makes two headers the same: their columns in order, without regard to case and signs."""
    return "|".join(normalise(header) for header in headers)


def remembered(db: SqliteDatabase, kind: str, headers: Sequence[str]) -> dict[str, str]:
    """What a person said of a file with this header: field → header; empty where nobody said anything."""
    found = fetch(
        db,
        ImportMapping.select(ImportMapping.mapping).where(
            (ImportMapping.kind == kind) & (ImportMapping.signature == signature(headers))
        ),
    )
    return dict(json.loads(found[0][0])) if found else {}


def note_mapping(unit: Unit, kind: str, headers: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Remember what a person said the columns mean, in place of what was said before."""
    told = json.dumps(dict(sorted(mapping.items())), ensure_ascii=False)
    marked = signature(headers)
    ident = pair_id(kind, marked)
    if unit.fetch(ImportMapping, ident) is not None:
        unit.update(ImportMapping, ident, mapping=told)
        return
    shown = json.dumps(list(headers), ensure_ascii=False)
    unit.insert(ImportMapping, ident, kind=kind, signature=marked, headers=shown, mapping=told)
