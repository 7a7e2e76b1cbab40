"""Claims in the store: which hold now, and those of a student's or a contact's story."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.queries.fetching import Prepared, fetch
from models.rules.claims import Holder
from models.rules.facts import Campaign
from models.rules.interview import STANDING
from models.rules.naming import short_name
from models.tables import rows


class ClaimTold(NamedTuple):
    """One claim as a story tells it. `over` once it has run out, was given up or taken over; `taken_by` and
    `why` say by whom and for what reason somebody else took it over.
    """

    id: str
    student: str
    student_name: str
    contact: str
    contact_name: str
    made: datetime
    until: datetime
    because: str
    over: bool
    taken_by: str = ""
    why: str = ""


def holders(
    db: SqliteDatabase, campaign: Campaign, now: datetime, contact: str | None = None
) -> dict[str, tuple[Holder, ...]]:
    """Claims that hold by contact, the first to run out first; of all contacts or of one. Two queries.

    A claim that has become a booking in this campaign holds no longer: it is used up.
    """
    used = set(_used_up.ask(db, campaign.id, now))
    found: dict[str, list[Holder]] = defaultdict(list)
    for claim, host, student, given, preferred, family, until, because in _live.ask(db, now):
        if (host, student) not in used and contact in (None, host):
            found[host].append(
                Holder(claim, host, student, short_name(preferred or given, family), until, because)
            )
    return {host: tuple(those) for host, those in found.items()}


@Prepared
def _live(now: Any) -> Any:
    k, s = rows.Claim, rows.Student
    chosen = k.select(k.id, k.contact, k.student, s.given, s.preferred, s.family, k.until_at, k.because)
    return chosen.join(s, on=(s.id == k.student)).where(k.until_at > now).order_by(k.until_at, k.id)


@Prepared
def _used_up(campaign: Any, now: Any) -> Any:
    i, m, k = rows.Interview, rows.InterviewStudent, rows.Claim
    booked = k.select(k.contact, k.student).join(m, on=(m.student == k.student))
    booked = booked.join(i, on=((i.id == m.interview) & (i.contact == k.contact)))
    return booked.where((k.until_at > now) & (i.campaign == campaign) & i.state.in_(sorted(STANDING)))


def held_contacts(db: SqliteDatabase, campaign: Campaign, student: str, now: datetime) -> tuple[Holder, ...]:
    """The claims of a student that hold, the first to run out first; two queries."""
    every = (one for those in holders(db, campaign, now).values() for one in those)
    return tuple(sorted((one for one in every if one.student == student), key=lambda one: one.until))


def claims_told(
    db: SqliteDatabase, now: datetime, *, student: str | None = None, contact: str | None = None
) -> tuple[ClaimTold, ...]:
    """Every claim of a student or on a contact, the latest first; two queries.

    A claim was taken over when another student's, made with a reason, begins where it ended.
    """
    k, s, c = rows.Claim, rows.Student, rows.Contact
    mine = k.student == student if student is not None else k.contact == contact
    query = k.select(
        k.id, k.student, s.given, s.preferred, s.family, k.contact, c.name, k.made_at, k.until_at, k.because
    )
    query = query.join(s, on=(s.id == k.student)).switch(k).join(c, on=(c.id == k.contact))
    takers = _takers(db, mine)
    told = []
    for ident, who, given, preferred, family, host, name, made, until, because in fetch(
        db, query.where(mine).order_by(k.made_at.desc(), k.id)
    ):
        label = f"{preferred or given} {family}".strip()
        taken_by, why = next(
            ((taker, reason) for at, by, taker, reason in takers.get(host, ()) if at == until and by != who),
            ("", ""),
        )
        told.append(
            ClaimTold(ident, who, label, host, name, made, until, because, until <= now, taken_by, why)
        )
    return tuple(told)


def _takers(db: SqliteDatabase, mine: Any) -> dict[str, list[tuple[datetime, str, str, str]]]:
    """By contact, who took a claim over: when, who, their name, why."""
    k, s = rows.Claim, rows.Student
    query = k.select(k.contact, k.made_at, k.student, s.given, s.preferred, s.family, k.because)
    query = query.join(s, on=(s.id == k.student)).where(
        (k.because != "") & k.contact.in_(k.select(k.contact).where(mine))
    )
    found: dict[str, list[tuple[datetime, str, str, str]]] = defaultdict(list)
    for host, made, who, given, preferred, family, because in fetch(db, query):
        found[host].append((made, who, f"{preferred or given} {family}".strip(), because))
    return found
