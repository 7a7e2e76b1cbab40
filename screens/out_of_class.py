"""Who is out of class: all requests by class teacher, decided one by one or many at once, and the office's list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from models.exchange.csv_out import write_csv
from models.exchange.safe_files import write_private
from models.operations.absences import decide_absences
from models.operations.first_come import first_come_many
from models.queries.journal import newest_entry
from models.queries.out_of_class import Request, attendance, of_teacher, requests
from models.rules.naming import day_text
from screens.base import Page
from screens.dialogs.act_on import Act, ActDialog, ActRow
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.text_ask import TextDialog
from screens.keys.day import OFFICE_COMMANDS, REQUEST_COMMANDS
from screens.paths import ask_path
from screens.state.requests_view import (
    OFFICE_COLUMNS,
    office_cells,
    office_rows,
    request_cells,
    request_lines,
    teachers_of,
)
from screens.widgets.fact_table import Column

_OFFICE, _ALL = "\noffice", "\nall"
_COLUMNS = (
    Column("Day", 10),
    Column("Call", 11),
    Column("Misses", 16, 2),
    Column("Student", 14, 2),
    Column("State", 12),
)
_OFFICE_VIEW = (
    Column("Student", 16, 2),
    Column("Out", 11),
    Column("Misses", 14, 2),
    Column("Teacher", 10, 1),
    Column("State", 12),
)


async def out_of_class(page: Page[Any], day: date) -> None:
    """Choose a class teacher, or the office's list of the day; until the person closes it. Only inside a worker."""
    chosen: str | None = None
    while True:
        found: tuple[Request, ...] = await page.read(requests_now, page)
        teachers = teachers_of(found)
        choices = [
            Choice(
                _OFFICE, f"Attendance office, {day_text(day)}", "who is out of class, when, with whose yes"
            ),
            *([Choice(_ALL, "All class teachers", f"{len(found)} in all")] if found else []),
            *(Choice(f"t{ident}", name, counts) for ident, name, counts in teachers),
        ]
        note = "" if found else "No class is missed from today on."
        value = (chosen,) if chosen else ()
        dialog = ChooseDialog(
            "Out of class: whose requests?",
            choices,
            titles=("Class teacher", "Absences"),
            note=note,
            value=value,
        )
        chosen = await page.ask(dialog)
        if chosen is None:
            return
        if chosen == _OFFICE:
            await _office(page, day)
        else:
            await _requests(page, None if chosen == _ALL else chosen[1:])


def requests_now(db: Any, page: Page[Any]) -> tuple[Request, ...]:
    """All requests from today on."""
    return requests(db, page.session.campaign, page.session.now())


def _requests_seen(db: Any, page: Page[Any]) -> tuple[tuple[Request, ...], int]:
    """The same, and the journal's newest entry then."""
    return requests_now(db, page), newest_entry(db)


async def _requests(page: Page[Any], teacher: str | None) -> None:
    """The requests of one class teacher, or of all, until closed."""
    zone, cursor, said = page.session.zone, None, ""
    while True:
        every, seen = await page.read(_requests_seen, page)
        found = every if teacher is None else of_teacher(every, teacher)
        name = next((one.absence.teacher_name for one in found), "") if teacher is not None else ""
        rows = [ActRow(one.absence.id, request_cells(one, zone), request_lines(one, zone)) for one in found]
        title = (
            f"Requests to {name or 'nobody in particular'}"
            if teacher is not None
            else "Requests to all class teachers"
        )
        dialog = ActDialog(
            title, _COLUMNS, rows, REQUEST_COMMANDS, note=said, cursor=cursor, empty="No class is missed."
        )
        act = await page.ask(dialog)
        if act is None:
            return
        cursor, before = act.cursor, page.session.message
        await _decide(page, act, {one.absence.id: one for one in found}, name, seen)
        said = "" if page.session.message is before else page.session.message.text


async def _decide(page: Page[Any], act: Act, known: dict[str, Request], by: str, seen: int) -> None:
    """What was asked for; the class teacher whose list it is counts as the one who decided. What somebody else has
    decided since the journal's entry `seen` stays as it is.
    """
    if not act.keys:
        return

    def step(keys: tuple[str, ...], *args: Any, **kwargs: Any) -> Awaitable[object]:
        return page.act(first_come_many, keys, seen, *args, about="request", **kwargs)

    who = known[act.keys[0]].student.label if len(act.keys) == 1 else f"{len(act.keys)} absences"
    if act.command == "requests.open":
        from screens.interview_detail import show_interview

        await show_interview(page, known[act.keys[0]].interview.id)
    elif act.command == "requests.request":
        await step(_open_ones(act, known), decide_absences, "request")
    elif act.command == "requests.deny":
        because = await page.ask(TextDialog("Why may the class not be missed?", who))
        if because:
            await step(act.keys, decide_absences, "deny", by=by, because=because)
    else:
        condition_for = who if act.command == "requests.condition" else ""
        await _approve(page, step, _undenied(act, known), by, condition_for)


async def _approve(
    page: Page[Any],
    step: Callable[..., Awaitable[object]],
    keys: tuple[str, ...],
    by: str,
    condition_for: str,
) -> None:
    """Approve them, on a condition that is asked for where it says for whom."""
    if not keys:
        page.say("All of these were denied: decide them anew one by one.", "warning")
        return
    condition: str | None = ""
    if condition_for:
        note = f"{condition_for}; such as: hands in the work by Friday."
        condition = await page.ask(TextDialog("On which condition?", note))
    if condition or not condition_for:
        await step(keys, decide_absences, "approve", by=by, condition=condition or "")


def _undenied(act: Act, known: dict[str, Request]) -> tuple[str, ...]:
    """A "no" is taken back one by one, never by a "yes" to many."""
    many = len(act.keys) > 1
    return tuple(key for key in act.keys if not (many and known[key].absence.state == "denied"))


def _open_ones(act: Act, known: dict[str, Request]) -> tuple[str, ...]:
    """Of several, those that nobody asked for yet."""
    found = tuple(key for key in act.keys if known[key].absence.state == "to_request")
    return found or act.keys


async def _office(page: Page[Any], day: date) -> None:
    """Everybody who is out of class on the day, to look at or to write to a file."""
    session = page.session
    while True:
        found = await page.read(attendance, session.campaign, session.now(), day)
        rows = [
            ActRow(one.absence.id, office_cells(one, session.zone), request_lines(one, session.zone))
            for one in found
        ]
        open_ = sum(one.absence.state != "approved" for one in found)
        note = f"{len(found)} absences, {open_} not approved. These are student records." if found else ""
        title = f"Out of class on {day_text(day)}"
        dialog = ActDialog(
            title,
            _OFFICE_VIEW,
            rows,
            OFFICE_COMMANDS if found else (),
            note=note,
            empty="Nobody is out of class on this day.",
            marks=False,
        )
        act = await page.ask(dialog)
        if act is None:
            return
        path = await ask_path(page, "Into which file?", f"out of class {day.isoformat()}", ".csv")
        if path is not None:
            data = write_csv(OFFICE_COLUMNS, office_rows(found, session.zone)).encode("utf-8-sig")
            await asyncio.to_thread(write_private, path, data)
            page.say(f"Wrote {len(found)} {'row' if len(found) == 1 else 'rows'} to {path}.")
