"""Calendar files to subscribe to or import, of one student, contact, class, room or teacher, or of everything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.exchange.safe_files import write_private
from models.queries import reading
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.menu import Item, MenuDialog
from screens.mailbox import campaign_now
from screens.paths import ask_path, usual_path

if TYPE_CHECKING:
    from screens.base import Page

_LETTERS = {"s": "student", "c": "contact", "k": "class", "r": "room", "t": "teacher", "e": "all"}
_ITEMS = (
    Item("s", "Of one student: whom they call, how and where"),
    Item("c", "Of one contact: what their invites say"),
    Item("k", "Of one class: who is away from it"),
    Item("r", "Of one room: when it is taken, without names"),
    Item("t", "Of one teacher: their students, and who is away"),
    Item("e", "Everything, for those who run the interviews"),
)
_NOTE = "The file shows just what its reader may know. Make it anew when something has changed."
_LOADERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "student": reading.students,
    "contact": reading.contacts,
    "class": reading.classes,
    "room": reading.rooms,
    "teacher": reading.staff,
}


async def write_feed(page: Page[Any]) -> None:
    """Ask whose calendar, and into which file; write it. Only inside a worker. Raises WblError."""
    from models.exchange.ical_out import feed
    from models.queries.feeds import feed_of

    letter = await page.ask(MenuDialog("A calendar file: whose?", _ITEMS, _NOTE))
    if letter is None:
        return
    reader = _LETTERS[letter]
    ident = await _whose(page, reader)
    if ident is None:
        return
    asked = partial(feed_of, reader=reader, ident=ident, stamp=datetime.now(UTC))
    found = await page.read(asked, await campaign_now(page))
    path = await (_path(page, found.name) if found.events else _path_to_empty(page, found.name))
    if path is None:
        return
    made = await asyncio.to_thread(feed, found.events, found.name, page.session.campaign.zone)
    await asyncio.to_thread(write_private, path, made)
    count = f"{len(found.events)} {'interview' if len(found.events) == 1 else 'interviews'}"
    page.session.say(f"Wrote {count} to {path}.", short=f"Wrote {count} to {path.name}.")


async def _path(page: Page[Any], name: str) -> Path | None:
    return await ask_path(page, "Into which file?", name, ".ics")


async def _path_to_empty(page: Page[Any], name: str) -> Path | None:
    """The file of an earlier time, which still shows what is off by now; None where there is none, or it stays."""
    path = usual_path(name, ".ics")
    if not path.is_file():
        page.say("No interview stands in this calendar: nothing was written.", "warning")
        return None
    question = "No interview stands in this calendar. Empty its file?"
    sure = ConfirmDialog(question, str(path), yes="Empty it", no="Leave it as it is")
    return path if await page.ask(sure) else None


async def _whose(page: Page[Any], reader: str) -> str | None:
    """The id of whom it is about; "" for everything, None where nobody was chosen."""
    if reader == "all":
        return ""
    records = await page.read(_LOADERS[reader])
    choices = [Choice(ident, getattr(one, "label", "") or one.name, ident) for ident, one in records.items()]
    return await page.ask(ChooseDialog(f"Which {reader}?", choices, empty="Nobody is called so."))
