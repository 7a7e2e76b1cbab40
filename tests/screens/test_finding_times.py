"""Finding a time: the ten best, why, and one key; from the calendar, the roster's record and a refusal."""

from __future__ import annotations

import pytest

from models.operations.booking import NewTime, move_interview
from models.queries import reading
from models.tables import rows
from models.workspace import Workspace
from screens.calendar import CalendarPage
from screens.dialogs.best_times import BestTimesDialog
from screens.employers import EmployersPage
from screens.roster import RosterPage
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import DAY, at, book, change, interview
from tests.helpers_tui import key, running, screen_text, settled, typed, until
from wbl_tui.app import WblApp


def dialog(app: WblApp) -> BestTimesDialog:
    assert isinstance(app.screen, BestTimesDialog)
    return app.screen


async def times_shown(app: WblApp) -> None:
    await sees(app, "Best times")
    await until(lambda: dialog(app).table.rows)
    await settled(app)


async def chooses_two(app: WblApp) -> None:
    await key(app, "ctrl+t")
    await sees(app, "Who has the interview?")
    await typed(app, "mia")
    await key(app, "enter")
    await sees(app, "With whom?")
    await typed(app, "okafor")
    await key(app, "enter")


async def on_calendar(app: WblApp, ident: str) -> CalendarPage:
    page = page_of(app, CalendarPage)
    await until(lambda: page.facts is not None)
    page.grid.select(ident)
    return page


async def test_from_an_empty_place_the_best_time_is_booked_with_one_key(school: Workspace) -> None:
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await chooses_two(app)
        await times_shown(app)
        await sees(app, "free period 1")
        await sees(app, "2 rooms free", flow=True)
        await sees(app, "Ms Adeyemi on duty", flow=True)
        await key(app, "enter")
        await sees(app, "Booked Mia Torres")
        [one] = school.read(reading.interviews).values()
        assert (one.start, one.room) == (at("08:00"), "r1")
        await until(lambda: page_of(app, CalendarPage).grid.selected == one.id)
        # A key that comes while the booking is not over yet would be dropped: it ended with a warning.
        await until(lambda: all(each.is_finished for each in app.workers))
        await key(app, "u")
        await until(lambda: not school.read(reading.interviews))


async def test_for_a_contact_on_the_employers_page_a_student_and_a_time_are_chosen(school: Workspace) -> None:
    app = app_on(school, "employers")
    async with running(app):
        await sees(app, "Dr Okafor")
        page_of(app, EmployersPage).table.move_to("k1")
        await key(app, "ctrl+t")
        await sees(app, "Who has the interview?")
        await typed(app, "mia")
        await key(app, "enter")
        await times_shown(app)
        await key(app, "enter")
        await sees(app, "Booked Mia Torres")
        [one] = school.read(reading.interviews).values()
        assert (one.students, one.contact, one.start) == (("s1",), "k1", at("08:00"))


async def test_an_interview_is_moved_to_its_best_time(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        await on_calendar(app, ident)
        await key(app, "ctrl+t")
        await times_shown(app)
        await sees(app, "Move it there")
        assert "misses Algebra (core), period 2" not in str(dialog(app).table.rows[0])
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        assert interview(school, ident).start == at("08:00")


async def test_a_contact_in_another_zone_sees_their_own_clock(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", zone="Europe/London"))
    app = app_on(school, "roster")
    async with running(app):
        await sees(app, "Torres, Mia")
        page = page_of(app, RosterPage)
        page.table.move_to("s1")
        await key(app, "ctrl+t")
        await sees(app, "With whom?")
        await typed(app, "okafor")
        await key(app, "enter")
        await times_shown(app)
        await sees(app, "London")
        await sees(app, "14:00")
        await key(app, "f4")
        await sees(app, "Book an interview for Mia Torres")


@pytest.mark.parametrize(("zone", "shown"), [("Australia/Sydney", True), ("America/Winnipeg", False)])
async def test_far_away_the_day_is_said_and_an_equal_clock_is_not_shown(
    school: Workspace, zone: str, shown: bool
) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", zone=zone))
    app = app_on(school, "roster")
    async with running(app):
        await sees(app, "Torres, Mia")
        page_of(app, RosterPage).table.move_to("s1")
        await key(app, "ctrl+t")
        await sees(app, "With whom?")
        await typed(app, "okafor")
        await key(app, "enter")
        await times_shown(app)
        text = screen_text(app)
        assert [word in text for word in ("Sydney", "01:00 Thu", "Winnipeg")] == [shown, shown, False]


async def test_the_name_of_another_clock_is_not_cut(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", zone="America/Los_Angeles"))
    app = app_on(school, "roster")
    async with running(app):
        await sees(app, "Torres, Mia")
        page_of(app, RosterPage).table.move_to("s1")
        await key(app, "ctrl+t")
        await sees(app, "With whom?")
        await typed(app, "okafor")
        await key(app, "enter")
        await times_shown(app)
        await sees(app, "Los Angeles")


async def test_a_refusal_leads_to_the_best_times(school: Workspace) -> None:
    book(school, "10:10", "s2", "k2")
    ident = book(school, None)
    school.write(move_interview, ident, NewTime(start=at("10:40"), room="r1"))
    app = app_on(school, "calendar")
    async with running(app):
        page = await on_calendar(app, ident)
        await key(app, "m")
        await until(lambda: page.choice is not None)
        page.change(lambda choice: choice.to(DAY, 610))
        await key(app, "enter")
        await sees(app, "This cannot be", "Find a time")
        await key(app, "ctrl+t")
        await times_shown(app)
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        assert interview(school, ident).start == at("08:00")
        await until(lambda: page.choice is None)


async def test_where_no_time_is_left_that_is_said(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", per_day=0))
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await chooses_two(app)
        await sees(app, "No time is free for both in the window")
        await key(app, "f3")
        await sees(app, "With whom?")
