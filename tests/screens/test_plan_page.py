"""The planner's page as a person uses it: choose how, watch, look, mark, pin, accept, undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.queries import reading
from models.workspace import Workspace
from screens.plan import PlanPage
from tests.helpers_pages import app_on, page_of
from tests.helpers_store import make_school
from tests.helpers_tui import key, running, screen_text, settled, until
from tests.planned_school import know_interests
from wbl_tui.app import WblApp


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Three students want the field of both contacts, and owe three interviews each."""
    made = make_school(tmp_path / "school.wbl")
    made.write(know_interests)
    yield made
    made.close()


async def sees(app: WblApp, *texts: str) -> None:
    try:
        await until(lambda: all(text in screen_text(app) for text in texts))
    except AssertionError:
        raise AssertionError(f"{texts} are not on the screen:\n{screen_text(app)}") from None
    await settled(app)


async def plans(app: WblApp) -> None:
    """Ask for a plan as the form has it, and wait for it."""
    await until(lambda: page_of(app, PlanPage).facts is not None)
    await key(app, "p")
    await sees(app, "Seconds at most")
    await key(app, "ctrl+s")
    await until(lambda: page_of(app, PlanPage).draft is not None)
    await settled(app)


async def test_a_page_without_a_plan_says_what_to_press(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await sees(app, "Nothing is planned yet. Press p to plan what students still owe.")


async def test_a_plan_is_proposed_in_the_calendar_and_accepted(school: Workspace) -> None:
    app = app_on(school, "plan")
    async with running(app):
        await plans(app)
        await sees(app, "Proposed: 6 interviews · 3 students without all they owe", "No plan can place more.")
        assert reading_of(school) == 0
        await key(app, "ctrl+s")
        await until(lambda: reading_of(school) == 6)
        await sees(app, "All of the plan is accepted.")
        await key(app, "u")
        await until(lambda: reading_of(school) == 0)


def reading_of(workspace: Workspace) -> int:
    return len(workspace.read(reading.interviews))
