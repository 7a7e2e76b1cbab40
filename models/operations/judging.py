"""Judging a booking inside the transaction that would save it: refuse with alternatives, or give the warnings."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import Alternative, BadInput, Finding, Refused, UnknownId
from models.operations.unit import Unit
from models.queries import reading
from models.queries.situation import situation_for
from models.rules.alternatives import free_alternatives
from models.rules.conflicts import clashes, find_conflicts, warnings
from models.rules.facts import Campaign, Interview
from models.rules.situation import Situation
from models.rules.span import local_day
from models.tables import rows

_FEWEST = 3
"""How many free times are offered in place of one that is taken."""


def interview_of(db: SqliteDatabase, ident: str) -> Interview:
    """The interview with this id. Raises UnknownId."""
    found = reading.interviews(db, rows.Interview.id == ident)
    if ident not in found:
        raise UnknownId("interview", ident)
    return found[ident]


def campaign_of(db: SqliteDatabase, ident: str) -> Campaign:
    """The campaign with this id."""
    return next(campaign for campaign in reading.campaigns(db) if campaign.id == ident)


def situation_of(db: SqliteDatabase, interview: Interview, *, whole_window: bool = False) -> Situation:
    """The world on the interview's day, or on the campaign's whole window."""
    campaign = campaign_of(db, interview.campaign)
    first, last = campaign.first_day, campaign.last_day
    if interview.start is not None:
        day = local_day(interview.start, ZoneInfo(campaign.zone))
        first, last = (min(first, day), max(last, day)) if whole_window else (day, day)
    elif not whole_window:
        last = first
    return situation_for(
        db,
        campaign,
        first,
        last,
        students=interview.students,
        contacts=[interview.contact] if interview.contact else [],
        apart_from=interview.id,
    )


def judge(unit: Unit, interview: Interview) -> tuple[Situation, tuple[Finding, ...]]:
    """The day's situation and the warnings. Raises Refused, with free alternatives, where it would clash."""
    situation = situation_of(unit.db, interview)
    _require_known(interview, situation)
    _require_offered(interview, situation)
    found = find_conflicts(interview, situation, now=unit.now)
    if unit.fetch(rows.Interview, interview.id) is None:
        # What is not saved has no id that anybody could look up.
        found = tuple(one._replace(interviews=_others(one, interview.id)) for one in found)
    wrong = clashes(found)
    if wrong:
        raise Refused(
            wrong[0].text,
            "Choose another time or room.",
            clashes=wrong,
            alternatives=alternatives_to(unit.db, interview, situation, unit.now),
        )
    return situation, warnings(found)


def _others(finding: Finding, ident: str) -> tuple[str, ...]:
    return tuple(one for one in finding.interviews if one != ident)


def alternatives_to(
    db: SqliteDatabase, interview: Interview, situation: Situation, now: datetime
) -> tuple[Alternative, ...]:
    """At least three free times where there are any: on the same day if possible, else in the whole window. The time
    from which it was to be moved away is none of them.
    """
    same_day = _elsewhere(interview, situation, now)
    if len(same_day) >= _FEWEST:
        return same_day
    return _elsewhere(interview, situation_of(db, interview, whole_window=True), now)


def _elsewhere(interview: Interview, situation: Situation, now: datetime) -> tuple[Alternative, ...]:
    stands = situation.interviews.get(interview.id)
    found = free_alternatives(interview, situation, now=now, wanted=_FEWEST + 1)
    own = stands.start if stands is not None and stands.start != interview.start else None
    return tuple(one for one in found if one.start != own)[:_FEWEST]


def _require_known(interview: Interview, situation: Situation) -> None:
    if interview.contact is None and interview.format != "recorded" and interview.start is not None:
        raise BadInput("An interview needs a contact before it has a time.", "Give one.")
    for student in interview.students:
        if student not in situation.students:
            raise UnknownId("student", student)
    if interview.contact is not None and interview.contact not in situation.contacts:
        raise UnknownId("contact", interview.contact)
    if interview.room is not None and interview.room not in situation.rooms:
        raise UnknownId("room", interview.room)
    if interview.room is not None and interview.place != "room":
        raise BadInput("Only a call at school takes a quiet room.", "Leave the room out, or the place.")


def _require_offered(interview: Interview, situation: Situation) -> None:
    contact = situation.contacts.get(interview.contact or "")
    if contact is not None and contact.do_not_contact:
        raise Refused(
            f"{contact.name} asked not to be contacted.", "Choose another contact, or change that first."
        )
