"""Adding and changing records field by field, whether a form, the command line or a screen asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Finding, Refused, UnknownId
from models.operations import pool
from models.operations.care_records import CARED, add_care, set_care
from models.operations.claims import require_holdable
from models.operations.days import change_day
from models.operations.describing import described
from models.operations.kinds import Kind, kind_named, read_fields, require_whole, write_fields
from models.operations.offered import FIELD, replace_hours, with_hours
from models.operations.places import add_block, add_duty, require_no_calls
from models.operations.record_cells import changed_cells
from models.operations.saving import Saver, end_moment
from models.operations.settled import note_by_hand
from models.operations.stored import Fields, label_of, stored, wall_instant
from models.operations.strain import absences_settled, strained
from models.operations.unit import Done, Unit
from models.queries.situation import campaign_at
from models.rules.facts import Campaign, Claim
from models.rules.naming import listing
from models.tables import rows

NOTHING_CHANGED = 0
"""The journal entry of a write that found everything as it should be."""
_SHOWN = 60
_BLANK: tuple[Any, ...] = ("", None, ())


def add_record(unit: Unit, kind: str, fields: Mapping[str, str]) -> Done:
    """A new student, contact, room … of cells as a CSV file has them; without an id it gets one of its own.

    Raises BadInput for fields that the kind lacks or that cannot be read, UnknownId for what they refer to,
    Refused for an id that is taken. Employers of contacts are made on demand. A contact's `availability` are the
    hours offered in the current campaign's window: weekly ones on every such day of it, dated ones as they are.
    """
    if kind == "days":
        return change_day(unit, fields.get("date", ""), {k: v for k, v in fields.items() if k != "date"})
    if kind in CARED:
        return add_care(unit, kind, fields)
    what = kind_named(kind)
    campaign = campaign_at(unit.db, unit.now)
    zone = ZoneInfo(campaign.zone)
    typed = read_fields(what, fields)
    if what.name in _ADDERS:
        return _ADDERS[what.name](unit, typed, zone)
    require_whole(what, typed)
    ident = typed.pop("id", "") or unit.fresh_id(what.prefix, what.model)
    if unit.fetch(what.model, ident) is not None:
        raise Refused(
            f"There is a {what.one} {ident!r} already.", f"Change it with `wbl-tui set {what.name}`."
        )
    hours = typed.pop(FIELD, ())
    saver = Saver(unit, zone)
    saver.add(what, ident, typed)
    saver.flush()
    if hours:
        replace_hours(unit, ident, hours, campaign)
    note_by_hand(unit, what.name, {ident: [field for field, value in typed.items() if value not in _BLANK]})
    at = "".join(f" at {name}, a new employer" for name in saver.made_employers)
    sentence = f"Added {_called(what)}{label_of(what, {**typed, 'id': ident})} ({ident}){at}."
    return Done(unit.say("add", sentence), sentence)


def set_record(
    unit: Unit, kind: str, ident: str, fields: Mapping[str, str], *, seen: Mapping[str, str] | None = None
) -> Done:
    """Other values for some fields of a record; an empty cell empties the field. With `seen`, the cells that the
    person began from, Refused when somebody else has changed one of these fields since.

    Classes, interests, hours and blocks are replaced as a whole; of a contact's hours those in the current
    campaign's window, while those of other campaigns stay. Raises as `add_record`, and UnknownId. What is booked
    stays; calls that no longer fit come back as warnings.
    """
    if kind in CARED:
        return set_care(unit, kind, ident, fields)
    what = kind_named(kind)
    campaign = campaign_at(unit.db, unit.now)
    zone = ZoneInfo(campaign.zone)
    before = _found(unit, what, ident, campaign)
    typed = read_fields(what, fields)
    if typed.pop("id", ident) != ident:
        raise BadInput("An id cannot be changed.", "Add the record anew, and remove this one.")
    if seen is not None:
        _require_as_seen(what, write_fields(what, before, fields), fields, seen)
    _settle(unit, what, before, typed)
    made = _save(unit, what, ident, typed, campaign)
    after = _found(unit, what, ident, campaign)
    nameless = what.name in _ADDERS
    label = described(unit, what, ident, "", zone) if nameless else label_of(what, after)
    sentence = _changed(what, label, before, after, {field: _word(field, after, campaign) for field in typed})
    if not unit.changes:
        return Done(NOTHING_CHANGED, sentence)
    was, now = write_fields(what, before, typed), write_fields(what, after, typed)
    note_by_hand(
        unit, what.name, {ident: [field for field, text in now.items() if text != was.get(field, "")]}
    )
    sentence += "".join(f" {name} is a new employer." for name in made)
    if {"classes", "meets", "kind", "never_on"}.intersection(typed):
        sentence += absences_settled(unit)
    warnings = _strained_by(unit, what, ident)
    sentence += _no_longer_fit(warnings)
    return Done(unit.say("set", sentence), sentence, None, warnings)


def _require_as_seen(
    kind: Kind, now: Mapping[str, str], fields: Mapping[str, str], seen: Mapping[str, str]
) -> None:
    """A later save must not write over what the person never saw."""
    changed = changed_cells(kind.name, seen, {field: now.get(field, "") for field in fields if field in seen})
    if others := [
        field
        for field, cell in changed.items()
        if changed_cells(kind.name, {field: cell}, {field: fields[field]})
    ]:
        told = listing([f"{field.replace('_', ' ')} is {_short(changed[field])} now" for field in others])
        raise Refused(f"Somebody else was quicker: {told}.", "Look at it again, then save once more.")


def _found(unit: Unit, kind: Kind, ident: str, campaign: Campaign) -> Fields:
    """The record as it is now. Raises UnknownId."""
    fields = stored(unit.db, kind, ZoneInfo(campaign.zone), [ident]).get(ident)
    if fields is None:
        raise UnknownId(kind.one, ident)
    return with_hours(unit.db, kind, ident, fields, campaign)


def _save(unit: Unit, kind: Kind, ident: str, typed: dict[str, Any], campaign: Campaign) -> list[str]:
    """Write it; the names of employers that were made for it."""
    saver = Saver(unit, ZoneInfo(campaign.zone))
    saver.change(kind, ident, {field: value for field, value in typed.items() if field != FIELD})
    saver.flush()
    if FIELD in typed:
        replace_hours(unit, ident, typed[FIELD], campaign)
    return saver.made_employers


def _settle(unit: Unit, kind: Kind, before: Fields, typed: dict[str, Any]) -> None:
    """What the fields of one record ask of each other."""
    if kind.name == "blocks" and {"from", "to"}.intersection(typed):
        typed.setdefault("from", before["from"])
        typed.setdefault("to", before["to"])
        end_moment(typed)
    if kind.name == "duty" and len(typed.get("when", ((),))) != 1:
        raise BadInput("One duty is one time.", "Add further ones: `wbl-tui add duty staff=… when=…`.")
    require_whole(kind, {**before, **typed})
    if kind.name == "places" and typed.get("kind"):
        require_no_calls(unit, before["id"])
    if kind.name == "claims":
        _settle_claim(unit, before, typed)
    references = {"contact": rows.Contact, "student": rows.Student, "room": rows.Room, "staff": rows.Staff}
    for field, model in references.items():
        if typed.get(field) and unit.fetch(model, typed[field]) is None:
            raise UnknownId(field, typed[field])


def _settle_claim(unit: Unit, before: Fields, typed: Mapping[str, Any]) -> None:
    """A claim that is made to hold longer, or on somebody else, needs room as a new one does."""
    zone = ZoneInfo(campaign_at(unit.db, unit.now).zone)
    until = pool.moment(typed.get("until") or before["until"], zone)
    was = Claim(before["id"], before["contact"], before["student"], wall_instant(before["until"], zone)[0])
    if until is not None:
        require_holdable(unit, was, typed.get("contact") or was.contact, until)


def _called(kind: Kind) -> str:
    return "" if kind.name == "staff" else f"{kind.one} "


def _word(field: str, fields: Fields, campaign: Campaign) -> str:
    """What a sentence calls a field; hours bear their zone where the contact lives in another one."""
    if field != FIELD:
        return field.replace("_", " ")
    return "offered hours" if fields["zone"] in ("", campaign.zone) else f"offered hours ({campaign.zone})"


def _changed(kind: Kind, label: str, before: Fields, after: Fields, words: Mapping[str, str]) -> str:
    """The sentence that says what is different now, of the fields that have words."""
    was, now = write_fields(kind, before, words), write_fields(kind, after, words)
    told = [
        f"{words[field]} {_short(was.get(field, ''))} → {_short(text)}"
        for field, text in now.items()
        if text != was.get(field, "")
    ]
    return (
        f"Changed {label}: {', '.join(told)}."
        if told
        else f"{label[:1].upper()}{label[1:]} is like that already."
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…") or "none"


def _strained_by(unit: Unit, kind: Kind, ident: str) -> tuple[Finding, ...]:
    i, m = rows.Interview, rows.InterviewStudent
    conditions = {
        "rooms": i.room == ident,
        "places": i.room == ident,
        "contacts": i.contact == ident,
        "students": i.id.in_(m.select(m.interview).where(m.student == ident)),
    }
    if kind.name == "classes":
        enrolled = rows.Enrolment.select(rows.Enrolment.student).where(rows.Enrolment.class_id == ident)
        return strained(unit, i.id.in_(m.select(m.interview).where(m.student.in_(enrolled))))
    if kind.name == "blocks":
        room = unit.fetch(rows.RoomBlock, ident).room
        return strained(unit, i.room == room)
    return strained(unit, conditions[kind.name]) if kind.name in conditions else ()


def _no_longer_fit(warnings: tuple[Finding, ...]) -> str:
    calls = {ident for finding in warnings for ident in finding.interviews[:1]}
    if not calls:
        return ""
    return (
        f" {len(calls)} {'call' if len(calls) == 1 else 'calls'} no longer fit; `wbl-tui check` lists them."
    )


def _add_outreach(unit: Unit, typed: dict[str, Any], zone: ZoneInfo) -> Done:
    require_whole(kind_named("outreach"), typed)
    typed.pop("id", None)
    at = typed.pop("at", None)
    return pool.log_outreach(unit, typed.pop("contact"), at=pool.moment(at, zone), **typed)


def _add_claim(unit: Unit, typed: dict[str, Any], zone: ZoneInfo) -> Done:
    require_whole(kind_named("claims"), typed)
    until = pool.moment(typed.get("until"), zone)
    because = str(typed.get("because") or "")
    return pool.claim_contact(unit, typed["contact"], typed["student"], until=until, because=because)


_ADDERS = {"outreach": _add_outreach, "claims": _add_claim, "blocks": add_block, "duty": add_duty}
