"""People who may be the same under another spelling: only ever offered, for a person to settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from models.exchange.people_in import split_name
from models.operations.kinds import Kind
from models.rules.person_names import Written, short_forms, sounded, written
from models.rules.text import fold

PEOPLE = frozenset({"students", "contacts", "staff"})
"""Kinds whose names are looked for under other spellings; "Room 12" and "Room 14" are simply two rooms."""

MOST = 3
"""So many are offered for one row."""
_FEW = 8
"""So few are compared one by one."""
_SURE, _POSSIBLE = 88.0, 82.0
"""Likeness of two names, 0 to 100, from which a person has to say; and from which it is worth mentioning."""
_SAME, _SHORT, _SOUND, _INITIAL, _PART = 100.0, 98.0, 96.0, 91.0, 94.0
_LEAST, _SURE_NAME = 75.0, 87.0
_SWAPPED, _TOGETHER, _APART, _YEAR = -3.0, 4.0, -14.0, -2.0


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
        from rapidfuzz.process import extract

        self._kind, self._records = kind, records
        self._ratio: Callable[..., float] = ratio
        self._extract: Callable[..., list[tuple[str, float, str]]] = extract
        self._names = {ident: _name(kind, fields) for ident, fields in records.items()}
        self._mails = {ident: fold(fields.get("email") or "") for ident, fields in records.items()}
        self._called: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self._of_family: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ident, name in self._names.items():
            for given in name.forms:
                self._called[given.partition(" ")[0], name.family[:1]][ident] = name.family
                for family in name.family.split():
                    self._of_family[given[:1], family].append(ident)

    def of(self, fields: Mapping[str, Any], may_be: Callable[[str], bool]) -> tuple[Likely, ...]:
        """Whom the row may mean, the likeliest first; `may_be` says whom it cannot mean.

        Whoever has another mail address than the row is somebody else.
        """
        name, mail = _name(self._kind, fields), fold(fields.get("email") or "")
        found = [
            likely
            for ident in dict.fromkeys(self._near(name))
            if _same_or_none(mail, self._mails[ident]) and may_be(ident)
            if (likely := self._likely(ident, name, fields)) is not None
        ]
        return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:MOST])

    def _near(self, name: Written) -> Iterator[str]:
        """Records that share a given name, its initial or a family name with this one, either way round."""
        for form in name.forms:
            first = form.partition(" ")[0]
            for given in short_forms(first) | {first}:
                yield from self._with_family(given, name.family)
            for family in name.family.split():
                yield from self._of_family.get((first[:1], family), ())
        for family in name.family.split():
            yield from self._with_family(family, name.given)

    def _with_family(self, given: str, family: str) -> Iterable[str]:
        """Records of this given name whose family name is like this one."""
        there = self._called.get((given, family[:1]), {})
        if len(there) < _FEW or len(family) < 2:
            return there
        found = self._extract(family, there, scorer=self._ratio, score_cutoff=_LEAST, limit=None)
        return (ident for _, _, ident in found)

    def _likely(self, ident: str, name: Written, fields: Mapping[str, Any]) -> Likely | None:
        other = self._names[ident]
        if name.numbers != other.numbers:
            return None
        given, family, why = max(self._ways(name, other), key=lambda way: way[0] + way[1])
        if min(given, family) < _LEAST:
            return None
        nearer, around = _surroundings(self._kind, fields, self._records[ident])
        score = (given + family) / 2 + nearer
        if score < _POSSIBLE:
            return None
        sure = score >= _SURE and min(given, family) >= _SURE_NAME
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


def _same_or_none(one: str, two: str) -> bool:
    return not one or not two or one == two


def _surroundings(kind: Kind, one: Mapping[str, Any], two: Mapping[str, Any]) -> tuple[float, str]:
    """What class or employer say about two records with similar names."""
    if kind.name == "students":
        shared = sorted(set(one.get("classes") or ()) & set(two.get("classes") or ()))
        if shared:
            return _TOGETHER, f", both in {shared[0]}"
        return _years_apart(one.get("grade") or "", two.get("grade") or "")
    if kind.name == "contacts":
        here, there = one.get("employer") or "", two.get("employer") or ""
        if here and fold(here) == fold(there):
            return _TOGETHER, f", both at {there}"
        return (0.0, "") if _same_or_none(here, there) else (_APART, f", but at {there}")
    return 0.0, ""


def _years_apart(one: str, two: str) -> tuple[float, str]:
    """A year may lie between the file and the record; more make it somebody else."""
    if _same_or_none(one, two):
        return 0.0, ""
    years = abs(int(one) - int(two)) if one.isdecimal() and two.isdecimal() else 1
    return (_YEAR if years == 1 else _APART), f", but grade {two}"
