"""The steps of the day: every move of an interview's life, its stamps, and those that are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.absences import decide_absence
from models.operations.booking import cancel_interview
from models.operations.marking import mark_interview, note_on_interview, note_preparation
from models.operations.unit import Unit
from models.queries import reading
from models.rules.interview import MOVES, STANDING, STATES
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import NOW, absences_of, book, change, images, interview, make_school


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The school."""
    workspace = make_school(tmp_path / "school.wbl")
    yield workspace
    workspace.close()


WAYS: dict[str, tuple[str, ...]] = {
    "scheduled": (),
    "confirmed": ("confirmed",),
    "checked_in": ("checked_in",),
    "in_progress": ("in_progress",),
    "completed": ("in_progress", "completed"),
    "cancelled": ("cancelled",),
    "student_absent": ("student_absent",),
    "interviewee_absent": ("interviewee_absent",),
    "requested": ("cancelled", "requested"),
    "declined": ("cancelled", "requested", "declined"),
}


def bring(workspace: Workspace, state: str) -> str:
    """An interview in this state."""
    ident = book(workspace, "10:00")
    for step in WAYS[state]:
        workspace.write(mark_interview, ident, step)
    assert interview(workspace, ident).state == state
    return ident


@pytest.mark.parametrize("state", STATES)
def test_exactly_the_moves_of_the_table_are_possible(tmp_path: Path, state: str) -> None:
    for to in STATES:
        workspace = make_school(tmp_path / f"{to}.wbl")
        ident = bring(workspace, state)
        timeless = interview(workspace, ident).start is None
        needs_move = (to == "scheduled" and state.endswith("_absent")) or (timeless and to in STANDING)
        if to in MOVES[state] and not needs_move:
            workspace.write(mark_interview, ident, to)
            assert interview(workspace, ident).state == to
        else:
            before = images(workspace)
            with pytest.raises(Refused) as told:
                workspace.write(mark_interview, ident, to)
            assert told.value.next_step
            assert images(workspace) == before
        workspace.close()


def test_each_step_is_stamped(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    for step in ("confirmed", "checked_in", "in_progress", "completed"):
        workspace.write(mark_interview, ident, step)
    found = interview(workspace, ident)
    assert (found.confirmed_at, found.checked_in_at, found.started_at, found.ended_at) == (NOW,) * 4
    assert (found.revision, found.sequence) == (0, 0)


def test_a_call_that_starts_unannounced_was_checked_in_first(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    done = workspace.write(mark_interview, ident, "in_progress")
    found = interview(workspace, ident)
    assert (found.checked_in_at, found.started_at) == (NOW, NOW)
    assert done.sentence == "Checked in and started: Mia Torres, a call with Dr Okafor, 10:00."


def test_going_back_takes_the_stamps_along(workspace: Workspace) -> None:
    ident = bring(workspace, "completed")
    workspace.write(mark_interview, ident, "in_progress")
    found = interview(workspace, ident)
    assert (found.started_at, found.ended_at) == (NOW, None)
    other = book(workspace, "12:00", "s2", "k2")
    workspace.write(mark_interview, other, "confirmed")
    workspace.write(mark_interview, other, "scheduled")
    assert interview(workspace, other).confirmed_at is None


def test_a_second_try_after_nobody_answered_has_its_own_start(workspace: Workspace) -> None:
    ident = bring(workspace, "in_progress")
    workspace.write(mark_interview, ident, "interviewee_absent")
    workspace.write(mark_interview, ident, "checked_in")
    assert interview(workspace, ident).started_at is None


def test_back_to_requested_it_has_no_time_and_no_room(workspace: Workspace) -> None:
    found = interview(workspace, bring(workspace, "requested"))
    assert (found.start, found.end, found.room, found.checked_in_at, found.started_at) == (None,) * 5
    assert found.minutes == 20


def test_what_was_cancelled_stands_again_only_where_its_time_is_free(workspace: Workspace) -> None:
    ident = bring(workspace, "cancelled")
    other = book(workspace, "10:00", "s2", "k2")
    with pytest.raises(Refused, match="Room 1"):
        workspace.write(mark_interview, ident, "scheduled")
    workspace.write(cancel_interview, other, "so")
    workspace.write(mark_interview, ident, "scheduled")
    found = interview(workspace, ident)
    assert (found.state, found.revision, found.sequence) == ("scheduled", 2, 2)


def test_a_word_that_is_no_state(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="'late' is no state"):
        workspace.write(mark_interview, book(workspace, "10:00"), "late")


def test_the_reason_is_cleaned_and_told(workspace: Workspace) -> None:
    done = workspace.write(
        mark_interview, book(workspace, "10:00"), "student_absent", because="ill\x1b[2J\n at home"
    )
    assert done.sentence == "Student absent: Mia Torres, a call with Dr Okafor, 10:00 (ill at home)."


def test_notes_about_an_interview(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    done = workspace.write(note_on_interview, ident, guardian_told=True)
    assert done.sentence == "Noted for Mia Torres: guardian told."
    workspace.write(note_on_interview, ident, number="555\x07 0102", link="https://x.example.org/\u202e1")
    found = interview(workspace, ident)
    assert (found.guardian_told, found.number, found.link) == (True, "555 0102", "https://x.example.org/1")
    assert (found.revision, found.sequence) == (1, 1)
    with pytest.raises(BadInput, match="has no 'state' to set"):
        workspace.write(note_on_interview, ident, state="completed")


def test_preparation_is_noted_by_student(workspace: Workspace) -> None:
    done = workspace.write(note_preparation, "s1", questions=False, practice=None)
    found = workspace.read(reading.students)["s1"]
    assert (found.questions_ready, found.practice_done) == (False, True)
    assert done.sentence == "Mia Torres: questions not ready."
    with pytest.raises(UnknownId):
        workspace.write(note_preparation, "s9", questions=True, practice=True)


# -- decisions about absences -----------------------------------------------------------------------------


def test_a_decision_says_who_when_and_on_what_ground(workspace: Workspace) -> None:
    ident = book(workspace, "09:00")
    done = workspace.write(decide_absence, ident, "approve", by="t1", because="done with the unit")
    [found] = absences_of(workspace, ident)
    assert (found.state, found.decided_by, found.decided_at, found.because) == (
        "approved", "Mr Vance", NOW, "done with the unit",
    )  # fmt: skip
    assert done.sentence == (
        "Absence approved by Mr Vance: Mia Torres, Wed 18 Nov, period 2 Algebra (done with the unit)."
    )


def test_the_actor_decides_unless_said_and_a_request_has_no_decider(workspace: Workspace) -> None:
    ident = book(workspace, "09:00")
    done = workspace.write(decide_absence, ident, "request")
    assert absences_of(workspace, ident)[0].decided_by == ""
    assert done.sentence == "Absence requested: Mia Torres, Wed 18 Nov, period 2 Algebra."
    workspace.write(decide_absence, ident, "deny")
    assert absences_of(workspace, ident)[0].decided_by == "Ms Rivera"
    workspace.write(decide_absence, ident, "approve", by="Some\x1b[2J Body")
    assert absences_of(workspace, ident)[0].decided_by == "Some Body"


def test_decisions_that_cannot_be(workspace: Workspace) -> None:
    ident = book(workspace, "09:00")
    free = book(workspace, "10:00")
    with pytest.raises(BadInput, match="'shrug' is no decision"):
        workspace.write(decide_absence, ident, "shrug")
    with pytest.raises(Refused, match="needs no absence"):
        workspace.write(decide_absence, free, "approve")
    with pytest.raises(Refused, match="needs no absence in period 7"):
        workspace.write(decide_absence, ident, "approve", period="7")
    workspace.write(decide_absence, ident, "approve")
    with pytest.raises(Refused, match="is approved already"):
        workspace.write(decide_absence, ident, "approve")
    with pytest.raises(Refused, match="An absence that is approved cannot become requested"):
        workspace.write(decide_absence, ident, "request")


def test_all_that_can_be_decided_is_decided_at_once(workspace: Workspace) -> None:

    def enrol(unit: Unit) -> None:
        unit.insert(rows.SchoolClass, "bio", name="Biology", teacher="t1", meets="3", kind="core")
        unit.insert(rows.Enrolment, "s1:bio", student="s1", class_id="bio")

    change(workspace, enrol)
    ident = book(workspace, "09:40", minutes=40)
    workspace.write(decide_absence, ident, "approve", period="2")
    workspace.write(decide_absence, ident, "request")
    assert [(one.period, one.state) for one in absences_of(workspace, ident)] == [
        ("2", "approved"),
        ("3", "requested"),
    ]
    workspace.write(decide_absence, ident, "approve")
    assert {one.state for one in absences_of(workspace, ident)} == {"approved"}
