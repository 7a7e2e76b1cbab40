"""Quiet rooms for interviews: for all that lack one as a proposal, for one at once, and two that swap."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Finding, Refused
from models.operations.booking import NewTime, move_interview
from models.operations.judging import interview_of
from models.operations.moving import interviews_of, move_together
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at, situation_for
from models.rules.facts import Interview, Proposal, ProposalRow, Room
from models.rules.interview import needs_room
from models.rules.naming import booking_text, day_text, listing, room_label, students_label
from models.rules.room_assignment import RoomPlan, assign_rooms
from models.rules.room_told import who_to_tell
from models.rules.situation import Situation
from models.rules.span import local_day

WAITING = ("scheduled", "confirmed", "checked_in")
"""States in which a room may still be found; whoever talks already sits somewhere."""
OF_ROOMS = ("no_room", "too_many_calls")
"""Warnings that another room can bring; all others were there before and are told elsewhere."""


def propose_rooms(db: SqliteDatabase, now: datetime, day: date | None = None) -> Proposal:
    """A room for every call ahead that needs one and has none, on one local day or in the whole window.

    A call that has a room comes as "move" where it must make way so that another finds one. Calls for which
    there is none come as "refuse" with the reason and what would free one. Raises StoreError without a campaign.
    """
    campaign = campaign_at(db, now)
    zone = ZoneInfo(campaign.zone)
    first, last = (day, day) if day else (campaign.first_day, campaign.last_day)
    situation = situation_for(db, campaign, first, last)
    wanting = [
        one for one in situation.interviews.values() if _lacks_room(one, now) and _on(one, first, last, zone)
    ]
    movable = [one for one in situation.interviews.values() if may_change_room(one, now)] if wanting else []
    plan = assign_rooms(wanting, situation, movable, now=now)
    rows = [_row(one, situation, plan.assigned.get(one.id), plan.unplaced.get(one.id, "")) for one in wanting]
    rows += [row_of_move(situation.interviews[ident], situation, room) for ident, room in plan.moved.items()]
    title = f"Quiet rooms for {day_text(day)}" if day else "Quiet rooms for the whole window"
    return Proposal("assign-rooms", title, tuple(rows), _notes(plan, situation))


def may_change_room(one: Interview, now: datetime) -> bool:
    """Whether a call that has a room may be given another one so that somebody finds one: not once people came."""
    return (
        one.room is not None
        and one.state in ("scheduled", "confirmed")
        and bool(one.start and one.start > now)
    )


def _notes(plan: RoomPlan, situation: Situation) -> tuple[str, ...]:
    changes = [
        (situation.interviews[ident], situation.interviews[ident]._replace(room=room))
        for ident, room in plan.moved.items()
    ]
    return (*who_to_tell(changes, situation), *unsure_notes(plan, situation))


def unsure_notes(plan: RoomPlan, situation: Situation) -> tuple[str, ...]:
    """That the search for rooms stopped before every way was weighed, for whom, and what may help."""
    if not plan.unsure:
        return ()
    who = listing([students_label(situation.interviews[one], situation) for one in plan.unsure])
    return (
        f"There are too many ways of placing these calls to weigh them all, so {who} may find a room after all: "
        "move some by hand.",
    )


def row_of_move(one: Interview, situation: Situation, room: str) -> ProposalRow:
    """A call that makes way for another."""
    before = place_cells(one, situation.zone)
    reason = f"to {room_label(room, situation)}, so that another call finds a room"
    return ProposalRow(
        "move", "interview", one.id, label_for(one, situation), reason, None, before, {**before, "room": room}
    )


def apply_rooms(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Give the rooms. Raises Refused when a call or a room is no longer as the proposal saw it."""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    current = interviews_of(unit, [row.id for row in wanted])
    changes = []
    for row in wanted:
        before = current.get(row.id)
        if before is None or place_cells(before, zone) != row.before or before.state not in WAITING:
            raise Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")
        changes.append((before, before._replace(room=str((row.after or {})["room"]))))
    warnings = _of_rooms(move_together(unit, changes).warnings)
    made_way = sum(row.action == "move" for row in wanted)
    new = len(changes) - made_way
    found = "1 call has a quiet room now" if new == 1 else f"{new} calls have quiet rooms now"
    way = f"; {made_way} changed {'its' if made_way == 1 else 'their'} room for that" if made_way else ""
    left = proposal.counts["refuse"]
    sentence = f"{found}{way}{f'; {left} found none' if left else ''}."
    return Done(unit.say("assign-rooms", sentence), sentence, None, warnings)


def assign_room(unit: Unit, interview: str, room: str | None) -> Done:
    """Give one interview a room, or take it away (None). Raises as `move_interview`."""
    return move_interview(unit, interview, NewTime(room=room or ""))


def swap_rooms(unit: Unit, one: str, other: str) -> Done:
    """Let two interviews change rooms. Raises Refused when either would not fit in the other's."""
    first, second = interview_of(unit.db, one), interview_of(unit.db, other)
    if first.room == second.room:
        raise BadInput("These two have the same room.", "Choose two calls with different rooms.")
    for interview in (first, second):
        if interview.state not in WAITING:
            raise Refused("Only calls that are ahead can change rooms.", "Choose two of them.")
    changes = [(first, first._replace(room=second.room)), (second, second._replace(room=first.room))]
    warnings = _of_rooms(move_together(unit, changes).warnings)
    situation = situation_for(unit.db, campaign_at(unit.db, unit.now), *_days(unit, first, second))
    told = [
        f"{students_label(each, situation)} {_in(room, situation)}"
        for each, room in ((first, second.room), (second, first.room))
    ]
    sentence = f"Swapped rooms: {told[0]}, {told[1]}."
    return Done(unit.say("swap", sentence), sentence, one, warnings)


def place_cells(interview: Interview, zone: ZoneInfo) -> dict[str, object]:
    """When and in which room an interview is, as proposals show it."""
    start = interview.start.astimezone(zone).isoformat() if interview.start else ""
    return {"start": start, "room": interview.room or ""}


def label_for(interview: Interview, situation: Situation) -> str:
    """What a proposal calls an interview: who, with whom and when."""
    return f"{students_label(interview, situation)}: {booking_text(interview._replace(room=None), situation)}".removesuffix(
        ", no quiet room yet"
    )


def _row(one: Interview, situation: Situation, room: str | None, why: str) -> ProposalRow:
    label = label_for(one, situation)
    before = place_cells(one, situation.zone)
    if room is None:
        return ProposalRow("refuse", "interview", one.id, label, why, None, before, None)
    after = {**before, "room": room}
    reason = f"in {room_label(room, situation)}{_what_it_has(situation.rooms.get(room))}"
    return ProposalRow("change", "interview", one.id, label, reason, None, before, after)


def _what_it_has(room: Room | None) -> str:
    if room is None:
        return ""
    return f": free then, for {room.capacity}, {', '.join(room.equipment) or 'no equipment'}"


def _of_rooms(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in found if one.kind in OF_ROOMS)


def _lacks_room(one: Interview, now: datetime) -> bool:
    wants = one.state in WAITING and one.room is None and needs_room(one.format, one.place)
    return wants and one.end is not None and one.end > now


def _on(one: Interview, first: date, last: date, zone: ZoneInfo) -> bool:
    return one.start is not None and first <= local_day(one.start, zone) <= last


def _days(unit: Unit, one: Interview, other: Interview) -> tuple[date, date]:
    campaign = campaign_at(unit.db, unit.now)
    days = [local_day(each.start, ZoneInfo(campaign.zone)) for each in (one, other) if each.start]
    return (min(days), max(days)) if days else (campaign.first_day, campaign.first_day)


def _in(room: str | None, situation: Situation) -> str:
    return f"to {room_label(room, situation)}" if room else "without a room"
