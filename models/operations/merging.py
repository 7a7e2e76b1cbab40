"""Two records that are one: everything of the other moves to the one that stays, as a proposal done in one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Refused, UnknownId
from models.operations.kinds import KINDS, Kind, read_fields, write_fields
from models.operations.merge_fields import Cells, Differing, differing
from models.operations.merge_reasons import require_mergeable
from models.operations.merge_rows import OWNED, POINTING, Owned, Pointing, content, rows_of
from models.operations.saving import Saver
from models.operations.settled import BY_NAME, Alias, note_aliases, note_by_hand
from models.operations.stored import label_of, stored
from models.operations.strain import strained
from models.operations.unit import Done, Unit
from models.queries.merged import MERGED
from models.queries.situation import campaign_at
from models.rules.facts import Proposal, ProposalRow
from models.rules.naming import day_text, listing
from models.rules.text import fold
from models.tables import people_rows as care
from models.tables import rows

MERGED_KINDS = ("contacts", "employers", "students")
"""Kinds of which two records can become one."""
_CUT = 60
_WORDS = {
    "interview": "interviews", "outreach": "outreach notes", "claim": "claims", "task": "tasks",
    "referral": "referrals", "tag": "tags", "availability": "offered times", "contact": "contacts",
    "absence": "absences", "enrolment": "classes", "interest": "interests", "reservation": "places booked", "question": "questions",
    "preparation": "preparations",
}  # fmt: skip
_ONE = {
    "outreach": "outreach note",
    "availability": "offered time",
    "enrolment": "class",
    "reservation": "place booked",
}
_LISTED = {"enrolment": "classes", "interest": "interests"}
"""Rows that move, by the field of files that would take them away again."""
_CHECK_IN = "check_in"


def merge_choices(db: SqliteDatabase, kind: str, keep: str, other: str, now: datetime) -> list[Differing]:
    """The fields in which two records differ, with what stays unless somebody says otherwise. Raises as
    `propose_merge`.
    """
    what, mine, theirs = _both(db, kind, keep, other, now)
    return differing(what, mine, theirs, {})


def propose_merge(
    db: SqliteDatabase,
    kind: str,
    keep: str,
    other: str,
    now: datetime,
    wanted: Mapping[str, str] | None = None,
) -> Proposal:
    """What making one record of two would do: each row that moves, each field in which both differ, with which
    value stays. `wanted` says "keep", "other" or "both" by field.

    Raises UnknownId, BadInput for one and the same record, Refused with every reason why they cannot be one.
    """
    what, mine, theirs = _both(db, kind, keep, other, now)
    zone = ZoneInfo(campaign_at(db, now).zone)
    names = label_of(what, dict(mine)) or keep, label_of(what, dict(theirs)) or other
    require_mergeable(db, what, keep, other, names, now, zone)
    found = [
        _field_row(what, keep, one, (keep, other)) for one in differing(what, mine, theirs, wanted or {})
    ]
    if kind == "contacts":
        found += _check_in_row(db, keep, other)
    for each in POINTING[kind]:
        found += _moves(db, each, keep, other, names[0], zone)
    for one in OWNED[kind]:
        found += _owned(db, one, keep, other, names[0], zone)
    gone = ProposalRow(
        "remove",
        what.one,
        other,
        names[1],
        f"is {names[0]} ({keep}) from now on",
        None,
        {"id": other},
        {"id": keep},
    )
    title = f"Merge {what.one} {names[1]} ({other}) into {names[0]} ({keep})"
    notes = (f"What files and notes call {other} means {keep} from now on. Undo takes all of it back.",)
    return Proposal("merge", title, (*found, gone), notes)


def apply_merge(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Make one record of two. Raises Refused when only a part is wanted, or when a row no longer holds."""
    gone = next((row for row in wanted if row.action == "remove"), None)
    if gone is None or len(wanted) != sum(proposal.counts[each] for each in ("change", "move", "remove")):
        raise Refused("A merge is done as a whole or not at all.", "Accept all of it.")
    kind = next(each for each in KINDS.values() if each.one == gone.entity)
    keep, other = str((gone.after or {})["id"]), gone.id
    choices = _choices_of(proposal, merge_choices(unit.db, kind.name, keep, other, unit.now))
    again = propose_merge(unit.db, kind.name, keep, other, unit.now, choices)
    if again.rows != proposal.rows:
        raise Refused("The store has changed since.", "Look at the proposal again.")
    fields = {
        field: cell for row in wanted if row.action == "change" for field, cell in (row.after or {}).items()
    }
    moved = {row.entity for row in wanted if row.action == "move"}
    _remember(
        unit, kind, keep, other, [*choices, *(field for each, field in _LISTED.items() if each in moved)]
    )
    _move_rows(unit, kind, keep, other)
    unit.delete(kind.model, other)
    if day := fields.pop(_CHECK_IN, None):
        unit.update(rows.Contact, keep, check_in=date.fromisoformat(str(day)))
    if fields:
        saver = Saver(unit, ZoneInfo(campaign_at(unit.db, unit.now).zone))
        saver.change(kind, keep, read_fields(kind, {field: str(cell) for field, cell in fields.items()}))
        saver.flush()
    sentence = _sentence(proposal, gone, keep)
    warnings = strained(unit, rows.Interview.contact == keep) if kind.name == "contacts" else ()
    return Done(unit.say("merge", sentence), sentence, None, warnings)


# -- what both are -------------------------------------------------------------------------------------


def _both(db: SqliteDatabase, kind: str, keep: str, other: str, now: datetime) -> tuple[Kind, Cells, Cells]:
    if kind not in MERGED_KINDS:
        raise BadInput(f"{kind} cannot be merged.", f"Kinds: {', '.join(MERGED_KINDS)}.")
    if keep == other:
        raise BadInput(f"{keep} is one record already.", "Give two ids.")
    what = KINDS[kind]
    found = stored(db, what, ZoneInfo(campaign_at(db, now).zone), [keep, other])
    for ident in (keep, other):
        if ident not in found:
            raise UnknownId(what.one, ident)
    return what, write_fields(what, found[keep]), write_fields(what, found[other])


def _field_row(kind: Kind, keep: str, one: Differing, ids: tuple[str, str]) -> ProposalRow:
    label = _label(one.field)
    if one.choice == "keep":
        why = f"{_short(one.keep)} stays; {_short(one.other)} of {ids[1]} is dropped"
        why += f": {one.why}" if one.why else ""
        return ProposalRow(
            "skip", kind.one, keep, label, why, None, {one.field: one.keep}, {one.field: one.keep}
        )
    taken = "both stay" if one.choice == "both" else f"{_short(one.other)} of {ids[1]} is taken"
    was = f", not {_short(one.keep)}" if one.keep and one.choice == "other" else ""
    was += f": {one.why}" if one.why else ""
    return ProposalRow(
        "change", kind.one, keep, label, taken + was, None, {one.field: one.keep}, {one.field: one.stays}
    )


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return f"“{line if len(line) <= _CUT else line[: _CUT - 1] + '…'}”"


def _choices_of(proposal: Proposal, found: Iterable[Differing]) -> dict[str, str]:
    """Which value was chosen for each field, as the rows say."""
    said = {field: row for row in proposal.rows for field in (row.after or {}) if row.label == _label(field)}
    chosen: dict[str, str] = {}
    for one in found:
        row = said.get(one.field)
        if row is not None and row.action in ("change", "skip"):
            both = one.both and (row.after or {}).get(one.field) == one.both
            chosen[one.field] = "keep" if row.action == "skip" else "both" if both else "other"
    return chosen


def _label(field: str) -> str:
    return field.replace("_", " ")


def _check_in_row(db: SqliteDatabase, keep: str, other: str) -> list[ProposalRow]:
    """Of two days to get in touch the sooner one."""
    c = rows.Contact
    days = {
        row.id: row.check_in for row in c.select(c.id, c.check_in).where(c.id.in_([keep, other])).bind(db)
    }
    mine, theirs = days[keep], days[other]
    if theirs is None or (mine is not None and mine <= theirs):
        return []
    before = {_CHECK_IN: mine.isoformat() if mine else ""}
    why = f"{day_text(theirs)} of {other} is sooner" if mine else f"{day_text(theirs)} of {other} is taken"
    label = _label(_CHECK_IN)
    return [ProposalRow("change", "contact", keep, label, why, None, before, {_CHECK_IN: theirs.isoformat()})]


# -- rows ----------------------------------------------------------------------------------------------


def _moves(
    db: SqliteDatabase, each: Pointing, keep: str, other: str, name: str, zone: ZoneInfo
) -> list[ProposalRow]:
    return [
        ProposalRow(
            "move", each.entity, row.id, each.label(row, zone), f"to {name} ({keep})", None,
            {each.column: other}, {each.column: keep},
        )
        for row in rows_of(db, each.model, each.column, other)
    ]  # fmt: skip


def _owned(
    db: SqliteDatabase, one: Owned, keep: str, other: str, name: str, zone: ZoneInfo
) -> list[ProposalRow]:
    there = {content(row, one.same) for row in rows_of(db, one.model, one.column, keep)}
    made = []
    for row in rows_of(db, one.model, one.column, other):
        twice = content(row, one.same) in there
        reason = f"{name} ({keep}) has it too" if twice else f"to {name} ({keep})"
        made.append(
            ProposalRow(
                "skip" if twice else "move",
                one.entity,
                row.id,
                one.label(row, zone),
                reason,
                None,
                None,
                None,
            )
        )
    return made


def _move_rows(unit: Unit, kind: Kind, keep: str, other: str) -> None:
    for each in POINTING[kind.name]:
        for row in rows_of(unit.db, each.model, each.column, other):
            unit.update(each.model, row.id, **{each.column: keep})
    for one in OWNED[kind.name]:
        there = {content(row, one.same) for row in rows_of(unit.db, one.model, one.column, keep)}
        for row in rows_of(unit.db, one.model, one.column, other):
            unit.delete(one.model, row.id)
            if content(row, one.same) not in there:
                _insert_as(unit, one, keep, row)


def _insert_as(unit: Unit, one: Owned, keep: str, row: Any) -> None:
    values = {name: getattr(row, name) for name in one.model._meta.sorted_field_names if name != "id"}
    ident = one.ident(unit, keep, row)
    if one.model is rows.Interest:
        values["rank"] = int(ident.rpartition(":")[2])
    unit.insert(one.model, ident, **{**values, one.column: keep})


def _remember(unit: Unit, kind: Kind, keep: str, other: str, settled: Iterable[str]) -> None:
    """Whatever file or program means the other means the one that stays; fields that were settled stay so."""
    found = stored(unit.db, kind, ZoneInfo(campaign_at(unit.db, unit.now).zone), [keep, other])
    foreign: dict[Alias, str] = {}
    for row in rows_of(unit.db, care.KnownAs, "record", other):
        if row.kind == kind.name:
            unit.update(care.KnownAs, row.id, record=keep)
            foreign[MERGED, row.foreign_id] = keep
    unit.delete_where(care.HandSet, (care.HandSet.record == other) & (care.HandSet.kind == kind.name))
    named = {(BY_NAME, _name_alias(kind, found[keep])): keep, (MERGED, _name_alias(kind, found[other])): keep}
    note_aliases(unit, kind.name, {**foreign, **named, (MERGED, other): keep})
    note_by_hand(unit, kind.name, {keep: settled})


def _name_alias(kind: Kind, fields: Mapping[str, Any]) -> str:
    """How an import without ids knows a record again."""
    if kind.name == "students":
        name = f"{fields.get('given') or ''} {fields.get('family') or ''}"
    else:
        name = fields.get("name") or ""
    return "|".join(fold(part or "") for part in (name, fields.get("employer"), fields.get("email")))


def _sentence(proposal: Proposal, gone: ProposalRow, keep: str) -> str:
    """ "Merged Dana Whitfield (c17) into c12: 3 interviews and 1 task moved, phone taken over." """
    moved = Counter(row.entity for row in proposal.rows if row.action == "move")
    told = [
        f"{count} {_WORDS[entity] if count > 1 else _ONE.get(entity, entity)}"
        for entity, count in moved.items()
    ]
    fields = [row.label for row in proposal.rows if row.action == "change"]
    parts = [f"{listing(told, most=9)} moved"] if told else []
    parts += [f"{listing(fields, most=9)} taken over"] if fields else []
    return (
        f"Merged {gone.entity} {gone.label} ({gone.id}) into {keep}{': ' if parts else ''}{', '.join(parts)}."
    )
