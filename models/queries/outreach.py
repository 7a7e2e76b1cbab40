"""Before somebody is asked: what a claim would meet, and what a call will say."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.phone_script import ScriptFacts
from models.queries.booking import outlook, party_of
from models.queries.claims import holders
from models.queries.fetching import Prepared
from models.rules.claims import Holder
from models.rules.facts import Campaign
from models.rules.interview import usual_place
from models.rules.offers import wish_of
from models.rules.span import Span, local_day
from models.tables import rows


class ClaimOutlook(NamedTuple):
    """What a claim would meet: names, the student's own claim, those of others, the room left (None: no limit)."""

    student: str
    contact: str
    own: Holder | None
    others: tuple[Holder, ...]
    left: int | None


class LastTry(NamedTuple):
    """An attempt to reach a contact: when, how, what came of it."""

    at: datetime
    how: str
    outcome: str


def claim_outlook(
    db: SqliteDatabase, campaign: Campaign, student: str, contact: str, now: datetime
) -> ClaimOutlook:
    """Who holds the contact already; a fixed number of queries. Raises UnknownId."""
    party = party_of(db, campaign, (student,), contact, now)
    held = holders(db, campaign, now, contact).get(contact, ())
    own = next((one for one in held if one.student == student), None)
    others = tuple(one for one in held if one.student != student)
    return ClaimOutlook(party.students[0].label, party.contact.name, own, others, party.left)


def last_tries(db: SqliteDatabase, student: str) -> dict[str, LastTry]:
    """The student's latest attempt with each contact, by contact; one query."""
    return {contact: LastTry(*rest) for contact, *rest in _tries.ask(db, student)}


@Prepared
def _tries(student: Any) -> Any:
    o = rows.Outreach
    return o.select(o.contact, o.at, o.how, o.outcome).where(o.student == student).order_by(o.at, o.id)


def script_facts(
    db: SqliteDatabase, campaign: Campaign, student: str, contact: str, now: datetime
) -> ScriptFacts:
    """What the phone script of these two says, with two times that suit both, on two days where that can be.

    A fixed number of queries. Raises UnknownId.
    """
    party = party_of(db, campaign, (student,), contact, now)
    host = party.contact
    format_ = "phone" if not host.formats or "phone" in host.formats else host.formats[0]
    wish = wish_of(
        campaign.id,
        (student,),
        contact,
        format_=format_,
        place=usual_place(format_),
        minutes=host.minutes or campaign.minutes,
    )
    offers = outlook(db, campaign, wish, now).offers
    zone = ZoneInfo(campaign.zone)
    first = offers[:1]
    days = {local_day(one.start, zone) for one in first}
    others = [one for one in offers[1:] if local_day(one.start, zone) not in days]
    times = tuple(Span(one.start, one.end) for one in (*first, *(others or offers[1:])[:1]))
    return ScriptFacts(campaign, party.students[0], host, times)
