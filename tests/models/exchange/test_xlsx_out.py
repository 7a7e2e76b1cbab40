"""What is written as XLSX is text in every cell, private, and read back the same."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample_data
from models.errors import BadInput
from models.exchange.columns import names_of
from models.exchange.csv_out import grid_of_days, grid_of_fields, grid_of_periods
from models.exchange.files_in import read_bytes
from models.exchange.headers import recognised
from models.exchange.workbooks import read_workbook
from models.exchange.xlsx_out import LONGEST_CELL, save_xlsx, write_xlsx
from models.rules.text import clean_lines

STAFF = recognised(["staff"], {})
COLUMNS = names_of("staff")


def back(data: bytes) -> list[list[str]]:
    table = read_workbook(data, "a.xlsx", STAFF).table
    assert table.headers == COLUMNS
    return [row.cells for row in table.rows]


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


TRICKY = [
    "007",
    "=1+1",
    "'=1+1",
    "''@x",
    "+1 309 555 0100",
    "https://example.org/a",
    "1.20",
    "2026-11-23",
    "TRUE",
    "_x001B_",
    "_x005F_",
    "<b>&amp;</b>",
    "two\nlines",
    "{=SUM(A1)}",
    "000000000000000000001",
    "'tis",
]


def test_nothing_becomes_a_formula_a_number_a_date_or_a_link() -> None:
    rows = [TRICKY[at : at + 6] for at in (0, 6, 10)]
    data = write_xlsx(COLUMNS, rows, "staff")
    assert back(data) == rows
    sheet = member(data, "xl/worksheets/sheet1.xml")
    assert set(re.findall(r' t="(\w+)"', sheet)) == {"s"}
    assert re.findall(r"<(?:f|hyperlink)\b", sheet) == []


def test_the_header_is_bold_and_stays_and_columns_are_as_wide_as_they_need() -> None:
    data = write_xlsx(["id", "name", "notes"], [["1", "x" * 20, "y" * 300]], "staff")
    sheet = member(data, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    widths = [float(width) for width in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', sheet)]
    assert [int(width) for width in widths] == [8, 22, 60]
    assert "<b/>" in member(data, "xl/styles.xml")


def test_many_rows_are_written_and_read_alike() -> None:
    rows = [[f"{at:05}", f"Ann {at}", "", "", "", ""] for at in range(6_000)]
    assert back(write_xlsx(COLUMNS, iter(rows))) == rows


def test_a_table_without_rows_is_its_header() -> None:
    assert back(write_xlsx(COLUMNS, [])) == []


@pytest.mark.parametrize("name", ["a/b: [c]*?", "", "'", "x" * 60, "History"])
def test_any_name_of_a_sheet_will_do(name: str) -> None:
    assert back(write_xlsx(COLUMNS, [], name)) == []


def test_what_does_not_fit_a_cell_is_refused() -> None:
    assert back(write_xlsx(COLUMNS, [["x" * LONGEST_CELL, *[""] * 5]]))[0][0] == "x" * LONGEST_CELL
    with pytest.raises(BadInput) as refused:
        write_xlsx(COLUMNS, [["x" * LONGEST_CELL + "y"]])
    assert refused.value.line == (
        "A cell has more than 32,767 characters, the most for a spreadsheet. Write CSV instead."
    )


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "staff.xlsx"
    save_xlsx(path, COLUMNS, [["1", *[""] * 5]])
    assert back(path.read_bytes()) == [["1", *[""] * 5]]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["staff.xlsx"]


# Two escapes that share an underscore are more than the library that writes can keep apart.
UNKEPT = re.compile("[\ufdd0-\ufdef\ufffe\uffff]|_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")

CELL = (
    (st.text(max_size=20) | st.text(alphabet="'=+-@_x05Fab1\n", max_size=12) | st.sampled_from(TRICKY))
    .map(lambda text: clean_lines(clean_lines(text)))
    .filter(lambda text: not UNKEPT.search(text))
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=8))
def test_any_table_written_as_a_workbook_is_read_the_same(rows: list[list[str]]) -> None:
    assert back(write_xlsx(COLUMNS, rows)) == [row for row in rows if any(row)]


@pytest.mark.parametrize("kind", [kind for kind in sample_data.FILES if kind != "bells"])
def test_the_sample_school_written_as_a_workbook_is_read_the_same(kind: str) -> None:
    fields = [record.fields for record in read_bytes(kind, sample_data.shifted(0)[kind], "x.csv").records]
    again = read_bytes(kind, write_xlsx(*grid_of_fields(kind, fields), sheet=kind), "x.xlsx")
    assert (again.problems, again.notes) == ((), ())
    assert [record.fields for record in again.records] == fields


def test_the_sample_schedule_written_as_workbooks_is_read_the_same() -> None:
    bells = read_bytes("bells", sample_data.shifted(0)["bells"], "bells.toml").bells
    assert bells is not None
    for grid in (grid_of_periods(bells.schedule), grid_of_days(bells.schedule)):
        again = read_bytes("bells", write_xlsx(*grid), "bells.xlsx")
        assert (again.problems, again.notes) == ((), ())
        assert again.bells is not None
        (part,) = again.bells.parts
        assert getattr(again.bells.schedule, part) == getattr(bells.schedule, part)
