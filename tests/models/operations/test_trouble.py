"""Calls that go wrong: only one thing counts against the student, and trying again is one entry with the mishap."""

from __future__ import annotations

import pytest

from models.errors import BadInput, Refused
from models.operations.after_call import note_after_call
from models.operations.booking import NewTime
from models.operations.marking import mark_interview
from models.operations.trouble import went_wrong
from models.operations.undo import undo
from models.queries.journal import entries
from models.queries.situation import situation_for
from models.rules.trouble import COUNTS, TROUBLES, Again, troubles_of, ways_out
from models.tables.day_rows import Incident
from models.workspace import Workspace
from screens.state.times_today import times_today
from tests.helpers_store import DAY, at, book, change, interview


def incidents(school: Workspace) -> list[tuple[str, str, str]]:
    found = school.read(lambda db: list(Incident.select().bind(db).execute()))
    return [(one.interview_id, one.what, one.note) for one in found]


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("student_absent", "student_absent"),
        ("no_answer", "interviewee_absent"),
        ("wrong_number", "interviewee_absent"),
        ("equipment", "cancelled"),
        ("stopped", "cancelled"),
        ("called_off", "cancelled"),
    ],
)
def test_each_mishap_leaves_its_state_and_is_kept(school: Workspace, code: str, state: str) -> None:
    ident = book(school, "10:20")
    done = school.write(went_wrong, ident, code, note="Line  dead")
    words = next(one.words for one in TROUBLES if one.code == code)
    assert done.sentence == f"{words}: Mia Torres, a call with Dr Okafor, 10:20 (Line dead)."
    one = interview(school, ident)
    assert (one.state, one.because) == (state, f"{words.lower()}: Line dead")
    assert incidents(school) == [(ident, code, "Line dead")]
    assert (code in COUNTS) == (state == "student_absent")
    school.write(undo)
    assert interview(school, ident).state == "scheduled"
    assert incidents(school) == []


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("confirmed", "student_absent no_answer wrong_number equipment stopped called_off"),
        ("checked_in", "student_absent no_answer wrong_number equipment stopped called_off"),
        ("in_progress", "no_answer wrong_number equipment stopped called_off"),
        ("student_absent", "student_absent equipment stopped called_off"),
        ("interviewee_absent", "no_answer wrong_number equipment stopped called_off"),
        ("completed", ""),
    ],
)
def test_only_what_can_have_gone_wrong_is_offered(school: Workspace, state: str, codes: str) -> None:
    assert [one.code for one in troubles_of(state)] == codes.split()
    ident = book(school, "10:20")
    steps = {"completed": ("in_progress", "completed")}.get(state, (state,))
    for step in steps:
        school.write(mark_interview, ident, step)
    for one in TROUBLES:
        if one.code not in codes.split():
            with pytest.raises(Refused):
                school.write(went_wrong, ident, one.code)


def test_trying_again_schedules_it_anew_and_keeps_the_mishap(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(mark_interview, ident, "in_progress")
    before = len(school.read(entries))
    done = school.write(went_wrong, ident, "no_answer", NewTime(start=at("10:27"), room="r2"))
    assert done.sentence == (
        "Nobody answered: Mia Torres, a call with Dr Okafor, 10:20. "
        "Again: a call with Dr Okafor, 10:27–10:47 on Wed 18 Nov, in Room 2."
    )
    assert done.short == "Nobody answered; again 10:27 in Room 2"
    one = interview(school, ident)
    assert (one.state, one.start, one.room, one.started_at) == ("scheduled", at("10:27"), "r2", None)
    assert incidents(school) == [(ident, "no_answer", "")]
    assert len(school.read(entries)) == before + 1


def test_what_cannot_be_is_refused_and_notes_nothing(school: Workspace) -> None:
    first, second = book(school, "10:20"), book(school, "11:10", "s2", "k2")
    with pytest.raises(BadInput, match="nothing that goes wrong"):
        school.write(went_wrong, first, "rain")
    with pytest.raises(Refused, match="Room 1 is already taken"):
        school.write(went_wrong, first, "no_answer", NewTime(start=at("11:10")))
    school.write(mark_interview, first, "in_progress")
    with pytest.raises(Refused, match="so the student is there"):
        school.write(went_wrong, first, "student_absent")
    school.write(mark_interview, second, "cancelled", because="ill")
    with pytest.raises(Refused):
        school.write(went_wrong, second, "no_answer")
    assert incidents(school) == []


def test_ways_out_are_the_same_room_others_and_later(school: Workspace) -> None:
    ident = book(school, "10:00")
    book(school, "10:30", "s2", "k2")
    situation = school.read(situation_for, school.campaign(), DAY, DAY)
    one, now = situation.interviews[ident], at("10:24")
    ways = ways_out(one, situation, now, times_today(one, situation, now)[:2])
    assert [(way.code, way.label, way.start, way.room) for way in ways[:2]] == [
        ("retry", "Try again at 10:29, Room 1", None, None),
        ("room", "Another room at 10:29: Room 2", at("10:29"), "r2"),
    ]
    assert "Room 1 is already taken" in ways[0].reason
    assert isinstance(ways[-1], Again)
    assert all(way.code == "later" for way in ways[2:])


def test_after_a_call_everything_is_noted_in_one_entry(school: Workspace) -> None:
    ident = book(school, "10:20")
    with pytest.raises(Refused, match="has not been held"):
        school.write(note_after_call, ident, went="well")
    school.write(mark_interview, ident, "in_progress")
    for wrong in ("", "great"):
        with pytest.raises(BadInput):
            school.write(note_after_call, ident, went=wrong)
    done = school.write(
        note_after_call, ident, went="well", note="Kind", thank_by=DAY, named="Noor", may_use_name=True
    )
    assert done.sentence == (
        "After the call of Mia Torres: it went well; Kind; Dr Okafor named Noor; the name may be used; "
        "thank-you by Wed 18 Nov."
    )
    again = school.write(note_after_call, ident, went="mixed")
    assert again.sentence == "After the call of Mia Torres: it went mixed."


def test_changing_the_roster_keeps_the_mishap(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(went_wrong, ident, "stopped")
    change(school, lambda unit: unit.update(Incident, "n1", note="fire drill"))
    assert incidents(school) == [(ident, "stopped", "fire drill")]
