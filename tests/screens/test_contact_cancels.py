"""A contact who cancels, from their record: planned again, shown, done, told, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.planning.planner import Wish
from models.planning.replanning import Change
from models.queries import reading
from models.rules.span import local_span
from models.workspace import Workspace
from screens.base import Page
from screens.replanning import replan_for
from tests.helpers_pages import app_on, sees
from tests.helpers_store import DAY, ZONE, at, book, images, make_school
from tests.helpers_tui import key, running, typed, until
from tests.planned_school import know_interests


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Everybody wants the field of both contacts; two calls with the first contact are ahead."""
    made = make_school(tmp_path / "school.wbl")
    made.write(know_interests)
    book(made, "08:10", "s1", "k1")
    book(made, "10:10", "s2", "k1")
    yield made
    made.close()


def states(store: Workspace) -> list[tuple[str | None, str]]:
    return sorted((one.contact, one.state) for one in store.read(reading.interviews).values())


async def test_their_calls_go_to_another_contact_and_who_must_be_told_is_listed(school: Workspace) -> None:
    before = images(school)
    app = app_on(school, "employers")
    async with running(app):
        await sees(app, "Dr Okafor")
        await key(app, "K")
        await sees(app, "Look after Dr Okafor", "Cancels: plan their calls again")
        await key(app, "f")
        await sees(app, "Dr Okafor cancels")
        await typed(app, "ill")
        await key(app, "ctrl+s")
        await sees(app, "Dr Okafor cancelled: 2 calls planned again", "2 called off.", flow=False)
        await sees(app, "Students to tell: Mia Torres, Ben Ode.", flow=True)
        assert states(school) == [("k1", "scheduled")] * 2
        await key(app, "ctrl+s")
        await sees(app, "Who must be told", "Interviewees to ask: Lee Brandt (555 0101).")
        await key(app, "escape")
        assert states(school) == [("k1", "cancelled")] * 2 + [("k2", "scheduled")] * 2
        await key(app, "u")
        await until(lambda: states(school) == [("k1", "scheduled")] * 2)
    assert images(school) == before


async def test_who_thinks_better_of_it_changes_nothing(school: Workspace) -> None:
    before = images(school)
    app = app_on(school, "employers")
    async with running(app):
        await sees(app, "Dr Okafor")
        await key(app, "K", "f")
        await sees(app, "Dr Okafor cancels")
        await key(app, "ctrl+s")
        await sees(app, "Leave everything as it is")
        await key(app, "escape")
        await sees(app, "Enter Open")
    assert images(school) == before


async def test_one_day_alone_is_cancelled_and_their_other_calls_stay(school: Workspace) -> None:
    before = images(school)
    app = app_on(school, "employers")
    async with running(app):
        await sees(app, "Dr Okafor")
        await key(app, "K", "f")
        await sees(app, "Dr Okafor cancels", "Only on")
        await key(app, "tab")
        await typed(app, "2026-11-16")
        await key(app, "ctrl+s")
        await sees(app, "That day is past.")
        await key(app, *["backspace"] * 2)
        await typed(app, "18")
        await key(app, "ctrl+s")
        await sees(app, "Dr Okafor cancelled on Wed 18 Nov: 2 calls planned again", flow=True)
        await key(app, "ctrl+s")
        await sees(app, "Who must be told")
        await key(app, "escape")
        offered = school.read(reading.contacts)["k1"].availability
        assert len(offered) == 9
        await key(app, "u")
        await until(lambda: not school.read(reading.contacts)["k1"].availability)
    assert images(school) == before


async def test_a_search_that_is_stopped_keeps_and_shows_the_best_plan_so_far(school: Workspace) -> None:
    before = images(school)
    app = app_on(school, "employers")
    async with running(app):
        await sees(app, "Dr Okafor")
        page = app.screen
        assert isinstance(page, Page)
        cancels = Change(away=(("k1", local_span(DAY, 0, 24 * 60, ZONE)),))
        app.run_worker(replan_for(page, cancels, "ill", Wish(effort=10**9)))
        await sees(app, "Looking for the fewest changes", "Stop and keep the best")
        await key(app, "escape")
        await sees(app, "Dr Okafor cancelled on Wed 18 Nov: 2 calls planned again", "→ move 2", flow=True)
        await sees(app, "Stopped: this is the best plan that was found so far.", flow=True)
        await key(app, "ctrl+s")
        await sees(app, "Who must be told", "Students to tell: Mia Torres, Ben Ode.", flow=True)
        await key(app, "escape")
        moved = [one.start for one in school.read(reading.interviews).values() if one.start]
        assert [start > at("23:00") for start in moved] == [True] * 2
        await key(app, "u")
        await until(lambda: images(school) == before)
