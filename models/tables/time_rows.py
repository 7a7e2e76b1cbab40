"""Rows of time: who has booked a room, a lab or a phone for what."""

from __future__ import annotations

from peewee import TextField

from models.tables.fields import InstantField, points_at
from models.tables.rows import Interview, Room, Row, SchoolClass, Student


class Reservation(Row):
    """Somebody has a place for a time: a student, a class, or an interview that takes a phone along."""

    room = points_at(Room, "room")
    start_at = InstantField()
    end_at = InstantField()
    student = points_at(Student, "student", null=True)
    class_id = points_at(SchoolClass, "class_id", null=True)
    interview = points_at(Interview, "interview", null=True)
    what = TextField()
