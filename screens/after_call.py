"""Right after a call: a short form that may be skipped; what was skipped stays to be done on the board."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.operations.after_call import note_after_call
from models.rules.day import BoardRow
from models.rules.situation import Situation
from screens.dialogs.care_forms import MAY_USE, WENT
from screens.dialogs.fields import Field
from screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from screens.base import Page

THANKS_DAYS = 2
"""School days after the call by which the thank-you is due, unless somebody says otherwise."""


async def ask_after_call(page: Page[Any], row: BoardRow, situation: Situation, day: date) -> None:
    """Ask how it went, whom the contact named, and by when the thank-you is due; Esc leaves it for later."""
    values = await page.ask(_form(row, _thanks_day(situation, day)))
    if values is None:
        page.say(f"Not noted yet how it went with {row.student}: f on the call does it later.", "warning")
        return
    await page.act(note_after_call, row.id, **_answers(values))


def _form(row: BoardRow, thanks: date) -> FormDialog:
    fields = [
        Field("went", "It went", "choice", "well", required=True, choices=WENT),
        Field("note", "A line", "notes", ""),
        Field("thank_by", "Thank-you by", "date", thanks),
    ]
    if row.interview.contact is not None:
        fields += [
            Field("named", "They named", help="a further person to talk to"),
            Field("reach", "How to reach", help="mail address, phone, where they work"),
            Field("may_use_name", "May use the name", "choice", "?", choices=MAY_USE),
        ]
    return FormDialog(
        f"How did it go? {row.student}",
        tuple(fields),
        note="Esc skips this; it stays to be done on the board.",
    )


def _answers(values: Mapping[str, Any]) -> dict[str, Any]:
    may = {"yes": True, "no": False}.get(values.get("may_use_name", "?"))
    return {**values, "may_use_name": may}


def _thanks_day(situation: Situation, day: date) -> date:
    ahead = situation.bells.school_days(day + timedelta(days=1), day + timedelta(days=21))
    return ahead[THANKS_DAYS - 1] if len(ahead) >= THANKS_DAYS else day + timedelta(days=THANKS_DAYS)
