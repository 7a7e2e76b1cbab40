"""Reading the journal: what happened, who did it, what is undone, and whether the chain of hashes holds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from peewee import SqliteDatabase, fn

from models.queries.reading import fetch
from models.rules.facts import JournalEntry
from models.tables.journal_rows import Journal, JournalChange

ABOUT: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "interview": {"interview": ("", ())},
    "details": {"interview": ("", ("state", "minutes", "format", "place", "room", "number", "link"))},
    "notes": {"call_notes": ("", ("words",))},
    "absence": {"absence": ("interview", ())},
    "request": {"absence": ("", ())},
    "writing": {"at_hand": ("interview", ())},
    "questions": {"student": ("", ("questions_ready",)), "preparation": ("", ("decided_at",))},
    "practice": {"student": ("", ("practice_done",))},
    "research": {"preparation": ("", ("about_field", "about_employer"))},
    "list": {"question": ("student", ())},
}
"""What somebody decides → the tables where it stands, each with the column that names whose it is ("" for the row's
own id) and the columns that matter (none for all).
"""


def newest_entry(db: SqliteDatabase) -> int:
    """The id of the newest entry, 0 for an empty journal."""
    [(newest,)] = fetch(db, Journal.select(fn.MAX(Journal.id)))
    return int(newest or 0)


def entries(
    db: SqliteDatabase,
    *,
    interview: str | None = None,
    among: Any = None,
    since: int = 0,
    newest: int | None = None,
) -> list[JournalEntry]:
    """Entries after `since`, oldest first: all, the `newest` few, those about one interview, or those whose ids
    a subquery gives (`among`). Two queries.
    """
    undone = _undone(db)
    j = Journal
    query: Any = j.select(j.id, j.at, j.actor, j.terminal, j.action, j.sentence, j.kind, j.target)
    query = query.where(j.id > since).order_by(j.id.desc())
    if interview is not None:
        query = query.where(j.id.in_(_about(interview)))
    if among is not None:
        query = query.where(j.id.in_(among))
    if newest is not None:
        query = query.limit(newest)
    return [JournalEntry._make((*row, undone.get(row[0], False))) for row in reversed(fetch(db, query))]


def changed_since(
    db: SqliteDatabase, idents: Collection[str], since: int, about: str
) -> dict[str, list[JournalEntry]]:
    """By each of these ids the entries after `since` that changed what is asked `about` (see `ABOUT`), oldest first.

    Three queries. The ids are students for their preparation, absences for a request, else interviews.
    """
    c, tables = JournalChange, ABOUT[about]
    columns = c.entry, c.entity, c.row_id, c.before, c.after
    query = c.select(*columns).where((c.entry > since) & c.entity.in_(list(tables)))
    found: dict[int, set[str]] = defaultdict(set)
    for entry, entity, row_id, *images in fetch(db, query):
        owner, fields = tables[entity]
        before, after = (json.loads(image) if image else {} for image in images)
        ident = (after or before)[owner] if owner else row_id
        if ident in idents and (not fields or any(before.get(f) != after.get(f) for f in fields)):
            found[entry].add(ident)
    by: dict[str, list[JournalEntry]] = defaultdict(list)
    for one in entries(db, since=since, among=list(found)) if found else ():
        for ident in found[one.id]:
            by[ident].append(one)
    return by


def last_images(db: SqliteDatabase, entity: str, idents: Collection[str]) -> dict[str, dict[str, Any]]:
    """By id the row of a table as it was last, also where it is there no more; one query."""
    c = JournalChange
    query = c.select(c.row_id, c.before, c.after).where((c.entity == entity) & c.row_id.in_(list(idents)))
    found = fetch(db, query.order_by(c.entry))
    return {row_id: json.loads(after or before) for row_id, before, after in found if after or before}


def done_since(db: SqliteDatabase, entry: int, actor: str) -> tuple[int, tuple[str, ...], datetime | None]:
    """How many entries others than `actor` made after an entry, who they are (at most four names), and when last."""
    j = Journal
    others = j.select(j.actor, fn.COUNT(j.id), fn.MAX(j.at)).where((j.id > entry) & (j.actor != actor))
    found = fetch(db, others.group_by(j.actor).order_by(fn.COUNT(j.id).desc(), j.actor))
    if not found:
        return 0, (), None
    names = [row[0] for row in found]
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} others"]
    last = max(row[2] for row in found)
    return (
        sum(row[1] for row in found),
        tuple(shown),
        j.at.python_value(last) if isinstance(last, int) else last,
    )


def entries_of_day(db: SqliteDatabase, start: datetime, end: datetime) -> list[JournalEntry]:
    """The entries made from `start` up to `end` (UTC), oldest first."""
    return entries(db, among=Journal.select(Journal.id).where((Journal.at >= start) & (Journal.at < end)))


def _undone(db: SqliteDatabase) -> dict[int, bool]:
    about = Journal.select(Journal.target, Journal.kind).where(Journal.target.is_null(False))
    return {target: kind == "undo" for target, kind in fetch(db, about.order_by(Journal.id))}


def _about(interview: str) -> Any:
    c = JournalChange
    prefix = f"{interview}:"
    of_it = (c.entity == "interview") & (c.row_id == interview)
    of_students = (
        (c.entity == "interview_student") & (c.row_id >= prefix) & (c.row_id < prefix + "\U0010ffff")
    )
    of_its_own = c.entity.in_(("absence", "told", "at_hand", "call_notes", "incident", "invite")) & (
        fn.COALESCE(c.after, c.before).contains(f'"interview": "{interview}"')
    )
    return c.select(c.entry).where(of_it | of_students | of_its_own)


def head(db: SqliteDatabase) -> tuple[int, str]:
    """The newest entry's id and hash; (0, "") for an empty journal."""
    found = fetch(db, Journal.select(Journal.id, Journal.hash).order_by(Journal.id.desc()).limit(1))
    return (found[0][0], found[0][1]) if found else (0, "")
