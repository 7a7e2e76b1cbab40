"""Moving by cutting and by the mouse: another day, another time, another length; each one entry that undo takes back."""

from __future__ import annotations

from datetime import date, timedelta

from textual import events

from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.queries.journal import entries
from models.workspace import Workspace
from screens.calendar import CalendarPage
from screens.widgets.carry_grid import CarryGrid
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import DAY, at, book, interview
from tests.helpers_tui import key, running, screen_text, settled, until
from wbl_tui.app import WblApp


async def at_interview(app: WblApp, ident: str) -> CalendarPage:
    page = page_of(app, CalendarPage)
    await until(lambda: page.facts is not None)
    page.grid.select(ident)
    await settled(app)
    return page


def place(grid: CarryGrid, column: str, minute: int, x: int = 2) -> tuple[int, int]:
    """The cell of the screen at which a time of a column is drawn."""
    index = grid._grid.index_of(column) or 0
    row = grid._grid.row_of(minute) - grid.scroll_offset.y + grid.head
    return grid.region.x + grid.axis + grid._grid.lefts[index] + x, grid.region.y + row


async def mouse(app: WblApp, kind: type[events.MouseEvent], x: int, y: int) -> None:
    assert app._driver is not None
    event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
    event.set_sender(app)
    app._driver.send_message(event)
    await settled(app)


async def drags(app: WblApp, start: tuple[int, int], *over: tuple[int, int]) -> None:
    await mouse(app, events.MouseDown, *start)
    for each in over:
        await mouse(app, events.MouseMove, *each)
    await mouse(app, events.MouseUp, *over[-1])


async def test_cut_and_paste_moves_to_another_day_in_one_entry(school: Workspace) -> None:
    ident = book(school, "09:10")
    before = len(school.read(entries))
    app = app_on(school, "calendar")
    async with running(app):
        page = await at_interview(app, ident)
        await key(app, "ctrl+x")
        await sees(app, "Cut Mia Torres.", "% !Mia")
        page.move_to(DAY + timedelta(days=1), 600)
        await key(app, "ctrl+v")
        await sees(app, "Moved Mia Torres")
        await until(lambda: page.cut == "")
        assert interview(school, ident).start == at("10:00", date(2026, 11, 19))
        assert len(school.read(entries)) == before + 1
        await until(lambda: page.grid.selected == ident)
        assert "%" not in screen_text(app)
        await settled(app)
        await key(app, "u")
        await until(lambda: interview(school, ident).start == at("09:10"))


async def test_what_cannot_be_put_there_says_why_and_stays_cut(school: Workspace) -> None:
    ident = book(school, "09:10")
    book(school, "10:10", "s2", "k2")
    app = app_on(school, "calendar")
    async with running(app):
        page = await at_interview(app, ident)
        await key(app, "ctrl+v")
        await sees(app, "Nothing was cut.")
        await key(app, "ctrl+x")
        await sees(app, "Cut Mia Torres.")
        page.move_to(DAY, 615)
        await key(app, "insert")
        await sees(app, "This cannot be", "Find a time")
        await key(app, "escape")
        await until(lambda: app.screen is page)
        assert page.cut == ident
        await key(app, "escape")
        await sees(app, "It stays where it is.")
        assert (page.cut, interview(school, ident).start) == ("", at("09:10"))


async def test_what_has_begun_is_not_cut(school: Workspace) -> None:
    ident = book(school, "09:10")
    for state in ("checked_in", "in_progress"):
        school.write(mark_interview, ident, state)
    app = app_on(school, "calendar")
    async with running(app):
        page = await at_interview(app, ident)
        await key(app, "ctrl+x")
        await sees(app, "An interview that is in progress cannot be moved.")
        assert page.cut == ""
        grid = page.grid
        await drags(app, place(grid, "2026-11-18", 555), place(grid, "2026-11-19", 550))
        assert page.choice is None
        assert interview(school, ident).start == at("09:10")


async def test_dragging_moves_to_where_the_mouse_lets_go(school: Workspace) -> None:
    ident = book(school, "09:10")
    before = len(school.read(entries))
    app = app_on(school, "calendar")
    async with running(app, 120, 40):
        page = await at_interview(app, ident)
        grid = page.grid
        start, there = place(grid, "2026-11-18", 555), place(grid, "2026-11-19", 615)
        await drags(app, start, place(grid, "2026-11-18", 580), there)
        await sees(app, "Moved Mia Torres")
        moved = interview(school, ident)
        assert moved.start == at("10:10", date(2026, 11, 19))
        assert (moved.minutes, len(school.read(entries))) == (20, before + 1)
        await until(lambda: page.choice is None and grid.selected == ident)


async def test_dragging_the_lower_edge_stretches(school: Workspace) -> None:
    ident = book(school, "09:00", minutes=45)
    app = app_on(school, "calendar")
    async with running(app, 120, 40):
        page = await at_interview(app, ident)
        grid = page.grid
        await drags(app, place(grid, "2026-11-18", 575), place(grid, "2026-11-18", 590))
        await until(lambda: interview(school, ident).minutes == 60)
        assert interview(school, ident).start == at("09:00")
        await until(lambda: page.choice is None)


async def test_a_click_still_selects_and_a_drag_to_the_same_place_changes_nothing(school: Workspace) -> None:
    ident = book(school, "09:10")
    before = len(school.read(entries))
    app = app_on(school, "calendar")
    async with running(app, 120, 40):
        page = await at_interview(app, ident)
        grid = page.grid
        start = place(grid, "2026-11-18", 555)
        await drags(app, start, place(grid, "2026-11-18", 580), start)
        await sees(app, "Nothing was changed.")
        await until(lambda: page.choice is None)
        assert len(school.read(entries)) == before
        await mouse(app, events.MouseDown, *place(grid, "2026-11-17", 600))
        await mouse(app, events.MouseUp, *place(grid, "2026-11-17", 600))
        await until(lambda: grid.cursor[0] == "2026-11-17")


async def test_what_somebody_else_moved_meanwhile_is_said_before_it_is_overwritten(school: Workspace) -> None:
    ident = book(school, "09:10")
    app = app_on(school, "calendar")
    async with running(app):
        page = await at_interview(app, ident)
        await key(app, "m", "down", "down")
        await until(lambda: page.choice is not None)
        school.write(move_interview, ident, NewTime(start=at("13:10")))
        await key(app, "enter")
        await sees(app, "Somebody else moved it: it is 13:10–13:30 on Wed 18 Nov now.")
        assert interview(school, ident).start == at("13:10")
        await key(app, "enter")
        await sees(app, "Moved Mia Torres")
        assert interview(school, ident).start == at("09:20")
