"""Through every page and into every dialog, by keys, as somebody who wants to see everything."""

from __future__ import annotations

from collections.abc import Callable

from tests.helpers_tui import key, screen_text, settled, until
from wbl_tui.app import WblApp

Steps = tuple[tuple[str, str], ...]
TOUR: dict[str, tuple[Steps, ...]] = {
    "1": (
        (("enter", "RecordDialog"),),
        (("n", "WaryForm"),),
        (("e", "WaryForm"),),
        (("b", "ChooseDialog"), ("enter", "BookDialog")),
        (("c", "ChooseDialog"), ("enter", "BookDialog")),
        (("quotation_mark", "DetailDialog"),),
        (("question_mark", "HelpDialog"),),
    ),
    "2": (
        (("enter", "RecordDialog"),),
        (("e", "WaryForm"),),
        (("E", "WaryForm"),),
        (("o", "OutreachDialog"),),
        (("c", "ChooseDialog"),),
        (("b", "ChooseDialog"), ("enter", "BookDialog")),
    ),
    "3": (
        (*(("full_stop", ""),) * 8, ("enter", "DetailDialog")),
        (("r", "ChooseDialog"),),
        (("e", "FormDialog"),),
        (("x", "TextDialog"),),
        (("n", "ChooseDialog"), ("enter", "ChooseDialog"), ("enter", "BookDialog")),
    ),
    "4": (
        (("full_stop", ""), ("enter", "DetailDialog")),
        (("r", "ChooseDialog"),),
        (("a", "ProposalDialog"),),
        (("right", ""), ("down", ""), ("B", "FormDialog")),
    ),
    "5": (
        (("enter", "DetailDialog"),),
        (("r", "ChooseDialog"),),
        (("m", "ChooseDialog"),),
        (("D", "TextDialog"),),
    ),
    "6": (
        (("enter", "DetailDialog"),),
        (("Q", "DetailDialog"),),
        (("at", "MenuDialog"), ("e", "FormDialog")),
        (("at", "MenuDialog"), ("l", "DetailDialog")),
        (("O", "ChooseDialog"),),
        (("U", "ActDialog"),),
        (("D", "TextDialog"),),
        (("e", "FormDialog"),),
    ),
    "7": (
        (("enter", "DetailDialog"),),
        (("Z", "FormDialog"),),
        (("X", "MenuDialog"), ("t", "FormDialog")),
        (("tab", ""), ("enter", "PeriodsDialog")),
        (("e", "CheckedForm"),),
        (("n", "MenuDialog"),),
        (("tab", ""), ("enter", "ChooseDialog")),
        (("tab", ""), ("enter", "FormDialog")),
    ),
}
"""For each page the keys that lead into its dialogs, with the dialog that each opens."""


async def take_the_tour(app: WblApp, look: Callable[[], None] = lambda: None) -> None:
    """Go everywhere, and look around after every key."""
    for page, ways in TOUR.items():
        await key(app, page)
        look()
        for way in ways:
            await _walk(app, way, look)


async def _walk(app: WblApp, way: Steps, look: Callable[[], None]) -> None:
    """Into a dialog key by key, and out again."""
    home = app.screen
    for name, opens in way:
        await key(app, name)
        if opens:
            await _opened(app, name, opens)
        await settled(app)
        look()
    for _ in range(4):
        if app.screen is not home:
            await key(app, "escape")
    await until(lambda: app.screen is home)


async def _opened(app: WblApp, name: str, dialog: str) -> None:
    """Wait for the dialog that the key opens."""
    before = len(app.screen_stack)
    try:
        await until(lambda: type(app.screen).__name__ == dialog and len(app.screen_stack) >= before)
    except AssertionError:
        raise AssertionError(f"{name} opened no {dialog} but\n{screen_text(app)}") from None
