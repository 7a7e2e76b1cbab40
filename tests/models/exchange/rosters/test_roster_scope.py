"""Of a district's roster one school, of a year's terms those of the campaign's window; what is left out is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading
from models.exchange.scope import Days, Scope, day_of, touch
from tests.models.exchange.rosters.roster_help import CLASSES, DISTRICT, SESSIONS, packed

WINDOW = Days(date(2026, 11, 16), date(2026, 11, 27))


def read(files: Mapping[str, str], scope: Scope, kind: str = "students") -> Reading:
    return read_bytes(kind, packed(files), "r.zip", scope=scope)


def classes(reading: Reading) -> dict[str, tuple[str, ...]]:
    return {record.fields["id"]: record.fields["classes"] for record in reading.records}


def ids(reading: Reading, kind: str) -> list[str]:
    return [record.fields["id"] for one in reading.also if one.kind == kind for record in one.records]


def test_only_classes_and_enrolments_of_the_window_are_taken() -> None:
    found = read(DISTRICT, Scope(window=WINDOW))

    assert classes(found) == {"s1": ("k1",), "s2": ("k3",), "s3": ("k4", "k1")}
    assert ids(found, "classes") == ["k1", "k3", "k4"]
    assert "Classes whose term does not touch the campaign's window were left out: Spring 1." in found.notes
    assert "1 enrolment does not touch the campaign's window and was left out." in found.notes


def test_without_a_window_every_class_is_taken() -> None:
    found = read(DISTRICT, Scope())

    assert classes(found) == {"s1": ("k1", "k2"), "s2": ("k3", "k4"), "s3": ("k4", "k1")}
    assert found.schools == (("Elm High", 2), ("Oak High", 2))


def test_one_school_comes_with_its_own_staff_and_classes() -> None:
    found = read(DISTRICT, Scope(("elm high",)))

    assert {one.fields["id"]: one.fields["school"] for one in found.records} == {
        "s1": "Elm High",
        "s3": "Elm High",
    }
    # Zoë is in a class of the other school too, which has no teacher.
    assert (ids(found, "staff"), ids(found, "classes")) == (["t1"], ["k1", "k2", "k4"])
    assert classes(found) == {"s1": ("k1", "k2"), "s3": ("k4", "k1")}
    assert found.notes[-1] == "Only students of Elm High were taken; 1 of other schools was left out."
    assert (found.schools, found.schools_taken) == ((("Elm High", 2), ("Oak High", 2)), ("Elm High",))


@pytest.mark.parametrize(("kind", "expected"), [("staff", ["t1", "t2"]), ("classes", ["k1", "k3", "k4"])])
def test_staff_and_classes_alone_are_those_of_the_schools_students(kind: str, expected: list[str]) -> None:
    assert [one.fields["id"] for one in read(DISTRICT, Scope(("Oak High",)), kind).records] == expected


def test_a_school_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadInput) as caught:
        read(DISTRICT, Scope(("Ash High",)))

    assert caught.value.line == "r.zip has no school 'Ash High'. It has: Elm High (2), Oak High (2)."


def test_last_years_terms_are_said_and_all_classes_taken() -> None:
    old = {**DISTRICT, "classes": CLASSES.replace(",y,", ",f,")}
    old["academicSessions"] = SESSIONS.replace("2026", "2019").replace("2027", "2020")
    found = read(old, Scope(window=WINDOW))
    assert ids(found, "classes") == ["k1", "k2", "k3", "k4"]
    assert [note for note in found.notes if "touch" in note] == [
        "No class in it has a term that touches the campaign's window, so the classes of all terms were taken: "
        "check that it is this year's file."
    ]


SDS = {
    "School": "SIS ID,Name\n1,Elm High\n",
    "Student": "SIS ID,School SIS ID,First Name,Last Name\n11,1,Mia,Torres\n",
    "Section": "SIS ID,School SIS ID,Section Name,Term Name,Term StartDate,Term EndDate\n"
    "51,1,English,Fall,8/24/2026,12/18/2026\n52,1,Welding,Spring,1/11/2027,6/4/2027\n",
    "StudentEnrollment": "Section SIS ID,SIS ID\n51,11\n52,11\n",
}
SDS_NEW = {
    "orgs": "sourcedId,name,type\n1,Elm High,school\n",
    "users": "sourcedId,username,givenName,familyName\n11,mia@example.org,Mia,Torres\n",
    "roles": "userSourcedId,orgSourcedId,role\n11,1,student\n",
    "classes": "sourcedId,orgSourcedId,title,sessionSourcedIds\n51,1,English,f\n52,1,Welding,w\n",
    "academicSessions": SESSIONS,
    "enrollments": "classSourcedId,userSourcedId,role\n51,11,student\n52,11,student\n",
}
CLEVER = {
    "schools": "School_id,School_name\n1,Elm High\n",
    "students": "School_id,Student_id,First_name,Last_name\n1,11,Mia,Torres\n",
    "sections": "School_id,Section_id,Teacher_id,Name,Term_name,Term_start,Term_end\n"
    "1,51,,English,Fall,8/24/2026,12/18/2026\n1,52,,Welding,Spring,2027-01-11,2027-06-04\n",
    "enrollments": "School_id,Section_id,Student_id\n1,51,11\n1,52,11\n",
}
CANVAS = {
    "terms": "term_id,name,status,start_date,end_date\nf,Fall,active,2026-08-24T00:00:00Z,2026-12-18T00:00:00Z\n"
    "w,Spring,active,2027-01-11T00:00:00Z,2027-06-04T00:00:00Z\n",
    "users": "user_id,login_id,first_name,last_name,status\n11,mia,Mia,Torres,active\n",
    "courses": "course_id,short_name,long_name,term_id,status\nC1,ENG,English,f,active\nC2,WELD,Welding,w,active\n",
    "sections": "section_id,course_id,name,status,start_date,end_date\n51,C1,English 1,active,,\n52,C2,Welding 1,active,,\n",
    "enrollments": "course_id,user_id,role,section_id,status\nC1,11,student,51,active\nC2,11,student,52,active\n",
}


@pytest.mark.parametrize(
    "files", [SDS, SDS_NEW, CLEVER, CANVAS], ids=["sds v1", "sds v2.1", "clever", "canvas"]
)
def test_every_roster_that_tells_its_terms_is_held_to_the_window(files: Mapping[str, str]) -> None:
    found = read(files, Scope(window=WINDOW))

    assert classes(found) == {"11": ("51",)}
    assert ids(found, "classes") == ["51"]
    assert "Classes whose term does not touch the campaign's window were left out: Spring 1." in found.notes


def test_a_canvas_course_without_sections_is_held_to_its_term() -> None:
    files = {key: text for key, text in CANVAS.items() if key != "sections"}
    files["enrollments"] = (
        "course_id,user_id,role,section_id,status\nC1,11,student,,active\nC2,11,student,,active\n"
    )

    assert classes(read(files, Scope(window=WINDOW))) == {"11": ("C1",)}


def test_changes_of_enrolments_alone_need_no_users() -> None:
    files = {
        "manifest": "propertyName,value\noneroster.version,1.1\nfile.users,absent\nfile.enrollments,delta\n",
        "enrollments": "sourcedId,status,dateLastModified,classSourcedId,userSourcedId,role\n"
        "1,active,2026-10-01,k1,s1,student\n2,tobedeleted,2026-10-01,k2,s1,student\n",
    }
    found = read(files, Scope(window=WINDOW))

    assert found.partial
    assert [record.fields for record in found.records] == [
        {"id": "s1", "classes": ("k1",), "classes_left": ("k2",)}
    ]


TABLE = b"id,given,family,school\n1,Mia,Torres,Elm High\n2,Bo,Quill,Oak High\n"


def test_a_table_with_a_column_of_schools_is_held_to_one() -> None:
    found = read_bytes("students", TABLE, "a.csv", scope=Scope(("oak high",)))

    assert [record.fields["id"] for record in found.records] == ["2"]
    assert found.schools == (("Elm High", 1), ("Oak High", 1))
    assert found.notes == ("Only students of Oak High were taken; 1 of other schools was left out.",)


def test_a_file_without_schools_cannot_be_held_to_one() -> None:
    with pytest.raises(BadInput, match="does not say which school anybody or anything belongs to"):
        read_bytes("students", b"id,given\n1,Mia\n", "a.csv", scope=Scope(("Elm High",)))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-08-24", date(2026, 8, 24)),
        ("2026-08-24T00:00:00.000Z", date(2026, 8, 24)),
        ("20260824", date(2026, 8, 24)),
        ("8/24/2026", date(2026, 8, 24)),
        ("08/24/26", date(2026, 8, 24)),
        ("24.8.2026", date(2026, 8, 24)),
        ("", None),
        ("Fall", None),
        ("2026-13-01", None),
    ],
)
def test_the_days_of_terms_are_read_as_programs_write_them(cell: str, expected: date | None) -> None:
    assert day_of(cell) == expected


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_spans_touch_where_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    window, term = Days(min(a, b), max(a, b)), Days(min(c, d), max(c, d))
    shared = max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d))

    assert touch(window, term) == shared
    assert touch(None, term)
    assert touch(window, Days(None, None))


@given(st.text(max_size=20))
def test_any_cell_is_a_day_or_none(cell: str) -> None:
    found = day_of(cell)
    assert found is None or isinstance(found, date)
