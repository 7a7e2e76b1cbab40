"""Absences decided for many at once, on a condition, and what the class teacher and the office read of it."""

from __future__ import annotations

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.absences import decide_absence, decide_absences, decide_of_interviews
from models.operations.booking import NewTime, move_interview
from models.operations.first_come import first_come_many
from models.operations.undo import undo
from models.queries.out_of_class import attendance, of_teacher, requests
from models.tables import rows
from models.workspace import Clock, Workspace
from tests.helpers_store import DAY, NOW, absences_of, at, book, change, open_school


@pytest.fixture
def two(school: Workspace) -> tuple[str, str]:
    """Two interviews in period 2, of Mia and Ben, who both have Algebra with Mr Vance then."""
    change(school, lambda unit: unit.insert(rows.Enrolment, "s2:alg", student="s2", class_id="alg"))
    return book(school, "09:05"), book(school, "09:05", "s2", "k2", room="r2")


def test_a_request_says_who_asked_and_a_decision_who_decided(school: Workspace, two: tuple[str, str]) -> None:
    school.write(decide_of_interviews, two, "request")
    [asked] = absences_of(school, two[0])
    assert (asked.state, asked.asked_by, asked.asked_at, asked.decided_by, asked.decided_at) == (
        "requested", "Ms Rivera", NOW, "", None,
    )  # fmt: skip

    done = school.write(
        decide_of_interviews, two, "approve", by="t1", condition="hands in the work by Friday"
    )
    assert done.sentence == (
        "2 absences approved by Mr Vance: Mia Torres and Ben Ode (on condition: hands in the work by Friday)."
    )
    [found] = absences_of(school, two[1])
    assert (found.state, found.decided_by, found.decided_at, found.condition, found.asked_by) == (
        "approved", "Mr Vance", NOW, "hands in the work by Friday", "Ms Rivera",
    )  # fmt: skip


def test_absences_by_their_ids_and_taken_back_as_one(school: Workspace, two: tuple[str, str]) -> None:
    ids = tuple(one.id for each in two for one in absences_of(school, each))
    school.write(decide_absences, ids, "deny", because="test that day")
    assert {one.state for each in two for one in absences_of(school, each)} == {"denied"}
    school.write(undo)
    assert {one.state for each in two for one in absences_of(school, each)} == {"to_request"}
    with pytest.raises(UnknownId):
        school.write(decide_absences, ("a999",), "deny")
    with pytest.raises(BadInput):
        school.write(decide_absences, ids, "perhaps")


def test_what_is_decided_so_already_stays(school: Workspace, two: tuple[str, str]) -> None:
    school.write(decide_absence, two[0], "approve", condition="copies the notes")
    done = school.write(decide_of_interviews, two[:1], "approve")
    assert (done.journal, done.sentence) == (0, "Nothing is left to be approved.")
    assert absences_of(school, two[0])[0].condition == "copies the notes"


def test_a_no_is_not_overrun_by_a_yes_to_many(school: Workspace, two: tuple[str, str]) -> None:
    school.write(decide_absence, two[0], "deny", because="test that day")
    done = school.write(decide_of_interviews, two, "approve")
    assert done.sentence == ("Absence approved by Ms Rivera: Ben Ode. 1 absence was denied and stays so.")
    assert [absences_of(school, each)[0].state for each in two] == ["denied", "approved"]
    again = school.write(decide_of_interviews, two, "approve")
    assert (again.journal, again.sentence) == (
        0,
        "Nothing is left to be approved. 1 absence was denied and stays so: open it to decide anew.",
    )
    school.write(decide_of_interviews, two[:1], "approve")
    assert absences_of(school, two[0])[0].state == "approved"


def test_asking_leaves_what_is_approved_as_it_is(school: Workspace, two: tuple[str, str]) -> None:
    school.write(decide_absence, two[0], "approve")
    school.write(decide_of_interviews, two, "request")
    assert [absences_of(school, each)[0].state for each in two] == ["approved", "requested"]


def test_interviews_that_miss_no_class_are_refused(school: Workspace) -> None:
    ident = book(school, "13:05", "s3")
    with pytest.raises(Refused, match="No class is missed"):
        school.write(decide_of_interviews, (ident,), "approve")


def test_a_move_reopens_what_changed_and_says_so(school: Workspace, two: tuple[str, str]) -> None:
    change(
        school,
        lambda unit: unit.insert(
            rows.SchoolClass, "his", name="History", teacher="t2", meets="4", kind="core"
        ),
    )
    change(school, lambda unit: unit.insert(rows.Enrolment, "s1:his", student="s1", class_id="his"))
    school.write(decide_absence, two[0], "approve")
    done = school.write(move_interview, two[0], NewTime(start=at("11:05")))
    assert done.sentence.endswith("The absence must be asked for again (period 4).")
    assert [(one.class_name, one.state) for one in absences_of(school, two[0])] == [("History", "to_request")]


def test_a_class_teacher_sees_their_requests_and_the_office_the_day(
    school: Workspace, two: tuple[str, str]
) -> None:
    found = school.read(requests, school.campaign(), NOW)
    assert [(one.student.label, one.absence.period, one.teacher) for one in found] == [
        ("Ben Ode", "2", "t1"),
        ("Mia Torres", "2", "t1"),
    ]
    assert of_teacher(found, "t1") == found
    assert of_teacher(found, "t2") == ()
    listed = school.read(attendance, school.campaign(), NOW, DAY)
    assert [(one.student.label, one.room, one.absence.class_name) for one in listed] == [
        ("Ben Ode", "Room 2", "Algebra"),
        ("Mia Torres", "Room 1", "Algebra"),
    ]


def test_a_condition_can_be_put_to_what_is_approved_already(school: Workspace, two: tuple[str, str]) -> None:
    school.write(decide_absence, two[0], "approve")
    [mine] = absences_of(school, two[0])
    done = school.write(decide_absences, (mine.id,), "approve", condition="copies the notes")
    assert done.sentence == "Absence approved by Ms Rivera: Mia Torres (on condition: copies the notes)."
    assert absences_of(school, two[0])[0].condition == "copies the notes"
    assert school.write(decide_absences, (mine.id,), "approve", condition="copies the notes").journal == 0
    school.write(decide_absence, two[0], "approve", condition="hands in the work")
    assert absences_of(school, two[0])[0].condition == "hands in the work"


def test_a_move_away_from_the_class_says_that_no_absence_is_needed_any_more(
    school: Workspace, two: tuple[str, str]
) -> None:
    school.write(decide_absence, two[0], "approve")
    done = school.write(move_interview, two[0], NewTime(start=at("12:05")))
    assert done.sentence.endswith("No absence is needed any more (period 2).")


def test_requests_that_somebody_else_decided_or_moved_are_left_alone(
    school: Workspace, two: tuple[str, str]
) -> None:
    other = open_school(school.path, actor="Mr Oz")
    other.clock = Clock(at("10:21"), ticks=False)
    [mia], [ben] = (absences_of(school, each) for each in two)
    seen = school.newest_entry()
    other.write(decide_absence, two[0], "deny", because="test")
    both = mia.id, ben.id
    done = school.write(first_come_many, both, seen, decide_absences, "approve", about="request")
    assert done.sentence == "Absence approved by Ms Rivera: Ben Ode. Not Mia Torres: Mr Oz was first."
    with pytest.raises(Refused) as refused:
        school.write(first_come_many, (mia.id,), seen, decide_absences, "approve", about="request")
    assert refused.value.line == "Mr Oz was first (10:21): Mia Torres, absence denied."
    other.write(move_interview, two[0], NewTime(start=at("12:05")))
    with pytest.raises(
        Refused, match=r"Mr Oz was first \(10:21\): Mia Torres, this absence is no longer there"
    ):
        school.write(first_come_many, (mia.id,), seen, decide_absences, "approve", about="request")
    other.close()
