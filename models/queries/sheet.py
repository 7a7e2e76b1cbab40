"""Everything about one interview: its people, its day, its absences, what it lacks, what happened to it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import Finding, UnknownId
from models.queries import reading
from models.queries.incidents import IncidentTold, incidents_of
from models.queries.journal import entries, newest_entry
from models.queries.preparing import CallNotes, call_notes
from models.queries.ready import ready_facts
from models.queries.trial import trial_for
from models.rules.conflicts import find_conflicts
from models.rules.facts import (
    Absence,
    Campaign,
    Contact,
    Interview,
    JournalEntry,
    MissedPeriod,
    Staff,
    Student,
)
from models.rules.hours import standby_for
from models.rules.interview import AHEAD
from models.rules.missed import absences_now, missed_by
from models.rules.readiness import Missing, interview_missing
from models.rules.ready_items import Item, ready_items
from models.rules.span import local_day
from models.rules.trial import Trial
from models.tables import rows


class Sheet(NamedTuple):
    """One interview in full at a moment. `history` is its entries in the journal, the newest first; `entry` is the
    newest one of all.

    `items` are all that it needs before its day, done or not. `unwritten` are missed periods that no absence was made for, since the bells or classes changed later.
    """

    interview: Interview
    trial: Trial
    students: tuple[Student, ...]
    contact: Contact | None
    room: str
    absences: tuple[Absence, ...]
    unwritten: tuple[MissedPeriod, ...]
    standby: Staff | None
    missing: Missing
    findings: tuple[Finding, ...]
    history: tuple[JournalEntry, ...]
    notes: CallNotes | None = None
    items: tuple[Item, ...] = ()
    incidents: tuple[IncidentTold, ...] = ()
    entry: int = 0


def interview_sheet(db: SqliteDatabase, campaign: Campaign, ident: str, now: datetime) -> Sheet:
    """The interview with this id; a fixed number of queries. Raises UnknownId."""
    one = reading.interviews(db, rows.Interview.id == ident).get(ident)
    if one is None:
        raise UnknownId("interview", ident)
    trial = trial_for(db, campaign, one, local_day(one.start or now, ZoneInfo(campaign.zone)))
    situation = trial.situation
    absences = situation.absences.get(ident, ()) or reading.absences(db, [ident]).get(ident, ())
    return Sheet(
        one,
        trial,
        tuple(situation.students[each] for each in one.students if each in situation.students),
        situation.contacts.get(one.contact or ""),
        situation.rooms[one.room].name if one.room in situation.rooms else "",
        absences,
        absences_now(one, missed_by(one, situation), situation)[1] if one.state in AHEAD else (),
        standby_for(one, situation),
        interview_missing(one, situation, now),
        find_conflicts(one, situation, now=now, bookings=trial.bookings),
        tuple(reversed(entries(db, interview=ident))),
        call_notes(db, [ident]).get(ident),
        ready_items(one, situation, ready_facts(db, situation.with_interview(one))),
        incidents_of(db, [ident]),
        newest_entry(db),
    )
