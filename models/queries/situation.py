"""What the rules need to see, fetched for some days: the fixed number of queries behind every judgement."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase, fn

from models.errors import StoreError
from models.queries import reading
from models.queries.fetching import Prepared
from models.queries.lean import lean_interviews
from models.rules.facts import Campaign, Claim, Interview
from models.rules.interview import STANDING
from models.rules.situation import Situation
from models.rules.span import local_day, local_span
from models.tables import rows


def campaign_at(db: SqliteDatabase, now: datetime) -> Campaign:
    """The current campaign by each campaign's own calendar. Raises StoreError when the store has none."""
    found = reading.current_campaign(db, now)
    if found is None:
        raise StoreError("The store has no campaign yet.", "Make one with `wbl-tui init`.")
    return found


def situation_for(
    db: SqliteDatabase,
    campaign: Campaign,
    first: date,
    last: date,
    *,
    students: Iterable[str] = (),
    contacts: Iterable[str] = (),
    apart_from: str = "",
    lean: bool = False,
) -> Situation:
    """The world from `first` to `last` (local days, both in), with these students and contacts besides all who
    have an interview then, and those with a claim. Interviews of other campaigns on these days count too: people are busy all the same.
    The interview `apart_from`, which is being moved here from another day, does not use its contact's room up.
    A `lean` world knows of all interviews when and where they are, but only those people who meet the ones named, and
    no absences: enough to look for free times.
    """
    zone = ZoneInfo(campaign.zone)
    start, end = local_span(first, 0, 1440, zone).start, local_span(last, 0, 1440, zone).end
    claims, people, asked = _open_claims(db, campaign, start, end), set(students), set(contacts)
    found = (
        lean_interviews(db, start, end, people, asked) if lean else reading.interviews_between(db, start, end)
    )
    near = found.values() if not lean else _meeting(found.values(), people, asked)
    taking_part = {student for one in near for student in one.students}
    hosts = {one.contact for one in near if one.contact}
    claimants = {claim.student for claim in claims if not lean or claim.contact in asked}
    return Situation(
        campaign=campaign,
        bells=reading.bells(db),
        students=reading.students(db, taking_part | people | claimants),
        contacts=reading.contacts(db, hosts | asked),
        rooms=reading.rooms(db),
        classes=reading.classes(db),
        staff=reading.staff(db),
        interviews=found,
        absences={} if lean else reading.absences(db, found),
        elsewhere={
            contact: count
            for contact, count in _elsewhere.ask(db, campaign.id, start, end, apart_from)
            if contact
        },
        claims=claims,
    )


def _meeting(
    interviews: Iterable[Interview], students: set[str], contacts: set[str]
) -> Collection[Interview]:
    """Those in which one of these people takes part."""
    return [one for one in interviews if one.contact in contacts or not students.isdisjoint(one.students)]


def whole_situation(db: SqliteDatabase, campaign: Campaign) -> Situation:
    """The campaign's whole window, with every student and contact."""
    situation = situation_for(db, campaign, *_reach(db, campaign))
    return situation._replace(students=reading.students(db), contacts=reading.contacts(db))


def _reach(db: SqliteDatabase, campaign: Campaign) -> tuple[date, date]:
    """The window, widened to any interview of the campaign that lies outside it."""
    i, zone = rows.Interview, ZoneInfo(campaign.zone)
    [(first, last)] = reading.fetch(
        db,
        i.select(fn.MIN(i.start_at).converter(_instant), fn.MAX(i.start_at).converter(_instant)).where(
            i.campaign == campaign.id
        ),
    )
    days = [campaign.first_day, campaign.last_day]
    days += [local_day(moment, zone) for moment in (first, last) if moment is not None]
    return min(days), max(days)


def _instant(value: Any) -> datetime | None:
    return rows.Interview.start_at.python_value(value)


def situation_around(db: SqliteDatabase, interviews: Iterable[str], now: datetime) -> Situation:
    """The world on every day from the first to the last of these interviews, as the first one's campaign has it."""
    i = rows.Interview
    found = reading.interviews(db, i.id.in_(list(interviews)))
    campaign = campaign_of_first(db, found.values(), now)
    zone = ZoneInfo(campaign.zone)
    days = [local_day(one.start, zone) for one in found.values() if one.start is not None]
    first, last = (min(days), max(days)) if days else (campaign.first_day, campaign.first_day)
    return situation_for(
        db,
        campaign,
        first,
        last,
        students=[student for one in found.values() for student in one.students],
        contacts=[one.contact for one in found.values() if one.contact],
    )


def campaign_of_first(db: SqliteDatabase, interviews: Iterable[Interview], now: datetime) -> Campaign:
    """The campaign of the first of these interviews; the current one where there is none."""
    named = next((one.campaign for one in interviews), None)
    return next((one for one in reading.campaigns(db) if one.id == named), None) or campaign_at(db, now)


@Prepared
def _elsewhere(campaign: Any, start: Any, end: Any, apart_from: Any) -> Any:
    i = rows.Interview
    on_these_days = (i.start_at < end) & (i.end_at > start)
    standing = (i.campaign == campaign) & i.state.in_(sorted(STANDING))
    counted = i.select(i.contact, fn.COUNT(i.id)).where(standing & ~on_these_days & (i.id != apart_from))
    return counted.group_by(i.contact)


def _open_claims(db: SqliteDatabase, campaign: Campaign, start: datetime, end: datetime) -> tuple[Claim, ...]:
    """The claims, without those that have become a booking on another day: `elsewhere` counts that already."""
    claims = reading.claims(db)
    if not claims:
        return ()
    i, m, k = rows.Interview, rows.InterviewStudent, rows.Claim
    booked = (
        k.select(k.contact, k.student)
        .join(m, on=(m.student == k.student))
        .join(i, on=((i.id == m.interview) & (i.contact == k.contact)))
        .where(
            (i.campaign == campaign.id)
            & i.state.in_(sorted(STANDING))
            & ((i.start_at >= end) | (i.end_at <= start))
        )
    )
    counted = set(reading.fetch(db, booked))
    return tuple(claim for claim in claims if (claim.contact, claim.student) not in counted)
