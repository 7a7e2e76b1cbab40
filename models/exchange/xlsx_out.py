"""Tables out as XLSX in which every cell is text, so that no id loses a zero and nothing is a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from models.errors import BadInput
from models.exchange.csv_out import unguarded
from models.exchange.safe_files import write_private
from models.rules.text import clean_lines

LONGEST_CELL = 32_767
"""Characters (of UTF-16) that a cell can hold; what is longer would be cut without a word."""

_MEASURED = 500
"""Rows that decide how wide the columns are."""
_IN_MEMORY = 5_000
"""Rows up to which nothing is put aside in temporary files."""
_NARROWEST, _WIDEST = 8, 60
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_AS_TEXT = "@"


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[str]], sheet: str = "Table") -> bytes:
    """A workbook with one sheet: a bold header that stays in view, and under it the rows, all of it text.

    Raises BadInput for a cell that is too long for a spreadsheet.
    """
    from xlsxwriter import Workbook

    kept = ([_cell(cell) for cell in row] for row in rows)
    first = list(islice(kept, _IN_MEMORY + 1))
    out = io.BytesIO()
    many = len(first) > _IN_MEMORY
    book = Workbook(out, {"constant_memory": True} if many else {"in_memory": True})
    text = book.add_format({"num_format": _AS_TEXT})
    bold = book.add_format({"num_format": _AS_TEXT, "bold": True})
    page = book.add_worksheet(_NOT_IN_NAMES.sub(" ", sheet)[:31].strip("' ") or "Table")
    page.freeze_panes(1, 0)
    # Numbers kept as text are meant so here: no need for a green corner on each.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    header = [_cell(name) for name in columns]
    for at, width in enumerate(_widths(header, first[:_MEASURED])):
        page.set_column(at, at, width, text)
    _fill(page, 0, header, bold)
    for number, row in enumerate(chain(first, kept), 1):
        _fill(page, number, row, text)
    book.close()
    return out.getvalue()


def save_xlsx(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], sheet: str = "Table"
) -> None:
    """Like `write_xlsx`, into a file for its owner alone. Raises BadInput or DiskFull as `write_private`."""
    write_private(path, write_xlsx(columns, rows, sheet))


def _fill(page: Any, number: int, row: Sequence[str], style: Any) -> None:
    for at, cell in enumerate(row):
        if cell:
            page.write_string(number, at, cell, style)


def _cell(cell: str) -> str:
    """The cell without what is no text. What `import` would take for a guard against formulas gets one more."""
    if not cell.isprintable():
        cell = clean_lines(_NO_CHARACTERS.sub("", cell), len(cell))
    if len(cell.encode("utf-16-le")) > 2 * LONGEST_CELL:
        raise BadInput(
            f"A cell has more than {LONGEST_CELL:,} characters, the most for a spreadsheet.",
            "Write CSV instead.",
        )
    return f"'{cell}" if unguarded(cell) != cell else cell


def _widths(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int]:
    """The width of every column in characters, from its longest line."""
    widths = [len(name) for name in header]
    for row in rows:
        for at, cell in enumerate(row[: len(widths)]):
            widths[at] = max(widths[at], max(map(len, cell.split("\n"))))
    return [min(_WIDEST, max(_NARROWEST, width + 2)) for width in widths]
