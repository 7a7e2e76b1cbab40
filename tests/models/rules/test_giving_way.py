"""Calls that must go elsewhere find places together: as many as there are places, and nobody else is moved."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview, Opening, Room
from models.rules.giving_way import give_way
from models.rules.situation import Situation
from models.rules.to_tell import to_tell
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    at,
    contact,
    interview,
    room,
    school_class,
    situation,
    student,
)

BEFORE = at("07:00", MONDAY)
SLOTS = ("09:00-09:20", "11:00-11:20", "13:00-13:20", "14:00-14:20")


def slot_room(number: int) -> Room:
    """A room that is open for one call on Tuesday, and for nothing else."""
    hour = int(SLOTS[number][:2]) * 60
    return room(f"slot{number}", f"Slot {number}", hours=(Opening(None, TUESDAY, hour, hour + 20),))


def world(busy: list[set[int]], slots: int, *more: Interview) -> tuple[list[Interview], Situation]:
    """A call on Monday for each of `busy`, in which its student has something else on Tuesday."""
    calls = [
        interview(f"c{n}", "09:00-09:20", MONDAY, students=(f"s{n}",), contact=f"k{n}", room=None)
        for n in range(len(busy))
    ]
    others = [
        interview(f"o{n}.{slot}", SLOTS[slot], students=(f"s{n}",), contact=None, place="home", room=None)
        for n, taken in enumerate(busy)
        for slot in taken
    ]
    found = situation(
        *calls,
        *others,
        *more,
        students={f"s{n}": student(f"s{n}") for n in range(len(busy))},
        contacts={f"k{n}": contact(f"k{n}", f"Contact {n}") for n in range(len(busy))},
        rooms={f"slot{n}": slot_room(n) for n in range(slots)},
    )
    return calls, found


def most(busy: list[set[int]], slots: int) -> int:
    """The most calls that can be placed, by trying everything."""
    many = [*range(slots), *[-1] * len(busy)]
    counts: list[int] = [
        sum(slot >= 0 and slot not in busy[n] for n, slot in enumerate(order))
        for order in permutations(many, len(busy))
    ]
    return max(counts)


def test_one_call_makes_room_for_another_that_could_go_nowhere_else() -> None:
    calls, found = world([set(), {1}], 2)
    moved = give_way(calls, found, now=BEFORE)
    assert moved.stuck == ()
    assert {ident: one.room for ident, one in moved.moved.items()} == {"c0": "slot1", "c1": "slot0"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.integers(0, 3)), min_size=1, max_size=4), st.integers(1, 4))
def test_as_many_are_placed_as_there_are_places_for(busy: list[set[int]], slots: int) -> None:
    calls, found = world(busy, slots)
    moved = give_way(calls, found, now=BEFORE)
    assert len(moved.moved) == most(busy, slots)
    assert {one.id for one in moved.stuck} | moved.moved.keys() == {one.id for one in calls}
    after = found._replace(interviews={**found.interviews, **moved.moved})
    assert [clashes(find_conflicts(one, after, now=BEFORE)) for one in moved.moved.values()] == [()] * len(
        moved.moved
    )


def test_nobody_is_put_over_a_call_that_is_stuck() -> None:
    stuck = interview("c0", "09:00-09:20", students=("mia",), contact="dana", room="r12")
    other = interview("c1", "09:20-09:40", students=("ben",), contact="omar", room="r12")
    shut = {"r12": room("r12", "Room 12", hours=(Opening(None, TUESDAY, 540, 560),))}
    never = {"exam": school_class("exam", "Exam", "1-5", "never")}
    found = situation(stuck, other, rooms=shut, classes=never)
    found = found._replace(students={**found.students, "mia": student("mia", classes=("exam",))})
    moved = give_way([stuck, other], found, now=BEFORE)
    assert (moved.moved, [one.id for one in moved.stuck]) == ({}, ["c0", "c1"])


def test_everybody_who_knew_of_a_call_is_to_be_told() -> None:
    found = situation(classes={"alg": school_class("alg", "Algebra", "3", teacher="ana")})
    found = found._replace(
        students={
            **found.students,
            "mia": student("mia", name="Mia Torres", classes=("alg",), guardian_name="Lee"),
        },
        contacts={"dana": contact("dana", "Dana Whitfield", email="dana@example.org")},
    )
    call = interview("a", place="home", room=None)
    later = call._replace(start=at("13:00"), end=at("13:20"))
    other = interview("b", contact=None, students=("ben",), state="scheduled")
    changes = [(call, later), (other, other._replace(start=other.start and other.start + timedelta(hours=1)))]
    assert to_tell(changes, found) == (
        "Interviewees to tell: Dana Whitfield (confirmed, dana@example.org).",
        "Students to tell: Mia Torres, Ben Ode.",
        "Guardians to tell: Lee.",
        "Teachers to tell: Ana Ruiz.",
    )
    assert to_tell([], found) == ()
