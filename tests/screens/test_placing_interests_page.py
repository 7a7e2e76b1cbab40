"""Placing students' own words as a person does it: see that some wait, choose a cluster, get the next at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.records import set_record
from models.queries.interests import settled as settled_words
from models.queries.interests import unplaced
from models.rules.clusters import all_clusters
from models.workspace import Workspace
from screens.dialogs.choose import ChooseDialog
from screens.placing import NONE_LEFT
from screens.state.placing_view import LEAVE, place_of, place_rows, waiting_hint
from tests.helpers_pages import app_on, sees
from tests.helpers_store import make_school
from tests.helpers_tui import HOSTILE, UNSAFE, key, running, screen_text, typed, until


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    """Two students wrote the same strange words; whales may be two things."""
    made = make_school(tmp_path / "school.wbl")
    made.write(set_record, "students", "s1", {"interests": "Bloop tending; nurse"})
    made.write(set_record, "students", "s2", {"interests": "bloop tending; whales"})
    yield made
    made.close()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_words_are_placed_one_after_the_other(school: Workspace, width: int, height: int) -> None:
    app = app_on(school)
    async with running(app, width, height):
        await sees(app, "2 interests are in words that are not placed yet: press L.")
        await key(app, "L")
        await sees(app, "Interests to place (2)")
        await sees(app, "2 students · ")
        await key(app, "enter")
        await sees(app, '2 to place: "bloop tending"')
        await sees(app, "Mia Torres wrote this. Which cluster?")
        await typed(app, "animal sys")
        await sees(app, "Animal Systems")
        await key(app, "enter")
        await sees(app, '1 to place: "whales"')
        await until(
            lambda: isinstance(app.screen, ChooseDialog) and app.screen.table.cursor_key == "agriculture"
        )
        await key(app, "down", "enter")
        await sees(app, NONE_LEFT)
        assert school.read(settled_words) == {
            "bloop tending": ("agriculture", "Animal Systems"),
            "whales": ("energy-natural-resources", ""),
        }
        await key(app, "L")
        await sees(app, NONE_LEFT)


async def test_words_may_stay_as_they_are_and_esc_goes_back_one_step(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await key(app, "L")
        await sees(app, "Interests to place (2)")
        await key(app, "down", "enter")
        await sees(app, '2 to place: "whales"')
        await key(app, "escape")
        await sees(app, "Interests to place (2)")
        assert isinstance(app.screen, ChooseDialog)
        assert app.screen.table.cursor_key == "whales"
        await key(app, "enter")
        await sees(app, '2 to place: "whales"')
        await typed(app, "leave it")
        await key(app, "enter")
        await sees(app, "1 to place: ")
        assert [one.key for one in school.read(unplaced)] == ["bloop tending"]
        await key(app, "escape", "escape")
        await until(lambda: not isinstance(app.screen, ChooseDialog))


async def test_what_was_placed_is_taken_back_by_one_key(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await key(app, "L")
        await sees(app, "Interests to place (2)")
        await key(app, "enter")
        await sees(app, "2 to place: ")
        await key(app, "enter")
        await sees(app, "1 to place: ")
        await key(app, "escape", "escape")
        await until(lambda: not isinstance(app.screen, ChooseDialog))
        await key(app, "u")
        await until(lambda: len(school.read(unplaced)) == 2)


@pytest.mark.parametrize("words", [one for one in HOSTILE if one.strip() and ";" not in one])
async def test_hostile_words_are_shown_as_text(school: Workspace, words: str) -> None:
    school.write(set_record, "students", "s3", {"interests": words[:190]})
    app = app_on(school)
    async with running(app):
        await key(app, "L")
        await sees(app, "Interests to place")
        await key(app, "down", "down", "enter")
        await sees(app, " to place: ")
        assert not UNSAFE & set(screen_text(app).replace("\n", ""))


def test_every_place_there_is_can_be_chosen(school: Workspace) -> None:
    whales = next(one for one in school.read(unplaced) if one.key == "whales")
    rows = place_rows(whales)
    assert [key for key, _, _ in rows[:2]] == ["agriculture", "energy-natural-resources"]
    assert len({key for key, _, _ in rows}) == len(rows) == 14 + 72 + 1
    known = {(one.id, sub) for one in all_clusters() for sub in ("", *one.sub)} | {("", "")}
    assert {place_of(key) for key, _, _ in rows} == known
    assert rows[-1][0] == LEAVE


def test_the_hint_counts() -> None:
    assert waiting_hint(1) == "1 interest is in words that are not placed yet: press L."
