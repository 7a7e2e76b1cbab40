"""A list on several sheets, one for each grade or period, is one list; other sheets with such a header are not."""

from __future__ import annotations

from typing import Any

import pytest

from models.exchange.files_in import load_table, read_bytes
from models.exchange.joined_sheets import APART, Sheet, in_words, place_in, together
from tests.models.exchange.workbook_files import xlsx

HEADER = ("Last Name", "First Name", "Student ID")


def book(sheets: dict[str, list[list[str]]]) -> bytes:
    def fill(made: Any) -> None:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    return xlsx(fill)


GRADES = {
    "Grade 9": [list(HEADER), ["Ash", "Ann", "301"], ["Bell", "Ben", "302"]],
    "Grade 10": [["Tenth grade"], ["Student ID", "First Name", "Last Name"], ["303", "Cat", "Cole"]],
    "Notes": [["Remember the slips"]],
}


def test_one_list_on_a_sheet_for_each_grade_is_read_whole() -> None:
    read = read_bytes("students", book(GRADES), "roster.xlsx")
    assert [(one.row, one.fields["id"], one.fields["given"]) for one in read.records] == [
        (2, "301", "Ann"),
        (3, "302", "Ben"),
        (APART + 3, "303", "Cat"),
    ]
    assert read.joined == ("Grade 9", "Grade 10")
    assert read.notes == ("Read together as one list: 'Grade 9', 'Grade 10'; not read: 'Notes'.",)


def test_one_sheet_asked_for_is_read_alone() -> None:
    read = read_bytes("students", book(GRADES), "roster.xlsx", sheet="Grade 10")
    assert ([one.row for one in read.records], read.joined, read.sheet) == ([3], (), "Grade 10")


def test_nobody_is_asked_which_of_the_sheets_is_meant() -> None:
    loaded = load_table("students", book(GRADES), "roster.xlsx")
    assert (loaded.alike, loaded.sheet, loaded.joined) == ((), "", ("Grade 9", "Grade 10"))


def test_a_problem_names_the_sheet_and_its_row() -> None:
    sheets = {
        "9th": [list(HEADER), ["Ash", "Ann", "1"]],
        "10th": [list(HEADER), ["Oak", "Bo", "1"], ["Elm", "Cy", "2;3"]],
    }
    read = read_bytes("students", book(sheets), "roster.xlsx")
    assert [one.line for one in read.problems] == [
        "roster.xlsx, sheet 10th, row 2, column Student ID: expected an id of its own (row 2 has it too), not '1'",
        "roster.xlsx, sheet 10th, row 3, column Student ID: expected an id without ;, not '2;3'",
    ]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Grade 9", "Grade 10"], ["Grade 9", "Grade 10"]),
        (["9th", "10th", "Dropped"], ["9th", "10th"]),
        (["P1", "P2"], ["P1", "P2"]),
        (["Freshmen", "Seniors"], ["Freshmen", "Seniors"]),
        (["Sheet1", "Sheet2"], []),
        (["Roster", "Roster (2)"], []),
        (["Roster 2025", "Roster 2026"], []),
        (["Current", "Archive"], []),
    ],
)
def test_sheets_belong_together_by_their_names(names: list[str], found: list[str]) -> None:
    sheets = [Sheet(name, HEADER) for name in names]
    assert together(sheets[0], sheets) == tuple(found)


def test_sheets_with_other_headers_do_not_belong_together() -> None:
    sheets = [Sheet("Grade 9", HEADER), Sheet("Grade 10", ("Employer", "First Name"))]
    assert together(sheets[0], sheets) == ()


def test_a_sheet_may_lack_columns_that_the_others_have() -> None:
    sheets = {
        "9th": [["First", "Last"], ["Ann", "Ash"]],
        "10th": [["Last", "First", "Email"], ["Zed", "Cat", "z@example.org"]],
    }
    read = read_bytes("students", book(sheets), "roster.xlsx")
    assert [(one.row, one.fields["given"], one.fields["email"]) for one in read.records] == [
        (2, "Ann", ""),
        (APART + 2, "Cat", "z@example.org"),
    ]


def test_a_row_number_is_told_with_its_sheet() -> None:
    sheets = ("9th", "10th")
    assert (place_in(sheets, 2), place_in(sheets, APART + 2)) == (("9th", 2), ("10th", 2))
    assert (
        in_words(sheets, f"row {APART + 2} says otherwise, row 5 too")
        == "row 2 of '10th' says otherwise, row 5 too"
    )
