"""Several rows about one person become one record; what contradicts itself is told and never settled in silence."""

from __future__ import annotations

from typing import Any

import pytest

from models.exchange.class_names import Told, classes_of, parted
from models.exchange.files_in import read_bytes
from models.exchange.gathering import Found, gather
from models.exchange.reading import Reading, Record


def read(kind: str, text: str) -> Reading:
    return read_bytes(kind, text.encode(), "a.csv")


def found(row: int, answered: str = "", **fields: Any) -> Found:
    return Found(Record(row, fields), answered)


def rows(answers: list[Found], source: str) -> list[int]:
    return [record.row for record in gather(answers, source).records]


def test_a_row_for_each_class_is_one_student() -> None:
    reading = read(
        "students", "Student ID,First Name,Course,Period\n1,Ann,Art,2\n2,Bo,Art,2\n1,Ann,Maths,5\n"
    )
    assert [record.fields for record in reading.records] == [
        {"id": "1", "given": "Ann", "classes": ("Art - P2", "Maths - P5")},
        {"id": "2", "given": "Bo", "classes": ("Art - P2",)},
    ]
    assert reading.problems == ()
    assert reading.notes == (
        "1 row is about people of earlier rows (a row for each class, say): they were put together.",
    )


def test_rows_of_one_id_that_contradict_each_other_are_a_problem() -> None:
    reading = read("students", "id,given,class\n1,Ann,A\n1,Bo,B\n")
    assert [one.line for one in reading.problems] == [
        "a.csv, row 3, column id: expected an id of its own (row 2 has it too), not '1'"
    ]


def test_two_people_with_one_mail_address_and_no_id_stay_two() -> None:
    reading = read("students", "given,email\nAnn,both@example.org\nBo,both@example.org\n")
    assert [record.fields["given"] for record in reading.records] == ["Ann", "Bo"]


def test_of_two_guardians_the_first_is_kept() -> None:
    text = "id,given,guardian_name,guardian_email\n1,Ann,Mo,mo@example.org\n1,Ann,Di,di@example.org\n"
    assert [record.fields["guardian_name"] for record in read("students", text).records] == ["Mo"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("11/2/2026 9:00:00", "11/2/2026 14:00:00"),
        ("11/2/2026 9:00:00 AM", "11/2/2026 2:00:00 PM"),
        ("9/30/2026 9:00", "10/1/2026 9:00"),
        ("31/10/2026 9:00", "01/11/2026 9:00"),
        ("2026/11/02 9:00:00 AM GMT-6", "2026/11/02 12:30:00 PM GMT-6"),
        ("2026-11-02T09:00:00", "2026-11-02T10:00:00"),
        ("46328.375", "46328.5"),
    ],
)
def test_the_last_answer_counts_by_its_time_wherever_it_stands(earlier: str, later: str) -> None:
    late, early = found(2, later, email="A@example.org"), found(3, earlier, email="a@example.org")
    assert rows([late, early], "google_forms") == [2]
    assert rows([early, late], "google_forms") == [2]


def test_without_readable_times_the_lowest_answer_counts() -> None:
    assert rows([found(2, "soon", id="1"), found(3, "later", id="1")], "ms_forms") == [3]


def test_answers_of_nobody_known_are_all_kept() -> None:
    assert rows([found(2, given="Ann"), found(3, given="Ann")], "google_forms") == [2, 3]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"section": "4A"}, [Told("4A", "4A")]),
        ({"section": "02", "course": "Art"}, [Told("Art - 02", "Art")]),
        ({"section": "ART-02-F", "course": "Art"}, [Told("ART-02-F", "Art")]),
        ({"section": "Section 4", "course": "Art"}, [Told("Art - Section 4", "Art")]),
        ({"section": "3"}, [Told("Section 3", "Section 3")]),
        ({"course": "Art", "period": "4(A-B)"}, [Told("Art - P4(A-B)", "Art", "4(A-B)")]),
        ({"course": "Art", "teacher": "Lee"}, [Told("Art - Lee", "Art")]),
        ({"period": "4", "teacher": "Lee"}, [Told("Period 4 - Lee", "Period 4 - Lee")]),
        ({"period": "Period 4"}, [Told("Period 4", "Period 4")]),
        ({"homeroom": "204"}, [Told("Homeroom 204", "Homeroom 204")]),
        ({"homeroom": "Advisory Lee"}, [Told("Advisory Lee", "Advisory Lee")]),
        ({"teacher": "Lee"}, []),
        ({"section": "A;B"}, [Told("A,B", "A,B")]),
    ],
)
def test_classes_are_named_by_what_a_roster_says_of_them(fields: dict[str, Any], told: list[Told]) -> None:
    assert list(classes_of(fields)) == told
    assert fields == {}


def test_sections_that_a_gradebook_joins_are_set_apart_only_where_each_is_known() -> None:
    assert parted("A, B, and C", {"A", "B", "C"}) == ("A", "B", "C")
    assert parted("Arts and Crafts", {"Arts", "A"}) == ("Arts and Crafts",)


def test_where_a_class_meets_is_told_unless_rows_disagree() -> None:
    text = "id,given,section,expression\n1,Ann,ART-1,1(A)\n2,Bo,ART-1,1(A)\n1,Ann,MATHS-1,2(A)\n2,Bo,MATHS-1,3(B)\n"
    (also,) = read("students", text).also
    assert (also.kind, also.records) == (
        "classes",
        (Record(2, {"id": "ART-1", "name": "ART-1", "meets": "1(A)"}),),
    )


def test_a_column_for_each_period_is_a_schedule() -> None:
    reading = read("students", "id,given,Period 1,Period 2\n1,Ann,English 10,Art\n2,Bo,Chemistry,\n")
    assert [record.fields["classes"] for record in reading.records] == [
        ("English 10 - P1", "Art - P2"),
        ("Chemistry - P1",),
    ]
    assert [record.fields for record in reading.also[0].records] == [
        {"id": "English 10 - P1", "name": "English 10", "meets": "1"},
        {"id": "Art - P2", "name": "Art", "meets": "2"},
        {"id": "Chemistry - P1", "name": "Chemistry", "meets": "1"},
    ]
    assert (reading.further_classes, reading.notes) == (False, ())


def test_marks_under_periods_are_no_classes() -> None:
    reading = read("students", "id,given,Period 1,Period 2\n1,Ann,A,T\n2,Bo,A,95\n")
    assert [record.fields for record in reading.records] == [
        {"id": "1", "given": "Ann"},
        {"id": "2", "given": "Bo"},
    ]
    assert reading.notes == (
        "The answers under Period 1, Period 2 do not look like names of classes, so they were not read.",
    )
