"""A day that goes on some minutes later: the calls move together, and what cannot finds another place."""

from __future__ import annotations

import pytest

from models.errors import BadInput
from models.operations.absences import decide_absence
from models.operations.marking import mark_interview
from models.operations.places import block_room
from models.operations.proposals import accept
from models.operations.shifting import propose_shift
from models.operations.undo import undo
from models.operations.unit import Unit
from models.queries import reading
from models.rules.facts import Proposal
from models.tables import rows
from models.workspace import Clock, Workspace
from tests.helpers_store import DAY, absences_of, at, book, change, interview


def shift(school: Workspace, minutes: int, *, after: int | None = None, bells: bool = False) -> Proposal:
    return school.read(lambda db: propose_shift(db, DAY, minutes, school.now(), after=after, bells=bells))


def test_calls_go_on_later_in_their_rooms_and_undo_brings_all_back(school: Workspace) -> None:
    one = book(school, "10:05", student="s1", contact="k1", room="r1")
    two = book(school, "10:25", student="s2", contact="k1", room="r1")
    found = shift(school, 15)
    assert found.title == "Wed 18 Nov 2026: 15 minutes later"
    assert [(row.action, row.id, row.reason) for row in found.rows] == [
        ("move", one, "to 10:20–10:40 on Wed 18 Nov, in Room 1"),
        ("move", two, "to 10:40–11:00 on Wed 18 Nov, in Room 1"),
    ]
    assert found.notes == (
        "Interviewees to tell: Dr Okafor (555 0101).",
        "Students to tell: Mia Torres, Ben Ode.",
    )
    assert school.write(accept, found).sentence == "Moved 2 calls."
    assert [interview(school, each).start for each in (one, two)] == [at("10:20"), at("10:40")]
    school.write(undo)
    assert [interview(school, each).start for each in (one, two)] == [at("10:05"), at("10:25")]


def test_what_has_begun_or_is_before_stays(school: Workspace) -> None:
    running = book(school, "8:05", student="s1", contact="k1", room="r1")
    school.write(mark_interview, running, "in_progress")
    early = book(school, "9:05", student="s2", contact="k2", room="r2")
    late = book(school, "10:05", student="s3", contact="k1", room="r1")
    assert [row.id for row in shift(school, 10, after=600).rows] == [late]
    assert [row.id for row in shift(school, 10).rows] == [early, late]


def test_a_call_that_should_have_begun_goes_along_as_long_as_it_can_begin_then(school: Workspace) -> None:
    waits = book(school, "10:05", student="s1", contact="k1", room="r1")
    gone = book(school, "9:00", student="s2", contact="k2", room="r2")
    school.clock = Clock(at("10:10"), ticks=False)
    assert [(row.id, row.reason) for row in shift(school, 20).rows] == [
        (waits, "to 10:25–10:45 on Wed 18 Nov, in Room 1")
    ]
    assert [row.id for row in shift(school, 70).rows] == [gone, waits]


def test_a_call_that_cannot_be_there_then_goes_elsewhere(school: Workspace) -> None:
    call = book(school, "10:05", student="s1", contact="k1", room="r1")
    for room in ("r1", "r2"):
        school.write(block_room, room, at("10:20"), at("12:00"), "Paint")
    [row] = shift(school, 30).rows
    assert row.action == "move"
    assert row.reason == (
        "to 10:00–10:20 on Wed 18 Nov, in Room 1 (Room 1 is blocked 10:20–12:00 on Wed 18 Nov (Paint))"
    )
    school.write(accept, shift(school, 30))
    assert interview(school, call).start == at("10:00")


def test_an_absence_that_no_longer_holds_is_said_to_be_asked_for_again(school: Workspace) -> None:
    def take_biology(unit: Unit) -> None:
        unit.insert(rows.SchoolClass, "bio", name="Biology", teacher="t1", meets="3", kind="core")
        unit.insert(rows.Enrolment, "s1:bio", student="s1", class_id="bio")

    change(school, take_biology)
    moved = book(school, "9:20", student="s1", contact="k1", room="r1")
    free = book(school, "9:20", student="s2", contact="k2", room="r2")
    school.write(decide_absence, moved, "approve")
    said = school.write(accept, shift(school, 45)).sentence
    assert said == "Moved 2 calls. The absences of 1 call must be asked for again."
    assert [(one.period, one.state) for one in absences_of(school, moved)] == [("3", "to_request")]
    assert [one.state for one in absences_of(school, free)] == ["not_needed"]


def test_the_bells_of_the_day_may_go_with_it(school: Workspace) -> None:
    book(school, "9:05", student="s1", contact="k1", room="r1")
    found = shift(school, 20, after=8 * 60 + 30, bells=True)
    assert [(row.action, row.entity) for row in found.rows] == [("add", "day"), ("move", "interview")]
    school.write(accept, found)
    periods = school.read(reading.bells).plan(DAY).periods
    assert [(one.name, one.start, one.end) for one in periods[:3]] == [
        ("1", 480, 555),
        ("2", 560, 615),
        ("3", 620, 675),
    ]


def test_no_minutes_and_too_many_are_refused(school: Workspace) -> None:
    for minutes in (0, 181, -181):
        with pytest.raises(BadInput, match="cannot be shifted by"):
            shift(school, minutes)
    with pytest.raises(BadInput, match="bells cannot be shifted by so much"):
        shift(school, -60, after=8 * 60 + 30, bells=True)
