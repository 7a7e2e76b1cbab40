"""The employer pool at work: attempts to reach contacts, and who pursues whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, UnknownId
from models.exchange.wall import WallTime
from models.operations.stored import wall_instant
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.counts import room_left
from models.queries.situation import campaign_at
from models.rules.facts import Claim, Contact
from models.rules.naming import day_text, outreach_text
from models.rules.span import local_day
from models.rules.text import clean, clean_lines
from models.tables import rows

CLAIM_DAYS = 7
"""How long a claim holds unless somebody says otherwise."""


def moment(wall: WallTime | None, zone: ZoneInfo) -> datetime | None:
    """The instant of a wall time. Raises BadInput for one that does not exist."""
    return None if wall is None else wall_instant(wall, zone)[0]


def log_outreach(
    unit: Unit,
    contact: str,
    *,
    how: str = "",
    outcome: str = "",
    student: str | None = None,
    said: str = "",
    next_action: str = "",
    next_by: date | None = None,
    at: datetime | None = None,
) -> Done:
    """Note one attempt to reach a contact, now unless `at` says when. Raises UnknownId, and BadInput for what is yet to come."""
    name = _contact(unit, contact).name
    if at is not None and at > unit.now:
        raise BadInput("Outreach cannot be noted before it was made.", "Give a time that has passed.")
    if student:
        _student_name(unit, student)
    unit.insert(
        rows.Outreach,
        unit.fresh_id("o", rows.Outreach),
        contact=contact,
        student=student or None,
        actor=unit.actor,
        at=at or unit.now,
        how=clean(how),
        outcome=clean(outcome),
        said=clean_lines(said),
        next_action=clean(next_action),
        next_by=next_by,
    )
    told = outreach_text(clean(how), clean(outcome))
    next_ = (
        f" Next: {clean(next_action)}{f' by {day_text(next_by)}' if next_by else ''}." if next_action else ""
    )
    sentence = f"Noted outreach to {name}{_on_day(unit, at)}{f': {told}' if told else ''}.{next_}"
    return Done(unit.say("outreach", sentence), sentence)


def claim_contact(unit: Unit, contact: str, student: str, *, until: datetime | None = None) -> Done:
    """A student pursues a contact until a moment, `CLAIM_DAYS` from now unless said; renews a claim there is.

    Raises UnknownId, and Refused when the contact has no room left or does not want to be asked.
    """
    found, who = _contact(unit, contact), _student_name(unit, student)
    until = until or unit.now + timedelta(days=CLAIM_DAYS)
    if until <= unit.now:
        raise BadInput("A claim has to run out later than now.")
    if found.do_not_contact:
        raise Refused(f"{found.name} asked not to be contacted.", "Choose another contact.")
    own = _live_claim(unit, contact, student)
    if own is None:
        _require_room_left(unit, found)
        unit.insert(
            rows.Claim,
            unit.fresh_id("p", rows.Claim),
            contact=contact,
            student=student,
            made_at=unit.now,
            until_at=until,
        )
    else:
        unit.update(rows.Claim, own.id, until_at=until)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    last = day_text(local_day(until - timedelta(microseconds=1), zone))
    sentence = f"{who} pursues {found.name} until {last}."
    return Done(unit.say("claim", sentence), sentence)


def _on_day(unit: Unit, at: datetime | None) -> str:
    """On which day it was, where that was not today."""
    if at is None:
        return ""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    day = local_day(at, zone)
    return "" if day == local_day(unit.now, zone) else f" on {day_text(day)}"


def _contact(unit: Unit, ident: str) -> Contact:
    found = reading.contacts(unit.db, [ident])
    if ident not in found:
        raise UnknownId("contact", ident)
    return found[ident]


def _student_name(unit: Unit, ident: str) -> str:
    found = reading.students(unit.db, [ident])
    if ident not in found:
        raise UnknownId("student", ident)
    return found[ident].label


def _live_claim(unit: Unit, contact: str, student: str) -> Claim | None:
    those = (one for one in reading.claims(unit.db) if (one.contact, one.student) == (contact, student))
    return next((one for one in those if one.until > unit.now), None)


def _require_room_left(unit: Unit, contact: Contact) -> None:
    left = room_left(unit.db, campaign_at(unit.db, unit.now).id, unit.now).get(contact.id)
    if left is not None and left <= 0:
        offered = f"offered {contact.limit} interview{'' if contact.limit == 1 else 's'}"
        raise Refused(
            f"{contact.name} has no room left: {offered}, and all of it is booked or claimed.",
            "Choose another contact, or ask whether more is possible.",
        )
