"""Rows to typed records, the same way for every kind: all problems collected, nothing guessed in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import limits
from models.exchange.columns import REQUIRED, names_of
from models.exchange.headers import JOINED, STANDS_FOR, Heading, Source
from models.exchange.reading import Problem, Reading, Record, problem
from models.exchange.tables import Row, Table

Complaint = tuple[str, str, str]
"""A field, its value as text, and what was expected of it."""


class Manners(NamedTuple):
    """What is particular to a kind: rows to leave out (with the reason), and fields to put together.

    `settle` changes the fields in place and returns what is wrong with them.
    """

    skip: Callable[[dict[str, Any]], str]
    settle: Callable[[dict[str, Any]], list[Complaint]]


def keep_all(fields: dict[str, Any]) -> str:
    """For kinds of which no row is left out."""
    return ""


def as_they_are(fields: dict[str, Any]) -> list[Complaint]:
    """For kinds whose fields need no putting together."""
    return []


def read_rows(kind: str, table: Table, heading: Heading, name: str, manners: Manners) -> Reading:
    """The records of a table. Raises BadInput when a required column is missing."""
    _require_columns(kind, table, heading, name)
    reader = _RowReader(kind, heading, name, manners)
    too_long = set(table.long_rows)
    for row in table.rows:
        if row.number in too_long:
            found = problem(name, row.number, str(len(table.headers) + 1), "", "no cells beyond the header's")
            reader.problems.append(found)
        else:
            reader.take(row)
    return Reading(
        kind,
        tuple(reader.records),
        tuple(reader.problems),
        tuple(_notes(heading, reader)),
        tuple((source.field, source.header) for source in heading.sources),
    )


class _RowReader:
    """Takes one row after the other and remembers ids, so that none comes twice."""

    def __init__(self, kind: str, heading: Heading, name: str, manners: Manners) -> None:
        self._heading = heading
        self._name = name
        self._manners = manners
        self._required = REQUIRED.get(kind, ())
        self._empty = {source.field: _empty(source) for source in heading.sources}
        self._rows_of_ids: dict[str, int] = {}
        self.records: list[Record] = []
        self.problems: list[Problem] = []
        self.skipped: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        fields, wrong = self._read(row)
        reason = self._manners.skip(fields)
        if reason:
            self.skipped[reason] += 1
            return
        if not wrong:
            complaints = self._manners.settle(fields) or self._lacking(fields) or self._repeated(row, fields)
            wrong = [self._problem(row, *complaint) for complaint in complaints]
        if wrong:
            self.problems += wrong
        else:
            self.records.append(Record(row.number, fields))

    def _read(self, row: Row) -> tuple[dict[str, Any], list[Problem]]:
        fields, wrong = dict(self._empty), list[Problem]()
        for source in self._heading.sources:
            cell = row.cells[source.at]
            if not cell:
                continue
            if fields[source.field] and source.field not in JOINED:
                continue
            try:
                if len(cell) > limits.CELL.most:
                    raise BadInput(f"at most {limits.CELL.words}")
                value = source.column.read(cell)
            except BadInput as refused:
                wrong.append(problem(self._name, row.number, source.header, cell, refused.sentence))
                continue
            if source.field in JOINED and fields[source.field]:
                value = _joined(fields[source.field], value)
            fields[source.field] = value
        return fields, wrong

    def _lacking(self, fields: dict[str, Any]) -> list[Complaint]:
        groups = [group for group in self._required if not any(fields.get(field) for field in group)]
        return [(group[0], "", f"a value for {' or '.join(group)}") for group in groups]

    def _repeated(self, row: Row, fields: dict[str, Any]) -> list[Complaint]:
        given = fields.get("id")
        if not given:
            return []
        first = self._rows_of_ids.setdefault(given, row.number)
        return [("id", given, f"an id of its own (row {first} has it too)")] if first != row.number else []

    def _problem(self, row: Row, field: str, value: str, expected: str) -> Problem:
        return problem(self._name, row.number, self._heading.header_of(field), value, expected)


def _empty(source: Source) -> Any:
    try:
        return source.column.read("")
    except BadInput:
        return None


def _joined(first: tuple[Any, ...], further: tuple[Any, ...]) -> tuple[Any, ...]:
    """Ranked values of two columns, ranked on."""
    return first + tuple(one._replace(rank=len(first) + one.rank) for one in further)


def _require_columns(kind: str, table: Table, heading: Heading, name: str) -> None:
    there = {source.field for source in heading.sources}
    example = ",".join(names_of(kind)[:6])
    for group in REQUIRED.get(kind, ()):
        stands_for = [helper for field in group for helper in STANDS_FOR.get(kind, {}).get(field, ())]
        if there.isdisjoint((*group, *stands_for)):
            shown = ", ".join(filter(None, table.headers))[:300] or "none"
            raise BadInput(
                f"{name} has no column for {' or '.join(group)}; its columns are: {shown}.",
                f"A header line for {kind} looks like {example}; or name the column: --map {group[0]}=HEADER.",
            )


def _notes(heading: Heading, reader: _RowReader) -> list[str]:
    notes = []
    if heading.never_kept:
        notes.append(f"Not kept, on purpose: {', '.join(heading.never_kept)}.")
    if heading.unused:
        notes.append(f"Not used: {', '.join(heading.unused)}.")
    for reason, times in sorted(reader.skipped.items()):
        notes.append(f"{times} {'row was' if times == 1 else 'rows were'} left out: {reason}.")
    if not reader.records and not reader.problems:
        notes.append("There are no rows under the header; nothing is changed by that.")
    return notes
