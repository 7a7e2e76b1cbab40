"""No workbook takes the program down: each that is made to is refused before it is read, and the limit is named."""

from __future__ import annotations

import struct
import sys
import zlib

import pytest

from models.errors import BadInput
from models.exchange import limits
from models.exchange.files_in import read_bytes
from models.exchange.workbook_child import text_of
from tests.models.exchange.workbook_files import (
    XlsSheet,
    cells,
    ods,
    ods_row,
    ole,
    packed,
    raw_xlsx,
    xls,
)

HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>given</t></is></c></row>'
NUMBER = '<table:table-cell office:value-type="float" office:value="1" {}/>'.format
ROWS = "has more than 50,000 rows, the most that is read."
COLUMNS = "has more than 1,000 columns, the most that is read."
CELLS = "has more than 2,000,000 cells in one sheet, the most that is read."


def sheet(rows: str) -> bytes:
    return raw_xlsx(f"<sheetData>{HEADER}{rows}</sheetData>")


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read_bytes("students", data, "x")
    assert refused.value.next_step
    return refused.value.sentence


@pytest.mark.parametrize(
    ("row", "reach", "limit"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "B1048576", ROWS),
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "XFD2", COLUMNS),
        ('<row r="50000"><c r="AZ50000"><v>1</v></c></row>', "AZ50000", CELLS),
        ("<row r='1048576'><c r='A1048576'><v>1</v></c></row>", "B1048576", ROWS),
        ('<row r="2"><c r="xfd2"><v>1</v></c></row>', "XFD2", COLUMNS),
        ('<row r="2"><c r="&#88;FD2"><v>1</v></c></row>', "XFD2", COLUMNS),
        ('<row r="2"><c s="1" r="XFD2"><v>1</v></c></row>', "XFD2", COLUMNS),
        ('<row r="1048576"><c><v>1</v></c></row>', "B1048576", ROWS),
        ("<row>" + "<c><v>1</v></c>" * 1_001 + "</row>", "ALM2", COLUMNS),
        ('<row r="2"><c r="ZZZZZ9999999999"><v>1</v></c></row>', "ZZZZZ9999999999", ROWS),
        (f'<row r="{10**30}"><c><v>1</v></c></row>', f"B{10**30}", ROWS),
    ],
)
def test_a_far_cell_is_refused_however_it_is_written(row: str, reach: str, limit: str) -> None:
    assert refusal(sheet(row)) == f"x, sheet Data (it reaches to cell {reach}) {limit}"


def test_a_far_cell_under_a_prefix_or_in_another_encoding_is_refused() -> None:
    far = '<x:row r="2"><x:c r="XFD2"><x:v>1</x:v></x:c></x:row>'
    prefixed = f'<x:sheetData xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{far}</x:sheetData>'
    assert refusal(raw_xlsx(prefixed)).endswith(COLUMNS)
    wide = '<worksheet><sheetData><row r="2"><c r="XFD2"><v>1</v></c></row></sheetData></worksheet>'
    members: dict[str, str | bytes] = {
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": wide.encode("utf-16"),
    }
    assert refusal(packed(members)) == f"x (it reaches to cell XFD2) {COLUMNS}"


@pytest.mark.parametrize(
    ("rows", "reach", "limit"),
    [
        (ods_row("x", times=1_048_000), "B1048001", ROWS),
        (ods_row("x", times=10**30), f"B{10**30 + 1}", ROWS),
        (ods_row(NUMBER('table:number-columns-repeated="16384"')), "XFD2", COLUMNS),
        (ods_row("<table:table-cell/>", times=1_048_000) + ods_row("x"), "B1048002", ROWS),
        (ods_row(NUMBER('table:number-columns-repeated="900"'), times=3_000), "AHP3001", CELLS),
    ],
)
def test_rows_and_cells_that_stand_for_many_are_refused(rows: str, reach: str, limit: str) -> None:
    data = ods({"A": ods_row("id", "given") + rows})
    assert refusal(data) == f"x, sheet A (it reaches to cell {reach}) {limit}"


def test_a_far_cell_of_an_older_file_is_refused() -> None:
    data = xls(XlsSheet("A").text(0, 0, "id").text(65535, 255, "x"))
    assert refusal(data) == f"x, sheet A (it reaches to cell IV65536) {CELLS}"
    wide = xls(XlsSheet("A").text(0, 0, "id").wholes(9_000, 0, range(250)))
    assert refusal(wide) == f"x, sheet A (it reaches to cell IP9001) {CELLS}"


def test_what_only_looks_large_is_read() -> None:
    """A dimension that is declared, and cells that are only coloured, take no room."""
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    data = raw_xlsx(
        f'<dimension ref="A1:XFD1048576"/><sheetData>{HEADER}<row r="2"><c r="A2"><v>7</v></c>'
        f'<c r="B2" t="inlineStr"><is><t>Ann</t></is></c></row>{far}</sheetData>'
        '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    )
    assert [one.fields for one in read_bytes("students", data, "x").records] == [{"id": "7", "given": "Ann"}]


def test_archives_past_a_limit_are_refused_by_its_name() -> None:
    many = packed({"xl/workbook.xml": "", **{f"xl/a{at}.xml": "" for at in range(200)}})
    assert refusal(many) == "x has more than 200 files inside, the most that is read."
    tight = sheet(" " * 20_000_000)
    assert refusal(tight) == "x has more than 100 times its packed size when unpacked, the most that is read."
    large = sheet(" " * (limits.BYTES.most + 1))
    assert refusal(large) == "x, unpacked, has more than 67,108,864 bytes (64 MB), the most that is read."


def test_a_member_larger_than_it_says_is_not_unpacked_further() -> None:
    honest = packed({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<a>" + " " * 5_000_000})
    at = honest.rindex(b"PK\x01\x02")
    lying = bytearray(honest)
    lying[at + 16 : at + 28] = struct.pack(
        "<III", zlib.crc32(b"<a>"), *struct.unpack_from("<I", honest, at + 20), 3
    )
    assert refusal(bytes(lying)) == "x is damaged or not whole."


def test_entities_are_never_expanded() -> None:
    doctype = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    bomb = ods({"A": ods_row("id", "&b;")}).replace(
        b"<office:document-content", doctype + b"<office:document-content", 1
    )
    assert refusal(bomb) == "x is damaged or not whole."
    inside = cells(A1="id", B1="given", A2="1", B2="&b;")
    assert refusal(raw_xlsx(inside)) == "x is damaged or not whole."


def test_merged_ranges_without_number_fill_no_more_than_the_sheet() -> None:
    merged = "".join(f'<mergeCell ref="A{at}:B60000"/>' for at in range(2, 20_000))
    data = raw_xlsx(
        f'<sheetData>{HEADER}<row r="20000"><c r="B20000" t="inlineStr"><is><t>Ann</t></is></c></row></sheetData>'
        f"<mergeCells>{merged}</mergeCells>"
    )
    assert [one.fields for one in read_bytes("students", data, "x").records] == [{"id": "", "given": "Ann"}]


def test_containers_that_lead_in_circles_end() -> None:
    data = bytearray(ole({"Workbook": b"\x09\x08\x00\x00" * 2_000}))
    data[512:1024] = struct.pack("<128I", *[1] * 128)
    assert refusal(bytes(data)) == "x is damaged or not whole."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (float("nan"), "NAN"),
        (float("inf"), "INF"),
        (1e15, "1E+15"),
        (999_999_999_999_999.0, "999999999999999"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (False, "FALSE"),
    ],
)
def test_numbers_of_every_size_are_text(value: float, text: str) -> None:
    assert text_of(value) == text


def test_reading_a_workbook_loads_its_library_only_elsewhere() -> None:
    read_bytes("students", sheet(""), "x")
    assert "python_calamine" not in sys.modules
