"""Making a copy of a store harmless: whatever leaves it is known as a rehearsal's and reaches nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.operations.unit import Done, Unit
from models.queries.fetching import fetch
from models.tables import rows
from models.tables.reach_rows import Published
from models.tables.rows import Row

NOWHERE = ".invalid"
"""The end of an address that no mail program can send to (RFC 2606, section 2)."""

_MAILS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (rows.Campaign, ("organizer",)),
    (rows.Student, ("email", "guardian_email")),
    (rows.Staff, ("email",)),
    (rows.Contact, ("email",)),
    (rows.Room, ("mail",)),
)


def make_rehearsal(unit: Unit) -> Done:
    """Only for a copy. Its campaigns say that they are rehearsed, on screen and on paper; its mail addresses lead
    nowhere; its interviews bear other UIDs than those in people's calendars, and of what was published it knows
    nothing: no invite, feed or upload of it can change a real event.
    """
    for model, names in _MAILS:
        _change(unit, model, names, lambda mail: f"{mail}{NOWHERE}")
    _change(unit, rows.Campaign, ("name",), lambda name: f"REHEARSAL of {name}")
    _change(unit, rows.Interview, ("uid",), lambda uid: f"rehearsal-{uid}")
    unit.delete_where(Published, Published.id != "")
    sentence = "Made this copy for a rehearsal: its mail addresses lead nowhere, its calendars are its own."
    return Done(unit.say("rehearse", sentence), sentence)


def _change(unit: Unit, model: type[Row], names: tuple[str, ...], to: Callable[[str], str]) -> None:
    """Change what stands in these columns of every row; what is empty stays so."""
    found = fetch(unit.db, model.select(model.id, *(getattr(model, name) for name in names)))
    changes: dict[str, dict[str, Any]] = {
        ident: {name: to(text) if text else text for name, text in zip(names, texts, strict=True)}
        for ident, *texts in found
    }
    unit.update_many(model, changes)
