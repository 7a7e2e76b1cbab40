"""The live board as a hallway uses it: lanes, one key for each step, the clock, somebody else's terminal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.queries.board import board_facts
from models.queries.journal import entries
from models.rules.day import retime
from models.tables import rows
from models.workspace import Clock, Workspace
from screens.board import BoardPage
from tests.helpers_pages import board_on, page_of, sees
from tests.helpers_store import absences_of, at, book, change, interview, open_school
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, screen_text, settled, typed, until
from tests.school_store import Size, count_queries, make_workspace
from wbl_tui.app import WblApp


def lanes_on(app: WblApp) -> list[str]:
    """The lane headings and the students under them, top to bottom."""
    found = []
    for text in row_texts(app)[3:]:
        if text.startswith("─"):
            break
        found += [word for word in (*_HEADINGS, "Mia Torres", "Ben Ode", "Ana Petrov") if word in text]
    return found


_HEADINGS = ("NEEDS SOMEBODY", "INTERVIEWING NOW", "GETTING READY", "UP NEXT", "FINISHED")


async def test_an_empty_day_says_what_to_do(school: Workspace) -> None:
    app = board_on(school)
    async with running(app):
        await sees(app, "No interviews today. Press 3 for the calendar, where n books one.")
        await key(app, "i", "s", "f", "g", "r", "enter")
        await sees(app, "There is no interview under the cursor.")


async def test_a_call_goes_through_the_lanes_one_key_for_each_step_and_back(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(mark_interview, ident, "confirmed")
    app = board_on(school, "10:00")
    async with running(app):
        await sees(app, "UP NEXT (1)")
        await key(app, "i")
        await sees(app, "GETTING READY (1)")
        await sees(app, "✓ Checked in: Mia Torres, a call with Dr Okafor, 10:20.")
        school.clock = Clock(at("10:21"), ticks=False)
        await key(app, "s")
        await sees(app, "INTERVIEWING NOW (1)")
        await sees(app, "19 min left")
        await key(app, "f")
        await sees(app, "How did it go? Mia Torres")
        await key(app, "escape")
        await sees(app, "! Not noted yet how it went with Mia Torres: f on the call does it later.")
        await sees(app, "FINISHED (1)")
        assert "how it went" in next(text for text in row_texts(app) if "10:20 Mia Torres" in text)
        await key(app, "u", "u", "u")
        await sees(app, "Undid: Checked in: Mia Torres")
        await until(lambda: interview(school, ident).state == "confirmed")
        await key(app, "ctrl+r")
        await sees(app, "Did again: Checked in: Mia Torres")
    told = [entry.sentence.split(":")[0] for entry in school.read(entries)][-7:]
    assert told == ["Checked in", "Started", "Finished", "Undid", "Undid", "Undid", "Did again"]


async def test_what_needs_somebody_stands_first_and_says_what(school: Workspace) -> None:
    book(school, "09:10", room=None)
    ready = book(school, "09:30", "s2", "k2", room="r2")
    school.write(mark_interview, ready, "confirmed")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "NEEDS SOMEBODY (1)")
        assert lanes_on(app) == ["NEEDS SOMEBODY", "Mia Torres", "UP NEXT", "Ben Ode"]
        row = next(text for text in row_texts(app) if "Mia Torres" in text)
        assert "NO ROOM" in row
        assert "absence" in row
        await key(app, "g")
        await sees(app, "✓ Absence approved by Ms Rivera: Mia Torres")
        await key(app, "r")
        await sees(app, "Room for Mia Torres")
        await key(app, "enter")
        await sees(app, "Changed Mia Torres")
        await key(app, "C")
        await until(lambda: lanes_on(app)[0] == "UP NEXT")
    [absence] = absences_of(school, "i1")
    assert (absence.state, absence.decided_by) == ("approved", "Ms Rivera")
    assert interview(school, "i1").room is not None


async def test_late_and_over_are_said_in_words(school: Workspace) -> None:
    first, second = book(school, "10:00"), book(school, "10:30", "s2", "k2")
    for ident in (first, second):
        school.write(mark_interview, ident, "confirmed")
    school.write(mark_interview, first, "in_progress")
    app = board_on(school, "10:33")
    async with running(app):
        await sees(app, "over by 13 min")
        await sees(app, "late 3 min")
        await key(app, "y")
        await sees(app, "Student absent: Ben Ode")
        await sees(app, "did not come")
        await key(app, "u")
        await key(app, "w")
        await sees(app, "no answer")


async def test_five_minutes_before_the_end_the_board_says_so_and_rings(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = book(school, "10:00")
    school.write(mark_interview, ident, "in_progress")
    book(school, "10:18", "s2", "k2", room="r2")
    app = board_on(school, "10:14")
    rung: list[int] = []
    shown: list[str] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(1))
    app.session.on_notice = shown.append
    async with running(app):
        page = page_of(app, BoardPage)
        await sees(app, "6 min left")
        for wall, said in (("10:15", "Mia Torres: five minutes left"), ("10:19", "Ben Ode is late")):
            school.clock = Clock(at(wall), ticks=False)
            page._tick()
            await sees(app, said)
        assert len(rung) == 2
        await key(app, "f8", "b")
        await sees(app, "b Bell: off")
        await key(app, "escape")
        await sees(app, "bell off")
        school.clock = Clock(at("10:20"), ticks=False)
        page._tick()
        await sees(app, "Mia Torres: the time is up")
        assert len(rung) == 2
        await key(app, "f8", "n", "escape")
        await sees(app, "signals off", "1 on duty")
        school.clock = Clock(at("10:39"), ticks=False)
        page._tick()
    assert shown == [
        "A call in Room 1 has 5 minutes left.",
        "A call in Room 2 should have begun at 10:18.",
        "The time of a call in Room 1 is up.",
    ]


async def test_the_clock_is_watched_while_another_page_or_a_dialog_is_in_front(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = book(school, "10:00"), book(school, "10:00", "s2", "k2", room="r2")
    for ident in (first, second):
        school.write(mark_interview, ident, "in_progress")
    other = open_school(school.path, actor="Mr Oz")
    app = board_on(school, "10:10")
    rung: list[int] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(1))
    async with running(app):
        page = page_of(app, BoardPage)
        await sees(app, "10 min left")
        await until(lambda: app.session.head is not None)
        await key(app, "1")
        await until(lambda: not page.is_current)
        stamp = app.session.stamp
        other.write(mark_interview, second, "completed")
        await until(lambda: app.session.stamp > stamp)
        page._tick()
        await until(lambda: page.facts is not None and page.facts.board.lane("finished"))
        school.clock = Clock(at("10:15"), ticks=False)
        page._tick()
        await until(lambda: any(each.text == "Mia Torres: five minutes left" for each in app.session.past))
        page._tick()
    other.close()
    assert rung == [1]
    assert not [each for each in app.session.past if "Ben Ode:" in each.text]


async def test_the_clock_moves_neither_cursor_nor_scroll(school: Workspace) -> None:
    idents = [book(school, f"{hour}:00", room=None) for hour in (8, 10, 11, 12, 13, 14)]
    for ident in idents:
        school.write(mark_interview, ident, "confirmed")
    app = board_on(school, "09:58")
    async with running(app):
        page = page_of(app, BoardPage)
        await sees(app, "14:00")
        await key(app, "end")
        here, top = page.lanes.cursor_key, page.lanes.scroll_offset.y
        line = next(n for n, text in enumerate(row_texts(app)) if "▌" in text)
        for minute in (59, 60, 61, 62, 75):
            school.clock = Clock(at("09:00") + timedelta(minutes=minute), ticks=False)
            page._tick()
            await settled(app)
            assert page.lanes.cursor_key == here
            assert next(n for n, text in enumerate(row_texts(app)) if "▌" in text) == line
        assert page.lanes.scroll_offset.y == top


async def test_what_another_terminal_does_comes_to_this_screen(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(mark_interview, ident, "confirmed")
    other = open_school(school.path, actor="Mr Oz")
    app = board_on(school, "10:15")
    async with running(app):
        await sees(app, "GETTING READY (1)")
        await until(lambda: app.session.head is not None)
        other.clock = Clock(at("10:20"), ticks=False)
        other.write(mark_interview, ident, "in_progress")
        await sees(app, "INTERVIEWING NOW (1)", "Mr Oz")
        other.write(move_interview, book(other, "13:00", "s2", "k2"), NewTime(start=at("13:30")))
        await sees(app, "13:30")
    other.close()


async def test_whoever_presses_second_is_told_in_a_sentence(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(mark_interview, ident, "in_progress")
    app = board_on(school, "10:25")
    async with running(app):
        await sees(app, "INTERVIEWING NOW (1)")
        await key(app, "s")
        await sees(app, "✗ The interview is in progress already, by Ms Rivera at 07:30.")
    assert interview(school, ident).state == "in_progress"


async def test_everything_about_a_call_is_one_key_away(school: Workspace) -> None:
    book(school, "10:20")
    app = board_on(school, "10:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await key(app, "enter")
        await sees(app, "Esc Close")
        await sees(app, "phone: 555 0101")
        await key(app, "escape")
        await until(lambda: app.screen is page_of(app, BoardPage))


async def test_a_denial_wants_a_reason_and_what_was_typed_is_not_lost_unasked(school: Workspace) -> None:
    book(school, "09:10")
    app = board_on(school, "09:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "D")
        await sees(app, "Why is Mia Torres to stay in class?")
        await typed(app, "test")
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "n")
        await key(app, "enter")
        await sees(app, "Absence denied by Ms Rivera: Mia Torres")
    [absence] = absences_of(school, "i1")
    assert (absence.state, absence.because) == ("denied", "test")


async def test_the_filter_leaves_only_what_was_typed(school: Workspace) -> None:
    book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "slash")
        await typed(app, "brandt")
        await until(lambda: lanes_on(app)[1:] == ["Ben Ode"])
        await key(app, "escape")
        await until(lambda: "Mia Torres" in lanes_on(app))


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_only_text(school: Workspace, name: str) -> None:
    from models.tables import rows

    change(school, lambda unit: unit.update(rows.Student, "s1", given=name, family=""))
    change(school, lambda unit: unit.update(rows.Contact, "k1", name=name, title=name))
    book(school, "10:20")
    app = board_on(school, "10:00")
    async with running(app):
        await sees(app, "10:20")
        await key(app, "enter")
        await sees(app, "Esc Close")
        assert not UNSAFE.intersection(screen_text(app).replace("\n", ""))
        await key(app, "escape")
        await until(lambda: app.screen is page_of(app, BoardPage))
        assert not UNSAFE.intersection(screen_text(app).replace("\n", ""))
        assert app.is_running


def test_a_full_day_asks_the_store_as_often_as_an_empty_one(tmp_path: Path) -> None:
    counts = []
    for name, size in (("a", Size(25, 8, 2, 20)), ("b", Size(250, 80, 12, 900))):
        workspace = make_workspace(tmp_path / f"{name}.wbl", size)
        counts.append(count_queries(workspace, board_facts, workspace.now()))
        workspace.close()
    assert counts[0] == counts[1]


def test_the_board_of_another_moment_is_the_board_read_then(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(mark_interview, ident, "in_progress")
    early = school.read(board_facts, at("10:21")).board
    assert retime(early, at("10:45")).rows == school.read(board_facts, at("10:45")).board.rows


async def test_a_board_that_was_long_in_reading_is_shown_as_of_now(school: Workspace) -> None:
    book(school, "10:20")
    app = board_on(school, "10:20")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "s")
        await sees(app, "20 min left")
        page = page_of(app, BoardPage)
        read = school.read(board_facts, at("10:20"))
        school.clock = Clock(at("10:39"), ticks=False)
        page.show(read)
        assert page.facts is not None
        assert [(row.state, row.minutes_left) for row in page.facts.board.rows] == [("in_progress", 1)]


async def test_a_wider_window_shows_more_of_what_stands_below(school: Workspace) -> None:
    title = "Head of the workshop for restored instruments of wood"
    change(school, lambda unit: unit.update(rows.Contact, "k1", title=title))
    book(school, "09:10", student="s1")
    app = board_on(school, "08:30")
    async with running(app) as pilot:
        await sees(app, "Mia Torres with Dr Okafor, Head of the workshop")
        assert f"{title}, Elm Clinic" not in screen_text(app)
        await pilot.resize_terminal(140, 40)
        await sees(app, f"{title}, Elm Clinic")


async def test_how_it_went_is_noted_in_one_entry_and_no_longer_to_be_done(school: Workspace) -> None:
    ident = book(school, "10:00")
    school.write(mark_interview, ident, "in_progress")
    school.write(mark_interview, ident, "completed")
    app = board_on(school, "10:25")
    async with running(app):
        await sees(app, "how it went")
        await key(app, "f")
        await sees(app, "How did it go? Mia Torres")
        await key(app, "right", "tab", "tab", "tab", *"Noor Haddad")
        await key(app, "ctrl+s")
        await until(
            lambda: (
                school.read(entries)[-1].sentence
                == "After the call of Mia Torres: it went mixed; Dr Okafor named Noor Haddad; thank-you by Fri 20 Nov."
            )
        )
        await until(lambda: "f notes how it went" not in screen_text(app))
        await key(app, "u")
        await sees(app, "f notes how it went")
        await key(app, "exclamation_mark")
        await sees(app, "! The call is over: Mia Torres. f notes how it went.")


async def test_what_went_wrong_is_noted_and_tried_again_in_one_entry(school: Workspace) -> None:
    ident = book(school, "10:00")
    app = board_on(school, "10:02")
    async with running(app):
        await sees(app, "late 2 min")
        await key(app, "exclamation_mark")
        await sees(app, "What went wrong: Mia Torres, late 2 min?")
        await key(app, *"nobody")
        await key(app, "enter")
        await sees(app, "What now, Mia Torres?")
        await sees(app, "Try again at 10:07, Room 1")
        await key(app, "enter")
        await until(lambda: interview(school, ident).start == at("10:07"))
        assert school.read(entries)[-1].sentence == (
            "Nobody answered: Mia Torres, a call with Dr Okafor, 10:00. "
            "Again: a call with Dr Okafor, 10:07–10:27 on Wed 18 Nov, in Room 1."
        )
        await key(app, "enter")
        await sees(app, "Went wrong", "✗ Nobody answered, call of 10:00")
        await sees(app, "does not count against the student · Ms Rivera", flow=True)
        await key(app, "escape", "u")
        await until(lambda: interview(school, ident).start == at("10:00"))
        assert interview(school, ident).state == "scheduled"


async def test_giving_up_says_why_and_does_not_count_against_the_student(school: Workspace) -> None:
    ident = book(school, "10:00")
    app = board_on(school, "10:02")
    async with running(app):
        await sees(app, "late 2 min")
        await key(app, "exclamation_mark", *"equip", "enter")
        await sees(app, "What now, Mia Torres?")
        told = [text for text in row_texts(app) if "Later today" in text or "Another contact" in text]
        assert "Another contact" in told[4]
        assert len(told) > 5
        await key(app, *"give up", "enter")
        await until(lambda: interview(school, ident).state == "cancelled")
        assert interview(school, ident).because == "the equipment failed"


async def test_leaving_the_second_question_notes_nothing(school: Workspace) -> None:
    ident = book(school, "10:00")
    app = board_on(school, "10:02")
    async with running(app):
        await sees(app, "late 2 min")
        await key(app, "exclamation_mark", "enter")
        await sees(app, "What now, Mia Torres?")
        await key(app, "escape")
        await sees(app, "! Nothing was noted.")
    assert interview(school, ident).state == "scheduled"


async def test_on_a_wide_screen_the_lanes_stand_side_by_side_and_the_cursor_goes_with_its_call(
    school: Workspace,
) -> None:
    first, second = book(school, "10:20"), book(school, "11:20", "s2", "k2", room="r2")
    for ident in (first, second):
        school.write(mark_interview, ident, "confirmed")
    app = board_on(school, "10:15")
    async with running(app, 150, 42) as pilot:
        page = page_of(app, BoardPage)
        await sees(app, "◔ Getting ready (1)", "· Up next (1)", "✓ Finished (0)")
        await sees(app, "in 5 min · Room 1")
        await sees(app, "Room 1: free until 10:20 · Room 2: free until 11:20")
        await sees(app, "Ms Adeyemi until 15:00")
        await sees(app, "Mia Torres with Dr Okafor")
        assert [pane.lane.title for pane in page.side.panes] == _OF_LIFE
        await key(app, "left")
        await sees(app, "Ben Ode with Lee Brandt")
        await key(app, "l")
        await sees(app, "Mia Torres with Dr Okafor")
        await key(app, "h")
        await sees(app, "Ben Ode with Lee Brandt")
        await key(app, "left")
        assert page.row_here() is not None
        await key(app, "right", "s")
        await sees(app, "▶ Interviewing now (1)", "Room 1: Mia Torres, 25 min")
        here = page.row_here()
        assert here is not None
        assert (here.id, here.lane) == (first, "interviewing_now")
        await sees(app, "░░░░░ 25 min left")
        assert [line.key for line in page.side.panes[3].table.rows] == [first] * 3
        await key(app, "end", "pagedown")
        here = page.row_here()
        assert here is not None
        assert here.id == first
        await pilot.resize_terminal(80, 24)
        await until(lambda: page.lanes.has_focus and page.lanes.cursor_key == first)
        await sees(app, "▶ INTERVIEWING NOW (1)")
        assert "free until" not in screen_text(app)
        await pilot.resize_terminal(150, 42)
        await until(lambda: page.side.has_focus_within)
        here = page.row_here()
        assert here is not None
        assert here.id == first


_OF_LIFE = ["Needs somebody", "Up next", "Getting ready", "Interviewing now", "Finished"]


async def test_five_lanes_stand_beside_each_other_from_120_columns_on(school: Workspace) -> None:
    school.write(mark_interview, book(school, "10:20"), "confirmed")
    app = board_on(school, "10:15")
    async with running(app, 120, 40) as pilot:
        await sees(app, "◔ Getting ready (1)", "in 5 min", "✓ Finished (0)")
        await pilot.resize_terminal(119, 40)
        await sees(app, "◔ GETTING READY (1)")


async def test_a_click_on_any_line_of_an_interview_is_for_that_interview(school: Workspace) -> None:
    idents = [book(school, start, room=None) for start in ("11:00", "12:00", "13:00")]
    app = board_on(school, "10:15")
    async with running(app, 150, 42) as pilot:
        page = page_of(app, BoardPage)
        lane = page.side.panes[0].table
        await until(lambda: [line.size for line in lane.rows][:3] == [0, 2, 3])
        for at in (5, 1, 8):
            await pilot.click(lane, offset=(10, at + 1))
            here = page.row_here()
            assert here is not None
            assert here.id == idents[at // 3]
        await pilot.click(lane, offset=(10, 8))
        await sees(app, "13:00–13:20 on Wed 18 Nov")


async def test_a_wide_board_without_interviews_says_so(school: Workspace) -> None:
    app = board_on(school)
    async with running(app, 150, 42):
        await sees(app, "No interviews today. Press 3 for the calendar, where n books one.")
        await key(app, "right", "left", "s")
        await sees(app, "There is no interview under the cursor.")


async def test_a_step_by_somebody_else_does_not_move_what_one_looks_at(
    school: Workspace, tmp_path: Path
) -> None:
    idents = [book(school, f"{hour}:00", room=None) for hour in (8, 10, 11, 12, 13, 14)]
    other = open_school(school.path, actor="Mr Oz")
    app = board_on(school, "09:58")
    async with running(app, 80, 24):
        page = page_of(app, BoardPage)
        await sees(app, "14:00")
        await key(app, "home")
        await until(lambda: app.session.head is not None)
        here = page.lanes.cursor_key
        assert here == idents[0]
        top = row_texts(app)[3:8]
        for state in ("in_progress", "completed"):
            other.write(mark_interview, here, state)
        await sees(app, "FINISHED (1)")
        assert page.lanes.scroll_offset.y == 0
        assert row_texts(app)[3].split() == top[0].replace("(6)", "(5)").split()
        assert page.lanes.cursor_key == here
    other.close()


@pytest.mark.parametrize(("place", "said"), [("room", "! Nobody is on duty"), ("home", "Nobody on duty")])
async def test_only_calls_in_school_want_somebody_on_duty(school: Workspace, place: str, said: str) -> None:
    ident = book(school, "14:50", room="r1" if place == "room" else None, place=place)
    school.write(mark_interview, ident, "in_progress")
    app = board_on(school, "15:01")
    async with running(app):
        await sees(app, "INTERVIEWING NOW (1)")
        assert row_texts(app)[1].endswith(said)
