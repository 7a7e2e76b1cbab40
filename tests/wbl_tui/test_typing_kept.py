"""What is being typed, as the app keeps it: while it is typed, not once it is saved or thrown away, never what is masked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from models.operations.records import set_record
from models.workspace import Workspace
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog
from screens.unsaved import unfinished_in
from tests.helpers_pages import app_on, sees
from tests.helpers_store import NOW, make_school
from tests.helpers_tui import key, running, screen_text, settled, typed, until
from wbl_tui.app import WblApp
from wbl_tui.typing_kept import TypingKept
from wbl_tui.unsaved import Unsaved


@pytest.fixture
def school(tmp_path: Path) -> Workspace:
    return make_school(tmp_path / "school.wbl")


def kept_by(app: WblApp, school: Workspace, tmp_path: Path) -> Unsaved:
    """The app keeps what is typed in it, and offers what is there."""
    unsaved = Unsaved(tmp_path / "unsaved", school.path, "Ms Rivera", lambda: NOW)
    app.typing = TypingKept(app.session, unsaved)
    app.typing.offer()
    return unsaved


def words(unsaved: Unsaved) -> list[tuple[str, str, object]]:
    return [(one.form, line.label, line.raw) for one in unsaved.kept for line in one.lines]


async def ended(app: WblApp, unsaved: Unsaved) -> None:
    """As by a signal."""
    app.typing.last_look(app)
    unsaved.let_go()


async def test_it_is_kept_while_it_is_typed_and_not_once_it_is_thrown_away(
    school: Workspace, tmp_path: Path
) -> None:
    app = app_on(school)
    unsaved = kept_by(app, school, tmp_path)
    async with running(app):
        await app.typing.look(app)
        assert unsaved.kept == ()
        await key(app, "n")
        await sees(app, "Given name")
        await app.typing.look(app)
        assert unsaved.kept == ()
        await typed(app, "Zoe")
        await key(app, "up", "down", "tab")
        await app.typing.look(app)
        assert words(unsaved) == [("New student", "Given name", "Zoe")]
        await key(app, "escape")
        await sees(app, "Throw away what you typed?")
        await app.typing.look(app)
        assert words(unsaved) == [("New student", "Given name", "Zoe")]
        await key(app, "y")
        await until(lambda: "Given name" not in screen_text(app))
        await app.typing.look(app)
        assert unsaved.kept == ()
    school.close()


async def test_what_was_saved_is_kept_no_more(school: Workspace, tmp_path: Path) -> None:
    app = app_on(school)
    unsaved = kept_by(app, school, tmp_path)
    async with running(app):
        await key(app, "n")
        await sees(app, "Given name")
        await typed(app, "Zoe")
        await app.typing.look(app)
        await key(app, "ctrl+s")
        await until(lambda: "Zoe" in app.session.message.text)
        await app.typing.look(app)
        assert unsaved.kept == ()
        assert list((tmp_path / "unsaved").iterdir()) == []
    school.close()


async def test_what_another_changed_meanwhile_is_said_when_it_is_offered(
    school: Workspace, tmp_path: Path
) -> None:
    app = app_on(school)
    unsaved = kept_by(app, school, tmp_path)
    async with running(app):
        await key(app, "e")
        await sees(app, "Goes by")
        form: Any = app.screen
        name = form.heading
        await key(app, "end")
        await typed(app, "x")
        await key(app, "tab", "tab")
        await typed(app, "Mimi")
        await ended(app, unsaved)
    ident = app.page("roster").table.cursor_key  # type: ignore[attr-defined]
    school.write(set_record, "students", ident, {"preferred": "Mia-May"})
    again = app_on(school)
    unsaved = kept_by(again, school, tmp_path)
    assert again.session.message.text.startswith("Not saved when the program ended on Wed 18 Nov,")
    assert again.session.message.short == f"Not saved: “{name}”. Open it again."
    async with running(again):
        await key(again, "e")
        await sees(again, "is here again", "! Changed by others since you typed: Goes by.", "Mimi", "x ")
        form = again.screen
        assert form.holds_text()
        await key(again, "escape")
        await sees(again, "Throw away what you typed?")
        await key(again, "y")
        await key(again, "e")
        await sees(again, "Mia-May")
        assert "is here again" not in screen_text(again)
    school.close()


async def test_what_is_masked_is_never_kept(school: Workspace, tmp_path: Path) -> None:
    app = app_on(school)
    unsaved = kept_by(app, school, tmp_path)
    form = FormDialog("Publish", (Field("user", "User"), Field("secret", "Password")))
    secret = form.lines[1].control
    assert isinstance(secret, Input)
    secret.password = True
    async with running(app):
        await app.push_screen(form)
        await typed(app, "ito")
        await key(app, "tab")
        await typed(app, "hush")
        await ended(app, unsaved)
        assert words(unsaved) == [("Publish", "User", "ito")]
    assert b"hush" not in b"".join(file.read_bytes() for file in (tmp_path / "unsaved").iterdir())
    again = app_on(school)
    kept_by(again, school, tmp_path)
    form = FormDialog("Publish", (Field("user", "User"), Field("secret", "Password")))
    async with running(again):
        await again.push_screen(form)
        await sees(again, "ito", "is here again")
        assert form.lines[1].touched is False
    school.close()


async def test_leaving_while_the_window_is_too_small_keeps_what_lies_under_it(
    school: Workspace, tmp_path: Path
) -> None:
    app = app_on(school)
    unsaved = kept_by(app, school, tmp_path)
    async with running(app) as pilot:
        await key(app, "n")
        await sees(app, "Given name")
        await typed(app, "Zoe")
        await pilot.resize_terminal(60, 15)
        await sees(app, "wbl-tui needs 80 × 24")
        await key(app, "q")
        await until(lambda: not app.is_running)
    assert words(unsaved) == [("New student", "Given name", "Zoe")]
    school.close()


async def crashed_while_typing(app: WblApp) -> None:
    async with running(app):
        await key(app, "n")
        await sees(app, "Given name")
        await typed(app, "Zoe")
        app.call_later(lambda: 1 // 0)
        await settled(app)
        await until(lambda: not app.is_running)


async def test_a_crash_keeps_it_too(school: Workspace, tmp_path: Path) -> None:
    app = app_on(school)
    unsaved = kept_by(app, school, tmp_path)
    with pytest.raises(ZeroDivisionError):
        await crashed_while_typing(app)
    assert words(unsaved) == [("New student", "Given name", "Zoe")]
    school.close()


async def test_what_is_typed_over_a_form_is_kept_beside_it(school: Workspace, tmp_path: Path) -> None:
    app = app_on(school)
    async with running(app):
        await app.push_screen(FormDialog("One", (Field("a", "A"),)))
        await typed(app, "1")
        await app.push_screen(FormDialog("Two", (Field("b", "B", "notes"),)))
        await typed(app, "2")
        found = unfinished_in(app.screen_stack, NOW)
        assert [(one.form, one.lines[0].raw) for one in found] == [("One", "1"), ("Two", "2")]
    school.close()
