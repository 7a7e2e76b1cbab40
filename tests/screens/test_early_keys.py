"""Keys typed before a dialog is up: they wait for it, in their order, and are never taken for commands."""

from __future__ import annotations

from screens.dialogs.choose import ChooseDialog
from screens.dialogs.form import FormDialog
from screens.dialogs.refusal import RefusalDialog
from screens.dialogs.text_ask import TextDialog
from screens.early_keys import LONGEST, EarlyKey, EarlyKeys
from tests.helpers_tui import hurry, key, running, settled, until
from tests.screens.fake_desk import FakeWorkspace, ListPage, app_with, some_people
from wbl_tui.app import WblApp

A, B, C = (EarlyKey(at, name, name) for at, name in ((1.0, "a"), (2.0, "b"), (3.0, "c")))


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def written(app: WblApp) -> list[str]:
    workspace = app.session.workspace
    assert isinstance(workspace, FakeWorkspace)
    return list(workspace.db.get("written", []))


def slow_app() -> WblApp:
    """An app whose dialogs come up a moment after their key."""
    workspace = FakeWorkspace(people=some_people(30))
    app = app_with(workspace)
    workspace.slow = 0.05
    return app


async def test_letters_typed_before_a_list_is_up_find_in_it() -> None:
    app = slow_app()
    async with running(app):
        hurry(app, "c", "d", "a", "d", "space", "d")
        await until(lambda: isinstance(app.screen, ChooseDialog))
        dialog = app.screen
        assert isinstance(dialog, ChooseDialog)
        await until(lambda: dialog._filter.value == "dad d")
        assert written(app) == []


async def test_enter_typed_before_a_list_is_up_takes_from_it() -> None:
    app = slow_app()
    async with running(app):
        hurry(app, "c", "s", "t", "o", "n", "e", "enter")
        page = app.screen_stack[0]
        assert isinstance(page, ListPage)
        await until(lambda: page.answers == ["s2"])
        await until(lambda: app.screen is page)
        assert page.opened == []


async def test_letters_typed_before_a_form_is_up_stand_in_its_first_line() -> None:
    app = slow_app()
    async with running(app):
        hurry(app, "n", "e", "d", "d", "i", "e")
        await until(lambda: isinstance(app.screen, FormDialog))
        await settled(app)
        form = app.screen
        assert isinstance(form, FormDialog)
        await until(lambda: form.lines[0].typed().raw == "eddie")
        assert written(app) == []


async def test_letters_typed_before_one_line_is_asked_stand_in_it() -> None:
    app = slow_app()
    async with running(app):
        hurry(app, "e", "d", "q")
        await until(lambda: isinstance(app.screen, TextDialog))
        dialog = app.screen
        assert isinstance(dialog, TextDialog)
        await until(lambda: dialog._input.value == "dq")
        assert written(app) == []


async def test_escape_pressed_before_a_dialog_is_up_closes_it() -> None:
    app = slow_app()
    async with running(app):
        page = app.screen_stack[0]
        assert isinstance(page, ListPage)
        hurry(app, "c", "escape")
        await until(lambda: page.answers == [None])
        assert app.screen is page


async def test_a_refusal_is_not_answered_by_what_was_typed_before_it_was_seen() -> None:
    app = slow_app()
    async with running(app):
        await key(app, "b")
        app.session.early.hold(EarlyKey(0.0, "enter", None))
        await until(lambda: isinstance(app.screen, RefusalDialog))
        await settled(app)
        assert isinstance(app.screen, RefusalDialog)


async def test_after_a_dialog_keys_are_commands_again_and_none_is_lost() -> None:
    app = slow_app()
    async with running(app):
        page = app.screen_stack[0]
        assert isinstance(page, ListPage)
        await key(app, "e")
        await until(lambda: isinstance(app.screen, TextDialog))
        await key(app, "escape")
        hurry(app, "down", "d")
        await until(lambda: written(app) == ["Ada Moss has her questions ready."])
        assert page.table.cursor_key == "s1"


def test_keys_wait_from_an_action_until_its_dialog() -> None:
    early = EarlyKeys(Clock())
    assert not early.waits(on_page=True)
    early.begin()
    assert early.waits(on_page=True)
    with early.opening():
        assert early.waits(on_page=False)
        early.hold(B)
        early.hold(A)
        early.shown(takes=True)
        assert early.take() == [A, B]
        assert not early.waits(on_page=False)
    assert early.waits(on_page=True)


def test_keys_do_not_wait_for_a_write() -> None:
    early = EarlyKeys(Clock())
    early.begin()
    with early.writing():
        assert not early.waits(on_page=True)
    assert early.waits(on_page=True)


def test_what_waited_for_an_action_that_came_to_nothing_is_forgotten() -> None:
    freed: list[str] = []
    early = EarlyKeys(Clock())
    early.on_free = lambda: freed.append("now")
    action = early.begin()
    early.hold(A)
    early.end(action, drop=True)
    assert (early.take(), freed, early.waits(on_page=True)) == ([], [], False)


def test_what_waited_for_an_action_that_never_asked_is_pressed_again() -> None:
    freed: list[str] = []
    early = EarlyKeys(Clock())
    early.on_free = lambda: freed.append("now")
    action = early.begin()
    early.hold(A)
    early.end(action, drop=False)
    assert early.waits(on_page=True)  # so that what is pressed meanwhile comes after it
    early.hold(C)
    assert (early.take(), freed, early.waits(on_page=True)) == ([A, C], ["now"], False)


def test_an_action_that_a_later_one_followed_ends_nothing() -> None:
    early = EarlyKeys(Clock())
    first = early.begin()
    early.begin()
    early.end(first, drop=True)
    assert early.waits(on_page=True)


def test_keys_wait_no_longer_for_a_dialog_that_does_not_come() -> None:
    clock = Clock()
    early = EarlyKeys(clock)
    early.begin()
    early.hold(A)
    clock.at = LONGEST + 0.1
    assert not early.waits(on_page=True)
    assert early.take() == []
