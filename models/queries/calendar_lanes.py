"""Whose calendar is shown: everybody's, parted into lanes, or that of one student, contact, room or class alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.queries import reading
from models.queries.cards import Card
from models.rules.facts import Campaign, Room, SchoolClass, Span
from models.rules.text import fold
from models.tables import rows

LANE_KINDS = ("student", "contact", "room", "class")


class Only(NamedTuple):
    """The one that alone is shown. Of a class that is everything of its `students`."""

    kind: str
    id: str
    name: str
    students: frozenset[str] = frozenset()


class Sight(NamedTuple):
    """What somebody wants to see: `lanes` is one of LANE_KINDS, "" for none."""

    lanes: str = ""
    only: Only | None = None


NO_VIEW = Sight()


class LaneFact(NamedTuple):
    """One lane: `classes` are those of a student, `offered` the hours of a contact, `room` is the room itself.

    The lane with the id "" is of what belongs to none: no room, no class missed.
    """

    kind: str
    id: str
    name: str
    classes: tuple[SchoolClass, ...] = ()
    offered: tuple[Span, ...] = ()
    zone: str = ""
    room: Room | None = None


_NONE = {"room": "No room", "class": "No class missed", "contact": "No contact", "student": "No student"}


def lanes_of(card: Card, kind: str) -> tuple[str, ...]:
    """The lanes in which a card is shown: a student's are all who take part, a class's those that are missed."""
    if kind == "student":
        return card.student_ids or ("",)
    if kind == "class":
        return card.missed or ("",)
    return (card.contact_id if kind == "contact" else card.room_id,)


def seen(cards: Sequence[Card], sight: Sight) -> tuple[Card, ...]:
    """The cards that somebody wants to see."""
    only = sight.only
    if only is None:
        return tuple(cards)
    if only.kind == "class":
        return tuple(card for card in cards if not only.students.isdisjoint(card.student_ids))
    return tuple(card for card in cards if only.id in lanes_of(card, only.kind))


def lane_facts(db: SqliteDatabase, sight: Sight, cards: Iterable[Card]) -> tuple[LaneFact, ...]:
    """The lanes of these cards by name, of rooms all there are; without lanes the one that is shown alone.

    A fixed number of queries: at most four.
    """
    kind = sight.lanes or (sight.only.kind if sight.only else "")
    if not kind:
        return ()
    if not sight.lanes and sight.only:
        wanted = {sight.only.id}
    else:
        wanted = {ident for card in cards for ident in lanes_of(card, kind)}
    found = _LOADERS[kind](db, wanted)
    if "" in wanted or (kind == "room" and sight.lanes):
        found.insert(0, LaneFact(kind, "", _NONE[kind]))
    return tuple(found)


def only_one(db: SqliteDatabase, kind: str, ident: str) -> Only | None:
    """The one to be shown alone, by its id; None when it is gone. At most four queries."""
    found = _LOADERS[kind](db, {ident})
    one = next((each for each in found if each.id == ident), None)
    if one is None:
        return None
    students: frozenset[str] = frozenset()
    if kind == "class":
        e = rows.Enrolment
        query = e.select(e.student).where(e.class_id == ident)
        students = frozenset(student for (student,) in reading.fetch(db, query))
    return Only(kind, ident, one.name, students)


def to_show(db: SqliteDatabase, campaign: Campaign) -> list[tuple[str, str, str, str]]:
    """Who can be shown alone: kind, id, name, and a word about each. Four queries."""
    s, c, e, r, k = rows.Student, rows.Contact, rows.Employer, rows.Room, rows.SchoolClass
    students = [
        (
            "student",
            ident,
            f"{preferred or given} {family}".strip(),
            f"student{f', grade {grade}' if grade else ''}",
        )
        for ident, given, preferred, family, grade in reading.fetch(
            db, s.select(s.id, s.given, s.preferred, s.family, s.grade)
        )
    ]
    asked: Any = c.select(c.id, c.name, e.name).join(e, on=(e.id == c.employer))
    contacts = [("contact", ident, name, f"contact, {at}") for ident, name, at in reading.fetch(db, asked)]
    rooms = [("room", ident, name, "quiet room") for ident, name in reading.fetch(db, r.select(r.id, r.name))]
    classes = [
        ("class", ident, name, "all students of this class")
        for ident, name in reading.fetch(db, k.select(k.id, k.name))
    ]
    return [
        one
        for some in (students, contacts, rooms, classes)
        for one in sorted(some, key=lambda it: fold(it[2]))
    ]


def _of_students(db: SqliteDatabase, wanted: set[str]) -> list[LaneFact]:
    classes = reading.classes(db)
    return _by_name(
        LaneFact("student", one.id, one.label, tuple(classes[c] for c in one.classes if c in classes))
        for one in reading.students(db, sorted(wanted)).values()
    )


def _of_contacts(db: SqliteDatabase, wanted: set[str]) -> list[LaneFact]:
    return _by_name(
        LaneFact("contact", one.id, one.name, offered=one.availability, zone=one.zone)
        for one in reading.contacts(db, sorted(wanted)).values()
    )


def _of_rooms(db: SqliteDatabase, wanted: set[str]) -> list[LaneFact]:
    return _by_name(LaneFact("room", one.id, one.name, room=one) for one in reading.rooms(db).values())


def _of_classes(db: SqliteDatabase, wanted: set[str]) -> list[LaneFact]:
    found = reading.classes(db)
    return _by_name(LaneFact("class", one.id, one.name, (one,)) for one in found.values() if one.id in wanted)


def _by_name(lanes: Iterable[LaneFact]) -> list[LaneFact]:
    return sorted(lanes, key=lambda one: (fold(one.name), one.id))


_LOADERS = {"student": _of_students, "contact": _of_contacts, "room": _of_rooms, "class": _of_classes}
