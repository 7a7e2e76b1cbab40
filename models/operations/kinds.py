"""Which kinds of record there are, their fields and how they read, so that forms and files share one parser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import cells, wall
from models.exchange.columns import CLASSES, CONTACTS, REQUIRED, ROOMS, STAFF, STUDENTS, Column
from models.exchange.offered import format_offered, parse_offered
from models.rules.text import clean
from models.tables import rows


class Kind(NamedTuple):
    """One kind of record: its name in the plural and singular, its table, its id's prefix, its fields."""

    name: str
    one: str
    model: type[rows.Row]
    prefix: str
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def column(self, field: str) -> Column:
        """The column of a field. Raises BadInput naming the fields there are."""
        for column in self.columns:
            if column.name == field:
                return column
        names = ", ".join(column.name for column in self.columns)
        # "Students have", "Staff have", but "Duty has".
        have = "has" if self.name in ("duty", "outreach") else "have"
        raise BadInput(f"{self.name.capitalize()} {have} no field {clean(field)!r}.", f"Fields: {names}.")


_ID = Column("id", cells.ident, cells.write_plain)
_CONTACT = Column("contact", cells.ident, cells.write_plain)
_STUDENT = Column("student", cells.optional_ident, cells.write_plain)


def _text(name: str) -> Column:
    return Column(name, cells.text, cells.write_plain)


def _moment(name: str) -> Column:
    return Column(name, wall.parse_moment, lambda moment: moment.text)


def _date_or_moment(cell: str) -> wall.WallTime:
    """A moment; a date alone means until its end."""
    try:
        return wall.WallTime(wall.parse_date(cell), 24 * 60)
    except BadInput:
        return wall.parse_moment(cell)


_PLACE_KIND = cells.one_of(("room", "lab", "phone"))
_YES = (cells.yes_no, cells.write_yes_no)
_PREPARED = (Column("questions_ready", *_YES), Column("practice_done", *_YES))
# Not of a room's file: what schools keep in theirs has no calendars.
_MAIL = Column("mail", cells.email, cells.write_plain)
# Not of a contact's file: there hours have a file of their own.
_OFFERED = (Column("availability", parse_offered, format_offered),)
_EMPLOYERS = (
    _ID,
    *map(_text, ("name", "field", "address", "site")),
    Column("phone", cells.phone, cells.write_plain),
    Column("notes", cells.long_text, cells.write_plain),
)
_OUTREACH = (
    _ID,
    _CONTACT,
    _STUDENT,
    _moment("at"),
    *map(_text, ("how", "outcome")),
    Column("said", cells.long_text, cells.write_plain),
    _text("next_action"),
    Column("next_by", cells.day, lambda day: day.isoformat() if day else ""),
)
_CLAIMS = (
    _ID,
    _CONTACT,
    _STUDENT,
    Column("until", _date_or_moment, lambda moment: moment.text),
    _text("because"),
)
_BLOCKS = (
    _ID,
    Column("room", cells.ident, cells.write_plain),
    _moment("from"),
    # A time alone is of the day of `from`.
    Column("to", cells.text, lambda moment: moment.text),
    _text("why"),
)
_PLACES = (
    *(column for column in ROOMS if column.name != "blocks"),
    # A quiet room has no kind in the store.
    Column("kind", lambda cell: _PLACE_KIND(cell).replace("room", ""), lambda kind: kind or "room"),
    _MAIL,
)
_DUTY = (
    _ID,
    Column("staff", cells.ident, cells.write_plain),
    Column("when", wall.parse_openings, wall.format_openings),
)


def _kind(name: str, one: str, model: type[rows.Row], prefix: str, columns: tuple[Column, ...]) -> Kind:
    return Kind(name, one, model, prefix, columns, REQUIRED.get(name, _NEEDED.get(name, ())))


_NEEDED = {
    "employers": (("name",),),
    "outreach": (("contact",), ("how", "outcome", "said", "next_action")),
    "claims": (("contact",), ("student",)),
    "blocks": (("room",), ("from",), ("to",)),
    "duty": (("staff",), ("when",)),
    "places": (("name",),),
}

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("students", "student", rows.Student, "s", STUDENTS + _PREPARED),
        _kind("contacts", "contact", rows.Contact, "c", CONTACTS + _OFFERED),
        _kind("rooms", "room", rows.Room, "r", (*ROOMS, _MAIL)),
        _kind("places", "place", rows.Room, "p", _PLACES),
        _kind("staff", "staff", rows.Staff, "t", STAFF),
        _kind("classes", "class", rows.SchoolClass, "k", CLASSES),
        _kind("employers", "employer", rows.Employer, "e", _EMPLOYERS),
        _kind("outreach", "outreach", rows.Outreach, "o", _OUTREACH),
        _kind("claims", "claim", rows.Claim, "p", _CLAIMS),
        _kind("blocks", "block", rows.RoomBlock, "b", _BLOCKS),
        _kind("duty", "duty", rows.Duty, "d", _DUTY),
    )
}
"""Every kind of record that people add, change and remove."""

BY_ONE: Mapping[str, Kind] = {kind.one: kind for kind in KINDS.values()}
"""The kinds by the word for one of them, as proposals name their rows."""


def kind_named(name: str) -> Kind:
    """The kind of that name, in the plural or singular. Raises BadInput."""
    found = KINDS.get(name) or BY_ONE.get(name)
    if found is None:
        raise BadInput(f"{clean(name)!r} is no kind of record.", f"Kinds: {', '.join([*KINDS, 'days'])}.")
    return found


def read_fields(kind: Kind, cells_by_field: Mapping[str, str]) -> dict[str, Any]:
    """Typed fields of cells as people type them. Raises BadInput with a line for each that cannot be read."""
    fields: dict[str, Any] = {}
    wrong: list[str] = []
    for field, cell in cells_by_field.items():
        column = kind.column(field)
        try:
            fields[field] = column.read(cell)
        except BadInput as refused:
            wrong.append(f"{field}: expected {refused.sentence}, not {clean(cell, 60)!r}")
    if len(wrong) == 1:
        raise BadInput(f"{wrong[0]}.")
    if wrong:
        raise BadInput(f"{len(wrong)} fields cannot be used; nothing was saved.", problems=wrong)
    return fields


def write_fields(kind: Kind, fields: Mapping[str, Any], only: Iterable[str] | None = None) -> dict[str, str]:
    """The fields as cells, in the order of the columns; those that the record lacks are left out."""
    wanted = fields.keys() if only is None else set(only)
    return {
        column.name: _cell(column, fields[column.name])
        for column in kind.columns
        if column.name in wanted and column.name in fields
    }


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.name == "classes":
        value = sorted(value)
    return str(column.write(value))


def require_whole(kind: Kind, fields: Mapping[str, Any]) -> None:
    """Raises BadInput when a field that may not be empty is."""
    for group in kind.required:
        if not any(fields.get(field) for field in group):
            raise BadInput(f"{_article(kind.one)} needs a value for {' or '.join(group)}.")


def _article(word: str) -> str:
    return f"{'An' if word[0] in 'aeiou' else 'A'} {word}"
