"""Whom a row of a file means: the same person is recognised again, and nobody is taken for somebody else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.operations.kinds import Kind
from models.operations.stored import Fields, label_of
from models.rules.text import fold

Key = tuple[str, ...]


class Match(NamedTuple):
    """The id of the record that a row means ("" for a new one), how it was found, and why it is refused.

    `twin` is the earlier row of the file that means the same record (0 for none).
    """

    ident: str
    how: str = ""
    refusal: str = ""
    twin: int = 0


def name_key(kind: Kind, fields: Mapping[str, Any]) -> Key:
    """What has to be exactly alike for two records to have the same name; empty for a record without one."""
    if kind.name == "students":
        names = (fields.get("given") or "", fields.get("family") or "")
        return names if any(names) else ()
    name = fields.get("name") or ""
    return (name,) if name else ()


class Known:
    """The records there are, and the rows of the file as they are looked up one after the other."""

    def __init__(self, kind: Kind, existing: dict[str, Fields], file: Iterable[Mapping[str, Any]]) -> None:
        self._kind = kind
        self._existing = existing
        rows = list(file)
        self._file_ids = {fields.get("id") for fields in rows}
        self._file_mails = Counter(_mail(fields) for fields in rows)
        self._by_mail: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[Key, list[str]] = defaultdict(list)
        for ident, fields in existing.items():
            self._by_mail[_mail(fields)].append(ident)
            self._by_name[name_key(kind, fields)].append(ident)
        self._made = re.compile(re.escape(kind.prefix) + r"\d+")
        self._meant: dict[str, int] = {}
        self._new: dict[Key, list[tuple[int, str]]] = defaultdict(list)

    @property
    def missing(self) -> int:
        """How many records no row has meant."""
        return len(self._existing) - len(self._meant)

    def find(self, fields: Mapping[str, Any], row: int) -> Match:
        """Whom the row means, by id, else mail address, else exact name.

        A row with an id of its own is only taken for a record whose id the program made, never for one that
        has another id of the school's.
        """
        match = self._find(fields)
        if match.ident and not match.refusal:
            twin = self._meant.setdefault(match.ident, row)
            return match if twin == row else match._replace(twin=twin)
        if match.refusal or fields.get("id"):
            return match
        return self._among_new(fields, row, match)

    def label(self, ident: str) -> str:
        """What people call the record."""
        return label_of(self._kind, self._existing[ident])

    def _find(self, fields: Mapping[str, Any]) -> Match:
        given = fields.get("id") or ""
        if given in self._existing:
            return Match(given)
        by_mail = [ident for ident in self._by_mail.get(_mail(fields), ()) if self._may_be(ident, given)]
        found = self._by_the_mail(fields, by_mail) if _mail(fields) else ""
        if found:
            return Match(found, "by its mail address")
        named = [ident for ident in self._named(fields) if self._may_be(ident, given)]
        if len(named) > 1:
            ids = ", ".join(named[:3])
            return Match("", refusal=f"{len(named)} {self._kind.name} have this name ({ids}): give the id")
        if named:
            return Match(named[0], "by its name")
        return Match("", self._resembles(fields))

    def _may_be(self, ident: str, given: str) -> bool:
        if ident in self._file_ids:
            return False
        return not given or self._made.fullmatch(ident) is not None

    def _by_the_mail(self, fields: Mapping[str, Any], idents: list[str]) -> str:
        """Families and offices share an address; then the name has to be the same too."""
        alone = len(idents) == 1 and self._file_mails[_mail(fields)] == 1
        for ident in idents:
            other = self._existing[ident]
            if name_key(self._kind, other) == name_key(self._kind, fields):
                return ident
            if alone and _words(self._kind, other) & _words(self._kind, fields):
                return ident
        return ""

    def _named(self, fields: Mapping[str, Any]) -> list[str]:
        key = name_key(self._kind, fields)
        if not key:
            return []
        return [
            ident for ident in self._by_name.get(key, ()) if _same_employer(fields, self._existing[ident])
        ]

    def _resembles(self, fields: Mapping[str, Any]) -> str:
        """What is worth saying about a new record that resembles one there is."""
        others = self._by_mail.get(_mail(fields), []) if _mail(fields) else []
        others = others or self._named(fields)
        return f"resembles {self.label(others[0])} ({others[0]})" if others else ""

    def _among_new(self, fields: Mapping[str, Any], row: int, match: Match) -> Match:
        key, mail = name_key(self._kind, fields), _mail(fields)
        for earlier, other in self._new[key]:
            if mail == other or not mail or not other:
                return match._replace(twin=earlier)
        self._new[key].append((row, mail))
        return match


def _mail(fields: Mapping[str, Any]) -> str:
    return fold(fields.get("email") or "")


def _words(kind: Kind, fields: Mapping[str, Any]) -> set[str]:
    return set(fold(" ".join(name_key(kind, fields))).split())


def _same_employer(fields: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    one, two = fold(fields.get("employer") or ""), fold(other.get("employer") or "")
    return not one or not two or one == two
