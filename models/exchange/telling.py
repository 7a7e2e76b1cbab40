"""What a person is told of how a table was understood: where it is from, what was left, what may be missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from models.exchange.cells import NO, YES
from models.exchange.foreign_cells import marked_choice
from models.exchange.header_words import normalise, ordinal
from models.exchange.headers import JOINED, Heading, Source
from models.exchange.letters import letter_of
from models.exchange.questions import is_ranking
from models.exchange.signatures import UNKNOWN, program_of
from models.exchange.tables import Table
from models.rules.text import clean

_LOOKED_AT = 300
"""Rows whose values are looked at for a hint."""
_MOST_NAMED = 12
"""Headers that a note names; the rest are counted."""
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WORD = re.compile(r"[^\W\d_]{4}")
_GRADE = re.compile(r"(?:grade )?(?:0?[6-9]|1[0-2])(?:th)?(?: grade)?|freshman|sophomore|junior|senior", re.I)
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}(?:\s*(?:x|ext\.?)\s*\d+)?", re.I)

_UNDECIDED = {
    "interests": "are no ranks, so they were not read as interests: ask for a first and second choice, or add the "
    "interests by hand",
    "schedule": "do not look like names of classes, so they were not read",
    "formats": "are neither yes nor no, so no format was made of them: add the formats by hand",
}

_MARKS = frozenset({"", "x", "✓", "✔", "☑", "yes", "y", "true", "checked"})
"""What people put under an option that they chose. A number may be a rating."""

# What the values of a column may show all by themselves: field, how they look, in words, least different values.
_DECISIVE: dict[str, tuple[tuple[str, re.Pattern[str], str, int], ...]] = {
    "students": (("email", _MAIL, "mail addresses", 1), ("grade", _GRADE, "grade levels", 1)),
    "contacts": (("email", _MAIL, "mail addresses", 1), ("phone", _PHONE, "phone numbers", 2)),
    "staff": (("email", _MAIL, "mail addresses", 1),),
}


def notes_of(kind: str, table: Table, heading: Heading, skipped: Counter[str]) -> list[str]:
    """What to tell about a table of the kind, the most important first; `skipped` counts rows by reason."""
    notes = []
    if heading.program.words:
        notes.append(f"This looks like {heading.program.words}.")
    else:
        notes += _of_another_kind(kind, table)
    if heading.never_kept:
        notes.append(f"Not kept, on purpose: {_named(heading.never_kept)}.")
    notes += [f"{clean(header)!r} was read as {known!r}: check that." for header, known in heading.misspelt]
    if heading.unused:
        notes.append(f"Not used: {_named(heading.unused)}".rstrip("?.:") + ".")
    notes += _twice(table, heading)
    notes += _headless(table)
    notes += hints(kind, table, heading)
    for reason, times in sorted(skipped.items()):
        notes.append(f"{times} {'row was' if times == 1 else 'rows were'} left out: {reason}.")
    return notes


def asides_told(asides: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The lines that are about the list and about nobody in it: row and words of each."""
    if asides:
        named = [f"row {row} {words!r}" for row, words in asides[:_MOST_NAMED]]
        more = f" and {len(asides) - _MOST_NAMED} more" if len(asides) > _MOST_NAMED else ""
        yield f"Left out as totals, headings or footers of the list: {', '.join(named)}{more}."


def lost_told(lost: Sequence[tuple[int, str, str]]) -> Iterator[str]:
    """Cells of which nothing could be made: row, header and words of each."""
    if lost:
        named = [
            f"row {row} {clean(header, 40)} {clean(cell, 40)!r}" for row, header, cell in lost[:_MOST_NAMED]
        ]
        more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
        yield f"Not understood, so left empty: {', '.join(named)}{more}. Fill it in by hand where it matters."


def _twice(table: Table, heading: Heading) -> Iterator[str]:
    """Columns of one name that say different things, of which one row keeps only one."""
    places: dict[tuple[str, str], list[int]] = {}
    for source in heading.sources:
        if not source.option and source.field not in JOINED:
            places.setdefault((source.field, normalise(source.header)), []).append(source.at)
    for (_, _), ats in places.items():
        if len(ats) > 1 and any(
            len({row.cells[at] for at in ats if row.cells[at]}) > 1 for row in table.rows
        ):
            header = clean(table.headers[ats[0]], 40)
            letters = ", ".join(map(letter_of, ats))
            yield (
                f"{len(ats)} columns are called {header!r} ({letters}) and say different things: the first that "
                "is not empty counts. Name the other one if it is needed, in a terminal by --map FIELD=LETTER."
            )


def _headless(table: Table) -> Iterator[str]:
    """Columns with values and without a header, which nobody could look up by name."""
    for at, header in enumerate(table.headers):
        values = [row.cells[at] for row in table.rows if row.cells[at]] if not header else []
        if values and not all(value.rstrip(".").isdigit() for value in values):
            shown = ", ".join(clean(value, 20) for value in values[:2])
            yield f"Not read: column {at + 1}, which has no header ({shown}{' …' if len(values) > 2 else ''})."


def hints(kind: str, table: Table, heading: Heading) -> Iterator[str]:
    """A sentence for each column without a place whose values look like a field that was not found."""
    there = {source.field for source in heading.sources}
    unplaced = [at for at, header in enumerate(table.headers) if header and header in heading.unused]
    for field, pattern, words, least in _DECISIVE.get(kind, ()):
        if field in there:
            continue
        for at in unplaced:
            values = [row.cells[at] for row in table.rows[:_LOOKED_AT] if row.cells[at]]
            fitting = sum(1 for value in values if pattern.fullmatch(value))
            if len(set(values)) >= least and fitting * 10 >= len(values) * 9:
                header = clean(table.headers[at])
                shown = f'"{field}={header}"' if " " in header else f"{field}={header}"
                yield (
                    f"{header!r} holds {words}, but its header does not say whose: if they are the "
                    f"{kind}' own, add --map {shown}."
                )


def _of_another_kind(kind: str, table: Table) -> Iterator[str]:
    """A doubt, where only files of another kind come with such a header."""
    for other in ("contacts", "students"):
        program = program_of(other, table.headers) if kind in ("students", "contacts", "staff") else UNKNOWN
        if other != kind and program.words:
            yield f"This looks like {program.words}, which holds {other}: check that they are to be {kind}."


def undecided_grids(table: Table, heading: Heading) -> tuple[Heading, list[str]]:
    """The heading without those columns of a grid whose answers cannot be read for certain, and notes about them."""
    undecided = [
        source for source in heading.sources if source.option and not _is_decided(source, table, heading)
    ]
    notes = []
    grid = [source for source in undecided if source.field == "interests"]
    if len(grid) > 1 and all(_is_marked(source, table) for source in grid):
        heading, undecided = _in_order(heading, grid), [one for one in undecided if one not in grid]
        shown = _named([source.header for source in grid])
        notes.append(f"Marks, not ranks, stand under {shown}: the interests are in the order of the columns.")
    for field, why in _UNDECIDED.items():
        headers = [source.header for source in undecided if source.field == field]
        if headers:
            notes.append(f"The answers under {_named(headers)} {why}.")
    kept = tuple(source for source in heading.sources if source not in undecided)
    return heading._replace(sources=kept), notes


def _is_marked(source: Source, table: Table) -> bool:
    own = normalise(source.option)
    cells = (row.cells[source.at] for row in table.rows)
    return all(cell.casefold() in _MARKS or normalise(cell) == own for cell in cells)


def _in_order(heading: Heading, marked: Sequence[Source]) -> Heading:
    """The heading that reads marks as ranks, the first column's being the first."""
    ranked = {
        source.at: source._replace(column=source.column._replace(read=marked_choice(source.option, rank)))
        for rank, source in enumerate(marked, 1)
    }
    return heading._replace(sources=tuple(ranked.get(source.at, source) for source in heading.sources))


def _is_decided(source: Source, table: Table, heading: Heading) -> bool:
    """Whether the answers are ranks, a bare number only where ranks are asked for; a yes or no; or classes."""
    answers = [row.cells[source.at] for row in table.rows if row.cells[source.at]]
    if source.field == "schedule":
        return _names_classes(table, heading)
    if source.field == "formats":
        return all(answer.strip().casefold() in YES | NO for answer in answers)
    worded = is_ranking(source.header)
    return all(ordinal(answer) and (worded or not answer.strip().isdigit()) for answer in answers)


def _names_classes(table: Table, heading: Heading) -> bool:
    """Whether the columns of the periods name classes: marks of attendance and points have no word in them."""
    places = [source.at for source in heading.sources if source.field == "schedule"]
    values = [row.cells[at] for row in table.rows[:_LOOKED_AT] for at in places if row.cells[at]]
    return sum(1 for value in values if _WORD.search(value)) * 2 >= len(values)


def _named(headers: Sequence[str]) -> str:
    shown = ", ".join(clean(header, 80) for header in headers[:_MOST_NAMED])
    more = len(headers) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown
