"""What students wrote as their interests, by words: what is understood, and what waits for a person to say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.queries.fetching import fetch
from models.rules.clusters import resolve
from models.rules.facts import Interest
from models.rules.placing import Place, words_key
from models.rules.text import fold
from models.tables import rows
from models.tables.people_rows import InterestWords


class Words(NamedTuple):
    """Words that students wrote alike. `placed` is yes, no, or left (a person said: as it is).

    `words` as most of them wrote it, `students` as (id, name), `choices` the clusters that may be meant.
    """

    key: str
    words: str
    students: tuple[tuple[str, str], ...]
    cluster: str
    sub: str
    placed: str
    choices: tuple[str, ...]


def settled(db: SqliteDatabase) -> dict[str, Place]:
    """What people said of words, by `words_key`; one query."""
    w = InterestWords
    return {key: (cluster, sub) for key, cluster, sub in fetch(db, w.select(w.id, w.cluster, w.sub))}


def interest_words(db: SqliteDatabase) -> tuple[Words, ...]:
    """All words of all students' interests, what waits first, then by how many wrote it; two queries."""
    said = settled(db)
    found = [_gathered(key, some, said) for key, some in _by_words(_written(db)).items()]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.placed], -len(one.students), one.key)))


def unplaced(db: SqliteDatabase) -> tuple[Words, ...]:
    """Words that nobody has placed yet, those of most students first; two queries."""
    i = rows.Interest
    said = settled(db)
    found = _by_words(_written(db, i.cluster == ""))
    waiting = [_gathered(key, some, said) for key, some in found.items() if key not in said]
    return tuple(sorted(waiting, key=lambda one: (-len(one.students), one.key)))


def waiting(interests: Iterable[Interest], said: dict[str, Place]) -> int:
    """How many different words of these interests nobody has placed yet; no query."""
    return len({words_key(one.words) for one in interests if one.words and not one.cluster} - said.keys())


_ORDER = {"no": 0, "yes": 1, "left": 2}
_Row = tuple[str, str, str, str, str]


def _written(db: SqliteDatabase, condition: Any = None) -> list[_Row]:
    """(student's id, name, words, cluster, sub) of interests with words, by name."""
    i, s = rows.Interest, rows.Student
    query = i.select(i.student, s.given, s.preferred, s.family, i.words, i.cluster, i.sub)
    query = query.join(s, on=(s.id == i.student)).where(i.words != "")
    found = fetch(db, query if condition is None else query.where(condition))
    named = [
        (ident, f"{preferred or given} {family}".strip(), words, cluster, sub)
        for ident, given, preferred, family, words, cluster, sub in found
    ]
    return sorted(named, key=lambda row: (fold(row[1]), row))


def _by_words(written: list[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in written:
        found[words_key(row[2])].append(row)
    return found


def _gathered(key: str, some: list[_Row], said: dict[str, Place]) -> Words:
    words = Counter(row[2] for row in some).most_common(1)[0][0]
    (cluster, sub), _count = Counter((row[3], row[4]) for row in some).most_common(1)[0]
    placed = "yes" if cluster else "left" if key in said else "no"
    students = tuple(dict.fromkeys((row[0], row[1]) for row in some))
    choices = () if cluster else resolve(words).choices
    return Words(key, words, students, cluster, sub, placed, choices)
