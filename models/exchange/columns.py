"""The columns of each kind of file: one contract for what is read, what is written and what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from models.exchange import cells, wall
from models.rules.interview import EQUIPMENT, FORMATS

CLASS_KINDS = ("free", "advisory", "lunch", "elective", "core", "never")
"""From the class that may be missed most lightly to the one that may not be missed at all."""


class Column(NamedTuple):
    """A column's name, the reader of its cells (raises BadInput with what was expected), and the writer."""

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def _text(name: str) -> Column:
    return Column(name, cells.text, cells.write_plain)


def _number(name: str, least: int, most: int) -> Column:
    return Column(name, cells.number(least, most), cells.write_plain)


_ID = Column("id", cells.ident, cells.write_plain)
_EMAIL = Column("email", cells.email, cells.write_plain)

STUDENTS = (
    _ID,
    _text("given"),
    _text("family"),
    _text("preferred"),
    Column("grade", cells.whole_text, cells.write_plain),
    _EMAIL,
    _text("school"),
    _text("guardian_name"),
    Column("guardian_email", cells.email, cells.write_plain),
    Column("share_name", cells.yes_no, cells.write_yes_no),
    Column("classes", cells.idents, cells.write_several),
    Column("interests", cells.interests, cells.write_interests),
    _number("owed", 0, 99),
)

_SAID_OF_FORMATS = {"in_person": "on_site", "face_to_face": "on_site"}

CONTACTS = (
    _ID,
    _text("name"),
    _text("employer"),
    _text("title"),
    _EMAIL,
    Column("phone", cells.phone, cells.write_plain),
    Column("zone", cells.zone, cells.write_plain),
    Column("clusters", cells.clusters, cells.write_clusters),
    Column("formats", cells.some_of(FORMATS, _SAID_OF_FORMATS), cells.write_several),
    _number("minutes", 1, 480),
    _number("gap_minutes", 0, 1440),
    _number("limit", 0, 9999),
    _number("per_day", 0, 999),
    Column("schools", cells.texts, cells.write_several),
    _number("travel_minutes", 0, 1440),
    _text("source"),
    Column("do_not_contact", cells.yes_no, cells.write_yes_no),
    Column("notes", cells.long_text, cells.write_plain),
)

AVAILABILITY = (
    Column("contact", cells.ident, cells.write_plain),
    Column("from", wall.parse_moment, lambda moment: moment.text),
    # A time alone is of the day of `from`, which the reader of rows knows.
    Column("to", cells.text, lambda moment: moment.text),
)

ROOMS = (
    _ID,
    _text("name"),
    _text("school"),
    _number("capacity", 1, 9999),
    Column("equipment", cells.some_of(EQUIPMENT), cells.write_several),
    Column("open", wall.parse_openings, wall.format_openings),
    Column("blocks", wall.parse_spans, wall.format_spans),
    _number("changeover_minutes", 0, 1440),
)

STAFF = (
    _ID,
    _text("name"),
    _text("role"),
    _EMAIL,
    _text("school"),
    Column("duty", wall.parse_openings, wall.format_openings),
)

CLASSES = (
    _ID,
    _text("name"),
    Column("teacher", cells.optional_ident, cells.write_plain),
    Column("meets", cells.meets, cells.write_plain),
    Column("kind", cells.one_of(CLASS_KINDS), cells.write_plain),
    Column("never_on", cells.days, cells.write_days),
)

PERIODS = (
    _text("day_type"),
    Column("period", cells.whole_text, cells.write_plain),
    _text("start"),
    _text("end"),
    _text("kind"),
)

DAYS = (
    Column("date", cells.day, cells.write_plain),
    _text("day_type"),
    _text("rotation"),
    _text("closed"),
    _text("note"),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "students": STUDENTS,
    "contacts": CONTACTS,
    "availability": AVAILABILITY,
    "rooms": ROOMS,
    "staff": STAFF,
    "classes": CLASSES,
    "periods": PERIODS,
    "days": DAYS,
}
"""The columns of each kind, in the order in which they are written. Bells come as `periods` or as `days`."""

REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "students": (("given", "family"),),
    "contacts": (("name",),),
    "availability": (("contact",), ("from", "hours"), ("to", "hours")),
    "rooms": (("name",),),
    "staff": (("name",),),
    "classes": (("name",),),
    "periods": (("period",), ("start", "times"), ("end", "times")),
    "days": (("date",),),
}
"""Of each group of fields, at least one may not be empty."""


def names_of(kind: str) -> tuple[str, ...]:
    """The names of a kind's columns."""
    return tuple(column.name for column in COLUMNS[kind])
