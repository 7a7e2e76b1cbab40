"""Employers of whom nobody is known yet: what the employers page shows of them, one line each or in full."""

from __future__ import annotations

from typing import NamedTuple

from peewee import SqliteDatabase

from models.errors import UnknownId
from models.queries import reading
from models.queries.history import history_of
from models.queries.merged import merged_ids
from models.queries.reading import fetch
from models.rules.employer_names import resembling
from models.rules.facts import Employer, JournalEntry
from models.tables import rows


class LoneEmployer(NamedTuple):
    """An employer without a contact in the list; `employer` is its id."""

    employer: str
    name: str
    field: str

    @property
    def id(self) -> str:
        """A key among contacts: theirs never begin with a blank."""
        return f" {self.employer}"


class EmployerStory(NamedTuple):
    """Everything about one employer."""

    employer: Employer
    history: tuple[JournalEntry, ...]


def employer_like(db: SqliteDatabase, name: str) -> str:
    """The name of an employer who may be meant by a name that nobody bears yet, or ""; one query."""
    return resembling(name, (known for (known,) in fetch(db, rows.Employer.select(rows.Employer.name))))


def employer_story(db: SqliteDatabase, ident: str) -> EmployerStory:
    """Everything about one employer; four queries. Raises UnknownId."""
    employer = reading.employers(db).get(ident)
    if employer is None:
        raise UnknownId("employer", ident)
    was = [ident, *merged_ids(db, "employers", ident)]
    return EmployerStory(employer, history_of(db, {"employer": was}))
