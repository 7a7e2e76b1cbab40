"""What further columns of the roster show: read only when a person chose one of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase, fn

from models.queries.fetching import fetch
from models.tables import rows


class StudentMore(NamedTuple):
    """What the list of students does not need. `share_name` None: not asked; `tries` counts attempts to reach a
    contact for the student, `last_try` is the latest.
    """

    guardian: str = ""
    share_name: bool | None = None
    classes: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    tries: int = 0
    last_try: datetime | None = None


def students_more(db: SqliteDatabase) -> dict[str, StudentMore]:
    """By student id, of all; three queries."""
    s, n, k, t, o = rows.Student, rows.Enrolment, rows.SchoolClass, rows.Staff, rows.Outreach
    classes: dict[str, dict[str, None]] = defaultdict(dict)
    teachers: dict[str, dict[str, None]] = defaultdict(dict)
    enrolled: Any = n.select(n.student, k.id, k.name, t.name).join(k, on=(k.id == n.class_id))
    enrolled = enrolled.left_outer_join(t, on=(t.id == k.teacher)).order_by(k.name, k.id)
    for student, ident, name, teacher in fetch(db, enrolled):
        classes[student][name or ident] = None
        if teacher:
            teachers[student][teacher] = None
    tried: Any = o.select(o.student, fn.COUNT(o.id), fn.MAX(o.at).converter(o.at.python_value))
    tries = {one: rest for one, *rest in fetch(db, tried.where(o.student.is_null(False)).group_by(o.student))}
    known: Any = s.select(s.id, s.guardian_name, s.guardian_email, s.share_name)
    return {
        ident: StudentMore(
            guardian or email,
            share_name,
            tuple(classes[ident]),
            tuple(teachers[ident]),
            *tries.get(ident, (0, None)),
        )
        for ident, guardian, email, share_name in fetch(db, known)
    }


def classes_by_student(db: SqliteDatabase) -> dict[str, tuple[tuple[str, str], ...]]:
    """By student id the classes as (id, name), by name; two queries, cheap enough for every reading of the list."""
    n, k = rows.Enrolment, rows.SchoolClass
    known = [(ident, name) for ident, name in fetch(db, k.select(k.id, k.name).order_by(k.name, k.id))]
    heads: Any = n.select(n.class_id, fn.GROUP_CONCAT(n.student, "\n")).group_by(n.class_id)
    here = {ident: students.split("\n") for ident, students in fetch(db, heads)}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in known:
        for student in here.get(one[0], ()):
            found[student].append(one)
    return {student: tuple(each) for student, each in found.items()}


def class_students(db: SqliteDatabase, ident: str) -> tuple[str, frozenset[str]]:
    """What a class is called, and the ids of its students; one query. An unknown class has none."""
    n, k = rows.Enrolment, rows.SchoolClass
    query: Any = k.select(k.name, n.student).left_outer_join(n, on=(n.class_id == k.id)).where(k.id == ident)
    found = fetch(db, query)
    name = found[0][0] if found else ""
    return name or ident, frozenset(student for _name, student in found if student is not None)


__all__ = ["StudentMore", "class_students", "classes_by_student", "students_more"]
