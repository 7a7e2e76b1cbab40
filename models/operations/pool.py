"""The employer pool at work: attempts to reach contacts, noted with what comes next."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.exchange.wall import WallTime
from models.operations.claims import CLAIM_DAYS, claim_contact, require_contact, require_student
from models.operations.stored import wall_instant
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at
from models.rules.naming import day_text, outreach_text
from models.rules.span import local_day
from models.rules.text import clean, clean_lines
from models.tables import rows

__all__ = ["CLAIM_DAYS", "claim_contact", "log_outreach", "moment", "next_text"]


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
    name = require_contact(unit, contact).name
    if at is not None and at > unit.now:
        raise BadInput("Outreach cannot be noted before it was made.", "Give a time that has passed.")
    if student:
        require_student(unit, student)
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
    sentence = f"Noted outreach to {name}{_on_day(unit, at)}{f': {told}' if told else ''}.{next_text(next_action, next_by)}"
    return Done(unit.say("outreach", sentence), sentence)


def next_text(next_action: str, next_by: date | None) -> str:
    """What comes next, as the end of a sentence: " Next: call again by Fri 20 Nov."; "" for nothing."""
    by = f" by {day_text(next_by)}" if next_by else ""
    return f" Next: {clean(next_action)}{by}." if next_action else ""


def _on_day(unit: Unit, at: datetime | None) -> str:
    """On which day it was, where that was not today."""
    if at is None:
        return ""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    day = local_day(at, zone)
    return "" if day == local_day(unit.now, zone) else f" on {day_text(day)}"
