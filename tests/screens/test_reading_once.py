"""A page asks the store once for each state of it, however slow the store is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from screens.base import FIRST_WAIT
from tests.helpers_tui import key, running, screen_text, until
from tests.screens.fake_desk import FakeWorkspace, app_with, some_people

T = TypeVar("T")


class CountingWorkspace(FakeWorkspace):
    """Notes what is read, by name."""

    def __init__(self) -> None:
        super().__init__(people=some_people(3))
        self.asked: list[str] = []

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        self.asked.append(getattr(query, "__name__", ""))
        return await super().read(query, *args)


async def test_opening_a_page_on_a_slow_store_reads_once() -> None:
    workspace = CountingWorkspace()
    app = app_with(workspace)
    async with running(app):
        workspace.slow = FIRST_WAIT * 2
        workspace.asked.clear()
        await key(app, "2")
        await until(lambda: app.current_mode == "employers" and "Ada Moss" in screen_text(app))

        assert workspace.asked.count("people") == 1


async def test_what_changed_while_a_page_was_reading_is_read_as_well() -> None:
    workspace = CountingWorkspace()
    app = app_with(workspace)
    async with running(app):
        workspace.slow = FIRST_WAIT
        workspace.asked.clear()
        await key(app, "2")
        workspace.db["people"] = some_people(4)
        app.session.stamp += 1
        app.session.on_stale()
        await until(lambda: "Dev Vale" in screen_text(app))

        assert workspace.asked.count("people") == 2
