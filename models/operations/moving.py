"""Giving several interviews other times or rooms at once, so that they may also change places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.errors import Finding, Refused
from models.operations.booking import ASKED_AGAIN, NOT_NEEDED, save_interview
from models.operations.unit import Unit
from models.queries import reading
from models.queries.situation import campaign_of_first, situation_for
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts, warnings
from models.rules.facts import Interview
from models.rules.situation import Situation
from models.rules.span import local_day
from models.tables import rows


def interviews_of(unit: Unit, idents: Iterable[str]) -> dict[str, Interview]:
    """The interviews that there are of these ids."""
    wanted = list(idents)
    return reading.interviews(unit.db, rows.Interview.id.in_(wanted))


class Together(NamedTuple):
    """What came of it: warnings, how many calls' absences must be asked for again, and what else must be said."""

    warnings: tuple[Finding, ...]
    asked_again: int
    said: str


def move_together(unit: Unit, changes: Sequence[tuple[Interview, Interview]]) -> Together:
    """Save each interview (before, after), all judged as they will be.

    Raises Refused for the first that would clash; then nothing of it may be kept.
    """
    unit.park(before.id for before, _after in changes)
    situation = situation_after(unit, [after for _before, after in changes])
    bookings = Bookings(situation)
    found: list[Finding] = []
    for _before, after in changes:
        conflicts = find_conflicts(after, situation, now=unit.now, bookings=bookings)
        wrong = clashes(conflicts)
        if wrong:
            raise Refused(wrong[0].text, "Look at the proposal again.", clashes=wrong)
        found += warnings(conflicts)
    return save_together(unit, changes, situation)._replace(warnings=tuple(found))


def save_together(
    unit: Unit, changes: Iterable[tuple[Interview, Interview]], situation: Situation
) -> Together:
    """Save each interview (before, after), all judged already in the situation that holds them."""
    told = [save_interview(unit, before, after, situation) for before, after in changes]
    asked_again = [one for one in told if one.startswith(ASKED_AGAIN)]
    others = "".join(
        one.partition(").")[2] if one.startswith((ASKED_AGAIN, NOT_NEEDED)) else one for one in told
    )
    return Together((), len(asked_again), others)


def situation_after(unit: Unit, after: Sequence[Interview]) -> Situation:
    """The days on which these interviews would be, with them as they would be."""
    campaign = campaign_of_first(unit.db, after, unit.now)
    zone = ZoneInfo(campaign.zone)
    days = [local_day(one.start, zone) for one in after if one.start] or [campaign.first_day]
    situation = situation_for(
        unit.db,
        campaign,
        min(days),
        max(days),
        students=[student for one in after for student in one.students],
        contacts=[one.contact for one in after if one.contact],
    )
    moved = {one.id: one for one in after}
    elsewhere = dict(situation.elsewhere)
    for one in after:
        # Whoever moves into these days is counted there, and no longer outside.
        if one.contact and one.id not in situation.interviews and elsewhere.get(one.contact):
            elsewhere[one.contact] -= 1
    return situation._replace(interviews={**situation.interviews, **moved}, elsewhere=elsewhere)
