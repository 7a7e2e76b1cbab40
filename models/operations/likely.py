"""People who may be the same under another spelling: only ever offered, for a person to settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from models.exchange.people_in import split_name
from models.operations.kinds import Kind
from models.rules.person_names import Written, short_forms, sounded, written
from models.rules.text import fold

PEOPLE = frozenset({"students", "contacts", "staff"})
"""Kinds whose names are looked for under other spellings; "Room 12" and "Room 14" are simply two rooms."""

MOST = 3
"""So many are offered for one row."""
_SURE, _POSSIBLE = 88.0, 82.0
"""Likeness of two names, 0 to 100, from which a person has to say; and from which it is worth mentioning."""
_SAME, _SHORT, _SOUND, _INITIAL, _PART = 100.0, 98.0, 96.0, 91.0, 94.0
_LEAST_GIVEN, _LEAST_FAMILY, _SURE_GIVEN = 75.0, 75.0, 88.0
_SWAPPED, _TOGETHER, _APART = -3.0, 4.0, -14.0


class Likely(NamedTuple):
    """A record that a row may mean: its id, why, how much alike the names are, and whether a person has to say."""

    id: str
    why: str
    score: float
    sure: bool


class Likenesses:
    """The records that rows of a file may mean; they are looked for only near a name, whatever their number."""

    def __init__(self, kind: Kind, records: Mapping[str, Mapping[str, Any]]) -> None:
        # Only an import pays for it.
        from rapidfuzz.fuzz import ratio

        self._kind, self._records = kind, records
        self._ratio: Callable[..., float] = ratio
        self._names = {ident: _name(kind, fields) for ident, fields in records.items()}
        self._near: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ident, name in self._names.items():
            for key in _keys(name):
                self._near[key].append(ident)

    def of(self, fields: Mapping[str, Any], may_be: Callable[[str], bool]) -> tuple[Likely, ...]:
        """Whom the row may mean, the likeliest first; `may_be` says whom it cannot mean.

        Whoever has another mail address than the row is somebody else.
        """
        name, mail = _name(self._kind, fields), fold(fields.get("email") or "")
        near = dict.fromkeys(ident for key in _keys(name) for ident in self._near.get(key, ()))
        found = [
            likely
            for ident in near
            if may_be(ident) and _same_or_none(mail, fold(self._records[ident].get("email") or ""))
            if (likely := self._likely(ident, name, fields)) is not None
        ]
        return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:MOST])

    def _likely(self, ident: str, name: Written, fields: Mapping[str, Any]) -> Likely | None:
        other = self._names[ident]
        if name.numbers != other.numbers:
            return None
        given, family, why = max(self._ways(name, other), key=lambda way: way[0] + way[1])
        if given < _LEAST_GIVEN or family < _LEAST_FAMILY:
            return None
        nearer, around = _surroundings(self._kind, fields, self._records[ident])
        score = (given + family) / 2 + nearer
        if score < _POSSIBLE:
            return None
        sure = score >= _SURE and given >= _SURE_GIVEN
        return Likely(ident, f"{why}{around}", score, sure)

    def _ways(self, one: Written, two: Written) -> Iterable[tuple[float, float, str]]:
        """How alike given and family names are, and in what way; also when one of them is written the other way round."""
        given, why = max(self._given(a, b) for a in one.forms or {""} for b in two.forms or {""})
        family, other = self._family(one.family, two.family)
        yield given, family, ", ".join(filter(None, (why, other))) or "the same name, written otherwise"
        if one.family and two.family:
            first, _ = self._family(one.given, two.family)
            second, _ = self._family(one.family, two.given)
            yield first + _SWAPPED, second + _SWAPPED, "given and family name the other way round"

    def _given(self, one: str, two: str) -> tuple[float, str]:
        if one == two:
            return _SAME, ""
        first, second = one.partition(" ")[0], two.partition(" ")[0]
        if not first or not second:
            return 0.0, ""
        if first == second:
            return _SHORT, "one with a further given name"
        if second in short_forms(first):
            return _SHORT, f"{first.capitalize()} and {second.capitalize()} can be one name"
        if min(len(first), len(second)) == 1 and first[0] == second[0]:
            return _INITIAL, "the same initial"
        return self._spelling(one, two), "a similar given name"

    def _family(self, one: str, two: str) -> tuple[float, str]:
        if one.replace(" ", "") == two.replace(" ", ""):
            return _SAME, ""
        if not one or not two:
            return 0.0, ""
        few, many = sorted((set(one.split()), set(two.split())), key=len)
        if few <= many:
            return _PART, "a family name of several words"
        if min(len(one), len(two)) == 1 and one[0] == two[0]:
            return _INITIAL, "the same initial"
        return self._spelling(one, two), "a similar family name"

    def _spelling(self, one: str, two: str) -> float:
        return _SOUND if sounded(one) == sounded(two) else self._ratio(one, two)


def _name(kind: Kind, fields: Mapping[str, Any]) -> Written:
    if kind.name == "students":
        return written(fields.get("given") or "", fields.get("family") or "", [fields.get("preferred") or ""])
    return written(*split_name(fields.get("name") or ""))


def _keys(name: Written) -> Iterable[tuple[str, str]]:
    """Names are compared where they share a key: an initial on one side and the name on the other."""
    givens = {form.partition(" ")[0] for form in name.forms}
    for given in givens:
        for form in (short_forms(given) or frozenset()) | {given}:
            yield form, name.family[:1]
        for family in name.family.split():
            yield given[:1], family
    for family in name.family.split():
        yield family, name.given[:1]


def _same_or_none(one: str, two: str) -> bool:
    return not one or not two or one == two


def _surroundings(kind: Kind, one: Mapping[str, Any], two: Mapping[str, Any]) -> tuple[float, str]:
    """What class or employer say about two records with similar names."""
    if kind.name == "students":
        shared = sorted(set(one.get("classes") or ()) & set(two.get("classes") or ()))
        if shared:
            return _TOGETHER, f", both in {shared[0]}"
        grades = one.get("grade") or "", two.get("grade") or ""
        return (0.0, "") if _same_or_none(*grades) else (_APART / 7, f", but grade {grades[1]}")
    if kind.name == "contacts":
        here, there = one.get("employer") or "", two.get("employer") or ""
        if here and fold(here) == fold(there):
            return _TOGETHER, f", both at {there}"
        return (0.0, "") if _same_or_none(here, there) else (_APART, f", but at {there}")
    return 0.0, ""
