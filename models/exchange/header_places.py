"""Which field a header names: letter by letter, in a looser form, as a question, or misspelt by one letter."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from models.exchange.columns import COLUMNS
from models.exchange.header_words import forms_of, normalise, one_slip, slips
from models.exchange.questions import asked_for

_DATA = Path(__file__).parent / "data" / "header_aliases.json"
_LEAST_FOR_SLIPS = 8
"""Letters of a header that may be misspelt: a short word is soon another word."""
_OTHER_WORDS = frozenset({"contract", "contracts"})
"""Words a letter away from a known one, of which each is right as it is."""
_LOOSER, ASKED, _MISSPELT = 1_000, 2_000, 3_000
"""Ranks behind every header that is known letter by letter."""


class Place(NamedTuple):
    """The field that a header names ("" for none), how good a header of it this is, and what it was taken for."""

    field: str
    rank: int = 0
    taken_for: str = ""


NOWHERE = Place("")


@lru_cache(maxsize=8192)
def place_of(kind: str, header: str) -> Place:
    """The field of a header: by its plain form, a looser one, as a question, or misspelt by one letter."""
    known = aliases_of(kind)
    forms = forms_of(header)
    for number, form in enumerate(forms):
        if form in known:
            place = known[form]
            return place if number == 0 else place._replace(rank=place.rank + _LOOSER)
        together = _together(kind).get(form.replace(" ", ""))
        if together:
            return together._replace(rank=together.rank + _LOOSER)
    asked = asked_for(kind, header)
    if asked:
        return Place(asked, ASKED)
    return next(filter(None, (_misspelt(kind, form) for form in forms)), NOWHERE)


def _misspelt(kind: str, form: str) -> Place | None:
    """The one field that a name means which is one slip away; None where that is not certain."""
    if len(form) < _LEAST_FOR_SLIPS or not _OTHER_WORDS.isdisjoint(form.split()):
        return None
    near = {alias for part in slips(form) for alias in _slipped(kind).get(part, ()) if one_slip(form, alias)}
    fields = {aliases_of(kind)[alias].field for alias in near}
    return Place(fields.pop(), _MISSPELT, min(near)) if len(fields) == 1 else None


@lru_cache(maxsize=16)
def aliases_of(kind: str) -> dict[str, Place]:
    """Normalised header → its field, and its rank among the headers of that field (0 is our own name).

    A bare "id" of a student keeps its place in the list: some programs number rows or people by it themselves.
    """
    known: dict[str, Place] = {}
    for field, names in _stored().get(kind, {}).items():
        for rank, alias in enumerate(names, 1):
            known.setdefault(normalise(alias), Place(field, rank))
    for column in COLUMNS[kind]:
        own = normalise(column.name)
        ranked_anyway = kind == "students" and own == "id"
        known[own] = known[own] if ranked_anyway else Place(column.name)
    return known


@lru_cache(maxsize=16)
def _together(kind: str) -> dict[str, Place]:
    """The names of several words, written as one."""
    return {name.replace(" ", ""): place for name, place in aliases_of(kind).items() if " " in name}


@lru_cache(maxsize=16)
def _slipped(kind: str) -> dict[str, list[str]]:
    """Names with a letter left out → the names."""
    near: dict[str, list[str]] = {}
    for alias in aliases_of(kind):
        if len(alias) >= _LEAST_FOR_SLIPS:
            for part in slips(alias):
                near.setdefault(part, []).append(alias)
    return near


@lru_cache(maxsize=1)
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(_DATA.read_text("utf-8"))
    return stored
