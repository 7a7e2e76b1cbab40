"""Tables that are saved as a web page, which many school programs call an Excel file (.xls)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.tables import HEADER_WITHIN, Row
from models.exchange.workbook_size import FURTHEST_ROW
from models.rules.text import clean

Recognise = Callable[[Sequence[str]], int]

# A cell ends where the next one, its row or its table does: its own closing tag tells nothing more.
_TAG = re.compile(r"<(?:(/?)(table|tr|p|div|li)|(td|th|br))\b([^<>]*)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*([0-9]{1,9})", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = "\n"
MOST_TAGS = 2_500_000
"""Tags that matter on one page: as many cells as are read, and their rows."""
MOST_TABLES = 1_000
"""Tables on one page, of which all but one are about something else."""


class Found(NamedTuple):
    """One table: the sheet's name ("" in a web page), and its rows."""

    name: str
    rows: list[Row]


def best_table(
    found: list[Found], name: str, recognise: Recognise, sheet: str = ""
) -> tuple[Found, tuple[str, ...]]:
    """The table of that sheet, else the one whose header is best known, of those alike the first.

    With what to tell of the others. Raises BadInput where there is none.
    """
    if not found:
        raise BadInput(f"{name} holds no table with rows.", "Nothing was changed.")
    named = [one for one in found if one.name.casefold() == sheet.casefold()] if sheet else found
    if not named:
        there = ", ".join(repr(one.name) for one in found[:12])
        raise BadInput(f"{name} has no sheet {clean(sheet)!r}.", f"It has: {there}.")
    best = max(named, key=lambda one: max(recognise(row.cells) for row in one.rows[:HEADER_WITHIN]))
    others = [repr(one.name) for one in found if one is not best and one.name]
    if others:
        return best, (f"Read from the sheet {best.name!r}; not read: {', '.join(others[:12])}.",)
    return best, ()


def tables_of_page(text: str, name: str) -> list[Found]:
    """The tables of a web page that have rows. Raises BadInput past a limit."""
    page = _Page(name)
    at = 0
    for count, tag in enumerate(_TAG.finditer(shown := _without_comments(text))):
        if count > MOST_TAGS:
            raise limits.CELLS.refuse(name)
        page.text(shown[at : tag.start()])
        page.tag((tag[2] or tag[3]).lower(), tag[4], closing=bool(tag[1]))
        at = tag.end()
    return [Found("", rows) for rows in page.tables if rows]


def _without_comments(text: str) -> str:
    """The page without comments; one that is left open hides the rest."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        if start > at:
            pieces.append(text[at:start])
        end = text.find("-->", start)
        at = end + 3 if end >= 0 else len(text)
    return "".join((*pieces, text[at:]))


class _Page:
    """Gathers the cells of tables, which may stand inside each other's cells."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.tables: list[list[Row]] = []
        self._open: list[_Open] = []

    def text(self, piece: str) -> None:
        """Take in what stands between two tags."""
        if self._open and self._open[-1].inside:
            plain = unescape(_ANY_TAG.sub("", piece)) if "<" in piece or "&" in piece else piece
            self._open[-1].pieces.append(plain.replace(_BREAK, " "))

    def tag(self, kind: str, rest: str, *, closing: bool) -> None:
        """Take in a tag."""
        if kind == "table":
            self._table(closing)
        elif not self._open:
            return
        elif kind == "tr":
            self._open[-1].end_row()
        elif kind in ("td", "th"):
            self._open[-1].end_cell()
            self._open[-1].begin_cell(rest)
        elif self._open[-1].inside and (kind == "br" or closing):
            self._open[-1].pieces.append(_BREAK)

    def _table(self, closing: bool) -> None:
        if not closing:
            if len(self.tables) >= MOST_TABLES:
                raise BadInput(
                    f"{self._name} holds more than {MOST_TABLES:,} tables.", "Save the one table alone."
                )
            self._open.append(_Open(self._name))
            self.tables.append(self._open[-1].rows)
        elif self._open:
            self._open.pop().end_row()


class _Open:
    """A table that is being read. `carried` are values that stand in further rows too: column → rows left, text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self.rows: list[Row] = []
        self.inside = False
        self.pieces: list[str] = []
        self._cells: list[str] = []
        self._spans = (1, 1)
        self._carried: dict[int, tuple[int, str]] = {}

    def begin_cell(self, rest: str) -> None:
        spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(rest)} if rest else {}
        self._spans = (
            min(spans.get("col", 1), limits.COLUMNS.most + 1),
            min(spans.get("row", 1), limits.ROWS.most),
        )
        self.inside = True
        self._fill_carried()

    def end_cell(self) -> None:
        if not self.inside:
            return
        text = "".join(self.pieces).strip()
        if not text.isalnum():
            lines = (_BLANKS.sub(" ", line).strip() for line in text.split(_BREAK))
            text = _BREAK.join(filter(None, lines))
        columns, rows = self._spans
        if rows > 1:
            self._carried[len(self._cells)] = rows - 1, text
        self._cells += [text, *[""] * (columns - 1)]
        if len(self._cells) > limits.COLUMNS.most:
            raise limits.COLUMNS.refuse(self._name)
        self.pieces, self.inside = [], False

    def end_row(self) -> None:
        self.end_cell()
        if not self._cells:
            return
        self._fill_carried()
        self.rows.append(Row(len(self.rows) + 1, self._cells))
        self._count += len(self._cells)
        self._cells = []
        if len(self.rows) > FURTHEST_ROW:
            raise limits.ROWS.refuse(self._name)
        if self._count > limits.CELLS.most:
            raise limits.CELLS.refuse(self._name)

    def _fill_carried(self) -> None:
        """Put what rows above reach down into the places that are due."""
        while (column := len(self._cells)) in self._carried:
            left, text = self._carried.pop(column)
            self._cells.append(text)
            if left > 1:
                self._carried[column] = left - 1, text
