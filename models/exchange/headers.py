"""Which column means what: our own names first, then the names that other programs and people give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import cells, foreign_cells
from models.exchange.columns import COLUMNS, Column, names_of
from models.exchange.header_places import ASKED, NOWHERE, Place, aliases_of, place_of
from models.exchange.header_words import LONGEST, normalise, option_of, ordinal
from models.exchange.letters import are_references, column_at, is_a_row, stands_over_values
from models.exchange.never_kept import never_kept
from models.exchange.questions import format_asked, period_of
from models.exchange.signatures import FORMS, UNKNOWN, Program, program_of
from models.exchange.tables import Recogniser
from models.rules.text import clean

_LABELLED = re.compile(r"(e mail|phone) (\d+) value")
HELPERS: Mapping[str, tuple[str, ...]] = {
    "students": (
        *("full_name", "guardian_given", "guardian_family", "opt_out", "status", "login", "role", "answered"),
        *("section", "period", "course", "teacher", "homeroom", "foreign", "short_name", "schedule"),
    ),
    "contacts": ("given", "family", "suffix", "file_as", "can_offer", "times", "answered", "foreign"),
    "staff": ("given", "family"),
    "availability": ("date", "hours"),
    "periods": ("times",),
}
"""Fields that other programs' files have, and from which ours are made."""

STANDS_FOR: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "students": {"given": ("full_name",), "family": ("full_name",)},
    "contacts": {"name": ("given", "family")},
    "staff": {"name": ("given", "family")},
    "availability": {"from": ("hours",), "to": ("hours",)},
    "periods": {"start": ("times",), "end": ("times",)},
}
"""Helpers that do for a required field."""

_OTHERWISE = {
    ("linkedin", "url"): "foreign",
    ("outlook", "schools"): "",  # those that somebody went to, not those they help
    ("canvas_gradebook", "id"): "foreign",  # Canvas's own number; the school's id is another column
    ("surveymonkey", "respondent id"): "",
    ("surveymonkey", "end date"): "answered",
    ("qualtrics", "end date"): "answered",
    ("qualtrics", "recipient first name"): "given",
    ("qualtrics", "recipient last name"): "family",
    ("qualtrics", "recipient email"): "email",
    ("qualtrics", "recorded date"): "answered",
    **dict.fromkeys(((source, "id") for source in FORMS), ""),  # form programs number their answers
}
"""Headers that mean something else in a program's files: source and plain header → field."""

JOINED = frozenset({"interests", "formats", "schedule"})
"""Fields for which several columns are read together; of others the first that is not empty."""

_OF_PEOPLE = frozenset({"students", "contacts", "staff"})
_LONG_HELPERS = frozenset({"can_offer", "times"})


class Source(NamedTuple):
    """A column that is read: its place, its field, its header as written, and the field's reader.

    `option` is the answer that a grid's column stands for, `label_at` the place of the column that says
    what kind of value it is ("Work", "Home"), -1 for none.
    """

    at: int
    field: str
    header: str
    column: Column
    option: str = ""
    label_at: int = -1


class Heading(NamedTuple):
    """What was understood of a header. `unused` and `never_kept` are headers as written.

    `misspelt` pairs a header with the name that it was taken for, `program` is where the table seems to
    come from.
    """

    sources: tuple[Source, ...]
    unused: tuple[str, ...]
    never_kept: tuple[str, ...]
    misspelt: tuple[tuple[str, str], ...] = ()
    program: Program = UNKNOWN

    def header_of(self, field: str) -> str:
        """The header from which the field is read, or the field's own name."""
        return next((source.header for source in self.sources if source.field == field), field)


def recognised(kinds: Sequence[str], mapping: Mapping[str, str]) -> Recogniser:
    """A function that counts the known header names in a row."""
    return _Counter(tuple(kinds), mapping)


class _Counter(Recogniser):
    def __init__(self, kinds: tuple[str, ...], mapping: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._by_letter = are_references(mapping.values())
        mapped = () if self._by_letter else mapping.values()
        self._mapped = frozenset(map(normalise, mapped)) - {""}

    def finds_no_header(self, rows: Sequence[Sequence[str]], best: int) -> bool:
        """Of lists of people: bell schedules and rooms that are typed without a header are read by themselves."""
        if _OF_PEOPLE.isdisjoint(self._kinds) or best > 1:
            return False
        known = [at for at, cell in enumerate(rows[0]) if cell and self._knows(cell)]
        if len(known) == best and is_a_row(rows, known):
            return True
        return self._by_letter and not best and not stands_over_values(rows)

    def __call__(self, row: Sequence[str]) -> int:
        return len({normalise(cell) for cell in row if cell and self._knows(cell)})

    def _knows(self, cell: str) -> bool:
        if normalise(cell) in self._mapped:
            return True
        if len(cell) > LONGEST:
            return False
        if never_kept(cell):
            return True
        places = (place_of(kind, cell) for kind in self._kinds)
        # An answer may read like a question; a header of questions has others too that are known.
        return any(place.field and place.rank != ASKED for place in places)


def understand(kind: str, headers: Sequence[str], name: str, mapping: Mapping[str, str]) -> Heading:
    """The columns of a table of the kind. `mapping` is field → header; an empty header leaves the field out.

    Raises BadInput for a mapping that names no field or no header, or a column that is never kept.
    """
    places = [normalise(header) for header in headers]
    program = program_of(kind, headers)
    chosen = _chosen(kind, headers, places, name, mapping)
    never = {index for index, header in enumerate(headers) if header and never_kept(header, kind)}
    found: dict[str, list[tuple[int, int, int]]] = {}
    misspelt: dict[int, str] = {}
    for index, header in enumerate(headers):
        if index in never or index in chosen.values():
            continue
        place = place_of(kind, header)
        field = _field_of(kind, place, places[index], places, program)
        if field and field not in mapping:
            order = (ordinal(option_of(header)) or ordinal(header)) if field in JOINED else 0
            found.setdefault(field, []).append((order, place.rank, index))
            if place.taken_for:
                misspelt[index] = place.taken_for
    sources = [*_mapped(kind, headers, chosen), *_found(kind, headers, places, found)]
    used = {source.at for source in sources} | never | {source.label_at for source in sources}
    return Heading(
        tuple(sources),
        tuple(header for index, header in enumerate(headers) if index not in used and header),
        tuple(headers[index] for index in sorted(never)),
        tuple((headers[at], known) for at, known in misspelt.items() if at in used),
        program,
    )


def _mapped(kind: str, headers: Sequence[str], chosen: Mapping[str, int]) -> list[Source]:
    return [_source(kind, field, headers, index) for field, index in chosen.items()]


def _found(
    kind: str,
    headers: Sequence[str],
    places: Sequence[str],
    found: Mapping[str, list[tuple[int, int, int]]],
) -> list[Source]:
    sources = []
    for field, ranked in found.items():
        if field in columns_of(kind):
            # Two ids are two schemes of ids: mixing them row by row would mix up people.
            best = sorted(ranked)[:1] if field == "id" else sorted(ranked)
            sources += [
                _source(kind, field, headers, index)._replace(label_at=_label_of(places, index))
                for *_, index in best
            ]
    return sources


def _source(kind: str, field: str, headers: Sequence[str], index: int) -> Source:
    option = option_of(headers[index]) if field == "interests" else ""
    if ordinal(option):
        option = ""  # a grid the other way round: the row is the rank, the cell is the answer
    column = _reader(kind, columns_of(kind)[field], normalise(headers[index]))
    there, own = set(filter(None, headers)), set(names_of(kind))
    if not (there <= own or there >= own):  # a file in this program's own columns is read to the letter
        column = _freer(kind, column, normalise(headers[index]))
    if field == "formats" and column.read is foreign_cells.formats:
        option = format_asked(headers[index])
    if field == "schedule":
        option = period_of(headers[index])
    if option:
        column = column._replace(read=_OF_OPTIONS[field](option))
    return Source(index, field, headers[index], column, option)


_OF_OPTIONS: Mapping[str, Callable[[str], Callable[[str], Any]]] = {
    "interests": foreign_cells.choice,
    "formats": foreign_cells.yes_to,
    "schedule": foreign_cells.in_period,
}
"""What reads the columns of a grid, by their field, made for the option that a column stands for."""


def _freer(kind: str, column: Column, plain: str) -> Column:
    """A name or grade under a header that other people use as we do."""
    if (kind, column.name) == ("students", "grade"):
        return column._replace(read=foreign_cells.grade)
    if kind in ("contacts", "staff") and column.name == "name" and plain not in foreign_cells.LAST_FIRST:
        return column._replace(read=foreign_cells.likely_turned)
    return column


def _label_of(places: Sequence[str], index: int) -> int:
    """The place of the column that labels this one, as address books have it; -1 for none."""
    found = _LABELLED.fullmatch(places[index])
    wanted = [f"{found[1]} {found[2]} {word}" for word in ("label", "type")] if found else []
    return next((places.index(one) for one in wanted if one in places), -1)


def _chosen(
    kind: str, headers: Sequence[str], places: Sequence[str], name: str, mapping: Mapping[str, str]
) -> dict[str, int]:
    """The columns that a person named. Raises BadInput."""
    chosen: dict[str, int] = {}
    for field, header in mapping.items():
        if field not in columns_of(kind):
            wanted = ", ".join(columns_of(kind))
            raise BadInput(f"{clean(field)!r} is no field of {kind}.", f"Fields: {wanted}.")
        if not header.strip():
            continue
        if never_kept(header, kind):
            raise BadInput(f"The column {clean(header)!r} is never kept.", "Leave it out of --map.")
        at = _place_of_header(header, headers, places)
        if at < 0:
            there = ", ".join(filter(None, headers))
            raise BadInput(f"{name} has no column {clean(header)!r}.", f"It has: {there[:1000]}.")
        if never_kept(headers[at], kind):
            raise BadInput(f"The column {clean(headers[at])!r} is never kept.", "Leave it out of --map.")
        chosen[field] = at
    return chosen


def _place_of_header(header: str, headers: Sequence[str], places: Sequence[str]) -> int:
    """The column that a person named: by its header, else by its letter or number; -1 for none."""
    if header in headers:
        return headers.index(header)
    plain = normalise(header)
    return places.index(plain) if plain in places else column_at(header, len(headers))


def _field_of(kind: str, place: Place, plain: str, places: Sequence[str], program: Program) -> str:
    """The field, save where one header means different things in different programs' files."""
    if kind == "contacts" and plain == "title" and "job title" in places:
        return "prefix"
    if kind == "rooms" and place.field == "id" and plain != "id" and not _is_there(kind, "name", places):
        return "name"  # a room that has only a number is called by it
    if (program.source, plain) in _OTHERWISE:
        return _OTHERWISE[program.source, plain]
    if program.source == "infinite_campus" and plain.startswith("contacts "):
        return ""  # whose it is depends on how the export was put together
    if plain in ("nombre", "nom") and not _family_beside(kind, places):
        return "full_name" if kind == "students" else "name"
    return place.field


def _is_there(kind: str, field: str, places: Sequence[str]) -> bool:
    return any(aliases_of(kind).get(one, NOWHERE).field == field for one in places)


def _family_beside(kind: str, places: Sequence[str]) -> bool:
    others = [one for one in places if one not in ("nombre", "nom")]
    return any(aliases_of(kind).get(one, NOWHERE).field in ("family", "given") for one in others)


def _reader(kind: str, column: Column, plain: str) -> Column:
    """Other people's columns say in their own words what ours say in few."""
    own = normalise(column.name)
    if kind == "availability" and column.name == "from":
        return column._replace(read=cells.text)  # its date may stand in a column of its own
    if column.name == "name" and plain in foreign_cells.LAST_FIRST:
        return column._replace(read=foreign_cells.turned)
    read = foreign_cells.READERS.get((kind, column.name))
    # An office's words are read under our own headers too, where they say what ours say, and more.
    freely = kind == "rooms" or column.name == "do_not_contact"
    return column._replace(read=read) if read and (plain != own or freely) else column


@lru_cache(maxsize=16)
def columns_of(kind: str) -> dict[str, Column]:
    """The kind's columns and helpers by name."""
    helpers = (
        Column(helper, cells.long_text if helper in _LONG_HELPERS else cells.text, cells.write_plain)
        for helper in HELPERS.get(kind, ())
    )
    return {column.name: column for column in (*COLUMNS[kind], *helpers)}
