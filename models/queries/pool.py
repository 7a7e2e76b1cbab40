"""What the employers page shows: every contact with counts, one contact's whole story, and who matches whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import Case, SqliteDatabase, fn

from models.errors import UnknownId
from models.queries import reading
from models.queries.claims import ClaimTold, claims_told, holders
from models.queries.contact_care import NO_CARE, ContactCare, Latest, care_of, contact_care
from models.queries.counts import room_left
from models.queries.employers import LoneEmployer
from models.queries.history import beginning, history_of
from models.queries.merged import merged_ids
from models.queries.reading import fetch
from models.queries.roster import OutreachTold, RosterRow, outreach_told, own_interviews, roster
from models.rules.claims import Holder
from models.rules.facts import Campaign, Contact, Employer, Interview, JournalEntry, Student
from models.rules.interview import AHEAD, STANDING
from models.rules.matching import match_contacts, match_students
from models.rules.pool_facts import Care
from models.rules.span import local_day
from models.rules.text import fold
from models.tables import rows


class LastOutreach(NamedTuple):
    """The latest attempt to reach a contact."""

    at: datetime
    how: str
    outcome: str
    next_action: str
    next_by: date | None


_NO_CARE = Care()


class PoolRow(NamedTuple):
    """One contact in the list. `left` is None for no limit; `booked` stand and are not over, `done` are over."""

    contact: Contact
    field: str
    left: int | None
    booked: int
    done: int
    last: LastOutreach | None
    care: Care = _NO_CARE
    held: tuple[Holder, ...] = ()

    @property
    def id(self) -> str:
        """The contact's id."""
        return self.contact.id


class HostedInterview(NamedTuple):
    """One of a contact's interviews, with names for its ids."""

    interview: Interview
    students: tuple[str, ...]
    room: str


class MatchedContact(NamedTuple):
    """A contact and why they would do for a student ("" where their field is another one).

    `held` are the claims that hold; the student's own leaves room for the student.
    """

    contact: Contact
    left: int | None
    reason: str
    held: tuple[Holder, ...] = ()


class MatchedStudent(NamedTuple):
    """A student and why a contact would do ("" where the field is another one)."""

    row: RosterRow
    reason: str


class ContactStory(NamedTuple):
    """Everything about one contact. `claims` are all there were, the latest first."""

    row: PoolRow
    employer: Employer
    interviews: tuple[HostedInterview, ...]
    outreach: tuple[OutreachTold, ...]
    claims: tuple[ClaimTold, ...]
    history: tuple[JournalEntry, ...]
    care: ContactCare = NO_CARE
    campaign: str = ""


def pool(db: SqliteDatabase, campaign: Campaign, now: datetime) -> list[PoolRow | LoneEmployer]:
    """Every contact by name, case and accents aside, then every employer without a contact; thirteen queries.

    `availability` is left empty. An employer without a name stands for none and is left out.
    """
    known = _employers(db)
    found = _rows(db, campaign, now, known)
    found.sort(key=lambda row: (fold(row.contact.name), row.id))
    asked = {row.contact.employer for row in found}
    lone = [LoneEmployer(ident, *about) for ident, about in known.items() if ident not in asked and about[0]]
    return [*found, *sorted(lone, key=lambda one: (fold(one.name), one.id))]


def contact_story(db: SqliteDatabase, campaign: Campaign, ident: str, now: datetime) -> ContactStory:
    """Everything about one contact; a fixed number of queries. Raises UnknownId."""
    contact = reading.contacts(db, [ident]).get(ident)
    if contact is None:
        raise UnknownId("contact", ident)
    [row] = _rows(db, campaign, now, _employers(db), ident)
    interviews = _hosted(db, ident)
    outreach = outreach_told(db, rows.Outreach.contact == ident)
    care, claims = contact_care(db, ident), claims_told(db, now, contact=ident)
    was = [ident, *merged_ids(db, "contacts", ident)]
    touched = {
        "contact": was,
        "employer": [contact.employer],
        "interview": [one.interview.id for one in interviews],
        "outreach": [one.outreach.id for one in outreach],
        "claim": [one.id for one in claims],
        "contact_task": [one.id for one in care.tasks],
        "referral": [one.referral.id for one in (*care.named, *care.named_by)],
        "debrief": list(care.debriefs),
    }
    return ContactStory(
        row._replace(contact=contact),
        reading.employers(db)[contact.employer],
        interviews,
        outreach,
        claims,
        history_of(
            db, touched, [(name, beginning(one)) for one in was for name in ("availability", "contact_tag")]
        ),
        care,
        campaign.id,
    )


def contacts_for(
    db: SqliteDatabase, campaign: Campaign, student: str, now: datetime, *, others: bool = False
) -> list[MatchedContact]:
    """Contacts who match a student's interests and have room left, best first; with `others` then everybody
    else who may be asked, by name. Whom the student has met or will meet is left out. Raises UnknownId.
    """
    who = reading.students(db, [student]).get(student)
    if who is None:
        raise UnknownId("student", student)
    who = who._replace(school=who.school or campaign.school)
    left, held = room_left(db, campaign.id, now), holders(db, campaign, now)
    for one in (claim for those in held.values() for claim in those if claim.student == student):
        left[one.contact] = _one_more(left.get(one.contact))
    known = _met_by(db, student)
    contacts = {ident: one for ident, one in _contacts(db).items() if ident not in known}
    found = [
        MatchedContact(contacts[match.id], left.get(match.id), match.reason, held.get(match.id, ()))
        for match in match_contacts(who, contacts.values(), left)
    ]
    if others:
        matched = {one.contact.id for one in found}
        rest = [
            MatchedContact(one, left.get(one.id), "", held.get(one.id, ()))
            for one in contacts.values()
            if one.id not in matched and not one.do_not_contact and _serves(one, who)
        ]
        found += sorted(rest, key=lambda one: (one.left == 0, fold(one.contact.name), one.contact.id))
    return found


def students_for(
    db: SqliteDatabase, campaign: Campaign, contact: str, *, others: bool = False
) -> list[MatchedStudent]:
    """Students who lack interviews and whose interests the contact meets, best first; with `others` then every
    other student by name. Whom the contact has met or will meet does not match. Raises UnknownId.
    """
    host = _contacts(db, [contact]).get(contact)
    if host is None:
        raise UnknownId("contact", contact)
    by_id = {row.id: row for row in roster(db, campaign)}
    met = _met_with(db, contact)
    fresh = [_student(row) for row in by_id.values() if row.id not in met]
    lacking = {row.id: row.lacking for row in by_id.values()}
    found = [MatchedStudent(by_id[one.id], one.reason) for one in match_students(host, fresh, lacking)]
    if others:
        matched = {one.row.id for one in found}
        found += [MatchedStudent(row, "") for row in by_id.values() if row.id not in matched]
    return found


def _one_more(left: int | None) -> int | None:
    return None if left is None else left + 1


def _employers(db: SqliteDatabase) -> dict[str, tuple[str, str]]:
    """Name and field of each employer by id."""
    e = rows.Employer
    return {ident: (name, field) for ident, name, field in fetch(db, e.select(e.id, e.name, e.field))}


def _rows(
    db: SqliteDatabase,
    campaign: Campaign,
    now: datetime,
    employers: dict[str, tuple[str, str]],
    only: str | None = None,
) -> list[PoolRow]:
    ids = None if only is None else [only]
    left = room_left(db, campaign.id, now)
    counted = _counted(db, campaign.id)
    last = _last_outreach(db, only)
    zone = ZoneInfo(campaign.zone)
    latest = {
        ident: Latest(local_day(one.at, zone), one.next_action, one.next_by) for ident, one in last.items()
    }
    care = care_of(db, latest, only)
    held = holders(db, campaign, now, only)
    return [
        PoolRow(
            one,
            employers[one.employer][1],
            left.get(one.id),
            *counted.get(one.id, (0, 0)),
            last.get(one.id),
            care.get(one.id, _NO_CARE),
            held.get(one.id, ()),
        )
        for one in _contacts(db, ids).values()
    ]


def _contacts(db: SqliteDatabase, ids: Any = None) -> dict[str, Contact]:
    """Contacts without the times they offered, which lists and matching do not need; one query."""
    c, e = rows.Contact, rows.Employer
    query: Any = c.select(
        c.id, c.name, c.employer, e.name, c.title, c.email, c.phone, c.zone, c.clusters, c.formats,
        c.minutes, c.gap_minutes, c.limit_, c.per_day, c.schools, c.travel_minutes, c.source,
        c.do_not_contact, c.notes,
    ).join(e, on=(e.id == c.employer))  # fmt: skip
    if ids is not None:
        query = query.where(c.id.in_(ids))
    return {row[0]: Contact._make((*row, ())) for row in fetch(db, query)}


def _counted(db: SqliteDatabase, campaign: str) -> dict[str, tuple[int, int]]:
    i = rows.Interview
    query = (
        i.select(
            i.contact,
            fn.SUM(Case(None, [(i.state.in_(sorted(AHEAD)), 1)], 0)),
            fn.SUM(Case(None, [(i.state == "completed", 1)], 0)),
        )
        .where((i.campaign == campaign) & i.state.in_(sorted(STANDING)) & i.contact.is_null(False))
        .group_by(i.contact)
    )
    return {contact: (booked, done) for contact, booked, done in fetch(db, query)}


def _last_outreach(db: SqliteDatabase, only: str | None) -> dict[str, LastOutreach]:
    o = rows.Outreach
    latest: Any = o.select(o.contact, fn.MAX(o.at).alias("latest")).group_by(o.contact)
    if only is not None:
        latest = latest.where(o.contact == only)
    newest = latest.alias("newest")
    query = (
        o.select(o.contact, o.at, o.how, o.outcome, o.next_action, o.next_by)
        .join(newest, on=((newest.c.contact == o.contact) & (newest.c.latest == o.at)))
        .order_by(o.id)
    )
    return {contact: LastOutreach(*rest) for contact, *rest in fetch(db, query)}


def _hosted(db: SqliteDatabase, contact: str) -> tuple[HostedInterview, ...]:
    i, m, s = rows.Interview, rows.InterviewStudent, rows.Student
    condition = i.contact == contact
    query = (
        m.select(m.interview, s.given, s.preferred, s.family)
        .join(i, on=(i.id == m.interview))
        .switch(m)
        .join(s, on=(s.id == m.student))
        .where(condition)
        .order_by(m.interview, m.position)
    )
    names: dict[str, list[str]] = {}
    for interview, given, preferred, family in fetch(db, query):
        names.setdefault(interview, []).append(f"{preferred or given} {family}".strip())
    return tuple(
        HostedInterview(one, tuple(names.get(one.id, ())), room)
        for one, _name, _employer, room in own_interviews(db, condition)
    )


def _met_by(db: SqliteDatabase, student: str) -> set[str]:
    i, m = rows.Interview, rows.InterviewStudent
    query = (
        m.select(i.contact)
        .join(i, on=(i.id == m.interview))
        .where((m.student == student) & i.state.in_(sorted(STANDING)))
    )
    return {contact for (contact,) in fetch(db, query) if contact}


def _met_with(db: SqliteDatabase, contact: str) -> set[str]:
    i, m = rows.Interview, rows.InterviewStudent
    query = (
        m.select(m.student)
        .join(i, on=(i.id == m.interview))
        .where((i.contact == contact) & i.state.in_(sorted(STANDING)))
    )
    return {student for (student,) in fetch(db, query)}


def _student(row: RosterRow) -> Student:
    """As much of the student as matching asks for."""
    return Student(
        row.id, row.given, row.family, row.preferred, row.grade, row.email, row.school, "", "", None, row.owed,
        row.questions_ready, row.practice_done, (), row.interests,
    )  # fmt: skip


def _serves(contact: Contact, student: Student) -> bool:
    return not contact.schools or student.school in contact.schools


__all__ = [
    "ContactStory", "HostedInterview", "LastOutreach", "MatchedContact", "MatchedStudent", "PoolRow",
    "contact_story", "contacts_for", "pool", "students_for",
]  # fmt: skip
