"""Two terminals settle the same interviews, on the page of the day before or in full: the second is told by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from models.operations.absences import decide_absence, decide_of_interviews
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.first_come import first_come_many
from models.operations.marking import note_on_interview
from models.operations.preparing import prepare_students, review_lists
from models.operations.telling import keep_call_notes, note_at_hand
from models.queries import reading
from models.queries.journal import entries
from models.queries.preparing import call_notes
from models.queries.telling import notes_told
from models.workspace import Workspace
from tests.helpers_pages import app_on, look_away, sees
from tests.helpers_store import absences_of, at, book, interview
from tests.helpers_tui import key, running, typed, until
from wbl_tui.app import WblApp

TOMORROW = date(2026, 11, 19)
Theirs = Callable[[Workspace, str], object]


@pytest.fixture
def calls(school: Workspace) -> tuple[str, str]:
    """Two calls of tomorrow, Mia's and Ben's; Mia misses Algebra, and neither has prepared."""
    made = []
    for start, student, contact, room in (("09:05", "s1", "k1", "r1"), ("10:05", "s2", "k2", "r2")):
        ident = book(school, None, student, contact)
        school.write(move_interview, ident, NewTime(start=at(start, TOMORROW), room=room))
        for field in ("questions_ready", "practice_done"):
            school.write(prepare_students, (student,), field, False)
        made.append(ident)
    return made[0], made[1]


def does(op: Callable[..., object], *args: object, **kwargs: object) -> Theirs:
    """What Mr Oz does to Mia's interview."""
    return lambda workspace, ident: workspace.write(op, ident, *args, **kwargs)


def prepares(field: str) -> Theirs:
    return lambda workspace, _ident: workspace.write(prepare_students, ("s1",), field, True)


def asks_for_changes(workspace: Workspace, _ident: str) -> None:
    workspace.write(prepare_students, ("s1",), "questions_ready", True)
    workspace.write(review_lists, ("s1",), "changes_asked", "More about the training.")


def writes(workspace: Workspace, ident: str) -> None:
    workspace.write(note_at_hand, (ident,), True)


moves = does(move_interview, NewTime(start=at("11:00", TOMORROW)))
ONE = [
    (prepares("questions_ready"), ("d",), "Mia Torres, questions: approved."),
    (prepares("practice_done"), ("p",), "Mia Torres, practice done."),
    (writes, ("J",), "Mia Torres, something to take notes with."),
    (does(decide_absence, "deny", because="test"), ("g",), "Mia Torres, absence denied."),
    (does(decide_absence, "approve"), ("R",), "Mia Torres, absence approved."),
    (does(decide_absence, "approve"), ("D", *"test", "enter"), "Mia Torres, absence approved."),
    (moves, ("C",), "Mia Torres, scheduled, 11:00 in Room 1."),
    (moves, ("G",), "Mia Torres, scheduled, 11:00 in Room 1."),
    (asks_for_changes, ("d",), "Mia Torres, questions: changes asked."),
    (does(cancel_interview, "ill"), ("C",), "Mia Torres, cancelled."),
]


@pytest.mark.parametrize(("theirs", "keys", "told"), ONE)
async def test_the_day_before_the_second_is_told_who_was_first(
    school: Workspace,
    other: Workspace,
    calls: tuple[str, str],
    theirs: Theirs,
    keys: tuple[str, ...],
    told: str,
) -> None:
    app = app_on(school, "ready")
    async with running(app):
        await sees(app, "Mia Torres", "Ben Ode")
        await key(app, "/")
        await typed(app, "Mia")
        await key(app, "enter")
        await look_away(app)
        theirs(other, calls[0])
        after, count = state_of(other), len(other.read(entries))
        await key(app, *keys)
        await until(lambda: app.session.message.kind == "refused")
        assert app.session.message.text == f"Mr Oz was first (10:21): {told}"
    assert state_of(school) == after
    assert len(school.read(entries)) == count


def state_of(workspace: Workspace) -> tuple[object, ...]:
    return (
        workspace.read(reading.interviews),
        workspace.read(reading.students),
        workspace.read(reading.absences),
    )


ALL = [
    (("questions_ready",), "d", "Ben Ode: questions ready. Not Mia Torres: Mr Oz was first."),
    (("practice_done",), "p", "Ben Ode: practice done. Not Mia Torres: Mr Oz was first."),
    (("practice_done",), "d", "Mia Torres and Ben Ode: questions ready."),
]


@pytest.mark.parametrize(("fields", "pressed", "told"), ALL)
async def test_of_several_only_what_somebody_else_changed_is_left_alone(
    school: Workspace,
    other: Workspace,
    calls: tuple[str, str],
    fields: tuple[str, ...],
    pressed: str,
    told: str,
) -> None:
    app = app_on(school, "ready")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres", "Ben Ode")
        await look_away(app)
        for field in fields:
            other.write(prepare_students, ("s1",), field, True)
        count = len(school.read(entries))
        await key(app, "A", pressed)
        await until(lambda: app.session.message.text == told)
        assert len(school.read(entries)) == count + 1
        await key(app, "u")
        await until(lambda: len(school.read(entries)) == count + 2)
    mia = school.read(reading.students)["s1"]
    assert (mia.questions_ready, mia.practice_done) == tuple(
        field in fields for field in ("questions_ready", "practice_done")
    )


async def test_of_several_calls_those_that_were_moved_are_not_confirmed(
    school: Workspace, other: Workspace, calls: tuple[str, str]
) -> None:
    app = app_on(school, "ready")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres", "Ben Ode")
        await look_away(app)
        moves(other, calls[0])
        await key(app, "A", "C")
        await sees(app, "Confirmed: Lee Brandt. Not Mia Torres: Mr Oz was first.")
    assert [interview(school, ident).state for ident in calls] == ["scheduled", "confirmed"]


async def test_where_somebody_else_was_first_at_all_of_them_nothing_is_done(
    school: Workspace, other: Workspace, calls: tuple[str, str]
) -> None:
    app = app_on(school, "ready")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres", "Ben Ode")
        await look_away(app)
        other.write(note_at_hand, calls, True)
        count = len(school.read(entries))
        await key(app, "A", "J")
        await sees(app, "Mr Oz was first: Mia Torres and Ben Ode. Nothing was changed; look at what holds")
    assert len(school.read(entries)) == count


def test_of_several_a_denied_absence_stays_denied_though_only_that_one_is_left(
    school: Workspace, calls: tuple[str, str]
) -> None:
    school.write(decide_absence, calls[0], "deny", because="test")
    seen = school.newest_entry()
    done = school.write(
        first_come_many, calls[:1], seen, decide_of_interviews, "approve", about="absence", several=True
    )
    assert done.journal == 0
    assert [one.state for one in absences_of(school, calls[0])] == ["denied"]


FULL = [
    (moves, ("C",), "scheduled, 11:00 in Room 1."),
    (moves, ("r", "down", "enter"), "scheduled, 11:00 in Room 1."),
    (moves, ("x", *"ill", "enter"), "scheduled, 11:00 in Room 1."),
    (does(decide_absence, "deny", because="test"), ("g",), "absence denied."),
    (does(decide_absence, "approve"), ("D", *"test", "enter"), "absence approved."),
    (does(note_on_interview, link="their link"), ("e", *["tab"] * 4, *"mine", "ctrl+s"), "scheduled, 09:05"),
]


@pytest.mark.parametrize(("theirs", "keys", "told"), FULL)
async def test_in_full_the_second_is_told_who_was_first(
    school: Workspace,
    other: Workspace,
    calls: tuple[str, str],
    theirs: Theirs,
    keys: tuple[str, ...],
    told: str,
) -> None:
    app = app_on(school, "ready")
    async with running(app):
        await shows_mia(app)
        theirs(other, calls[0])
        after, count = state_of(other), len(other.read(entries))
        await key(app, *keys)
        await until(lambda: app.session.message.kind == "refused")
        assert app.session.message.text.startswith(f"Mr Oz was first (10:21): Mia Torres, {told}")
    assert state_of(school) == after
    assert len(school.read(entries)) == count


async def test_details_that_two_people_change_are_both_kept(
    school: Workspace, other: Workspace, calls: tuple[str, str]
) -> None:
    app = app_on(school, "ready")
    async with running(app):
        await shows_mia(app)
        moves(other, calls[0])
        await key(app, "e")
        await sees(app, "Edit: Mia Torres")
        await key(app, *["tab"] * 4, *"mine", "ctrl+s")
        await until(lambda: interview(school, calls[0]).link == "mine")
    assert interview(school, calls[0]).start == at("11:00", TOMORROW)


async def test_a_link_that_came_second_is_offered_again(
    school: Workspace, other: Workspace, calls: tuple[str, str]
) -> None:
    app = app_on(school, "ready")
    async with running(app):
        await shows_mia(app)
        await key(app, "e")
        await sees(app, "Edit: Mia Torres")
        await key(app, *["tab"] * 4, *"mine")
        other.write(note_on_interview, calls[0], link="theirs")
        await key(app, "ctrl+s")
        await sees(app, "Mr Oz was first (10:21)", "Edit: Mia Torres", "mine")
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "escape", "ctrl+s")
        await until(lambda: interview(school, calls[0]).link == "mine")


async def test_a_free_alternative_for_a_longer_call_is_taken_as_long_as_it_was_offered(
    school: Workspace, calls: tuple[str, str]
) -> None:
    next_one = book(school, None, "s3", "k2")
    school.write(move_interview, next_one, NewTime(start=at("09:30", TOMORROW), room="r1"))
    app = app_on(school, "ready")
    async with running(app):
        await shows_mia(app)
        await key(app, "e", "ctrl+u", *"40", "ctrl+s")
        await sees(app, "This cannot be", "Free instead")
        await key(app, "enter")
        await until(lambda: interview(school, calls[0]).minutes == 40)


async def test_notes_that_two_people_write_are_both_kept(
    school: Workspace, other: Workspace, calls: tuple[str, str]
) -> None:
    app = app_on(school, "ready")
    async with running(app):
        await shows_mia(app)
        await key(app, "&", *"Mine.")
        other.write(keep_call_notes, calls[0], "Theirs.")
        await key(app, "ctrl+s")
        await sees(app, "Mr Oz noted something meanwhile", "Theirs.", "Mine.")
        await key(app, "ctrl+s")
        await until(lambda: school.read(call_notes, [calls[0]])[calls[0]].actor == "Ms Rivera")
    assert school.read(call_notes, [calls[0]])[calls[0]].words == "Theirs.\n\nMine."


async def test_a_note_that_was_sent_before_a_move_does_not_count_for_the_new_time(
    school: Workspace, other: Workspace, calls: tuple[str, str]
) -> None:
    app = app_on(school, "ready")
    async with running(app):
        await sees(app, "Mia Torres", "Ben Ode")
        await look_away(app)
        moves(other, calls[0])
        await key(app, "A", "@", "s")
        await sees(app, "Confirmation sent to Lee Brandt. Not Mia Torres: Mr Oz was first.")
    assert list(school.read(notes_told)) == [calls[1]]


async def shows_mia(app: WblApp) -> None:
    """Her interview in full, as it stands before anybody else comes."""
    await sees(app, "Mia Torres", "Ben Ode")
    await key(app, "/")
    await typed(app, "Mia")
    await key(app, "enter")
    await look_away(app)
    await key(app, "enter")
    await sees(app, "Mia Torres with")
