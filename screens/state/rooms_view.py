"""The quiet rooms of a day as columns: open hours, blocks, who is in them, and who has none."""

from __future__ import annotations

from models.queries.cards import DAY_END, Card
from models.queries.rooms_day import RoomBlockCard, RoomDay, RoomsFacts
from models.rules.facts import Period
from models.rules.naming import day_text
from models.rules.walls import format_wall
from screens.state.calendar_view import USUAL, day_type_words, off_reason
from screens.state.grid import Band, GridBlock, GridColumn
from screens.state.looks import mark_and_style, status_of
from screens.state.signs import STATE_SIGNS

NO_ROOM = "-"
"""The key of the column of those who have no room."""
BLOCK = "block:"
"""How the keys of blocks begin."""


def day_line(facts: RoomsFacts) -> tuple[str, str]:
    """The day in one line, with its tone: what it is at school, how many interviews, how many without a room."""
    plan, many, lacking = facts.plan, len(facts.cards), len(facts.without)
    off = off_reason(plan, facts.campaign)
    calls = f"{many} interview{'' if many == 1 else 's'}"
    without = f"! {lacking} without a room" if lacking else ""
    parts = [f"{day_text(plan.day)} {plan.day.year}", off or day_type_words(plan), plan.note, calls, without]
    return "warn" if lacking else "strong", " · ".join(part for part in parts if part)


def room_columns(facts: RoomsFacts) -> tuple[GridColumn, ...]:
    """First those without a room, then every room by name."""
    many = len(facts.without)
    lacking = f"{many} to place" if many else ""
    periods = tuple(_period_band(period) for period in facts.plan.periods)
    first = GridColumn(NO_ROOM, "! No room" if many else "No room", lacking, False, periods, pinned=True)
    return (first, *(_room_column(one, facts) for one in facts.rooms))


def _room_column(one: RoomDay, facts: RoomsFacts) -> GridColumn:
    calls = f"{one.calls} call{'' if one.calls == 1 else 's'}" if one.calls else "free"
    return GridColumn(one.room.id, one.room.name, calls, False, _bands(one, facts))


def _bands(one: RoomDay, facts: RoomsFacts) -> tuple[Band, ...]:
    off = off_reason(facts.plan, facts.campaign)
    if off:
        return (Band(0, DAY_END, off, "closed"),)
    return (*(_period_band(period) for period in facts.plan.periods), *_closed(one.opened))


def _period_band(period: Period) -> Band:
    return Band(period.start, period.end, period.name, period.kind)


def _closed(opened: tuple[tuple[int, int], ...]) -> tuple[Band, ...]:
    """What lies between the open hours."""
    bands, at = [], 0
    for start, end in sorted(opened):
        if start > at:
            bands.append(Band(at, start, "closed", "closed"))
        at = max(at, end)
    if at < DAY_END:
        bands.append(Band(at, DAY_END, "closed", "closed"))
    return tuple(bands)


def room_blocks(facts: RoomsFacts) -> tuple[GridBlock, ...]:
    """Interviews and blocks. An interview in a room that is closed or blocked then is marked as a clash."""
    rooms = {one.room.id: one for one in facts.rooms}
    off = bool(off_reason(facts.plan, facts.campaign))
    shown = [
        _call(card, off or not usable(rooms.get(card.room_id), card.start, card.end)) for card in facts.cards
    ]
    return (*shown, *(_block(one, block) for one in facts.rooms for block in one.blocks))


def usable(one: RoomDay | None, start: int, end: int) -> bool:
    """Whether the room is open and not blocked from one wall minute to another; no room is always usable."""
    if one is None:
        return True
    return any(a <= start and end <= b for a, b in one.opened) and not any(
        block.start < end and start < block.end for block in one.blocks
    )


def _call(card: Card, off: bool) -> GridBlock:
    mark, style = mark_and_style(card, off=off)
    lines = (f"{mark}{card.who}", card.contact, status_of(card))
    column = card.room_id or NO_ROOM
    return GridBlock(card.id, column, card.start, card.end, lines, STATE_SIGNS[card.state], style)


def _block(one: RoomDay, block: RoomBlockCard) -> GridBlock:
    why = block.block.why or "blocked"
    times = f"{format_wall(block.start)}–{format_wall(block.end)}"
    key = f"{BLOCK}{block.block.id}"
    return GridBlock(key, one.room.id, block.start, block.end, (why, "blocked", times), "╳", "blocked")


def block_lines(one: RoomDay, block: RoomBlockCard) -> tuple[str, str]:
    """A block in two lines."""
    why = f": {block.block.why}" if block.block.why else ""
    times = f"{format_wall(block.start)}–{format_wall(block.end)}"
    return f"╳ {one.room.name} is blocked {times}{why}", "  B frees it again."


def room_lines(facts: RoomsFacts, column: str, minute: int) -> tuple[str, str]:
    """An empty place of a room in two lines."""
    when = f"{day_text(facts.day)} {format_wall(minute)}"
    one = next((each for each in facts.rooms if each.room.id == column), None)
    off = off_reason(facts.plan, facts.campaign)
    if one is None:
        many = len(facts.without)
        place = "a finds rooms for all of them." if many else "Every interview of the day has a room."
        return f"{when} · no room: {many}{f' · {off}' if off else ''}", place
    has = ", ".join(one.room.equipment) or "no equipment"
    gap = f", {one.room.changeover_minutes} min between calls" if one.room.changeover_minutes else ""
    here = off or ("free here" if usable(one, minute, minute + 1) else "closed here")
    return f"{when} · {one.room.name} · {here}", f"For {one.room.capacity}, {has}{gap}. B blocks it."


def rooms_extent(facts: RoomsFacts) -> tuple[int, int]:
    """From which to which wall minute to show: periods, interviews, open hours of their own, to full hours."""
    spans = [(p.start, p.end) for p in facts.plan.periods] + [(card.start, card.end) for card in facts.cards]
    spans += [hours for one in facts.rooms for hours in one.opened if hours != (0, DAY_END)]
    spans = spans or [USUAL]
    return min(a for a, _ in spans) // 60 * 60, min(DAY_END, -(-max(b for _, b in spans) // 60) * 60)
