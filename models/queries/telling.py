"""What interviewees were told: by interview, and who must be told again because what they were told is no longer true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.exchange.notes_out import NoteFacts
from models.queries import reading
from models.queries.fetching import prepared_by
from models.rules.facts import Campaign, Contact, Interview, Student
from models.rules.telling import Told, must_tell_again
from models.tables import day_rows, rows


class Again(NamedTuple):
    """Somebody who was told something that is no longer true: the last note they were sent, and what holds now."""

    interview: Interview
    students: tuple[Student, ...]
    contact: Contact
    told: Told


@prepared_by(day_rows.Told.interview)
def _told() -> Any:
    t = day_rows.Told
    return t.select(
        t.id, t.interview, t.kind, t.revision, t.start_at, t.end_at, t.reach, t.contact, t.way, t.actor, t.made_at,
        t.sent_by, t.sent_at,
    ).order_by(t.made_at, t.id)  # fmt: skip


def notes_told(db: SqliteDatabase, interviews: Iterable[str] | None = None) -> dict[str, tuple[Told, ...]]:
    """Every note by interview, the oldest first; one query."""
    found: dict[str, list[Told]] = defaultdict(list)
    for row in _told.ask(db, None if interviews is None else list(interviews)):
        found[row[1]].append(Told._make(row))
    return {ident: tuple(each) for ident, each in found.items()}


def wordings(db: SqliteDatabase) -> dict[str, str]:
    """The school's own words, by kind of note; kinds with the usual words are not there."""
    w = day_rows.Wording
    return dict(reading.fetch(db, w.select(w.id, w.words)))


def to_tell_again(db: SqliteDatabase, campaign: Campaign, now: datetime) -> tuple[Again, ...]:
    """Everybody who was sent a note of an interview that is still to come, or was when they were told, and that holds no
    longer: moved, reached otherwise, or called off. A fixed number of queries.
    """
    i, t = rows.Interview, day_rows.Told
    sent = t.select(t.interview).where(t.sent_at.is_null(False))
    found = reading.interviews(db, i.id.in_(sent) & (i.campaign == campaign.id))
    told = notes_told(db, found)
    contacts = reading.contacts(db, [one.contact for one in told_contacts(told)])
    students = reading.students(db, [each for one in found.values() for each in one.students])
    again = []
    for ident, one in found.items():
        last = must_tell_again(told.get(ident, ()), one, contacts.get(one.contact or ""), now)
        if last is not None and last.contact in contacts:
            people = tuple(students[each] for each in one.students if each in students)
            again.append(Again(one, people, contacts[last.contact], last))
    return tuple(sorted(again, key=lambda one: (one.told.start, one.interview.id)))


def told_contacts(told: dict[str, tuple[Told, ...]]) -> list[Told]:
    """One note for each contact that was ever told something."""
    return list({one.contact: one for each in told.values() for one in each}.values())


def note_facts(db: SqliteDatabase, interviews: Iterable[str]) -> tuple[NoteFacts, ...]:
    """What the notes of these interviews tell, in the order of their ids; those with nobody to write to left out."""
    idents = list(interviews)
    found = reading.interviews(db, rows.Interview.id.in_(idents))
    contacts = reading.contacts(db, [one.contact for one in found.values() if one.contact])
    students = reading.students(db, [each for one in found.values() for each in one.students])
    campaigns = {one.id: one for one in reading.campaigns(db)}
    made = []
    for ident in idents:
        one = found.get(ident)
        if one is not None and one.start is not None and one.contact in contacts:
            people = tuple(students[each] for each in one.students if each in students)
            made.append(NoteFacts(campaigns[one.campaign], one, people, contacts[one.contact or ""]))
    return tuple(made)
