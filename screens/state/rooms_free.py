"""Which quiet rooms are free at this minute and until when, and when the others will be."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from models.queries.cards import DAY_END
from models.queries.rooms_day import RoomDay, RoomsFacts
from models.rules.walls import format_wall
from screens.state.calendar_view import off_reason

SHOWN = 4
"""So many rooms that are free now are named, where the line has room for them."""


class FreeNow(NamedTuple):
    """A room: free from `start` until `end`, in wall minutes; `start` is now for one that is free already."""

    name: str
    start: int
    end: int


def rooms_free(facts: RoomsFacts, minute: int) -> tuple[FreeNow, ...]:
    """Every quiet room that is free now or later today: those free now first, the longest first; then the soonest.

    The pause that a room wants between two calls counts as taken, and a room without hours closes with the school.
    """
    if off_reason(facts.plan, facts.campaign):
        return ()
    found = [free for one in facts.rooms if (free := _next_free(one, _taken(one, facts), minute))]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.start > minute, one.start, -one.end if one.start <= minute else 0, one.name),
        )
    )


def free_line(facts: RoomsFacts, minute: int, width: int = 200) -> tuple[str, str]:
    """The strip over the rooms, with its tone; so many rooms are named as `width` cells hold whole."""
    found = rooms_free(facts, minute)
    now = [f"{one.name} until {format_wall(one.end)}" for one in found if one.start <= minute]
    later = [f"{one.name} at {format_wall(one.start)}" for one in found if one.start > minute]
    if not facts.rooms or not found:
        return "dim", "No quiet room is free any more today." if facts.rooms else ""
    tone = "good" if now else "warn"
    tries = [_said(now, later, most, coming) for most in range(SHOWN, 0, -1) for coming in (2, 0)]
    return tone, next((one for one in tries if cell_len(one) <= width), tries[-1])


def _said(now: list[str], later: list[str], most: int, coming: int) -> str:
    if not now:
        return f"No quiet room is free now. Next: {_some(later, min(most, 2))}."
    told = f"Free now: {_some(now, most)}."
    return f"{told} Next: {_some(later, coming)}." if later and coming else told


def _some(told: list[str], most: int) -> str:
    rest = len(told) - most
    return ", ".join(told[:most]) + (f" and {rest} more" if rest > 0 else "")


def _taken(one: RoomDay, facts: RoomsFacts) -> list[tuple[int, int]]:
    gap = max(0, one.room.changeover_minutes)
    school = max((period.end for period in facts.plan.periods), default=DAY_END)
    over = [] if one.room.hours else [(school, DAY_END)]
    calls = [(card.start - gap, card.end + gap) for card in facts.cards if card.room_id == one.room.id]
    blocks = [(block.start, block.end) for block in one.blocks]
    edges = [0, *(minute for hours in sorted(one.opened) for minute in hours), DAY_END]
    shut = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return sorted([*calls, *blocks, *shut, *over])


def _next_free(one: RoomDay, taken: list[tuple[int, int]], minute: int) -> FreeNow | None:
    start = minute
    for a, b in taken:
        if a <= start < b:
            start = b
    if start >= DAY_END:
        return None
    end = min((a for a, _b in taken if a > start), default=DAY_END)
    return FreeNow(one.room.name, start, end)
