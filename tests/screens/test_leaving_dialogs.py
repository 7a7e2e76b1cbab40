"""Leaving while something is asked, or just about to be: nothing is raised, nothing is logged."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest

from screens.dialogs.confirm import ConfirmDialog
from tests.helpers_tui import hurry, key, running, screen_text, typed, until
from tests.screens.fake_desk import FakeWorkspace, ListPage, app_with, rename, some_people

ASKING = (
    ("n",),
    ("n", "x", "escape"),
    ("n", "tab", "tab", "tab", "space"),
    ("c",),
    ("b",),
    ("question_mark",),
)


@pytest.mark.parametrize("keys", ASKING)
async def test_leaving_with_a_dialog_open_is_no_mistake(keys: tuple[str, ...], tmp_path: Path) -> None:
    app = app_with(FakeWorkspace(people=some_people(30)), logs=tmp_path)
    async with running(app):
        await key(app, *keys)
        await until(lambda: len(app.screen_stack) > 1)
        app.exit(0)
    assert (app.return_code, app._exception, list(tmp_path.iterdir())) == (0, None, [])


@pytest.mark.parametrize("leaves", [True, False])
@pytest.mark.parametrize("wait", [0.0, 0.002, 0.004, 0.006, 0.01, 0.015])
async def test_leaving_while_a_dialog_comes_up_is_no_mistake(
    wait: float, leaves: bool, tmp_path: Path
) -> None:
    workspace = FakeWorkspace(people=some_people(30))
    app = app_with(workspace, logs=tmp_path)
    async with running(app):
        workspace.slow = 0.002
        hurry(app, "c", "s", "t")
        await asyncio.sleep(wait)
        if leaves:
            app.exit(0)
    assert (app.return_code or 0, app._exception, list(tmp_path.iterdir())) == (0, None, [])


async def test_a_write_that_was_cancelled_before_it_began_is_no_mistake(tmp_path: Path) -> None:
    app = app_with(FakeWorkspace(people=some_people(3)), logs=tmp_path)
    async with running(app):
        page = app.screen
        assert isinstance(page, ListPage)
        page.start(page.act(rename, "never"))
        app.workers.cancel_all()
    del page
    gc.collect()  # a coroutine that nobody waits for says so when it goes, and a warning fails the test
    assert (app.return_code or 0, app._exception, list(tmp_path.iterdir())) == (0, None, [])


async def test_ctrl_q_leaves_a_dialog_at_once_and_typed_text_only_when_asked(tmp_path: Path) -> None:
    app = app_with(FakeWorkspace(people=some_people(30)), logs=tmp_path)
    async with running(app):
        await key(app, "n")
        await until(lambda: len(app.screen_stack) == 2)
        await typed(app, "Zed")
        await key(app, "ctrl+q")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await key(app, "ctrl+q", "n")
        await until(lambda: not isinstance(app.screen, ConfirmDialog))
        assert "Zed" in screen_text(app)
        await key(app, "ctrl+q")
        await until(lambda: isinstance(app.screen, ConfirmDialog))
        await key(app, "y")
        await until(lambda: app._exit)
    assert (app.return_code, list(tmp_path.iterdir())) == (0, [])
    app = app_with(FakeWorkspace(people=some_people(30)), logs=tmp_path)
    async with running(app):
        await key(app, "n")
        await until(lambda: len(app.screen_stack) == 2)
        await key(app, "ctrl+q")
        await until(lambda: app._exit)
    assert (app.return_code, list(tmp_path.iterdir())) == (0, [])
