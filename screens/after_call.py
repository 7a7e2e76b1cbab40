"""Right after a call: a short form that may be skipped; what was skipped stays to be done on the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.operations.after_call import note_after_call
from models.queries.contact_care import debrief_of
from models.rules.day import BoardRow
from models.rules.naming import listing
from models.rules.pool_facts import Debrief
from models.rules.situation import Situation
from models.rules.thanks import thanks_day
from screens.dialogs.care_forms import MAY_USE, WENT
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from screens.base import Page


async def ask_after_calls(page: Page[Any], rows: Sequence[BoardRow], situation: Situation, day: date) -> None:
    """Ask of one call after the other how it went, whom the contact named, and by when the thank-you is due; Esc
    leaves that call for later, and all that would come after it.
    """
    for at, row in enumerate(rows):
        noted = await page.read(debrief_of, row.id)
        first = _fields(row, noted, thanks_day(situation, day))
        if not await _note(page, row, first, _hint(noted, len(rows) - at - 1, page.session.zone)):
            _leave(page, [one.student for one in (rows[at:] if noted is None else rows[at + 1 :])])
            return


async def _note(page: Page[Any], row: BoardRow, first: Sequence[Field], hint: str) -> bool:
    """Whether it was noted. What could not be saved comes back in the form, with the reason."""
    fields = first
    while True:
        form = FormDialog(f"How did it go? {row.student}", fields, begun=first, note=hint)
        values = await page.ask(form)
        if values is None:
            return False
        if await page.act(note_after_call, row.id, **_answers(values)) is not None:
            return True
        fields = [field._replace(value=values[field.name]) for field in first]
        hint = page.session.message.text


def _leave(page: Page[Any], students: list[str]) -> None:
    told = f"Not noted yet how it went with {listing(students)}: "
    if len(students) > 1:
        short = f"Not noted yet how {len(students)} calls went: f on each does it later."
        page.session.say(f"{told}f on each call does it later.", "warning", short=short)
    elif students:
        page.say(f"{told}f on the call does it later.", "warning")


def _fields(row: BoardRow, noted: Debrief | None, thanks: date) -> Sequence[Field]:
    """What was noted already stands in the lines: saving them as they are loses nothing."""
    fields = [
        Field("went", "It went", "choice", noted.went if noted else "well", required=True, choices=WENT),
        Field("note", "A line", "notes", noted.note if noted else ""),
        Field("thank_by", "Thank-you by", "date", noted.thank_by if noted else thanks),
    ]
    if row.interview.contact is not None:
        fields += [
            Field("named", "They named", help="a further person to talk to"),
            Field("reach", "How to reach", help="mail address, phone, where they work"),
            Field("may_use_name", "May use the name", "choice", "?", choices=MAY_USE),
        ]
    return fields


def _hint(noted: Debrief | None, more: int, zone: ZoneInfo) -> str:
    told = "Esc skips this; it stays to be done on the board."
    if more:
        told = f"Esc skips this and {more} more; they stay to be done on the board."
    if noted is not None:
        told = f"Noted by {noted.actor}, {noted.at.astimezone(zone):%H:%M}; saving replaces that."
    return told


def _answers(values: Mapping[str, Any]) -> dict[str, Any]:
    may = {"yes": True, "no": False}.get(values.get("may_use_name", "?"))
    return {**values, "may_use_name": may}
