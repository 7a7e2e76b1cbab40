"""A room that is lost for some hours or days: its calls find other rooms, else other times, in one proposal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Refused, UnknownId
from models.operations.booking import NewTime, moved
from models.operations.kinds import KINDS, read_fields, require_whole
from models.operations.moving import interviews_of, move_together
from models.operations.places import keep_free
from models.operations.rooms import (
    OF_ROOMS,
    WAITING,
    label_for,
    may_change_room,
    place_cells,
    row_of_move,
    unsure_notes,
)
from models.operations.saving import end_moment
from models.operations.stored import wall_instant
from models.operations.strain import asked_again_text
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import campaign_at, whole_situation
from models.rules.facts import Block, Interview, Proposal, ProposalRow
from models.rules.giving_way import give_way
from models.rules.interview import AHEAD
from models.rules.naming import room_label, span_text, when_text
from models.rules.room_assignment import RoomPlan, assign_rooms
from models.rules.room_told import Change, who_to_tell
from models.rules.situation import Situation
from models.rules.span import Span
from models.rules.text import clean
from models.tables import rows


class Lost(NamedTuple):
    """A room that cannot be used from one instant (UTC) to another, and why."""

    room: str
    start: datetime
    end: datetime
    why: str = ""

    @property
    def span(self) -> Span:
        """The time it cannot be used."""
        return Span(self.start, self.end)


def propose_lost_room(db: SqliteDatabase, lost: Lost, now: datetime) -> Proposal:
    """Blocking a room with what becomes of the calls in it: the first row is the block.

    Then for each call that is ahead there: "change" to another room, "move" to another time where no room is
    left, "refuse" where neither is found: it keeps its time and is left without a room. "skip" for what has
    begun. "move" also for calls elsewhere that must make way. Notes say who must be told.
    Raises UnknownId, BadInput for a block that ends before it begins, StoreError without a campaign.
    """
    situation = whole_situation(db, campaign_at(db, now))
    room = situation.rooms.get(lost.room)
    if room is None:
        raise UnknownId("room", lost.room)
    if lost.end <= lost.start:
        raise BadInput("A block has to end after it begins.")
    block = Block("", lost.room, lost.span, clean(lost.why))
    without = situation._replace(
        rooms={**situation.rooms, room.id: room._replace(blocks=(*room.blocks, block))}
    )
    return _Leaving(without, lost, now).proposal()


def lost_of_cells(db: SqliteDatabase, cells: Mapping[str, str], now: datetime) -> Lost:
    """The lost room that people typed, by the fields of a block. Raises BadInput."""
    kind = KINDS["blocks"]
    fields = read_fields(kind, cells)
    require_whole(kind, fields)
    end_moment(fields)
    zone = ZoneInfo(campaign_at(db, now).zone)
    start, end = (wall_instant(fields[name], zone)[0] for name in ("from", "to"))
    return Lost(fields["room"], start, end, fields.get("why", ""))


def apply_lost_room(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Block the room and move its calls, as one entry. Raises Refused when the store has changed since."""
    lost = _lost_of(proposal.rows[0])
    _require_same_calls(unit, proposal, lost)
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    left = [row for row in proposal.rows if row.action == "refuse"]
    moving = [*(row for row in wanted if row.entity == "interview"), *left]
    current = interviews_of(unit, [row.id for row in moving])
    said = keep_free(unit, lost.room, lost.start, lost.end, lost.why)
    changes = []
    for row in moving:
        before = current.get(row.id)
        if before is None or place_cells(before, zone) != row.before or before.state not in WAITING:
            raise Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")
        changes.append((before, _after(unit, before, row, zone)))
    later = {before.id for before, after in changes if before.start != after.start}
    # What stays at its time had all its other warnings before.
    together = move_together(unit, changes)
    warnings = tuple(one for one in together.warnings if one.kind in OF_ROOMS or later & set(one.interviews))
    notes = "".join(f" {note}" for note in proposal.notes)
    settled = asked_again_text(together.asked_again) + together.said
    sentence = f"{said}{_counted(changes)}{notes}{settled}"
    return Done(unit.say("block", sentence), sentence, None, warnings)


def _after(unit: Unit, before: Interview, row: ProposalRow, zone: ZoneInfo) -> Interview:
    cells = row.after or {}
    if str(cells["start"]) == str((row.before or {})["start"]):
        return before._replace(room=str(cells["room"]) or None)
    start = datetime.fromisoformat(str(cells["start"])).astimezone(before.created_at.tzinfo)
    return moved(unit, before, NewTime(start=start, room=str(cells["room"])))


def _counted(changes: list[Change]) -> str:
    times = sum(before.start != after.start for before, after in changes)
    none = sum(after.room is None for _before, after in changes)
    rooms = len(changes) - times - none
    parts = [
        f"{rooms} {_calls(rooms)} to another room" if rooms else "",
        f"{times} {_calls(times)} to another time" if times else "",
        f"{none} {_calls(none)} without a room" if none else "",
    ]
    told = ", ".join(filter(None, parts))
    return f" {told[:1].upper()}{told[1:]}." if told else ""


def _calls(count: int) -> str:
    return "call" if count == 1 else "calls"


def _lost_of(row: ProposalRow) -> Lost:
    cells = row.after or {}
    start, end = (datetime.fromisoformat(str(cells[name])) for name in ("from", "to"))
    return Lost(row.id, start, end, str(cells["why"]))


def _require_same_calls(unit: Unit, proposal: Proposal, lost: Lost) -> None:
    i = rows.Interview
    there = i.select(i.id).where(
        (i.room == lost.room)
        & (i.start_at < lost.end)
        & (i.end_at > lost.start)
        & (i.end_at > unit.now)
        & i.state.in_(sorted(AHEAD))
    )
    known = {row.id for row in proposal.rows if (row.before or {}).get("room") == lost.room}
    if {ident for (ident,) in reading.fetch(unit.db, there)} != known:
        raise Refused(
            "The store has changed since: other calls stand in the room then.", "Look at the proposal again."
        )


class _Leaving:
    """Finds a place for what stands in the room: rooms for all at once, then times one after the other."""

    def __init__(self, situation: Situation, lost: Lost, now: datetime) -> None:
        self.situation, self.lost, self.now = situation, lost, now
        those = [one for one in situation.interviews.values() if self._hit(one)]
        self.hit = sorted(those, key=lambda one: (one.start or now, one.id))
        self.changes: list[Change] = []
        self._at_other_times: dict[str, Interview] = {}

    def proposal(self) -> Proposal:
        """The block, then each call."""
        waiting = [one for one in self.hit if one.state in WAITING]
        movable = [one for one in self.situation.interviews.values() if may_change_room(one, self.now)]
        plan = assign_rooms(waiting, self.situation, movable if waiting else (), now=self.now)
        for ident, room in {**plan.assigned, **plan.moved}.items():
            before = self.situation.interviews[ident]
            self._settle(before, before._replace(room=room))
        self._place_later([one for one in waiting if one.id in plan.unplaced])
        told = [self._block_row(), *(self._begun(one) for one in self.hit if one.state not in WAITING)]
        told += [self._placed(one, plan) for one in waiting]
        told += [row_of_move(self._known(ident), self.situation, room) for ident, room in plan.moved.items()]
        notes = (*who_to_tell(self.changes, self.situation), *unsure_notes(plan, self.situation))
        return Proposal("block", self._title(), tuple(told), notes)

    def _hit(self, one: Interview) -> bool:
        span = one.span
        ahead = span is not None and one.state in AHEAD and span.end > self.now
        return ahead and one.room == self.lost.room and bool(span and span.overlaps(self.lost.span))

    def _settle(self, before: Interview, after: Interview) -> None:
        self.changes.append((before, after))
        self.situation = self.situation.with_interview(after)

    def _known(self, ident: str) -> Interview:
        return next(before for before, _after in self.changes if before.id == ident)

    def _title(self) -> str:
        return f"{room_label(self.lost.room, self.situation)} cannot be used {span_text(self.lost.span, self.situation.zone)}"

    def _block_row(self) -> ProposalRow:
        lost, zone = self.lost, self.situation.zone
        label = f"{room_label(lost.room, self.situation)}, {span_text(lost.span, zone)}"
        cells: dict[str, object] = {
            "room": lost.room,
            "from": lost.start.astimezone(zone).isoformat(),
            "to": lost.end.astimezone(zone).isoformat(),
            "why": clean(lost.why),
        }
        return ProposalRow("add", "block", lost.room, label, clean(lost.why), None, None, cells)

    def _begun(self, one: Interview) -> ProposalRow:
        row = self._row("skip", one, one)
        return row._replace(reason="has begun, and stays", after=None)

    def _placed(self, one: Interview, plan: RoomPlan) -> ProposalRow:
        room = plan.assigned.get(one.id)
        if room is None:
            return self._later(one, plan.unplaced[one.id])
        row = self._row("change", one, one._replace(room=room))
        return row._replace(reason=f"to {room_label(room, self.situation)}, at the same time")

    def _later(self, one: Interview, why: str) -> ProposalRow:
        """At another time, or without a room."""
        after = self._at_other_times[one.id]
        if after.room is None:
            reason = f"{why} No other time is free either: it is left without a room."
            return self._row("refuse", one, after)._replace(reason=reason)
        to = when_text(Span(after.start, after.end), self.situation.zone) if after.start and after.end else ""
        reason = f"no other room at its time; free {to}, in {room_label(after.room, self.situation)}"
        return self._row("move", one, after)._replace(reason=reason)

    def _place_later(self, calls: list[Interview]) -> None:
        """Other times for those that found no room, all together since they compete for them."""
        found = give_way(calls, self.situation, now=self.now)
        self._at_other_times = {**found.moved, **{one.id: one._replace(room=None) for one in found.stuck}}
        for one in calls:
            self._settle(one, self._at_other_times[one.id])

    def _row(self, action: str, before: Interview, after: Interview) -> ProposalRow:
        zone = self.situation.zone
        label = label_for(before, self.situation)
        return ProposalRow(
            action,
            "interview",
            before.id,
            label,
            "",
            None,
            place_cells(before, zone),
            place_cells(after, zone),
        )
