"""Survey programs spread a header over two or three rows."""

from __future__ import annotations

import pytest

from models.exchange.files_in import read_bytes
from models.exchange.headers import recognised
from models.exchange.surveys import surveyed

STUDENTS = recognised(("students",), {})
SURVEY = ["Respondent ID", "Collector ID", "What is your name?", "Pick", "", ""]


@pytest.mark.parametrize(
    ("under", "expected"),
    [
        (
            ["", "", "Open-Ended Response", "Art", "Other (please specify)", "Email Address"],
            ["Respondent ID", "Collector ID", "What is your name?", "Pick [Art]", "Pick - Other (please specify)",
             "Email Address"],
        ),
        (
            ["", "", "Response", "", "", "", "More"],
            ["Respondent ID", "Collector ID", "What is your name?", "Pick", "Pick", "Pick", "Pick [More]"],
        ),
    ],
)  # fmt: skip
def test_options_go_behind_their_question(under: list[str], expected: list[str]) -> None:
    found = surveyed(SURVEY, [under, ["1", "2"]], STUDENTS)
    assert found is not None
    assert (found.header, found.rows) == (expected, 1)


def test_a_row_of_answers_is_no_header() -> None:
    assert surveyed(SURVEY, [["118", "4401", "Mia", "Art"]], STUDENTS) is None


def test_any_other_table_is_no_survey() -> None:
    assert surveyed(["Name", "Grade"], [["", "First"], ["Mia", "10"]], STUDENTS) is None


def test_questions_stand_over_the_codes_of_a_survey() -> None:
    codes = ['{"ImportId":"a"}', '{"ImportId":"b"}']
    found = surveyed(["Q1", "Q2"], [["What is your name?", "Grade"], codes], STUDENTS)
    assert found is not None
    assert (found.header, found.rows) == (["What is your name?", "Grade"], 2)
    found = surveyed(["Name", "Grade"], [codes, ["Mia", "10"]], STUDENTS)
    assert found is not None
    assert (found.header, found.rows) == (["Name", "Grade"], 1)


def test_a_survey_without_answers_changes_nothing() -> None:
    reading = read_bytes("students", b"Respondent ID,Collector ID,Email Address,Name\n,,,Response\n", "s.csv")
    assert (reading.records, reading.problems) == ((), ())
    assert reading.notes[-1] == "There are no rows under the header; nothing is changed by that."
