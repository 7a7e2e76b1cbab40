"""Interviews as rows of a file: those that the calendar, the rooms and the board show."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.queries.cards import Card
from models.queries.rooms_day import RoomDay
from models.rules.absences import ABSENCE_WORDS
from models.rules.interview import WORDS
from models.rules.walls import format_wall
from screens.state.lanes import Line, wants_text
from screens.state.looks import lacks, where_of

Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""A header, and rows of as many cells."""
CARDS = (
    "Id", "Day", "From", "To", "Students", "Contact", "Employer", "Format", "Where", "State", "Absence", "Lacks",
    "Zone",
)  # fmt: skip
BLOCKS = ("Room", "Day", "From", "To", "Why")
BOARD = (
    "Id", "Lane", "From", "To", "Students", "Contact", "Employer", "Format", "Where", "State", "Standby", "Wants",
    "Zone",
)  # fmt: skip


def cards_grid(cards: Iterable[Card], zone: ZoneInfo) -> Rows:
    """A row for each interview, in their order; the times are those of the zone, which is named."""
    return CARDS, [(*_card(card), zone.key) for card in cards]


def _card(card: Card) -> tuple[str, ...]:
    return (
        card.id, card.day.isoformat(), format_wall(card.start), format_wall(card.end),
        "; ".join(card.students), card.contact, card.employer, WORDS[card.format],
        where_of(card), WORDS[card.state], ABSENCE_WORDS[card.absence], "; ".join(lacks(card)),
    )  # fmt: skip


def board_grid(lines: Iterable[Line], zone: ZoneInfo) -> Rows:
    """A row for each interview on the board, lane by lane; the headings are left out."""
    return BOARD, [_line(line, zone) for line in lines if line.row is not None]


def _line(line: Line, zone: ZoneInfo) -> tuple[str, ...]:
    row = line.row
    if row is None:
        return ()
    span = row.interview.span
    start, end = (f"{at.astimezone(zone):%H:%M}" for at in span) if span else ("", "")
    where = row.room or {"home": "from home", "workplace": "at the workplace"}.get(row.interview.place, "")
    return (
        row.id, line.lane.title, start, end, "; ".join(row.students), row.contact,
        row.employer, WORDS[row.interview.format], where, WORDS[row.state], row.standby, wants_text(row),
        zone.key,
    )  # fmt: skip


def blocks_grid(rooms: Iterable[RoomDay], day: str) -> Rows:
    """A row for each time at which a room is blocked on a day."""
    return BLOCKS, [
        (one.room.name, day, format_wall(block.start), format_wall(block.end), block.block.why)
        for one in rooms
        for block in one.blocks
    ]
