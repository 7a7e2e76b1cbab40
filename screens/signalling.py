"""Bell and desktop notifications: whether they are on, what is kept of that, and the key that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.calling_out import BELL, NOTIFICATIONS, VIEW
from screens.dialogs.menu import Item, MenuDialog

if TYPE_CHECKING:
    from screens.base import Page
    from screens.session import Session


async def change_signals(page: Page[Any]) -> None:
    """Show both switches and turn them until the person closes it. Only inside a worker."""
    session = page.session
    said = "The board rings and notifies 5 minutes before a call's end, when its time is up, when it is late, or when somebody is needed."
    while True:
        letter = await page.ask(MenuDialog("Signals", _items(session), said))
        if letter is None:
            return
        said = _try_out(page) if letter == "t" else _turn(session, letter)


def _items(session: Session) -> tuple[Item, ...]:
    return (
        Item("b", f"Bell: {_state(session.bell)}"),
        Item("n", f"Desktop notifications: {_state(session.notifications)}"),
        Item("t", "Try what is on"),
    )


def _state(on: bool) -> str:
    return "on" if on else "off"


def _turn(session: Session, letter: str) -> str:
    name = BELL if letter == "b" else NOTIFICATIONS
    on = not getattr(session, name)
    setattr(session, name, on)
    if letter == "b":
        told = (
            "The bell is on." if on else "The bell is off; what there is to say still stands below the list."
        )
    else:
        told = "Desktop notifications are on." if on else "Desktop notifications are off."
        told += f" {_unknown(session)}" if on and not session.desktop else ""
    session.say(told.rstrip())
    session.keep_view(
        VIEW, (f"{BELL} {_state(session.bell)}", f"{NOTIFICATIONS} {_state(session.notifications)}")
    )
    return told


def _unknown(session: Session) -> str:
    return "This terminal is not known to show any, so there is only the bell."


def _try_out(page: Page[Any]) -> str:
    session = page.session
    told = []
    if session.bell:
        page.app.bell()
        told.append("The bell was rung.")
    if session.notifications and session.desktop:
        session.on_notice("This is what a notification looks like.")
        told.append(
            "The terminal was asked to show a notification; if none came, its own settings forbid it."
        )
    elif session.notifications:
        told.append(_unknown(session))
    return " ".join(told) or "Both are off: there is nothing to try."
