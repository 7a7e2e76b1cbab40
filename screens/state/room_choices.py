"""The rooms an interview could have, free ones first, each with why (not)."""

from __future__ import annotations

from collections.abc import Sequence

from models.operations.rooms import WAITING
from models.queries.cards import Card
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview, Room
from models.rules.situation import Situation
from screens.dialogs.choose import Choice
from screens.state.looks import times_of

ROOM_KINDS = ("room_twice", "room_closed", "room_blocked", "room_too_small", "room_lacks_equipment")


def room_choices(
    interview: Interview, situation: Situation, free: Sequence[Room], bookings: Bookings | None = None
) -> list[Choice]:
    """Every room as a choice. What stands in the way of a taken one is said in full."""
    known = bookings or Bookings(situation)
    open_ids = {room.id for room in free}
    rest = [
        room for room in sorted(situation.rooms.values(), key=lambda r: r.name) if room.id not in open_ids
    ]
    best = [Choice(room.id, room.name, _what(room, interview), "good") for room in free]
    return best + [Choice(room.id, room.name, _why_not(room, interview, known), "dim") for room in rest]


def swap_choices(card: Card, cards: Sequence[Card]) -> list[Choice]:
    """The interviews of the day with which this one may change rooms: those at the same time first."""
    others = [one for one in cards if one.state in WAITING and one.room_id != card.room_id]
    others.sort(key=lambda one: (not _at_once(one, card), one.start, one.who))
    return [Choice(one.id, one.who, _where_and_when(one, card)) for one in others]


def _at_once(one: Card, other: Card) -> bool:
    return one.start < other.end and other.start < one.end


def _where_and_when(one: Card, card: Card) -> str:
    same = " · at the same time" if _at_once(one, card) else ""
    return f"{one.room or 'no room'} · {times_of(one)}{same}"


def _what(room: Room, interview: Interview) -> str:
    has = ", ".join(room.equipment) or "no equipment"
    people = "1 person" if room.capacity == 1 else f"{room.capacity} people"
    now = "its room now, " if room.id == interview.room else ""
    return f"free: {now}{people}, {has}"


def _why_not(room: Room, interview: Interview, bookings: Bookings) -> str:
    wish = interview._replace(room=room.id)
    found = clashes(find_conflicts(wish, bookings.situation, bookings=bookings))
    for one in found:
        if one.kind in ROOM_KINDS:
            return one.text
    return found[0].text if found else "not free"
