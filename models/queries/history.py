"""What the journal tells about some records: the story of a student or a contact, told by whoever acted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from peewee import SqliteDatabase

from models.queries.journal import entries
from models.rules.facts import JournalEntry
from models.tables.journal_rows import JournalChange

NEWEST = 200
"""A story goes back so many entries."""


def history_of(
    db: SqliteDatabase, ids: Mapping[str, Iterable[str]], beginnings: Iterable[tuple[str, str]] = ()
) -> tuple[JournalEntry, ...]:
    """Entries that touched these rows, the newest first: by table name the ids, and (table, how ids begin)
    for rows whose ids start with their owner's. Two queries.
    """
    c = JournalChange
    conditions = [(c.entity == entity) & c.row_id.in_(list(some)) for entity, some in ids.items()]
    conditions += [
        (c.entity == entity) & (c.row_id >= begin) & (c.row_id < begin + "\U0010ffff")
        for entity, begin in beginnings
    ]
    touched = c.select(c.entry).where(reduce(or_, conditions))
    return tuple(reversed(entries(db, among=touched, newest=NEWEST)))


def beginning(ident: str) -> str:
    """How ids begin that a record's own rows were given: its id, where a colon cannot be taken for the one after."""
    return f"{ident.replace('%', '%25').replace(':', '%3A')}:"
