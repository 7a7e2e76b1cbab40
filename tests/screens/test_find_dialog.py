"""Ctrl+F from any page: what is typed is found by name, and Enter goes there."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.operations.booking import Booking, book_interview
from models.operations.records import add_record
from models.queries import reading
from models.queries.roster import roster
from models.queries.roster_more import class_students
from models.workspace import Workspace
from screens.commands import PAGES
from screens.dialogs.find import FindDialog
from screens.rooms import RoomsPage
from screens.roster import TOP, RosterPage
from tests.helpers_pages import app_on, page_of, sees
from tests.helpers_tui import hurry, key, running, typed, until
from tests.school_store import Size, make_workspace
from wbl_tui.app import WblApp


async def find(app: WblApp, text: str, shows: str) -> None:
    await key(app, "ctrl+f")
    await sees(app, "Students, contacts, employers, interviews")
    await typed(app, text)
    await sees(app, shows)
    await key(app, "enter")


@pytest.mark.parametrize("page", [page.id for page in PAGES])
async def test_a_student_is_found_from_every_page(workspace: Workspace, page: str) -> None:
    app = app_on(workspace, page)
    async with running(app):
        await find(app, "ida berg 10", "1 student")
        await sees(app, "─ Ida Berg 10 ─")
        assert app.current_mode == "roster"


async def test_a_contact_an_employer_and_an_interview_are_gone_to(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app, 120, 40):
        await find(app, "whitfield 5", "1 contact")
        await sees(app, "─ Dana Whitfield 5 ─")
        await find(app, "harbour 2 works", "1 employer")
        await sees(app, "─ Dana Whitfield 2 ─")
        found = workspace.read(reading.interviews)["i10"]
        assert found.start is not None
        await find(app, "i10", "1 interview")
        await until(lambda: app.current_mode == "calendar")
        await sees(app, "─ Ida Berg 10 with Dana Whitfield 2 ─")


async def test_a_room_is_gone_to(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await find(app, "room 03", "1 room")
        await until(lambda: app.current_mode == "rooms" and app.session.wish is None)
        assert page_of(app, RoomsPage).grid.cursor[0] == "r3"


@pytest.mark.parametrize("page", ["roster", "board"])
async def test_the_students_of_a_class_are_shown_whatever_is_filtered(
    workspace: Workspace, page: str
) -> None:
    name, students = workspace.read(class_students, "k3")
    app = app_on(workspace, page)
    async with running(app):
        await key(app, "/")
        await typed(app, "xyzzy")
        await key(app, "enter")
        await find(app, name, "1 class")
        await until(lambda: app.current_mode == "roster")
        await sees(app, f"Only {name}: {len(students)} students. Esc shows all.")
        shown = page_of(app, RosterPage)
        await until(lambda: {row.id for row in shown.table.rows} == students)


async def test_whoever_has_no_page_is_told(workspace: Workspace) -> None:
    workspace.write(add_record, "classes", {"id": "z9", "name": "Zither", "teacher": "t1", "meets": "3(A)"})
    app = app_on(workspace)
    async with running(app):
        await find(app, "zither", "1 class")
        await sees(app, "Class: Zither", "Mr Vance")


async def test_an_interview_without_a_time_is_shown_where_one_is(workspace: Workspace) -> None:
    workspace.write(book_interview, Booking(("s1",), "x8", None))
    app = app_on(workspace)
    async with running(app):
        await find(app, "no time yet", "1 interview")
        await sees(app, "with Dana Whitfield 8")
        assert app.current_mode == "roster"


async def test_a_filter_that_hides_the_student_is_closed(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "/")
        await typed(app, "torres")
        await key(app, "enter")
        await find(app, "ida berg 10", "1 student")
        await sees(app, "─ Ida Berg 10 ─")


async def test_a_student_far_down_a_list_that_is_not_whole_yet_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.roster.PAUSE", 0.4)
    made = make_workspace(tmp_path / "long.db", Size(students=TOP + 80))
    app = app_on(made, "board")
    async with running(app):
        last = made.read(roster, made.campaign())[-1].label
        await find(app, last, "1 student")
        await sees(app, f"─ {last} ─")
    made.close()


async def test_letters_typed_in_haste_are_all_looked_for(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        hurry(app, "ctrl+f", *"ida", "space", *"berg")
        await until(lambda: isinstance(app.screen, FindDialog) and app.screen._filter.value == "ida berg")
        await sees(app, "Ida Berg 10")


async def test_nothing_so_called_is_said(workspace: Workspace) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "ctrl+f")
        await sees(app, "Students, contacts")
        await typed(app, "xyzzy")
        await sees(app, "Nothing is called so.")
        await key(app, "enter", "escape")
        await sees(app, "Next interview")
