"""Ticks from paper as a rule: the way to what was ticked, what is known already, what paper cannot say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import Interview
from models.rules.interview import MOVES, STATES
from models.rules.ticks import TICKS, PaperLine, TickRow, Verdict, changes_of, path_to, propose_ticks, verdict
from tests.models.rules.small_school import ZONE, interview, span

SPAN = span("10:20-10:40")
START = SPAN.start
LINE = PaperLine("i1", START, SPAN.end, "r1")
EVENING = START + timedelta(hours=8)


def row(now: Interview | None) -> TickRow:
    return TickRow(1, LINE, now, "Mia Torres", "Dr Okafor", "Room 1")


def told(state: str, to: str, at: datetime = EVENING) -> Verdict:
    return verdict(row(interview("i1", state=state)), to, at)


@given(st.sampled_from(STATES), st.sampled_from(TICKS))
def test_every_step_of_a_way_is_one_that_an_interview_may_take(state: str, to: str) -> None:
    before = state
    for step in path_to(state, to):
        assert step in MOVES[before]
        before = step
    assert before == (to if path_to(state, to) else state)


def test_a_call_that_took_place_passes_through_all_that_it_takes() -> None:
    assert path_to("confirmed", "completed") == ("checked_in", "in_progress", "completed")
    assert path_to("in_progress", "completed") == ("completed",)
    assert path_to("interviewee_absent", "completed") == ("checked_in", "in_progress", "completed")
    assert path_to("cancelled", "completed") == ()


@pytest.mark.parametrize(("state", "to"), [("completed", "completed"), ("completed", "checked_in")])
def test_what_is_known_already_is_no_change(state: str, to: str) -> None:
    assert told(state, to) == Verdict("same", reason="known already: completed")


@pytest.mark.parametrize(
    ("state", "to", "against"),
    [
        ("scheduled", "completed", ""),
        ("checked_in", "student_absent", "checked in"),
        ("interviewee_absent", "completed", "interviewee absent"),
        ("checked_in", "interviewee_absent", ""),
    ],
)
def test_what_the_screen_says_otherwise_wants_to_be_meant(state: str, to: str, against: str) -> None:
    found = told(state, to)
    assert (found.action, found.against) == ("change", against)


@pytest.mark.parametrize(
    ("state", "to", "reason"),
    [
        ("completed", "student_absent", "The program says completed: it cannot become student absent."),
        ("cancelled", "completed", "The program says cancelled: it cannot become completed."),
        ("in_progress", "student_absent", "The program says in progress: it cannot become student absent."),
    ],
)
def test_what_cannot_be_is_refused(state: str, to: str, reason: str) -> None:
    assert told(state, to) == Verdict("refuse", reason=reason)


def test_paper_tells_of_no_call_that_is_still_to_come() -> None:
    morning = START - timedelta(hours=1)
    assert told("scheduled", "completed", morning).reason == "This call is still to come."
    assert told("scheduled", "checked_in", morning).action == "change"
    assert told("scheduled", "cancelled", morning).action == "change"
    assert verdict(row(None), "completed", EVENING).reason == "The interview is no longer in the program."


def test_what_is_not_as_printed_is_named() -> None:
    names = {"r1": "Room 1", "r2": "Room 2"}
    assert changes_of(LINE, interview("i1", room="r1"), names, ZONE) == ()
    moved = interview("i1", "11:00-11:20", room="r2")
    assert changes_of(LINE, moved, names, ZONE) == ("now 11:00–11:20, Room 2",)
    assert changes_of(LINE, interview("i1", room=None), names, ZONE) == ("now no room",)
    assert changes_of(LINE, interview("i1", state="cancelled"), names, ZONE) == ("cancelled",)
    assert changes_of(LINE, None, names, ZONE) == ("gone",)


def test_a_proposal_holds_what_was_ticked_in_the_order_of_the_paper() -> None:
    rows = [row(interview("i1", state="scheduled")), row(None)]
    made = propose_ticks("Entered", rows[:1], {"i1": "completed", "i9": "completed"}, EVENING)
    assert [(one.action, one.id, one.before, one.after) for one in made.rows] == [
        ("change", "i1", {"state": "scheduled"}, {"state": "completed"})
    ]
    assert propose_ticks("Entered", rows[1:], {"i1": "completed"}, EVENING).rows[0].action == "refuse"
