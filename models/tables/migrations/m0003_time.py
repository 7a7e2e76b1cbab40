"""Time in full: what bells, rooms and the planner need beyond the ground."""

from __future__ import annotations

from models.tables.migrations.additions import additions

TABLES: dict[str, str] = {
    "reservation": "id TEXT PRIMARY KEY, room TEXT NOT NULL REFERENCES room(id), start_at INTEGER NOT NULL, "
    "end_at INTEGER NOT NULL, student TEXT REFERENCES student(id), class_id TEXT REFERENCES school_class(id), "
    "interview TEXT REFERENCES interview(id), what TEXT NOT NULL DEFAULT '', CHECK (end_at > start_at)",
}

COLUMNS: tuple[str, ...] = (
    "room ADD COLUMN kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('','lab','phone'))",
)

INDEXES: tuple[str, ...] = ("reservation (room, start_at)", "reservation (interview)")


def statements(table_suffix: str) -> list[str]:
    """The SQL of this step, one statement each. `table_suffix` is the engine's ("STRICT" on SQLite)."""
    return additions(3, TABLES, COLUMNS, INDEXES, table_suffix)
