"""Going to what was found: its page is opened, the cursor stands on it, and it is shown in full."""

from __future__ import annotations

from typing import Any

from models.queries.roster_more import class_students
from models.queries.search import everything
from models.queries.sheet import interview_sheet
from models.rules.finding import Findable, Finder
from screens.base import Page
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.find import ONE, FindDialog
from screens.session import Wish
from screens.state.tabs import CLASS

PLACES = {
    "student": ("roster", ""),
    "contact": ("employers", ""),
    "employer": ("employers", ""),
    "outreach": ("employers", "Outreach"),
    "interview": ("calendar", ""),
    "room": ("rooms", ""),
}
"""On which page a kind is found, and in which tab of the record."""


async def find_anything(page: Page[Any]) -> None:
    """Ask what is looked for, and go there. Only inside a worker."""

    async def load() -> Finder:
        return await page.read(everything, page.session.campaign)

    found = await page.ask(FindDialog(load))
    if found is None:
        return
    if found.kind == "interview":
        await _interview(page, found)
    elif found.kind in PLACES:
        _go(page, found)
    elif found.kind == "class":
        await _class(page, found)
    else:
        await _tell(page, found)


def _go(page: Page[Any], found: Findable) -> None:
    where, tab = PLACES[found.kind]
    page.session.wish = Wish(where, found.id, tab)
    if where == page.PAGE:
        page.follow_wish()
    else:
        page.action_go(where)


async def _interview(page: Page[Any], found: Findable) -> None:
    """On the calendar; what has no time yet is shown where one is."""
    sheet = await page.read(interview_sheet, page.session.campaign, found.id, page.session.now())
    if sheet.interview.start is not None:
        _go(page, found)
        return
    from screens.interview_detail import show_interview

    await show_interview(page, found.id)


async def _class(page: Page[Any], found: Findable) -> None:
    """Its students on the roster; a class without any is told."""
    if not (await page.read(class_students, found.id))[1]:
        await _tell(page, found)
        return
    page.session.wish = Wish("roster", found.id, CLASS)
    if page.PAGE == "roster":
        page.follow_wish()
    else:
        page.action_go("roster")


async def _tell(page: Page[Any], found: Findable) -> None:
    """What has no page of its own is told in full."""
    lines = [("", found.label), *(("", part) for part in found.about.split(" · "))]
    await page.ask(DetailDialog(f"{ONE[found.kind]}: {found.label}", (Section("", lines),)))
