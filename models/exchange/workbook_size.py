"""How far a sheet reaches, found in its XML before it is read, because reading takes memory for all between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.parsers import expat

from models.exchange import limits
from models.exchange.workbook_words import damaged
from models.rules.text import clean

FURTHEST_ROW = 4 * limits.ROWS.most
"""Blank rows are not counted as rows, but not read without end either."""

# Cells as every usual program writes them, any cells, and what an opening may say of the encoding.
_USUAL = re.compile(rb'<c r="([A-Z]{1,7})([0-9]{1,19})"(?=[^>]*?(/?)>)')
_ANY = re.compile(rb"<(?:[^<>\s/:]+:)?c(?=[\s/>])")
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding=[\"'](?!utf-?8))", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,7})([0-9]{1,19})")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT_P = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


class Extent(NamedTuple):
    """The last row and the last column of a sheet that hold something, counted from 1."""

    rows: int
    columns: int


def check_extent(extent: Extent, where: str) -> None:
    """Raise BadInput, naming the limit and how far the sheet reaches, for one that reaches too far."""
    named = f"{clean(where)} (it reaches to cell {letters_of(extent.columns)}{extent.rows})"
    if extent.rows > FURTHEST_ROW:
        raise limits.ROWS.refuse(named)
    if extent.columns > limits.COLUMNS.most:
        raise limits.COLUMNS.refuse(named)
    if extent.rows * extent.columns > limits.CELLS.most:
        raise limits.CELLS.refuse(named)


def letters_of(column: int) -> str:
    """The letters of a column, counted from 1: 28 is "AB"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters or "A"


def column_of(letters: bytes) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def measure_xlsx(pieces: Callable[[], Iterable[bytes]], where: str) -> None:
    """Raise BadInput for an XLSX sheet that reaches too far; `pieces` gives its XML from the start, any number of times.

    As usual programs write it, it is measured quickly; anything else is measured with care. `where` is what
    messages call it.
    """
    extent = Extent(0, 0)
    for at, piece in enumerate(pieces()):
        found = _USUAL.findall(piece)
        if len(found) != len(_ANY.findall(piece)) or (at == 0 and not _OPENING.match(piece)):
            break
        filled = [(letters, row) for letters, row, closed in found if not closed]
        if filled:
            rows = max(map(int, {row for _, row in filled}))
            columns = max(map(column_of, {letters for letters, _ in filled}))
            extent = Extent(max(extent.rows, rows), max(extent.columns, columns))
            check_extent(extent, where)
    else:
        return
    meter = _XlsxMeter(where)
    for piece in pieces():
        meter.count(piece)


class _Meter:
    """Goes through XML piece by piece."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def count(self, piece: bytes) -> None:
        """Take in some more of the file. Raises BadInput when a sheet reaches too far."""
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as wrong:
            raise damaged(self._name) from wrong

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        raise NotImplementedError

    def _refuse(self, *doctype: object) -> None:
        raise damaged(self._name)


class _XlsxMeter(_Meter):
    """Measures one XLSX sheet, whose rows and cells need not say where they stand."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self._row = self._column = 0
        self._extent = Extent(0, 0)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        if kind == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif kind == "c":
            self._column += 1
            # Any letters are taken together, as whoever reads the file may be lenient.
            place = _PLACE.fullmatch(attributes.get("r", "").upper())
            if place:
                self._column, self._row = column_of(place[1].encode()), int(place[2])
        elif kind in ("v", "is"):
            rows, columns = max(self._extent.rows, self._row), max(self._extent.columns, self._column)
            self._extent = Extent(rows, columns)
            check_extent(self._extent, self._name)

    def _end(self, tag: str) -> None:
        pass


class OdsMeter(_Meter):
    """Measures the sheets of an ODS file; rows and cells in it may stand for many."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._sheet = ""
        self._row = self._column = 0
        self._rows_alike = self._cells_alike = 1
        self._filled_to = 0
        self._extent = Extent(0, 0)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            self._cells_alike = int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
            if f"{_OFFICE}value-type" in attributes:
                self._filled_to = self._column + self._cells_alike
        elif tag == _TEXT_P:
            self._filled_to = self._column + self._cells_alike
        elif tag == f"{_TABLE}table-row":
            self._rows_alike = int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
            self._column = self._filled_to = 0
        elif tag == f"{_TABLE}table":
            self._sheet = attributes.get(f"{_TABLE}name", "")
            self._row, self._extent = 0, Extent(0, 0)

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._column += self._cells_alike
        elif tag == f"{_TABLE}table-row":
            self._row += self._rows_alike
            if self._filled_to:
                self._extent = Extent(self._row, max(self._extent.columns, self._filled_to))
                check_extent(self._extent, f"{self._name}, sheet {self._sheet}")
