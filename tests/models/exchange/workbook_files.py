"""Workbooks for tests, made on the spot: XLSX by the library or by hand, ODS and XLS by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE_ROOT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook that `fill` puts sheets into."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book)
    book.close()
    return out.getvalue()


def xlsx_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with these rows; text stays text."""

    def fill(book: Any) -> None:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    write = sheet.write_string if isinstance(value, str) else sheet.write
                    write(at, column, value)

    return xlsx(fill)


def packed(members: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def raw_xlsx(sheet: str, **others: str) -> bytes:
    """A workbook with one sheet, "Data", whose XML inside <worksheet> is given; `others` are further members."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_OFFICE_ROOT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE_ROOT}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship '
            f'Id="rId1" Type="{_OFFICE_ROOT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
            **{f"xl/{name}.xml": text for name, text in others.items()},
        }
    )


def cells(**places: str) -> str:
    """The XML of a sheet with text in these places: cells(A1="id", B1="given")."""
    rows: dict[int, str] = {}
    for place, text in places.items():
        row = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        shown = f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
        rows[row] = rows.get(row, "") + shown
    inside = "".join(f'<row r="{row}">{shown}</row>' for row, shown in sorted(rows.items()))
    return f"<sheetData>{inside}</sheetData>"


def ods(sheets: Mapping[str, str], *, styles: str = "", manifest: str = "") -> bytes:
    """A spreadsheet whose sheets are the XML of their rows."""
    names = {"office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0"}
    spaces = " ".join(f'xmlns:{short}="{_SPACES}:{long}"' for short, long in names.items())
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">{rows}</table:table>'
        for name, rows in sheets.items()
    )
    return packed(
        {
            "mimetype": ODS_TYPE,
            "content.xml": f"<office:document-content {spaces} {calc}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": "<manifest:manifest "
            f'xmlns:manifest="{_SPACES}:manifest:1.0">{manifest}</manifest:manifest>',
        },
        stored=True,
    )


def ods_row(*cells: str, times: int = 1) -> str:
    """A row of cells, each the XML of one or a plain text; the row may stand for several."""
    inside = "".join(
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


class XlsSheet:
    """A sheet of an XLS file; rows and columns are counted from 0."""

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name, self.hidden = name, hidden
        self.records = b""

    def text(self, row: int, column: int, text: str) -> XlsSheet:
        """A cell of text."""
        return self._add(
            0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
        )

    def number(self, row: int, column: int, value: float, style: int = 0) -> XlsSheet:
        """A number; `style` is the index of a format given to `xls`, plus one."""
        return self._add(0x0203, struct.pack("<HHHd", row, column, style, value))

    def wholes(self, row: int, column: int, values: Sequence[int], style: int = 0) -> XlsSheet:
        """Whole numbers side by side, in one record."""
        inside = b"".join(struct.pack("<HI", style, value << 2 | 2) for value in values)
        last = struct.pack("<H", column + len(values) - 1)
        return self._add(0x00BD, struct.pack("<HH", row, column) + inside + last)

    def error(self, row: int, column: int, code: int, *, formula: bool = False) -> XlsSheet:
        """A cell that holds an error, by itself or as what a formula came to."""
        if formula:
            result = struct.pack("<BxBxxxH", 2, code, 0xFFFF)
            return self._add(
                0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 0)
            )
        return self._add(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))

    def merge(self, top: int, bottom: int, left: int, right: int) -> XlsSheet:
        """Cells that are one."""
        return self._add(0x00E5, struct.pack("<HHHHH", 1, top, bottom, left, right))

    def _add(self, kind: int, body: bytes) -> XlsSheet:
        self.records += _record(kind, body)
        return self


def xls(*sheets: XlsSheet, formats: Sequence[str] = (), first: bytes = b"") -> bytes:
    """An Excel 97 file. `formats` are number formats; `first` are records put before all others."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0x06)
    head = _record(0x0809, begin) + first + _record(0x0042, struct.pack("<H", 1200))
    for at, code in enumerate(formats):
        head += _record(0x041E, struct.pack("<HHB", 164 + at, len(code), 0) + code.encode("latin-1"))
    for ident in (0, *range(164, 164 + len(formats))):
        head += _record(0x00E0, struct.pack("<HH", 0, ident) + b"\0" * 16)
    bodies = [_sheet_records(sheet) for sheet in sheets]
    names = [sheet.name.encode("utf-16-le") for sheet in sheets]
    at = len(head) + sum(4 + 8 + len(name) for name in names) + 4
    for sheet, name, body in zip(sheets, names, bodies, strict=True):
        head += _record(0x0085, struct.pack("<IBBBB", at, sheet.hidden, 0, len(sheet.name), 1) + name)
        at += len(body)
    return ole({"Workbook": head + _record(0x000A, b"") + b"".join(bodies)})


def _sheet_records(sheet: XlsSheet) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0x06)
    return _record(0x0809, begin) + sheet.records + _record(0x000A, b"")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An older Office container with these streams, none of them short."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    whole = {name: body.ljust(-(-max(4096, len(body)) // 512) * 512, b"\0") for name, body in streams.items()}
    entry_sectors = -(-(len(whole) + 1) // 4)
    data_sectors = sum(len(body) // 512 for body in whole.values())
    tables = 1
    while tables * 128 < tables + entry_sectors + data_sectors:
        tables += 1
    following = [table] * tables + [*range(tables + 1, tables + entry_sectors), end]
    entries = [_entry("Root Entry", 5, child=1 if whole else free, start=end, size=0)]
    for at, (name, body) in enumerate(whole.items(), 1):
        first, sectors = len(following), len(body) // 512
        following += [*range(first + 1, first + sectors), end]
        further = at + 1 if at < len(whole) else free
        entries.append(_entry(name, 2, right=further, start=first, size=len(body)))
    following += [free] * (tables * 128 - len(following))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, end, 0, end, 0)
    places = [*range(min(tables, 109)), *[free] * (109 - tables)]
    directory = b"".join(entries).ljust(entry_sectors * 512, b"\0")
    return (
        header
        + struct.pack("<109I", *places)
        + struct.pack(f"<{len(following)}I", *following)
        + directory
        + b"".join(whole.values())
    )


def _entry(
    name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int, size: int
) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
    )
