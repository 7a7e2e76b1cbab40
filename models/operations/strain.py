"""What a change around the bookings does to them: calls that no longer fit, and absences to ask for anew."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from models.errors import Finding
from models.operations.booking import settle_absences
from models.operations.unit import Unit
from models.queries import reading
from models.queries.situation import campaign_at, situation_around, situation_for
from models.rules.absences import reconcile
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts, missed_by
from models.rules.interview import AHEAD
from models.rules.span import local_day
from models.tables import rows


def strained(unit: Unit, condition: Any) -> tuple[Finding, ...]:
    """The clashes of the calls ahead that meet a condition on their row, as the store is now in this unit."""
    i = rows.Interview
    ahead = i.state.in_(sorted(AHEAD)) & (i.end_at > unit.now)
    idents = [ident for (ident,) in reading.fetch(unit.db, i.select(i.id).where(ahead & condition))]
    if not idents:
        return ()
    situation = situation_around(unit.db, idents, unit.now)
    bookings = Bookings(situation)
    return tuple(
        finding
        for ident in idents
        if ident in situation.interviews
        for finding in clashes(
            find_conflicts(situation.interviews[ident], situation, now=unit.now, bookings=bookings)
        )
    )


def absences_settled(unit: Unit, moved: int = 0) -> str:
    """Make the absences of all calls ahead fit the classes and bells as they are now; what must be said of it and of
    the `moved` calls whose absences must be asked for again already.
    """
    campaign = campaign_at(unit.db, unit.now)
    today = local_day(unit.now, ZoneInfo(campaign.zone))
    if today > campaign.last_day:
        return asked_again_text(moved)
    situation = situation_for(unit.db, campaign, today, campaign.last_day)
    asked_again = moved
    for interview in situation.interviews.values():
        if interview.state not in AHEAD or interview.end is None or interview.end <= unit.now:
            continue
        existing = situation.absences.get(interview.id, ())
        _kept, fresh, dropped = reconcile(existing, missed_by(interview, situation))
        if fresh or dropped:
            asked_again += bool(settle_absences(unit, interview, situation))
    return asked_again_text(asked_again)


def asked_again_text(calls: int) -> str:
    """What a sentence adds where so many calls' absences must be asked for again; "" for none."""
    if not calls:
        return ""
    return f" The absences of {'1 call' if calls == 1 else f'{calls} calls'} must be asked for again."
