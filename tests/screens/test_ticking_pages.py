"""Entering ticks from paper: row by row in the print's order, nothing before Ctrl+S, then one entry and one undo."""

from __future__ import annotations

from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.operations.printing import make_print, record_print
from models.queries.journal import entries
from models.workspace import Clock, Workspace
from screens.unsaved import Offered, unfinished_in
from tests.helpers_pages import board_on, sees
from tests.helpers_store import DAY, NOW, ZONE, at, book, interview
from tests.helpers_tui import key, row_texts, running, screen_text, until


def day_on_paper(school: Workspace) -> None:
    """Three calls, printed at 07:30: Mia at 09:20, Ben at 11:10, Ana at 13:00 from home."""
    book(school, "09:20")
    book(school, "11:10", student="s2", contact="k2")
    book(school, "13:00", student="s3", contact="k2", room=None, place="home")
    print_office(school)


def print_office(school: Workspace) -> None:
    school.write(
        record_print, school.campaign(), school.read(make_print, school.campaign(), DAY, ("office",), NOW)
    )


def states(school: Workspace) -> list[str]:
    return [interview(school, ident).state for ident in ("i1", "i2", "i3")]


async def test_one_key_for_each_row_is_written_at_once_and_undone_at_once(school: Workspace) -> None:
    day_on_paper(school)
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "Ticks from paper: Wed 18 Nov, 0 of 3 ticked")
        await sees(app, "Revision 1, printed Wed 18 Nov 07:30 by Ms Rivera.")
        await key(app, "f", "y", "w")
        await sees(app, "3 of 3 ticked", "✓ finished", "✗ student absent", "✗ no answer")
        await sees(app, "That was the last row. Ctrl+S accepts all ticks.")
        assert states(school) == ["scheduled", "scheduled", "scheduled"]
        await key(app, "ctrl+s")
        await until(lambda: states(school) == ["completed", "student_absent", "interviewee_absent"])
        await sees(app, "✓ Entered from paper of Wed 18 Nov, revision 1: 1 finished (Mia")
        await key(app, "u")
        await until(lambda: states(school) == ["scheduled", "scheduled", "scheduled"])
    told = [entry.sentence for entry in school.read(entries)]
    assert told[-2] == (
        "Entered from paper of Wed 18 Nov, revision 1: 1 finished (Mia Torres); 1 student absent (Ben Ode); "
        "1 no answer (Ana Petrov)."
    )


async def test_a_tick_is_taken_back_and_ticks_are_not_lost_unasked(school: Workspace) -> None:
    day_on_paper(school)
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "0 of 3 ticked")
        await key(app, "ctrl+s")
        await sees(app, "Nothing is ticked yet: a key for each row says what the paper says.")
        await key(app, "f", "f", "backspace")
        await sees(app, "1 of 3 ticked")
        await key(app, "delete")
        await sees(app, "Row 2, Ben Ode was not ticked.")
        await key(app, "up", "delete")
        await sees(app, "0 of 3 ticked")
        await key(app, "f", "left_square_bracket")
        await sees(app, "Accept these ticks first with Ctrl+S, or take them back with Del.")
        await key(app, "escape")
        await sees(app, "Throw away 1 tick?")
        await key(app, "n")
        await sees(app, "1 of 3 ticked")
        await key(app, "escape", "y")
        await until(lambda: "Ticks from paper" not in screen_text(app))
    assert states(school) == ["scheduled", "scheduled", "scheduled"]


async def test_rows_stay_as_printed_and_say_what_moved_and_what_the_screen_knows(school: Workspace) -> None:
    day_on_paper(school)
    school.write(move_interview, "i1", NewTime(start=at("14:00"), room="r2"))
    school.clock = Clock(at("11:12"), ticks=False)
    school.write(mark_interview, "i2", "interviewee_absent")
    book(school, "10:00", room="r2")
    app = board_on(school, "15:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "1 row is not as printed", "not on the print")
        rows = [text for text in row_texts(app) if "Mia Torres" in text or "Ben Ode" in text]
        assert "1 09:20–09:40" in rows[0]
        assert "now 14:00–14:20" in rows[0]
        assert "2 11:10–11:30" in rows[1]
        assert "interviewee absent" in rows[1]
        await key(app, "f", "f")
        await sees(
            app, "Row 2, Ben Ode is interviewee absent on screen. On its row, the key again if", "? finished"
        )
        await key(app, "ctrl+s")
        assert interview(school, "i2").state == "interviewee_absent"
        await key(app, "f")
        await until(lambda: "? finished" not in screen_text(app))
        await key(app, "ctrl+s")
        await until(lambda: states(school)[:2] == ["completed", "completed"])
    assert interview(school, "i1").started_at == at("14:00")
    assert interview(school, "i1").ended_at == at("14:20")


async def test_what_somebody_else_did_while_it_was_ticked_is_told_and_nothing_is_overwritten(
    school: Workspace,
) -> None:
    day_on_paper(school)
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "0 of 3 ticked")
        await key(app, "f", "f")
        await sees(app, "2 of 3 ticked")
        school.write(mark_interview, "i1", "student_absent")
        await key(app, "ctrl+s")
        await sees(
            app, "Mia Torres is student absent by now; nothing was written.", "2 of 3 ticked", flow=False
        )
        assert states(school) == ["student_absent", "scheduled", "scheduled"]
        await key(app, "ctrl+s")
        await sees(app, "Row 1, Mia Torres is student absent on screen. On its row, the key", flow=True)
        await key(app, "delete", "ctrl+s")
        await until(lambda: states(school) == ["student_absent", "completed", "scheduled"])


async def test_another_revision_and_other_days(school: Workspace) -> None:
    day_on_paper(school)
    school.write(move_interview, "i1", NewTime(start=at("12:00")))
    print_office(school)
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "Revision 2, printed", "1 11:10–11:30", "2 12:00–12:20")
        await key(app, "tab")
        await sees(app, "Revision 1, printed", "the newest is 2", "1 09:20–09:40")
        await key(app, "left_square_bracket")
        await sees(app, "Ticks from paper: Tue 17 Nov", "No interviews on this day.")
        await key(app, "right_square_bracket", "right_square_bracket")
        await sees(app, "Ticks from paper: Thu 19 Nov", "was not printed yet")


async def test_whoever_types_along_stays_in_step_with_the_paper(school: Workspace) -> None:
    day_on_paper(school)
    school.clock = Clock(at("11:12"), ticks=False)
    school.write(mark_interview, "i1", "in_progress")
    school.write(mark_interview, "i2", "interviewee_absent")
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "0 of 3 ticked")
        await key(app, "y", "f", "f")
        await sees(app, "? student absent", "? finished", "✓ finished", "3 of 3 ticked")
        await key(app, "ctrl+s")
        await sees(app, "The program says in progress: it cannot become student absent.", flow=True)
        await key(app, "delete", "ctrl+s", "delete", "ctrl+s")
        await until(lambda: states(school) == ["in_progress", "interviewee_absent", "completed"])


async def test_ticks_that_were_not_written_when_the_program_ended_are_there_again(school: Workspace) -> None:
    day_on_paper(school)
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "0 of 3 ticked")
        await key(app, "f", "y")
        left = unfinished_in(app.screen_stack, at("15:00"))
    assert [(one.form, [line.shown for line in one.lines]) for one in left] == [
        ("Ticks from paper: Wed 18 Nov", ["2 of 3 rows"])
    ]
    strange = left[0].lines[0]._replace(raw=("i1 completed", "i2 nonsense", "i9 completed", ""))
    app = board_on(school, "15:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f7")
        await sees(app, "0 of 3 ticked")
        assert Offered(left).give(app.screen, ZONE)
        await sees(app, "2 of 3 ticked", "✓ finished", "✗ student absent", "is here again")
        assert next(text for text in row_texts(app) if "Ana Petrov" in text and "│" in text)[3:5] == "▌ "
        await key(app, "up", "delete", "up", "delete")
        assert Offered([left[0]._replace(lines=(strange,))]).give(app.screen, ZONE)
        await sees(app, "1 of 3 ticked")
