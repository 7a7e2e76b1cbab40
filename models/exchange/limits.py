"""How much may come in at once, because a file can be made to fill the memory; every limit names itself."""

from __future__ import annotations

from typing import NamedTuple

from models.errors import BadInput
from models.rules.text import NAME_LIMIT, TEXT_LIMIT


class Limit(NamedTuple):
    """The most that is taken, in `unit`, and what to do when a file has more."""

    most: int
    unit: str
    instead: str

    @property
    def words(self) -> str:
        """The limit as people read it: "50,000 rows"."""
        return f"{self.most:,} {self.unit}"

    def refuse(self, name: str) -> BadInput:
        """The error for a file that goes past the limit."""
        return BadInput(f"{name} has more than {self.words}, the most that is read.", self.instead)


ROWS = Limit(50_000, "rows", "Split the file, or check that it is the right one.")
BYTES = Limit(64 * 1024 * 1024, "bytes (64 MB)", "Split the file, or check that it is the right one.")
RATIO = Limit(100, "times its packed size when unpacked", "Unpack it yourself and import the files inside.")
MEMBERS = Limit(200, "files inside", "Pack only the files to be imported.")
COLUMNS = Limit(1_000, "columns", "Delete the columns that are not needed.")
CELLS = Limit(2_000_000, "cells in one sheet", "Delete the rows and columns that are not needed.")
CELL = Limit(TEXT_LIMIT, "characters", "Shorten the text.")
NAME = Limit(NAME_LIMIT, "characters", "Shorten the text.")
LINKS = Limit(500_000, "rows", "Export one school, or fewer classes, at a time.")
"""Rows of a file that only says who is in which class: each is read and forgotten."""
TOML_BYTES = Limit(
    1024 * 1024, "bytes (1 MB)", "A bell schedule is far smaller: check that it is the right file."
)
DAYS = Limit(800, "days in one span of dates", "Give the dates in shorter spans.")
WORKBOOK_SECONDS = 10
"""Longest that reading a workbook may take, by the clock on the wall."""
WORKBOOK_BYTES = 300 * 1024 * 1024
"""Most memory that reading a workbook may take, where the system can hold a process to that."""
