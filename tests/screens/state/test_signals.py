"""What is called out: each event once, none that is one's own doing, and no name on the desktop."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.day import Board, board_rows
from models.rules.facts import Interview
from screens.state.signals import Signal, Signals, notice_text
from tests.models.rules.small_school import at, interview, situation

ON_DUTY = ("Ms Adeyemi",)


def board(wall: str, *calls: Interview) -> Board:
    return board_rows(situation(*calls), at(wall))


def call(ident: str = "a", **fields: Any) -> Interview:
    return interview(ident, **fields)


def running(**fields: Any) -> Interview:
    return call(state="in_progress", started_at=at("10:20"), **fields)


def test_the_first_look_calls_nothing_out() -> None:
    assert Signals().look(board("10:39", running()), ON_DUTY) == []
    assert Signals().look(board("10:30", call()), ()) == []


@pytest.mark.parametrize(
    ("was", "wall", "made", "kind", "notice"),
    [
        ("10:34", "10:35", running(), "ending", "A call in Room 12 has 5 minutes left."),
        ("10:34", "10:39", running(), "ending", "A call in Room 12 has 1 minute left."),
        ("10:34", "10:41", running(), "over", "The time of a call in Room 12 is up."),
        ("10:20", "10:21", call(), "late", "A call in Room 12 should have begun at 10:20."),
        (
            "10:20",
            "10:21",
            call(place="home", room=None),
            "late",
            "A call from home should have begun at 10:20.",
        ),
        (
            "10:05",
            "10:11",
            call(room=None),
            "needed",
            "The call without a room at 10:20 needs somebody.",
        ),
    ],
)
def test_an_event_is_called_out_once(was: str, wall: str, made: Interview, kind: str, notice: str) -> None:
    signals = Signals()
    assert signals.look(board(was, made), ON_DUTY) == []
    found = signals.look(board(wall, made), ON_DUTY)
    assert [(each.kind, each.notice) for each in found] == [(kind, notice)]
    assert signals.look(board(wall, made), ON_DUTY) == []
    later = signals.look(board("10:42", made), ON_DUTY)
    assert kind not in [each.kind for each in later]


def test_a_step_that_was_just_taken_says_itself_what_it_is() -> None:
    signals = Signals()
    signals.look(board("10:30", call()), ON_DUTY)
    assert signals.look(board("10:37", running()), ON_DUTY) == []
    assert [each.kind for each in signals.look(board("10:40", running()), ON_DUTY)] == ["over"]


def test_a_call_that_is_moved_or_made_longer_may_be_called_out_again() -> None:
    signals = Signals()
    signals.look(board("10:34", running()), ON_DUTY)
    signals.look(board("10:35", running()), ON_DUTY)
    longer = running(end=at("10:50"))
    assert signals.look(board("10:36", longer), ON_DUTY) == []
    assert [each.notice for each in signals.look(board("10:45", longer), ON_DUTY)] == [
        "A call in Room 12 has 5 minutes left."
    ]


def test_what_somebody_else_leaves_behind_is_called_out_and_what_one_does_oneself_is_not() -> None:
    for own, kinds in ((False, ["needed"]), (True, [])):
        signals = Signals()
        signals.look(board("10:25", call()), ON_DUTY)
        found = signals.look(board("10:25", call(state="student_absent")), ON_DUTY, own=own)
        assert [each.kind for each in found] == kinds


def test_the_clock_goes_on_while_a_step_of_one_s_own_is_under_way() -> None:
    signals = Signals()
    signals.look(board("10:34", running()), ON_DUTY)
    assert [each.kind for each in signals.look(board("10:35", running()), ON_DUTY, own=True)] == ["ending"]


def test_nobody_on_duty_is_called_out_whenever_it_becomes_so() -> None:
    signals = Signals()
    signals.look(board("10:25", running()), ON_DUTY)
    told = [Signal("unwatched", "Nobody is on duty while calls run", "Nobody is on duty while calls run.")]
    assert signals.look(board("10:26", running()), ()) == told
    assert signals.look(board("10:27", running()), ()) == []
    assert signals.look(board("10:28", running()), ON_DUTY) == []
    assert signals.look(board("10:29", running()), ()) == told
    home = running(place="home", room=None)
    assert Signals().look(board("10:29", home), ()) == []


def test_several_at_once_are_one_text_without_a_name() -> None:
    def made(kind: str, room: int) -> Signal:
        return Signal(kind, f"Mia Torres {room}", f"In Room {room}.")

    assert notice_text([made("late", 1), made("over", 2)]) == "In Room 1. In Room 2."
    assert notice_text([made("late", 1), made("late", 1)], rehearsal=True) == "Rehearsal: In Room 1."
    many = [*(made("late", n) for n in range(3)), made("over", 4), made("unwatched", 5)]
    assert (
        notice_text(many)
        == "3 calls should have begun; 1 call is over time; nobody is on duty while calls run."
    )


def test_a_room_with_an_odd_name_is_only_text() -> None:
    told = notice_text([Signal("late", "", "A call in \x1b]9;x\x07Room\u202e 1 should have begun.")])
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
