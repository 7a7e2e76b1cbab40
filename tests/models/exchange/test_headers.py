"""Columns of other programs' files are found by name; what must not be kept is named and left."""

from __future__ import annotations

import pytest

from models.errors import BadInput
from models.exchange.headers import Heading, normalise, understand


def fields(heading: Heading) -> list[tuple[str, str]]:
    return sorted((source.field, source.header) for source in heading.sources)


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ('\ufeff"First Name [Required]"', "first name"),
        ("Student_Number", "student number"),
        ("E-mail 1 - Value", "e mail 1 value"),
        ("student.lastName", "student lastname"),
        ("Email Address*:", "email address"),
    ],
)
def test_headers_are_compared_in_a_plain_form(header: str, plain: str) -> None:
    assert normalise(header) == plain


def test_a_gradebook_gives_the_schools_own_id_and_not_its_own() -> None:
    heading = understand("students", ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"], "a.csv", {})
    assert fields(heading) == [
        ("foreign", "ID"),
        ("full_name", "Student"),
        ("id", "SIS User ID"),
        ("login", "SIS Login ID"),
        ("section", "Section"),
    ]
    assert heading.unused == ()


def test_the_number_of_an_answer_to_a_form_is_no_id() -> None:
    headers = ["ID", "Start time", "Completion time", "Email", "Name", "Which career areas interest you?"]
    heading = understand("students", headers, "a.csv", {})
    assert fields(heading) == [
        ("answered", "Completion time"),
        ("email", "Email"),
        ("full_name", "Name"),
        ("interests", "Which career areas interest you?"),
    ]


def test_title_is_a_form_of_address_beside_a_job_title() -> None:
    heading = understand(
        "contacts", ["Title", "First Name", "Last Name", "Job Title", "Company"], "a.csv", {}
    )
    assert ("title", "Job Title") in fields(heading)
    assert heading.unused == ("Title",)


def test_what_is_never_kept_is_named() -> None:
    headers = [
        "id",
        "given",
        "Password",
        "SSN",
        "Date of Birth",
        "Gender",
        "Race/Ethnicity",
        "ELL Status",
        "What is your gender?",
    ]
    heading = understand("students", headers, "a.csv", {})
    assert heading.never_kept == tuple(headers[2:])
    assert fields(heading) == [("given", "given"), ("id", "id")]


def test_a_person_may_say_which_column_is_meant_and_leave_one_out() -> None:
    headers = ["Kennung", "Vorname", "Grade", "Notes"]
    heading = understand("students", headers, "a.csv", {"id": "kennung", "given": "Vorname", "grade": ""})
    assert fields(heading) == [("given", "Vorname"), ("id", "Kennung")]
    assert heading.unused == ("Grade", "Notes")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"shoe_size": "given"}, "'shoe_size' is no field of students."),
        ({"given": "Vorname"}, "a.csv has no column 'Vorname'."),
        ({"given": "SSN"}, "The column 'SSN' is never kept."),
    ],
)
def test_a_wrong_mapping_is_refused(mapping: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        understand("students", ["id", "given", "SSN"], "a.csv", mapping)
    assert refused.value.sentence == sentence
