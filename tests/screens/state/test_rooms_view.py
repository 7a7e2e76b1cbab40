"""The rooms of a day in columns: open hours, blocks, and calls that a room cannot hold any more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from models.queries.cards import Card
from models.queries.rooms_day import RoomBlockCard, RoomDay, RoomsFacts
from models.rules.bells import BellBook
from models.rules.facts import BellSchedule, Block, Campaign, Period, Room
from models.rules.span import Span
from screens.state.grid import Band
from screens.state.rooms_view import (
    block_lines,
    day_line,
    room_blocks,
    room_columns,
    room_lines,
    rooms_extent,
    usable,
)

DAY, SUNDAY = date(2026, 11, 18), date(2026, 11, 22)
NOON = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
CAMPAIGN = Campaign(
    "c1", "Fall", "Elm High", "", date(2026, 11, 16), date(2026, 11, 27), "America/New_York", 3, 20, 4
)
BELLS = BellBook(
    BellSchedule(
        {"regular": (Period("1", 485, 540, "period"),)},
        dict.fromkeys(range(5), "regular"),
        (),
        None,
        None,
        {},
    )
)
BLOCK = RoomBlockCard(Block("b1", "r1", Span(NOON, NOON + timedelta(hours=1)), "Exams"), 720, 780)


def card(ident: str, room: str, start: int) -> Card:
    return Card(
        ident, DAY, start, start + 20, NOON, NOON, "scheduled", "phone", "room", room, room and "Room 1",
        "Dana Whitfield", "Harbour", ("Mia Torres",), "not_needed",
    )  # fmt: skip


def room(
    opened: tuple[tuple[int, int], ...] = ((0, 1440),), *blocks: RoomBlockCard, calls: int = 0
) -> RoomDay:
    return RoomDay(Room("r1", "Room 1", "", 2, ("phone",), 5, (), ()), opened, blocks, calls)


def facts(one: RoomDay, *cards: Card, day: date = DAY) -> RoomsFacts:
    return RoomsFacts(CAMPAIGN, day, BELLS, BELLS.plan(day), (one,), cards)


def test_the_first_column_is_for_those_who_have_none() -> None:
    made = room_columns(facts(room(((500, 900),), calls=1), card("a", "", 600), card("b", "r1", 640)))
    assert [(one.key, one.label, one.sub) for one in made] == [
        ("-", "! No room", "1 to place"),
        ("r1", "Room 1", "1 call"),
    ]
    assert made[1].bands == (
        Band(485, 540, "1", "period"),
        Band(0, 500, "closed", "closed"),
        Band(900, 1440, "closed", "closed"),
    )
    assert room_columns(facts(room()))[0].label == "No room"


def test_calls_and_blocks_are_blocks_and_what_cannot_be_is_a_clash() -> None:
    made = room_blocks(
        facts(room(((500, 900),), BLOCK), card("a", "", 600), card("b", "r1", 770), card("c", "r1", 800))
    )
    assert [(one.key, one.column, one.start, one.lines[0], one.style) for one in made] == [
        ("a", "-", 600, "!Mia Torres", "warning"),
        ("b", "r1", 770, "✗Mia Torres", "clash"),
        ("c", "r1", 800, "Mia Torres", "scheduled"),
        ("block:b1", "r1", 720, "Exams", "blocked"),
    ]


def test_a_room_is_usable_while_open_and_not_blocked() -> None:
    one = room(((500, 900),), BLOCK)
    assert [usable(one, *span) for span in ((500, 720), (490, 600), (700, 721), (780, 900))] == [
        True,
        False,
        False,
        True,
    ]
    assert usable(None, 0, 1440)


def test_the_day_and_places_in_words() -> None:
    there = facts(room(((500, 900),), BLOCK), card("a", "", 600))
    assert day_line(there) == ("warn", "Wed 18 Nov 2026 · regular · 1 interview · ! 1 without a room")
    assert day_line(facts(room())) == ("strong", "Wed 18 Nov 2026 · regular · 0 interviews")
    assert room_lines(there, there.rooms[0], 600) == (
        "Wed 18 Nov 10:00 · Room 1 · free here",
        "For 2, phone, 5 min between calls. b books, B blocks, e changes it.",
    )
    assert room_lines(there, there.rooms[0], 450)[0] == "Wed 18 Nov 07:30 · Room 1 · closed here"
    assert room_lines(there, None, 450) == ("Wed 18 Nov 07:30 · no room: 1", "a finds rooms for all of them.")
    assert block_lines(there.rooms[0], BLOCK) == (
        "╳ Room 1 is blocked 12:00–13:00: Exams",
        "  B or Del frees it again.",
    )


def test_on_a_closed_day_every_room_is_closed() -> None:
    there = facts(room(()), day=SUNDAY)
    assert day_line(there)[1] == "Sun 22 Nov 2026 · no school on Sundays · 0 interviews"
    assert room_columns(there)[1].bands == (Band(0, 1440, "no school on Sundays", "closed"),)
    assert rooms_extent(there) == (480, 960)


def test_the_hours_shown_hold_the_rooms_own() -> None:
    assert rooms_extent(facts(room())) == (480, 540)
    assert rooms_extent(facts(room(((430, 1000),)))) == (420, 1020)
