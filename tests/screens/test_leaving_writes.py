"""Leaving while a write waits for the store: once it is saved, or else staying to read that it was not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from models.errors import StoreBusy
from screens.session import Done
from tests.helpers_tui import hurry, row_texts, running, until
from tests.screens.fake_desk import FakeDone, FakeWorkspace, ListPage, app_with, rename, some_people
from wbl_tui.app import WblApp


class HeldWorkspace(FakeWorkspace):
    """Its writes wait until they are let go."""

    def __init__(self) -> None:
        super().__init__(people=some_people(3))
        self.let_go = asyncio.Event()

    async def write(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Done:
        """Call the operation once that is allowed."""
        await self.let_go.wait()
        return await super().write(operation, *args, **kwargs)


def begin(app: WblApp, operation: Callable[..., Any], *args: Any) -> None:
    """One write, which waits."""
    page = app.screen
    assert isinstance(page, ListPage)
    page.start(page.act(operation, *args))


def busy(db: dict[str, Any]) -> FakeDone:
    raise StoreBusy("Another program has held the store for 20 seconds; nothing was saved.")


async def test_leaving_waits_until_all_is_saved() -> None:
    workspace = HeldWorkspace()
    app = app_with(workspace)
    async with running(app):
        begin(app, rename, "Renamed.")
        await until(lambda: app.session.writing)
        hurry(app, "q")
        await until(lambda: app.session.message.kind == "waiting")
        assert app.is_running
        workspace.let_go.set()
        await until(lambda: not app.is_running)
    assert workspace.db["written"] == ["Renamed."]


async def test_what_could_not_be_saved_is_read_before_one_leaves() -> None:
    workspace = HeldWorkspace()
    app = app_with(workspace)
    async with running(app):
        begin(app, busy)
        await until(lambda: app.session.writing)
        hurry(app, "q")
        await until(lambda: app.session.message.kind == "waiting")
        workspace.let_go.set()
        await until(lambda: "nothing was saved" in row_texts(app)[22])
        assert app.is_running
        hurry(app, "q")
        await until(lambda: not app.is_running)


async def test_a_store_that_never_answers_keeps_nobody_for_ever() -> None:
    workspace = HeldWorkspace()
    app = app_with(workspace)
    async with running(app):
        begin(app, rename, "Renamed.")
        await until(lambda: app.session.writing)
        assert not await app.session.finish(0.0)
        app._held_up = app.session.writing
        hurry(app, "q")
        await until(lambda: app.return_value == 0)
        workspace.let_go.set()
