"""The page of bells as a secretary uses it: read the year, type a schedule, close days, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import TextArea

from models.exchange.files_in import read_bytes
from models.operations.bells_editing import propose_day_type
from models.operations.days import propose_day
from models.operations.importing import propose_import
from models.operations.proposals import accept
from models.queries import reading
from models.rules.facts import BellSchedule, DayException, Period
from models.workspace import Workspace
from screens.bells import BellsPage
from screens.dialogs.detail import DetailDialog
from screens.dialogs.periods import PeriodsDialog
from screens.session import Session
from tests.helpers_store import DAY, at, book, change, interview, make_school
from tests.helpers_tui import flowing, key, row_texts, running, screen_text, settled, typed, until
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    yield made
    made.close()


def app_on(workspace: Workspace) -> WblApp:
    return WblApp(Session(Desk(workspace)), page="bells")


def page_of(app: WblApp) -> BellsPage:
    page = app.page("bells")
    assert isinstance(page, BellsPage)
    return page


def schedule(school: Workspace) -> BellSchedule:
    return school.read(reading.bells).schedule


async def sees(app: WblApp, text: str) -> None:
    try:
        await until(lambda: text in flowing(app))
    except AssertionError:
        raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(app)}") from None
    await settled(app)


async def shows(app: WblApp, view: str) -> None:
    for _ in range(5):
        if f"[{view}]" in screen_text(app):
            return
        await key(app, "tab")
    raise AssertionError(f"there is no view {view}")


async def test_the_year_is_walked_by_keys_and_tells_of_each_date(school: Workspace) -> None:
    book(school, "10:05")
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026 · regular · 1 call")
        assert "Aug 2026" in row_texts(app)[2]
        assert "1 08:00–08:55 · 2 09:00–09:55" in flowing(app)
        await key(app, "right")
        await sees(app, "Thu 19 Nov 2026 · regular 1")
        await key(app, "right", "right")
        await sees(app, "Mon 23 Nov 2026")
        await key(app, "k")
        await sees(app, "Mon 16 Nov 2026")
        await key(app, "]")
        await sees(app, "Wed 16 Dec 2026")
        await key(app, "end")
        await sees(app, "Fri 30 Jul 2027")
        await until(lambda: "Jul 2027" in screen_text(app))
        await key(app, "t")
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "enter")
        await sees(app, "Calls 1")
        await key(app, "escape")


async def test_a_date_without_calls_is_closed_at_once_and_undone(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "Z")
        await sees(app, "What is Wed 18 Nov?")
        await key(app, "down", "down", "down")
        await typed(app, "Snow")
        await key(app, "ctrl+s")
        await sees(app, "Closed Wed 18 Nov (Snow).")
        await sees(app, "closed: Snow")
        assert schedule(school).exceptions[DAY].closed == "Snow"
        await until(lambda: "18×" in screen_text(app))
        await key(app, "u")
        await until(lambda: not schedule(school).exceptions)
        await until(lambda: "18×" not in screen_text(app))


async def test_closing_a_day_proposes_places_for_its_calls_and_tells_whom_to_call(school: Workspace) -> None:
    first = book(school, "10:05", student="s1", room="r1")
    second = book(school, "11:05", student="s2", contact="k2", room="r2")
    app = app_on(school)
    async with running(app):
        await sees(app, "2 calls")
        await key(app, "Z")
        await sees(app, "What is Wed 18 Nov?")
        await key(app, "down", "down", "down")
        await typed(app, "Burst pipe")
        await key(app, "ctrl+s")
        await sees(app, "Calls: 2 would move.")
        await sees(app, "to 10:05–10:25 on Thu")
        await key(app, "down", "down", "space")
        await sees(app, "2 of 3 are done; the rest stays as it is.")
        await key(app, "ctrl+s")
        await sees(app, "Who must be told")
        assert isinstance(app.screen, DetailDialog)
        assert "Dr Okafor (555 0101)" in flowing(app)
        assert "Lee Brandt" not in flowing(app)
        await key(app, "escape")
        await sees(app, "Closed Wed 18 Nov (Burst pipe); moved 1 call; 1 stays")
        assert (interview(school, first).start, interview(school, second).start) == (
            at("10:05", date(2026, 11, 19)),
            at("11:05"),
        )
        await key(app, "u")
        await until(lambda: interview(school, first).start == at("10:05"))
        assert schedule(school).exceptions == {}


async def test_a_fire_drill_moves_the_rest_of_the_day(school: Workspace) -> None:
    call = book(school, "10:05")
    app = app_on(school)
    async with running(app):
        await sees(app, "1 call")
        await key(app, "Y")
        await sees(app, "Wed 18 Nov: everything later")
        await key(app, "ctrl+s")
        await sees(app, "to 10:20–10:40 on Wed")
        await key(app, "ctrl+s")
        await until(lambda: interview(school, call).start == at("10:20"))
        await sees(app, "Who must be told")
        await key(app, "escape", "u")
        await until(lambda: interview(school, call).start == at("10:05"))


async def test_a_printed_schedule_is_typed_as_it_stands(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await shows(app, "Day types")
        await key(app, "n")
        await sees(app, "What is new?")
        await key(app, "d")
        await sees(app, "A new day type")
        await typed(app, "Regular")
        await key(app, "ctrl+s")
        await sees(app, "There is a day type Regular already.")
        await key(app, "ctrl+u")
        await typed(app, "early release")
        await key(app, "ctrl+s")
        await until(lambda: isinstance(app.screen, PeriodsDialog))
        app.screen.query_one(TextArea).load_text("1 8:30-9:10\n2 9:05-9:55")
        await sees(app, "✗ Period 2 begins at 09:05, before period 1 ends at 09:10.")
        await key(app, "ctrl+s")
        assert isinstance(app.screen, PeriodsDialog)
        app.screen.lines.load_text("\n1 8:30\n2 9:15-9:55")
        await sees(app, "✗ Line 2 cannot be read")
        await key(app, "ctrl+s")
        assert app.screen.lines.cursor_location == (1, 6)
        app.screen.query_one(TextArea).load_text("1 8:30-9:10\nLunch A 9:15-9:40\n2 9:15-9:55")
        await sees(app, "✓ 2 periods and 1 break, 08:30–09:55")
        await key(app, "ctrl+s")
        await sees(app, "Added day type early release.")
        assert schedule(school).day_types["early release"] == (
            Period("1", 510, 550, "period"),
            Period("Lunch A", 555, 580, "break"),
            Period("2", 555, 595, "period"),
        )
        await shows(app, "Week and letters")
        await key(app, "down", "down", "enter")
        await sees(app, "What are Wednesdays?")
        await typed(app, "early")
        await key(app, "enter")
        await sees(app, "Changed the usual week: Wednesdays early release.")
        assert schedule(school).week[2] == "early release"
        await shows(app, "Lunches")
        await sees(app, "no class yet")
        await key(app, "enter")
        await sees(app, "Which classes have Lunch A?")
        await key(app, "space", "enter")
        await sees(app, "Lunch A for Algebra.")
        assert school.read(reading.classes)["alg"].meets == "2 lunch:A"
        await key(app, "delete")
        await sees(app, "No longer for Algebra.")
        assert school.read(reading.classes)["alg"].meets == "2"


async def test_a_period_is_checked_while_it_is_typed(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await shows(app, "Day types")
        await key(app, "down", "e")
        await sees(app, "regular: period 2")
        await key(app, "down", *["backspace"] * 4)
        await typed(app, "8:50")
        await sees(app, "✗ Period 2 begins at 08:50, before period 1 ends at 08:55.")
        await key(app, "ctrl+s")
        await sees(app, "Period 2 begins at 08:50")
        await key(app, *["backspace"] * 4)
        await typed(app, "9:05")
        await until(lambda: "✗" not in screen_text(app))
        await key(app, "ctrl+s")
        await sees(app, "Changed day type regular.")
        assert schedule(school).day_types["regular"][1] == Period("2", 545, 595, "period")
        await key(app, "n")
        await sees(app, "What is new?")
        await key(app, "p")
        await sees(app, "regular: a new period")
        await key(app, "escape")
        await key(app, "delete", "p")
        await sees(app, "Changed day type regular.")
        await until(lambda: [one.name for one in schedule(school).day_types["regular"]] == list("134567"))
        await key(app, "delete")
        await sees(app, "What is put away?")
        await key(app, "d")
        await sees(app, "Day type regular is used: Mondays, Tuesdays")


async def test_what_another_terminal_changed_meanwhile_is_not_lost_unasked(school: Workspace) -> None:
    def elsewhere(name: str) -> None:
        rows = (Period(name, 480, 540, "period"),)
        school.write(accept, school.read(propose_day_type, "short", rows, school.now()))

    app = app_on(school)
    elsewhere("1")
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await shows(app, "Day types")
        await key(app, "end", "enter")
        await sees(app, "All periods of short")
        await key(app, "enter")
        await typed(app, "2 9:05-9:30")
        elsewhere("theirs")
        await key(app, "ctrl+s")
        await sees(app, "Day type short was changed meanwhile")
        await key(app, "n")
        await sees(app, "Day type short stays as the other terminal has it.")
        assert [one.name for one in schedule(school).day_types["short"]] == ["theirs"]
        await page_of(app).reload()
        await key(app, "end", "e")
        await sees(app, "short: period theirs")
        elsewhere("1")
        await key(app, "ctrl+s")
        await sees(app, "short was changed meanwhile")
        await key(app, "y")
        await sees(app, "Changed day type short.")
        assert [one.name for one in schedule(school).day_types["short"]] == ["theirs"]


async def test_a_date_that_another_terminal_closed_meanwhile_is_not_opened_unasked(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "Z")
        await sees(app, "What is Wed 18 Nov?")
        await typed_note(app, "Fog")
        school.write(accept, school.read(propose_day, DAY, {"closed": "Snow"}, school.now()))
        await key(app, "ctrl+s")
        await sees(app, "Wed 18 Nov was changed meanwhile")
        await key(app, "n")
        await sees(app, "Wed 18 Nov stays as the other terminal has it.")
        assert schedule(school).exceptions[DAY].closed == "Snow"


async def typed_note(app: WblApp, text: str) -> None:
    await key(app, "down", "down", "down")
    await typed(app, text)


async def test_a_change_of_periods_that_touches_calls_is_shown_first(school: Workspace) -> None:
    call = book(school, "9:05", student="s1")
    app = app_on(school)
    async with running(app):
        await sees(app, "1 call")
        await shows(app, "Day types")
        await key(app, "down", "down", "e")
        await sees(app, "regular: period 3")
        await key(app, *["backspace"], "x", "ctrl+s")
        await until(lambda: any(one.name == "x" for one in schedule(school).day_types["regular"]))
        await key(app, "up", "up", "e")
        await sees(app, "regular: period 1")
        await key(app, "down", "down", *["backspace"] * 4)
        await typed(app, "8:30")
        await key(app, "ctrl+s")
        await sees(app, "Changed day type regular.")
        await key(app, "enter")
        await until(lambda: isinstance(app.screen, PeriodsDialog))
        app.screen.query_one(TextArea).load_text("5 8:00-9:00\n2 9:20-10:00\n1 10:10-11:00")
        await key(app, "ctrl+s")
        await until(lambda: schedule(school).day_types["regular"][0].name == "5")
        assert interview(school, call).start == at("9:05")


async def test_letters_and_the_year_are_set_and_taken_away(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await shows(app, "Week and letters")
        await key(app, *["down"] * 7, "enter")
        await sees(app, "In their order, as A B or 1-6. They advance on school days only")
        await typed(app, "1-6")
        await key(app, "ctrl+s")
        await sees(app, "Changed the letters: 1 2 3 4 5 6.")
        assert schedule(school).rotation == tuple("123456")
        await key(app, "down", "enter")
        await sees(app, "Empty where it is not known.")
        await typed(app, "2026-11-16")
        await key(app, "ctrl+s")
        await sees(app, "Changed the first day of school: Mon 16 Nov 2026.")
        await shows(app, "Year")
        await sees(app, "Wed 18 Nov 2026 · 3 day")
        await shows(app, "Week and letters")
        await key(app, "down", "enter")
        await sees(app, "Empty where it is not known.")
        await typed(app, "2026-10-01")
        await key(app, "ctrl+s")
        await sees(app, "The last day of school would come before the first.")
        await key(app, "up", "up", "delete")
        await sees(app, "Changed the letters: none.")
        assert schedule(school).rotation == ()


async def test_special_dates_are_one_row_for_a_run_and_are_taken_away_together(school: Workspace) -> None:
    change(school, lambda unit: None)
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await shows(app, "Special dates")
        await sees(app, "No date is special yet.")
        await key(app, "n")
        await sees(app, "Which dates are special?")
        await key(app, "down", *["backspace"] * 10)
        await typed(app, "2026-11-23")
        await key(app, "down", "down")
        await typed(app, "Fair")
        await key(app, "ctrl+s")
        await sees(app, "Closed 4 days from Wed 18 Nov to Mon 23 Nov (Fair).")
        await sees(app, "Wed 18 Nov to Mon 23 Nov 2026")
        assert len(schedule(school).exceptions) == 4
        await key(app, "delete")
        await sees(app, "No date is special yet.")
        assert schedule(school).exceptions == {}


async def test_bells_of_one_date_are_typed_for_that_date_alone(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "e")
        await sees(app, "as on other Wednesdays")
        await key(app, "down", "down", "left")
        await sees(app, "a day with bells of its own")
        await key(app, "down")
        await typed(app, "Fair")
        await key(app, "ctrl+s")
        await until(lambda: isinstance(app.screen, PeriodsDialog))
        app.screen.query_one(TextArea).load_text("Assembly 9:00-10:00")
        await key(app, "ctrl+s")
        await sees(app, "Changed Wed 18 Nov: note Fair, bells of its own.")
        own = (Period("Assembly", 540, 600, "period"),)
        assert schedule(school).exceptions == {DAY: DayException(DAY, "", "", "", "Fair", own)}
        await until(lambda: "18 •" in screen_text(app) or "18•" in screen_text(app))
        await key(app, "delete")
        await until(lambda: schedule(school).exceptions == {})


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_view_fits(school: Workspace, size: tuple[int, int]) -> None:
    app = app_on(school)
    async with running(app, *size):
        await sees(app, "Wed 18 Nov 2026")
        for view in ("Year", "Day types", "Week and letters", "Special dates", "Lunches"):
            await shows(app, view)
            assert all(len(line) <= size[0] for line in row_texts(app))
            assert "All keys" in row_texts(app)[-1]


async def test_the_whole_schedule_is_written_and_read_again(school: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "bells.toml"
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "X")
        await sees(app, "Write the bells to a file")
        await key(app, "t")
        await sees(app, "The whole bell schedule")
        await key(app, "ctrl+u")
        await typed(app, str(target))
        await key(app, "ctrl+s")
        await sees(app, "Wrote")
    read = read_bytes("bells", target.read_bytes(), "bells.toml")
    found = school.read(propose_import, read, school.now(), file="bells.toml")
    assert {row.action for row in found.rows} == {"same"}


async def test_the_calendar_closes_the_day_under_its_cursor(school: Workspace) -> None:
    call = book(school, "10:05")
    app = WblApp(Session(Desk(school)), page="calendar")
    async with running(app):
        await sees(app, "Mia")
        await key(app, "t", "Z")
        await sees(app, "What is Wed 18 Nov?")
        await key(app, "ctrl+s")
        await sees(app, "Calls: 1 would move.")
        await key(app, "ctrl+s")
        await sees(app, "Who must be told")
        await key(app, "escape")
        assert interview(school, call).start == at("10:05", date(2026, 11, 19))
        await key(app, "u")
        await until(lambda: interview(school, call).start == at("10:05"))
        await key(app, "Y")
        await sees(app, "Wed 18 Nov: everything later")


async def test_a_class_is_typed_changed_put_away_and_brought_back(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await sees(app, "Wed 18 Nov 2026")
        await key(app, "shift+tab")
        await sees(app, "[Classes]")
        await sees(app, "4(A-B) is period 4 on A and B days")
        await key(app, "n")
        await sees(app, "New class")
        await typed(app, "Career Prep")
        await key(app, "down")
        await typed(app, "4(A-B")
        await key(app, "ctrl+s")
        await sees(app, "✗ Expected where the class meets as 4(A-B)")
        await typed(app, ")")
        await key(app, "ctrl+s")
        await sees(app, "Added class Career Prep")
        [made] = [one for one in school.read(reading.classes).values() if one.name == "Career Prep"]
        assert (made.meets, made.kind) == ("4(A-B)", "core")
        await until(lambda: "Career Prep" in screen_text(app))
        await key(app, "end", "enter")
        await sees(app, "Change Career Prep")
        await key(app, "down", "ctrl+u")
        await typed(app, "2(A) 5(B)")
        await key(app, "ctrl+s")
        await until(lambda: school.read(reading.classes)[made.id].meets == "2(A) 5(B)")
        await sees(app, "2(A) 5(B)")
        await key(app, "delete")
        await until(lambda: made.id not in school.read(reading.classes))
        await settled(app)
        await key(app, "u")
        await until(lambda: made.id in school.read(reading.classes))
