"""Planning again after something fell out: who keeps, who moves, who must be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.operations.planning import interview_of_slot
from models.planning.building import problem_of
from models.planning.planner import Wish, find_plan
from models.planning.replanning import Change, Replan, Replanning, Tell, replan, replanning_of
from models.rules.conflicts import all_conflicts
from models.rules.facts import Interest, Interview
from models.rules.situation import Situation
from tests.models.planning.test_building import NOW, worlds
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

THURSDAY = date(2026, 11, 26)
_ARTS = (Interest(1, "arts", "", ""),)


def after(replanning: Replanning, found: Replan) -> Situation:
    """The world once everything is as planned again."""
    changed = replanning.situation
    slots = (interview_of_slot(slot, replanning.problem, changed) for slot in found.plan.slots)
    made = {f"p{number}": one._replace(id=f"p{number}") for number, one in enumerate(slots)}
    return changed._replace(interviews={**changed.interviews, **made})


@given(worlds(), st.integers(0, 3), st.data())
@settings(max_examples=60, deadline=None)
def test_planning_again_breaks_nothing_and_loses_no_interview_from_sight(
    known: Situation, seed: int, data: st.DataObject
) -> None:
    problem = problem_of(known, NOW)
    made = (interview_of_slot(slot, problem, known) for slot in find_plan(problem, Wish(effort=30)).slots)
    booked = {f"p{number}": one._replace(id=f"p{number}") for number, one in enumerate(made)}
    known = known._replace(interviews={**known.interviews, **booked})
    change = Change(
        contacts=frozenset(data.draw(st.lists(st.sampled_from(sorted(known.contacts)), max_size=1))),
        rooms=tuple((one, span("08:00-12:00", MONDAY)) for one in list(known.rooms)[:1] if data.draw(st.booleans())),
        days=frozenset(data.draw(st.lists(st.sampled_from([MONDAY, TUESDAY]), max_size=1))),
    )  # fmt: skip
    replanning = replanning_of(known, NOW, change)
    found = replan(replanning, Wish(seed=seed))
    told = {one.interview.id for one in replanning.told}
    parts = [
        *(one.id for one in found.kept),
        *(one.interview.id for one in (*found.moved, *found.replaced)),
        *(one.id for one in found.lost),
    ]
    assert sorted(parts) == sorted(told)
    assert len(found.plan.slots) == len(parts) - len(found.lost) + len(found.new)
    stands = {one.id for one in known.interviews.values()} - told
    assert stands <= replanning.situation.interviews.keys()
    world = after(replanning, found)
    wrong = [one for one in all_conflicts(world, NOW) if one.severity == "clash"]
    assert not [
        one for one in wrong if any(each.startswith("p") for each in one.interviews if each not in stands)
    ]
    if not any(one.hit for one in replanning.told):
        assert (found.moved, found.replaced, found.lost) == ((), (), ())


def school(*booked: Interview) -> Situation:
    """Three students who want the arts, two contacts, one room, one adult."""
    return situation(
        *booked,
        students={name: student(name, interests=_ARTS, owed=1) for name in ("mia", "ben", "ida")},
        contacts={
            "dana": contact("dana", "Dana Whitfield", clusters=("arts",), minutes=20,
                            availability=(span("09:00-11:00"), span("09:00-11:00", MONDAY))),
            "lee": contact("lee", "Lee Brandt", clusters=("arts",), minutes=20,
                           availability=(span("09:00-11:00"),)),
        },
        rooms={"r1": room("r1", "Room 1"), "r2": room("r2", "Room 2", hours=WEEKDAYS)},
    )  # fmt: skip


def call(ident: str, who: str, whom: str, wall: str, where: str = "r1") -> Interview:
    """A call that people were told of."""
    return interview(ident, wall, students=(who,), contact=whom, room=where, minutes=20)


def test_a_contact_who_cancels_is_replaced_and_nobody_else_is_disturbed() -> None:
    known = school(call("i1", "mia", "dana", "09:00-09:20"), call("i2", "ben", "lee", "09:20-09:40"))
    replanning = replanning_of(known, NOW, Change(contacts=frozenset({"dana"})))
    found = replan(replanning)
    assert [one.id for one in found.kept] == ["i2"]
    assert [(one.interview.id, one.slot.host) for one in found.replaced] == [("i1", 0)]
    assert (found.moved, found.lost, len(found.new)) == ((), (), 1)
    assert [(one.kind, one.id) for one in found.tell] == [
        ("student", "ida"), ("student", "mia"), ("contact", "lee"),
    ]  # fmt: skip


def roomed(replanning: Replanning) -> list[tuple[str, str, str | None]]:
    """The calls that keep their time in another room: id, from and to, room."""
    zone = replanning.situation.zone
    return [
        (there.id, "-".join(f"{when.astimezone(zone):%H:%M}" for when in there.span or ()), there.room)
        for _, there in replanning.roomed
    ]


def test_an_odd_minute_and_a_call_outside_the_contacts_hours_keep_their_time_in_another_room() -> None:
    odd = call("i1", "mia", "dana", "13:07-13:27")
    replanning = replanning_of(school(odd), NOW, Change(rooms=(("r1", span("08:00-15:00")),)))
    assert roomed(replanning) == [("i1", "13:07-13:27", "r2")]
    assert (replan(replanning).moved, replan(replanning).lost) == ((), ())


def test_a_room_that_is_lost_disturbs_only_the_student() -> None:
    known = school(call("i1", "mia", "dana", "09:00-09:20"))
    known = known._replace(students={"mia": known.students["mia"]})
    replanning = replanning_of(known, NOW, Change(rooms=(("r1", span("08:00-15:00")),)))
    found = replan(replanning)
    assert (roomed(replanning), found.moved, found.lost) == ([("i1", "09:00-09:20", "r2")], (), ())
    assert found.tell == (Tell("student", "mia", (("room", "i1"),)),)


@pytest.mark.parametrize("minutes", [15, 20, 30])
def test_a_call_held_otherwise_than_is_usual_for_its_contact_keeps_its_time_in_another_room(
    minutes: int,
) -> None:
    """By video with a contact who is usually phoned, or of another length; the time costs a class, others do not."""
    known = school(call("i1", "mia", "dana", f"09:00-09:{minutes}")._replace(format="video", minutes=minutes))
    maths = school_class("maths", "Maths", "1 2", "core")
    mia = known.students["mia"]._replace(classes=("maths",))
    rooms = {ident: one._replace(equipment=("video",)) for ident, one in known.rooms.items()}
    known = known._replace(students={"mia": mia}, rooms=rooms, classes={"maths": maths})
    replanning = replanning_of(known, NOW, Change(rooms=(("r1", span("08:00-15:00")),)))
    found = replan(replanning)
    assert roomed(replanning) == [("i1", f"09:00-09:{minutes}", "r2")]
    assert (found.moved, found.lost) == ((), ())
    assert ("student", "mia", (("room", "i1"),)) in found.tell


def test_a_day_that_closes_moves_its_calls_to_the_same_contact_if_that_can_be() -> None:
    known = school(call("i1", "mia", "dana", "09:00-09:20"))
    known = known._replace(students={"mia": known.students["mia"]})
    closed = Change(days=frozenset({TUESDAY}), today=True)
    found = replan(replanning_of(known, at("08:00", MONDAY), closed))
    assert [(one.interview.id, one.interview.contact) for one in found.moved] == [("i1", "dana")]
    assert [(one.kind, one.id, one.why) for one in found.tell] == [
        ("student", "mia", (("moved", "i1"),)),
        ("contact", "dana", (("moved", "i1"),)),
    ]


def test_what_a_person_booked_otherwise_than_a_plan_would_is_left_alone() -> None:
    odd = call("i1", "mia", "dana", "13:07-13:27")
    known = school(odd, call("i2", "ben", "lee", "09:00-09:20"))
    replanning = replanning_of(known, NOW, Change(contacts=frozenset({"lee"})))
    assert [one.interview.id for one in replanning.told] == ["i2"]
    assert replanning.situation.interviews == {"i1": odd}


def test_nothing_is_put_on_today_unless_that_is_asked_for() -> None:
    known = school(call("i1", "mia", "dana", "09:00-09:20"))
    known = known._replace(students={"mia": known.students["mia"]})
    found = replan(replanning_of(known, at("08:00", MONDAY), Change(days=frozenset({TUESDAY}))))
    assert ([one.id for one in found.lost], found.moved, found.new) == (["i1"], (), ())
    [reason] = found.plan.reasons
    assert dict(reason.stopped)["dana"] == "today"
    assert "has hours only today, at too short notice" in reason.text


def test_a_call_of_today_keeps_its_time_in_another_room_even_a_moment_before_it_begins() -> None:
    known = school(call("i1", "mia", "dana", "09:00-09:20"))
    known = known._replace(students={"mia": known.students["mia"]})
    lost = Change(rooms=(("r1", span("08:00-15:00")),))
    replanning = replanning_of(known, at("08:50", TUESDAY), lost)
    assert roomed(replanning) == [("i1", "09:00-09:20", "r2")]
    assert (replan(replanning).moved, replan(replanning).lost) == ((), ())


def crowded(*, ben: str = "scheduled") -> Situation:
    """Mia's contact cancels; the only other one is free just when Ben or Ida calls, who could each call later."""
    lee = contact("lee", "Lee Brandt", clusters=("arts",), minutes=20, limit=3,
                  availability=(span("09:00-09:40", THURSDAY),))  # fmt: skip
    late = contact("may", "May Stone", clusters=("arts",), minutes=20, schools=("Lake High",),
                   availability=(span("10:00-11:00", THURSDAY),))  # fmt: skip
    known = school(
        call("i1", "mia", "dana", "09:00-09:20"),
        thursday("i2", "ben", "09:00-09:20")._replace(state=ben),
        thursday("i3", "ida", "09:20-09:40"),
    )
    lake = {one: known.students[one]._replace(school="Lake High") for one in ("ben", "ida")}
    contacts = {"dana": known.contacts["dana"], "lee": lee, "may": late}
    return known._replace(contacts=contacts, students={**known.students, **lake})


def thursday(ident: str, who: str, wall: str) -> Interview:
    start, end = span(wall, THURSDAY)
    return call(ident, who, "lee", wall)._replace(start=start, end=end, state="scheduled")


@pytest.mark.parametrize(
    ("ben", "written", "gives_way"),
    [
        ("scheduled", ("i2",), "i3"),
        ("scheduled", ("i3",), "i2"),
        ("confirmed", (), "i3"),
        ("confirmed", ("i2",), "i3"),
    ],
)
def test_whoever_counts_on_a_call_is_disturbed_last(
    ben: str, written: tuple[str, ...], gives_way: str
) -> None:
    replanning = replanning_of(
        crowded(ben=ben), at("08:00", MONDAY), Change(contacts=frozenset({"dana"})), (), written
    )
    found = replan(replanning)
    assert [one.interview.id for one in found.replaced] == ["i1", gives_way]
    assert found.lost == ()


def test_a_call_that_is_under_way_or_begins_within_the_half_hour_is_never_moved() -> None:
    for state, minute in (("checked_in", "08:00"), ("in_progress", "08:00"), ("scheduled", "08:31")):
        soon = call("i2", "ben", "lee", "09:00-09:20")._replace(state=state)
        known = school(call("i1", "mia", "dana", "10:00-10:20"), soon)
        replanning = replanning_of(known, at(minute, TUESDAY), Change(contacts=frozenset({"dana"})))
        assert [one.interview.id for one in replanning.told] == ["i1"]
