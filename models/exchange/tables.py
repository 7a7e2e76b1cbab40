"""Text to rows of cells: finds the delimiter and the header, and says where a quote was left open."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.csv_out import unguarded
from models.exchange.letters import lettered
from models.exchange.surveys import surveyed
from models.exchange.watching import tell
from models.rules.text import clean

DELIMITERS = ",;\t|"
HEADER_WITHIN = 12
"""Rows among which the header is looked for: some programs write a note above it."""
_SAMPLE_ROWS = 100
_SAMPLE_CHARACTERS = 200_000
_MOST_RECORDS = 4 * limits.ROWS.most
"""Blank rows are not counted as rows, but not read without end either."""
FAILED = frozenset(
    [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#ERROR!",
    ]
)
"""What spreadsheets show, and save, where a formula has failed."""
# Spreadsheets end lines in three ways; one after the other, since a text held twice is too much.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LONGEST_LINE = limits.COLUMNS.most * limits.CELL.most
_FAILED_BY_NUMBER = re.compile(r"Err:[0-9]{3}")
_MARKED = "sep="
"""Some spreadsheets name the delimiter in a first line of its own."""


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, and as many cells as there are headers."""

    number: int
    cells: list[str]


class Recogniser:
    """What counts the known header names in a row, and tells whether a table has no header at all."""

    def __call__(self, row: Sequence[str]) -> int:
        """How many known names stand in the row."""
        raise NotImplementedError

    def finds_no_header(self, rows: Sequence[Sequence[str]], best: int) -> bool:
        """Whether none of the first rows is the header, of which the best has so many known names."""
        raise NotImplementedError


class Table(NamedTuple):
    """A header and the rows under it that are not blank. `long_rows` have cells beyond the last header.

    Rows that do not come from text have no delimiter.
    """

    headers: tuple[str, ...]
    rows: list[Row]
    delimiter: str = ""
    long_rows: tuple[int, ...] = ()


class _Lines:
    """The lines of a text, remembering those of the record that is being read, and whether they ran out."""

    def __init__(self, text: str, delimiter: str, name: str) -> None:
        self._text = text
        self._source = _LINE.finditer(text)
        self._delimiter = delimiter
        self._name = name
        self.record: list[str] = []
        self.line = 1
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        found = next(self._source, None)
        if found is None:
            self.ended = True
            raise StopIteration
        # The csv module would make a list of millions before anyone could count it.
        if self._text.count(self._delimiter, *found.span()) > limits.COLUMNS.most + limits.CELL.most:
            raise limits.COLUMNS.refuse(self._name)
        if found.end() - found.start() > _LONGEST_LINE:
            raise limits.CELL.refuse(f"A cell of {self._name}, line {self.line + len(self.record)},")
        line = found[0]
        self.record.append(line)
        return line

    def next_record(self) -> None:
        self.line += len(self.record)
        self.record.clear()


def check_cell(cell: str) -> None:
    """Raise BadInput, with what was expected, for a cell too long or the words of a formula that failed."""
    if len(cell) > limits.CELL.most:
        raise BadInput(f"at most {limits.CELL.words}")
    if cell in FAILED or _FAILED_BY_NUMBER.fullmatch(cell):
        raise BadInput("a value, where the spreadsheet's formula has failed")


def read_table(text: str, name: str, recognise: Callable[[Sequence[str]], int]) -> Table:
    """The table in a text; `recognise` counts how many cells of a row are known header names.

    Raises BadInput for an open quote and past every limit; otherwise as `table_of`.
    """
    delimiter, skip = _delimiter(text, recognise)
    rows = (row for row in _records(text, delimiter, name) if row.number > skip)
    return table_of(rows, name, recognise)._replace(delimiter=delimiter)


def table_of(rows: Iterable[Row], name: str, recognise: Callable[[Sequence[str]], int]) -> Table:
    """The table in rows from anywhere, in their order: the best known of the first rows is the header.

    No header among the first rows gives the first row that is not blank as header: what it lacks is for the
    caller to say. Where that is plainly a row like the others, the columns are called by letters. Raises BadInput when there are no rows, and past every limit.
    """
    kept = _kept(rows, name)
    first = list(islice(kept, HEADER_WITHIN))
    if not first:
        raise BadInput(f"{name} holds no rows.", "Nothing was changed.")
    scores = [recognise(row.cells) for row in first]
    if isinstance(recognise, Recogniser):
        cells = [row.cells for row in first]
        if recognise.finds_no_header(cells, max(scores)):
            return _under(lettered(cells), chain(first, kept), name)
    header, below = _header(first, scores.index(max(scores)), recognise)
    headers = tuple(clean(cell) for cell in header)
    while headers and not headers[-1]:
        headers = headers[:-1]
    if not max(scores):  # perhaps a row like the others, which may be shorter than they are
        headers += ("",) * (max(len(row.cells) for row in first) - len(headers))
    return _under(headers, chain(below, kept), name)


def _header(
    first: list[Row], at: int, recognise: Callable[[Sequence[str]], int]
) -> tuple[Sequence[str], list[Row]]:
    """The cells of the header, which may take two rows, and those of the first rows that are below it."""
    header, below = first[at].cells, first[at + 1 :]
    if not below:
        return header, below
    survey = surveyed(header, [row.cells for row in below[:2]], recognise)
    if survey is not None:
        return survey.header, below[survey.rows :]
    if _goes_on(header, below[0].cells, recognise):
        under = below.pop(0).cells
        header = [lower or upper for upper, lower in zip_longest(header, under, fillvalue="")]
    return header, below


def _goes_on(header: Sequence[str], below: Sequence[str], recognise: Callable[[Sequence[str]], int]) -> bool:
    """Whether the next row parts the header's cells: nothing but names, one of them beside a wide cell's own."""
    named = [cell for cell in below if cell]
    beside = any(under and not over for over, under in zip_longest(header, below, fillvalue=""))
    return (
        beside and len(named) > 1 and recognise(below) == len(named) and named != list(filter(None, header))
    )


def _kept(rows: Iterable[Row], name: str) -> Iterator[Row]:
    """Every row that is not blank, its cells stripped and without the guard against formulas."""
    for number, given in rows:
        tell(number)
        if len(given) > limits.COLUMNS.most:
            raise limits.COLUMNS.refuse(name)
        cells = [unguarded(cell.strip()) for cell in given]
        if any(cells):
            yield Row(number, cells)


def _under(headers: tuple[str, ...], rows: Iterable[Row], name: str) -> Table:
    width, kept, long_rows = len(headers), list[Row](), list[int]()
    for row in rows:
        short = width - len(row.cells)
        if short > 0:
            row.cells.extend([""] * short)
        elif short < 0:
            if any(row.cells[width:]):
                long_rows.append(row.number)
            del row.cells[width:]
        kept.append(row)
        if len(kept) > limits.ROWS.most:
            raise limits.ROWS.refuse(name)
    return Table(headers, kept, long_rows=tuple(long_rows))


def _records(text: str, delimiter: str, name: str) -> Iterator[Row]:
    """Every row of the text with its number, as the csv module parts it."""
    lines = _Lines(text, delimiter, name)
    for number, row in enumerate(_parsed(lines, delimiter, name), 1):
        if number > _MOST_RECORDS:
            raise limits.ROWS.refuse(name)
        yield Row(number, row)
        lines.next_record()


def _parsed(lines: _Lines, delimiter: str, name: str) -> Iterator[list[str]]:
    """The csv module's rows; an open quote, which it swallows the rest of the file for, is refused."""
    row = 0
    try:
        for row, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            if lines.ended or (len(lines.record) > 1 and not _well_quoted(lines.record, delimiter)):
                raise _open_quote(lines, delimiter, name, row)
            yield cells
    except csv.Error as wrong:
        if not any('"' in line for line in lines.record):
            raise limits.CELL.refuse(f"A cell of {name}, row {row + 1},") from wrong
        raise _open_quote(lines, delimiter, name, row + 1) from wrong


def _well_quoted(record: list[str], delimiter: str) -> bool:
    """Whether a record of several lines is one by right, and not by a quote that closes in a later row."""
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _open_quote(lines: _Lines, delimiter: str, name: str, row: int) -> BadInput:
    further, column = _where_opened("".join(lines.record), delimiter)
    where = f"{name}, row {row}, cell {column}" + (f" (line {lines.line + further})" if further else "")
    line = f'{where}: a quote (") opens here and is not closed before the next cell.'
    return BadInput(line, 'Close it, or double every " inside the cell.', problems=(line,))


def _where_opened(record: str, delimiter: str) -> tuple[int, int]:
    """Lines below the record's first, and number of the cell, where the last quoted cell opens."""
    at, column, opened = 0, 1, (0, 1)
    while at < len(record):
        if record[at] == '"':
            opened = record.count("\n", 0, at), column
            at = _after_quotes(record, at + 1)
            if at >= len(record) or record[at] not in delimiter + "\r\n":
                return opened
        following = record.find(delimiter, at)
        if following < 0:
            return opened
        at, column = following + 1, column + 1
    return opened


def _after_quotes(record: str, at: int) -> int:
    """The place behind the quote that closes a cell; the record's end when none does."""
    while True:
        at = record.find('"', at)
        if at < 0:
            return len(record)
        if record[at + 1 : at + 2] != '"':
            return at + 1
        at += 2


def _delimiter(text: str, recognise: Callable[[Sequence[str]], int]) -> tuple[str, int]:
    """The delimiter, and how many rows of the file only name it.

    The one whose header is best known; then the one with the steadiest count of columns.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    opening = sample.lstrip()[:5].lower()
    if opening.startswith(_MARKED) and opening[4:] and opening[4] in DELIMITERS:
        return opening[4], 1
    return max(DELIMITERS, key=lambda one: _fitness(sample, one, recognise)), 0


def _fitness(
    sample: str, delimiter: str, recognise: Callable[[Sequence[str]], int]
) -> tuple[int, float, int]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(row):
                rows.append(row[: limits.COLUMNS.most])
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    if not rows:
        return 0, 0.0, 0
    (columns, rows_alike), *_ = Counter(map(len, rows)).most_common(1)
    scores = list(map(recognise, rows[:HEADER_WITHIN]))
    known = max(scores)
    if known and columns > 1 and len(rows[scores.index(known)]) == 1:
        return known, -1.0, 0  # one name stands over all of it: the sign is a part of what is in the cells
    return known, rows_alike / len(rows) if columns > 1 else 0.0, columns
