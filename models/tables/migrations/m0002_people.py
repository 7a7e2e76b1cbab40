"""People in full: where records came from, what a person settled by hand, and the care of the employer pool."""

from __future__ import annotations

from models.tables.migrations.additions import additions


def _texts(names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names.split())


_CONTACT = "contact TEXT NOT NULL REFERENCES contact(id)"

TABLES = {
    # A record as another program knows it. One record may be known to several, and by several ids after a merge.
    "known_as": "id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, foreign_id TEXT NOT NULL, "
    "record TEXT NOT NULL, UNIQUE (kind, source, foreign_id)",
    # A field that a person set in the program; a file's other value is shown and not taken without being asked for.
    "hand_set": "id TEXT PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, "
    "UNIQUE (kind, record, field)",
    # What a person said a file's columns mean, for the next file with the same header.
    "import_mapping": "id TEXT PRIMARY KEY, kind TEXT NOT NULL, signature TEXT NOT NULL, headers TEXT NOT NULL, "
    "mapping TEXT NOT NULL, UNIQUE (kind, signature)",
    # What a person said that words of an interest mean; "" and "" for nothing.
    "interest_words": f"id TEXT PRIMARY KEY, {_texts('cluster sub')}",
    "contact_tag": f"id TEXT PRIMARY KEY, {_CONTACT}, tag TEXT NOT NULL, UNIQUE (contact, tag)",
    "contact_task": f"id TEXT PRIMARY KEY, {_CONTACT}, what TEXT NOT NULL, due TEXT, done_at BIGINT, "
    f"{_texts('done_by')}",
    "referral": "id TEXT PRIMARY KEY, named_by TEXT NOT NULL REFERENCES contact(id), "
    f"interview TEXT REFERENCES interview(id), {_texts('name reach note')}, "
    "contact TEXT REFERENCES contact(id), may_use_name INTEGER CHECK (may_use_name IN (0,1)), "
    "at BIGINT NOT NULL",
    "debrief": "id TEXT PRIMARY KEY, interview TEXT NOT NULL UNIQUE REFERENCES interview(id), "
    "went TEXT NOT NULL CHECK (went IN ('','well','mixed','badly')), "
    f"{_texts('note actor')}, at BIGINT NOT NULL, thank_by TEXT",
    "saved_filter": f"id TEXT PRIMARY KEY, page TEXT NOT NULL, name TEXT NOT NULL, {_texts('words')}, "
    "UNIQUE (page, name)",
}

COLUMNS = (
    "contact ADD COLUMN check_in TEXT",
    "claim ADD COLUMN because TEXT NOT NULL DEFAULT ''",
)

INDEXES = (
    "known_as (record, kind)",
    "hand_set (record, kind)",
    "contact_tag (contact)",
    "contact_task (contact)",
    "referral (named_by)",
    "referral (contact)",
)


def statements(table_suffix: str) -> list[str]:
    """The SQL of this step, one statement each. `table_suffix` is the engine's ("STRICT" on SQLite)."""
    return additions(2, TABLES, COLUMNS, INDEXES, table_suffix)
