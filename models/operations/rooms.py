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
from models.rules.naming import booking_text, day_text, room_label, students_label
from models.rules.room_assignment import assign_rooms
from models.rules.situation import Situation
from models.rules.span import local_day

WAITING = ("scheduled", "confirmed", "checked_in")
"""States in which a room may still be found; whoever talks already sits somewhere."""
OF_ROOMS = ("no_room", "too_many_calls")
"""Warnings that another room can bring; all others were there before and are told elsewhere."""


def propose_rooms(db: SqliteDatabase, now: datetime, day: date | None = None) -> Proposal:
    """A room for every call ahead that needs one and has none, on one local day or in the whole window.

    Calls for which there is none come as "refuse" with the reason. Raises StoreError without a campaign.
    """
    campaign = campaign_at(db, now)
    zone = ZoneInfo(campaign.zone)
    first, last = (day, day) if day else (campaign.first_day, campaign.last_day)
    situation = situation_for(db, campaign, first, last)
    wanting = [
        one for one in situation.interviews.values() if _lacks_room(one, now) and _on(one, first, last, zone)
    ]
    plan = assign_rooms(wanting, situation)
    rows = [_row(one, situation, plan.assigned.get(one.id), plan.unplaced.get(one.id, "")) for one in wanting]
    title = f"Quiet rooms for {day_text(day)}" if day else "Quiet rooms for the whole window"
    return Proposal("assign-rooms", title, tuple(rows))


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
    warnings = _of_rooms(move_together(unit, changes))
    found = (
        "1 call has a quiet room now" if len(changes) == 1 else f"{len(changes)} calls have quiet rooms now"
    )
    left = proposal.counts["refuse"]
    sentence = f"{found}{f'; {left} found none' if left else ''}."
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
    warnings = _of_rooms(move_together(unit, changes))
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
