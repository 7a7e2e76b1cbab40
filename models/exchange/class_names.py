"""The classes of a roster that has no list of them: named by what its columns say about each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.cells import meets, whole_text
from models.exchange.reading import Record

FIELDS = ("section", "course", "period", "teacher", "homeroom")
"""Helper fields of which classes are made."""
FIELDS_SET = frozenset({*FIELDS, "schedule"})

_SHORT = 4
"""Characters of a section that says little without its course, as "02" or "4A"."""
_GENERIC = re.compile(r"(?:section|sec|group|period|block|class)\b.{0,6}", re.IGNORECASE)
_NAMED_ROOM = re.compile(r"(?:home ?room|hr|advis\w*|tutor\w*)\b", re.IGNORECASE)
_NAMED_PERIOD = re.compile(r"(?:period|block|hour|per|pd)\b", re.IGNORECASE)


class Told(NamedTuple):
    """A class that a row tells of: its id, its name, and where it meets ("" where the row does not say)."""

    ident: str
    name: str
    meets: str = ""


def classes_of(fields: dict[str, Any]) -> tuple[Told, ...]:
    """The classes in a row, the homeroom last; takes the helper fields away."""
    section, course, period, teacher, room = (_said(fields.pop(field, "")) for field in FIELDS)
    named = _class(section, course, period, teacher)
    homeroom = "" if not room else room if _NAMED_ROOM.match(room) else f"Homeroom {room}"
    told = [Told(_cut(named), _cut(course or named), _meets(period))] if named else []
    if homeroom and homeroom != named:
        told.append(Told(_cut(homeroom), _cut(homeroom)))
    return tuple(told)


def in_schedule(schedule: Iterable[tuple[str, str]]) -> tuple[Told, ...]:
    """The classes of a row that has a column for each period: pairs of period and class."""
    told = ((period, _said(name)) for period, name in schedule)
    return tuple(Told(_cut(f"{name} - P{period}"), _cut(name), period) for period, name in told if name)


def records_of(told: Iterable[tuple[int, Told]]) -> tuple[Record, ...]:
    """A record for each class of which a row says where it meets, with that row's number.

    Where rows contradict each other, where a class meets is not said.
    """
    first: dict[str, tuple[int, Told]] = {}
    doubtful = set[str]()
    for row, one in told:
        if one.meets and first.setdefault(one.ident, (row, one))[1].meets != one.meets:
            doubtful.add(one.ident)
    return tuple(
        Record(row, {"id": one.ident, "name": one.name, "meets": one.meets})
        for row, one in first.values()
        if one.ident not in doubtful
    )


def _meets(period: str) -> str:
    """Where a class meets, only where a student system writes it out with its days, as 4(A-B)."""
    if "(" not in period:
        return ""
    try:
        return meets(period)
    except BadInput:
        return ""


def _cut(name: str) -> str:
    return name[: limits.NAME.most].strip()


def parted(name: str, alone: Collection[str]) -> tuple[str, ...]:
    """The sections that a gradebook joins as "A, B, and C", where each of them also stands alone somewhere."""
    pieces = [piece.strip() for piece in re.split(r",? and |, ", name) if piece.strip()]
    return tuple(pieces) if len(pieces) > 1 and all(piece in alone for piece in pieces) else (name,)


def _class(section: str, course: str, period: str, teacher: str) -> str:
    if len(section) > _SHORT and not section.isdigit() and not (course and _GENERIC.fullmatch(section)):
        return section
    if course:
        beside = section or _period(period, "P") or teacher
        return f"{course} - {beside}" if beside else course
    if section:
        return f"Section {section}" if section.isdigit() else section
    if period:
        return " - ".join(filter(None, (_period(period, "Period "), teacher)))
    return ""


def _period(period: str, before: str) -> str:
    """ "4" as "P4" or "Period 4"; what says by itself what it is stays."""
    plain = not period or _NAMED_PERIOD.match(period) or not period[0].isdigit()
    return period if plain else f"{before}{period}"


def _said(cell: Any) -> str:
    """One cell without what separates ids in ours."""
    return whole_text(str(cell or "")).replace(";", ",")
