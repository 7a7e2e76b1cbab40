"""Whether two records may be one: the same person or employer written twice. It only ever suggests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from models.rules.employer_names import own_words
from models.rules.person_names import short_forms
from models.rules.text import fold

Similar = Callable[[str, str], float]
"""How alike two texts are, 0 to 100; whoever asks brings the measure, since the good ones are no part of Python."""

CLOSE = 88.0
"""Likeness from which a slip of the pen is likelier than another name."""
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "sir", "jr", "sr", "phd", "md", "rn"}
)
_DIGITS = 7
"""Digits from which a phone number is one; its last ten are compared, for some are written without their country."""


class Known(NamedTuple):
    """A record as far as likeness goes; for an employer only name and phone, for a student no employer."""

    id: str
    name: str
    employer: str = ""
    mail: str = ""
    phone: str = ""


class Alike(NamedTuple):
    """Another record that may be the same: what people call it, why, and how likely (0 to 100)."""

    id: str
    label: str
    why: str
    score: int


class Pair(NamedTuple):
    """Two records that may be one."""

    one: Known
    other: Known
    why: str
    score: int


_NOT = ("", 0)


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name in alphabetical order, folded, without titles: "Whitfield, Dr. Dana"."""
    words = _WORD.findall(fold(name).replace("'", "").replace("’", ""))
    return tuple(sorted(word for word in words if word not in _TITLES) or sorted(words))


def same_person(one: Known, other: Known, similar: Similar) -> tuple[str, int]:
    """Why two contacts may be one person, and how likely; ("", 0) where nothing says so."""
    names = _names(person_words(one.name), person_words(other.name), similar)
    if one.mail and fold(one.mail) == fold(other.mail) and (names >= 60 or _share_a_word(one, other)):
        return "the same mail address", 100
    if names < CLOSE:
        return _NOT
    spelt = "the same name" if names >= 100 else "nearly the same name"
    if one.employer and other.employer and same_employer(one.employer, other.employer, similar)[1]:
        return f"{spelt} at the same employer", 95 if names >= 100 else 90
    if _phone(one) and _phone(one) == _phone(other):
        return f"{spelt} and the same phone", 92
    if names >= 100 and len(person_words(one.name)) > 1:
        return ("the same name", 80) if not (one.employer and other.employer) else ("the same name", 70)
    return _NOT


def same_employer(one: str, other: str, similar: Similar) -> tuple[str, int]:
    """Why two names may mean one employer: "Acme Inc." and "ACME, Incorporated"; ("", 0) where nothing says so."""
    words, others = own_words(one), own_words(other)
    if not words or not others or _numbers(words) != _numbers(others):
        return _NOT
    if words == others:
        return "the same name", 100
    if sorted(words) == sorted(others):
        return "the same words", 95
    if similar(" ".join(words), " ".join(others)) >= CLOSE + 2:
        return "nearly the same name", 90
    short, long = sorted((words, others), key=len)
    if len("".join(short)) > 5 and long[: len(short)] == short:
        return "one name begins with the other", 75
    return _NOT


def same_student(one: Known, other: Known, similar: Similar) -> tuple[str, int]:
    """Why two students may be one; ("", 0) where nothing says so."""
    names = _names(person_words(one.name), person_words(other.name), similar)
    if one.mail and fold(one.mail) == fold(other.mail) and names >= 60:
        return "the same mail address", 100
    return ("the same name", 80) if names >= 100 and len(person_words(one.name)) > 1 else _NOT


def likely(one: Known, others: Iterable[Known], similar: Similar, most: int = 3) -> list[Alike]:
    """The contacts that may be the one, the likeliest first."""
    found = []
    for other in others:
        why, score = same_person(one, other, similar) if other.id != one.id else _NOT
        if score:
            at = f" at {other.employer}" if other.employer else ""
            found.append(Alike(other.id, f"{other.name}{at}", why, score))
    return sorted(found, key=lambda each: (-each.score, each.label, each.id))[:most]


def pairs_of_people(people: Sequence[Known], similar: Similar) -> list[Pair]:
    """All pairs of contacts that may be one person, the likeliest first."""
    employers = _groups_of_employers({one.employer for one in people if one.employer}, similar)
    keys: tuple[Callable[[Known], Hashable], ...] = (
        lambda one: fold(one.mail),
        _phone,
        lambda one: person_words(one.name),
        lambda one: employers.get(one.employer),
    )
    return _pairs(people, keys, lambda one, other: same_person(one, other, similar))


def pairs_of_students(students: Sequence[Known], similar: Similar) -> list[Pair]:
    """All pairs of students that may be one, the likeliest first."""
    keys: tuple[Callable[[Known], Hashable], ...] = (
        lambda one: fold(one.mail),
        lambda one: person_words(one.name),
    )
    return _pairs(students, keys, lambda one, other: same_student(one, other, similar))


def pairs_of_employers(employers: Sequence[Known], similar: Similar) -> list[Pair]:
    """All pairs of employers that may be one, the likeliest first."""
    found = []
    for one, other in combinations(employers, 2):
        why, score = same_employer(one.name, other.name, similar)
        if score:
            found.append(Pair(one, other, why, score))
    return sorted(found, key=_likeliest)


def _pairs(
    records: Sequence[Known],
    keys: Sequence[Callable[[Known], Hashable]],
    judge: Callable[[Known, Known], tuple[str, int]],
) -> list[Pair]:
    """Only records that share a key are compared: all with all would take minutes."""
    found: dict[tuple[str, str], Pair] = {}
    for key in keys:
        groups: dict[Hashable, list[Known]] = defaultdict(list)
        for one in records:
            if value := key(one):
                groups[value].append(one)
        for group in groups.values():
            for one, other in combinations(group, 2):
                if (one.id, other.id) not in found:
                    why, score = judge(one, other)
                    if score:
                        found[one.id, other.id] = Pair(one, other, why, score)
    return sorted(found.values(), key=_likeliest)


def _likeliest(pair: Pair) -> tuple[int, str, str, str]:
    return -pair.score, fold(pair.one.name), pair.one.id, pair.other.id


def _groups_of_employers(names: Iterable[str], similar: Similar) -> dict[str, str]:
    """The name that stands for each employer's and for those like it."""
    standing: list[str] = []
    found: dict[str, str] = {}
    for name in sorted(names):
        like = next((one for one in standing if same_employer(one, name, similar)[1]), "")
        found[name] = like or name
        if not like:
            standing.append(name)
    return found


def _names(words: tuple[str, ...], others: tuple[str, ...], similar: Similar) -> float:
    """How alike two names are; an initial or a short form stands for the whole name."""
    if not words or not others or _numbers(words) != _numbers(others):
        return 0.0
    if words == others:
        return 100.0
    if _shortened(words, others):
        return 92.0
    return min(99.0, similar(" ".join(words), " ".join(others)))


def _shortened(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """ "D. Whitfield" or "Kate Duarte" and "Dana Whitfield" or "Katherine Duarte": all but one word is the same, and
    that one is an initial or a short form of the other.
    """
    left, right = set(words) - set(others), set(others) - set(words)
    if len(words) != len(others) or len(left) != 1 or len(right) != 1 or len(words) < 2:
        return False
    one, other = left.pop(), right.pop()
    return (min(len(one), len(other)) == 1 and one[0] == other[0]) or other in short_forms(one)


def _numbers(words: Iterable[str]) -> set[str]:
    """Words with a number in them tell things apart that are alike otherwise."""
    return {word for word in words if any(letter.isdigit() for letter in word)}


def _share_a_word(one: Known, other: Known) -> bool:
    return not one.name or not other.name or bool(set(person_words(one.name)) & set(person_words(other.name)))


def _phone(one: Known) -> str:
    digits = "".join(letter for letter in one.phone if letter.isascii() and letter.isdigit())
    return digits[-10:] if len(digits) >= _DIGITS else ""
