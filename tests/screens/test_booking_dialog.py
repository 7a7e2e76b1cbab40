"""Booking from any page: choosing people, the best times first, the cost told live, a refusal with a way out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from textual.widgets import Input

from models.operations.booking import Booking, book_interview
from models.queries.reading import interviews
from models.rules.facts import Interview
from models.workspace import Workspace
from screens.base import Page
from screens.dialogs.book_form import BookDialog
from screens.dialogs.booking import book_for
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import hurry, key, running, screen_text, typed, until
from tests.school_store import NOW
from wbl_tui.app import WblApp


def booked(workspace: Workspace) -> list[Interview]:
    return [one for one in workspace.read(interviews).values() if one.created_at == NOW]


def begin(app: WblApp, **wish: Any) -> None:
    page: Page[Any] = app.page("roster")
    page.start(book_for(page, **wish))


def form(app: WblApp) -> BookDialog:
    assert isinstance(app.screen, BookDialog)
    return app.screen


async def put(app: WblApp, name: str, text: str) -> None:
    line = form(app).query_one(f"#{name}", Input)
    line.focus()
    line.value = ""
    await typed(app, text)


async def test_enter_books_the_time_that_costs_least(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "free period 2", "✓ Everybody is free, Room 01.")
        text = screen_text(app)
        assert "With Dana Whitfield 5, Architect, Harbour 1 Works · first choice:" in text
        assert "Thu 19 Nov 09:00–09:20   free period 2" in text
        await key(app, "enter")
        await until(lambda: booked(workspace))
    [made] = booked(workspace)
    assert (made.students, made.contact, made.room, made.minutes, made.state) == (
        ("s2",), "x5", "r1", 20, "scheduled",
    )  # fmt: skip
    assert made.start == datetime.fromisoformat("2026-11-19T14:00:00+00:00")


async def test_the_cursor_chooses_another_time_and_tells_its_cost(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        for _ in range(3):
            await key(app, "down")
        await sees(app, "! It misses Biology 10 (core), period 3.")
        assert form(app).query_one("#time", Input).value == "10:00"


async def test_a_clash_is_told_while_typing_and_refused_with_alternatives(workspace: Workspace) -> None:
    workspace.write(
        book_interview,
        Booking(("s9",), "x5", datetime.fromisoformat("2026-11-19T15:00:00+00:00"), place="home"),
    )
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        await put(app, "time", "10:10")
        await sees(app, "✗ Dana Whitfield 5")
        await key(app, "ctrl+s")
        await sees(app, "Free instead")
        await sees(app, "Ravi Silva 9")
        assert screen_text(app).count("Thu 19 Nov") >= 3
        await key(app, "enter")
        await until(lambda: len(booked(workspace)) == 2)
    assert all(one.start != datetime.fromisoformat("2026-11-19T15:10:00+00:00") for one in booked(workspace))


async def test_leaving_a_refusal_leads_back_to_the_form_as_it_was(workspace: Workspace) -> None:
    workspace.write(
        book_interview,
        Booking(("s9",), "x5", datetime.fromisoformat("2026-11-19T15:00:00+00:00"), place="home"),
    )
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        await put(app, "time", "10:10")
        await put(app, "minutes", "25")
        await key(app, "ctrl+s")
        await sees(app, "Free instead")
        await key(app, "escape")
        await sees(app, "✗ Dana Whitfield 5")
        dialog = form(app)
        assert (dialog.wish.minute, dialog.wish.minutes) == (610, 25)
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "n")
        assert form(app) is dialog


async def test_what_cannot_be_understood_is_said_and_not_booked(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        await put(app, "time", "half past")
        await sees(app, "! A time is wanted here")
        await key(app, "ctrl+s")
        assert isinstance(app.screen, BookDialog)
        await put(app, "time", "9:20")
        await sees(app, "Everybody is free")


async def test_without_a_time_it_is_a_request(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        form(app).query_one("#day", Input).value = ""
        form(app).query_one("#time", Input).value = ""
        await sees(app, "No time yet: it will be noted as requested.")
        await key(app, "ctrl+s")
        await until(lambda: booked(workspace))
    assert [one.state for one in booked(workspace)] == ["requested"]


async def test_a_time_pointed_at_comes_first(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5", start=datetime.fromisoformat("2026-11-20T16:10:00+00:00"))
        await sees(app, "pointed at: misses History 10", "It misses History 10 (core), period 4.")
        assert [row.start.day for row in form(app).table.rows][:2] == [20, 19]
        await key(app, "enter")
        await until(lambda: booked(workspace))
    assert booked(workspace)[0].start == datetime.fromisoformat("2026-11-20T16:10:00+00:00")


async def test_another_length_brings_other_free_times(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "09:00–09:20")
        await put(app, "minutes", "45")
        await sees(app, "09:00–09:45")


async def test_a_call_from_home_needs_no_room(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free, Room 01")
        form(app)._place.focus()
        await key(app, "right")
        await sees(app, "✓ Everybody is free.", "Room     none is needed")
        await key(app, "tab")
        assert app.focused is form(app).query_one("#reach", Input)
        form(app)._place.focus()
        await key(app, "left")
        await sees(app, "Room     best free room        ‹ ›")
        await key(app, "right")
        await sees(app, "Room     none is needed")
        await key(app, "ctrl+s")
        await until(lambda: booked(workspace))
    assert [(one.place, one.room) for one in booked(workspace)] == [("home", None)]


async def test_a_room_can_be_named(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free, Room 01")
        form(app)._room.focus()
        await key(app, "space")
        await sees(app, "whichever fits best")
        await typed(app, "Room 03")
        await key(app, "enter")
        await until(lambda: isinstance(app.screen, BookDialog))
        await key(app, "ctrl+s")
        await until(lambda: booked(workspace))
    assert [one.room for one in booked(workspace)] == ["r3"]


async def test_several_students_share_a_group_interview(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, students=("s2", "s9"), contact="x5")
        await sees(app, "Everybody is free")
        await sees(app, "Book an interview for Ben Ode 2 and Ravi Silva 9")
        await key(app, "enter")
        await until(lambda: booked(workspace))
    assert [(one.format, one.students) for one in booked(workspace)] == [("group_video", ("s2", "s9"))]


async def test_who_is_not_given_is_chosen_and_another_contact_can_be(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app)
        await sees(app, "Who has the interview?")
        await typed(app, "ode 2")
        await key(app, "enter")
        await sees(app, "With whom?")
        await sees(app, "first choice: Digital")
        await key(app, "enter")
        await sees(app, "Dana Whitfield 5, Architect")
        await key(app, "f3")
        await sees(app, "With whom?")
        await key(app, "down", "enter")
        await sees(app, "Dana Whitfield 8, Accountant")
        await key(app, "escape")
        await until(lambda: not isinstance(app.screen, BookDialog))
    assert booked(workspace) == []


async def test_what_was_typed_is_not_lost_unasked(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        await put(app, "reach", "555 0188")
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "n")
        await until(lambda: isinstance(app.screen, BookDialog))
        assert form(app).wish.reach == "555 0188"
        await key(app, "f3")
        await sees(app, "Throw away what you typed?")
        await key(app, "n")
        await until(lambda: isinstance(app.screen, BookDialog))
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "y")
        await until(lambda: app.screen is app.page("roster"))


async def test_a_form_in_which_nothing_was_typed_closes_at_once(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        await key(app, "down", "down", "escape")
        await until(lambda: app.screen is app.page("roster"))


async def test_what_is_typed_in_haste_before_saving_is_booked(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        begin(app, student="s2", contact="x5")
        await sees(app, "Everybody is free")
        await put(app, "reach", "555 018")
        hurry(app, "8", "8", "ctrl+s")
        await until(lambda: booked(workspace))
    assert [one.number for one in booked(workspace)] == ["555 01888"]
