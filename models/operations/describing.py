"""What a sentence calls a record that has no name of its own: whose block, whose duty, whose claim."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from models.operations.kinds import Kind
from models.operations.stored import opening_text
from models.operations.unit import Unit
from models.rules.facts import Opening
from models.rules.naming import when_text
from models.rules.span import Span
from models.tables import rows


def described(unit: Unit, kind: Kind, ident: str, name: str, zone: ZoneInfo) -> str:
    """The record in words: "student Mia Torres (12)", "the block of Room 1, 10:00–11:00 on Wed 18 Nov"."""
    row = unit.fetch(kind.model, ident)
    if kind.name == "blocks":
        return f"the block of {_name(unit, rows.Room, row.room)}, {when_text(Span(row.start_at, row.end_at), zone)}"
    if kind.name == "duty":
        opening = Opening(row.weekday, row.day, row.start_minute, row.end_minute)
        return f"the duty of {_name(unit, rows.Staff, row.staff)}, {opening_text(opening)}"
    if kind.name == "claims":
        return f"the claim on {_name(unit, rows.Contact, row.contact)} ({ident})"
    if kind.name == "outreach":
        return f"a note of outreach to {_name(unit, rows.Contact, row.contact)} ({ident})"
    return f"{'' if kind.name == 'staff' else f'{kind.one} '}{name} ({ident})"


def _name(unit: Unit, model: type[rows.Row], ident: str) -> str:
    found = unit.fetch(model, ident)
    return str(found.name) if found is not None else ident
