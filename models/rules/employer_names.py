"""Whether two employers' names may mean the same one, so that nobody makes a second Gristmill Inn unknowingly."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.rules.text import fold

_WORD = re.compile(r"[^\W_]+")
_ASIDE = frozenset(
    {"the", "and", "of", "a", "inc", "incorporated", "llc", "ltd", "limited", "co", "company", "corp",
     "corporation", "plc", "gmbh"}
)  # fmt: skip
"""Words of a name that say nothing about whose it is."""
_LEAST = 4
"""Letters that a name must have to be looked for inside other names."""


def resembling(name: str, others: Iterable[str]) -> str:
    """The other name that most likely means the same employer, or "": without case, accents, "The" and "Inc" they
    are the same, one lies within the other, or the name is the beginning of the other. "" also where a name is the same but for case and accents: that is
    the same employer, and nothing to ask about.
    """
    known = [other for other in others if other]
    words = own_words(name)
    if not words or any(fold(other) == fold(name) for other in known):
        return ""
    alike = [other for other in known if _within(words, own_words(other)) or _begun(words, own_words(other))]
    return min(
        alike, key=lambda other: (own_words(other) != words, abs(len(other) - len(name)), other), default=""
    )


def own_words(name: str) -> tuple[str, ...]:
    """The words of a name that say whose it is, folded; all of them where no other is left."""
    found = tuple(_WORD.findall(fold(name).replace("'", "").replace("’", "")))
    return tuple(word for word in found if word not in _ASIDE) or found


def _begun(typed: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the other name begins with what was typed, the last word perhaps half."""
    if len(typed) < 2 or len("".join(typed)) < _LEAST or len(typed) > len(other):
        return False
    return other[: len(typed) - 1] == typed[:-1] and other[len(typed) - 1].startswith(typed[-1])


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    if one == other:
        return True
    if len("".join(short)) < _LEAST:
        return False
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
