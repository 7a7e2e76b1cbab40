"""Saving what an import proposed, record by record, as far as the store still is as it was then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.errors import Refused
from models.operations.bells_change import PARTS, change_bells
from models.operations.import_answers import SHEET_OF
from models.operations.import_hours import PREFIX, add_hours
from models.operations.kinds import BY_ONE, KINDS, Kind, read_fields, write_fields
from models.operations.mappings import note_mapping
from models.operations.numbers import use_up
from models.operations.saving import Saver
from models.operations.settled import leave_to_files, note_aliases, set_by_hand
from models.operations.stored import stored
from models.operations.strain import absences_settled, strained
from models.operations.unit import Done, Unit
from models.queries.reading import fetch
from models.queries.situation import campaign_at
from models.rules.facts import Proposal, ProposalRow
from models.tables import rows as tables

_SCHOOL_DAY = frozenset({"day_type", "week", "school_year", "day", "class"})
_STRAINING = {
    "class": frozenset({"meets", "kind", "never_on"}),
    "student": frozenset({"classes"}),
    "contact": frozenset({"limit", "per_day", "travel_minutes"}),
    "room": frozenset({"capacity", "equipment", "open", "blocks", "changeover_minutes"}),
}
"""Fields whose change may be at odds with what is booked."""
_AT_ONCE = 2000
"""New records that wait in memory to be written together."""
_WATCHED = 250
_WORDS = {"add": "added", "change": "changed", "remove": "removed"}


def apply_import(unit: Unit, proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> Done:
    """Save the rows. Raises Refused when one no longer holds; calls that no longer fit come as warnings."""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    change_bells(unit, [row for row in wanted if row.entity in PARTS])
    saver = Saver(unit, zone, make_classes=True)
    progress = _Progress(unit, len(wanted))
    for entity in dict.fromkeys(row.entity for row in wanted if row.entity in BY_ONE):
        _save(saver, BY_ONE[entity], [row for row in wanted if row.entity == entity], progress)
    hours = [row for row in wanted if row.entity == "availability"]
    use_up(unit, PREFIX, [row.id for row in hours])
    add_hours(unit, hours, zone)
    _remember(unit, proposal)
    sentence = _sentence(proposal, wanted)
    if _touches_school_day(wanted):
        sentence += absences_settled(unit)
    warnings = strained(unit, tables.Interview.id.is_null(False)) if any(map(_strains, wanted)) else ()
    return Done(unit.say("import", sentence), sentence, None, warnings)


class _Progress:
    """Tells how much is saved, and lets a person stop it: then nothing of it is."""

    def __init__(self, unit: Unit, of: int) -> None:
        self._unit, self._done, self._of = unit, 0, of

    def one(self) -> None:
        """One more row is on its way."""
        if self._unit.watch is not None and self._done % _WATCHED == 0:
            self._unit.watch(self._done, self._of)
        self._done += 1


def _remember(unit: Unit, proposal: Proposal) -> None:
    """For the next file: whom other programs mean by their ids, and what its columns mean."""
    for name in dict.fromkeys(one.kind for one in proposal.learnt):
        model = KINDS[name].model
        there = {ident for (ident,) in fetch(unit.db, model.select(model.id))}
        learnt = [one for one in proposal.learnt if one.kind == name and one.record in there]
        note_aliases(unit, name, {(one.source, one.foreign): one.record for one in learnt})
    if proposal.columns is not None:
        kind, headers, mapping = proposal.columns
        note_mapping(unit, kind, headers, dict(mapping))


def _save(saver: Saver, kind: Kind, wanted: list[ProposalRow], progress: _Progress) -> None:
    there = {ident for (ident,) in fetch(saver.unit.db, kind.model.select(kind.model.id))}
    added = [row for row in wanted if row.action == "add"]
    for row in added:
        if row.id in there:
            raise _changed_since(row)
    use_up(saver.unit, kind.prefix, [row.id for row in added if "id" not in (row.after or {})])
    for n, row in enumerate(added, 1):
        progress.one()
        saver.add(kind, row.id, read_fields(kind, _texts(row.after)))
        if n % _AT_ONCE == 0:
            saver.flush()
    saver.flush()
    changed = [row for row in wanted if row.action == "change"]
    now = stored(saver.unit.db, kind, saver.zone, [row.id for row in changed]) if changed else {}
    for n, row in enumerate(changed, 1):
        progress.one()
        before = _texts(row.before)
        if row.id not in now or write_fields(kind, now[row.id], before) != before:
            raise _changed_since(row)
        saver.change(kind, row.id, read_fields(kind, _texts(row.after)))
        if n % _AT_ONCE == 0:
            saver.flush()
    saver.flush()
    by_hand = set_by_hand(saver.unit.db, kind.name) if changed else {}
    taken = {row.id: by_hand.get(row.id, frozenset()) & (row.after or {}).keys() for row in changed}
    leave_to_files(saver.unit, kind.name, {ident: fields for ident, fields in taken.items() if fields})


def _texts(cells: dict[str, object] | None) -> dict[str, str]:
    return {name: str(text) for name, text in (cells or {}).items()}


def _changed_since(row: ProposalRow) -> Refused:
    return Refused(f"The store has changed since: {row.label}.", "Look at the proposal again.")


def _touches_school_day(wanted: Iterable[ProposalRow]) -> bool:
    return any(row.entity in _SCHOOL_DAY or "classes" in (row.after or {}) for row in wanted)


def _strains(row: ProposalRow) -> bool:
    """Whether a row can make a call that stands no longer fit; looking at all of them takes its time."""
    if row.entity in PARTS:
        return True
    fields = _STRAINING.get(row.entity, frozenset())
    return row.action == "change" and not fields.isdisjoint(row.after or {})


def _sentence(proposal: Proposal, wanted: tuple[ProposalRow, ...]) -> str:
    """ "Imported students.csv: 118 added, 2 changed." """
    # Of several files or sheets the whole is named: "roster.zip/users.csv" is in it.
    sources = (row.source[0] for row in (*wanted, *proposal.rows) if row.source)
    file = next(sources, "a file").partition("/")[0].partition(SHEET_OF)[0]
    if not wanted:
        return f"Remembered from {file}: what was said of its columns and of whom its rows mean."
    counted = Counter(row.action for row in wanted)
    told = [f"{counted[action]} {word}" for action, word in _WORDS.items() if counted[action]]
    left_out = proposal.bad_rows
    if left_out:
        told.append(f"{left_out} left out")
    waiting = sum(row.action == "skip" and bool(row.likely) for row in proposal.rows)
    if waiting:
        told.append(f"{waiting} {'waits' if waiting == 1 else 'wait'} for an answer")
    return f"Imported {file}: {', '.join(told)}."
