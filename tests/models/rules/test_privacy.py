"""Who may learn a student's name: consent, and nothing but consent, gives the first name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.facts import Student
from models.rules.privacy import (
    public_label,
    student_for_interviewee,
    students_for_interviewee,
)


def student(
    given: str = "Amelia",
    family: str = "Torres",
    preferred: str = "Mia",
    grade: str = "11",
    share: bool | None = True,
) -> Student:
    return Student(
        id="S1001",
        given=given,
        family=family,
        preferred=preferred,
        grade=grade,
        email="amelia.torres@students.example.org",
        school="",
        guardian_name="",
        guardian_email="",
        share_name=share,
        owed=None,
        questions_ready=False,
        practice_done=False,
        classes=(),
        interests=(),
    )


def test_consent_gives_the_first_name_the_student_goes_by() -> None:
    assert student_for_interviewee(student()) == "Mia"
    assert student_for_interviewee(student(preferred="")) == "Amelia"


@pytest.mark.parametrize("share", [False, None])
def test_without_recorded_consent_the_grade_stands_for_the_name(share: bool | None) -> None:
    assert student_for_interviewee(student(share=share)) == "a student (grade 11)"


@pytest.mark.parametrize(
    ("grade", "label"),
    [
        ("", "a student"),
        ("Grade 11", "a student (grade 11)"),
        ("gr. 9", "a student (grade 9)"),
        ("11th", "a student (grade 11th)"),
        ("11 (Torres, Amelia)", "a student"),
        ("x" * 40, "a student"),
        ("\x1b]0;x\x07", "a student"),
    ],
)
def test_a_grade_is_told_only_if_it_is_one(grade: str, label: str) -> None:
    assert student_for_interviewee(student(share=None, grade=grade)) == label


def test_a_surname_typed_into_the_first_name_does_not_leave() -> None:
    assert student_for_interviewee(student(preferred="Mia Torres")) == "Mia"
    assert student_for_interviewee(student(given="Torres, Amelia", preferred="")) == "Amelia"
    assert student_for_interviewee(student(given="Zoe", preferred="", family="ZOË")) == "a student (grade 11)"


def test_several_students_are_named_up_to_three() -> None:
    mia, leo = student(), student("Leo", "Brandt", "", "10")
    assert students_for_interviewee([mia]) == "Mia"
    assert students_for_interviewee([student(share=None), leo]) == "Leo and a student (grade 11)"
    assert (
        students_for_interviewee([student(share=None), leo, student(share=False)])
        == "Leo and 2 students (grade 11)"
    )
    assert students_for_interviewee([mia, leo, mia, leo]) == "4 students"
    assert students_for_interviewee([mia] * 24) == "24 students (grade 11)"
    assert students_for_interviewee([]) == "a student"


def test_a_public_screen_shows_first_name_and_initial() -> None:
    assert public_label(student()) == "Mia T."
    assert public_label(student(family="o'neil")) == "Mia O."
    assert public_label(student(family="")) == "Mia"
    assert public_label(student(given="", preferred="")) == "T."
    assert public_label(student(given="", preferred="", family="")) == "Student"


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20), st.sampled_from([True, False, None]))
def test_no_name_leaves_without_consent_whatever_was_typed(
    first: str, family: str, grade: str, share: bool | None
) -> None:
    label = student_for_interviewee(student(first, family, "", grade, share))
    assert label.isprintable() or not label.isascii()
    assert "\n" not in label
    if share is not True:
        assert label == "a student" or label.startswith("a student (grade ")
