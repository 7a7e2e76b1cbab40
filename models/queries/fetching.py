"""Asking the store: queries put into SQL once, and their rows as plain tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from json import dumps
from typing import Any

from peewee import IntegerField, SqliteDatabase, TextField

from models.tables.fields import to_micros
from models.tables.sqlite import each_of

_Converters = list[tuple[int, Callable[[Any], Any]]]


def fetch(db: SqliteDatabase, query: Any) -> list[tuple[Any, ...]]:
    """The query's rows as tuples.

    Peewee calls a converter for every cell. Texts and whole numbers come out of a STRICT table as they are, so
    that only the other columns are converted here: large pages open in half the time.
    """
    cursor = query.tuples().bind(db).execute()
    return _converted(cursor.cursor.fetchall(), _converters(cursor))


def _converters(cursor: Any) -> _Converters:
    """The columns, by number, whose values want converting."""
    cursor.initialize()
    return [(n, one) for n, one in enumerate(getattr(cursor, "converters", ())) if not _is_plain(one)]


def _is_plain(converter: Any) -> bool:
    """Whether the converter of a column leaves every value of its column alone."""
    field = getattr(converter, "__self__", None)
    return converter is None or type(getattr(field, "rel_field", field)) in (TextField, IntegerField)


def _converted(found: list[tuple[Any, ...]], converters: _Converters) -> list[tuple[Any, ...]]:
    if not converters or not found:
        return found
    columns: list[Iterable[Any]] = list(zip(*found, strict=True))
    for n, convert in converters:
        columns[n] = map(convert, columns[n])
    return list(zip(*columns, strict=True))


class Prepared:
    """A query that is put into SQL when it is first asked: Peewee takes as long for that as SQLite for the answer.

    `make(*values)` makes the query; what it makes may depend on the values only where it compares with them.
    """

    def __init__(self, make: Callable[..., Any]) -> None:
        self._make = make
        self._sql = ""
        self._given: list[Any] = []
        self._converters: _Converters = []

    def ask(self, db: SqliteDatabase, *values: Any) -> list[tuple[Any, ...]]:
        """The rows as `fetch` gives them, for these values: texts, numbers, instants."""
        plain = [to_micros(one) if isinstance(one, datetime) else one for one in values]
        if not self._sql:
            return self._ask_first(db, plain)
        found = db.execute_sql(self._sql, self._filled(plain)).fetchall()
        return _converted(found, self._converters)

    def _ask_first(self, db: SqliteDatabase, values: list[Any]) -> list[tuple[Any, ...]]:
        marks = {f"\0{place}": _Value(place) for place in range(len(values))}
        query = self._make(*marks).tuples()
        sql, given = db.get_sql_context().sql(query).query()
        self._given = [marks.get(one, one) for one in given]
        cursor = query._get_cursor_wrapper(db.execute_sql(sql, self._filled(values)))
        self._converters = _converters(cursor)
        self._sql = sql
        return _converted(cursor.cursor.fetchall(), self._converters)

    def _filled(self, values: list[Any]) -> list[Any]:
        return [values[one.place] if isinstance(one, _Value) else one for one in self._given]


class _Value:
    """Where a value comes among a query's parameters."""

    def __init__(self, place: int) -> None:
        self.place = place


class PreparedRows:
    """The rows of a query: all, or those of some ids."""

    def __init__(self, make: Callable[[], Any], ident: Any) -> None:
        self._make = make
        self._ident = ident
        self._all = Prepared(make)
        self._some = Prepared(lambda ids: make().where(ident.in_(each_of(ids))))

    def ask(self, db: SqliteDatabase, ids: Any = None) -> list[tuple[Any, ...]]:
        """The rows of these ids: None for all, else an iterable of ids, or a subquery."""
        if ids is None:
            return self._all.ask(db)
        if hasattr(ids, "alias"):
            return fetch(db, self._make().where(self._ident.in_(ids)))
        return self._some.ask(db, dumps(list(ids)))


def prepared_by(ident: Any) -> Callable[[Callable[[], Any]], PreparedRows]:
    """Over a function that makes a query: its rows can be asked for by ids, which are looked for in this column."""
    return lambda make: PreparedRows(make, ident)
