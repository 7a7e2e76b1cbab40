"""What each free minute would cost, as a sign and a few words in the grid; and why the others are not free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.bookings import Bookings
from models.rules.facts import Interview, Room
from models.rules.naming import contact_label, zone_or
from models.rules.room_helps import Lack, lacks_of
from models.rules.situation import Situation
from models.rules.span import Span, local_minute
from models.rules.starts import StartCost

LIGHT = frozenset({"free", "lunch", "advisory"})
"""What may be missed without anybody minding much."""


class CostMark(NamedTuple):
    """A sign, words for the beginning of a stretch, and a tone: good, light, warn or bad."""

    sign: str
    words: str
    tone: str


Marks = Mapping[int, CostMark]
"""By wall minute."""


def day_marks(costs: Iterable[StartCost], wish: Interview, situation: Situation) -> dict[int, CostMark]:
    """The marks of one day."""
    zone = situation.zone
    return {local_minute(one.start, zone): mark_of(one, wish, situation) for one in costs}


def room_marks(
    costs: Iterable[StartCost], wish: Interview, room: Room, bookings: Bookings
) -> dict[int, CostMark]:
    """The marks of one day in one room: besides what it costs anywhere, why the room cannot have it."""
    situation, length = bookings.situation, timedelta(minutes=wish.minutes)
    marks = {}
    for cost in costs:
        mark = mark_of(cost, wish, situation)
        if mark.tone != "bad":
            lacks = lacks_of(room, wish, Span(cost.start, cost.start + length), bookings)
            # A room of another school may be taken by whoever chooses it.
            words = next((_lack_words(one, room) for one in lacks if one.kind != "school"), "")
            mark = CostMark("✗", words, "bad") if words else mark
        marks[local_minute(cost.start, situation.zone)] = mark
    return marks


def _lack_words(lack: Lack, room: Room) -> str:
    if lack.kind == "blocked":
        return lack.blocks[0].why or "blocked"
    named = {"capacity": f"holds {room.capacity}", "equipment": f"no {lack.what}"}
    return named.get(lack.kind, lack.kind)


def mark_of(cost: StartCost, wish: Interview, situation: Situation) -> CostMark:
    """One start: ✗ it cannot be, !! a core class, ! another class or something else against it, − light, ✓ free."""
    if cost.clash:
        return CostMark("✗", _why_not(cost, wish, situation), "bad")
    against, missed = _against(cost), _missed(cost, situation)
    left = {1: ("last room",), 2: ("2 rooms",)}.get(cost.rooms or 0, ())
    kinds = {key[2] for key, _ in cost.missed.what}
    if kinds - LIGHT:
        return CostMark("!!" if "core" in kinds else "!", ", ".join((*missed, *against, *left)), "warn")
    if against:
        return CostMark("!", ", ".join((*against, *missed, *left)), "warn")
    if kinds - {"free"}:
        return CostMark("−", ", ".join((*missed, *left)), "light")
    return CostMark("✓", ", ".join((*missed, *left)) or "free", "good")


def _against(cost: StartCost) -> tuple[str, ...]:
    found = {
        "no room": cost.rooms == 0,
        "no adult": cost.adults == 0,
        "not offered": cost.offered is False,
        "too near": cost.close,
        "2nd that day": cost.again,
    }
    return tuple(words for words, true in found.items() if true)


def _missed(cost: StartCost, situation: Situation) -> tuple[str, ...]:
    names = []
    for (period, class_id, _kind), _minutes in cost.missed.what:
        known = situation.classes.get(class_id or "")
        # Many schools put the period into the class's name.
        names.append(known.name.partition(", period")[0] if known else f"{period} free")
    return tuple(dict.fromkeys(names))


def _why_not(cost: StartCost, wish: Interview, situation: Situation) -> str:
    if cost.clash == "student":
        known = situation.students.get(wish.students[0]) if wish.students else None
        return f"{known.first_name if known and len(wish.students) == 1 else 'student'} busy"
    if cost.clash in ("contact", "contact_day"):
        who = contact_label(wish.contact, situation)
        return f"{who} {'busy' if cost.clash == 'contact' else 'full'}"
    if cost.clash == "never":
        return f"never: {', '.join(_missed(cost, situation))}"
    return {"window": "outside", "closed": "closed"}.get(cost.clash, "past")


def other_clock(theirs: str, ours: ZoneInfo, day: date) -> tuple[str, int] | None:
    """The name of a contact's clock on a day, and how many minutes it is ahead; None where it shows the same."""
    if not theirs or theirs == ours.key:
        return None
    noon = datetime.combine(day, time(12), tzinfo=ours)
    there = noon.astimezone(zone_or(theirs, ours))
    minutes = round((there.replace(tzinfo=None) - noon.replace(tzinfo=None)).total_seconds() / 60)
    return (there.tzname() or theirs, minutes) if minutes else None
