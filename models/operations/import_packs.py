"""Rosters of several files as one proposal: staff, then classes, then students, each pointing at the one before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.reading import Reading, Record
from models.operations.kinds import KINDS
from models.operations.settled import aliases_of
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
    taken = [row for row in proposal.rows if row.action != "refuse" and row.id]
    made = {row.id for row in taken}
    by_place = {row.source[1]: row.id for row in taken if row.source}
    given = {str(record.fields.get("id") or ""): record.row for record in part.records}
    found = {ident: ident if ident in made else by_place.get(row, "") for ident, row in given.items()}
    return {ident: record for ident, record in found.items() if record}


def _pointing(
    db: SqliteDatabase, part: Reading, zone: ZoneInfo, aliases: Aliases, notes: list[str]
) -> Reading:
    """The part with ids of the program where it points at other records."""
    if part.kind == "classes":
        return _with_teachers(db, part, aliases.get("staff", {}), notes)
    if part.kind == "students":
        known = {**_known(db, "classes", part.source), **aliases.get("classes", {})}
        renamed = [_renamed(record, known) for record in part.records]
        part = part._replace(records=tuple(renamed))
        return _with_changes(db, part, zone, notes) if part.partial else part
    return part


def _known(db: SqliteDatabase, kind: str, source: str) -> dict[str, str]:
    """The records of the kind by the ids that an earlier file of the same program gave them."""
    found = aliases_of(db, kind).items()
    return {foreign: record for (named, foreign), record in found if named == source}


def _with_teachers(
    db: SqliteDatabase, part: Reading, aliases: Mapping[str, str], notes: list[str]
) -> Reading:
    there = {ident: ident for (ident,) in fetch(db, rows.Staff.select(rows.Staff.id))}
    known = {**there, **_known(db, "staff", part.source), **aliases}
    records, without = list[Record](), 0
    for record in part.records:
        teacher = record.fields.get("teacher")
        named = known.get(teacher) if teacher else None
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
    known = _known(db, "students", part.source)
    idents = [known.get(record.foreign, str(record.fields.get("id"))) for record in part.records]
    there = stored(db, KINDS["students"], zone, idents)
    records, strangers = list[Record](), 0
    for record, ident in zip(part.records, idents, strict=True):
        fields = dict(record.fields)
        left = fields.pop("classes_left", ())
        was: dict[str, Any] | None = there.get(ident)
        if was is None and not (fields.get("given") or fields.get("family")):
            strangers += 1
            continue
        classes = dict.fromkeys((*(was or {}).get("classes", ()), *fields.get("classes", ())))
        fields["classes"] = tuple(one for one in classes if one not in left)
        # Whoever leaves the last class is in none: here a blank is news.
        emptied = ("classes",) if classes and not fields["classes"] else ()
        records.append(record._replace(fields=fields, emptied=emptied))
    if strangers:
        who = "1 student is" if strangers == 1 else f"{strangers:,} students are"
        notes.append(f"{who} in these changes but not in the program; import the whole roster first.")
    return part._replace(records=tuple(records))
