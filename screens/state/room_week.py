"""One place through a week: a column for each day, with its hours, calls, blocks and bookings."""

from __future__ import annotations

from datetime import date

from models.queries.rooms_day import RoomDay, RoomsFacts
from models.rules.naming import day_text
from screens.state.calendar_view import off_reason
from screens.state.grid import GridBlock, GridColumn
from screens.state.rooms_view import call_block, load_words, place_bands, place_block, usable


def week_columns(facts: RoomsFacts, today: date) -> tuple[GridColumn, ...]:
    """A column for each day."""
    return tuple(
        GridColumn(
            day.day.isoformat(),
            day_text(day.day),
            off_reason(day.plan, facts.campaign) or load_words(day.rooms[0]),
            day.day == today,
            place_bands(day.rooms[0], day),
        )
        for day in facts.week
    )


def week_blocks(facts: RoomsFacts) -> tuple[GridBlock, ...]:
    """What is held there, blocked and booked."""
    made: list[GridBlock] = []
    for day in facts.week:
        column, one = day.day.isoformat(), day.rooms[0]
        off = bool(off_reason(day.plan, facts.campaign))
        made += [call_block(card, column, off or not usable(one, card.start, card.end)) for card in day.cards]
        made += [place_block(one, block, column) for block in one.blocks]
    return tuple(made)


def week_line(facts: RoomsFacts) -> tuple[str, str]:
    """The week in one line: whose, from when to when, how much."""
    if not facts.week:
        return "dim", "Nothing is known of this week."
    first, last, name = facts.week[0].day, facts.week[-1].day, facts.week[0].rooms[0].room.name
    calls = len(facts.cards)
    many = f"{calls} interview{'' if calls == 1 else 's'}"
    return "strong", f"{name} · {day_text(first)} to {day_text(last)} {last.year} · {many}"


def day_facts(facts: RoomsFacts, column: str) -> tuple[RoomsFacts, RoomDay] | None:
    """A day of the week with its place, by the column's key."""
    found = next((day for day in facts.week if day.day.isoformat() == column), None)
    return (found, found.rooms[0]) if found is not None else None
