"""While an interview is carried, each free minute tells what it would cost, on the contact's clock too."""

from __future__ import annotations

from models.operations.booking import NewTime, move_interview
from models.tables import rows
from models.workspace import Workspace
from screens.calendar import CalendarPage
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_store import book, change
from tests.helpers_tui import key, row_texts, running, screen_text, settled, until
from wbl_tui.app import WblApp


async def carries(app: WblApp, ident: str) -> CalendarPage:
    page = page_of(app, CalendarPage)
    await until(lambda: page.facts is not None)
    page.grid.select(ident)
    await key(app, "m")
    await until(lambda: page.choice is not None and page.grid._marks)
    await settled(app)
    return page


async def test_the_days_tell_what_each_minute_costs_until_it_is_put_down(school: Workspace) -> None:
    ident = book(school, "11:10")
    book(school, "10:10", "s2", "k1", room="r2")
    app = app_on(school, "calendar")
    async with running(app, 120, 40):
        page = await carries(app, ident)
        text = screen_text(app)
        assert "✗ past" in text
        assert "!! Algebra" in text
        assert "✗ Dr Okafor busy" in text
        assert "✓ 1 free" in text
        await key(app, "+", "+")
        await until(lambda: len(page._costs._marks) > 5)
        await key(app, "]")
        await until(lambda: any(k.startswith("2026-11-25") for k in page.grid._marks))
        await key(app, "escape")
        await settled(app)
        assert "!! Algebra" not in screen_text(app)
        assert page.grid._marks == {}


async def test_two_clocks_stand_side_by_side_while_choosing(school: Workspace) -> None:
    change(school, lambda unit: unit.update(rows.Contact, "k1", zone="Europe/London"))
    ident = book(school, "11:10")
    app = app_on(school, "calendar")
    async with running(app):
        await carries(app, ident)
        await until(lambda: "GMT" in screen_text(app))
        assert row_texts(app)[2].startswith("here  GMT")
        assert any(line.startswith("09:00 15:00") for line in row_texts(app))
        await key(app, "escape")
        await settled(app)
        assert "GMT" not in screen_text(app)


async def test_another_programs_change_is_counted_in(school: Workspace) -> None:
    ident = book(school, "11:10")
    other = book(school, "13:10", "s1", "k2", room="r2")
    app = app_on(school, "calendar")
    async with running(app, 120, 40):
        page = await carries(app, ident)
        busy = page.grid._marks["2026-11-18"][13 * 60 + 10].words
        school.write(move_interview, other, NewTime(minutes=40))
        app.session.stamp += 1
        page.refresh_if_stale()
        await until(lambda: page.grid._marks["2026-11-18"][13 * 60 + 45].words == "Mia busy")
        assert busy == "Mia busy"


async def test_the_line_of_messages_says_what_can_be_done_now_and_nothing_old(school: Workspace) -> None:
    ident = book(school, "11:10")
    app = app_on(school, "calendar")
    async with running(app):
        await sees(app, "Wed 18 Nov")
        await key(app, "m")
        await sees(app, "There is no interview under the cursor.")
        page = await carries(app, ident)
        told = "Signs tell what each time costs. [ ] other days, Enter saves, Esc leaves it."
        assert row_texts(app)[-2].strip() == told
        await key(app, "n")
        await sees(app, "! Enter saves the new place")
        await key(app, "down")
        assert row_texts(app)[-2].strip() == told
        await key(app, "escape")
        assert row_texts(app)[-2].strip() == "It stays as it was."
        assert page.choice is None
