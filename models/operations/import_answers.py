"""What a person said of rows of a file, whom each means: also where its rows stand on several sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.errors import BadInput
from models.exchange.joined_sheets import APART
from models.exchange.reading import Reading
from models.operations.kinds import Kind
from models.rules.facts import ProposalRow
from models.rules.text import clean, fold

SHEET_OF = ", sheet "
"""Stands between a file and its sheet."""

Answers = Mapping[tuple[str, int], str]
"""What the row is ("student", or "student of FILE, sheet NAME") and its number → the id it means, "" for new."""


def answer_key(row: ProposalRow) -> tuple[str, int]:
    """By what an answer names the row: what it is, and its number in the file.

    Rows of sheets that were read together are named with what their source calls the file, since numbers repeat.
    """
    if not row.source:
        return row.entity, 0
    file, number, _ = row.source
    return (f"{row.entity} of {file}" if SHEET_OF in file else row.entity), number


def key_of(one: str, number: int, sheet: str = "") -> tuple[str, int]:
    """The key of an answer that somebody typed: what the row is, its number, its sheet where there are several."""
    return (f"{one} of it{SHEET_OF}{sheet}" if sheet else one), number


def answers_for(
    answers: Answers, kind: Kind, read: Reading, existing: Collection[str], file: str
) -> dict[int, str]:
    """What was said of rows of this kind, by the number that each record has.

    Raises BadInput for a row or a record that is not there.
    """
    said = {row: ident for (_, row), ident in _said(answers, kind, read)}
    there = {record.row for record in read.records} if said else set()
    for row, ident in said.items():
        if row not in there:
            raise BadInput(f"Row {row % APART} is no {kind.one} of {file}.", "The dry run shows the rows.")
        if ident and ident not in existing:
            raise BadInput(
                f"Row {row % APART} cannot be {clean(ident, 60)!r}: there is no such {kind.one}.",
                f"`wbl-tui list {kind.name}` shows the ids.",
            )
    return said


def _said(answers: Answers, kind: Kind, read: Reading) -> Iterator[tuple[tuple[str, int], str]]:
    """What was said of rows of the kind, each under the number that its record has. Raises BadInput."""
    for (one, row), ident in answers.items():
        what, _, where = one.partition(" of ")
        if what == kind.one:
            sheet = where.partition(SHEET_OF)[2]
            yield (what, row + APART * _sheet_at(sheet, row, read)), ident


def _sheet_at(sheet: str, row: int, read: Reading) -> int:
    """Which of the sheets is meant, of several that were read together; 0 where one was read."""
    sheets: Sequence[str] = read.joined or ((read.sheet,) if read.sheet else ())
    named = [at for at, one in enumerate(sheets) if fold(one) == fold(sheet)]
    if named:
        return named[0]
    if sheet:
        read_ones = ", ".join(map(repr, sheets)) or "none"
        raise BadInput(f"There is no sheet {clean(sheet, 60)!r} among those that were read: {read_ones}.")
    if read.joined:
        raise BadInput(
            f"Row {row} stands on several sheets: {', '.join(map(repr, sheets))}.",
            f'Name the sheet before the row: "{sheets[0]}:{row}".',
        )
    return 0
