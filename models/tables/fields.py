"""Field types of our own: what SQLite and PostgreSQL keep alike, and sort rightly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from peewee import BigIntegerField, ForeignKeyField, Model, TextField

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 in UTC. Naive datetimes are refused, for they name no instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return (instant - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=1 << 15)
def from_micros(micros: int) -> datetime:
    """The aware UTC instant. Bells make the same few come again and again, so they are remembered."""
    return _EPOCH + timedelta(microseconds=micros)


class InstantField(BigIntegerField):
    """An aware datetime as integer microseconds UTC."""

    def db_value(self, value: Any) -> int | None:
        """Aware datetime to microseconds; integers pass, so that rows' images can be put back."""
        return to_micros(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> datetime | None:
        """Microseconds to an aware datetime."""
        return None if value is None else from_micros(value)


class DayField(TextField):
    """A date as ISO text."""

    def db_value(self, value: Any) -> str | None:
        """Date to `2026-11-23`."""
        return value.isoformat() if isinstance(value, date) else value

    def python_value(self, value: Any) -> date | None:
        """`2026-11-23` to a date."""
        return None if value is None else date.fromisoformat(value)


class ListField(TextField):
    """A tuple of short texts, none of which holds the separator, as `a;b;c`."""

    def db_value(self, value: Any) -> str | None:
        """Tuple to text."""
        return value if value is None or isinstance(value, str) else ";".join(value)

    def python_value(self, value: Any) -> tuple[str, ...]:
        """Text to tuple; empty text is the empty tuple."""
        return tuple(value.split(";")) if value else ()


def points_at(model: type[Model], column: str, *, null: bool = False) -> Any:
    """A reference kept as the other row's id; it never fetches the other row by itself."""
    make: Any = ForeignKeyField
    return make(model, column_name=column, null=null, lazy_load=False, backref="+")
