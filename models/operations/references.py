"""What the records of a file point at: records of another kind, that are there or that the file brings along."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from peewee import SqliteDatabase

from models.operations.settled import BY_ID, aliases_of
from models.queries.reading import fetch
from models.tables import rows


class References:
    """The records of one kind: those there are, and `coming`, by kind, those that the file brings along."""

    def __init__(
        self, db: SqliteDatabase, kind: str, model: type[rows.Row], coming: Mapping[str, Collection[str]]
    ) -> None:
        there = {ident for (ident,) in fetch(db, model.select(model.id))}
        self._ids = there.union(coming.get(kind, ()))
        known = aliases_of(db, kind).items()
        self._called = {foreign: one for (source, foreign), one in known if source == BY_ID and one in there}

    def __contains__(self, ident: str) -> bool:
        return ident in self._ids

    def named(self, given: str) -> str:
        """The id here of what the file calls so."""
        return given if given in self._ids else self._called.get(given, given)
