"""What the calendar shows: which columns, whom alone, which day of which month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from models.queries.calendar_lanes import LANE_KINDS, Only, Sight, only_one, to_show
from models.queries.month import MonthFacts, month_facts
from screens.dialogs.choose import Choice, ChooseDialog
from screens.state.calendar_view import view_words
from screens.state.lane_columns import BETWEEN, LANE_WORDS, day_in

if TYPE_CHECKING:
    from screens.calendar import CalendarPage

_TOLD = {
    "": "Everybody together.",
    "student": "A column for each student, with their timetable behind.",
    "contact": "A column for each contact, with the hours offered.",
    "room": "A column for each quiet room, with its open hours.",
    "class": "A column for each class that somebody misses.",
}
_ALL = "all"


async def choose_columns(page: CalendarPage) -> None:
    """Days, or lanes by student, contact, room or class. Only inside a worker."""
    rows = [
        Choice(kind, "Days" if not kind else f"By {LANE_WORDS[kind]}", _TOLD[kind])
        for kind in ("", *LANE_KINDS)
    ]
    chosen = await page.ask(ChooseDialog("What are the columns?", rows, value=(page.view.sight.lanes,)))
    if chosen is not None:
        show(page, page.view.sight._replace(lanes=chosen))


async def choose_only(page: CalendarPage) -> None:
    """One student, contact, room or class alone, or everybody again. Only inside a worker."""
    found = await page.read(to_show, page.session.campaign)
    if not found:
        page.say("There is nobody to show alone yet: add students on the roster first, page 1.", "warning")
        return
    rows = [Choice(_ALL, "Everybody", "Show all again.")] if page.view.sight.only else []
    rows += [Choice(f"{kind}{BETWEEN}{ident}", name, about) for kind, ident, name, about in found]
    chosen = await page.ask(ChooseDialog("Show whom alone?", rows, empty="Nobody by that name."))
    if chosen is None:
        return
    only: Only | None = None
    if chosen != _ALL:
        only = await page.read(only_one, *chosen.split(BETWEEN, 1))
        if only is None:
            page.say("That record is gone.", "warning")
            return
    show(page, page.view.sight._replace(only=only))


def show(page: CalendarPage, sight: Sight) -> None:
    """See the days in that way; the cursor stays on its time."""
    column, minute = page.grid.cursor
    view = page.view.seeing(sight)
    day = day_in(column)
    page.say(view_words(view), "")
    page.go_view(view, (day, minute) if day is not None else None)


async def choose_day(page: CalendarPage) -> None:
    """The month at a glance; a day that is chosen is shown by itself. Only inside a worker."""
    from screens.dialogs.month import MonthDialog

    async def look(first: date, last: date) -> MonthFacts:
        return await page.read(month_facts, page.session.campaign, first, last)

    column, minute = page.grid.cursor
    day = await page.ask(MonthDialog(day_in(column) or page.view.day, page.today(), look))
    if day is not None:
        page.go_view(replace(page.view, day=day, mode="day"), (day, minute))
