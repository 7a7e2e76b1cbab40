"""Saving the new place of what was carried, unless somebody else has moved it meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.errors import Alternative
from models.operations.booking import NewTime, move_interview
from models.queries.calendar import interview_by_id
from models.rules.facts import Interview
from models.rules.naming import when_text
from screens.base import Done
from screens.state.choosing import Choosing

if TYPE_CHECKING:
    from screens.choosing_page import ChoosingPage


async def save_choice(page: ChoosingPage[Any], choice: Choosing) -> Done | None:
    """Save the interview there; None where nothing was saved. Whoever saves later does not overwrite unseen."""
    start = choice.start
    if start is None:
        page.say("That time does not exist: the clock skips it.", "refused")
        return None
    there = await page.read(interview_by_id, choice.interview.id)
    if there is not None and _place(there) != _place(choice.interview):
        page.change_now(replace(choice, interview=there))
        where = f"is {when_text(there.span, choice.zone)} now" if there.span else "has no time any more"
        page.say(f"Somebody else moved it: it {where}. Enter puts it here, Esc leaves it there.", "warning")
        return None
    if not choice.changed:
        page.put_down()
        page.say("Nothing was changed.")
        return None
    return await _move(page, choice, Alternative(start, start, choice.room))


def _place(one: Interview) -> tuple[object, ...]:
    return one.start, one.minutes, one.room


async def _move(page: ChoosingPage[Any], choice: Choosing, place: Alternative) -> Done | None:
    """Save it there; a refusal offers free places, one of which may be taken instead."""
    room = None if place.room == choice.interview.room else place.room or ""
    change = NewTime(start=place.start, minutes=choice.minutes, room=room)

    async def otherwise(other: Alternative) -> Done | None:
        return await _move(page, choice, other)

    async def seek() -> Done | None:
        from screens.finding_times import find_time_for

        return await find_time_for(page, choice.interview)

    return await page.act(move_interview, choice.interview.id, change, otherwise=otherwise, seek=seek)
