"""Two people change one record: nothing is written over unseen, and what both changed is asked about."""

from __future__ import annotations

import pytest

from models.operations.records import set_record
from models.operations.removing import remove_record
from models.queries import reading
from models.workspace import Workspace
from screens.unsaved import unfinished_in
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import key, running, typed
from wbl_tui.app import WblApp


async def open_form(app: WblApp) -> None:
    """The form of Ben Ode, with grade 11 typed, not saved yet."""
    await key(app, "e")
    await sees(app, "Change Ben Ode")
    await key(app, "tab", "tab", "tab")
    await typed(app, "11")


async def test_what_the_other_one_changed_beside_it_stays(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await open_form(app)
        school.write(set_record, "students", "s2", {"preferred": "Benny", "interests": "nursing"})
        await key(app, "ctrl+s")
        await sees(app, "Changed Benny Ode: grade none → 11.")
    found = school.read(reading.students)["s2"]
    assert (found.preferred, found.grade, len(found.interests)) == ("Benny", "11", 1)


@pytest.mark.parametrize(("answer", "grade"), [("m", "11"), ("t", "9")])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_both_changed_is_asked_about(
    school: Workspace, answer: str, grade: str, size: tuple[int, int]
) -> None:
    app = app_on(school)
    async with running(app, *size):
        await open_form(app)
        school.write(set_record, "students", "s2", {"grade": "9"})
        await key(app, "ctrl+s")
        await sees(app, "Grade: you and somebody else", "Mine: 11", "Theirs: 9")
        await sees(app, "Ms Rivera changed it while this form was open.", flow=True)
        await key(app, answer)
        await sees(app, "Nothing was changed." if answer == "t" else "Changed Ben Ode: grade 9 → 11.")
    assert school.read(reading.students)["s2"].grade == grade


async def test_esc_goes_back_to_the_form_with_all_that_was_typed(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await open_form(app)
        school.write(set_record, "students", "s2", {"grade": "9", "preferred": "Benny"})
        await key(app, "ctrl+s")
        await sees(app, "Grade: you and somebody else")
        await key(app, "escape")
        await sees(app, "Ms Rivera changed Grade meanwhile. Saving now writes over that.", "Benny")
        await key(app, "ctrl+s")
        await sees(app, "Changed Benny Ode: grade 9 → 11.")


async def test_what_was_typed_is_still_unsaved_in_a_form_that_comes_back(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await open_form(app)
        school.write(set_record, "students", "s2", {"grade": "9"})
        await key(app, "ctrl+s")
        await sees(app, "Grade: you and somebody else")
        await key(app, "escape")
        await sees(app, "Saving now writes over that.", flow=True)
        [left] = unfinished_in(app.screen_stack, school.now())
        assert [(line.name, line.raw, line.begun) for line in left.lines] == [("grade", "11", "9")]
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "n")
        await sees(app, "Change Ben Ode")


async def test_a_new_record_that_was_refused_is_not_lost_unasked(school: Workspace) -> None:
    app = app_on(school, "employers")
    async with running(app):
        await key(app, "n")
        await sees(app, "New contact")
        await typed(app, "Ines Duarte")
        await key(app, "tab", *"The Elm Clinic, Inc.", "ctrl+s")
        await sees(app, "Another employer is called Elm Clinic")
        await key(app, "escape")
        await sees(app, "New contact", "Ines Duarte")
        [left] = unfinished_in(app.screen_stack, school.now())
        assert [(line.name, line.raw) for line in left.lines] == [
            ("name", "Ines Duarte"),
            ("employer", "The Elm Clinic, Inc."),
        ]
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await key(app, "n")
        await sees(app, "Ines Duarte")


async def test_a_record_that_is_gone_meanwhile_is_said(school: Workspace) -> None:
    app = app_on(school)
    async with running(app):
        await open_form(app)
        school.write(remove_record, "students", "s2")
        await key(app, "ctrl+s")
        await sees(app, "There is no student 's2'")
