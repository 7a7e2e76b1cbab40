"""Plans of whole situations put to the rules that judge every booking made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.operations.planning import interview_of_slot
from models.planning.building import problem_of
from models.planning.grid import FIRST, LAST
from models.planning.planner import Plan, Wish, find_plan
from models.planning.problem import Problem
from models.rules.bell_book import BellBook
from models.rules.conflicts import all_conflicts
from models.rules.facts import (
    Block,
    Claim,
    Contact,
    DayException,
    Interest,
    Interview,
    Opening,
    Period,
    Room,
    Staff,
    Student,
)  # fmt: skip
from models.rules.situation import Situation
from models.rules.span import local_day
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    WEEKDAYS,
    at,
    contact,
    interview,
    room,
    school_class,
    situation,
    span,
    student,
)

NOW = at("08:10", MONDAY)
_FIELDS = ("agriculture", "arts", "energy")
_PROMISED = {
    "contact_gap", "contact_hours", "format_not_offered", "school_not_served", "too_many_calls", "school_closed",
    "no_room", "do_not_contact",
}  # fmt: skip
"""What a person may accept and the planner never does."""

_WALLS = st.sampled_from(["08:00-09:10", "09:05-11:00", "10:20-11:30", "12:00-12:47", "13:00-15:00"])
_DAYS = st.sampled_from([MONDAY, TUESDAY, date(2026, 11, 25), date(2026, 11, 26)])
_CLASSES = {
    one.id: one
    for one in (
        school_class("alg", "Algebra", "1 4", "core", never_on=(TUESDAY,)),
        school_class("art", "Art", "2", "elective"),
        school_class("test", "Testing", "3", "never"),
        school_class("eat", "Lunch B", "5", "lunch"),
    )
}


@st.composite
def students(draw: st.DrawFn, ident: str) -> Student:
    interests = enumerate(draw(st.permutations(_FIELDS)), 1)
    return student(
        ident,
        classes=tuple(draw(st.lists(st.sampled_from(sorted(_CLASSES)), max_size=3, unique=True))),
        interests=tuple(Interest(rank, cluster, "", "") for rank, cluster in interests)[
            : draw(st.integers(0, 3))
        ],
        owed=draw(st.sampled_from((None, 0, 2))),
        school=draw(st.sampled_from(("", "Ridge High", "Lake High"))),
    )


@st.composite
def contacts(draw: st.DrawFn, ident: str) -> Contact:
    hours = draw(st.lists(st.tuples(_WALLS, _DAYS), max_size=3))
    return contact(
        ident,
        f"Contact {ident}",
        clusters=tuple(draw(st.lists(st.sampled_from(_FIELDS), max_size=2, unique=True))),
        formats=tuple(
            draw(
                st.lists(st.sampled_from(("phone", "video", "on_site", "recorded")), max_size=2, unique=True)
            )
        ),
        minutes=draw(st.sampled_from((None, 15, 18, 30))),
        gap_minutes=draw(st.sampled_from((0, 7))),
        limit=draw(st.sampled_from((None, 1, 2))),
        per_day=draw(st.sampled_from((None, 1))),
        schools=draw(st.sampled_from(((), ("Lake High",)))),
        travel_minutes=12,
        do_not_contact=draw(st.sampled_from((False, False, False, True))),
        availability=tuple(span(*each) for each in hours),
    )


@st.composite
def rooms(draw: st.DrawFn, ident: str) -> Room:
    blocked = draw(st.lists(st.tuples(_WALLS, _DAYS), max_size=1))
    return room(
        ident,
        f"Room {ident}",
        equipment=draw(st.sampled_from(((), ("video",)))),
        changeover_minutes=draw(st.sampled_from((0, 8))),
        hours=draw(
            st.sampled_from(((), WEEKDAYS, (Opening(0, None, 545, 700), Opening(None, TUESDAY, 700, 830))))
        ),
        blocks=tuple(Block(f"b{n}", ident, span(*each), "") for n, each in enumerate(blocked)),
        school=draw(st.sampled_from(("", "", "Lake High"))),
    )


@st.composite
def worlds(draw: st.DrawFn) -> Situation:
    """The small school with other people in it, one booking by hand and perhaps a claim."""
    people = {one.id: one for one in (draw(students(f"s{n}")) for n in range(draw(st.integers(1, 5))))}
    pool = {one.id: one for one in (draw(contacts(f"k{n}")) for n in range(draw(st.integers(1, 3))))}
    held = {one.id: one for one in (draw(rooms(f"r{n}")) for n in range(draw(st.integers(0, 2))))}
    known = situation(students=people, contacts=pool, rooms=held, classes=_CLASSES)
    booked = draw(st.lists(_bookings(known), max_size=1))
    claims = draw(
        st.lists(st.tuples(st.sampled_from(sorted(pool)), st.sampled_from(sorted(people))), max_size=1)
    )
    adults = {
        "ana": Staff("ana", "Ana Ruiz", "aide", "", "", draw(st.sampled_from((WEEKDAYS, WEEKDAYS[:1], ()))))
    }
    return known._replace(
        interviews={one.id: one for one in booked},
        claims=tuple(Claim("c1", who, by, NOW + timedelta(days=3)) for who, by in claims),
        staff=adults,
        campaign=known.campaign._replace(
            calls_per_adult=draw(st.integers(1, 2)), last_day=date(2026, 11, 26)
        ),
    )


def _bookings(known: Situation) -> st.SearchStrategy[Interview]:
    return st.builds(
        lambda who, whom, where, when: interview(
            "i1", when, students=(who,), contact=whom, room=where, format="phone"
        ),
        st.sampled_from(sorted(known.students)),
        st.sampled_from(sorted(known.contacts)),
        st.sampled_from([None, *known.rooms]),
        st.sampled_from(["09:10-09:33", "10:20-10:40"]),
    )


def planned(problem: Problem, plan: Plan, known: Situation) -> dict[str, Interview]:
    """The plan's interviews as they would be booked."""
    made = (interview_of_slot(slot, problem, known) for slot in plan.slots)
    return {f"p{number}": one._replace(id=f"p{number}") for number, one in enumerate(made)}


@given(worlds(), st.integers(0, 3))
@settings(max_examples=120, deadline=None)
def test_no_plan_ever_clashes_or_breaks_what_was_asked_for(known: Situation, seed: int) -> None:
    problem = problem_of(known, NOW)
    plan = find_plan(problem, Wish(seed=seed, effort=30))
    new = planned(problem, plan, known)
    after = known._replace(interviews={**known.interviews, **new})
    wrong = [one for one in all_conflicts(after, NOW) if one.severity == "clash" or one.kind in _PROMISED]
    assert not [one for one in wrong if set(one.interviews) & set(new)]
    for ident, person in known.students.items():
        mine = [one for one in after.interviews.values() if ident in one.students]
        owed = known.campaign.per_student if person.owed is None else person.owed
        days = [local_day(one.start, known.zone) for one in mine if one.start]
        assert len(mine) <= max(owed, sum(one.id not in new for one in mine))
        assert len(set(days)) == len(days)
        assert len({one.contact for one in mine}) == len(mine)
    assert all(one.start and one.start >= NOW for one in new.values())


@pytest.mark.parametrize(("wall", "first"), [("08:10", 520), ("08:12", 525), ("14:40", 14 * 60 + 40 + 30)])
def test_nothing_is_planned_sooner_than_people_can_be_told(wall: str, first: int) -> None:
    days = problem_of(situation(), at(wall, MONDAY)).days
    assert (days[0].day, days[0].earliest, days[1].earliest) == (MONDAY, first if first != 525 else 522, 0)


def test_closed_days_and_days_that_are_over_are_no_days_of_the_plan() -> None:
    days = [day.day.day for day in problem_of(situation(), at("12:00", TUESDAY)).days]
    assert days == [24, 26, 27, 30, 1, 2, 3, 4]


def test_a_claim_keeps_the_contact_for_whoever_made_it() -> None:
    known = situation(
        students={"mia": student("mia", interests=(Interest(1, "arts", "", ""),)), "ben": student("ben")},
        contacts={"dana": contact("dana", "Dana Whitfield", clusters=("arts",), limit=1)},
        claims=(Claim("c1", "dana", "ben", NOW + timedelta(days=1)),),
    )
    host = problem_of(known, NOW).hosts[0]
    assert (host.left, host.claimed) == (0, frozenset({"ben"}))
    assert [one.code for one in find_plan(problem_of(known, NOW), Wish(effort=5)).reasons] == [
        "full",
        "no_interests",
    ]


def test_a_claim_beyond_what_the_contact_offered_gives_no_interview() -> None:
    known = situation(
        interview("i1", students=("ida",)),
        students={"mia": student("mia", interests=(Interest(1, "arts", "", ""),)), "ida": student("ida")},
        contacts={"dana": contact("dana", "Dana Whitfield", clusters=("arts",), limit=1)},
        claims=(Claim("c1", "dana", "mia", NOW + timedelta(days=1)),),
    )
    assert [one.code for one in find_plan(problem_of(known, NOW), Wish(effort=5)).reasons] == ["full"]


def test_whoever_said_no_to_a_student_is_not_asked_again() -> None:
    known = situation(
        students={"mia": student("mia", interests=(Interest(1, "arts", "", ""),))},
        contacts={"dana": contact("dana", "Dana Whitfield", clusters=("arts",))},
    )
    assert find_plan(problem_of(known, NOW), Wish(effort=5)).score.placed == 1
    again = find_plan(problem_of(known, NOW, {("mia", "dana")}), Wish(effort=5))
    assert [one.code for one in again.reasons] == ["no_contact"]


def test_where_no_school_has_a_name_every_room_and_contact_serves_everybody() -> None:
    known = situation(
        students={"mia": student("mia", interests=(Interest(1, "arts", "", ""),), school="")},
        contacts={"dana": contact("dana", "Dana Whitfield", clusters=("arts",), schools=("Ridge High",))},
        rooms={"r1": room("r1", "Room 1", school="Ridge High")},
    )
    known = known._replace(campaign=known.campaign._replace(school=""))
    assert len(find_plan(problem_of(known, NOW), Wish(effort=5)).slots) == 1


@pytest.mark.parametrize(
    ("rows", "hours"),
    [
        ((9 * 60, 11 * 60), (9 * 60, 11 * 60)),
        ((8 * 60, 12 * 60), (FIRST, 12 * 60)),
        ((8 * 60, 15 * 60), (FIRST, LAST)),
        ((8 * 60, 16 * 60), (FIRST, LAST)),
    ],
)
def test_rooms_are_open_on_a_short_day_only_while_school_is(
    rows: tuple[int, int], hours: tuple[int, int]
) -> None:
    """On usual days, from 8 to 15, they are open as long as they say, after the last bell too."""
    known = situation()
    short = {TUESDAY: DayException(TUESDAY, "", "", "", "", (Period("1", *rows, "period"),))}
    known = known._replace(bells=BellBook(known.bells.schedule._replace(exceptions=short)))
    first, second = problem_of(known, NOW).rooms[0].hours[:2]
    assert (first, second) == ((0, FIRST, LAST), (1, *hours))
