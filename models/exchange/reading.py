"""What a file said, before anything is done about it: typed records, every problem, and what to tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from models.rules.facts import BellSchedule
from models.rules.text import clean

SHOWN = 40
"""Characters of a wrong value that a problem shows."""


class Record(NamedTuple):
    """One good row. `row` is the row a spreadsheet shows; `fields` has only the columns that the file has.

    Values are typed as the facts use them: "" for unknown text, None for an unknown number, date or yes/no,
    () for none of several. Wall times stay wall times; the zone is for the caller to apply. `foreign` is the
    id that the other program knows this record by, "" where it gives none. `emptied` are fields whose blank value
    is meant: of others it means that the file does not say.
    """

    row: int
    fields: dict[str, Any]
    foreign: str = ""
    emptied: tuple[str, ...] = ()


class Problem(NamedTuple):
    """One place that is wrong. `value` is shortened and safe to show.

    `row` is the row a spreadsheet shows; 0 in files without rows, whose `column` then names the whole place.
    `sheet` is the workbook's sheet, "" in files without sheets.
    """

    file: str
    row: int
    column: str
    value: str
    expected: str
    sheet: str = ""

    @property
    def line(self) -> str:
        """The whole of it on one line, without an end stop."""
        found = f", not {self.value!r}" if self.value else ""
        where = f"row {self.row}, column {self.column}" if self.row else self.column
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        return f"{self.file}{sheet}, {where}: expected {self.expected}{found}"


class BellsRead(NamedTuple):
    """A bell schedule from a file. `parts` says which of its fields the file gave; the rest are empty.

    Of special dates a file may give what they are ("exceptions"), rows of their own ("rows"), or both.

    A table gives only day types or only exceptions; the settled schedule is the caller's to put together.
    `rows` says in which row of a table a day type begins or a date stands; files without rows have none.
    """

    schedule: BellSchedule
    parts: frozenset[str]
    school: str = ""
    zone: str = ""
    rows: Mapping[str | date, int] = {}


class Reading(NamedTuple):
    """Everything a file said. Rows with a problem are not in `records`.

    `understood` pairs each field with the header it was read from. `bells` is there for bell schedules only,
    whose `records` are the classes that the file places in periods. `source` is the name of the format ("csv",
    "toml", "workbook", "oneroster", "linkedin", "vcard" …), "file" where none is known. `also` are readings of
    other kinds in the same file that are to be applied before this one, in their order. `file` is the file of a
    pack that the records stand in ("roster.zip/users.csv"), "" for single files. `partial`: it tells only of
    changes; what it lacks is not missing, and a student's `classes` are further ones, `classes_left` former ones.
    `sheet` is the workbook's sheet that was read, and `sheets` are all that hold something. `headers` are those of a
    single table, as written. `further_classes`: a student's `classes` are some of theirs, such as those of one
    gradebook; the others stay. `joined` are sheets that were read together: `joined_sheets.place_in` tells in which of
    them a record's `row` stands; problems and notes say so already. `schools` are those that the file's students are
    at, with how many of them, and `schools_taken` the ones that were wanted, where a person chose.
    """

    kind: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    understood: tuple[tuple[str, str], ...] = ()
    bells: BellsRead | None = None
    source: str = "file"
    also: tuple[Reading, ...] = ()
    headers: tuple[str, ...] = ()
    file: str = ""
    partial: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    further_classes: bool = False
    joined: tuple[str, ...] = ()
    schools: tuple[tuple[str, int], ...] = ()
    schools_taken: tuple[str, ...] = ()


def problem(file: str, row: int, column: str, value: str, expected: str) -> Problem:
    """A problem whose value is safe to show and short."""
    shown = clean(value, SHOWN + 1)
    short = shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
    return Problem(file, row, column, short, expected)
