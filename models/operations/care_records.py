"""The care of contacts as records of cells: what `add`, `set` and `remove` do with tasks, tags and referrals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import cells
from models.exchange.columns import Column
from models.operations import contact_care, referrals, reservation_records
from models.operations import day_records as day
from models.operations.kinds import Kind, read_fields, require_whole
from models.operations.reservations import release
from models.operations.unit import Done, Unit
from models.tables import people_rows as care

NEW = "new"
"""As the contact of a referral: make one."""


def _text(name: str) -> Column:
    return Column(name, cells.text, cells.write_plain)


_CONTACT = Column("contact", cells.ident, cells.write_plain)
_YES = (cells.yes_no, cells.write_yes_no)
_NOTE = Column("note", cells.long_text, cells.write_plain)

_TASKS = Kind(
    "tasks", "task", care.ContactTask, "g",
    (_CONTACT, _text("what"), _text("due"), Column("done", *_YES)), (("contact",), ("what",)),
)  # fmt: skip
_TAGS = Kind(
    "tags", "tag", care.ContactTag, "",
    (Column("contact", cells.idents, cells.write_several), _text("tag")), (("contact",), ("tag",)),
)  # fmt: skip
_REFERRALS = Kind(
    "referrals", "referral", care.Referral, "f",
    (
        Column("named_by", cells.ident, cells.write_plain), _text("name"), _text("reach"), _NOTE,
        Column("may_use_name", *_YES), Column("interview", cells.optional_ident, cells.write_plain),
        Column("contact", cells.optional_ident, cells.write_plain), _text("employer"), _text("title"),
    ),
    (("named_by",), ("name",)),
)  # fmt: skip
_DEBRIEFS = Kind(
    "debriefs", "debrief", care.Debrief, "",
    (Column("interview", cells.ident, cells.write_plain), _text("went"), _NOTE), (("interview",), ("went", "note")),
)  # fmt: skip
_CHECKINS = Kind(
    "checkins", "check-in", care.ContactTask, "",
    (Column("contact", cells.idents, cells.write_several), _text("date")), (("contact",), ("date",)),
)  # fmt: skip


class Cared(NamedTuple):
    """A kind of the care of contacts, and what adding, changing and removing one does."""

    kind: Kind
    add: Callable[[Unit, dict[str, Any]], Done]
    change: Callable[[Unit, str, dict[str, Any]], Done]
    remove: Callable[[Unit, str], Done]


def add_care(unit: Unit, kind: str, fields: Mapping[str, str]) -> Done:
    """A new one of a kind of CARED. Raises as the operations do, BadInput for fields that the kind lacks."""
    cared = CARED[kind]
    typed = read_fields(cared.kind, fields)
    require_whole(cared.kind, typed)
    return cared.add(unit, typed)


def set_care(unit: Unit, kind: str, ident: str, fields: Mapping[str, str]) -> Done:
    """Other values. Raises as `add_care`."""
    cared = CARED[kind]
    return cared.change(unit, ident, read_fields(cared.kind, fields))


def _add_task(unit: Unit, typed: dict[str, Any]) -> Done:
    if typed.pop("done", None):
        raise BadInput("A new task is open.", "Add it, then set done=yes.")
    return contact_care.add_task(unit, typed["contact"], typed["what"], due=typed.get("due"))


def _set_task(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    if "contact" in typed:
        raise BadInput("A task stays with its contact.", "Add a new one, and remove this one.")
    if "done" in typed and len(typed) > 1:
        raise BadInput("One thing at a time.", "Set done by itself.")
    if "done" in typed:
        return contact_care.finish_task(unit, ident, done=bool(typed["done"]))
    return contact_care.change_task(unit, ident, **typed)


def _add_tag(unit: Unit, typed: dict[str, Any]) -> Done:
    return contact_care.tag_contacts(unit, typed["contact"], typed["tag"])


def _remove_tag(unit: Unit, ident: str) -> Done:
    contact, sign, tag = ident.rpartition(":")
    if not sign:
        raise BadInput("Say whose tag it is.", "Write it as CONTACT:TAG, for example c12:health.")
    return contact_care.untag_contacts(unit, [contact], tag)


def _add_referral(unit: Unit, typed: dict[str, Any]) -> Done:
    if typed.keys() & {"contact", "employer", "title"}:
        raise BadInput(
            "A referral is noted first.", "Then `set referrals ID contact=new` makes a contact of it."
        )
    return referrals.note_referral(unit, typed.pop("named_by"), typed.pop("name"), **typed)


def _set_referral(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    if fixed := sorted(typed.keys() & {"named_by", "interview"}):
        raise BadInput(f"{fixed[0]} of a referral stays as it is.", "Add a new one, and remove this one.")
    contact = typed.pop("contact", None)
    about = {field: typed.pop(field) for field in ("employer", "title") if field in typed}
    if contact is None and about:
        raise BadInput("That belongs to the new contact.", "Give it together with contact=new.")
    if contact is None:
        return referrals.change_referral(unit, ident, **typed)
    if typed or (about and contact != NEW):
        raise BadInput("One thing at a time.", "Set the contact by itself.")
    if contact == NEW:
        return referrals.take_into_pool(unit, ident, **about)
    return referrals.tie_referral(unit, ident, contact)


def _add_debrief(unit: Unit, typed: dict[str, Any]) -> Done:
    return contact_care.note_debrief(
        unit, typed["interview"], typed.get("went", ""), typed.get("note", "") or ""
    )


def _set_debrief(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    row = unit.fetch(care.Debrief, ident)
    was = {"went": row.went, "note": row.note} if row is not None else {"went": "", "note": ""}
    typed.pop("interview", None)
    return contact_care.note_debrief(unit, ident, **{**was, **typed})


def _add_checkin(unit: Unit, typed: dict[str, Any]) -> Done:
    return contact_care.set_check_in(unit, typed["contact"], typed["date"])


def _set_checkin(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    return contact_care.set_check_in(unit, [ident], typed.get("date", ""))


def _no_change(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    raise BadInput("A tag is added or removed, not changed.", "Remove it, and add the other one.")


CARED: Mapping[str, Cared] = {
    "tasks": Cared(_TASKS, _add_task, _set_task, contact_care.remove_task),
    "tags": Cared(_TAGS, _add_tag, _no_change, _remove_tag),
    "referrals": Cared(_REFERRALS, _add_referral, _set_referral, referrals.remove_referral),
    "debriefs": Cared(_DEBRIEFS, _add_debrief, _set_debrief, contact_care.remove_debrief),
    "reservations": Cared(
        reservation_records.RESERVATIONS,
        reservation_records.add_reservation,
        reservation_records.set_reservation,
        release,
    ),
    "questions": Cared(day.QUESTIONS, day.add_question, day.set_question, day.remove_question),
    "preparation": Cared(day.PREPARATION, day.add_preparation, day.set_preparation, day.no_remove),
    "told": Cared(day.TOLD, day.add_told, day.no_set, day.no_remove),
    "call_notes": Cared(day.CALL_NOTES, day.add_call_notes, day.set_call_notes, day.remove_call_notes),
    "checkins": Cared(
        _CHECKINS,
        _add_checkin,
        _set_checkin,
        lambda unit, ident: contact_care.set_check_in(unit, [ident], ""),
    ),
}
"""By the kind's name in the plural."""
