"""Typing `/` over a time grid: it shows what matches, and Enter goes there."""

from __future__ import annotations

import pytest

from models.workspace import Workspace
from screens.time_page import TimePage
from tests.helpers_pages import app_on, sees
from tests.helpers_store import book
from tests.helpers_tui import key, running, typed


@pytest.mark.parametrize("page", ["calendar", "rooms"])
async def test_enter_goes_to_the_first_interview_that_matches(school: Workspace, page: str) -> None:
    book(school, "09:10")
    ident = book(school, "10:10", "s2", "k2")
    app = app_on(school, page)
    async with running(app):
        await sees(app, "18 Nov")
        await key(app, "/")
        await typed(app, "ben ode")
        await key(app, "enter")
        shown = app.screen
        assert isinstance(shown, TimePage)
        assert shown.grid.selected == ident
        await sees(app, "Ben Ode with")


@pytest.mark.parametrize("page", ["calendar", "rooms"])
async def test_where_nothing_matches_it_is_said_where_else_to_look(school: Workspace, page: str) -> None:
    book(school, "09:10")
    app = app_on(school, page)
    async with running(app):
        await sees(app, "18 Nov")
        await key(app, "/")
        await typed(app, "zebra")
        await key(app, "enter")
        await sees(app, "Nothing here matches what you typed: Ctrl+F looks on all days")
        await key(app, "escape")
        await sees(app, "Mia Torr")
