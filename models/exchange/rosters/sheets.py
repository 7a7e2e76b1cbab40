"""The tables of a pack, row by row: a roster's enrolments are many, and none of them needs to be kept."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.header_words import normalise
from models.exchange.never_kept import never_kept
from models.exchange.packs import Pack
from models.exchange.reading import Problem, problem
from models.exchange.scope import Days
from models.exchange.watching import tell
from models.rules.text import clean

_DELIMITERS = ",;\t|"
_OPENING = 100_000
"""Characters in which the header ends."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Layout = Mapping[str, Sequence[str]]
"""Our field → the names, written small, that its column may have; the first that is there is taken."""


class Line(NamedTuple):
    """One row: its number as a spreadsheet shows it, and a cell for each wanted column that the file has."""

    row: int
    cells: dict[str, str]

    def __call__(self, field: str) -> str:
        """The cell of a field, "" where the file has no such column."""
        return self.cells.get(field, "")


class Sheet:
    """One table of a pack. `file` is what messages call it, `headers` are as written."""

    def __init__(self, file: str, name: str, text: str) -> None:
        self.file, self.name = file, name
        self.problems: list[Problem] = []
        opening = text[:_OPENING].lstrip("\ufeff\r\n").partition("\n")[0]
        self._delimiter = max(_DELIMITERS, key=opening.count)
        self._records = self._parsed(text)
        _, header = next(self._records, (1, []))
        self.headers = tuple(clean(cell) for cell in header)
        self.places = {normalise(cell): at for at, cell in reversed(list(enumerate(self.headers))) if cell}

    def columns(self, layout: Layout, mapping: Mapping[str, str] | None = None) -> dict[str, int]:
        """Our field → place, of the columns that are there; `mapping` is what a person said instead.

        Raises BadInput for a header in the mapping that the file lacks.
        """
        found: dict[str, int] = {}
        for field, names in layout.items():
            at = next((self.places[name] for name in names if name in self.places), None)
            if at is not None:
                found[field] = at
        for field, header in (mapping or {}).items():
            found.pop(field, None)
            if header.strip():
                found[field] = self._mapped(header)
        return found

    def lines(self, columns: Mapping[str, int], most: limits.Limit = limits.ROWS) -> Iterator[Line]:
        """The rows under the header that are not blank. Rows with cells beyond the header are problems.

        Raises BadInput past the limit and for a quote that is left open, and what the one who waits raises. To be
        asked for once.
        """
        wanted, width, count = tuple(columns.items()), len(self.headers), 0
        for row, cells in self._records:
            count += 1
            tell(count)
            if count > most.most:
                raise most.refuse(self.file)
            if len(cells) > width and any(map(str.strip, cells[width:])):
                expected = "no cells beyond the header's"
                self.problems.append(problem(self.file, row, str(width + 1), "", expected))
                continue
            there = len(cells)
            yield Line(row, {field: cells[at].strip() if at < there else "" for field, at in wanted})

    @property
    def never_kept(self) -> tuple[str, ...]:
        """Headers of columns that are not kept, on purpose."""
        return tuple(header for header in self.headers if header and never_kept(header, "students"))

    def _mapped(self, header: str) -> int:
        at = self.places.get(normalise(header))
        if at is None:
            there = ", ".join(filter(None, self.headers))[:1000]
            raise BadInput(f"{self.file} has no column {clean(header)!r}.", f"It has: {there}.")
        if header in self.never_kept or self.headers[at] in self.never_kept:
            raise BadInput(f"The column {clean(header)!r} is never kept.", "Leave it out of --map.")
        return at

    def _parsed(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The csv module's rows, told strictly, since otherwise an open quote swallows the rest of the file."""
        row = 0
        reader = csv.reader(self._bounded(text), delimiter=self._delimiter, strict=True)
        try:
            for row, cells in enumerate(reader, 1):
                if len(cells) > limits.COLUMNS.most:
                    raise limits.COLUMNS.refuse(self.file)
                if any(map(str.strip, cells)) and (row > 1 or not _names_delimiter(cells)):
                    yield row, cells
        except csv.Error as wrong:
            if "field larger" in str(wrong):
                raise limits.CELL.refuse(f"A cell of {self.file}, row {row + 1},") from wrong
            line = f'{self.file}, row {row + 1}: a quote (") is not closed, or stands inside a cell alone.'
            raise BadInput(line, 'Close it, or double every " inside the cell.', problems=(line,)) from wrong

    def _bounded(self, text: str) -> Iterator[str]:
        """The lines; one with very many cells would fill the memory before anyone could count them."""
        # One by one from the text itself: a file object made of it takes four times its memory.
        for found in _LINE.finditer(text, 1 if text.startswith("\ufeff") else 0):
            line = found[0]
            if line.count(self._delimiter) > limits.COLUMNS.most + limits.CELL.most:
                raise limits.COLUMNS.refuse(self.file)
            yield line


def _names_delimiter(cells: Sequence[str]) -> bool:
    """Whether it is the line by which some spreadsheets say which delimiter they use."""
    return cells[0].strip().casefold().startswith("sep=") and not any(cells[1:])


class Sheets:
    """The tables of one pack, opened when they are first asked for; `window` are the campaign's days, None for any."""

    def __init__(self, pack: Pack, window: Days | None = None) -> None:
        self.pack, self.window = pack, window
        self._opened: dict[str, Sheet] = {}

    def get(self, key: str) -> Sheet | None:
        """The table of that name, None when the pack has none. Raises BadInput when it cannot be read."""
        name = self.pack.named(key)
        if not name:
            return None
        if key not in self._opened:
            self._opened[key] = Sheet(f"{self.pack.name}/{name}", name, self.pack.text(key))
        return self._opened[key]

    def has(self, key: str, *columns: str) -> bool:
        """Whether the pack has a table of that name with all these columns (written small)."""
        sheet = self.get(key)
        return sheet is not None and all(column in sheet.places for column in columns)

    def first(self, *keys: str) -> Sheet | None:
        """The first of several tables that is there."""
        return next((sheet for sheet in map(self.get, keys) if sheet is not None), None)

    @property
    def opened(self) -> tuple[Sheet, ...]:
        """Every table that was opened, in that order."""
        return tuple(self._opened.values())
