"""Students without an interview for too long, the longest first, and the contacts that each could still ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase, fn

from models.errors import UnknownId
from models.queries import reading
from models.queries.claims import holders
from models.queries.counts import StudentCounts, room_left, student_counts
from models.queries.fetching import Prepared
from models.queries.situation import campaign_at
from models.rules.facts import Campaign, Contact, Student
from models.rules.interview import STANDING
from models.rules.matching import fit_of
from models.rules.span import Span, local_day, local_span
from models.rules.stuck import (
    STUCK_DAYS,
    STUCK_TRIES,
    Finder,
    FreeContact,
    Pool,
    Try,
    is_stuck,
    tried_out,
)
from models.rules.text import fold
from models.tables import rows
from models.tables.journal_rows import Journal, JournalChange

_NOTHING = StudentCounts()


class StuckStudent(NamedTuple):
    """A student with nothing standing and nothing completed. `since` is the first attempt or claim in this
    campaign, else when the student came into it; `days` are whole local days since then. `last` is the latest
    attempt and `contact` with whom that was; `holds` names the contacts whom the student holds now.
    """

    id: str
    given: str
    family: str
    preferred: str
    grade: str
    since: datetime
    days: int
    tries: int
    lacking: int
    requested: int
    last: Try | None
    contact: str
    holds: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The whole name as staff read it."""
        return f"{self.preferred or self.given} {self.family}".strip()


class _Effort(NamedTuple):
    """What students did in this campaign, by student."""

    tries: dict[str, list[Try]]
    claimed: dict[str, datetime]


def stuck_students(
    db: SqliteDatabase,
    campaign: Campaign,
    now: datetime,
    after_days: int = STUCK_DAYS,
    after_tries: int = STUCK_TRIES,
) -> list[StuckStudent]:
    """Students who owe interviews, have none, and have been without for `after_days` or `after_tries`; those who
    have been longest come first, then those who tried most. Ten queries. A request without a time is none.
    """
    counts = student_counts(db, campaign.id)
    begun, made = _beginning(db, campaign)
    effort = _effort(db, begun)
    came: dict[str, datetime] = dict(_came.ask(db))
    names: dict[str, str] = dict(_contact_names.ask(db))
    holds: dict[str, list[str]] = defaultdict(list)
    for one in (claim for those in holders(db, campaign, now).values() for claim in those):
        holds[one.student].append(names.get(one.contact, ""))
    zone = ZoneInfo(campaign.zone)
    found = []
    for ident, given, family, preferred, grade, owed in _students.ask(db):
        count = counts.get(ident, _NOTHING)
        lacking = campaign.per_student if owed is None else owed
        if count.booked or count.done or not lacking:
            continue
        tries = effort.tries.get(ident, [])
        since = _since(tries, effort.claimed.get(ident)) or max(made, came.get(ident, made))
        days = max(0, (local_day(now, zone) - local_day(since, zone)).days)
        if is_stuck(days, len(tries), after_days=after_days, after_tries=after_tries):
            last = tries[-1] if tries else None
            found.append(
                StuckStudent(
                    ident, given, family, preferred, grade, since, days, len(tries), lacking,
                    count.requested, last, names.get(last.contact, "") if last else "", tuple(holds.get(ident, ())),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (-one.days, -one.tries, fold(one.family), fold(one.given), one.id))


def contacts_for_stuck(
    db: SqliteDatabase, campaign: Campaign, student: str, now: datetime, wanted: int = 10
) -> tuple[FreeContact, ...]:
    """The best contacts still free for one student; a fixed number of queries. Raises UnknownId."""
    who = reading.students(db, [student]).get(student)
    if who is None:
        raise UnknownId("student", student)
    begun, _made = _beginning(db, campaign)
    tries = [Try(*one) for one in _tries_of.ask(db, student) if begun is None or one[1] >= begun]
    without = tried_out(tries) | {contact for (contact,) in _met_by.ask(db, campaign.id, student)}
    pool = stuck_pool(db, campaign, now, _suiting(db, who) if who.interests else None)
    return Finder(pool).best(who, without=without, wanted=wanted)


def _suiting(db: SqliteDatabase, student: Student) -> list[str]:
    """Contacts who meet the student's interests: only of those are hours and calls worth reading."""
    return [
        ident
        for ident, name, employer, title, clusters in _fields.ask(db)
        if fit_of(student, _bare(ident, name, employer, title, clusters))
    ]


def _bare(ident: str, name: str, employer: str, title: str, clusters: tuple[str, ...]) -> Contact:
    """As much of a contact as interests are compared with."""
    return Contact(
        ident, name, "", employer, title, "", "", "", clusters, (), None, 0, None, None, (), 0, "", False, "", (),
    )  # fmt: skip


def stuck_with_contacts(
    db: SqliteDatabase,
    now: datetime,
    after_days: int = STUCK_DAYS,
    after_tries: int = STUCK_TRIES,
    wanted: int = 5,
) -> list[tuple[StuckStudent, tuple[FreeContact, ...]]]:
    """Every stuck student with the best contacts still free; as many queries for all as for one."""
    campaign = campaign_at(db, now)
    stuck = stuck_students(db, campaign, now, after_days, after_tries)
    students = reading.students(db, [one.id for one in stuck])
    begun, _made = _beginning(db, campaign)
    without = _without(db, campaign, _effort(db, begun))
    finder = Finder(stuck_pool(db, campaign, now))
    return [
        (one, finder.best(students[one.id], without=without.get(one.id, frozenset()), wanted=wanted))
        for one in stuck
    ]


def stuck_pool(
    db: SqliteDatabase, campaign: Campaign, now: datetime, among: Sequence[str] | None = None
) -> Pool:
    """What the search for contacts, or of those `among` them, looks at; a fixed number of queries."""
    contacts = reading.contacts(db, among)
    return Pool(
        campaign,
        reading.bells(db),
        reading.classes(db),
        contacts,
        room_left(db, campaign.id, now),
        holders(db, campaign, now),
        _taken(db, campaign, contacts, now),
        now,
    )


def _since(tries: list[Try], claimed: datetime | None) -> datetime | None:
    return min([*(one.at for one in tries[:1]), *([claimed] if claimed else [])], default=None)


def _beginning(db: SqliteDatabase, campaign: Campaign) -> tuple[datetime | None, datetime]:
    """Since when efforts count for this campaign (the end of the window before it, None without one), and when the
    campaign was made.
    """
    c = rows.Campaign
    made, before = None, None
    for ident, last_day, at in reading.fetch(db, c.select(c.id, c.last_day, c.created_at)):
        if ident == campaign.id:
            made = at
        elif last_day < campaign.first_day:
            before = max(before or last_day, last_day)
    zone = ZoneInfo(campaign.zone)
    begun = None if before is None else local_span(before, 0, 24 * 60, zone).end
    assert made is not None
    return begun, made


def _effort(db: SqliteDatabase, begun: datetime | None) -> _Effort:
    tries: dict[str, list[Try]] = defaultdict(list)
    for student, contact, at, outcome in _tries.ask(db):
        if begun is None or at >= begun:
            tries[student].append(Try(contact, at, outcome))
    claimed: dict[str, datetime] = {}
    for student, at in _claimed.ask(db):
        if begun is None or at >= begun:
            claimed[student] = min(claimed.get(student, at), at)
    return _Effort(tries, claimed)


def _without(db: SqliteDatabase, campaign: Campaign, effort: _Effort) -> dict[str, frozenset[str]]:
    """By student, contacts not to be offered: tried in vain, met, or who declined an interview."""
    met: dict[str, set[str]] = defaultdict(set)
    for student, contact in _met.ask(db, campaign.id):
        met[student].add(contact)
    return {
        student: tried_out(effort.tries.get(student, ())) | met.get(student, set())
        for student in {*effort.tries, *met}
    }


def _taken(
    db: SqliteDatabase, campaign: Campaign, contacts: dict[str, Contact], now: datetime
) -> dict[str, list[Span]]:
    """When contacts are not to be called: in and right around their other calls, and on days that are full."""
    zone = ZoneInfo(campaign.zone)
    booked: dict[str, list[Span]] = defaultdict(list)
    for contact, start, end in _ahead.ask(db, now):
        if contact in contacts:
            booked[contact].append(Span(start, end))
    return {ident: _busy(contacts[ident], spans, zone) for ident, spans in booked.items()}


def _busy(contact: Contact, spans: list[Span], zone: ZoneInfo) -> list[Span]:
    gap = timedelta(minutes=max(0, contact.gap_minutes))
    busy = [Span(span.start - gap, span.end + gap) for span in spans]
    if contact.per_day is not None:
        days = [local_day(span.start, zone) for span in spans]
        full = {day for day in days if days.count(day) >= contact.per_day}
        busy += [local_span(day, 0, 24 * 60, zone) for day in full]
    return busy


@Prepared
def _students() -> Any:
    s = rows.Student
    return s.select(s.id, s.given, s.family, s.preferred, s.grade, s.owed)


@Prepared
def _tries() -> Any:
    o = rows.Outreach
    return (
        o.select(o.student, o.contact, o.at, o.outcome).where(o.student.is_null(False)).order_by(o.at, o.id)
    )


@Prepared
def _tries_of(student: Any) -> Any:
    o = rows.Outreach
    return o.select(o.contact, o.at, o.outcome).where(o.student == student).order_by(o.at, o.id)


@Prepared
def _fields() -> Any:
    c, e = rows.Contact, rows.Employer
    return c.select(c.id, c.name, e.name, c.title, c.clusters).join(e, on=(e.id == c.employer))


@Prepared
def _met_by(campaign: Any, student: Any) -> Any:
    i, m = rows.Interview, rows.InterviewStudent
    found = m.select(i.contact).join(i, on=(i.id == m.interview)).where(m.student == student)
    # Not by the campaign's index: SQLite takes all of a campaign for fewer than a student's few.
    mine = (fn.COALESCE(i.campaign, "") == campaign) & i.contact.is_null(False)
    return found.where(mine & i.state.in_([*sorted(STANDING), "declined"]))


@Prepared
def _claimed() -> Any:
    k = rows.Claim
    return k.select(k.student, k.made_at)


@Prepared
def _contact_names() -> Any:
    return rows.Contact.select(rows.Contact.id, rows.Contact.name)


@Prepared
def _came() -> Any:
    """When each student was first written down, as the journal tells."""
    c, j = JournalChange, Journal
    first = c.select(c.row_id, fn.MIN(j.at).converter(j.at.python_value)).join(j, on=(j.id == c.entry))
    return first.where((c.entity == "student") & c.before.is_null()).group_by(c.row_id)


@Prepared
def _met(campaign: Any) -> Any:
    i, m = rows.Interview, rows.InterviewStudent
    those = [*sorted(STANDING), "declined"]
    found = m.select(m.student, i.contact).join(i, on=(i.id == m.interview))
    return found.where((i.campaign == campaign) & i.state.in_(those) & i.contact.is_null(False))


@Prepared
def _ahead(now: Any) -> Any:
    i = rows.Interview
    ahead = (i.end_at > now) & i.state.in_(sorted(STANDING)) & i.contact.is_null(False)
    return i.select(i.contact, i.start_at, i.end_at).where(ahead & (i.format != "recorded"))


__all__ = ["StuckStudent", "contacts_for_stuck", "stuck_pool", "stuck_students", "stuck_with_contacts"]
