"""Sheets of every kind are read as people see them; what cannot be read is one clear sentence."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange import limits, workbooks
from models.exchange.files_in import read_bytes
from models.exchange.headers import recognised
from models.exchange.reading import Reading
from models.exchange.tables import Row
from models.exchange.workbooks import SheetRead, read_workbook
from tests.models.exchange.workbook_files import (
    XlsSheet,
    cells,
    ods,
    ods_row,
    packed,
    raw_xlsx,
    xls,
    xlsx,
    xlsx_of,
)

STUDENTS = recognised(["students"], {})
HEADER = ["id", "given", "family"]
ANN = ["007", "Ann", "Lee"]


def read(data: bytes, sheet: str = "") -> SheetRead:
    return read_workbook(data, "a.xlsx", STUDENTS, sheet)


def rows(data: bytes) -> list[list[str]]:
    return [row.cells for row in read(data).table.rows]


def refusal(data: bytes, sheet: str = "") -> str:
    with pytest.raises(BadInput) as refused:
        read(data, sheet)
    return refused.value.line


def test_ids_dates_times_and_truths_are_read_as_people_see_them() -> None:
    values: list[Any] = [
        "00123",
        12345.0,
        120000000001,
        1.5,
        True,
        datetime.date(2026, 11, 23),
        datetime.datetime(2026, 11, 23, 10, 20),  # noqa: DTZ001 (a wall time, as spreadsheets have them)
        datetime.time(9, 5),
        datetime.timedelta(hours=36, minutes=30),
        12345678901234567890,
        -7,
    ]
    formats = {5: "yyyy-mm-dd", 6: "yyyy-mm-dd hh:mm", 7: "hh:mm", 8: "[h]:mm"}

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Students")
        sheet.write_row(0, 0, [f"c{at}" for at in range(len(values))])
        for at, value in enumerate(values):
            style = book.add_format({"num_format": formats[at]}) if at in formats else None
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(1, at, value, style)

    assert rows(xlsx(fill)) == [
        [
            "00123",
            "12345",
            "120000000001",
            "1.5",
            "TRUE",
            "2026-11-23",
            "2026-11-23 10:20",
            "09:05",
            "36:30",
            "1.23456789012346E+19",
            "-7",
        ]
    ]


def test_dates_counted_from_1904_are_the_same_dates() -> None:
    def fill(book: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "given"])
        sheet.write_datetime(1, 0, datetime.date(2026, 11, 23), day)

    assert rows(xlsx(fill, date_1904=True)) == [["2026-11-23", ""]]


def test_zeros_that_only_a_format_shows_are_kept() -> None:
    def fill(book: Any) -> None:
        zeros, plain = book.add_format({"num_format": "000000"}), book.add_format({"num_format": "0.00"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_number(1, 0, 4711, zeros)
        sheet.write_number(1, 1, 4711, plain)
        sheet.write_formula(1, 2, "=4711", zeros, 4711)
        sheet.write_string(2, 0, "x", zeros)
        sheet.write_number(2, 1, 1234567, zeros)

    assert rows(xlsx(fill)) == [["004711", "4711", "004711"], ["x", "1234567", ""]]


def test_a_failed_formula_is_a_problem_of_its_cell_and_never_an_empty_one() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Pupils")
        sheet.write_row(0, 0, HEADER)
        sheet.write_string(1, 1, "Ann")
        sheet.write_formula(1, 0, "=Z1", None, "#REF!")
        sheet.write_formula(2, 0, '="7"', None, "7")
        sheet.write_string(2, 1, "Bo")

    reading = read_bytes("students", xlsx(fill), "a.xlsx")
    assert [one.fields for one in reading.records] == [{"id": "7", "given": "Bo", "family": ""}]
    assert [one.line for one in reading.problems] == [
        "a.xlsx, row 2, column id: expected a value, where the spreadsheet's formula has failed, not '#REF!'"
    ]


def test_escapes_are_what_they_stand_for_and_never_reach_a_terminal() -> None:
    data = xlsx_of({"S": [HEADER, ["_x0041_", "_x001B_[31mAnn", "_x005F_"], ["\u202eLee", "a\nb", "c  d"]]})
    assert rows(data) == [["_x0041_", "_x001B_[31mAnn", "_x005F_"], ["Lee", "a\nb", "c  d"]]
    inside = cells(A1="id", B1="given", A2="_x0041_1", B2="_x001B_]0;x_x0007_Ann", C2="_x005F_x001B_")
    assert rows(raw_xlsx(inside)) == [["A1", "Ann"]]


def test_a_value_merged_over_rows_stands_in_each_and_over_columns_in_the_first() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Our school")
        sheet.merge_range(1, 0, 2, 0, "id")
        sheet.merge_range(1, 1, 1, 2, "Name")
        sheet.write_row(2, 1, ["given", "family"])
        sheet.write_row(3, 0, ["1", "Ann"])
        sheet.merge_range(3, 2, 4, 2, "Lee")
        sheet.write_row(4, 0, ["2", "Bo"])
        sheet.write_row(5, 0, ["3", "Cy"])

    read_ = read(xlsx(fill))
    assert read_.table.headers == ("id", "given", "family")
    assert read_.table.rows == [
        Row(4, ["1", "Ann", "Lee"]),
        Row(5, ["2", "Bo", "Lee"]),
        Row(6, ["3", "Cy", ""]),
    ]


def test_a_table_may_stand_anywhere_and_keeps_its_row_numbers() -> None:
    data = raw_xlsx(cells(C5="id", D5="given", C6="1", D6="Ann", C9="2", D9="Bo"))
    assert read(data).table.rows == [Row(6, ["", "", "1", "Ann"]), Row(9, ["", "", "2", "Bo"])]
    assert [one.fields for one in read_bytes("students", data, "a").records] == [
        {"id": "1", "given": "Ann"},
        {"id": "2", "given": "Bo"},
    ]


def test_remarks_beside_the_table_are_told_and_not_read() -> None:
    data = xlsx_of({"S": [HEADER, [*ANN, "", "a remark"]]})
    assert read(data) == SheetRead(
        read(xlsx_of({"S": [HEADER, ANN]})).table,
        "S",
        ("S",),
        ("Not read, because no header stands above: cells at the right of row 2.",),
    )


def test_the_sheet_whose_header_is_best_known_is_read_and_the_others_are_told() -> None:
    def fill(book: Any) -> None:
        for name, header in {
            "Read me": ["Hello"],
            "Empty": [],
            "Spring": HEADER,
            "Autumn": HEADER,
        }.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header)
            sheet.write_row(1, 0, ANN if header else [])
        book.add_chartsheet("Chart")
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, [*HEADER, "email"])
        hidden.hide()

    data = xlsx(fill)
    read_ = read(data)
    assert (read_.sheet, read_.sheets) == ("Spring", ("Read me", "Spring", "Autumn", "Old"))
    assert read_.notes == (
        "Read from the sheet 'Spring'; not read: 'Read me', 'Autumn', 'Old' (hidden).",
        "'Autumn' has such a header too: import the file again for that sheet (in a terminal: --sheet NAME).",
    )
    assert (read_.alike, read(data, "Old").alike) == (("Autumn",), ())
    assert [read(data, sheet).sheet for sheet in ("Autumn", "autumn", "Old")] == [
        "Autumn",
        "Autumn",
        "Old",
    ]
    assert refusal(data, "Winter") == (
        "a.xlsx has no sheet 'Winter'. It has: 'Read me', 'Empty', 'Spring', 'Autumn', 'Old' (hidden)."
    )


def test_the_reading_of_a_workbook_knows_its_sheet() -> None:
    data = xlsx_of({"Notes": [["Hello"]], "Pupils": [HEADER, ANN, ["x" * 300, "Bo"]]})
    reading = read_bytes("students", data, "a.xlsx")
    assert (reading.source, reading.sheet, reading.sheets) == ("workbook", "Pupils", ("Notes", "Pupils"))
    assert [(one.file, one.sheet, one.row, one.column) for one in reading.problems] == [
        ("a.xlsx", "Pupils", 3, "id")
    ]
    with pytest.raises(BadInput) as refused:
        read_bytes("students", data, "a.xlsx", sheet="Notes")
    assert refused.value.sentence == (
        "a.xlsx, sheet Notes, has no header that is known for students; its first row is: Hello."
    )


def test_a_text_file_has_no_sheets() -> None:
    with pytest.raises(BadInput) as refused:
        read_bytes("students", b"id,given\n", "a.csv", sheet="Notes")
    assert refused.value.line == "a.csv is no workbook, so it has no sheet 'Notes'. Leave --sheet out."


def test_an_opendocument_sheet_is_read_alike() -> None:
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>".format
    merged = 'office:value-type="string" table:number-rows-spanned="2"'
    data = ods(
        {
            "Hid": ods_row("id", "given", "family", "email"),
            "Data": ods_row("id", "given", "family", "from", "to", "opt")
            + ods_row(times=2)
            + ods_row(
                cell('office:value-type="float" office:value="123"', "000123"),
                cell('office:value-type="float" office:value="12345.0"', "12345"),
                cell(
                    'office:value-type="string" calcext:value-type="error" office:string-value=""', "#DIV/0!"
                ),
                cell('office:value-type="date" office:date-value="2026-11-23T10:20:00"', "x"),
                cell('office:value-type="time" office:time-value="PT09H05M00S"', "x"),
                cell('office:value-type="boolean" office:boolean-value="true"', "x"),
                times=2,
            )
            + ods_row(
                cell(merged, "9"),
                "Ann",
                "_x001B_",
                cell('office:value-type="date" office:date-value="2026-11-23"', "x"),
            )
            + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', times=1_048_000),
        },
        styles='<style:style style:name="Hid" style:family="table"><style:table-properties table:display="false"/></style:style>',
    )
    read_ = read(data)
    alike = ["000123", "12345", "#DIV/0!", "2026-11-23 10:20", "09:05", "TRUE"]
    assert read_.table.rows == [
        Row(4, alike),
        Row(5, alike),
        Row(6, ["9", "Ann", "_x001B_", "2026-11-23", "", ""]),
    ]
    assert read_.notes == ("Read from the sheet 'Data'; not read: 'Hid' (hidden).",)


def test_breaks_inside_a_cell_are_kept() -> None:
    several = "a<text:tab/>b<text:line-break/>c</text:p><text:p>d &amp; e"
    assert rows(ods({"A": ods_row("id", "given") + ods_row("1", several)})) == [["1", "a b\nc\nd & e"]]
    rich = '<row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c></row>'
    assert rows(raw_xlsx(cells(A1="id").replace("</sheetData>", f"{rich}</sheetData>"))) == [["a b"]]


def test_archives_packed_by_other_programs_are_read() -> None:
    """With the paths of another system, in other letters, or with the type not first."""

    def repacked(data: bytes, change: Callable[[str], str]) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return packed({change(name): archive.read(name) for name in reversed(archive.namelist())})

    plain = xlsx_of({"A": [HEADER, ANN]})
    assert rows(repacked(plain, lambda name: name.replace("/", "\\"))) == [ANN]
    assert rows(repacked(plain, lambda name: name.replace("sharedStrings", "SharedStrings"))) == [ANN]
    assert rows(repacked(ods({"A": ods_row(*HEADER) + ods_row(*ANN)}), str)) == [ANN]


def test_an_older_excel_file_is_read_alike() -> None:
    sheet = XlsSheet("Schüler").text(0, 0, "id").text(0, 1, "given").text(0, 2, "family")
    sheet.number(1, 0, 123, style=1).text(1, 1, "Zoë").error(1, 2, 0x17)
    sheet.wholes(2, 0, [7, 8], style=1).error(2, 2, 0x07, formula=True)
    sheet.number(3, 0, 12345.0).text(3, 1, "Bo").text(3, 2, "Ek").merge(3, 4, 2, 2).text(4, 1, "Cy")
    data = xls(sheet, XlsSheet("Old", hidden=True).text(0, 0, "id"), formats=["000000"])
    read_ = read(data)
    assert read_.table.rows == [
        Row(2, ["000123", "Zoë", "#REF!"]),
        Row(3, ["000007", "000008", "#DIV/0!"]),
        Row(4, ["12345", "Bo", "Ek"]),
        Row(5, ["", "Cy", "Ek"]),
    ]
    assert read_.notes == ("Read from the sheet 'Schüler'; not read: 'Old' (hidden).",)


def test_workbooks_without_a_table_say_so() -> None:
    charts = xlsx(lambda book: book.add_chartsheet("Chart"))
    assert refusal(charts) == (
        "a.xlsx has no sheet with cells, only charts or nothing. "
        'Open it there, save the sheet as "CSV UTF-8" and import that.'
    )
    assert refusal(xlsx_of({"A": [], "B": [[""]]})) == "a.xlsx holds no rows. Nothing was changed."


def test_only_hidden_sheets_are_better_than_none() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Empty")
        hidden = book.add_worksheet("Hidden")
        hidden.write_row(0, 0, HEADER)
        hidden.hide()

    assert read(xlsx(fill)).sheet == "Hidden"


PASSWORD = "a.xlsx is protected by a password. Save a copy of it without the password and import that."


def test_protected_workbooks_are_named_so() -> None:
    locked = '<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    assert refusal(ods({"A": ods_row("id")}, manifest=locked)) == PASSWORD
    assert refusal(xls(XlsSheet("A"), first=b"\x2f\x00\x06\x00" + b"\1\0" * 3)) == PASSWORD
    plain = bytearray(raw_xlsx(cells(A1="id")))
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(plain)) == PASSWORD


@pytest.mark.parametrize(
    "data",
    [
        raw_xlsx(cells(A1="id"))[:-100],
        raw_xlsx("<sheetData><row><c r='A1'><v>1</sheetData>"),
        packed({"xl/workbook.xml": "no XML"}),
        raw_xlsx(cells(A1="id")).replace(b"worksheets/sheet1", b"worksheets/sheet2", 1),
        ods({"A": "<table:table-row>"}),
        xls(XlsSheet("A").text(0, 0, "id"))[:1500],
    ],
)
def test_damaged_workbooks_say_so(data: bytes) -> None:
    assert " is damaged or not whole. " in refusal(data)


def test_a_reader_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass\n", "utf-8")
    monkeypatch.setattr(workbooks, "_CHILD", endless)
    monkeypatch.setattr(limits, "WORKBOOK_SECONDS", 1)
    assert refusal(xlsx_of({"A": [HEADER]})) == (
        "Reading a.xlsx took more than 1 seconds, the most that is waited. "
        'Open it there, save the sheet as "CSV UTF-8" and import that.'
    )


@pytest.mark.parametrize(
    ("does", "sentence"),
    [
        ("os.abort()", "Reading a.xlsx takes more than 300 MB of memory, the most that is given."),
        (
            'print(\'{"error": "memory"}\')',
            "Reading a.xlsx takes more than 300 MB of memory, the most that is given.",
        ),
        ("sys.exit(3)", "a.xlsx is damaged or not whole."),
        ("sys.stdout.write('{\"sheets\": [')", "a.xlsx is damaged or not whole."),
        (
            'print(\'{"sheets": [{"name": "A", "hidden": 0, "first": [[1, ["id"]]]}]}\'), print(\'[1, ["id"]]\')',
            "a.xlsx is damaged or not whole.",
        ),
    ],
)
def test_a_reader_that_dies_takes_nothing_with_it(
    does: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text(f"import os, sys\n{does}\n", "utf-8")
    monkeypatch.setattr(workbooks, "_CHILD", dying)
    assert refusal(xlsx_of({"A": [HEADER]})).startswith(sentence)


PLACES = st.integers(min_value=0, max_value=10_000)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(
        [
            xlsx_of({"A": [HEADER, ANN]}),
            raw_xlsx(cells(A1="id", B1="given", A2="1", B2="Ann")),
            ods({"A": ods_row(*HEADER) + ods_row(*ANN)}),
            xls(XlsSheet("A").text(0, 0, "id").text(0, 1, "given").number(1, 0, 7).text(1, 1, "Ann")),
        ]
    ),
    st.lists(st.tuples(PLACES, st.binary(min_size=1, max_size=4)), max_size=4),
    PLACES,
)
def test_any_damage_is_a_reading_or_refused(data: bytes, damage: list[tuple[int, bytes]], cut: int) -> None:
    damaged = bytearray(data[: len(data) - cut] if cut < 40 else data)
    for at, piece in damage:
        damaged[at % len(damaged) : at % len(damaged) + len(piece)] = piece
    try:
        assert isinstance(read_bytes("students", bytes(damaged), "x"), Reading)
    except BadInput:
        return
