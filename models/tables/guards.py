"""Triggers under the rules: not even a faulty second program can double-book or rewrite the journal.

SQLite's dialect; `sqlite.py` puts them in place after every migration. Each message starts with `guard:`.
"""

from __future__ import annotations

STANDS = "('scheduled','confirmed','checked_in','in_progress','completed')"
# No interview is longer than eight hours (a CHECK), so only starts this near can overlap.
_NEAR = 8 * 3600 * 1_000_000 + 24 * 3600 * 1_000_000

_LIVE = f"NEW.parked = 0 AND NEW.start_at IS NOT NULL AND NEW.state IN {STANDS}"
_OTHER = (
    f"o.id <> NEW.id AND o.parked = 0 AND o.state IN {STANDS} "
    f"AND o.start_at > NEW.start_at - {_NEAR} AND o.start_at < NEW.start_at + {_NEAR}"
)
_MEETS = "o.start_at < NEW.end_at AND NEW.start_at < o.end_at"
_ROOM = f"""
  SELECT RAISE(ABORT, 'guard: the room is taken') WHERE NEW.room IS NOT NULL AND EXISTS (
    SELECT 1 FROM interview o JOIN room r ON r.id = NEW.room
    WHERE o.room = NEW.room AND {_OTHER}
      AND o.start_at < NEW.end_at + r.changeover_minutes * 60000000
      AND NEW.start_at < o.end_at + r.changeover_minutes * 60000000);"""
_BOOKED = """
  SELECT RAISE(ABORT, 'guard: the room is taken') WHERE NEW.room IS NOT NULL AND EXISTS (
    SELECT 1 FROM reservation v
    WHERE v.room = NEW.room AND v.start_at < NEW.end_at AND NEW.start_at < v.end_at);"""
_RESERVED = f"""
  SELECT RAISE(ABORT, 'guard: the place is taken') WHERE EXISTS (
    SELECT 1 FROM reservation v WHERE v.room = NEW.room AND v.id <> NEW.id
      AND v.start_at < NEW.end_at AND NEW.start_at < v.end_at);
  SELECT RAISE(ABORT, 'guard: the place is taken') WHERE EXISTS (
    SELECT 1 FROM interview o WHERE o.room = NEW.room AND o.parked = 0 AND o.state IN {STANDS}
      AND o.start_at < NEW.end_at AND NEW.start_at < o.end_at);"""
_CONTACT = f"""
  SELECT RAISE(ABORT, 'guard: the contact is taken') WHERE NEW.contact IS NOT NULL
    AND NEW.format <> 'recorded' AND EXISTS (
    SELECT 1 FROM interview o
    WHERE o.contact = NEW.contact AND o.format <> 'recorded' AND {_OTHER} AND {_MEETS});"""
_STUDENT = f"""
  SELECT RAISE(ABORT, 'guard: the student is taken') WHERE EXISTS (
    SELECT 1 FROM interview_student mine
    JOIN interview_student theirs ON theirs.student = mine.student
    JOIN interview o ON o.id = theirs.interview
    WHERE mine.interview = NEW.id AND {_OTHER} AND {_MEETS});"""
_JOINS = f"""
  SELECT RAISE(ABORT, 'guard: the student is taken') WHERE EXISTS (
    SELECT 1 FROM interview n
    JOIN interview_student theirs ON theirs.student = NEW.student AND theirs.interview <> n.id
    JOIN interview o ON o.id = theirs.interview
    WHERE n.id = NEW.interview AND n.parked = 0 AND n.start_at IS NOT NULL AND n.state IN {STANDS}
      AND o.parked = 0 AND o.state IN {STANDS} AND o.start_at < n.end_at AND n.start_at < o.end_at);"""


def _append_only(table: str, same: str) -> dict[str, str]:
    refuse = f"SELECT RAISE(ABORT, 'guard: {table} is only added to')"
    return {
        f"guard_{table}_update": f"BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"guard_{table}_delete": f"BEFORE DELETE ON {table} BEGIN {refuse}; END",
        # INSERT OR REPLACE of another program, whose connection has no recursive triggers, deletes silently.
        f"guard_{table}_insert": f"BEFORE INSERT ON {table} BEGIN {refuse} "
        f"WHERE EXISTS (SELECT 1 FROM {table} WHERE {same}); END",
    }


TRIGGERS: dict[str, str] = {
    "guard_interview_insert": f"AFTER INSERT ON interview WHEN {_LIVE} BEGIN{_ROOM}{_BOOKED}{_CONTACT}{_STUDENT} END",
    "guard_interview_update": "AFTER UPDATE OF room, contact, start_at, end_at, state, format, parked "
    f"ON interview WHEN {_LIVE} BEGIN{_ROOM}{_BOOKED}{_CONTACT}{_STUDENT} END",
    "guard_student_insert": f"AFTER INSERT ON interview_student BEGIN{_JOINS} END",
    "guard_student_update": f"AFTER UPDATE ON interview_student BEGIN{_JOINS} END",
    "guard_reservation_insert": f"AFTER INSERT ON reservation BEGIN{_RESERVED} END",
    "guard_reservation_update": f"AFTER UPDATE ON reservation BEGIN{_RESERVED} END",
    **_append_only("journal", "id = NEW.id OR hash = NEW.hash"),
    **_append_only("journal_change", "entry = NEW.entry AND position = NEW.position"),
    **_append_only("invite", "id = NEW.id"),
}
"""Trigger name → what follows `CREATE TRIGGER name`."""


def removal() -> list[str]:
    """Out of the way of a migration: a trigger that names a table keeps it from being rebuilt."""
    return [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS]


def statements() -> list[str]:
    """Drop and make again, so that a rebuilt table cannot have lost one."""
    return [*removal(), *(f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items())]
