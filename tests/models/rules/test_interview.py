"""An interview's life: which move is legal from where, as the contract's table has it."""

from __future__ import annotations

import pytest

from models.errors import BadInput, Refused
from models.rules.interview import (
    AHEAD,
    FORMATS,
    MOVES,
    PLACES,
    STANDING,
    STATES,
    WORDS,
    equipment_for,
    needs_room,
    require_move,
    usual_place,
)

TABLE = {
    "requested": "scheduled declined cancelled",
    "scheduled": "confirmed checked_in in_progress cancelled student_absent interviewee_absent",
    "confirmed": "scheduled checked_in in_progress cancelled student_absent interviewee_absent",
    "checked_in": "in_progress scheduled cancelled student_absent interviewee_absent",
    "in_progress": "completed interviewee_absent cancelled",
    "completed": "in_progress",
    "student_absent": "checked_in cancelled scheduled",
    "interviewee_absent": "checked_in cancelled scheduled",
    "cancelled": "requested scheduled",
    "declined": "requested scheduled",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_every_move_is_in_the_table_or_refused_with_what_is_possible(state: str, to: str) -> None:
    if to in TABLE[state].split():
        assert require_move(state, to)[-1] == to
        return
    with pytest.raises(Refused) as refused:
        require_move(state, to)
    assert WORDS[state] in refused.value.sentence
    assert all(WORDS[other] in refused.value.next_step for other in TABLE[state].split())


def test_starting_somebody_who_was_not_checked_in_passes_through_it() -> None:
    assert require_move("confirmed", "in_progress") == ("checked_in", "in_progress")
    assert require_move("checked_in", "in_progress") == ("in_progress",)


def test_a_word_that_is_no_state_is_bad_input() -> None:
    with pytest.raises(BadInput, match="'lost' is no state"):
        require_move("scheduled", "lost")


def test_states_that_stand_and_those_ahead() -> None:
    assert set(MOVES) == set(STATES)
    assert STATES[1:6] == ("scheduled", "confirmed", "checked_in", "in_progress", "completed")
    assert set(STATES[1:6]) == STANDING
    assert {"completed"} == STANDING - AHEAD


def test_every_word_has_a_name_for_people() -> None:
    assert set(WORDS) == {*STATES, *FORMATS, *PLACES}


def test_what_each_format_wants() -> None:
    assert [
        (one, usual_place(one), equipment_for(one), needs_room(one, usual_place(one))) for one in FORMATS
    ] == [
        ("phone", "room", "", True),
        ("video", "room", "video", True),
        ("on_site", "workplace", "", False),
        ("group_video", "room", "video", True),
        ("recorded", "room", "video", True),
    ]
    assert not needs_room("phone", "home")
