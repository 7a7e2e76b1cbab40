"""Rows to typed records, the same way for every kind: all problems collected, nothing guessed in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import foreign_cells
from models.exchange.aside import aside_of
from models.exchange.class_names import Told, records_of
from models.exchange.columns import REQUIRED, names_of
from models.exchange.gathering import Found, gather
from models.exchange.headers import JOINED, STANDS_FOR, Heading, Source
from models.exchange.labels import best_first
from models.exchange.reading import Problem, Reading, Record, problem
from models.exchange.signatures import FORMS
from models.exchange.tables import Row, Table, check_cell
from models.exchange.telling import asides_told, lost_told, notes_of, undecided_grids
from models.exchange.watching import tell

_NOTHING: tuple[Any, ...] = ("", None, ())

Complaint = tuple[str, str, str]
"""A field, its value as text, and what was expected of it."""


class Manners(NamedTuple):
    """What is particular to a kind: rows to leave out (with the reason), and fields to put together.

    `skip` is asked with the fields and the source's name. `settle` changes the fields in place and returns what
    is wrong with them. `gathered`: several rows may be about one person.
    """

    skip: Callable[[dict[str, Any], str], str]
    settle: Callable[[dict[str, Any]], list[Complaint]]
    gathered: bool = False


def keep_all(fields: dict[str, Any], source: str) -> str:
    """For kinds of which no row is left out."""
    return ""


def as_they_are(fields: dict[str, Any]) -> list[Complaint]:
    """For kinds whose fields need no putting together."""
    return []


def read_rows(kind: str, table: Table, heading: Heading, name: str, manners: Manners) -> Reading:
    """The records of a table. Raises BadInput when a required column is missing."""
    _require_columns(kind, table, heading, name)
    heading, grids = undecided_grids(table, heading)
    reader = _RowReader(kind, heading, name, manners)
    too_long = set(table.long_rows)
    for number, row in enumerate(table.rows):
        tell(number, len(table.rows))
        if words := aside_of(kind, row.cells, table.headers):
            reader.asides.append((row.number, words))
        elif row.number in too_long:
            found = problem(name, row.number, str(len(table.headers) + 1), "", "no cells beyond the header's")
            reader.problems.append(found)
        else:
            reader.take(row)
    records, notes = reader.finish()
    reading = Reading(
        kind,
        records,
        tuple(sorted(reader.problems, key=attrgetter("row"))),
        (
            *notes_of(kind, table, heading, reader.skipped),
            *asides_told(reader.asides),
            *grids,
            *lost_told(reader.lost),
            *notes,
        ),
        tuple((source.field, source.header) for source in heading.sources),
        source=heading.program.source or "file",
        also=_also(reader.classes),
        further_classes=reader.further_classes,
    )
    if records or reading.problems:
        return reading
    nothing = "There are no rows under the header; nothing is changed by that."
    return reading._replace(notes=(*reading.notes, nothing))


def _also(told: list[tuple[int, Told]]) -> tuple[Reading, ...]:
    """The classes that the rows tell of, which are to be there before their students."""
    records = records_of(told)
    return (Reading("classes", records, (), ()),) if records else ()


class _RowReader:
    """Takes one row after the other and remembers ids, so that none comes twice."""

    def __init__(self, kind: str, heading: Heading, name: str, manners: Manners) -> None:
        self._kind = kind
        self._heading = heading
        self._name = name
        self._manners = manners
        self._source = heading.program.source
        self._required = () if _known_by_mail(kind, heading) else REQUIRED.get(kind, ())
        self._sources = heading.sources
        self._labelled = any(source.label_at >= 0 for source in heading.sources)
        self._empty = {source.field: _empty(source) for source in heading.sources}
        self._rows_of_ids: dict[str, int] = {}
        self._found: list[Found] = []
        self.problems: list[Problem] = []
        self.skipped: Counter[str] = Counter()
        self.asides: list[tuple[int, str]] = []
        self.lost: list[tuple[int, str, str]] = []
        self.classes: list[tuple[int, Told]] = []
        self.further_classes = False

    def take(self, row: Row) -> None:
        """Read one row: it becomes a record, problems, or one that is left out."""
        fields, wrong = self._read(row)
        reason = self._manners.skip(fields, self._source)
        if reason:
            self.skipped[reason] += 1
            return
        answered, foreign = fields.pop("answered", ""), fields.pop("foreign", "")
        complaints = self._complaints(row, fields, {field for field, _ in wrong})
        told = fields.pop("told", ())
        if not wrong:
            self.classes += [(row.number, one) for one in told]
        if wrong or complaints:
            self.problems += [found for _, found in wrong]
            self.problems += [self._problem(row.number, *complaint) for complaint in complaints]
        else:
            self._found.append(Found(Record(row.number, fields, foreign), answered))

    def finish(self) -> tuple[tuple[Record, ...], tuple[str, ...]]:
        """The records, several rows about one person put together, and what is to be told of that."""
        if not self._manners.gathered:
            return tuple(one.record for one in self._found), ()
        gathered = gather(self._found, self._source)
        # A file with a row for each class, or a column for each period, tells all of somebody's classes; one with a column tells one of them.
        whole = gathered.scheduled or any(source.field == "schedule" for source in self._sources)
        self.further_classes = bool(self.classes) and not whole
        self.problems += [
            self._problem(record.row, *_id_taken(record.fields["id"], first))
            for record, first in gathered.repeated
        ]
        stay = "The classes in it are further ones: those that a student is in already stay."
        return gathered.records, (*gathered.notes, *((stay,) if self.further_classes else ()))

    def _complaints(self, row: Row, fields: dict[str, Any], wrong: set[str]) -> list[Complaint]:
        """What else is wrong with a row, save what only follows from the fields whose cells were wrong."""
        settled = [one for one in self._manners.settle(fields) if one[0] not in wrong]
        known = wrong.union(field for field, *_ in settled)
        lacking = self._lacking(fields, known)
        return settled + lacking + self._repeated(row, fields, bool(known or lacking))

    def _read(self, row: Row) -> tuple[dict[str, Any], list[tuple[str, Problem]]]:
        """The values of a row, and what is wrong with its cells, each beside its field."""
        fields, wrong = dict(self._empty), list[tuple[str, Problem]]()
        sources: Sequence[Source] = self._sources
        if self._labelled:
            sources = best_first(sources, row.cells)
        for source in sources:
            cell = row.cells[source.at]
            if not cell or (fields[source.field] and source.field not in JOINED):
                continue
            try:
                check_cell(cell)
                value = source.column.read(cell)
            except BadInput as refused:
                found = problem(self._name, row.number, source.header, cell, refused.sentence)
                wrong.append((source.field, found))
                continue
            if value in _NOTHING and foreign_cells.is_lost(
                self._kind, source.field, source.column.read, cell
            ):
                self.lost.append((row.number, source.header, cell))
            if source.field in JOINED and fields[source.field]:
                value = _joined(fields[source.field], value, source)
            fields[source.field] = value
        return fields, wrong

    def _lacking(self, fields: dict[str, Any], wrong: set[str]) -> list[Complaint]:
        """The groups of fields that have no value, save those in which a wrong one stands."""
        groups = [
            group
            for group in self._required
            if not any(fields.get(field) for field in group)
            and wrong.isdisjoint((*group, *_stand_ins(self._kind, group)))
        ]
        return [(group[0], "", f"a value for {' or '.join(self._own(group))}") for group in groups]

    def _own(self, group: Sequence[str]) -> list[str]:
        return [field for field in group if field in names_of(self._kind)]

    def _repeated(self, row: Row, fields: dict[str, Any], is_wrong: bool) -> list[Complaint]:
        """An id that an earlier row has; a row that is wrong keeps its own from nobody."""
        given = fields.get("id")
        if not given or self._manners.gathered:
            return []
        first = self._rows_of_ids.get(given, row.number)
        if not is_wrong:
            self._rows_of_ids[given] = first
        return [_id_taken(given, first)] if first != row.number else []

    def _problem(self, row: int, field: str, value: str, expected: str) -> Problem:
        return problem(self._name, row, self._heading.header_of(field), value, expected)


def _id_taken(ident: str, first: int) -> Complaint:
    return "id", ident, f"an id of its own (row {first} has it too)"


def _stand_ins(kind: str, group: Sequence[str]) -> list[str]:
    """The fields from which those of a group are put together."""
    return [helper for field in group for helper in STANDS_FOR.get(kind, {}).get(field, ())]


def _empty(source: Source) -> Any:
    try:
        return source.column.read("")
    except BadInput:
        return None


def _joined(first: tuple[Any, ...], further: tuple[Any, ...], source: Source) -> tuple[Any, ...]:
    """Ranked values of two columns: ranked on, save where a grid's column tells the rank itself."""
    if source.option or source.field != "interests":
        return first + tuple(one for one in further if source.field == "interests" or one not in first)
    last = max((one.rank for one in first), default=0)
    return first + tuple(one._replace(rank=last + one.rank) for one in further)


def _known_by_mail(kind: str, heading: Heading) -> bool:
    """Whether rows need no name: a form often asks students for their interests alone, and knows who they are."""
    there = {source.field for source in heading.sources}
    return (
        kind == "students"
        and heading.program.source in FORMS
        and not there.isdisjoint(("email", "id", "login"))
    )


def _require_columns(kind: str, table: Table, heading: Heading, name: str) -> None:
    if _known_by_mail(kind, heading):
        return
    there = {source.field for source in heading.sources}
    example = ",".join(names_of(kind)[:6])
    for group in REQUIRED.get(kind, ()):
        if there.isdisjoint((*group, *_stand_ins(kind, group))):
            shown = ", ".join(filter(None, table.headers))[:300] or "none"
            raise BadInput(
                f"{name} has no column for {' or '.join(one for one in group if one in names_of(kind))}; its columns are: {shown}.",
                f"A header line for {kind} looks like {example}; or name the column: --map {group[0]}=HEADER.",
            )
