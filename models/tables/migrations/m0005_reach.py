"""Reaching people: what invites and calendars of the school's own server need to be kept."""

from __future__ import annotations

from models.tables.migrations.additions import additions

TABLES: dict[str, str] = {}

COLUMNS: tuple[str, ...] = (
    # The mailbox of the room's own calendar, where a school has such.
    "room ADD COLUMN mail TEXT NOT NULL DEFAULT ''",
    # The mailbox that an invite named as its organizer: it may never change while the entry lives.
    "invite ADD COLUMN organizer TEXT NOT NULL DEFAULT ''",
    # Of the office's list: the rows as they were printed, so that ticks on them can be entered later.
    "letter ADD COLUMN lines TEXT NOT NULL DEFAULT ''",
)

INDEXES: tuple[str, ...] = ()


def statements(table_suffix: str) -> list[str]:
    """The SQL of this step, one statement each. `table_suffix` is the engine's ("STRICT" on SQLite)."""
    return additions(5, TABLES, COLUMNS, INDEXES, table_suffix)
