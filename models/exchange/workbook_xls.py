"""What must be known of an older Excel file (XLS) before it is read: that it is one, and how far it reaches.

What reads it leaves out failed formulas and zeros that only a format shows; where these stand is found here.
The records are those of the Excel 97 binary format.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from models.errors import BadInput
from models.exchange.ole import Ole
from models.exchange.workbook_size import Extent, check_extent
from models.exchange.workbook_words import damaged, protected

# What stands directly in the container, and what such a file is.
_OTHERS = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a presentation"),
    ("VisioDocument", "a drawing"),
    ("__properties_version1.0", "a mail message"),
    ("__nameid_version1.0", "a mail message"),
)
_BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")

_BEGIN, _END, _SHEET, _PASSWORD, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x002F, 0x041E, 0x00E0
_NUMBERS = frozenset({0x0203, 0x027E})
_SEVERAL = 0x00BD
_FORMULA, _ERROR = 0x0006, 0x0205
_CELLS = frozenset({*_NUMBERS, _SEVERAL, _FORMULA, _ERROR, 0x00FD, 0x0204, 0x00D6})
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ZEROS = re.compile(rb"0{2,20}")

Place = tuple[str, int, int]
"""A sheet's name, a row counted from 1, and a column counted from 0."""


class Lost(NamedTuple):
    """What the reader does not tell: failed formulas, and how wide a number is shown with zeros before it."""

    errors: dict[Place, str]
    widths: dict[Place, int]


def examine(data: bytes, name: str) -> Lost:
    """Raise BadInput for what is no workbook, is protected, is not whole or reaches past a limit."""
    try:
        container = Ole(data)
        there = {entry.name: entry for entry in container.entries}
        book = next((there[one] for one in _BOOKS if one in there), None)
        if book is None:
            raise _refusal(set(there), name)
        return _Scan(name).of(container.stream(book))
    except (ValueError, struct.error, IndexError) as wrong:
        raise damaged(name) from wrong


def _refusal(there: set[str], name: str) -> BadInput:
    if not there.isdisjoint(_ENCRYPTED):
        return protected(name)
    what = next((what for entry, what in _OTHERS if entry in there), "an older Office file, but no workbook")
    return BadInput(f"{name} is {what}, which cannot be read.", "Import the table, as XLSX or CSV.")


class _Scan:
    """Goes through the records of a workbook once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._sheets: dict[int, str] = {}
        self._inside: list[str] = []
        self._formats: dict[int, int] = {}
        self._styles: list[int] = []
        self._extents: dict[str, Extent] = {}
        self._lost = Lost({}, {})

    def of(self, stream: bytes) -> Lost:
        for at, kind, body in _records(stream):
            if kind in _CELLS:
                if self._inside and self._inside[-1]:
                    self._cell(kind, body)
            elif kind == _BEGIN:
                self._inside.append(self._sheets.get(at, ""))
            elif kind == _END:
                self._inside[-1:] = []
            elif kind == _PASSWORD:
                raise protected(self._name)
            else:
                self._setting(kind, body)
        return self._lost

    def _setting(self, kind: int, body: bytes) -> None:
        if kind == _SHEET:
            self._sheets[struct.unpack_from("<I", body)[0]] = _text(body[7:], body[6])
        elif kind == _FORMAT and len(body) > 5:
            code = body[5:]
            if _ZEROS.fullmatch(code):
                self._formats[struct.unpack_from("<H", body)[0]] = len(code)
        elif kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", body, 2)[0])

    def _cell(self, kind: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _SEVERAL else column
        sheet = self._inside[-1]
        extent = self._extents.get(sheet, Extent(0, 0))
        if row >= extent.rows or last >= extent.columns:
            extent = Extent(max(extent.rows, row + 1), max(extent.columns, last + 1))
            check_extent(extent, f"{self._name}, sheet {sheet}")
            self._extents[sheet] = extent
        if kind == _SEVERAL:
            for step in range((len(body) - 6) // 6):
                self._number(sheet, row, column + step, struct.unpack_from("<H", body, 4 + 6 * step)[0])
        elif kind in _NUMBERS:
            self._number(sheet, row, column, style)
        elif error := _error(kind, body):
            self._lost.errors[sheet, row + 1, column] = error

    def _number(self, sheet: str, row: int, column: int, style: int) -> None:
        width = self._formats.get(self._styles[style]) if style < len(self._styles) else None
        if width:
            self._lost.widths[sheet, row + 1, column] = width


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each record's place, kind and body."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _text(body: bytes, length: int) -> str:
    """A short text: a sign of whether its characters have two bytes, and the characters."""
    wide = body[0] & 1
    return body[1 : 1 + length * 2].decode("utf-16-le") if wide else body[1 : 1 + length].decode("latin-1")


def _error(kind: int, body: bytes) -> str:
    """What a cell whose formula failed shows, "" for any other cell."""
    if kind == _ERROR and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        return _ERRORS.get(body[8], "#N/A")
    return ""
