"""Who may be here already while somebody types a new student, contact or employer: spelt otherwise, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.operations.kinds import KINDS
from models.operations.likely import Likenesses
from models.queries.duplicates import Likeness, likeness
from models.queries.fetching import fetch
from models.rules.duplicates import Alike, person_words
from models.rules.text import fold
from models.tables import rows

Fields = Mapping[str, str]
Records = dict[str, dict[str, Any]]
_MOST = 3
_NAMED = {
    "students": ("given", "family", "preferred", "grade"),
    "contacts": ("name", "employer"),
}
"""The fields by which people of a kind are told to be alike."""


class Already(NamedTuple):
    """Everybody of one kind as they were at one moment, to be compared with what is being typed.

    `pool` knows contacts and employers, `people` finds other spellings among the `records`, by id.
    """

    kind: str
    pool: Likeness
    people: Likenesses | None
    records: Mapping[str, Mapping[str, Any]]
    mails: Mapping[str, str]

    def like(self, typed: Fields) -> list[Alike]:
        """Who may be meant by the fields as they are typed now, the likeliest first, each once."""
        of = {name: text.strip() for name, text in typed.items()}
        if self.kind == "employers":
            return self.pool.of_employer(of.get("name", ""))[:_MOST]
        found = [*self._certain(of), *self._likely(of)]
        return list({one.id: one for one in reversed(found)}.values())[::-1][:_MOST]

    def _certain(self, of: Fields) -> list[Alike]:
        mail = of.get("email", "")
        if self.kind == "contacts":
            name, employer, phone = (of.get(each, "") for each in ("name", "employer", "phone"))
            return self.pool.of_contact(name, employer, mail, phone)
        there = self.mails.get(fold(mail), "") if mail else ""
        return [Alike(there, _label(self.records[there]), "the same mail address", 100)] if there else []

    def _likely(self, of: Fields) -> list[Alike]:
        if self.people is None:
            return []
        # A mail address of their own makes two people of one name in a file; here a person looks at both.
        fields = {name: of.get(name, "") for name in _NAMED[self.kind]}
        words = person_words(_whole(fields))
        found = []
        for one in self.people.of(fields, bool):
            there = self.records[one.id]
            same = words in (
                person_words(_whole(there)),
                person_words(_whole({**there, "given": there.get("preferred")})),
            )
            found.append(Alike(one.id, _label(there), "the same name" if same else one.why, round(one.score)))
        return found


def already(db: SqliteDatabase, kind: str, but: str = "") -> Already:
    """Everybody of the kind, without the record `but`; one to three queries."""
    if kind == "students":
        return _of_students(_students(db), but)
    pool = likeness(db, but)
    records = _contacts(db) if kind == "contacts" else {}
    records.pop(but, None)
    people = Likenesses(KINDS[kind], records) if records else None
    return Already(kind, pool, people, records, {})


def _of_students(records: Records, but: str) -> Already:
    others = {ident: one for ident, one in records.items() if ident != but}
    mails = {fold(one["email"]): ident for ident, one in reversed(others.items()) if one["email"]}
    people = Likenesses(KINDS["students"], others)
    return Already("students", Likeness((), ()), people, others, mails)


def alike_students(db: SqliteDatabase, ident: str) -> list[Alike]:
    """Students who may be the same as one there is, the likeliest first; one query."""
    records = _students(db)
    one = records.get(ident)
    return _of_students(records, ident).like(one) if one is not None else []


def _students(db: SqliteDatabase) -> Records:
    s = rows.Student
    found = fetch(db, s.select(s.id, s.given, s.family, s.preferred, s.grade, s.email).order_by(s.id))
    names = ("given", "family", "preferred", "grade", "email")
    return {ident: dict(zip(names, values, strict=True)) for ident, *values in found}


def _contacts(db: SqliteDatabase) -> Records:
    c, e = rows.Contact, rows.Employer
    query: Any = c.select(c.id, c.name, e.name, c.email).join(e, on=(e.id == c.employer)).order_by(c.id)
    return {
        ident: {"name": name, "employer": employer, "email": mail}
        for ident, name, employer, mail in fetch(db, query)
    }


def _whole(fields: Mapping[str, Any]) -> str:
    return fields.get("name") or f"{fields.get('given') or ''} {fields.get('family') or ''}"


def _label(fields: Mapping[str, Any]) -> str:
    if "name" in fields:
        return f"{fields['name']} at {fields['employer']}" if fields["employer"] else str(fields["name"])
    grade = f", grade {fields['grade']}" if fields["grade"] else ""
    return f"{fields['preferred'] or fields['given']} {fields['family']}".strip() + grade


__all__ = ["Already", "alike_students", "already"]
