"""Two terminals at the same interview: one wins, the other is told by whom; and lists worked down by one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest

from models.operations.absences import decide_absence
from models.operations.booking import NewTime, move_interview
from models.operations.first_come import first_come
from models.operations.marking import mark_interview, note_on_interview
from models.operations.trouble import went_wrong
from models.operations.undo import undo
from models.queries.journal import entries, newest_entry
from models.workspace import Workspace
from screens.board import BoardPage
from tests.helpers_pages import board_on, look_away, page_of, sees
from tests.helpers_store import absences_of, book, interview
from tests.helpers_tui import key, row_texts, running, settled, typed, until
from wbl_tui.app import WblApp


def marks(state: str) -> Callable[[Workspace, str], None]:
    return lambda workspace, ident: workspace.write(mark_interview, ident, state) and None


def gives_room_2(workspace: Workspace, ident: str) -> None:
    workspace.write(move_interview, ident, NewTime(room="r2"))


def approves(workspace: Workspace, ident: str) -> None:
    workspace.write(decide_absence, ident, "approve")


def no_answer(workspace: Workspace, ident: str) -> None:
    workspace.write(went_wrong, ident, "no_answer")


@pytest.mark.parametrize(
    ("before", "theirs", "keys", "told"),
    [
        ((), marks("checked_in"), ("i",), "checked in, 10:20 in Room 1."),
        (("checked_in",), marks("in_progress"), ("s",), "in progress, 10:20 in Room 1."),
        (("in_progress",), marks("completed"), ("f",), "completed, 10:20 in Room 1."),
        ((), marks("student_absent"), ("i",), "student absent."),
        ((), marks("checked_in"), ("y",), "checked in, 10:20 in Room 1."),
        (("checked_in",), marks("in_progress"), ("w",), "in progress, 10:20 in Room 1."),
        ((), marks("confirmed"), ("C",), "confirmed, 10:20 in Room 1."),
        ((), gives_room_2, ("r", "down", "enter"), "scheduled, 10:20 in Room 2."),
        ((), gives_room_2, ("i",), "scheduled, 10:20 in Room 2."),
        (
            (),
            no_answer,
            ("exclamation_mark", "enter", *"give up", "enter"),
            "interviewee absent.",
        ),
        ((), no_answer, ("exclamation_mark", "enter", "enter"), "interviewee absent."),
    ],
)
async def test_of_two_who_press_at_once_the_second_is_told_who_was_first(
    school: Workspace,
    other: Workspace,
    before: tuple[str, ...],
    theirs: Callable[[Workspace, str], None],
    keys: tuple[str, ...],
    told: str,
) -> None:
    ident = book(school, "10:20")
    for state in before:
        school.write(mark_interview, ident, state)
    app = board_on(school, "10:21")
    async with running(app):
        await sees(app, "10:20")
        await look_away(app)
        theirs(other, ident)
        after, count = interview(other, ident), len(other.read(entries))
        await key(app, *keys)
        await until(lambda: app.session.message.kind == "refused")
        assert app.session.message.text == f"Mr Oz was first (10:21): Mia Torres, {told}"
    assert interview(school, ident) == after
    assert len(school.read(entries)) == count


async def test_an_absence_is_decided_once(school: Workspace, other: Workspace) -> None:
    ident = book(school, "09:10")
    app = board_on(school, "09:00")
    async with running(app):
        await sees(app, "09:10")
        await look_away(app)
        approves(other, ident)
        await key(app, "D", *"test", "enter")
        await sees(app, "Mr Oz was first (10:21): Mia Torres, absence approved.")
    [absence] = absences_of(school, ident)
    assert (absence.state, absence.decided_by) == ("approved", "Mr Oz")


def test_what_one_did_oneself_and_what_does_not_matter_is_no_reason(
    school: Workspace, other: Workspace
) -> None:
    ident = book(school, "09:10")
    seen = school.read(newest_entry)
    school.write(mark_interview, ident, "confirmed")
    approves(other, ident)
    school.write(first_come, ident, seen, mark_interview, ident, "checked_in")
    assert interview(school, ident).state == "checked_in"
    other.write(note_on_interview, book(other, "13:00", "s2", "k2"), guardian_told=True)
    school.write(first_come, ident, seen, mark_interview, ident, "in_progress")
    assert interview(school, ident).state == "in_progress"


def test_what_somebody_took_back_counts_as_their_doing(school: Workspace, other: Workspace) -> None:
    ident = book(school, "10:20")
    other.write(mark_interview, ident, "checked_in")
    seen = school.read(newest_entry)
    other.write(undo)
    with pytest.raises(Exception, match=r"Mr Oz was first \(10:21\): Mia Torres, scheduled"):
        school.write(first_come, ident, seen, mark_interview, ident, "in_progress")


async def test_settling_one_thing_after_the_other_needs_no_arrow(school: Workspace) -> None:
    calls = [book(school, f"09:{minute:02}", student, contact, room=None) for minute, student, contact in
             ((10, "s1", "k1"), (10, "s2", "k2"), (35, "s3", "k1"))]  # fmt: skip
    app = board_on(school, "08:00")
    async with running(app):
        page = page_of(app, BoardPage)
        await sees(app, "NEEDS SOMEBODY (3)")
        line = _cursor_line(app)
        for ident, beside in pairwise(calls):
            assert page.lanes.cursor_key == ident
            await key(app, "r")
            await sees(app, "Room for")
            await key(app, "enter")
            await until(partial(_has_room, school, ident))
            await key(app, *(("g",) if absences_of(school, ident) else ()))
            await key(app, "C")
            await until(partial(_cursor_on, page, beside))
            assert interview(school, ident).state == "confirmed"
            await settled(app)
            assert _cursor_line(app) == line


def _has_room(school: Workspace, ident: str) -> bool:
    return interview(school, ident).room is not None


def _cursor_on(page: BoardPage, ident: str) -> bool:
    return page.lanes.cursor_key == ident


def _cursor_line(app: WblApp) -> int:
    return next(n for n, text in enumerate(row_texts(app)) if "▌" in text)


async def test_two_calls_that_end_together_are_ended_before_anybody_is_asked(school: Workspace) -> None:
    first, second = book(school, "10:00"), book(school, "10:00", "s2", "k2", room="r2")
    for ident in (first, second):
        school.write(mark_interview, ident, "in_progress")
    app = board_on(school, "10:19")
    async with running(app):
        page = page_of(app, BoardPage)
        await sees(app, "INTERVIEWING NOW (2)")
        await key(app, "f")
        await sees(app, "Finished: Mia Torres. f on it, or f on the other call, notes how it went.")
        assert page.lanes.cursor_key == second
        await key(app, "f")
        await sees(app, "How did it go? Ben Ode", "Esc skips this and 1 more; they stay to be done")
        assert interview(school, second).state == "completed"
        await key(app, "ctrl+s")
        await sees(app, "How did it go? Mia Torres")
        await key(app, "escape")
        await sees(app, "Not noted yet how it went with Mia Torres")
        await key(app, "f")
        await sees(app, "How did it go? Ben Ode", "Noted by Ms Rivera, 10:19; saving replaces that.")


async def test_one_esc_leaves_all_calls_that_ended_together_for_later(school: Workspace) -> None:
    for student, contact, room in (("s1", "k1", "r1"), ("s2", "k2", "r2")):
        school.write(mark_interview, book(school, "10:00", student, contact, room=room), "in_progress")
    app = board_on(school, "10:19")
    async with running(app):
        await sees(app, "INTERVIEWING NOW (2)")
        await key(app, "f")
        await sees(app, "Finished: Mia Torres.")
        await key(app, "f")
        await sees(app, "How did it go? Ben Ode")
        await key(app, "escape")
        await sees(app, "Not noted yet how 2 calls went: f on each does it later.")
        told = "Not noted yet how it went with Ben Ode and Mia Torres: f on each call does it later."
        assert app.session.message.text == told
        assert app.screen is page_of(app, BoardPage)


async def test_when_somebody_else_ends_the_other_call_f_asks_as_it_said(
    school: Workspace, other: Workspace
) -> None:
    first, second = book(school, "10:00"), book(school, "10:00", "s2", "k2", room="r2")
    for ident in (first, second):
        school.write(mark_interview, ident, "in_progress")
    app = board_on(school, "10:19")
    async with running(app):
        page = page_of(app, BoardPage)
        await sees(app, "INTERVIEWING NOW (2)")
        await key(app, "f")
        await sees(app, "Finished: Mia Torres. f on it, or f on the other call, notes how it went.")
        other.write(mark_interview, second, "completed")
        await sees(app, "FINISHED (2)", "how it went")
        page.go_to(first)
        await key(app, "f")
        await sees(app, "How did it go? Mia Torres")
        await key(app, "escape")


async def test_what_could_not_be_noted_about_a_call_comes_back_in_its_form(
    school: Workspace, other: Workspace
) -> None:
    ident = book(school, "10:00")
    for state in ("in_progress", "completed"):
        school.write(mark_interview, ident, state)
    app = board_on(school, "10:25")
    async with running(app):
        await sees(app, "FINISHED (1)")
        await key(app, "f")
        await sees(app, "How did it go? Mia Torres")
        await key(app, "tab")
        await typed(app, "Kind words.")
        await sees(app, "Kind words.")
        for state in ("in_progress", "cancelled"):
            other.write(mark_interview, ident, state, because="the wrong call")
        await key(app, "ctrl+s")
        await sees(app, "That interview has not been held.", "Kind words.")
        for state in ("scheduled", "in_progress", "completed"):
            other.write(mark_interview, ident, state)
        await key(app, "ctrl+s")
        await sees(app, "After the call of Mia Torres: it went well; Kind words.")


async def test_a_call_that_the_filter_hides_keeps_nobody_from_the_form(school: Workspace) -> None:
    first, second = book(school, "10:00"), book(school, "10:00", "s2", "k2", room="r2")
    for ident in (first, second):
        school.write(mark_interview, ident, "in_progress")
    app = board_on(school, "10:19")
    async with running(app):
        await sees(app, "INTERVIEWING NOW (2)")
        await key(app, "slash", *"Torres", "enter")
        await sees(app, "INTERVIEWING NOW (1)")
        await key(app, "f")
        await sees(app, "How did it go? Mia Torres")
        await key(app, "escape")


async def test_a_call_that_goes_on_for_long_keeps_nobody_from_the_form(school: Workspace) -> None:
    first, second = book(school, "10:00"), book(school, "10:10", "s2", "k2", room="r2")
    for ident in (first, second):
        school.write(mark_interview, ident, "in_progress")
    app = board_on(school, "10:19")
    async with running(app):
        await sees(app, "INTERVIEWING NOW (2)")
        await key(app, "f")
        await sees(app, "How did it go? Mia Torres")


async def test_what_was_noted_after_a_call_stands_in_the_form_again(
    school: Workspace, other: Workspace
) -> None:
    from models.operations.after_call import note_after_call

    ident = book(school, "10:00")
    for state in ("in_progress", "completed"):
        school.write(mark_interview, ident, state)
    other.write(note_after_call, ident, went="badly", note="Nobody had prepared.")
    app = board_on(school, "10:25")
    async with running(app):
        await sees(app, "FINISHED (1)")
        await key(app, "f")
        await sees(app, "Noted by Mr Oz, 10:21; saving replaces that.", "Nobody had prepared.")
        await key(app, "escape")
        await until(lambda: app.screen is page_of(app, BoardPage))
        assert app.session.message.text == ""


async def test_a_store_that_is_moved_away_is_said_to_be_old_until_it_is_back(
    school: Workspace,
) -> None:
    ticks = [100.0]
    ident = book(school, "10:20")
    app = board_on(school, "10:15")
    async with running(app):
        await sees(app, "Mia Torres")
        await until(lambda: app.session.head is not None)
        away = school.path.with_name("away.wbl")
        app.session.ticks = lambda: ticks[0]
        await app.session._look()
        school.path.rename(away)
        ticks[0] += 4
        await sees(app, "✗ As of 10:15:00: The store was moved", "OLD: AS OF 10:15")
        await key(app, "i")
        await sees(app, "✗ The store was moved or replaced while it was open; nothing")
        away.rename(school.path)
        await sees(app, "The store can be read again.")
        await until(lambda: "OLD" not in row_texts(app)[0])
        await key(app, "i")
        await until(lambda: interview(school, ident).state == "checked_in")
