"""Ids of records that were merged into others: what was known under the old one is found under the one that stays."""

from __future__ import annotations

from peewee import SqliteDatabase

from models.queries.reading import fetch
from models.rules.text import fold
from models.tables.people_rows import KnownAs
from models.tables.rows import Employer

MERGED = "merged"
"""As the source of what is known of a record: the id of one that was merged into it."""

_NAME_ALONE = "||"


def merged_into(db: SqliteDatabase, kind: str) -> dict[str, str]:
    """The record that stays, by the id of each that was merged into it; one query."""
    k = KnownAs
    query = k.select(k.foreign_id, k.record).where((k.kind == kind) & (k.source == MERGED))
    return {old: record for old, record in fetch(db, query)}


def merged_employers(db: SqliteDatabase) -> dict[str, str]:
    """What merged employers are called now, by the folded names that they had; two queries.

    A name that some employer has again means that one.
    """
    e = Employer
    names: dict[str, str] = dict(fetch(db, e.select(e.id, e.name)))
    there = {fold(name) for name in names.values()}
    # Names are kept as those of contacts are: with an employer and a mail address, which employers have not.
    found = {
        called.removesuffix(_NAME_ALONE): names.get(record, "")
        for called, record in merged_into(db, "employers").items()
        if called.endswith(_NAME_ALONE)
    }
    return {called: name for called, name in found.items() if called and name and called not in there}


def merged_ids(db: SqliteDatabase, kind: str, record: str) -> list[str]:
    """The ids of records that were merged into this one; one query."""
    return [old for old, into in merged_into(db, kind).items() if into == record]
