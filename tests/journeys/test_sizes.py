"""The window changes its size in the middle of something: what was typed stays, and too small is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from models.queries import reading
from models.workspace import Clock, Workspace
from screens.dialogs.book_form import BookDialog
from screens.dialogs.form import FormDialog
from screens.session import Session
from tests.helpers_tui import key, running, screen_text, settled, typed, until
from tests.journeys.conftest import NOW
from tests.journeys.seats import Seat
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk

SIZES = ((120, 40), (60, 15), (80, 24), (60, 15), (120, 40), (80, 24))


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return Workspace(store, actor="Ms Rivera", terminal="t1", clock=Clock(NOW, ticks=False))


async def test_a_new_student_survives_every_size(workspace: Workspace) -> None:
    app = WblApp(Session(Desk(workspace)), page="roster")
    async with running(app) as pilot:
        await key(app, "n")
        await until(lambda: isinstance(app.screen, FormDialog))
        await typed(app, "Ada")
        await key(app, "tab")
        await typed(app, "Lovel")
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(app)
            if width == 60:
                await until(lambda: "wbl-tui needs 80 × 24" in screen_text(app))
                await typed(app, "x")
            else:
                await until(lambda: "Ada" in screen_text(app) and "Lovel" in screen_text(app))
                assert isinstance(app.focused, Input)
        await typed(app, "ace")
        await key(app, "ctrl+s")
        await until(lambda: "Ada Lovelace" in app.session.message.text)
        await until(lambda: "Lovelace, Ada" in screen_text(app))
    students = workspace.read(reading.students).values()
    workspace.close()
    assert [one.given for one in students if one.family == "Lovelace"] == ["Ada"]


async def test_a_booking_survives_every_size(workspace: Workspace) -> None:
    app = WblApp(Session(Desk(workspace)), page="roster")
    async with running(app) as pilot:
        await key(app, "b")
        await until(lambda: "With whom?" in screen_text(app))
        await typed(app, "a")
        await pilot.resize_terminal(120, 40)
        await key(app, "enter")
        await until(lambda: "✓ Everybody is free" in screen_text(app))
        await key(app, "shift+tab")
        await typed(app, "555 0188")
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(app)
        assert isinstance(app.screen, BookDialog)
        assert app.screen.wish.reach == "555 0188"
        await until(lambda: "555 0188" in screen_text(app))
        await key(app, "ctrl+s")
        await until(lambda: app.session.message.text.startswith("Booked "))
    booked = [one for one in workspace.read(reading.interviews).values() if one.number == "555 0188"]
    workspace.close()
    assert len(booked) == 1


def test_a_real_window_says_when_it_is_too_small_and_keeps_the_filter(sit: Callable[..., Seat]) -> None:
    seat = sit()
    seat.sees("Abernathy", "All keys")
    seat.press("/")
    seat.sees("A name, a class")
    seat.type("ghe")
    seat.sees("Ghebre")
    seat.resize(60, 15)
    seat.sees("This window is 60 × 15.", "wbl-tui needs 80 × 24.")
    seat.resize(120, 40)
    seat.sees("Ghebre", "ghe", "All keys")
    assert "Abernathy" not in seat.text
    seat.type("b")
    seat.sees("gheb")
