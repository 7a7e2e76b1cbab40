"""When a call goes wrong: what happened, then what now; two choices, one entry in the journal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from models.operations.booking import NewTime
from models.operations.trouble import went_wrong
from models.queries.pool import contacts_for
from models.rules.day import BoardRow
from models.rules.situation import Situation
from models.rules.trouble import troubles_of, ways_out
from screens.dialogs.choose import Choice, ChooseDialog
from screens.state.times_today import times_today

if TYPE_CHECKING:
    from screens.base import Done, Page

_COUNTS = {"student_absent": "counts against the student"}
WAY = 46
"""Cells for a way out: two rooms with names that begin alike are told apart before any reason is read."""
TIMES = 4
"""So many times of later today stand before the other things that can be done."""


async def ask_trouble(
    page: Page[Any], row: BoardRow, situation: Situation, act: Callable[..., Awaitable[Done | None]]
) -> None:
    """Ask what went wrong with the interview and what to do now, and do it by `act`."""
    choices = [
        Choice(one.code, one.words, _COUNTS.get(one.code, "does not count against the student"))
        for one in troubles_of(row.state)
    ]
    if not choices:
        page.say(f"The call is over: {row.student}. f notes how it went.", "warning")
        return
    title = f"What went wrong: {row.student}, {row.time_text or row.state}?"
    code = await page.ask(ChooseDialog(title, choices))
    if code is None:
        return
    now = page.session.now()
    ways = ways_out(row.interview, situation, now, times_today(row.interview, situation, now))
    answer = await page.ask(ChooseDialog(f"What now, {row.student}?", _next(ways, row), label_limit=WAY))
    if answer is None:
        page.say("Nothing was noted.", "warning")
    elif answer == "log":
        await act(went_wrong, row.id, code)
    elif answer == "contact":
        if await act(went_wrong, row.id, code) is not None:
            await _another_contact(page, row)
    else:
        way = ways[int(answer)]
        if way.start is None:
            page.say(f"Not possible: {way.reason} Nothing was noted.", "warning")
            return
        await act(went_wrong, row.id, code, NewTime(start=way.start, room=way.room))


def _next(ways: tuple[Any, ...], row: BoardRow) -> list[Choice]:
    """Ways out that are possible, another contact, giving up; then those that are not, with the reason."""
    found = [
        Choice(str(number), way.label, way.reason, "good")
        for number, way in enumerate(ways)
        if way.start is not None
    ]
    last = [Choice("log", "Give up for today", "only note what happened")]
    if len(row.interview.students) == 1:
        last.insert(
            0, Choice("contact", "Another contact", "who still has room, for this student's interests")
        )
    # What else there is to do stands where it is seen, before the rest of a long list of times.
    seen = len(found) - max(0, sum(way.code == "later" for way in ways) - TIMES)
    return (
        found[:seen]
        + last
        + found[seen:]
        + [
            Choice(str(number), way.label, f"not possible: {way.reason}", "dim")
            for number, way in enumerate(ways)
            if way.start is None
        ]
    )


async def _another_contact(page: Page[Any], row: BoardRow) -> None:
    from screens.dialogs.booking import book_for
    from screens.state.student_view import match_choice

    student = row.interview.students[0]
    found = await page.read(contacts_for, page.session.campaign, student, page.session.now())
    found = [one for one in found if one.contact.id != row.interview.contact]
    if not found:
        page.say(f"Nobody else with room left matches {row.student}'s interests.", "warning")
        return
    choices = [Choice(one.contact.id, *match_choice(one, page.session.zone)) for one in found]
    contact = await page.ask(
        ChooseDialog(
            f"Contacts for {row.student}: Enter books", choices, titles=("Contact", "Room left, and why")
        )
    )
    if contact is not None:
        await book_for(page, student=student, contact=contact)
