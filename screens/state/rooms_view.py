"""The quiet rooms of a day as columns: open hours, blocks, who is in them, and who has none; then labs and phones."""

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
"""How the keys of blocks and bookings begin."""
KIND_WORDS = {"room": "", "lab": "lab, ", "phone": "phone, "}
"""What stands under the name of a place that is no quiet room, before its load."""
FREE = "free"


def day_line(facts: RoomsFacts) -> tuple[str, str]:
    """The day in one line, with its tone: what it is at school, how many interviews, how many without a room."""
    plan, many, lacking = facts.plan, len(facts.cards), len(facts.without)
    off = off_reason(plan, facts.campaign)
    calls = f"{many} interview{'' if many == 1 else 's'}"
    without = f"! {lacking} without a room" if lacking else ""
    parts = [f"{day_text(plan.day)} {plan.day.year}", off or day_type_words(plan), plan.note, calls, without]
    return "warn" if lacking else "strong", " · ".join(part for part in parts if part)


def room_columns(facts: RoomsFacts) -> tuple[GridColumn, ...]:
    """First those without a room, then every room by name, then labs and phones."""
    many = len(facts.without)
    lacking = f"{many} to place" if many else ""
    periods = tuple(period_band(period) for period in facts.plan.periods)
    first = GridColumn(NO_ROOM, "! No room" if many else "No room", lacking, False, periods, pinned=True)
    return (first, *(_room_column(one, facts) for one in facts.every))


def _room_column(one: RoomDay, facts: RoomsFacts) -> GridColumn:
    load = load_words(one)
    # The kind is told only beside "free": a column is narrow, and bookings tell what they are.
    sub = f"{KIND_WORDS[one.room.kind]}{load}" if load == FREE else load
    return GridColumn(one.room.id, one.room.name, sub, False, place_bands(one, facts))


def load_words(one: RoomDay) -> str:
    """How much is in the place on the day: "3 calls", "1 booking", "free"."""
    booked = sum(bool(block.block.held) for block in one.blocks)
    told = [
        f"{many} {word}{'' if many == 1 else 's'}"
        for many, word in ((one.calls, "call"), (booked, "booking"))
        if many
    ]
    return ", ".join(told) or FREE


def place_bands(one: RoomDay, facts: RoomsFacts) -> tuple[Band, ...]:
    """What lies behind the calls in a place on a day."""
    off = off_reason(facts.plan, facts.campaign)
    if off and (facts.plan.closed or one.room.kind == "room"):
        return (Band(0, DAY_END, off, "closed"),)
    return (*(period_band(period) for period in facts.plan.periods), *_closed(one.opened))


def period_band(period: Period) -> Band:
    """A period behind the columns."""
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
    """Interviews, blocks and bookings. An interview in a room that is closed or taken then is marked as a clash."""
    rooms = {one.room.id: one for one in facts.every}
    off = bool(off_reason(facts.plan, facts.campaign))
    shown = [
        call_block(
            card, card.room_id or NO_ROOM, off or not usable(rooms.get(card.room_id), card.start, card.end)
        )
        for card in facts.cards
    ]
    held = (place_block(one, block, one.room.id) for one in facts.every for block in one.blocks)
    return (*shown, *held)


def usable(one: RoomDay | None, start: int, end: int) -> bool:
    """Whether the room is open and not blocked from one wall minute to another; no room is always usable."""
    if one is None:
        return True
    return any(a <= start and end <= b for a, b in one.opened) and not any(
        block.start < end and start < block.end for block in one.blocks
    )


def call_block(card: Card, column: str, off: bool) -> GridBlock:
    """An interview in a column."""
    mark, style = mark_and_style(card, off=off)
    lines = (f"{mark}{card.who}", card.contact, status_of(card))
    return GridBlock(card.id, column, card.start, card.end, lines, STATE_SIGNS[card.state], style)


def place_block(one: RoomDay, block: RoomBlockCard, column: str) -> GridBlock:
    """A block, or a booking of the place, in a column."""
    times = f"{format_wall(block.start)}–{format_wall(block.end)}"
    key = f"{BLOCK}{block.block.id}"
    if block.block.held:
        lines = (block.block.held, block.block.why or "booked", times)
        return GridBlock(key, column, block.start, block.end, lines, "●", "way")
    why = block.block.why or "blocked"
    return GridBlock(key, column, block.start, block.end, (why, "blocked", times), "╳", "blocked")


def block_lines(one: RoomDay, block: RoomBlockCard) -> tuple[str, str]:
    """A block or a booking in two lines."""
    why = f": {block.block.why}" if block.block.why else ""
    times = f"{format_wall(block.start)}–{format_wall(block.end)}"
    if block.block.held:
        return f"● {one.room.name} is booked by {block.block.held} {times}{why}", "  Del gives it back."
    return f"╳ {one.room.name} is blocked {times}{why}", "  B or Del frees it again."


def room_lines(facts: RoomsFacts, one: RoomDay | None, minute: int) -> tuple[str, str]:
    """An empty place of a room on the day of the facts in two lines; None for the column of those without one."""
    when = f"{day_text(facts.plan.day)} {format_wall(minute)}"
    off = off_reason(facts.plan, facts.campaign)
    if one is None:
        many = len(facts.without)
        place = "a finds rooms for all of them." if many else "Every interview of the day has a room."
        return f"{when} · no room: {many}{f' · {off}' if off else ''}", place
    has = ", ".join(one.room.equipment) or "no equipment"
    gap = f", {one.room.changeover_minutes} min between calls" if one.room.changeover_minutes else ""
    here = off or ("free here" if usable(one, minute, minute + 1) else "closed here")
    kind = {"lab": "a lab: ", "phone": "a phone: "}.get(one.room.kind, "")
    about = (
        f"{kind}for {one.room.capacity}, {has}{gap}" if one.room.kind != "phone" else f"{kind}to take along"
    )
    about = f"{about[:1].upper()}{about[1:]}"
    return f"{when} · {one.room.name} · {here}", f"{about}. b books, B blocks, e changes it."


def rooms_extent(facts: RoomsFacts) -> tuple[int, int]:
    """From which to which wall minute to show: periods, interviews, open hours of their own, to full hours."""
    days = facts.week or (facts,)
    spans = [(p.start, p.end) for day in days for p in day.plan.periods]
    spans += [(card.start, card.end) for card in facts.cards]
    places = [one for day in days for one in day.every]
    spans += [hours for one in places for hours in one.opened if hours != (0, DAY_END)]
    spans += [(block.start, block.end) for one in places for block in one.blocks if block.block.held]
    spans = spans or [USUAL]
    return min(a for a, _ in spans) // 60 * 60, min(DAY_END, -(-max(b for _, b in spans) // 60) * 60)
