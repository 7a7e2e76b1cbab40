"""A new student, contact or employer who is there already: said while one types, shown by a key, never in the way."""

from __future__ import annotations

import pytest

from models.operations.records import add_record
from models.queries.reading import contacts
from models.rules.duplicates import Alike
from models.workspace import Workspace
from screens.dialogs.wary_form import already
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import key, running, screen_text, typed, until


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_says_who_is_there_already_and_shows_them_over_the_form(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = app_on(workspace, "employers")
    async with running(app, *size):
        await key(app, "n")
        await sees(app, "New contact", flow=True)
        await typed(app, "Whitfield 3, Dana")
        await sees(
            app,
            "! There is already Dana Whitfield 3 at Harbour 3 Works (x3): the same name. Ctrl+O opens.",
            flow=True,
        )
        await key(app, "ctrl+o")
        await sees(app, "Esc goes back to the form; what you typed is still there.", flow=True)
        await sees(app, "d3@works.example.org", flow=True)
        await key(app, "escape")
        await sees(app, "Whitfield 3, Dana", flow=True)
        await typed(app, "x")
        await until(lambda: "There is already" not in screen_text(app))


async def test_it_does_not_stand_in_the_way(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "n")
        await sees(app, "New contact", flow=True)
        await typed(app, "Dana Whitfield 3")
        await key(app, "tab")
        await typed(app, "Harbour 3 Works")
        await sees(app, "the same name at the same employer", flow=True)
        await key(app, "ctrl+s")
        await sees(app, "Added contact Dana Whitfield 3 (c1).", flow=True)
    assert len(workspace.read(contacts)) == 9


async def test_with_nobody_alike_the_key_says_so(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "n")
        await sees(app, "New contact", flow=True)
        await typed(app, "Ines Duarte")
        await key(app, "ctrl+o")
        await sees(app, "Nobody here is like what you typed.", flow=True)


def test_several_are_counted() -> None:
    one = Alike("c12", "Dana Whitfield at Hill Clinic", "the same name", 80)
    assert already((one, one._replace(id="c13"))) == (
        "! There is already Dana Whitfield at Hill Clinic (c12), and 1 more: the same name. Ctrl+O opens."
    )
    assert already(()) == ""


async def test_a_new_student_who_is_there_under_another_spelling_is_said(workspace: Workspace) -> None:
    workspace.write(add_record, "students", {"given": "Aurélie", "family": "Kovačević", "grade": "11"})
    app = app_on(workspace)
    async with running(app):
        await key(app, "n")
        await sees(app, "New student")
        await typed(app, "Aurelie")
        await key(app, "tab")
        await typed(app, "Kovacevich")
        await sees(
            app,
            "! There is already Aurélie Kovačević, grade 11",
            "a similar family name. Ctrl+O opens.",
            flow=True,
        )
        await key(app, "ctrl+o")
        await sees(app, "Esc goes back to the form; what you typed is still there.", flow=True)
        await key(app, "escape")
        await sees(app, "New student", "Kovacevich")


async def test_a_record_that_gets_the_name_of_another_one_says_so(workspace: Workspace) -> None:
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "e")
        await sees(app, "Change Dana Whitfield 1")
        assert "There is already" not in screen_text(app)
        await key(app, "backspace")
        await typed(app, "2")
        await sees(app, "! There is already Dana Whitfield 2 at Harbour 2 Works (x2)", flow=True)
