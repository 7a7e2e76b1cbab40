"""Ids of records that were merged into others: what was known under the old one is found under the one that stays."""

from __future__ import annotations

from peewee import SqliteDatabase

from models.queries.reading import fetch
from models.tables.people_rows import KnownAs

MERGED = "merged"
"""As the source of what is known of a record: the id of one that was merged into it."""


def merged_into(db: SqliteDatabase, kind: str) -> dict[str, str]:
    """The record that stays, by the id of each that was merged into it; one query."""
    k = KnownAs
    query = k.select(k.foreign_id, k.record).where((k.kind == kind) & (k.source == MERGED))
    return {old: record for old, record in fetch(db, query)}


def merged_ids(db: SqliteDatabase, kind: str, record: str) -> list[str]:
    """The ids of records that were merged into this one; one query."""
    return [old for old, into in merged_into(db, kind).items() if into == record]
