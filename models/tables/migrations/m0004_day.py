"""The day itself: what preparation, confirmations, the board and paper need to be kept."""

from __future__ import annotations

from models.tables.migrations.additions import additions


def _texts(names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names.split())


_INTERVIEW = "interview TEXT NOT NULL REFERENCES interview(id)"
_STUDENT = "student TEXT NOT NULL REFERENCES student(id)"

TABLES: dict[str, str] = {
    # How far a student's list of questions is, what was found out beforehand, and who practised with them.
    "preparation": f"id TEXT PRIMARY KEY, {_STUDENT} UNIQUE, {_texts('about_field about_employer')}, "
    "state TEXT NOT NULL CHECK (state IN ('draft','in_review','changes_asked','approved')), "
    f"{_texts('remark decided_by')}, decided_at BIGINT, {_texts('practised_with')}, practised_at BIGINT",
    "question": f"id TEXT PRIMARY KEY, {_STUDENT}, "
    "part TEXT NOT NULL CHECK (part IN ('opening','questions','close')), position INTEGER NOT NULL, "
    f"words TEXT NOT NULL, {_texts('bank')}",
    "call_notes": f"id TEXT PRIMARY KEY, {_INTERVIEW} UNIQUE, {_texts('words actor')}, at BIGINT NOT NULL",
    # Small things of one interview that are there or not, such as something to write on.
    "at_hand": f"id TEXT PRIMARY KEY, {_INTERVIEW}, what TEXT NOT NULL, {_texts('actor')}, "
    "at BIGINT NOT NULL, UNIQUE (interview, what)",
    # A note to an interviewee that was made of one revision of the interview, and perhaps sent.
    "told": f"id TEXT PRIMARY KEY, {_INTERVIEW}, kind TEXT NOT NULL CHECK (kind IN ('confirmation','checklist')), "
    f"revision INTEGER NOT NULL, start_at BIGINT NOT NULL, end_at BIGINT NOT NULL, {_texts('reach contact')}, "
    f"way TEXT NOT NULL CHECK (way IN ('mail','clipboard','text','other')), {_texts('actor')}, "
    f"made_at BIGINT NOT NULL, {_texts('sent_by')}, sent_at BIGINT",
    # What went wrong with a call, whatever became of the interview afterwards.
    "incident": f"id TEXT PRIMARY KEY, {_INTERVIEW}, what TEXT NOT NULL, {_texts('note actor')}, "
    "start_at BIGINT, at BIGINT NOT NULL",
    # A sheet of paper that was printed: which, for which day, and a digest of what it said.
    "letter": "id TEXT PRIMARY KEY, campaign TEXT NOT NULL REFERENCES campaign(id), day TEXT NOT NULL, "
    f"{_texts('kind sheet')}, revision INTEGER NOT NULL, digest TEXT NOT NULL, entry INTEGER NOT NULL, "
    f"{_texts('actor')}, at BIGINT NOT NULL",
    "wording": "id TEXT PRIMARY KEY, words TEXT NOT NULL",
}

COLUMNS: tuple[str, ...] = (
    "absence ADD COLUMN condition TEXT NOT NULL DEFAULT ''",
    "absence ADD COLUMN asked_by TEXT NOT NULL DEFAULT ''",
    "absence ADD COLUMN asked_at BIGINT",
)

INDEXES: tuple[str, ...] = (
    "question (student, position)",
    "told (interview)",
    "letter (campaign, day)",
    "incident (interview)",
)


def statements(table_suffix: str) -> list[str]:
    """The SQL of this step, one statement each. `table_suffix` is the engine's ("STRICT" on SQLite)."""
    return additions(4, TABLES, COLUMNS, INDEXES, table_suffix)
