"""Reaching people: what invites and calendars of the school's own server need to be kept."""

from __future__ import annotations

from models.tables.migrations.additions import additions

TABLES: dict[str, str] = {
    # What stands on a calendar of the school's server: kept when the interview itself is taken back.
    "published": "id TEXT PRIMARY KEY, calendar TEXT NOT NULL, interview TEXT NOT NULL, uid TEXT NOT NULL, "
    "href TEXT NOT NULL, etag TEXT NOT NULL DEFAULT '', sequence INTEGER NOT NULL, digest TEXT NOT NULL, "
    "start_at BIGINT NOT NULL, actor TEXT NOT NULL DEFAULT '', at BIGINT NOT NULL, UNIQUE (calendar, uid)",
    # An adult of a weekly duty who is not there on one day; no reason, since being ill is nobody's business.
    "duty_away": "id TEXT PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff(id), day TEXT NOT NULL, "
    "start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1440), end_minute INTEGER NOT NULL "
    "CHECK (end_minute BETWEEN 0 AND 1440 AND end_minute > start_minute)",
}

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
