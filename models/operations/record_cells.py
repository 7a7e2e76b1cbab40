"""A record as the cells a form begins with: the same texts that a CSV file would hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, UnknownId
from models.operations.kinds import kind_named, read_fields, write_fields
from models.operations.offered import with_hours
from models.operations.stored import stored
from models.queries.situation import campaign_at


def record_cells(db: SqliteDatabase, kind: str, ident: str, now: datetime) -> dict[str, str]:
    """Every field of a record as text. Raises UnknownId."""
    what = kind_named(kind)
    campaign = campaign_at(db, now)
    found = stored(db, what, ZoneInfo(campaign.zone), [ident]).get(ident)
    if found is None:
        raise UnknownId(what.one, ident)
    return write_fields(what, with_hours(db, what, ident, found, campaign))


def complaint(kind: str, cells: Mapping[str, str]) -> str:
    """What is wrong with cells before anything is saved: the first sentence, or ""."""
    try:
        read_fields(kind_named(kind), cells)
    except BadInput as wrong:
        return wrong.sentence
    return ""


def changed_cells(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The cells of `after` that mean something else than those of `before`."""
    return {
        field: cell
        for field, cell in after.items()
        if cell != before.get(field, "")
        and _meaning(kind, field, cell) != _meaning(kind, field, before.get(field, ""))
    }


def _meaning(kind: str, field: str, cell: str) -> object:
    try:
        value = read_fields(kind_named(kind), {field: cell})[field]
    except BadInput:
        return cell
    # Fields and formats are chosen from lists: their order says nothing. That of interests does.
    return frozenset(value) if field in ("clusters", "formats") else value or None
