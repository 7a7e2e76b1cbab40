"""One change for many records at once: what it would do to each, row by row, and doing it as one journal entry."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.errors import BadInput, Finding, Refused, UnknownId
from models.operations.kinds import KINDS, Kind, kind_named, read_fields, require_whole, write_fields
from models.operations.saving import Saver
from models.operations.settled import note_by_hand
from models.operations.stored import Fields, label_of, stored
from models.operations.strain import absences_settled, strained
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at
from models.rules.facts import Proposal, ProposalRow
from models.rules.naming import listing
from models.rules.text import clean
from models.tables import rows
from models.tables.sqlite import each_of

MANY_KINDS = ("students", "contacts", "rooms", "staff", "classes")
"""Kinds of which several can be changed at once."""

FEW = 20
"""Up to so many records are changed at once; the change of more is shown first."""

NAMED = 3
"""Up to so many are named in a sentence before what became of them."""

_OWN = frozenset(
    (
        "id", "given", "family", "preferred", "name", "title", "email", "phone", "guardian_name", "guardian_email",
        "notes", "availability", "blocks", "duty", "mail",
    )
)  # fmt: skip
"""Fields that each record has for itself: one value for many of them can only be a slip."""

LISTS = ("classes", "formats", "clusters", "schools", "equipment")
"""Fields of several values, of which one can be added (`classes+`) or taken away (`classes-`)."""

_STRAINS = frozenset(
    (
        "school", "limit", "per_day", "minutes", "gap_minutes", "travel_minutes", "formats", "schools",
        "do_not_contact", "capacity", "equipment", "open", "changeover_minutes",
    )
)  # fmt: skip
"""Fields after whose change a call may no longer fit."""

_ABSENCES = frozenset(("classes", "meets", "kind", "never_on"))


def many_fields(kind: str) -> tuple[str, ...]:
    """The fields of a kind that many records can be given at once. Raises BadInput for a kind that has none."""
    if kind not in MANY_KINDS:
        raise BadInput(f"Only one of {clean(kind, 40)} can be changed at a time.", "Give one id.")
    return tuple(column.name for column in KINDS[kind].columns if column.name not in _OWN)


def set_many(unit: Unit, kind: str, ids: Sequence[str], fields: Mapping[str, str]) -> Done:
    """The same values for these records, cells as a file has them, as one journal entry; an empty cell empties.

    `classes+` and `classes-` (likewise formats, clusters, schools, equipment) add to what each has, or take
    away. Raises BadInput for fields and values, UnknownId for a record that is not there.
    """
    proposal = propose_many(unit.db, kind, ids, fields, unit.now)
    changed = tuple(row for row in proposal.rows if row.action == "change")
    if not changed:
        return Done(0, f"{_who(proposal.rows)}: like that already.")
    return apply_many(unit, proposal, changed)


def propose_many(
    db: SqliteDatabase, kind: str, ids: Sequence[str], fields: Mapping[str, str], now: datetime
) -> Proposal:
    """What `set_many` would do: "change" or "same" for each record, in the order of `ids`. Raises as it does."""
    what = kind_named(kind)
    wanted = _typed(what, fields)
    zone = ZoneInfo(campaign_at(db, now).zone)
    idents = list(dict.fromkeys(ids))
    found = stored(db, what, zone, idents)
    made = []
    for ident in idents:
        if ident not in found:
            raise UnknownId(what.one, ident)
        made.append(_row(what, ident, found[ident], wanted))
    return Proposal("many", f"Change {_count(what, len(made))}", tuple(made))


def apply_many(unit: Unit, proposal: Proposal, chosen: tuple[ProposalRow, ...]) -> Done:
    """Do what these rows say, after checking that each record still is as it was. Raises Refused."""
    what = kind_named(chosen[0].entity)
    campaign = campaign_at(unit.db, unit.now)
    zone = ZoneInfo(campaign.zone)
    found = stored(unit.db, what, zone, [row.id for row in chosen])
    saver = Saver(unit, zone)
    fields: set[str] = set()
    for row in chosen:
        if row.id not in found:
            raise UnknownId(what.one, row.id)
        cells = _texts(row.after)
        if write_fields(what, found[row.id], cells) != _texts(row.before):
            raise Refused(f"{row.label} was changed meanwhile; nothing was saved.", "Look, then try again.")
        typed = read_fields(what, cells)
        require_whole(what, {**found[row.id], **typed})
        saver.change(what, row.id, typed)
        fields |= typed.keys()
    saver.flush()
    note_by_hand(unit, what.name, {row.id: row.after or () for row in chosen})
    sentence = _sentence(what, chosen, ", ".join(_told(field, chosen) for field in sorted(fields)))
    if _ABSENCES & fields:
        sentence += absences_settled(unit)
    warnings = _strained_by(unit, what, [row.id for row in chosen]) if _STRAINS & fields else ()
    return Done(unit.say("set", sentence), sentence, None, warnings)


def _typed(kind: Kind, fields: Mapping[str, str]) -> dict[tuple[str, str], Any]:
    """Typed values by (field, sign). Raises BadInput."""
    known = many_fields(kind.name)
    signed = {}
    for name, cell in fields.items():
        field, sign = (name[:-1], name[-1]) if name[-1:] in ("+", "-") else (name, "")
        if field not in known:
            kind.column(field)
            raise BadInput(f"Each {kind.one} has its own {field}.", f"For many: {', '.join(known)}.")
        if sign and field not in LISTS:
            raise BadInput(f"Of {field} there is only one value.", f"Give {field}={clean(cell, 40)}.")
        signed[field, sign] = read_fields(kind, {field: cell})[field]
    if not signed:
        raise BadInput("Nothing to change was given.", "For example: grade=11.")
    return signed


def _row(kind: Kind, ident: str, before: Fields, wanted: Mapping[tuple[str, str], Any]) -> ProposalRow:
    after = dict(before)
    for (field, sign), value in wanted.items():
        after[field] = _meant(sign, after.get(field), value)
    require_whole(kind, after)
    only = [field for field, _ in wanted]
    was, now = write_fields(kind, before, only), write_fields(kind, after, only)
    different = sorted(field for field in now if now[field] != was.get(field, ""))
    reason = ", ".join(f"{_word(f)} {was.get(f) or 'none'} → {now[f] or 'none'}" for f in different)
    action = "change" if different else "same"
    old: dict[str, object] = {f: was.get(f, "") for f in different}
    new: dict[str, object] = {f: now[f] for f in different}
    label = label_of(kind, before) or ident
    return ProposalRow(action, kind.one, ident, label, reason or "like that already", None, old, new)


def _meant(sign: str, before: Any, value: Any) -> Any:
    if sign == "+":
        return tuple(dict.fromkeys((*(before or ()), *value)))
    if sign == "-":
        return tuple(one for one in before or () if one not in value)
    return value


def _texts(cells: Mapping[str, object] | None) -> dict[str, str]:
    return {field: str(cell) for field, cell in (cells or {}).items()}


def _told(field: str, changed: Iterable[ProposalRow]) -> str:
    """What became of a field in all of them: "grade 11", "classes with alg", "classes without alg"."""
    pairs = [(_texts(row.before).get(field), _texts(row.after).get(field)) for row in changed]
    befores, afters = {b for b, a in pairs if a is not None}, {a for b, a in pairs if a is not None}
    if len(afters) == 1 and (len(befores) == 1 or field not in LISTS):
        return f"{_word(field)} {next(iter(afters)) or 'none'}"
    came, went = (_parts(pairs, 0, 1), _parts(pairs, 1, 0))
    told = [f"{word} {', '.join(sorted(each))}" for word, each in (("with", came), ("without", went)) if each]
    return f"{_word(field)} {' and '.join(told)}"


def _parts(pairs: Collection[tuple[str | None, str | None]], old: int, new: int) -> set[str]:
    """What a list of values has on one side and lacks on the other, in any of the pairs."""
    return {
        part
        for pair in pairs
        for part in set((pair[new] or "").split(";")) - set((pair[old] or "").split(";"))
        if part
    }


def _word(field: str) -> str:
    return field.replace("_", " ")


def _who(changed: Sequence[ProposalRow]) -> str:
    return listing([row.label for row in changed])


def _sentence(kind: Kind, changed: Sequence[ProposalRow], told: str) -> str:
    """Names where they are few; else how many, and the names after what matters."""
    if len(changed) <= NAMED:
        return f"Changed {_who(changed)}: {told}."
    return f"Changed {_count(kind, len(changed))}: {told} ({_who(changed)})."


def _count(kind: Kind, count: int) -> str:
    return f"{count} {kind.name if count != 1 else kind.one}"


def _strained_by(unit: Unit, kind: Kind, ids: list[str]) -> tuple[Finding, ...]:
    i, m = rows.Interview, rows.InterviewStudent
    those = each_of(json.dumps(ids))
    conditions = {
        "rooms": i.room.in_(those),
        "contacts": i.contact.in_(those),
        "students": i.id.in_(m.select(m.interview).where(m.student.in_(those))),
    }
    return strained(unit, conditions[kind.name]) if kind.name in conditions else ()


__all__ = ["FEW", "LISTS", "MANY_KINDS", "apply_many", "many_fields", "propose_many", "set_many"]
