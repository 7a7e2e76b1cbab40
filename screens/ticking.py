"""Entering what was ticked on the office's list, after a day or an hour with paper alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.operations.proposals import accept
from models.queries.ready import day_beside
from models.queries.ticks import TickDay, day_to_enter, tick_day
from models.rules.naming import day_text
from models.rules.span import local_day
from models.rules.ticks import propose_ticks
from screens.dialogs.ticks import Ticks, TicksDialog

if TYPE_CHECKING:
    from screens.base import Page

_NONE = Ticks({})


async def enter_ticks(page: Page[Any]) -> None:
    """Show the last day's printed list to be ticked, and write all ticks at once. Only inside a worker."""
    session = page.session
    day: date = await page.read(day_to_enter, session.campaign, local_day(session.now(), session.zone))
    revision: int | None = None
    ticks, said = _NONE, ""
    while True:
        found = await page.read(tick_day, session.campaign, day, revision)
        answer = await page.ask(TicksDialog(found, ticks, session.now(), session.zone, said))
        if answer is None:
            return
        ticks, said = answer.ticks, ""
        if answer.what == "day":
            day, revision = await page.read(day_beside, day, answer.by), None
        elif answer.what == "print":
            revision = _other(found)
        elif await _accept(page, found, ticks):
            return
        else:
            said = session.message.text


async def _accept(page: Page[Any], found: TickDay, ticks: Ticks) -> bool:
    """Whether it was written; what somebody else did meanwhile is shown in the rows, and the ticks stay."""
    revision = f", revision {found.chosen.revision}" if found.chosen.revision else ""
    title = f"Entered from paper of {day_text(found.day)}{revision}"
    proposal = propose_ticks(title, found.rows, ticks.states, page.session.now())
    return await page.act(accept, proposal) is not None


def _other(found: TickDay) -> int:
    """The revision before the chosen one; after the first the newest again."""
    revisions = [one.revision for one in found.prints]
    return revisions[(revisions.index(found.chosen.revision) + 1) % len(revisions)]
