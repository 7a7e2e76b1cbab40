"""Rows by the ten thousand: their columns and what the journal keeps of them, in as little time and room as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from models.tables.rows import Row

_DEFAULTS: Mapping[str, Any] = {"INT": 0, "BOOL": 0, "BIGINT": 0}
"""What stands in a column that was not given and may not be null, by its type; texts are empty."""


class Shape(NamedTuple):
    """The columns of a table in the order of their names, with what turns a value into what the database holds."""

    table: str
    columns: tuple[str, ...]
    names: frozenset[str]
    cells: tuple[tuple[str, Callable[[Any], Any], Any], ...]
    pattern: str

    def raw(self, row: Mapping[str, Any]) -> list[Any]:
        """A row of named values as the database holds it. Raises TypeError for a name that the table lacks."""
        if unknown := row.keys() - self.names:
            raise TypeError(f"{self.table} has no {sorted(unknown)[0]!r}")
        return [to_raw(row[name]) if name in row else usual for name, to_raw, usual in self.cells]

    def raw_of(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Some named values as the database holds them, by column. Raises TypeError as `raw`."""
        if unknown := values.keys() - self.names:
            raise TypeError(f"{self.table} has no {sorted(unknown)[0]!r}")
        return {
            column: to_raw(values[name])
            for column, (name, to_raw, _) in zip(self.columns, self.cells, strict=True)
            if name in values
        }

    def mapping(self, raw: Sequence[Any] | None) -> dict[str, Any] | None:
        """A row by column, None for none."""
        return None if raw is None else dict(zip(self.columns, raw, strict=True))

    def image(self, raw: Sequence[Any] | None) -> str | None:
        """The row as canonical JSON, the same as `unit.dump` makes of its image; None for none."""
        return None if raw is None else self.pattern % tuple(map(_json, raw))


@lru_cache(maxsize=64)
def shape_of(model: type[Row]) -> Shape:
    """The shape of a table."""
    fields = sorted(model._meta.sorted_fields, key=lambda field: field.column_name)
    cells = tuple(
        (field.name, _raw_of(field), None if field.null else _DEFAULTS.get(field.field_type, ""))
        for field in fields
    )
    columns = tuple(field.column_name for field in fields)
    image = "{" + ", ".join(f'"{column}": %s' for column in columns) + "}"
    return Shape(model._meta.table_name, columns, frozenset(name for name, *_ in cells), cells, image)


def change_text(position: int, entity: str, row_id: str, before: str | None, after: str | None) -> str:
    """One of many changes of an entry as canonical JSON: what the digest of the changes covers."""
    images = ", ".join("null" if image is None else quoted(image) for image in (before, after))
    return f"[{position}, {quoted(entity)}, {quoted(row_id)}, {images}]"


class ListDigest:
    """The digest of a list that is never there as a whole: the same as `unit.digest` of it."""

    def __init__(self) -> None:
        # Imported when something is written: reading and opening do not wait for it.
        import hashlib

        self._hash = hashlib.sha256(b"[")
        self._before = ""

    def add(self, items: Iterable[str]) -> None:
        """Further items, each as canonical JSON."""
        text = ", ".join(items)
        if text:
            self._hash.update((self._before + text).encode())
            self._before = ", "

    def hex(self) -> str:
        """The digest; nothing may be added after it."""
        self._hash.update(b"]")
        return self._hash.hexdigest()


def _raw_of(field: Any) -> Callable[[Any], Any]:
    convert, is_text = field.db_value, field.field_type == "TEXT"

    def raw(value: Any) -> Any:
        if value is None or (is_text and type(value) is str):
            return value
        found = convert(value)
        return int(found) if isinstance(found, bool) else found

    return raw


def _json(value: Any) -> str:
    if type(value) is str:
        return quoted(value)
    return "null" if value is None else repr(value)
