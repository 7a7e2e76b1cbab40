"""Before bells are saved: whether another terminal changed the same part of them while it was being typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.queries import reading
from models.rules.bells import BellBook
from models.rules.facts import BellSchedule
from screens.base import Page
from screens.dialogs.confirm import ConfirmDialog


async def still_so(
    page: Page[Any], what: str, before: BellBook, part: Callable[[BellSchedule], object]
) -> bool:
    """Whether the part is as it was when the form opened; where it is not, whether a person puts theirs in its place.

    Only inside a worker.
    """
    there: BellBook = await page.read(reading.bells)
    if part(there.schedule) == part(before.schedule):
        return True
    question = f"{what} was changed meanwhile"
    note = (
        "Another terminal changed it while you typed; F4 shows who and when. y puts yours in its place; n leaves "
        "theirs and drops what you typed."
    )
    if await page.ask(ConfirmDialog(question, note, yes="Put mine", no="Leave theirs")):
        return True
    page.say(f"{what} stays as the other terminal has it.", "")
    return False
