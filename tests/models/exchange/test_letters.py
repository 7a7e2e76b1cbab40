"""Lists without a line of headers: known as such, read by letters, and never half."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.files_in import load_table, read_bytes
from models.exchange.guessing import guessed
from models.exchange.letters import column_at, letter_of

PEOPLE = "Mia,Torres,10,mia.torres@example.org,1201\nBo,Quill,9,bo.quill@example.org,1202\n"
NAMES = "Mia,Torres\nBo,Quill\nZoë,Adams\n"
LETTERED = "No line names the columns: the first row was read like the others, and the columns are called by letters."


def fields(text: str, kind: str = "students", **mapping: str) -> list[dict[str, Any]]:
    reading = read_bytes(kind, text.encode(), "a.csv", mapping=mapping)
    assert reading.headers == ()
    return [record.fields for record in reading.records]


def refusal(text: str, kind: str = "students", **mapping: str) -> str:
    with pytest.raises(BadInput) as caught:
        read_bytes(kind, text.encode(), "a.csv", mapping=mapping)
    return caught.value.line


def test_a_list_without_headers_asks_what_its_columns_hold() -> None:
    assert refusal(PEOPLE) == (
        "a.csv has no line that names its columns; its first row is: Mia, Torres, 10, mia.torres@example.org, 1201. "
        "Say what the columns hold, by letter, such as --map email=D --map grade=C --map id=E --map given=A "
        "--map family=B; or put a line above them: id,given,family,preferred,grade,email."
    )


def test_names_alone_may_be_headers_so_both_ways_are_told() -> None:
    assert refusal(NAMES).endswith(
        "If that row is one like the others, name the columns by letter: --map given=A --map family=B."
    )


@pytest.mark.parametrize(
    ("given", "family"), [("A", "B"), ("1", "2"), ("a", "column b"), ("Column A", "Col 2")]
)
@pytest.mark.parametrize("text", [PEOPLE, NAMES])
def test_columns_are_named_by_letter_or_number(text: str, given: str, family: str) -> None:
    found = fields(text, given=given, family=family)
    assert [(one["given"], one["family"]) for one in found[:2]] == [("Mia", "Torres"), ("Bo", "Quill")]
    assert len(found) == text.count("\n")


def test_that_the_first_row_was_read_is_said() -> None:
    reading = read_bytes("students", PEOPLE.encode(), "a.csv", mapping={"given": "A"})
    assert reading.notes[0] == LETTERED
    assert [record.row for record in reading.records] == [1, 2]


def test_unknown_headers_over_values_stay_headers_though_columns_are_named_by_letter() -> None:
    text = "Vorname,Nachname,Klasse\nMia,Torres,10\nBo,Quill,9\n"
    reading = read_bytes("students", text.encode(), "a.csv", mapping={"given": "A", "family": "B"})
    assert [record.fields["given"] for record in reading.records] == ["Mia", "Bo"]
    assert reading.headers == ("Vorname", "Nachname", "Klasse")


def test_a_column_of_a_table_with_headers_may_be_named_by_letter_too() -> None:
    text = "Student ID,First,,Last\n1,Mia,M,Torres\n"
    reading = read_bytes("students", text.encode(), "a.csv", mapping={"preferred": "C"})
    assert reading.records[0].fields == {"id": "1", "given": "Mia", "family": "Torres", "preferred": "M"}


def test_a_word_that_is_a_header_elsewhere_makes_no_header_of_a_row() -> None:
    assert [
        one["given"] for one in fields("Mia,Torres,student\nBo,Quill,student\n", given="A", family="B")
    ] == [
        "Mia",
        "Bo",
    ]


def test_a_header_that_comes_again_on_every_page_stays_the_header() -> None:
    reading = read_bytes("students", b"Name,Room\nMia Torres,12\nName,Room\nBo Quill,14\n", "a.csv")
    assert reading.headers == ("Name", "Room")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Mia Torres,2010-03-04,10\nBo Quill,2009-11-02,11\n", "id"),
        ("Mia Torres,123-45-6789,10\nBo Quill,987-65-4321,11\n", "id"),
        ("Mia Torres,M,mia@example.org\nBo Quill,F,bo@example.org\n", "preferred"),
    ],
)
def test_what_must_never_be_kept_is_known_without_a_header(text: str, field: str) -> None:
    assert "is never kept" in refusal(text, **{"full_name": "A", field: "B"})
    assert (
        "Column B" not in guessed("students", load_table("students", text.encode(), "a.csv").table).values()
    )


def test_a_column_beyond_the_last_is_refused() -> None:
    assert refusal(PEOPLE, given="Z") == (
        "a.csv has no column 'Z'. It has: Column A, Column B, Column C, Column D, Column E."
    )


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("students", PEOPLE, {"email": "D", "grade": "C", "id": "E", "given": "A", "family": "B"}),
        ("students", "Torres,Mia,mia.t@example.org\nQuill,Bo,bo.q@example.org\n",
         {"email": "C", "given": "B", "family": "A"}),
        ("students", '"Torres, Mia",10,1001,nursing\n"Quill, Bo",11,1002,welding\n',
         {"full_name": "A", "grade": "B", "id": "C", "interests": "D"}),
        ("contacts", "Ann Reed,Reed Dental,(555) 010-2233,ann@example.org\nRaj Rao,Rao LLC,(555) 010-2244,r@example.org\n",
         {"email": "D", "phone": "C", "name": "A", "employer": "B"}),
        ("staff", "1,ana@example.org,Ana Reyes\n2,mo@example.org,Mo Lee\n", {"email": "B", "name": "C"}),
    ],
)  # fmt: skip
def test_what_columns_hold_is_guessed_by_their_values(kind: str, text: str, expected: dict[str, str]) -> None:
    table = load_table(kind, text.encode(), "a.csv").table
    assert guessed(kind, table) == {field: f"Column {letter}" for field, letter in expected.items()}


def test_cells_beyond_a_short_first_row_are_kept() -> None:
    text = "Mia,Torres\nBo,Quill,bo@example.org\nZoë,Adams,zoe@example.org\n"
    found = fields(text, given="A", family="B", email="C")
    assert [one["email"] for one in found] == ["", "bo@example.org", "zoe@example.org"]


def test_rooms_typed_with_more_in_a_later_line_keep_it() -> None:
    text = "Rm 12 | 4 seats | phone\nOffice | 1 seat | phone | Mon 08:00/12:00\n"
    reading = read_bytes("rooms", text.encode(), "a.txt")
    assert len(reading.records[1].fields["open"]) == 1


@given(st.integers(0, 25 + 26 * 26))
def test_a_letter_names_the_column_it_was_made_of(at: int) -> None:
    assert column_at(letter_of(at), 1000) == at
    assert column_at(str(at + 1), 1000) == at
