"""One field of many marked records, changed at once: which field, what value, and of more than a few first a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.operations.many import FEW, LISTS, many_fields, propose_many, set_many
from models.operations.proposals import accept
from models.queries.reading import classes
from screens.base import Done, Page
from screens.dialogs.choose import Choice, ChooseDialog
from screens.dialogs.form import Field, FormDialog
from screens.record_form import as_cells, form_fields

_LABELS = {"questions_ready": "Questions ready", "practice_done": "Practice done"}
_HOW = {"": "", "+": "add to what each has", "-": "take away from what each has"}


async def change_many(page: Page[Any], kind: str, ids: Sequence[str]) -> Done | None:
    """Ask for a field and its value, and give it to all of these records in one entry. Only inside a worker."""
    known = {field.name: field for field in form_fields(kind)}
    count = f"{len(ids)} {kind}"
    choices = [
        Choice(f"{name}{sign}", _label(known, name), _HOW[sign])
        for name in many_fields(kind)
        for sign in ("+", "-", "")
        if not sign or name in LISTS
    ]
    chosen = await page.ask(ChooseDialog(f"Change {count}: what of them?", choices))
    if chosen is None:
        return None
    name, sign = (chosen[:-1], chosen[-1]) if chosen[-1] in "+-" else (chosen, "")
    field = await _field(page, known, name)
    title = f"{_label(known, name)} of {count}" + (f": {_HOW[sign]}" if sign else "")
    values = await page.ask(FormDialog(title, (field,), save=f"Change {len(ids)}"))
    if values is None:
        return None
    return await _carry_out(page, kind, ids, {chosen: as_cells(values)[name]})


async def _carry_out(
    page: Page[Any], kind: str, ids: Sequence[str], fields: Mapping[str, str]
) -> Done | None:
    if len(ids) <= FEW:
        return await page.act(set_many, kind, ids, fields)
    from screens.dialogs.proposal import ProposalDialog

    proposal = await page.read(propose_many, kind, ids, fields, page.session.now())
    if not await page.ask(ProposalDialog(proposal)):
        return None
    return await page.act(accept, proposal)


async def _field(page: Page[Any], known: Mapping[str, Field], name: str) -> Field:
    """The line to give the value in; it begins empty, for the records need not agree."""
    if name == "classes":
        found = (await page.read(classes)).values()
        choices = [(one.id, one.name or one.id, one.meets) for one in found]
        return Field(name, _label(known, name), "choices", (), choices=choices)
    if name not in known:
        return Field(name, _label(known, name), "yes_no", True)
    return known[name]


def _label(known: Mapping[str, Field], name: str) -> str:
    return known[name].label if name in known else _LABELS.get(name, name.replace("_", " ").capitalize())
