"""Marking several records and changing one field of all of them, as a person does it by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.queries import reading
from models.queries.journal import entries
from models.workspace import Workspace
from screens.commands import footer_of
from screens.list_page import ListPage
from screens.widgets.bars import KeyBar, keys_of
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import key, row_texts, running, typed, until
from tests.school_store import Size, make_workspace
from wbl_tui.app import WblApp


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db", Size(students=30))
    yield made
    made.close()


def marked(app: WblApp) -> frozenset[str]:
    page = app.screen
    assert isinstance(page, ListPage)
    found: frozenset[str] = page.table.marked
    return found


def order(app: WblApp) -> list[str]:
    page = app.screen
    assert isinstance(page, ListPage)
    return [row.id for row in page.table.rows]


async def test_all_shown_are_marked_and_unmarked_by_one_key(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "A")
        await sees(app, "Change 30")
        assert len(marked(app)) == 30
        await key(app, "A")
        await sees(app, "Enter Open")
        assert marked(app) == frozenset()


async def test_only_what_the_filter_shows_is_marked(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "/")
        await typed(app, "berg")
        await until(lambda: all("Berg" in row for row in row_texts(app)[3:5]))
        await key(app, "enter", "A")
        shown = set(order(app))
        await sees(app, f"Change {len(shown)}")
        await key(app, "escape")
        await until(lambda: len(order(app)) == 30)
        assert marked(app) == shown


async def test_a_stretch_is_marked_from_the_last_mark_or_with_shift(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        whole = order(app)
        await key(app, "down", "space", "down", "down", "V")
        assert marked(app) == set(whole[1:5])
        await key(app, "escape")
        assert marked(app) == frozenset()
        await key(app, "home", "shift+down", "shift+down")
        assert marked(app) == set(whole[:3])
        await sees(app, "Change 3")


async def test_one_field_of_all_marked_is_changed_in_one_entry_and_taken_back_by_one_key(
    workspace: Workspace,
) -> None:
    app = app_on(workspace)
    async with running(app):
        whole = order(app)
        first = len(workspace.read(entries))
        await key(app, "space", "space", "e")
        await sees(app, "Change 2 students: what of them?")
        await typed(app, "grade")
        await key(app, "enter")
        await sees(app, "Grade of 2 students")
        await typed(app, "12")
        await key(app, "enter")
        await sees(app, ": grade 12.")
        found = workspace.read(reading.students)
        assert [found[one].grade for one in whole[:3]] == ["12", "12", "10"]
        assert len(workspace.read(entries)) == first + 1
        assert marked(app) == set(whole[:2])
        await key(app, "u")
        await until(lambda: workspace.read(reading.students)[whole[0]].grade == "10")


async def test_classes_are_chosen_by_name_and_added(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        lacking = order(app)[:2]
        await key(app, "space", "space", "e")
        await sees(app, "what of them?")
        await typed(app, "classes add")
        await key(app, "enter")
        await sees(app, "add to what each has")
        await key(app, "space")
        await sees(app, "English 10")
        for _ in range(7):
            await key(app, "space")
        await key(app, "enter", "ctrl+s")
        await sees(app, "classes")
        await until(lambda: all(len(workspace.read(reading.students)[one].classes) == 7 for one in lacking))


async def test_the_change_of_many_is_looked_at_first(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "A", "e")
        await sees(app, "Change 30 students: what of them?")
        await typed(app, "practice")
        await key(app, "enter")
        await sees(app, "Practice done of 30 students")
        await key(app, "ctrl+s")
        await sees(app, "~ change 20")
        await sees(app, "= same 10")
        await key(app, "ctrl+s")
        await sees(app, "Changed 20 students: practice done yes")
        assert all(one.practice_done for one in workspace.read(reading.students).values())


async def test_contacts_are_changed_likewise(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        whole = order(app)
        await key(app, "space", "space", "e")
        await sees(app, "Change 2 contacts: what of them?")
        await typed(app, "do not")
        await key(app, "enter")
        await sees(app, "Do not contact of 2 contacts")
        await key(app, "right", "ctrl+s")
        await sees(app, "do not contact yes")
        found = workspace.read(reading.contacts)
        assert [found[one].do_not_contact for one in whole[:3]] == [True, True, False]


async def test_one_mark_alone_opens_that_record(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "space", "down", "e")
        await sees(app, "Change Ida Berg 10")


def test_with_a_whole_district_marked_the_key_to_all_keys_stays() -> None:
    keys = keys_of(footer_of("roster"))
    long = [("Space", "Mark", "mark"), ("e", "Change 2,500 students of the district", "edit"), *keys]
    [row] = KeyBar(long, one_row=True).rows(80)
    assert [piece.text.strip() for piece in row][-2:] == ["?", "All keys"]
    assert sum(len(piece.text) for piece in row) <= 80
    assert len(KeyBar(long).rows(80)) == 2


async def test_what_can_be_done_with_many_marks_fits_with_all_keys(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "district.db", Size(students=2500, interviews=0))
    app = app_on(made)
    async with running(app):
        await until(lambda: isinstance(app.screen, ListPage) and len(app.screen.table.rows) == 2500)
        await key(app, "A")
        await sees(app, "e Change 2500  Esc No marks  ? All keys")
    made.close()
