"""How far the classes are and where employers lack, counted in as many queries for thousands as for a few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.many import set_many
from models.operations.records import add_record, set_record
from models.queries.progress import ClassProgress, ClusterProgress, progress
from models.workspace import Workspace
from tests.helpers_store import NOW, book, make_school
from tests.school_store import NOW as LATER
from tests.school_store import Size, count_queries, make_workspace


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    opened = make_school(tmp_path / "school.wbl")
    yield opened
    opened.close()


def test_classes_with_most_students_without_any_come_first(school: Workspace) -> None:
    school.write(set_many, "students", ("s1", "s2", "s3"), {"classes": "", "owed": "1"})
    school.write(add_record, "classes", {"id": "choir", "name": "Choir", "teacher": "t1"})
    school.write(add_record, "classes", {"id": "empty", "name": "Nobody's"})
    school.write(set_many, "students", ("s1", "s2"), {"classes": "alg"})
    school.write(set_many, "students", ("s2", "s3"), {"classes+": "choir"})
    school.write(set_record, "students", "s1", {"owed": "2"})
    book(school, "10:20")
    book(school, "11:20", "s3")
    found = school.read(progress, school.campaign(), NOW)
    assert found.school._replace(students=()) == ClassProgress("", "All students", "", (), 1, 1, 1)
    assert sorted(found.school.students) == ["s1", "s2", "s3"]
    assert [(one.id, one.teacher, sorted(one.students), one[4:]) for one in found.classes] == [
        ("alg", "Mr Vance", ["s1", "s2"], (0, 1, 1)),
        ("choir", "Mr Vance", ["s2", "s3"], (1, 0, 1)),
    ]


def test_clusters_in_which_room_lacks_most_come_first(school: Workspace) -> None:
    school.write(set_many, "students", ("s1", "s2", "s3"), {"owed": "2", "interests": "Construction"})
    school.write(set_many, "contacts", ("k1", "k2"), {"clusters": "Construction", "limit": "1"})
    school.write(set_record, "contacts", "k2", {"do_not_contact": "yes"})
    school.write(add_record, "contacts", {"id": "k8", "name": "Lu Chen", "clusters": "Agriculture"})
    book(school, "10:20")
    found = school.read(progress, school.campaign(), NOW)
    [first, second] = found.clusters
    assert first._replace(students=()) == ClusterProgress("construction", "Construction", (), 5, 0, 0, 1)
    assert sorted(first.students) == ["s1", "s2", "s3"]
    assert second == ClusterProgress("agriculture", "Agriculture", (), 0, 1, None, 0)


def test_thousands_take_as_many_queries_as_a_few(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 400, 10))):
        made = make_workspace(tmp_path / name, size)
        counted.append(count_queries(made, progress, made.campaign(), LATER))
        made.close()
    assert counted == [12, 12]
