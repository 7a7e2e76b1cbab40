"""Helping students who are stuck: their list, again after each thing that was done for one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from models.queries.stuck import StuckStudent, contacts_for_stuck, stuck_students
from models.rules.stuck import FreeContact
from screens.base import Page
from screens.dialogs.form import Field, FormDialog
from screens.dialogs.stuck import USUAL, Limits, StuckAnswer, StuckDialog
from screens.writable import Table, counted, made


async def show_stuck(page: Page[Any]) -> None:
    """The stuck students, again after each thing that was done for one of them. Only inside a worker."""
    session, at, place, limits = page.session, None, 0, USUAL

    async def look(student: str) -> Sequence[FreeContact]:
        return await page.read(contacts_for_stuck, session.campaign, student, session.now())

    before = session.message
    while True:
        found = await page.read(stuck_students, session.campaign, session.now(), *limits)
        note = session.message.text if session.message is not before else ""
        dialog = StuckDialog(found, look, session.zone, limits=limits, note=note, at=_near(at, place, found))
        at = await page.ask(dialog)
        if at is None:
            return
        before = session.message
        place, label = next(((n, one.label) for n, one in enumerate(found) if one.id == at.student), (0, ""))
        if at.verb == "limits":
            limits = await _other_limits(page, limits)
        elif at.verb == "write":
            await _write(page, dialog.stuck.rows)
        else:
            await _DOING[at.verb](page, at, label)


async def _other_limits(page: Page[Any], limits: Limits) -> Limits:
    fields = (
        Field("days", "Days without", "integer", limits.days, required=True, low=0, high=999),
        Field("tries", "Or tries", "integer", limits.tries, required=True, low=0, high=99),
    )
    values = await page.ask(FormDialog("When is a student stuck?", fields, save="Show"))
    return limits if values is None else Limits(values["days"], values["tries"])


async def _write(page: Page[Any], found: Sequence[StuckStudent]) -> None:
    """The students as the filter left them, to a file."""
    from screens.state.stuck_table import stuck_grid
    from screens.writing import write_tables

    label = f"what the list shows: {counted(len(found), 'student')}"
    table = Table("students without an interview", label, lambda: made(stuck_grid(found, page.session.zone)))
    await write_tables(page, (table,))


def _near(at: StuckAnswer | None, place: int, found: Sequence[StuckStudent]) -> StuckAnswer | None:
    """The same student, or whoever stands there now when that one is stuck no longer."""
    if at is None or not found or any(one.id == at.student for one in found):
        return at
    return StuckAnswer(at.verb, found[min(place, len(found) - 1)].id)


async def _claim(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from screens.dialogs.claim import claim_for

    await claim_for(page, at.student, at.contact)


async def _book(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from screens.dialogs.booking import book_for

    await book_for(page, student=at.student, contact=at.contact or None)


async def _log(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from screens.dialogs.outreach import log_for_student

    await log_for_student(page, at.student, label, at.contact or None)


async def _script(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from screens.dialogs.phone_script import call_with_script

    await call_with_script(page, at.student, at.contact)


async def _undo(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from models.operations.undo import undo

    await page.act(undo)


async def _student(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from screens.dialogs.stories import read_student

    await read_student(page, at.student)


async def _contact(page: Page[Any], at: StuckAnswer, label: str) -> None:
    from screens.dialogs.stories import read_contact

    await read_contact(page, at.contact)


_DOING: dict[str, Callable[[Page[Any], StuckAnswer, str], Awaitable[None]]] = {
    "claim": _claim,
    "book": _book,
    "log": _log,
    "script": _script,
    "undo": _undo,
    "student": _student,
    "contact": _contact,
}
