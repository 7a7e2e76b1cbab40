"""What stands between a call and each room, and the smallest changes that would give it one, each tried out first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from models.rules.alternatives import EARLIEST, LATEST, room_free
from models.rules.bookings import Booked, Bookings
from models.rules.conflicts import find_conflicts
from models.rules.facts import Block, Interview, Opening, Room
from models.rules.hours import local_days, open_spans, openings_cover
from models.rules.interview import equipment_for
from models.rules.naming import clock_text, students_label
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_minute, local_span

STEP = timedelta(minutes=5)
MOST = 3
"""So many ways out are told."""
MOVABLE = frozenset({"scheduled", "confirmed", "checked_in"})
"""Calls that could go to another room: whoever talks already sits somewhere."""
ROOM_CLASHES = frozenset(
    {"room_twice", "room_closed", "room_blocked", "room_too_small", "room_lacks_equipment"}
)
"""What can be wrong about a call's room."""


class Lack(NamedTuple):
    """One thing that a room lacks for a call: school, capacity, equipment (`what`), closed, blocked or taken."""

    kind: str
    what: str = ""
    blocks: tuple[Block, ...] = ()
    taken: tuple[Booked, ...] = ()


class WayOut(NamedTuple):
    """A change after which the call has a room: `call` is the call with it, `other` a call that would move for it,
    `room` a room as it would be.
    """

    text: str
    call: Interview
    other: Interview | None = None
    room: Room | None = None

    def tried(self, situation: Situation) -> Situation:
        """The situation as it would be."""
        after = situation.with_interview(self.call)
        if self.other is not None:
            after = after.with_interview(self.other)
        return after._replace(rooms={**after.rooms, self.room.id: self.room}) if self.room else after


def lacks_of(room: Room, interview: Interview, span: Span, bookings: Bookings) -> tuple[Lack, ...]:
    """Everything that the room lacks for the call at that time, what weighs most first; () where it could hold it."""
    situation = bookings.situation
    need, gap = equipment_for(interview.format), timedelta(minutes=max(0, room.changeover_minutes))
    blocks = tuple(block for block in room.blocks if block.span.overlaps(span))
    taken = tuple(
        one
        for one in bookings.of_room(room.id, span)
        if one.interview.id != interview.id and one.span.overlaps(span, gap)
    )
    found = (
        ("school", _elsewhere(room, interview, situation)),
        ("capacity", room.capacity < len(interview.students)),
        ("equipment", bool(need) and need not in room.equipment),
        ("closed", bool(room.hours) and not openings_cover(room.hours, span, situation.zone)),
        ("blocked", bool(blocks)),
        ("taken", bool(taken)),
    )
    return tuple(Lack(kind, need, blocks, taken) for kind, lacking in found if lacking)


def _elsewhere(room: Room, interview: Interview, situation: Situation) -> bool:
    known = [situation.students.get(one) for one in interview.students]
    schools = {one.school for one in known if one is not None and one.school}
    return bool(schools) and room.school not in ("", *schools)


def ways_out(
    interview: Interview, span: Span, bookings: Bookings, now: datetime | None = None
) -> list[WayOut]:
    """At most three changes, each small and tried out: another call's room, another time, a block, hours, equipment.

    After each of them alone the call has a room that can hold it; at another time it clashes with nothing else
    either. With `now` no time is told that has passed.
    """
    ways = _Ways(interview, span, bookings, now)
    single = ((room, lacks[0]) for room, lacks in ways.lacks if len(lacks) == 1)
    by_kind: dict[str, WayOut] = {}
    for room, lack in single:
        if lack.kind not in by_kind:
            way = next((one for one in ways.of(room, lack) if ways.holds(one)), None)
            if way is not None:
                by_kind[lack.kind] = way
    later = ways.another_time()
    order = [by_kind.get("taken"), later, *(by_kind.get(kind) for kind in ("blocked", "closed", "equipment"))]
    return [way for way in order if way is not None][:MOST]


class _Ways:
    def __init__(self, interview: Interview, span: Span, bookings: Bookings, now: datetime | None) -> None:
        self.interview, self.span, self.bookings, self.now = interview, span, bookings, now
        self.situation = bookings.situation
        self.zone = self.situation.zone
        rooms = sorted(self.situation.rooms.values(), key=lambda room: (room.capacity, room.name, room.id))
        self.rooms = [room for room in rooms if not _elsewhere(room, interview, self.situation)]
        self.lacks = [(room, lacks_of(room, interview, span, bookings)) for room in self.rooms]

    def holds(self, way: WayOut) -> bool:
        """Whether the rooms really serve then, by the rules that judge every booking."""
        after = way.tried(self.situation)
        for call in filter(None, (way.call, way.other)):
            if any(one.kind in ROOM_CLASHES for one in find_conflicts(call, after)):
                return False
        return True

    def of(self, room: Room, lack: Lack) -> Iterator[WayOut]:
        """The changes to the room, or to who is in it."""
        if lack.kind == "taken" and len(lack.taken) == 1:
            yield from self._another_room(room, lack.taken[0])
            yield from self._shorter_pause(room, lack.taken[0])
        elif lack.kind == "blocked" and len(lack.blocks) == 1 and not lack.blocks[0].held:
            yield self._other_block(room, lack.blocks[0])
        elif lack.kind == "closed" and len(local_days(self.span, self.zone)) == 1:
            yield self._longer_hours(room)
        elif lack.kind == "equipment":
            better = room._replace(equipment=(*room.equipment, lack.what))
            yield WayOut(f"in {room.name} with {lack.what}", self._in(room), room=better)

    def _in(self, room: Room) -> Interview:
        return self.interview._replace(room=room.id, state="scheduled")

    def _another_room(self, room: Room, taker: Booked) -> Iterator[WayOut]:
        if taker.interview.state not in MOVABLE:
            return
        who = students_label(taker.interview, self.situation)
        for other in self.rooms:
            if other.id != room.id and room_free(other, taker.interview, taker.span, self.bookings):
                moved = taker.interview._replace(room=other.id)
                text = f"in {room.name} if {who}'s call moved to {other.name}"
                yield WayOut(text, self._in(room), other=moved)

    def _shorter_pause(self, room: Room, taker: Booked) -> Iterator[WayOut]:
        between = max(taker.span.start - self.span.end, self.span.start - taker.span.end)
        if between >= timedelta(0):
            minutes = int(between.total_seconds() // 60)
            text = f"in {room.name} with {minutes} minutes between calls instead of {room.changeover_minutes}"
            yield WayOut(text, self._in(room), room=room._replace(changeover_minutes=minutes))

    def _other_block(self, room: Room, block: Block) -> WayOut:
        kept: Span | None = None
        text = "were lifted"
        if block.span.start < self.span.start:
            kept = Span(block.span.start, self.span.start)
            text = f"ended at {clock_text(self.span.start, self.zone)}"
        elif block.span.end > self.span.end:
            kept = Span(self.span.end, block.span.end)
            text = f"began at {clock_text(self.span.end, self.zone)}"
        rest = tuple(one for one in room.blocks if one.id != block.id)
        blocks = (*rest, block._replace(span=kept)) if kept else rest
        name = f"its block ({block.why})" if block.why else "its block"
        return WayOut(f"in {room.name} if {name} {text}", self._in(room), room=room._replace(blocks=blocks))

    def _longer_hours(self, room: Room) -> WayOut:
        day = local_day(self.span.start, self.zone)
        start, end = local_minute(self.span.start, self.zone), local_minute(self.span.end, self.zone)
        hours = (*room.hours, Opening(None, day, start, end or 24 * 60))
        opened = open_spans(room.hours, day, self.zone)
        later = any(one.start <= self.span.start <= one.end for one in opened)
        sooner = any(one.start <= self.span.end <= one.end for one in opened)
        if later and not sooner:
            text = f"until {clock_text(self.span.end, self.zone)}"
        elif sooner and not later:
            text = f"from {clock_text(self.span.start, self.zone)}"
        else:
            text = "then"
        return WayOut(
            f"in {room.name} if it were open {text}", self._in(room), room=room._replace(hours=hours)
        )

    def another_time(self) -> WayOut | None:
        """The nearest time of the day at which a room and everybody is free; hours that the contact stated first."""
        rude = None
        for span in self._times():
            room = next(
                (one for one in self.rooms if room_free(one, self.interview, span, self.bookings)), None
            )
            if room is None:
                continue
            moved = self._in(room)._replace(start=span.start, end=span.end)
            found = find_conflicts(moved, self.situation, bookings=self.bookings)
            if any(one.severity == "clash" for one in found):
                continue
            way = WayOut(f"in {room.name} at {clock_text(span.start, self.zone)}", moved)
            if not any(one.kind == "contact_hours" for one in found):
                return way
            rude = rude or way
        return rude

    def _times(self) -> list[Span]:
        day = local_span(local_day(self.span.start, self.zone), EARLIEST, LATEST, self.zone)
        length, steps = self.span.end - self.span.start, int((LATEST - EARLIEST) * 60 / STEP.total_seconds())
        starts = sorted(
            (day.start + STEP * n for n in range(steps)), key=lambda at: abs(at - self.span.start)
        )
        spans = (Span(start, start + length) for start in starts if start != self.span.start)
        return [span for span in spans if day.contains(span) and not (self.now and span.start < self.now)]
