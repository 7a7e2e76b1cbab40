"""Doing what planning again proposed: the contact, room or day, and every call, in one transaction and one entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import Finding, Refused
from models.operations.bells_change import change_bells
from models.operations.booking import NewTime, moved
from models.operations.contact_away import is_away, take_away
from models.operations.moving import interviews_of, save_together
from models.operations.places import keep_free
from models.operations.plan_checking import Judge, situation_of_plan, with_all
from models.operations.plan_saving import booked_of, insert_interviews, telling
from models.operations.rooms import place_cells
from models.operations.strain import absences_settled, asked_again_text
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import campaign_at
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview, Proposal, ProposalRow
from models.rules.situation import Situation
from models.rules.span import Span, local_day
from models.tables import rows

MOVABLE = frozenset({"scheduled", "confirmed"})
"""States in which planning again may change a call."""

_NEXT = "Plan again from how the store is now."

Changes = list[tuple[Interview, Interview]]


def apply_replan(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Change the contact, room or day; call off, move and book. Raises Refused when the store has changed since, or
    when something would clash.
    """
    parts = [row for row in wanted if row.entity in ("contact", "block", "day")]
    _change_parts(unit, parts)
    changes = _changes(unit, [row for row in wanted if row.entity == "interview" and row.action != "add"])
    adding = [row for row in wanted if row.entity == "interview" and row.action == "add"]
    fresh = [booked_of(unit, row) for row in adding]
    after = [one for _, one in changes]
    unit.park(before.id for before, _ in changes)
    situation = with_all(situation_of_plan(unit.db, [*after, *fresh], unit.now), [*after, *fresh])
    _require_no_newcomer(proposal, {one.id for one in fresh}, situation, unit.now)
    warnings = _judged(unit, changes, fresh, adding, situation)
    together = save_together(unit, changes, situation)
    insert_interviews(unit, fresh, situation)
    again, of_days = together.asked_again, any(row.entity == "day" for row in parts)
    settled = (absences_settled(unit, again) if of_days else asked_again_text(again)) + together.said
    sentence = _sentence(proposal, changes, len(fresh)) + settled
    return Done(unit.say("replan", sentence), sentence, None, warnings)


def _change_parts(unit: Unit, parts: Iterable[ProposalRow]) -> None:
    days = []
    for row in parts:
        cells: dict[str, Any] = row.after or {}
        if is_away(row):
            take_away(unit, row)
        elif row.entity == "contact":
            _limit(unit, row, cells["limit"])
        elif row.entity == "block":
            start, end = (datetime.fromisoformat(str(cells[name])).astimezone(UTC) for name in ("from", "to"))
            keep_free(unit, row.id, start, end, str(cells["why"]))
        else:
            days.append(row)
    change_bells(unit, days)


def _limit(unit: Unit, row: ProposalRow, limit: int) -> None:
    known = reading.contacts(unit.db, [row.id]).get(row.id)
    if known is None or known.limit != (row.before or {}).get("limit"):
        raise Refused(f"The store has changed since: {row.label}.", _NEXT)
    unit.update(rows.Contact, row.id, limit_=limit)


def _changes(unit: Unit, those: Sequence[ProposalRow]) -> Changes:
    """Each call that is changed, as it is and as it is to be."""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    current = interviews_of(unit, [row.id for row in those])
    found = []
    for row in those:
        before = current.get(row.id)
        if before is None or not _is_as_seen(before, row, zone):
            raise Refused(f"The store has changed since: {row.label}.", _NEXT)
        found.append((before, _after(unit, before, row)))
    return found


def _is_as_seen(before: Interview, row: ProposalRow, zone: ZoneInfo) -> bool:
    return before.state in MOVABLE and place_cells(before, zone) == row.before


def _after(unit: Unit, before: Interview, row: ProposalRow) -> Interview:
    cells: dict[str, Any] = row.after or {}
    if row.action == "remove":
        return before._replace(state="cancelled", because=str(cells["because"]))
    if cells["start"] == (row.before or {})["start"] and "minutes" not in cells:
        return before._replace(room=str(cells["room"]) or None)
    start = datetime.fromisoformat(str(cells["start"])).astimezone(UTC)
    return moved(unit, before, NewTime(start=start, minutes=cells.get("minutes"), room=str(cells["room"])))


def _require_no_newcomer(proposal: Proposal, fresh: set[str], situation: Situation, now: datetime) -> None:
    """Refuse when something was booked since with the contact who cancelled, in the room or on the day."""
    known = fresh.union(row.id for row in proposal.rows if row.entity == "interview")
    parts = [row for row in proposal.rows if row.entity in ("contact", "block", "day")]
    for one in situation.interviews.values():
        ahead = one.state in MOVABLE and one.start is not None and one.start > now
        if ahead and one.id not in known and any(_falls_out(one, part, situation.zone) for part in parts):
            raise Refused("The store has changed since: another call was booked that falls out too.", _NEXT)


def _falls_out(one: Interview, part: ProposalRow, zone: ZoneInfo) -> bool:
    cells: dict[str, Any] = part.after or {}
    if part.entity == "contact" and not is_away(part):
        return one.contact == part.id
    if part.entity == "day" or one.span is None:
        return one.start is not None and local_day(one.start, zone).isoformat() == part.id
    lost = Span(*(datetime.fromisoformat(str(cells[name])) for name in ("from", "to")))
    return part.id in (one.room, one.contact) and one.span.overlaps(lost)


def _judged(
    unit: Unit, changes: Changes, fresh: list[Interview], adding: list[ProposalRow], situation: Situation
) -> tuple[Finding, ...]:
    judge = Judge(situation, unit.now)
    for one, row in zip(fresh, adding, strict=True):
        judge.require(one, row.label)
    for _, one in changes:
        if one.state not in MOVABLE:
            continue
        found = find_conflicts(one, situation, now=unit.now, bookings=judge.bookings)
        if wrong := clashes(found):
            raise Refused(wrong[0].text, _NEXT, clashes=wrong)
    return telling(judge)


def _sentence(proposal: Proposal, changes: Changes, fresh: int) -> str:
    """What was done, in numbers: whom to tell stands in the proposal, and would fill pages of the journal."""
    off = sum(after.state == "cancelled" for _, after in changes)
    times = sum(after.state != "cancelled" and after.start != before.start for before, after in changes)
    places = len(changes) - off - times
    told = [
        f"{_calls(off)} called off" if off else "",
        f"{_calls(fresh)} booked instead" if fresh else "",
        f"{_calls(times)} moved to another time" if times else "",
        f"{_calls(places)} to another room" if places else "",
    ]
    what = ", ".join(filter(None, told)) or "no call was touched"
    return f"{proposal.title.rpartition(':')[0]}: {what}."


def _calls(count: int) -> str:
    return "1 call" if count == 1 else f"{count} calls"
