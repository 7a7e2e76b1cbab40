"""Which day there is to rehearse, and whether that is what is going on."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase, fn

from models.queries.fetching import fetch
from models.rules.interview import AHEAD
from models.rules.span import local_span
from models.tables.journal_rows import Counter
from models.tables.rows import Interview

MARK = "rehearsal"
"""The counter that a copy has which was made for a rehearsal, and no other store."""


def is_rehearsal(db: SqliteDatabase) -> bool:
    """Whether the store is a copy that was made for a rehearsal."""
    return bool(fetch(db, Counter.select(Counter.value).where(Counter.name == MARK)))


def first_call_from(db: SqliteDatabase, day: date, last: date | None, zone: ZoneInfo) -> datetime | None:
    """The start of the first call that is ahead from a local day on, up to and with `last`; None where there is none."""
    query = Interview.select(fn.MIN(Interview.start_at)).where(
        Interview.state.in_(sorted(AHEAD)), Interview.start_at >= local_span(day, 0, 1440, zone).start
    )
    if last is not None:
        query = query.where(Interview.start_at < local_span(last, 0, 1440, zone).end)
    [(first,)] = fetch(db, query)
    return first if isinstance(first, datetime) or first is None else Interview.start_at.python_value(first)
