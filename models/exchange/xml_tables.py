"""Workbooks that are saved as "XML Spreadsheet 2003", as some school programs do and call it an Excel file."""

from __future__ import annotations

from xml.parsers import expat

from models.exchange.html_tables import Found
from models.exchange.tables import Row
from models.exchange.workbook_size import Extent, check_extent
from models.exchange.workbook_words import damaged
from models.rules.text import clean

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"

_MIDNIGHT = "T00:00:00"
_TRUTHS = {"1": "TRUE", "0": "FALSE"}


def tables_of_xml(text: str, name: str) -> list[Found]:
    """The sheets that have rows. Raises BadInput past a limit and for what is no whole XML."""
    book = _Book(name)
    try:
        book.parser.Parse(text, True)
    except (expat.ExpatError, ValueError) as wrong:
        raise damaged(name) from wrong
    return [found for found in book.found if found.rows]


class _Book:
    def __init__(self, name: str) -> None:
        self.found: list[Found] = []
        self._name = name
        self._row = self._column = 0
        self._widest = 1
        self._across = self._down = 0
        self._kind = ""
        self._pieces: list[str] | None = None
        self._carried: dict[int, tuple[int, str]] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        kind = tag.removeprefix(f"{SPACE} ")
        if kind == "Worksheet":
            self.found.append(Found(clean(given.get("Name", "")), []))
            self._row, self._widest, self._carried = 0, 1, {}
        elif kind == "Row" and self.found:
            self._row, self._column = int(given.get("Index", self._row + 1)), 0
            self._check()
            self.found[-1].rows.append(Row(self._row, []))
        elif kind == "Cell" and self.found and self.found[-1].rows:
            self._cell(given)
        elif kind == "Data":
            self._kind, self._pieces = given.get("Type", ""), []

    def _cell(self, given: dict[str, str]) -> None:
        self._column = int(given.get("Index", self._column + 1))
        self._across, self._down = int(given.get("MergeAcross", 0)), int(given.get("MergeDown", 0))
        self._widest = max(self._widest, self._column)
        self._check()
        cells = self.found[-1].rows[-1].cells
        cells.extend([""] * (self._column - len(cells)))

    def _check(self) -> None:
        check_extent(Extent(self._row, self._widest), f"{self._name}, sheet {self.found[-1].name}")

    def _text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def _end(self, tag: str) -> None:
        kind = tag.removeprefix(f"{SPACE} ")
        if kind == "Data" and self._pieces is not None and self.found and self.found[-1].rows:
            cells, text = self.found[-1].rows[-1].cells, _as_people_type(self._kind, "".join(self._pieces))
            self._pieces = None
            if 0 < self._column <= len(cells):
                cells[self._column - 1] = text
                if self._down > 0:
                    self._carried[self._column - 1] = self._row + self._down, text
        elif kind == "Cell":
            self._column += max(0, self._across)
        elif kind == "Row" and self.found and self.found[-1].rows:
            self._carry_down(self.found[-1].rows[-1])

    def _carry_down(self, row: Row) -> None:
        """A value merged over several rows stands in each of them."""
        for column, (last, text) in list(self._carried.items()):
            if row.number > last:
                del self._carried[column]
            elif not row.cells[column : column + 1] or not row.cells[column]:
                row.cells.extend([""] * (column + 1 - len(row.cells)))
                row.cells[column] = text

    def _refuse(self, *doctype: object) -> None:
        raise damaged(self._name)


def _as_people_type(kind: str, text: str) -> str:
    if kind == "DateTime":
        whole = text.partition(".")[0]
        return whole.removesuffix(_MIDNIGHT).replace("T", " ").removesuffix(":00") if "T" in whole else whole
    return _TRUTHS.get(text, text) if kind == "Boolean" else text
