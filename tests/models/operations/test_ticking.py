"""Ticks from paper as one write: times of the plan, all or nothing, one undo, and the print's rows as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import Refused
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.marking import mark_interview
from models.operations.printing import make_print, record_print
from models.operations.proposals import accept
from models.operations.undo import redo, undo
from models.queries.board import board_facts
from models.queries.journal import entries
from models.queries.ticks import TickDay, day_to_enter, tick_day
from models.rules.facts import Proposal
from models.rules.ticks import propose_ticks
from models.tables.day_rows import Letter
from models.workspace import Clock, Workspace
from tests.helpers_store import DAY, at, book, change, images, interview, make_school
from tests.school_store import count_queries


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Mia at 09:20, Ben at 11:10, Ana at 13:00 from home, printed in the morning; it is 15:00 now."""
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "09:20")
    book(workspace, "11:10", student="s2", contact="k2")
    book(workspace, "13:00", student="s3", contact="k2", room=None, place="home")
    printed(workspace)
    workspace.clock = Clock(at("15:00"), ticks=False)
    yield workspace
    workspace.close()


def printed(school: Workspace) -> None:
    made = school.read(make_print, school.campaign(), DAY, ("office",), school.clock.now())
    school.write(record_print, school.campaign(), made)


def rows_of(school: Workspace, revision: int | None = None) -> TickDay:
    return school.read(tick_day, school.campaign(), DAY, revision)


def proposed(school: Workspace, **ticks: str) -> Proposal:
    return propose_ticks("Entered from paper", rows_of(school).rows, ticks, school.clock.now())


def test_a_finished_call_has_the_times_of_the_plan_and_counts_as_to_be_noted(school: Workspace) -> None:
    school.write(accept, proposed(school, i1="completed", i2="student_absent", i3="interviewee_absent"))
    mia, ben, ana = (interview(school, ident) for ident in ("i1", "i2", "i3"))
    assert (mia.state, mia.checked_in_at, mia.started_at, mia.ended_at) == (
        "completed",
        at("09:20"),
        at("09:20"),
        at("09:40"),
    )
    assert (ben.state, ben.because) == ("student_absent", "as ticked on paper")
    assert (ana.state, ana.because) == ("interviewee_absent", "as ticked on paper")
    assert school.read(board_facts, at("15:00")).noted == frozenset()


def test_what_began_on_screen_goes_on_from_there(school: Workspace) -> None:
    school.clock = Clock(at("09:45"), ticks=False)
    school.write(mark_interview, "i1", "in_progress")
    school.clock = Clock(at("15:00"), ticks=False)
    school.write(accept, proposed(school, i1="completed"))
    found = interview(school, "i1")
    assert (found.started_at, found.ended_at) == (at("09:45"), at("09:45"))


def test_all_of_it_is_one_entry_and_comes_back_with_one_undo(school: Workspace) -> None:
    before = images(school)
    count = len(school.read(entries))
    school.write(accept, proposed(school, i1="completed", i2="completed", i3="checked_in"))
    after = images(school)
    assert len(school.read(entries)) == count + 1
    assert school.read(entries)[-1].sentence == (
        "Entered from paper: 1 checked in (Ana Petrov); 2 finished (Mia Torres and Ben Ode)."
    )
    school.write(undo)
    assert images(school) == before
    school.write(redo)
    assert images(school) == after


def test_one_row_that_changed_meanwhile_holds_all_back(school: Workspace) -> None:
    proposal = proposed(school, i1="completed", i2="completed")
    school.write(cancel_interview, "i2", "ill")
    before = images(school)
    with pytest.raises(Refused, match=r"^Ben Ode is cancelled by now; nothing was written\.$"):
        school.write(accept, proposal)
    assert images(school) == before


def test_a_call_that_stands_again_by_paper_may_not_stand_on_another(school: Workspace) -> None:
    school.write(mark_interview, "i1", "student_absent")
    book(school, "09:20", student="s2", contact="k2", room="r1")
    proposal = proposed(school, i1="completed")
    before = images(school)
    with pytest.raises(Refused, match=r"^Mia Torres: .*Room 1"):
        school.write(accept, proposal)
    assert images(school) == before


def test_a_cancellation_on_paper_can_be_told_to_calendars(school: Workspace) -> None:
    before = interview(school, "i2")
    school.write(accept, proposed(school, i2="cancelled"))
    after = interview(school, "i2")
    assert (after.state, after.because, after.sequence) == (
        "cancelled",
        "as ticked on paper",
        before.sequence + 1,
    )


def test_each_revision_keeps_its_rows(school: Workspace) -> None:
    school.write(move_interview, "i1", NewTime(start=at("14:00")))
    printed(school)
    school.write(cancel_interview, "i3", "ill")
    found = rows_of(school)
    assert [one.revision for one in found.prints] == [2, 1]
    assert [(row.number, row.id, row.changed) for row in found.rows] == [
        (1, "i2", ()),
        (2, "i3", ("cancelled",)),
        (3, "i1", ()),
    ]
    assert [(row.number, row.id, row.changed) for row in rows_of(school, 1).rows] == [
        (1, "i1", ("now 14:00–14:20",)),
        (2, "i2", ()),
        (3, "i3", ("cancelled",)),
    ]


def test_a_row_is_kept_wherever_its_interview_went(school: Workspace) -> None:
    school.write(move_interview, "i1", NewTime(start=at("09:20", date(2026, 11, 19))))
    assert rows_of(school).rows[0].changed == ("now Thu 19 Nov 09:20–09:40",)


def test_the_day_to_enter_is_the_last_one_on_paper(school: Workspace) -> None:
    assert school.read(day_to_enter, school.campaign(), date(2026, 11, 20)) == DAY
    assert school.read(day_to_enter, school.campaign(), date(2026, 11, 17)) == date(2026, 11, 17)


@pytest.mark.parametrize("lines", ["", "{", "7", '[["i1", "x", 1, ""]]', '[["i1"]]', '[["i1", 1e30, 1, ""]]'])
def test_rows_that_cannot_be_read_are_as_if_never_printed(school: Workspace, lines: str) -> None:
    change(school, lambda unit: unit.update(Letter, "p1", lines=lines))
    found = rows_of(school)
    assert (found.chosen.revision, [row.id for row in found.rows]) == (0, ["i1", "i2", "i3"])


def test_the_number_of_queries_does_not_grow_with_the_rows(school: Workspace) -> None:
    few = count_queries(school, tick_day, school.campaign(), DAY, None)
    for hour in range(8, 12):
        book(school, f"{hour:02}:45", student="s3", contact="k1", room="r2")
    printed(school)
    assert count_queries(school, tick_day, school.campaign(), DAY, None) == few
