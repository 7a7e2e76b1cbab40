"""Rosters of several files as one proposal: staff, then classes, then students, each pointing at the one before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.reading import Reading, Record
from models.operations.kinds import KINDS
from models.operations.stored import stored
from models.queries.reading import fetch
from models.rules.facts import Proposal, ProposalRow
from models.tables import rows

Aliases = Mapping[str, Mapping[str, str]]
"""By kind: the id in the file → the id in the program, of what the proposal holds so far."""
Propose = Callable[[Reading, Mapping[str, Collection[str]]], Proposal]
"""Proposes a reading of one kind, knowing the ids by kind that the same proposal holds already."""

_MISSING = "Missing from this file"


def flatten(reading: Reading) -> tuple[Reading, ...]:
    """The readings of a file one by one, in the order in which they are to be applied; its own is the last."""
    return (*(part for also in reading.also for part in flatten(also)), reading._replace(also=()))


def propose_pack(db: SqliteDatabase, reading: Reading, zone: ZoneInfo, propose: Propose) -> Proposal:
    """One proposal of all that a roster holds; `propose` makes that of one kind.

    What a part points at and nobody has is left out with a note, never refused: the record itself is good.
    """
    found: list[ProposalRow] = []
    notes: list[str] = []
    aliases: dict[str, dict[str, str]] = {}
    for part in flatten(reading):
        ready = _pointing(db, part, zone, aliases, notes)
        coming = {kind: set(known.values()) for kind, known in aliases.items()}
        proposal = propose(ready._replace(notes=()), coming)
        aliases[part.kind] = _aliases(ready, proposal)
        found += proposal.rows
        whole = part.kind == reading.kind and not part.partial
        notes += (note for note in proposal.notes if whole or not note.startswith(_MISSING))
    return Proposal("import", "", tuple(found), (*reading.notes, *notes))


def _aliases(part: Reading, proposal: Proposal) -> dict[str, str]:
    """The id in the program for each id of the file; what is refused has none."""
    rows_by_place = {
        row.source[1]: row.id for row in proposal.rows if row.source and row.action != "refuse" and row.id
    }
    made = set(rows_by_place.values())
    given = [(record.row, str(record.fields.get("id") or "")) for record in part.records]
    return {
        ident: ident if ident in made else rows_by_place[row]
        for row, ident in given
        if ident in made or row in rows_by_place
    }


def _pointing(
    db: SqliteDatabase, part: Reading, zone: ZoneInfo, aliases: Aliases, notes: list[str]
) -> Reading:
    """The part with ids of the program where it points at other records."""
    if part.kind == "classes":
        return _with_teachers(db, part, aliases.get("staff", {}), notes)
    if part.kind == "students":
        known = aliases.get("classes", {})
        renamed = [_renamed(record, known) for record in part.records]
        part = part._replace(records=tuple(renamed))
        return _with_changes(db, part, zone, notes) if part.partial else part
    return part


def _with_teachers(
    db: SqliteDatabase, part: Reading, aliases: Mapping[str, str], notes: list[str]
) -> Reading:
    there = {ident for (ident,) in fetch(db, rows.Staff.select(rows.Staff.id))}
    records, without = list[Record](), 0
    for record in part.records:
        teacher = record.fields.get("teacher")
        named = aliases.get(teacher, teacher if teacher in there else None) if teacher else None
        without += bool(teacher and not named)
        records.append(record._replace(fields={**record.fields, "teacher": named}))
    if without:
        whose = "teacher of 1 class is" if without == 1 else f"teachers of {without:,} classes are"
        notes.append(f"The {whose} not in the program yet: import the staff, then the classes again.")
    return part._replace(records=tuple(records))


def _renamed(record: Record, known: Mapping[str, str]) -> Record:
    fields = dict(record.fields)
    for field in ("classes", "classes_left"):
        if fields.get(field):
            fields[field] = tuple(dict.fromkeys(known.get(one, one) for one in fields[field]))
    return record._replace(fields=fields)


def _with_changes(db: SqliteDatabase, part: Reading, zone: ZoneInfo, notes: list[str]) -> Reading:
    """Changes alone: the classes that students are in, with the further ones and without the former ones."""
    ids = [str(record.fields.get("id")) for record in part.records]
    there = stored(db, KINDS["students"], zone, ids)
    records, strangers = list[Record](), 0
    for record in part.records:
        fields = dict(record.fields)
        left = fields.pop("classes_left", ())
        was: dict[str, Any] | None = there.get(str(fields.get("id")))
        if was is None and not (fields.get("given") or fields.get("family")):
            strangers += 1
            continue
        classes = dict.fromkeys((*(was or {}).get("classes", ()), *fields.get("classes", ())))
        fields["classes"] = tuple(one for one in classes if one not in left)
        records.append(record._replace(fields=fields))
    if strangers:
        who = "1 student is" if strangers == 1 else f"{strangers:,} students are"
        notes.append(f"{who} in these changes but not in the program; import the whole roster first.")
    return part._replace(records=tuple(records))
