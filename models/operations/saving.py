"""Typed fields into rows, in as few statements as a thousand students need, whoever gave the fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.errors import BadInput, UnknownId
from models.exchange.wall import WallSpan, WallTime, parse_moment
from models.operations.kinds import Kind
from models.operations.stored import wall_instant
from models.operations.unit import Unit
from models.queries.interests import settled
from models.queries.reading import fetch
from models.rules.facts import Interest, Opening
from models.rules.placing import Place, place
from models.rules.text import fold
from models.tables import rows
from models.tables.sqlite import each_of

Values = dict[str, Any]


class Part(NamedTuple):
    """A field that is kept as rows of its own: their table, the column of the owner, the prefix of ids."""

    model: type[rows.Row]
    owner: str
    prefix: str
    values: Callable[[str, Any, ZoneInfo], list[Values]]


def pair_id(*parts: str) -> str:
    """The id of a row that ties others together; a colon inside a part cannot be taken for one between."""
    return ":".join(part.replace("%", "%25").replace(":", "%3A") for part in parts)


def _enrolments(student: str, classes: tuple[str, ...], _zone: ZoneInfo) -> list[Values]:
    return [{"id": pair_id(student, one), "student": student, "class_id": one} for one in classes]


def _interests(student: str, interests: tuple[Interest, ...], _zone: ZoneInfo) -> list[Values]:
    return [{"id": f"{student}:{one.rank}", "student": student, **one._asdict()} for one in sorted(interests)]


def _opening(when: tuple[Opening, ...]) -> Values:
    """The columns of one time of duty."""
    [one] = when
    return {"weekday": one.weekday, "day": one.day, "start_minute": one.start, "end_minute": one.end}


def _openings(owner: str) -> Callable[[str, Any, ZoneInfo], list[Values]]:
    def values(ident: str, openings: tuple[Opening, ...], _zone: ZoneInfo) -> list[Values]:
        return [{owner: ident, **_opening((one,))} for one in openings]

    return values


def _blocks(room: str, spans: tuple[WallSpan, ...], zone: ZoneInfo) -> list[Values]:
    return [
        {
            "room": room,
            "start_at": wall_instant(span.start, zone)[0],
            "end_at": wall_instant(span.end, zone)[0],
            "why": span.why,
        }
        for span in spans
    ]


PARTS: Mapping[tuple[str, str], Part] = {
    ("students", "classes"): Part(rows.Enrolment, "student", "", _enrolments),
    ("students", "interests"): Part(rows.Interest, "student", "", _interests),
    ("rooms", "open"): Part(rows.RoomHours, "room", "h", _openings("room")),
    ("places", "open"): Part(rows.RoomHours, "room", "h", _openings("room")),
    ("rooms", "blocks"): Part(rows.RoomBlock, "room", "b", _blocks),
    ("staff", "duty"): Part(rows.Duty, "staff", "d", _openings("staff")),
}
"""Fields that are rows of their own, by kind and field."""

_USUAL: Mapping[tuple[str, str], Any] = {
    ("students", "questions_ready"): False,
    ("students", "practice_done"): False,
    ("contacts", "gap_minutes"): 0,
    ("contacts", "travel_minutes"): 0,
    ("contacts", "do_not_contact"): False,
    ("rooms", "capacity"): 1,
    ("places", "capacity"): 1,
    ("places", "changeover_minutes"): 0,
    ("rooms", "changeover_minutes"): 0,
    ("classes", "kind"): "core",
}
"""What stands in for a value that is not known, where a row needs one."""

_NAMED: Mapping[tuple[str, str], str] = {
    ("contacts", "limit"): "limit_",
    ("claims", "until"): "until_at",
    ("blocks", "from"): "start_at",
    ("blocks", "to"): "end_at",
}
"""Columns that are called otherwise than their fields."""

_ORDER = (
    rows.Employer, rows.Staff, rows.SchoolClass, rows.Student, rows.Contact, rows.Room, rows.Enrolment,
    rows.Interest, rows.Duty, rows.RoomHours, rows.RoomBlock, rows.Availability, rows.Outreach, rows.Claim,
)  # fmt: skip
"""Rows before those that point at them."""


class Saver:
    """Saves records within one unit; new rows wait until `flush`, so that each table is written in few steps.

    With `make_classes`, classes that students are said to be in and nobody knows are made with their bare id.
    """

    def __init__(self, unit: Unit, zone: ZoneInfo, *, make_classes: bool = False) -> None:
        self.unit = unit
        self.zone = zone
        self._make_classes = make_classes
        self._waiting: dict[type[rows.Row], list[Values]] = {}
        self._changes: dict[type[rows.Row], dict[str, Values]] = {}
        self._replacing: dict[Part, dict[str, list[Values]]] = {}
        self._known: dict[type[rows.Row], set[str]] = {}
        self._employers: dict[str, str] | None = None
        self._words: dict[str, Place] | None = None
        self.made_employers: list[str] = []

    def add(self, kind: Kind, ident: str, fields: Mapping[str, Any]) -> None:
        """A new record. Raises UnknownId for what it refers to, BadInput for a wall time that does not exist."""
        whole = {field: usual for (of, field), usual in _USUAL.items() if of == kind.name}
        if kind.name == "contacts":
            whole["employer"] = ""
        values = self._values(kind, {**whole, **fields})
        self._wait(kind.model, {"id": ident, **values})
        for (of, field), part in PARTS.items():
            if of == kind.name and fields.get(field):
                for row in self._part(part, ident, fields[field]):
                    self._wait(part.model, row)

    def change(self, kind: Kind, ident: str, fields: Mapping[str, Any]) -> None:
        """Other values for some fields of a record that there is. Raises as `add`, some of it only at `flush`."""
        values = self._values(kind, fields)
        if values:
            self._changes.setdefault(kind.model, {}).setdefault(ident, {}).update(values)
        for (of, field), part in PARTS.items():
            if of == kind.name and field in fields:
                made = self._part(part, ident, fields[field] or ())
                self._replacing.setdefault(part, {})[ident] = made

    def flush(self) -> None:
        """Write what waits."""
        for part, wanted in self._replacing.items():
            self._replace(part, wanted)
        self._replacing.clear()
        for model in _ORDER:
            self._insert(model, self._waiting.pop(model, []))
        for changed, changes in self._changes.items():
            self.unit.update_many(changed, changes)
        self._changes.clear()

    def _insert(self, model: type[rows.Row], waiting: list[Values]) -> None:
        lacking = [row for row in waiting if "id" not in row]
        if lacking:
            prefix = next((part.prefix for part in PARTS.values() if part.model is model), "")
            for row, ident in zip(lacking, self.unit.fresh_ids(prefix, len(lacking)), strict=True):
                row["id"] = ident
        if waiting:
            self.unit.insert_many(model, waiting)

    def _wait(self, model: type[rows.Row], row: Values) -> None:
        self._waiting.setdefault(model, []).append(row)
        if model in self._known and "id" in row:
            self._known[model].add(row["id"])

    def _part(self, part: Part, ident: str, value: Any) -> list[Values]:
        if part.model is rows.Interest and value:
            value = place(value, self._settled_words())
        made = part.values(ident, value, self.zone)
        if part.model is rows.Enrolment:
            for row in made:
                self._require_class(row["class_id"])
        return made

    def _settled_words(self) -> dict[str, Place]:
        if self._words is None:
            self._words = settled(self.unit.db)
        return self._words

    def _replace(self, part: Part, wanted: dict[str, list[Values]]) -> None:
        """Of each owner, rows that say the same stay; the others go, and the new ones wait to be written."""
        names = [name for name in part.model._meta.sorted_field_names if name != "id"]
        owned = getattr(part.model, part.owner).in_(each_of(json.dumps(list(wanted))))
        columns = (getattr(part.model, name) for name in names)
        found = fetch(self.unit.db, part.model.select(part.model.id, *columns).where(owned))
        there = {tuple(content): row_id for row_id, *content in found}
        fresh = {tuple(row[name] for name in names): row for some in wanted.values() for row in some}
        gone = [row_id for content, row_id in there.items() if content not in fresh]
        if gone:
            self.unit.delete_where(part.model, part.model.id.in_(each_of(json.dumps(gone))))
        for content, row in fresh.items():
            if content not in there:
                self._wait(part.model, row)

    def _values(self, kind: Kind, fields: Mapping[str, Any]) -> Values:
        """The columns of the record's own row."""
        values: Values = {}
        for field, value in fields.items():
            if field == "id" or (kind.name, field) in PARTS:
                continue
            usual = _USUAL.get((kind.name, field))
            if isinstance(value, WallTime):
                value = wall_instant(value, self.zone)[0]
            name = _NAMED.get((kind.name, field), field)
            values[name] = usual if value is None or (value == "" and usual) else value
        if values.get("never_on"):
            values["never_on"] = tuple(day.isoformat() for day in values["never_on"])
        if "when" in values:
            values.update(_opening(values.pop("when")))
        if "employer" in values:
            values["employer"] = self.employer(values["employer"] or "")
        if values.get("teacher"):
            self.require(rows.Staff, "staff", values["teacher"])
        return values

    def employer(self, name: str) -> str:
        """The id of the employer of that name, whatever its case and accents; made where there is none yet."""
        if self._employers is None:
            known = fetch(self.unit.db, rows.Employer.select(rows.Employer.name, rows.Employer.id))
            self._employers = {fold(each): ident for each, ident in reversed(known)}
        key = fold(name)
        if key not in self._employers:
            self._employers[key] = self.unit.fresh_id("e", rows.Employer)
            self._wait(rows.Employer, {"id": self._employers[key], "name": name})
            if name:  # Without one it stands for none.
                self.made_employers.append(name)
        return self._employers[key]

    def require(self, model: type[rows.Row], one: str, ident: str) -> None:
        """Raises UnknownId when there is no such row, written or waiting."""
        if ident not in self._ids(model):
            raise UnknownId(one, ident)

    def _require_class(self, ident: str) -> None:
        if ident in self._ids(rows.SchoolClass):
            return
        if not self._make_classes:
            raise UnknownId("class", ident)
        self._wait(rows.SchoolClass, {"id": ident, "name": ident, "kind": "core", "never_on": ()})

    def _ids(self, model: type[rows.Row]) -> set[str]:
        if model not in self._known:
            known = {ident for (ident,) in fetch(self.unit.db, model.select(model.id))}
            self._known[model] = known | {row["id"] for row in self._waiting.get(model, []) if "id" in row}
        return self._known[model]


def end_moment(fields: dict[str, Any]) -> None:
    """Reads the end of a span that may be a time alone, of the day on which it begins. Raises BadInput."""
    begins = fields.get("from")
    if isinstance(fields.get("to"), str) and fields["to"]:
        fields["to"] = parse_moment(fields["to"], begins.day if begins else None)
    if begins and fields.get("to") and fields["to"] <= begins:
        raise BadInput(f"The end has to come after {begins.text}.")
