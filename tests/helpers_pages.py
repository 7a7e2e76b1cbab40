"""The real app on a store of one's own: opened at a page, looked at, asked for its page object."""

from __future__ import annotations

from typing import Any, TypeVar

from models.workspace import Clock, Workspace
from screens.session import Session
from tests.helpers_store import at
from tests.helpers_tui import flowing, screen_text, settled, until
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk

P = TypeVar("P")


def app_on(workspace: Workspace, page: str = "roster") -> WblApp:
    """The app that opens at a page."""
    return WblApp(Session(Desk(workspace)), page=page)


def board_on(workspace: Workspace, wall: str = "07:30") -> WblApp:
    """The app on the live board at a wall time of the school's day; its clock stands still."""
    workspace.clock = Clock(at(wall), ticks=False)
    return app_on(workspace, "board")


def page_of(app: WblApp, kind: type[P]) -> P:
    """The page of this class; it has been opened before."""
    page: Any = app.page(kind.PAGE)  # type: ignore[attr-defined]
    assert isinstance(page, kind)
    return page


async def sees(app: WblApp, *texts: str, flow: bool = False) -> None:
    """Wait until all of these stand on the screen; with `flow` wherever the dialog's lines break."""

    def shown() -> str:
        return flowing(app) if flow else screen_text(app)

    try:
        await until(lambda: all(text in shown() for text in texts))
    except AssertionError:
        raise AssertionError(f"{texts!r} is not on the screen:\n{screen_text(app)}") from None
    await settled(app)


async def look_away(app: WblApp) -> None:
    """What others do from now on does not come to this screen."""
    await until(lambda: app.session.head is not None)
    assert app._watch is not None
    app._watch.cancel()
