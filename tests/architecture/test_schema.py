"""The rows that Peewee knows and the tables that the migrations make are the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from models.tables import all_rows, guards, journal_rows, sqlite

MODELS: list[Any] = [
    *all_rows.ROWS.values(),
    journal_rows.Journal,
    journal_rows.JournalChange,
    journal_rows.Counter,
]
TYPES = {"TEXT": "TEXT", "INT": "INTEGER", "BIGINT": "INTEGER", "BOOL": "INTEGER"}


@pytest.fixture(name="store", scope="module")
def _store() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as store:
        sqlite.run_steps(store, 0)
        yield store


def test_every_table_has_its_row_and_every_row_its_table(store: sqlite3.Connection) -> None:
    tables = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    assert tables == {model._meta.table_name for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.table_name)
def test_a_row_has_the_columns_of_its_table(model: Any, store: sqlite3.Connection) -> None:
    found = store.execute(f"PRAGMA table_info({model._meta.table_name})").fetchall()
    columns = {name: (kind, bool(required) or bool(key)) for _, name, kind, required, _, key in found}
    fields = model._meta.sorted_fields

    assert {field.column_name: (_type(field), not field.null) for field in fields} == columns


def _type(field: Any) -> str:
    kind = getattr(field, "rel_field", field).field_type
    return TYPES[kind]


def test_every_guard_is_in_place(store: sqlite3.Connection) -> None:
    found = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}

    assert found == set(guards.TRIGGERS)
