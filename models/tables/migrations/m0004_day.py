"""The day itself: what preparation, confirmations, the board and paper need to be kept."""

from __future__ import annotations

from models.tables.migrations.additions import additions

TABLES: dict[str, str] = {}

COLUMNS: tuple[str, ...] = ()

INDEXES: tuple[str, ...] = ()


def statements(table_suffix: str) -> list[str]:
    """The SQL of this step, one statement each. `table_suffix` is the engine's ("STRICT" on SQLite)."""
    return additions(4, TABLES, COLUMNS, INDEXES, table_suffix)
