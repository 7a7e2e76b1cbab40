"""A contact who cancels, from their record: planned again, shown, done, told, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.queries import reading
from models.workspace import Workspace
from tests.helpers_pages import app_on, sees
from tests.helpers_store import book, images, make_school
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
