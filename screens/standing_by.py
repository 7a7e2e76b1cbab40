"""Who stands by when: a timeline of adults, calls and the minutes nobody watches; duty given and changed by keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from models.operations.standby import be_away, be_back, change_duty, end_duty, give_duty
from models.queries.duty import AdultDay, DutyDay, DutyTime, duty_day
from models.queries.ready import day_beside
from models.rules.facts import Opening
from models.rules.naming import day_text, times_text
from models.rules.span import Span, local_instant, local_minute
from screens.base import Done, Page
from screens.dialogs.act_on import Act, ActDialog
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog, Values
from screens.keys.day import DUTY_COMMANDS
from screens.state.duty_view import LEGEND, duty_rows, free_words, timeline_title
from screens.widgets.fact_table import Column

_NAME, _MARGIN = 20, 12
"""Cells of an adult's name, and of what stands around the table."""
USUAL_MINUTES = 60


async def stand_by(page: Page[Any], day: date) -> None:
    """Show the day's duty until the person closes it. Only inside a worker."""
    cursor: str | None = None
    zone, said = page.session.zone, LEGEND
    while True:
        found: DutyDay = await page.read(duty_day, page.session.campaign, day)
        room = int(page.app.size.width * 0.96) - _NAME - _MARGIN
        title, rows = timeline_title(found, zone, room), duty_rows(found, zone, room)
        columns = (Column("Adult", _NAME), Column(title, max(20, len(title))), Column("On duty", 11, 1))
        heading = f"Standby duty on {day_text(day)}"
        act = await page.ask(
            ActDialog(heading, columns, rows, DUTY_COMMANDS, note=said, cursor=cursor, marks=False)
        )
        if act is None:
            return
        cursor, before = act.cursor, page.session.message
        if act.command in ("duty.earlier", "duty.later"):
            day = await page.read(day_beside, day, -1 if act.command == "duty.earlier" else 1)
        else:
            await _carry_out(page, act, found)
        said = LEGEND if page.session.message is before else page.session.message.text


async def _carry_out(page: Page[Any], act: Act, found: DutyDay) -> None:
    if act.command == "duty.new":
        await _give(page, found, act.cursor)
        return
    adult = next((one for one in found.adults if one.staff.id == act.cursor), None)
    if adult is not None and adult.away and act.command == "duty.remove":
        back = await _back(page, adult)
        if back is None:
            return
        if back:
            await page.act(be_back, back)
            return
    if adult is None or not adult.duties:
        page.say("Put the cursor on an adult who is on duty; n gives somebody a time of duty.", "warning")
        return
    duty = await _which(page, adult)
    if duty is not None and act.command == "duty.edit":
        await _change(page, adult, duty)
    elif duty is not None:
        await _take_away(page, adult, duty, found.day)


async def _back(page: Page[Any], adult: AdultDay) -> str | None:
    """The time away that is to be taken back; "" for none, where there is duty left to take away; None to leave all."""
    if not adult.duties and len(adult.away) == 1:
        return adult.away[0].id
    zone = page.session.zone
    choices = [Choice(one.id, f"on duty after all, {times_text(one.span, zone)}") for one in adult.away]
    if adult.duties:
        choices.append(Choice("", "take a time of duty away", "what is left of it"))
    return await page.ask(ChooseDialog(f"{adult.staff.name} is away on this day", choices))


async def _take_away(page: Page[Any], adult: AdultDay, duty: DutyTime, day: date) -> None:
    """A weekly duty for this day only, or for good; what is of one day only goes at once."""
    if duty.opening.day is not None:
        await page.act(end_duty, duty.id)
        return
    each_week = f"every {day_text(day)[:3]}"
    choices = [
        Choice("once", f"only {day_text(day)}", "ill, or needed elsewhere; other weeks stay"),
        Choice("weekly", each_week, "the duty itself, for all weeks"),
    ]
    often = await page.ask(ChooseDialog(f"{adult.staff.name} does not stand by", choices))
    if often == "once":
        await page.act(be_away, duty.id, day)
    elif often is not None:
        await page.act(end_duty, duty.id)


async def _which(page: Page[Any], adult: AdultDay) -> DutyTime | None:
    if len(adult.duties) == 1:
        return adult.duties[0]
    zone = page.session.zone
    choices = [
        Choice(one.id, times_text(one.span, zone), "this day only" if one.opening.day else "every week")
        for one in adult.duties
    ]
    chosen = await page.ask(ChooseDialog(f"Which duty of {adult.staff.name}?", choices))
    return next((one for one in adult.duties if one.id == chosen), None)


async def _give(page: Page[Any], found: DutyDay, cursor: str | None) -> None:
    """Choose the adult, those who are free first; then the time, which is what nobody watches unless said."""
    zone = page.session.zone
    span = _wanted(page, found)
    adult = next((one.staff for one in found.adults if one.staff.id == cursor), None)
    if adult is None:
        words = {one.staff.id: free_words(one, span, zone) for one in found.adults}
        order = sorted(
            found.adults, key=lambda one: (not words[one.staff.id].startswith("free"), one.staff.name)
        )
        choices = [
            Choice(one.staff.id, one.staff.name, f"{words[one.staff.id]} · {one.staff.role}") for one in order
        ]
        title = f"Who stands by {times_text(span, zone)}?"
        chosen = await page.ask(ChooseDialog(title, choices, empty="There is nobody on the staff yet."))
        adult = next((one.staff for one in found.adults if one.staff.id == chosen), None)
    if adult is None:
        return
    each_week = f"every {day_text(found.day)[:3]}"
    fields = (
        *_times(local_minute(span.start, zone), local_minute(span.end, zone)),
        Field(
            "often",
            "How often",
            "choice",
            "once",
            True,
            [("once", f"only {day_text(found.day)}"), ("weekly", each_week)],
        ),
    )

    async def give(values: Values) -> Done | None:
        weekly = values["often"] == "weekly"
        weekday, day = (found.day.weekday(), None) if weekly else (None, found.day)
        return await page.act(give_duty, adult.id, Opening(weekday, day, values["from"], values["to"]))

    await _until_done(page, f"{adult.name} stands by", fields, give)


async def _change(page: Page[Any], adult: AdultDay, duty: DutyTime) -> None:
    often = "" if duty.opening.day else "This is a weekly duty: it changes for every week."
    fields = _times(duty.opening.start, duty.opening.end)

    async def change(values: Values) -> Done | None:
        return await page.act(change_duty, duty.id, values["from"], values["to"])

    await _until_done(page, f"{adult.staff.name} stands by", fields, change, often)


async def _until_done(
    page: Page[Any],
    title: str,
    begun: Sequence[Field],
    act: Callable[[Values], Awaitable[Done | None]],
    note: str = "",
) -> None:
    """Ask and act; what is refused comes back with the reason, to be typed otherwise."""
    fields: Sequence[Field] = begun
    while True:
        values = await page.ask(FormDialog(title, fields, begun=begun, note=note, check=_in_order))
        if values is None or await act(values) is not None:
            return
        fields = [field._replace(value=values[field.name]) for field in begun]
        note = page.session.message.text


def _times(start: int, end: int) -> tuple[Field, Field]:
    return Field("from", "From", "time", start, True), Field("to", "To", "time", end, True)


def _in_order(values: dict[str, Any]) -> dict[str, str]:
    return {} if values["from"] < values["to"] else {"to": "Duty has to end after it begins."}


def _wanted(page: Page[Any], found: DutyDay) -> Span:
    """What nobody watches first; else an hour from the first call, or from nine."""
    if found.unwatched:
        return found.unwatched[0][0]
    if found.calls:
        first = found.calls[0][1]
        return Span(first.start, max(span.end for _call, span in found.calls))
    zone = page.session.zone
    return Span(
        local_instant(found.day, 9 * 60, zone), local_instant(found.day, 9 * 60 + USUAL_MINUTES, zone)
    )
