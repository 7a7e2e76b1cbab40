"""Rosters that point at people and classes which the program knows already, by ids of its own."""

from __future__ import annotations

from pathlib import Path

from models.exchange.files_in import read_file
from models.exchange.reading import Reading
from models.operations.import_packs import flatten
from models.operations.importing import propose_import
from models.operations.proposals import accept
from models.operations.records import add_record
from models.operations.unit import Done
from models.queries import reading
from models.rules.facts import Proposal
from models.workspace import Workspace
from tests.models.exchange.rosters.roster_help import ROSTERS

ROSTER = ROSTERS / "oneroster_1_1"


def proposed(school: Workspace, kind: str, folder: Path = ROSTER) -> Proposal:
    read = read_file(kind, folder)
    return school.read(propose_import, read, school.now(), file=folder.name)


def imported(school: Workspace, kind: str, folder: Path = ROSTER) -> Done:
    return school.write(accept, proposed(school, kind, folder))


def test_what_comes_along_is_applied_first() -> None:
    one = Reading("staff", (), (), ())
    two = Reading("classes", (), (), (), also=(one,))
    three = Reading("students", (), (), (), also=(two,))

    assert [part.kind for part in flatten(three)] == ["staff", "classes", "students"]
    assert all(part.also == () for part in flatten(three))


def test_a_teacher_known_by_mail_teaches_the_classes_under_the_programs_id(school: Workspace) -> None:
    school.write(add_record, "staff", {"name": "Pat Rivera", "email": "pat.rivera@example.org"})
    (ident,) = (one.id for one in school.read(reading.staff).values() if one.name == "Pat Rivera")

    imported(school, "students")

    classes = school.read(reading.classes)
    assert (classes["c-alg"].teacher, classes["c-bio"].teacher) == (ident, "t-02")
    assert {row.action for row in proposed(school, "students").rows} == {"same"}
    assert {row.action for row in proposed(school, "classes").rows} == {"same"}


def test_students_are_in_the_class_that_has_their_classs_name(school: Workspace) -> None:
    school.write(add_record, "classes", {"name": "Biology"})
    (ident,) = (one.id for one in school.read(reading.classes).values() if one.name == "Biology")

    imported(school, "students")

    found = school.read(reading.students)
    assert ident in found["u-003"].classes
    assert "c-bio" not in school.read(reading.classes)
    assert {row.action for row in proposed(school, "students").rows} == {"same"}
    imported(school, "students", ROSTERS / "oneroster_delta")
    assert set(school.read(reading.students)["u-006"].classes) == {ident}


def test_a_class_that_a_file_brings_is_not_made_a_second_time(school: Workspace) -> None:
    added = [row for row in proposed(school, "students").rows if row.entity == "class"]

    assert [row.id for row in added] == ["c-alg", "c-bio", "c-hr", "c-weld", "c-odd"]
    assert {row.source[0] if row.source else "" for row in added} == {"oneroster_1_1/classes.csv"}


def test_a_class_that_no_file_brings_is_made_bare(school: Workspace) -> None:
    added = [
        row for row in proposed(school, "students", ROSTERS / "oneroster_1_0").rows if row.entity == "class"
    ]

    assert [(row.id, row.source) for row in added] == [("k1", None)]


def test_sections_of_a_course_that_share_its_name_stay_apart(school: Workspace, tmp_path: Path) -> None:
    (tmp_path / "users.csv").write_text(
        "sourcedId,enabledUser,role,givenName,familyName\nx1,true,student,Ida,Silva\nx2,true,student,Bo,Ray\n"
    )
    (tmp_path / "classes.csv").write_text("sourcedId,title\nc1,Algebra I\nc2,Algebra I\n")
    (tmp_path / "enrollments.csv").write_text(
        "classSourcedId,userSourcedId,role\nc1,x1,student\nc2,x2,student\n"
    )
    school.write(add_record, "classes", {"name": "Algebra I"})

    imported(school, "students", tmp_path)

    students = school.read(reading.students)
    assert (students["x1"].classes, students["x2"].classes) == (("c1",), ("c2",))
    assert {row.action for row in proposed(school, "students", tmp_path).rows} == {"same"}
