"""How far the students are, class by class and cluster by cluster: where interviews lack, and where employers do."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.queries.counts import room_left
from models.queries.fetching import fetch
from models.queries.roster import RosterRow, roster
from models.rules.clusters import cluster_name
from models.rules.facts import Campaign
from models.rules.interview import STANDING
from models.rules.text import fold
from models.tables import rows


class ClassProgress(NamedTuple):
    """The students of a class by how many of the interviews they owe they have, booked or done: all, some, none."""

    id: str
    name: str
    teacher: str
    students: tuple[str, ...]
    all_: int
    some: int
    none: int


class ClusterProgress(NamedTuple):
    """The students interested in a cluster and how many interviews they still have to find, beside the contacts of
    that field who may be asked: how many have room left, for how many interviews (None: no limit), how many are
    booked or done with them.
    """

    id: str
    name: str
    students: tuple[str, ...]
    lacking: int
    contacts: int
    room: int | None
    booked: int


class Progress(NamedTuple):
    """Classes and clusters, each with the worst first, and the whole school as a class of its own."""

    school: ClassProgress
    classes: tuple[ClassProgress, ...]
    clusters: tuple[ClusterProgress, ...]


def progress(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Progress:
    """Everything counted in twelve queries, however many students there are."""
    students = {row.id: row for row in roster(db, campaign)}
    school = _counted("", "All students", "", list(students), students)
    classes = [one for one in _classes(db, students) if one.students]
    classes.sort(
        key=lambda one: (-one.none / len(one.students), -one.some / len(one.students), fold(one.name))
    )
    clusters = _clusters(db, campaign, now, students)
    clusters.sort(key=lambda one: (-_shortage(one), -len(one.students), one.name))
    return Progress(school, tuple(classes), tuple(clusters))


def _classes(db: SqliteDatabase, students: dict[str, RosterRow]) -> list[ClassProgress]:
    n, k, t = rows.Enrolment, rows.SchoolClass, rows.Staff
    members: dict[str, list[str]] = defaultdict(list)
    for student, one in fetch(db, n.select(n.student, n.class_id).order_by(n.student)):
        members[one].append(student)
    query: Any = k.select(k.id, k.name, t.name).left_outer_join(t, on=(t.id == k.teacher))
    return [
        _counted(ident, name or ident, teacher or "", members[ident], students)
        for ident, name, teacher in fetch(db, query)
    ]


def _counted(
    ident: str, name: str, teacher: str, members: list[str], students: dict[str, RosterRow]
) -> ClassProgress:
    have = [
        (students[one].counts.booked + students[one].counts.done, students[one].lacking) for one in members
    ]
    all_ = sum(not lacking for _, lacking in have)
    some = sum(bool(lacking and number) for number, lacking in have)
    return ClassProgress(ident, name, teacher, tuple(members), all_, some, len(have) - all_ - some)


def _clusters(
    db: SqliteDatabase, campaign: Campaign, now: datetime, students: dict[str, RosterRow]
) -> list[ClusterProgress]:
    c, i = rows.Contact, rows.Interview
    interested: dict[str, list[str]] = defaultdict(list)
    for row in students.values():
        for cluster in {one.cluster for one in row.interests if one.cluster}:
            interested[cluster].append(row.id)
    left = room_left(db, campaign.id, now)
    asked: dict[str, list[str]] = defaultdict(list)
    of: dict[str, tuple[str, ...]] = {}
    for ident, clusters, quiet in fetch(db, c.select(c.id, c.clusters, c.do_not_contact)):
        of[ident] = tuple(clusters)
        for cluster in clusters if not quiet else ():
            asked[cluster].append(ident)
    booked: dict[str, int] = defaultdict(int)
    standing: Any = i.select(i.contact).where(i.campaign == campaign.id, i.state.in_(sorted(STANDING)))
    for (contact,) in fetch(db, standing.where(i.contact.is_null(False))):
        for cluster in of.get(contact, ()):
            booked[cluster] += 1
    made = []
    for cluster in interested.keys() | asked.keys():
        rooms = [left.get(one) for one in asked[cluster]]
        made.append(
            ClusterProgress(
                cluster,
                cluster_name(cluster),
                tuple(interested[cluster]),
                sum(students[one].lacking for one in interested[cluster]),
                sum(room is None or room > 0 for room in rooms),
                None if None in rooms else sum(room or 0 for room in rooms),
                booked[cluster],
            )
        )
    return made


def _shortage(one: ClusterProgress) -> float:
    """How many interviews are to be found for which nobody has room."""
    return one.lacking - (float("inf") if one.room is None else one.room)


__all__ = ["ClassProgress", "ClusterProgress", "Progress", "progress"]
