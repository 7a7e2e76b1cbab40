"""What went wrong with calls, whatever became of them: kept when a call is tried again and takes place after all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from models.queries.reading import fetch
from models.tables.day_rows import Incident


class IncidentTold(NamedTuple):
    """One thing that went wrong: `what` is one of the codes of `rules.trouble`, `start` when the call was to begin."""

    interview: str
    what: str
    note: str
    actor: str
    start: datetime | None
    at: datetime


def incidents_of(db: SqliteDatabase, interviews: Iterable[str]) -> tuple[IncidentTold, ...]:
    """What went wrong with these interviews, the earliest first; one query."""
    i = Incident
    query = i.select(i.interview, i.what, i.note, i.actor, i.start_at, i.at)
    query = query.where(i.interview.in_(list(interviews))).order_by(i.at, i.id)
    return tuple(IncidentTold._make(row) for row in fetch(db, query))
