"""Rows come out of any usual table, and an open quote is found before it swallows the file."""

from __future__ import annotations

import pytest

from models.errors import BadInput
from models.exchange import limits
from models.exchange.headers import recognised
from models.exchange.tables import Row, Table, read_table

STUDENTS = recognised(["students"], {})


def read(text: str) -> Table:
    return read_table(text, "a.csv", STUDENTS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f"id{delimiter}given{delimiter}family\n1{delimiter}Ann{delimiter}Lee\n"
    assert read(text) == Table(("id", "given", "family"), [Row(2, ["1", "Ann", "Lee"])], delimiter)


def test_semicolons_inside_cells_do_not_make_it_a_table_of_semicolons() -> None:
    text = "id,interests\n1,a;b;c\n2,d;e;f\n3,g;h;i\n"
    assert read(text).rows == [Row(2, ["1", "a;b;c"]), Row(3, ["2", "d;e;f"]), Row(4, ["3", "g;h;i"])]


def test_a_first_line_that_names_the_delimiter_is_believed() -> None:
    assert read("sep=|\nid|given\n1|Ann, B\n") == Table(("id", "given"), [Row(3, ["1", "Ann, B"])], "|")


def test_the_header_is_found_below_a_note_and_rows_keep_their_numbers() -> None:
    text = 'Notes:\n"Exported, from somewhere"\n\nid,given,family\n\n1,Ann,Lee\n'
    assert read(text) == Table(("id", "given", "family"), [Row(6, ["1", "Ann", "Lee"])], ",")


def test_ragged_rows_are_padded_and_long_ones_reported() -> None:
    table = read("id,given,family,,\n1,Ann\n2,Bo,Ek,,\n3,Cy,Fox,,,x\n")
    assert table == Table(
        ("id", "given", "family"),
        [Row(2, ["1", "Ann", ""]), Row(3, ["2", "Bo", "Ek"]), Row(4, ["3", "Cy", "Fox"])],
        ",",
        (4,),
    )


def test_no_break_spaces_around_cells_and_the_guard_against_formulas_are_gone() -> None:
    assert read("id,given\n\u00a01 ,'=1+1\n2,''@x\n3,'tis\n").rows == [
        Row(2, ["1", "=1+1"]),
        Row(3, ["2", "'@x"]),
        Row(4, ["3", "'tis"]),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_three_ways_and_go_on_inside_quotes(end: str) -> None:
    text = end.join(["id,given", '1,"Ann', 'Lee"', "2,Bo", ""])
    assert read(text).rows == [Row(2, ["1", f"Ann{end}Lee"]), Row(3, ["2", "Bo"])]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('id,given\n1,Ann\n2,"Bo\n3,Cy\n4,Di\n', "row 3, cell 2"),
        ('id,given\n1,"Bo\n3,"Cy"\n4,Di\n', "row 2, cell 2"),
        ('id,given,family\n1,"An\nn","Bo\n3,Cy\n', "row 2, cell 3 (line 3)"),
        ('id,given\n1,"' + "x" * 200_000 + "\n", "row 2, cell 2"),
    ],
)
def test_an_open_quote_is_refused_where_it_opened(text: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    line = f'a.csv, {where}: a quote (") opens here and is not closed before the next cell.'
    assert (refused.value.sentence, refused.value.problems) == (line, (line,))


def test_sloppy_quotes_on_one_line_are_read() -> None:
    assert read('id,given\n1,"Ann" Lee\n2,5" pipe\n').rows == [
        Row(2, ["1", "Ann Lee"]),
        Row(3, ["2", '5" pipe']),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,given\n" + "1,a\n" * 50_001, "a.csv has more than 50,000 rows, the most that is read."),
        ("id,given\n" + "," * 1_001, "a.csv has more than 1,000 columns, the most that is read."),
        ("id,given\n" + "," * 1_000_000, "a.csv has more than 1,000 columns, the most that is read."),
        ("id,given\n" + "\n" * 300_000, "a.csv has more than 50,000 rows, the most that is read."),
        (
            "id,given\n" + "x" * 200_000,
            "A cell of a.csv, row 2, has more than 10,000 characters, the most that is read.",
        ),
    ],
)
def test_limits_name_themselves(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    assert refused.value.sentence == sentence


def test_as_many_rows_as_the_limit_are_read() -> None:
    assert len(read("id,given\n" + "1,a\n" * limits.ROWS.most).rows) == limits.ROWS.most
