"""Taking back and doing again: the rows come back, what left the house does not, and every refusal says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.errors import Refused, UnknownId
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.marking import mark_interview
from models.operations.undo import TAKEN_BACK, redo, undo
from models.operations.unit import Unit
from models.queries import reading
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import (
    NOW,
    absences_of,
    at,
    book,
    change,
    images,
    interview,
    make_school,
    open_school,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The school at Ms Rivera's terminal."""
    workspace = make_school(tmp_path / "school.wbl")
    yield workspace
    workspace.close()


@pytest.fixture
def other(workspace: Workspace) -> Iterator[Workspace]:
    """The same at Mr Vance's."""
    other = open_school(workspace.path, actor="Mr Vance")
    yield other
    other.close()


def invite(unit: Unit, ident: str) -> int:
    """A calendar file was made for somebody."""
    unit.insert(
        rows.Invite, unit.fresh_id("v"), interview=ident, recipient="contact", recipient_id="k1",
        method="REQUEST", sequence=0, digest="d", made_at=NOW, actor="x", start_at=NOW, end_at=NOW,
    )  # fmt: skip
    return unit.say("invite", f"Made an invite for {ident}.")


def test_a_booking_taken_back_is_gone_and_done_again_is_back(workspace: Workspace) -> None:
    before = images(workspace)
    ident = book(workspace, "09:00")
    booked = images(workspace)
    assert len(booked["absence"]) == 1
    done = workspace.write(undo)
    assert done.sentence.startswith("Undid: Booked Mia Torres")
    assert images(workspace) == before
    again = workspace.write(redo)
    assert again.sentence.startswith("Did again: Booked Mia Torres")
    assert again.interview_id == ident
    assert images(workspace) == booked


def test_undo_goes_back_step_by_step_and_redo_forward(workspace: Workspace) -> None:
    ident = book(workspace, "09:00")
    workspace.write(move_interview, ident, NewTime(start=at("10:00")))
    workspace.write(mark_interview, ident, "confirmed")
    seen = []
    for verb in (undo, undo, redo, redo):
        workspace.write(verb)
        found = interview(workspace, ident)
        seen.append((found.start, found.state))
    ten, nine = at("10:00"), at("09:00")
    assert seen == [(ten, "scheduled"), (nine, "scheduled"), (ten, "scheduled"), (ten, "confirmed")]


def test_something_new_ends_what_can_be_done_again(workspace: Workspace) -> None:
    book(workspace, "10:00")
    workspace.write(undo)
    book(workspace, "11:00")
    with pytest.raises(Refused, match="nothing of yours to redo"):
        workspace.write(redo)


def test_nothing_to_undo(other: Workspace) -> None:
    with pytest.raises(Refused, match="nothing of yours to undo"):
        other.write(undo)


def test_undo_takes_back_ones_own_last_not_anothers(workspace: Workspace, other: Workspace) -> None:
    mine = book(workspace, "10:00")
    theirs = book(other, "11:00", "s2", "k2")
    workspace.write(undo)
    assert set(workspace.read(reading.interviews)) == {theirs} != {mine}


def test_an_entry_can_be_named_by_anyone_and_is_then_not_undone_twice(
    workspace: Workspace, other: Workspace
) -> None:
    book(workspace, "10:00")
    other.write(undo, 2)
    with pytest.raises(Refused, match="nothing of yours to undo"):
        workspace.write(undo)
    with pytest.raises(Refused, match="Already undone: Booked Mia Torres"):
        other.write(undo, 2)


@pytest.mark.parametrize("entry", [0, -1, 99, 10**30])
def test_an_entry_that_is_none(workspace: Workspace, entry: int) -> None:
    with pytest.raises(UnknownId):
        workspace.write(undo, entry)


def test_an_undo_is_not_itself_undone(workspace: Workspace) -> None:
    book(workspace, "10:00")
    workspace.write(undo)
    with pytest.raises(Refused, match="Entry 3 is itself an undo or redo"):
        workspace.write(undo, 3)


def test_refused_when_touched_later_with_who_and_what(workspace: Workspace, other: Workspace) -> None:
    ident = book(workspace, "10:00")
    other.write(mark_interview, ident, "confirmed")
    before = images(workspace)
    with pytest.raises(Refused) as told:
        workspace.write(undo)
    assert told.value.sentence.startswith(
        "Not possible: a later change touched the same: Confirmed: Mia Torres"
    )
    assert told.value.sentence.endswith("(Mr Vance, entry 3).")
    assert told.value.next_step == "Undo that first: `wbl-tui undo 3`."
    assert images(workspace) == before


def test_possible_again_when_the_later_change_was_taken_back(workspace: Workspace, other: Workspace) -> None:
    before = images(workspace)
    ident = book(workspace, "10:00")
    other.write(mark_interview, ident, "confirmed")
    other.write(undo)
    workspace.write(undo)
    assert images(workspace) == before


def test_what_another_undid_in_between_is_not_done_again_over_it(
    workspace: Workspace, other: Workspace
) -> None:
    ident = book(workspace, "10:00")
    other.write(mark_interview, ident, "confirmed")
    other.write(undo)
    workspace.write(undo)
    with pytest.raises(Refused, match="Not possible"):
        other.write(redo)


def test_refused_when_something_stands_on_it(workspace: Workspace, other: Workspace) -> None:
    change(workspace, lambda unit: unit.insert(rows.Room, "r9", name="Room 9", capacity=2))
    book(other, "10:00", room="r9")
    with pytest.raises(Refused) as told:
        workspace.write(undo)
    assert told.value.sentence == "Not possible: something that came later still stands on it (1 interview)."
    assert "r9" in workspace.read(reading.rooms)


def test_refused_when_the_old_time_was_taken_since(workspace: Workspace, other: Workspace) -> None:
    ident = book(workspace, "10:00")
    workspace.write(move_interview, ident, NewTime(start=at("11:00")))
    book(other, "10:00", "s2", "k2")
    with pytest.raises(Refused, match="Not possible: ") as told:
        workspace.write(undo)
    assert told.value.next_step == "Book it anew at a free time."
    assert interview(workspace, ident).start == at("11:00")


def test_refused_to_revive_what_was_cancelled_when_its_time_was_taken(
    workspace: Workspace, other: Workspace
) -> None:
    ident = book(workspace, "10:00")
    workspace.write(cancel_interview, ident, "ill")
    book(other, "10:00", "s2", "k2")
    with pytest.raises(Refused, match="Not possible: "):
        workspace.write(undo)
    assert interview(workspace, ident).state == "cancelled"


def test_a_room_given_up_can_be_taken_by_another_and_then_not_given_back(
    workspace: Workspace, other: Workspace
) -> None:
    ident = book(workspace, "10:00")
    workspace.write(move_interview, ident, NewTime(room="r2"))
    book(other, "10:00", "s2", "k2")
    with pytest.raises(Refused, match="Not possible: "):
        workspace.write(undo)


def numbers(workspace: Workspace, ident: str) -> tuple[int, int]:
    found = interview(workspace, ident)
    return found.revision, found.sequence


@pytest.mark.parametrize(
    ("verb", "arguments", "moved"),
    [
        (move_interview, (NewTime(start=at("11:00")),), (1, 1)),
        (move_interview, (NewTime(room="r2"),), (0, 1)),
        (cancel_interview, ("ill",), (1, 1)),
        (mark_interview, ("confirmed",), (0, 0)),
        (mark_interview, ("in_progress",), (0, 0)),
    ],
)
def test_taking_back_is_one_more_revision_of_what_calendars_were_told(
    workspace: Workspace, verb: Any, arguments: tuple[Any, ...], moved: tuple[int, int]
) -> None:
    ident = book(workspace, "10:00")
    workspace.write(verb, ident, *arguments)
    assert numbers(workspace, ident) == moved
    workspace.write(undo)
    assert numbers(workspace, ident) == (2 * moved[0], 2 * moved[1])
    workspace.write(redo)
    assert numbers(workspace, ident) == (3 * moved[0], 3 * moved[1])


def test_a_booking_somebody_was_invited_to_becomes_a_cancellation(workspace: Workspace) -> None:
    ident = book(workspace, "09:00")
    workspace.write(invite, ident)
    workspace.write(undo)
    found = interview(workspace, ident)
    assert (found.state, found.because, found.students) == ("cancelled", TAKEN_BACK, ("s1",))
    assert (found.revision, found.sequence) == (1, 1)
    assert absences_of(workspace, ident) == ()
    workspace.write(redo)
    found = interview(workspace, ident)
    assert (found.state, found.because, found.revision, found.sequence) == ("scheduled", "", 2, 2)
    assert len(absences_of(workspace, ident)) == 1


def test_an_invite_is_not_taken_back_and_is_passed_over(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    entry = workspace.write(invite, ident)
    with pytest.raises(Refused, match="This cannot be taken back: Made an invite"):
        workspace.write(undo, entry)
    assert len(images(workspace)["invite"]) == 1


def test_decisions_about_absences_come_back_with_who_and_when(workspace: Workspace) -> None:
    ident = book(workspace, "09:00")
    workspace.write(decide_absence, ident, "approve", by="t1", because="fine")
    workspace.write(move_interview, ident, NewTime(start=at("10:00")))
    assert absences_of(workspace, ident)[0].state == "not_needed" if absences_of(workspace, ident) else True
    workspace.write(undo)
    [absence] = absences_of(workspace, ident)
    assert (absence.state, absence.decided_by, absence.decided_at, absence.because) == (
        "approved", "Mr Vance", NOW, "fine",
    )  # fmt: skip


def test_two_that_changed_places_go_back_together(workspace: Workspace) -> None:
    one, two = book(workspace, "10:00"), book(workspace, "11:00", "s2", "k2")
    before = images(workspace)
    first, second = interview(workspace, one), interview(workspace, two)

    def swap(unit: Unit) -> None:
        unit.park([one, two])
        unit.update(rows.Interview, one, start_at=second.start, end_at=second.end)
        unit.update(rows.Interview, two, start_at=first.start, end_at=first.end)

    change(workspace, swap)
    swapped = images(workspace)
    workspace.write(undo)
    assert images(workspace) == before
    workspace.write(redo)
    assert images(workspace) == swapped


def test_a_row_that_was_removed_comes_back_with_all_that_hung_on_it(workspace: Workspace) -> None:
    before = images(workspace)

    def remove(unit: Unit) -> None:
        unit.delete_where(rows.Enrolment, rows.Enrolment.student == "s1")
        unit.delete(rows.Student, "s1")

    change(workspace, remove)
    assert images(workspace) != before
    workspace.write(undo)
    assert images(workspace) == before


def test_a_store_keeps_its_only_campaign(tmp_path: Path) -> None:
    school = make_school(tmp_path / "school.wbl", actor="the office")
    with pytest.raises(Refused, match="only campaign cannot be taken back"):
        school.write(undo)
    assert len(school.read(reading.campaigns)) == 1
    school.close()
