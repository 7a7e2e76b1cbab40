"""What is free now, until when, and what will be next."""

from __future__ import annotations

from models.rules.facts import Opening, Room
from screens.state.rooms_free import FreeNow, free_line, rooms_free
from tests.screens.state.test_rooms_view import BLOCK, SUNDAY, card, facts, room

WEEKLY = (Opening(2, None, 500, 900),)


def named(name: str, *, hours: tuple[Opening, ...] = WEEKLY) -> Room:
    return Room(name, name, "", 2, (), 0, hours, ())


def test_a_room_is_free_until_its_next_call_with_the_pause_it_wants() -> None:
    there = facts(room(((500, 900),)), card("a", "r1", 600))
    assert rooms_free(there, 520) == (FreeNow("Room 1", 520, 540),)
    assert rooms_free(there, 597) == ()


def test_during_a_call_it_is_free_after_the_pause() -> None:
    one = room(((500, 900),))
    there = facts(one._replace(room=one.room._replace(hours=WEEKLY)), card("a", "r1", 600))
    assert rooms_free(there, 605) == (FreeNow("Room 1", 625, 900),)
    assert rooms_free(there, 595) == (FreeNow("Room 1", 625, 900),)


def test_before_it_opens_and_while_it_is_blocked() -> None:
    one = room(((500, 900),), BLOCK)
    there = facts(one._replace(room=one.room._replace(hours=WEEKLY)))
    assert rooms_free(there, 450) == (FreeNow("Room 1", 500, 720),)
    assert rooms_free(there, 730) == (FreeNow("Room 1", 780, 900),)
    assert rooms_free(there, 900) == ()


def test_the_strip_names_the_longest_first_and_then_the_soonest() -> None:
    rooms = [room(((500, end),))._replace(room=named(f"R{end}")) for end in (600, 700, 900)]
    late = room(((800, 900),))._replace(room=named("Late"))
    there = facts(rooms[0])._replace(rooms=(*rooms, late))
    assert free_line(there, 520) == (
        "good",
        "Free now: R900 until 15:00, R700 until 11:40, R600 until 10:00. Next: Late at 13:20.",
    )
    assert free_line(there, 520, 78) == (
        "good",
        "Free now: R900 until 15:00, R700 until 11:40, R600 until 10:00.",
    )
    assert free_line(there, 520, 40) == ("good", "Free now: R900 until 15:00 and 2 more.")
    assert free_line(there, 480) == (
        "warn",
        "No quiet room is free now. Next: R600 at 08:20, R700 at 08:20 and 2 more.",
    )
    assert free_line(there, 900) == ("dim", "No quiet room is free any more today.")
    assert free_line(facts(room(()), day=SUNDAY), 600) == ("dim", "No quiet room is free any more today.")


def test_a_room_without_hours_closes_with_the_school() -> None:
    assert rooms_free(facts(room()), 500) == (FreeNow("Room 1", 500, 540),)
    assert rooms_free(facts(room()), 545) == ()
