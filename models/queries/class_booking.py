"""What a whole class needs to see somebody together: its students, a room that holds them, somebody who would talk."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from models.errors import UnknownId
from models.queries import reading
from models.queries.booking import Party, party_of
from models.queries.counts import room_left
from models.rules.facts import Campaign, Contact, Room, SchoolClass
from models.rules.interview import equipment_for
from models.rules.text import fold
from models.tables import rows

NOBODY = Contact(
    "", "no interviewee", "", "a recording", "", "", "", "", (), ("recorded",), None, 0, None, None, (), 0, "",
    False, "", (),
)  # fmt: skip
"""Stands for the contact of a recorded viewing that nobody of ours speaks in."""


class ClassToBook(NamedTuple):
    """A class with its students' ids and its teacher's name, the rooms that hold all of them, and the largest there is."""

    school_class: SchoolClass
    teacher: str
    students: tuple[str, ...]
    fitting: tuple[Room, ...]
    largest: Room | None


class Host(NamedTuple):
    """Somebody who may be asked, whether they offered group video, and how many more interviews they have offered."""

    contact: Contact
    group: bool
    left: int | None


def classes_to_book(db: SqliteDatabase) -> tuple[ClassToBook, ...]:
    """The classes that have students, by name; a fixed number of queries."""
    e = rows.Enrolment
    members: dict[str, list[str]] = defaultdict(list)
    for class_id, student in reading.fetch(db, e.select(e.class_id, e.student).order_by(e.student)):
        members[class_id].append(student)
    need = equipment_for("group_video")
    rooms = [room for room in reading.rooms(db).values() if need in room.equipment]
    rooms.sort(key=lambda room: (room.capacity, fold(room.name)))
    staff = reading.staff(db)
    found = []
    for one in sorted(reading.classes(db).values(), key=lambda it: (fold(it.name), it.id)):
        students = tuple(members.get(one.id, ()))
        if students:
            teacher = staff[one.teacher].name if one.teacher in staff else ""
            fitting = tuple(room for room in rooms if room.capacity >= len(students))
            found.append(ClassToBook(one, teacher, students, fitting, rooms[-1] if rooms else None))
    return tuple(found)


def hosts_for_class(db: SqliteDatabase, campaign: Campaign, now: datetime) -> tuple[Host, ...]:
    """Who may be asked, those who offered group video first, then those with most room left; a fixed number of queries."""
    left = room_left(db, campaign.id, now)
    found = [
        Host(one, "group_video" in one.formats, left.get(one.id))
        for one in reading.contacts(db).values()
        if not one.do_not_contact
    ]
    return tuple(sorted(found, key=lambda it: (not it.group, it.left == 0, fold(it.contact.name))))


def class_party(
    db: SqliteDatabase, campaign: Campaign, students: tuple[str, ...], contact: str, now: datetime
) -> Party:
    """The people of a booking for a class; `contact` is "" for none. Raises UnknownId."""
    if contact:
        return party_of(db, campaign, students, contact, now)
    known = reading.students(db, students)
    for ident in students:
        if ident not in known:
            raise UnknownId("student", ident)
    return Party(tuple(known[ident] for ident in students), NOBODY, "", None)
