"""Which column means what: our own names first, then the names that other programs give."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import BadInput
from models.exchange import cells
from models.exchange.columns import COLUMNS, Column
from models.rules.text import clean

_DATA = Path(__file__).parent / "data" / "header_aliases.json"
_BRACKETS = re.compile(r"\[[^\]]*\]$")
_LONGEST = 200

HELPERS: Mapping[str, tuple[str, ...]] = {
    "students": ("full_name", "guardian_given", "guardian_family", "opt_out", "status", "login"),
    "contacts": ("given", "family", "suffix"),
    "staff": ("given", "family"),
}
"""Fields that other programs' files have, and from which ours are made."""

STANDS_FOR: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "students": {"given": ("full_name",), "family": ("full_name",)},
    "contacts": {"name": ("given", "family")},
    "staff": {"name": ("given", "family")},
}
"""Helpers that do for a required field."""

JOINED = frozenset({"interests"})
"""Fields for which several columns are read together; of others the first that is not empty."""


class Source(NamedTuple):
    """A column that is read: its place, its field, its header as written, and the field's reader."""

    at: int
    field: str
    header: str
    column: Column


class Heading(NamedTuple):
    """What was understood of a header. `unused` and `never_kept` are headers as written."""

    sources: tuple[Source, ...]
    unused: tuple[str, ...]
    never_kept: tuple[str, ...]

    def header_of(self, field: str) -> str:
        """The header from which the field is read, or the field's own name."""
        return next((source.header for source in self.sources if source.field == field), field)


@lru_cache(maxsize=4096)
def normalise(header: str) -> str:
    """A header for comparing: NFKC, lower case, without brackets and marks, signs as single blanks."""
    plain = unicodedata.normalize("NFKC", header[:_LONGEST]).strip("\ufeff\"' \t\r\n").casefold()
    plain = _BRACKETS.sub("", plain)
    return " ".join(re.sub(r"[*:?]", "", re.sub(r"[_\-./\s]+", " ", plain)).split())


def recognised(kinds: Sequence[str], mapping: Mapping[str, str]) -> Callable[[Sequence[str]], int]:
    """A function that counts the known header names in a row."""
    known = {normalise(header) for header in mapping.values()}
    for kind in kinds:
        known.update(_aliases(kind))
    return _Counter(frozenset(known - {""}))


class _Counter:
    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def __call__(self, row: Sequence[str]) -> int:
        return len({name for name in map(normalise, row) if name in self._known or _never_kept(name)})


def understand(kind: str, headers: Sequence[str], name: str, mapping: Mapping[str, str]) -> Heading:
    """The columns of a table of the kind. `mapping` is field → header; an empty header leaves the field out.

    Raises BadInput for a mapping that names no field or no header, or a column that is never kept.
    """
    places = [normalise(header) for header in headers]
    chosen = _chosen(kind, headers, places, name, mapping)
    never = {index for index, place in enumerate(places) if _never_kept(place)}
    found: dict[str, list[tuple[int, int]]] = {}
    for index, place in enumerate(places):
        field, rank = _aliases(kind).get(place, ("", 0))
        if field and index not in never and index not in chosen.values() and field not in mapping:
            found.setdefault(_field_of(kind, field, place, places), []).append((rank, index))
    fields = _columns(kind)
    sources = [Source(index, field, headers[index], fields[field]) for field, index in chosen.items()]
    for field, ranked in found.items():
        if field in fields:
            # Two ids are two schemes of ids: mixing them row by row would mix up people.
            best = sorted(ranked)[:1] if field == "id" else sorted(ranked)
            sources += [
                Source(i, field, headers[i], _reader(kind, fields[field], places[i])) for _, i in best
            ]
    used = {source.at for source in sources} | never
    unused = tuple(header for index, header in enumerate(headers) if index not in used and header)
    return Heading(tuple(sources), unused, tuple(headers[index] for index in sorted(never)))


def _chosen(
    kind: str, headers: Sequence[str], places: Sequence[str], name: str, mapping: Mapping[str, str]
) -> dict[str, int]:
    """The columns that a person named. Raises BadInput."""
    chosen: dict[str, int] = {}
    for field, header in mapping.items():
        if field not in _columns(kind):
            wanted = ", ".join(_columns(kind))
            raise BadInput(f"{clean(field)!r} is no field of {kind}.", f"Fields: {wanted}.")
        if not header.strip():
            continue
        if _never_kept(normalise(header)):
            raise BadInput(f"The column {clean(header)!r} is never kept.", "Leave it out of --map.")
        if normalise(header) not in places:
            there = ", ".join(filter(None, headers))
            raise BadInput(f"{name} has no column {clean(header)!r}.", f"It has: {there[:1000]}.")
        chosen[field] = places.index(normalise(header))
    return chosen


def _field_of(kind: str, field: str, place: str, places: Sequence[str]) -> str:
    """The field, save where one header means different things in different programs' files."""
    if kind == "contacts" and place == "title" and "job title" in places:
        return "prefix"
    if place == "id" and "completion time" in places:
        return "answer"  # a form program numbers its answers
    return field


def _reader(kind: str, column: Column, place: str) -> Column:
    """Other people's lists name fields of work in their own words, of which some mean no cluster."""
    if kind == "contacts" and column.name == "clusters" and place != "clusters":
        return column._replace(read=cells.likely_clusters)
    return column


@lru_cache(maxsize=16)
def _columns(kind: str) -> dict[str, Column]:
    """The kind's columns and helpers by name."""
    helpers = (Column(helper, cells.text, cells.write_plain) for helper in HELPERS.get(kind, ()))
    return {column.name: column for column in (*COLUMNS[kind], *helpers)}


@lru_cache(maxsize=16)
def _aliases(kind: str) -> dict[str, tuple[str, int]]:
    """Normalised header → its field, and its rank among the headers of that field (0 is our own name).

    A bare "id" of a student keeps its place in the list: some programs number rows or people by it themselves.
    """
    known: dict[str, tuple[str, int]] = {}
    for field, names in _stored().get(kind, {}).items():
        for rank, alias in enumerate(names, 1):
            known.setdefault(normalise(alias), (field, rank))
    for column in COLUMNS[kind]:
        own = normalise(column.name)
        ranked_anyway = kind == "students" and own == "id"
        known[own] = known[own] if ranked_anyway else (column.name, 0)
    return known


@lru_cache(maxsize=4096)
def _never_kept(name: str) -> bool:
    stored = _stored()
    return name in stored["never_kept"] or not stored["never_kept_words"].isdisjoint(name.split())


@lru_cache(maxsize=1)
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(_DATA.read_text("utf-8"))
    return stored | {key: frozenset(stored[key]) for key in ("never_kept", "never_kept_words")}
