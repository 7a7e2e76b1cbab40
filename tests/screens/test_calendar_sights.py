"""Seeing the calendar in other ways, by keys: two weeks, lanes, one alone, the month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.operations.booking import NewTime, move_interview
from models.queries.calendar_lanes import NO_VIEW, Sight, only_one
from models.tables import rows
from models.workspace import Workspace
from screens.calendar import CalendarPage
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import DAY, at, book, change, interview
from tests.helpers_tui import key, row_texts, running, screen_text, settled, typed, until
from tests.school_store import Size, make_workspace
from wbl_tui.app import WblApp


async def columns_by(app: WblApp, kind: str) -> CalendarPage:
    await key(app, "|")
    await sees(app, "What are the columns?")
    await typed(app, f"by {kind}")
    await key(app, "enter")
    page = page_of(app, CalendarPage)
    await until(lambda: page.facts is not None and page.facts.sight.lanes == kind)
    await settled(app)
    return page


async def test_two_weeks_fit_on_80_columns(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await key(app, "v")
        await sees(app, "Two weeks.", "Mo 16")
        assert row_texts(app)[1].split() == [
            "Mo", "16", "Tu", "17", "▸We", "18", "Th", "19", "Fr", "20", "Mo", "23", "Tu", "24", "We", "25",
            "Th", "26", "Fr", "27",
        ]  # fmt: skip
        await sees(app, "○!Mia")


async def test_rooms_as_columns_let_the_ghost_change_its_room(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await key(app, "v", "v")
        await sees(app, "One day.")
        page = await columns_by(app, "room")
        await sees(app, "Room 2")
        page.grid.select(ident)
        await key(app, "m")
        await until(lambda: page.choice is not None)
        await key(app, "right", "enter")
        await until(lambda: interview(school, ident).room == "r2")
        await until(lambda: page.choice is None)
        assert interview(school, ident).start == at("09:10")


async def test_what_is_carried_keeps_its_lane_over_the_days(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        page = await columns_by(app, "contact")
        page.grid.select(ident)
        await settled(app)
        assert page.grid.cursor[0] == "2026-11-18\tk1"
        await key(app, "m")
        await until(lambda: page.choice is not None)
        await key(app, "right", "enter")
        await until(lambda: interview(school, ident).start == at("09:10", date(2026, 11, 19)))
        await until(lambda: page.grid.cursor[0] == "2026-11-19\tk1")


async def test_one_alone_is_shown_until_everybody_is_wanted_again(school: Workspace) -> None:
    book(school, "09:10")
    book(school, "10:10", "s2", "k2", room="r2")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Ben Ode")
        await key(app, "F")
        await sees(app, "Show whom alone?")
        await typed(app, "mia")
        await key(app, "enter")
        await sees(app, "only Mia Torres")
        await until(lambda: "Ben Ode" not in screen_text(app))
        await sees(app, "2 Algebra")
        await key(app, "F")
        await sees(app, "Everybody")
        await key(app, "enter")
        await sees(app, "Ben Ode")


async def test_beside_the_days_of_one_contact_alone_stands_their_own_clock(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", zone="Australia/Sydney"))
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Mia Torres")
        assert "AEDT" not in screen_text(app)
        page = page_of(app, CalendarPage)
        page.go_view(page.view.seeing(Sight("", school.read(only_one, "contact", "k1"))))
        await sees(app, "here  AEDT", "09:00 02:00+")
        page.go_view(page.view.seeing(Sight("contact", page.view.sight.only)))
        await sees(app, "Mo 16 free", "here  AEDT", "09:00 02:00+")
        page.go_view(page.view.seeing(NO_VIEW))
        await until(lambda: "AEDT" not in screen_text(app))


async def test_enter_on_a_day_of_the_month_goes_there(school: Workspace) -> None:
    ident = book(school, "09:10")
    school.write(move_interview, ident, NewTime(start=at("09:10", date(2026, 11, 25))))
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await key(app, "M")
        await sees(app, "November 2026", "Wed 18 Nov · regular · no interviews")
        await key(app, "down")
        await sees(app, "Wed 25 Nov · regular · 1 interview")
        await key(app, "]")
        await sees(app, "December 2026")
        await key(app, "[")
        await sees(app, "November 2026", "Wed 25 Nov · regular · 1 interview")
        await key(app, "enter")
        await sees(app, "Wed 25 Nov 2026", "Mia Torres")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_way_to_see_a_full_calendar_is_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    made = make_workspace(tmp_path / "school.db", Size(60, 30, 4, 300))
    app = app_on(made, "calendar")
    async with running(app, *size):
        await until(lambda: page_of(app, CalendarPage).facts is not None)
        for kind in ("student", "contact", "room", "class"):
            page = await columns_by(app, kind)
            for _ in range(3):
                await key(app, "v", "right", "down", ".", "left")
            assert all(len(line) <= size[0] for line in row_texts(app))
            assert page.grid.cursor[0]
        await key(app, "M")
        await sees(app, "November 2026")
    made.close()


async def test_turning_the_week_keeps_the_way_of_seeing(school: Workspace) -> None:
    book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        page = await columns_by(app, "student")
        await key(app, "]")
        await until(lambda: page.view.day > DAY)
        await settled(app)
        assert page.view.sight.lanes == "student"
        await key(app, "t")
        await until(lambda: page.view.day == DAY)
        await sees(app, "Mia Torres")
