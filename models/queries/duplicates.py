"""Who may be in the pool, or on the roster, twice: looked for while somebody types, and in all of the store."""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.queries.reading import fetch
from models.rules.duplicates import (
    Alike,
    Known,
    Pair,
    likely,
    pairs_of_employers,
    pairs_of_people,
    pairs_of_students,
    same_employer,
)
from models.tables import rows


class Likeness(NamedTuple):
    """All contacts and employers as they were at one moment, to be compared with what is being typed."""

    contacts: tuple[Known, ...]
    employers: tuple[Known, ...]

    def of_contact(self, name: str, employer: str = "", mail: str = "", phone: str = "") -> list[Alike]:
        """Contacts who may be the one being typed, the likeliest first."""
        return likely(Known("", name, employer, mail, phone), self.contacts, _similar)

    def of_employer(self, name: str) -> list[Alike]:
        """Employers who may be the one being typed, the likeliest first."""
        found = []
        for other in self.employers:
            why, score = same_employer(name, other.name, _similar)
            if score:
                found.append(Alike(other.id, other.name, why, score))
        return sorted(found, key=lambda each: (-each.score, each.label, each.id))


def likeness(db: SqliteDatabase, but: str = "") -> Likeness:
    """Everybody in the pool, without the record `but`; two queries."""
    # While nobody waits for a letter to appear.
    _similar("", "")
    people = tuple(one for one in _contacts(db) if one.id != but)
    return Likeness(people, tuple(one for one in _employers(db) if one.id != but))


def contacts_like(
    db: SqliteDatabase, name: str, employer: str = "", mail: str = "", phone: str = ""
) -> list[Alike]:
    """Contacts who may be somebody of that name; one query."""
    return likely(Known("", name, employer, mail, phone), _contacts(db), _similar)


def duplicates(db: SqliteDatabase) -> dict[str, list[Pair]]:
    """By kind (contacts, employers, students) the pairs of records that may be one; three queries."""
    return {
        "contacts": pairs_of_people(_contacts(db), _similar),
        "employers": pairs_of_employers(_employers(db), _similar),
        "students": pairs_of_students(_students(db), _similar),
    }


def contact_pairs(db: SqliteDatabase, contact: str) -> list[Alike]:
    """Contacts who may be the same as one there is, the likeliest first; one query."""
    every = _contacts(db)
    one = next((each for each in every if each.id == contact), None)
    return likely(one, every, _similar) if one is not None else []


def _similar(one: str, other: str) -> float:
    # Imported when somebody asks: neither the start of the app nor `wbl-tui today` does.
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other))


def _contacts(db: SqliteDatabase) -> list[Known]:
    c, e = rows.Contact, rows.Employer
    query: Any = (
        c.select(c.id, c.name, e.name, c.email, c.phone).join(e, on=(e.id == c.employer)).order_by(c.id)
    )
    return [Known(*row) for row in fetch(db, query)]


def _employers(db: SqliteDatabase) -> list[Known]:
    e = rows.Employer
    found = fetch(db, e.select(e.id, e.name, e.phone).where(e.name != "").order_by(e.id))
    return [Known(ident, name, phone=phone) for ident, name, phone in found]


def _students(db: SqliteDatabase) -> list[Known]:
    s = rows.Student
    found = fetch(db, s.select(s.id, s.given, s.preferred, s.family, s.email).order_by(s.id))
    return [
        Known(ident, f"{given or preferred} {family}".strip(), mail=mail)
        for ident, given, preferred, family, mail in found
    ]
