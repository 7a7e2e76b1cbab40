"""What school programs call an Excel file but save as a web page or as XML is read as the table it shows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.files_in import load_table, read_bytes
from models.exchange.reading import Reading
from models.exchange.tables import Row

XML = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{0}" xmlns:ss="{0}">{1}</Workbook>'
OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"


def rows(text: str) -> list[Row]:
    return load_table("students", text.encode(), "a.xls").table.rows


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as refused:
        read_bytes("students", text.encode(), "a.xls")
    return refused.value.sentence


def book(**sheets: str) -> str:
    inside = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet>' for name, rows in sheets.items()
    )
    return XML.format(OFFICE, inside)


def xml_row(*cells: str, more: str = "") -> str:
    inside = "".join(
        cell if cell.startswith("<") else f'<Cell><Data ss:Type="String">{cell}</Data></Cell>'
        for cell in cells
    )
    return f"<Row{more}>{inside}</Row>"


PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {mso-number-format:"\\@"}</style>
<!-- <table><tr><td>id</td></tr></table> --></head><body>
<TABLE><tr><td>Harlow High</td></tr></TABLE>
<table border=1><thead><tr><th>Student ID</th><th>First<br>Name</th><th colspan="2">Last Name</th></tr></thead>
<tr><td>007</td><td><b>Zo&euml;</b> &amp;&nbsp;Ann</td><td rowspan='2'>Lee</td><td>x</td></tr>
<tr><td>008<td>
   Bo
 </tr>
<tr><td></td></tr>
</table></body></html>"""


def test_a_web_page_is_read_as_the_table_it_shows() -> None:
    reading = read_bytes("students", PAGE.encode(), "a.xls")
    assert [(one.row, one.fields) for one in reading.records] == [
        (2, {"id": "007", "given": "Zoë & Ann", "family": "Lee"}),
        (3, {"id": "008", "given": "Bo", "family": "Lee"}),
    ]
    assert (reading.problems, reading.notes, reading.source) == ((), (), "workbook")


def test_a_page_without_a_table_is_named_for_what_it_is() -> None:
    assert refusal("<!DOCTYPE html><p>Log in</p>") == "a.xls is a web page, which cannot be read."
    assert refusal("<html><table></table></html>") == "a.xls holds no table with rows."


def test_tables_inside_cells_are_tables_of_their_own() -> None:
    inner = "<table><tr><td>id</td><td>given</td></tr><tr><td>1</td><td>Ann</td></tr></table>"
    assert rows(f"<table><tr><td>Menu</td><td>{inner}</td></tr></table>") == [Row(2, ["1", "Ann"])]


@pytest.mark.parametrize(
    ("inside", "limit"),
    [
        ("<tr><td>1</td></tr>" * 50_002, "more than 50,000 rows"),
        ("<tr>" + "<td>1" * 1_001, "more than 1,000 columns"),
        ("<tr><td colspan=999999999>1", "more than 1,000 columns"),
        ("<tr><td colspan=1000>1" * 2_001, "more than 2,000,000 cells in one sheet"),
        ("<table>" * 1_001, "more than 1,000 tables"),
    ],
)
def test_a_page_past_a_limit_is_refused_by_its_name(inside: str, limit: str) -> None:
    assert limit in refusal(f"<html><table><tr><td>id</td><td>given</td></tr>{inside}</table>")


def test_a_page_of_open_tags_ends() -> None:
    assert refusal("<table>" + "<td" * 200_000) == "a.xls holds no table with rows."
    assert refusal("<table>" + "<!--" * 200_000) == "a.xls holds no table with rows."


def test_an_xml_spreadsheet_is_read_sheet_by_sheet() -> None:
    cell = "<Cell{}><Data ss:Type='{}'>{}</Data></Cell>".format
    data = book(
        Menu=xml_row("Choose a report"),
        Roster=xml_row("id", "given", "family", "from", "to")
        + xml_row(
            "007",
            "Zoë &amp; Ann",
            cell(" ss:MergeDown='1'", "String", "Lee"),
            cell("", "DateTime", "2026-11-23T00:00:00.000"),
            cell("", "DateTime", "2026-11-23T10:20:00.000"),
        )
        + xml_row("8", "Bo", cell(" ss:Index='4'", "Boolean", "1"), cell("", "Error", "#REF!"))
        + xml_row(cell(" ss:Index='2'", "Number", "12"), more=' ss:Index="9"'),
    )
    loaded = load_table("students", data.encode(), "a.xls")
    assert loaded.table.rows == [
        Row(2, ["007", "Zoë & Ann", "Lee", "2026-11-23", "2026-11-23 10:20"]),
        Row(3, ["8", "Bo", "Lee", "TRUE", "#REF!"]),
        Row(9, ["", "12", "", "", ""]),
    ]
    assert load_table("students", data.encode(), "a.xls", sheet="menu").sheet == "Menu"
    with pytest.raises(BadInput) as refused:
        load_table("students", data.encode(), "a.xls", sheet="Staff")
    assert refused.value.line == "a.xls has no sheet 'Staff'. It has: 'Menu', 'Roster'."
    assert (loaded.sheet, loaded.notes) == ("Roster", ("Read from the sheet 'Roster'; not read: 'Menu'.",))


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        (
            xml_row("<Cell ss:Index='9999'><Data>1</Data></Cell>"),
            "a.xls, sheet A (it reaches to cell NTO1) has more than 1,000 columns, the most that is read.",
        ),
        (
            xml_row("x", more=" ss:Index='1048576'"),
            "a.xls, sheet A (it reaches to cell A1048576) has more than 50,000 rows, the most that is read.",
        ),
        (xml_row("x", more=" ss:Index='many'"), "a.xls is damaged or not whole."),
        ("<Row>", "a.xls is damaged or not whole."),
        ("", "a.xls holds no table with rows."),
    ],
)
def test_an_xml_spreadsheet_that_cannot_be_read_says_why(inside: str, sentence: str) -> None:
    assert refusal(book(A=inside)) == sentence


def test_entities_of_an_xml_spreadsheet_are_never_expanded() -> None:
    bomb = book(A=xml_row("&a;")).replace("<Workbook", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><Workbook", 1)
    assert refusal(bomb) == "a.xls is damaged or not whole."


MARKUP = """<table> </table> <tr> </tr> <td> </td> <td&rowspan=3&colspan=2> <br> id given 1 &amp; <!-- --> < >
<Row> </Row> <Cell> </Cell> <Data> </Data> <Worksheet>"""
PIECES = st.sampled_from(
    [piece.replace("&r", " r").replace("&c", " c") for piece in re.split(r"\s+", MARKUP)]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=40), st.booleans())
def test_any_markup_is_a_reading_or_refused(pieces: list[str], page: bool) -> None:
    inside = "".join(pieces)
    text = f"<html><table>{inside}" if page else XML.format(OFFICE, inside)
    try:
        assert isinstance(read_bytes("students", text.encode("utf-8", "replace"), "x"), Reading)
    except BadInput:
        return
