"""What a person needs to see while booking: who takes part, the days ahead, and the best free times."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import UnknownId
from models.queries import reading
from models.queries.claims import holders
from models.queries.counts import room_left
from models.queries.situation import situation_for
from models.rules.claims import Holder
from models.rules.facts import Campaign, Contact, Interview, Student
from models.rules.matching import best_fit
from models.rules.offers import Offer, best_offers, offers_for_form
from models.rules.situation import Situation
from models.rules.span import local_day
from models.rules.trial import Trial, trial_of

BEST = 10
"""How many times are offered to choose from."""


class Party(NamedTuple):
    """Who would talk: the students, the contact, why they match ("" where they do not), the room left, and the
    claims of others that hold.
    """

    students: tuple[Student, ...]
    contact: Contact
    reason: str
    left: int | None
    held: tuple[Holder, ...] = ()


class Outlook(NamedTuple):
    """The days from today to the end of the window, and the best free times in them.

    The world of its trial knows only people whom the wish's own meet: look for times in it, but judge a booking in
    that of its day (`trial_for`).
    """

    trial: Trial
    offers: tuple[Offer, ...]


def party_of(
    db: SqliteDatabase, campaign: Campaign, students: tuple[str, ...], contact: str, now: datetime
) -> Party:
    """The people of a booking; a fixed number of queries. Raises UnknownId."""
    known = reading.students(db, students)
    for ident in students:
        if ident not in known:
            raise UnknownId("student", ident)
    host = reading.contacts(db, [contact]).get(contact)
    if host is None:
        raise UnknownId("contact", contact)
    chosen = tuple(known[ident] for ident in students)
    fit = best_fit(chosen[0], host) if len(chosen) == 1 else None
    held = holders(db, campaign, now, contact).get(contact, ())
    others = tuple(one for one in held if one.student not in students)
    left = room_left(db, campaign.id, now).get(contact)
    return Party(chosen, host, fit[1] if fit else "", left, others)


def best_times(db: SqliteDatabase, campaign: Campaign, wish: Interview, now: datetime) -> Outlook:
    """The ten best times for a wish, those outside of the contact's hours last; a fixed number of queries."""
    trial = times_world(db, campaign, wish, now)
    found = best_offers(wish, trial.situation, now=now, bookings=trial.bookings, wanted=BEST, beyond=True)
    return Outlook(trial, found)


def times_world(db: SqliteDatabase, campaign: Campaign, wish: Interview, now: datetime) -> Trial:
    """The days that are left of the window, as far as looking for a time wants them; a fixed number of queries."""
    return trial_of(_world(db, campaign, wish, now))


def outlook(db: SqliteDatabase, campaign: Campaign, wish: Interview, now: datetime) -> Outlook:
    """The free times that a booking is offered first; a fixed number of queries."""
    trial = times_world(db, campaign, wish, now)
    return Outlook(trial, offers_for_form(wish, trial.situation, now=now, bookings=trial.bookings))


def _world(db: SqliteDatabase, campaign: Campaign, wish: Interview, now: datetime) -> Situation:
    today = local_day(now, ZoneInfo(campaign.zone))
    first = min(max(today, campaign.first_day), campaign.last_day)
    hosts = [wish.contact] if wish.contact else []
    return situation_for(
        db,
        campaign,
        first,
        campaign.last_day,
        students=wish.students,
        contacts=hosts,
        apart_from=wish.id,
        lean=True,
    )
