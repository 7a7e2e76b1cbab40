"""A record that somebody else changed while it was in a form: their fields stay, and what both changed is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from models.operations.record_cells import changed_cells, record_cells
from models.queries.history import beginning, history_of
from models.rules.naming import listing
from screens.base import Page
from screens.dialogs.menu import Item, MenuDialog
from screens.state.field_words import field_word

Cells = Mapping[str, str]
_TABLES = {"students": "student", "contacts": "contact", "employers": "employer"}
_OWN = {"students": ("interest", "enrolment"), "contacts": ("availability",)}
_SHOWN = 40


class Settled(NamedTuple):
    """The record as it is now, and the form's cells with what others changed; `note` brings the form back."""

    before: dict[str, str]
    cells: dict[str, str]
    note: str = ""


async def settle_meanwhile(page: Page[Any], kind: str, ident: str, before: Cells, cells: Cells) -> Settled:
    """Put what others changed since `before` beside what was changed in the form; where both changed one field, ask
    which of the two stays. Only inside a worker. Raises UnknownId when the record is gone.
    """
    now = await page.read(record_cells, kind, ident, page.session.now())
    mine, theirs = changed_cells(kind, before, cells), changed_cells(kind, before, now)
    merged = {**now, **mine}
    both = [
        name for name in mine if name in theirs and changed_cells(kind, {name: now[name]}, {name: mine[name]})
    ]
    who = await _who(page, kind, ident) if both else ""
    for name in both:
        letter = await page.ask(_question(kind, name, who, now[name], mine[name]))
        if letter is None:
            words = listing([field_word(kind, each) for each in both])
            return Settled(now, merged, f"{who} changed {words} meanwhile. Saving now writes over that.")
        if letter == "t":
            merged[name] = now[name]
    return Settled(now, merged)


def _question(kind: str, name: str, who: str, theirs: str, mine: str) -> MenuDialog:
    items = (Item("m", f"Mine: {_short(mine)}"), Item("t", f"Theirs: {_short(theirs)}"))
    note = f"{who} changed it while this form was open. Which stays? Esc goes back to the form."
    return MenuDialog(f"{field_word(kind, name)}: you and somebody else", items, note)


async def _who(page: Page[Any], kind: str, ident: str) -> str:
    """Who changed the record last."""
    own = [(table, beginning(ident)) for table in _OWN.get(kind, ())]
    found = await page.read(history_of, {_TABLES[kind]: [ident]}, own)
    return found[0].actor if found else "Somebody"


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return (line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…") or "(empty)"
