"""Whom a row of a file means: the same person is recognised again, and nobody is taken for somebody else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from models.exchange.reading import Record
from models.operations.kinds import Kind
from models.operations.settled import BY_ID, BY_NAME, Alias
from models.operations.stored import Fields, label_of
from models.queries.merged import MERGED
from models.rules.text import fold

Key = tuple[str, ...]

NEW = "new, as was said"


class Match(NamedTuple):
    """The id of the record that a row means ("" for a new one), how it was found, and why it is refused.

    `twin` is the earlier row of the file that means the same record (0 for none); `said` is whether a person
    said it; `alike` are ids of records that a new one resembles for sure, by name or mail address. `merged`: the
    row is about one that was merged into the record, and the file tells of that itself in another row.
    """

    ident: str
    how: str = ""
    refusal: str = ""
    twin: int = 0
    said: bool = False
    alike: tuple[str, ...] = ()
    merged: bool = False


def name_key(kind: Kind, fields: Mapping[str, Any]) -> Key:
    """What has to be exactly alike for two records to have the same name; empty for a record without one."""
    if kind.name == "students":
        names = (fields.get("given") or "", fields.get("family") or "")
        return names if any(names) else ()
    name = fields.get("name") or ""
    return (name,) if name else ()


class Known:
    """The records there are, and the rows of the file as they are looked up one after the other.

    `aliases` say what other programs call records, `answers` what a person said of rows: an id, "" for new.
    `employers` are the names that merged employers have now, by the folded ones that they had.
    """

    def __init__(
        self,
        kind: Kind,
        existing: dict[str, Fields],
        file: Sequence[Record],
        *,
        source: str = "file",
        aliases: Mapping[Alias, str] | None = None,
        answers: Mapping[int, str] | None = None,
        employers: Mapping[str, str] | None = None,
    ) -> None:
        self._kind, self._existing, self._source, self._file = kind, existing, source, file
        self._aliases = aliases or {}
        self._answers = answers or {}
        self._employers = employers or {}
        self._file_ids = {record.fields.get("id") for record in file}
        self._file_mails = Counter(_mail(record.fields) for record in file)
        self._file_names = Counter(name_key(kind, record.fields) for record in file)
        self._by_mail: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[Key, list[str]] = defaultdict(list)
        for ident, fields in existing.items():
            if ident not in self._file_ids:
                if mail := _mail(fields):
                    self._by_mail[mail].append(ident)
                self._by_name[name_key(kind, fields)].append(ident)
        self._made = re.compile(re.escape(kind.prefix) + r"\d+")
        self._meant: dict[str, int] = {}
        self._new: dict[Key, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)

    @property
    def missing(self) -> list[str]:
        """The records that no row has meant."""
        return [ident for ident in self._existing if ident not in self._meant]

    def find(self, record: Record) -> Match:
        """Whom the row means: by id, what was said, what another program calls it, mail address, exact name.

        A row with an id of its own is only taken for a record whose id the program made, never for one that
        has another id of the school's; unless somebody said so.
        """
        fields, row = record.fields, record.row
        match = self._merged(record) or self._find(record)
        if match.merged:
            return match
        if match.ident and not match.refusal:
            twin = self._meant.setdefault(match.ident, row)
            return match if twin == row else match._replace(twin=twin)
        if match.refusal or fields.get("id"):
            return match
        return self._among_new(fields, row, match)

    def may_mean(self, fields: Mapping[str, Any], ident: str) -> bool:
        """Whether a row may mean a record at all: no other row does, and they have no two ids of the school's."""
        return ident not in self._meant and self._may_be(ident, fields.get("id") or "")

    def label(self, ident: str) -> str:
        """What people call the record."""
        return label_of(self._kind, self._existing[ident])

    def aliases_of(self, record: Record) -> Iterator[Alias]:
        """By what a row may be known again, the surest first."""
        fields = record.fields
        if record.foreign:
            yield self._source, record.foreign
        if fields.get("id"):
            yield BY_ID, fields["id"]
        elif not record.foreign and (key := name_key(self._kind, fields)):
            employer = fold(fields.get("employer") or "")
            yield BY_NAME, "|".join((fold(" ".join(key)), employer, _mail(fields)))

    def _merged(self, record: Record) -> Match | None:
        """The record that stayed when the row's own one was merged into it; None where it was not."""
        if record.fields.get("id") in self._existing or record.row in self._answers:
            return None
        for _, name in self.aliases_of(record) if self._aliases else ():
            ident = self._aliases.get((MERGED, name), "")
            if ident in self._existing:
                return Match(ident, "as merged", merged=ident in self._file_ids or ident in self._told_of)
        return None

    @cached_property
    def _told_of(self) -> set[str]:
        """Records that a row of the file is known to mean, not as one that was merged."""
        names = [alias for record in self._file for alias in self.aliases_of(record)]
        own = [alias for alias in names if (MERGED, alias[1]) not in self._aliases]
        return {self._aliases[alias] for alias in own if alias in self._aliases}

    def _find(self, record: Record) -> Match:
        fields, given = record.fields, record.fields.get("id") or ""
        said = self._answers.get(record.row)
        if given in self._existing:
            contrary = said is not None and said != given
            refusal = f"its id is {given}, so it is {self.label(given)} ({given})" if contrary else ""
            return Match(given, refusal=refusal)
        if said is not None:
            return Match(said, "as was said" if said else NEW, said=True)
        return self._by_alias(record) or self._by_mail_or_name(fields, given)

    def _by_alias(self, record: Record) -> Match | None:
        for alias in self.aliases_of(record) if self._aliases else ():
            ident = self._aliases.get(alias, "")
            if ident in self._existing and ident not in self._file_ids:
                return Match(ident, "as before" if alias[0] == BY_NAME else f"by its id {alias[1]}")
        return None

    def _by_mail_or_name(self, fields: Mapping[str, Any], given: str) -> Match:
        by_mail = [ident for ident in self._by_mail.get(_mail(fields), ()) if self._may_be(ident, given)]
        found = self._by_the_mail(fields, by_mail) if _mail(fields) else ""
        if found:
            return Match(found, "by its mail address")
        named = [ident for ident in self._named(fields) if self._may_be(ident, given)]
        sections = len(named) > 1 or self._file_names[name_key(self._kind, fields)] > 1
        if self._kind.name == "classes" and given and sections:
            # The sections of a course have one name; by the school's ids they are told apart.
            return Match("")
        if len(named) > 1:
            ids = ", ".join(named[:3])
            return Match("", refusal=f"{len(named)} {self._kind.name} have this name ({ids}): give the id")
        if named:
            return Match(named[0], "by its name")
        return Match("", alike=self._resembled(fields))

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
            words = _words(self._kind, fields)
            if alone and (not words or _words(self._kind, other) & words):
                return ident
        return ""

    def _named(self, fields: Mapping[str, Any]) -> list[str]:
        key = name_key(self._kind, fields)
        if not key:
            return []
        return [
            ident
            for ident in self._by_name.get(key, ())
            if self._same_employer(fields, self._existing[ident])
        ]

    def _resembled(self, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """Records that a new one resembles: the same mail address, or the same name with another id."""
        others = self._by_mail.get(_mail(fields), []) if _mail(fields) else []
        return tuple(others or self._named(fields))

    def _among_new(self, fields: Mapping[str, Any], row: int, match: Match) -> Match:
        key, mail = name_key(self._kind, fields), _mail(fields)
        for earlier, other in self._new[key]:
            mails_fit = mail == _mail(other) or not mail or not _mail(other)
            if mails_fit and self._same_employer(fields, other):
                return match._replace(twin=earlier)
        self._new[key].append((row, fields))
        return match

    def _same_employer(self, fields: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        one, two = (fold(each.get("employer") or "") for each in (fields, other))
        one, two = (fold(self._employers.get(each, each)) for each in (one, two))
        return not one or not two or one == two


def _mail(fields: Mapping[str, Any]) -> str:
    return fold(fields.get("email") or "")


def _words(kind: Kind, fields: Mapping[str, Any]) -> set[str]:
    return set(fold(" ".join(name_key(kind, fields))).split())
