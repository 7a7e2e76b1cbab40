"""Words as teenagers type them: a word nobody knows becomes the one that was meant, where only one can be."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from models.rules.cluster_lexicon import Key, lexicon, singular

SHORTEST = 6
"""Letters a word needs before one wrong letter is forgiven; shorter ones are too like each other."""
LONG = 9
"""Letters from which two wrong letters are forgiven."""
_ENDING = 4
"""Letters a word needs without its "-ing" to be looked for so."""


@lru_cache(maxsize=16384)
def respelled(word: str) -> Key:
    """The words that were meant by one folded word: itself where it is known, or English, or anybody's guess."""
    tables = lexicon()
    if word in tables.replaced:
        return tables.replaced[word]
    if word in tables.known or singular(word) in tables.known:
        return (word,)
    if singular(word) in tables.replaced:
        return tables.replaced[singular(word)]
    if found := tables.joined.get(word) or tables.joined.get(singular(word)):
        return found
    drawn = _without_drawl(word)
    if drawn != word:
        return respelled(drawn)
    return _likely(word)


def _without_drawl(word: str) -> str:
    """ "nurseeee" said plainly: letters typed three times and more count once."""
    plain = [c for n, c in enumerate(word) if not (word[n - 2 : n + 1] == c * 3 or word[n : n + 3] == c * 3)]
    ends = [c for n, c in enumerate(word) if not (n and word[n - 1] == c)]
    if len(plain) == len(word):
        return word
    return "".join(ends)


def _likely(word: str) -> Key:
    tables = lexicon()
    if word in tables.english or len(word) < SHORTEST:
        return (word,)
    found = _near(word)
    meanings = {_sense(one) for one in found}
    if len(meanings) == 1 and found:
        return (min(found),)
    return (_root(word),)


def _sense(word: str) -> object:
    """What tells candidates apart: the cluster, else the word itself."""
    tables = lexicon()
    entry = tables.exact.get((word,)) or tables.plain.get((singular(word),))
    if entry is None or not entry.meanings:
        return singular(word)
    return frozenset(cluster for cluster, _ in entry.meanings)


def _root(word: str) -> str:
    """ "boating" is about boats, where "boat" is known; other words as they are."""
    known = lexicon().worth
    if word.endswith("ing") and len(word) >= _ENDING + 3:
        stem = word[:-3]
        for form in (f"{stem}e", stem, stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
            if form in known and len(form) >= _ENDING:
                return form
    return word


def _near(word: str) -> list[str]:
    """Known words of meaning within one edit (two for long words), the nearest only."""
    allowed = 2 if len(word) >= LONG else 1
    mask, found = _letters(word), list[tuple[int, str]]()
    for first in {word[0], *word[1:2]}:
        for other, letters in _by_first()[first]:
            near_enough = abs(len(other) - len(word)) <= allowed and len(other) >= SHORTEST - 1
            if near_enough and (mask ^ letters).bit_count() <= 2 * allowed:
                steps = _steps(word, other, allowed)
                if steps <= allowed:
                    found.append((steps, other))
    least = min((steps for steps, _ in found), default=0)
    nearest = [other for steps, other in found if steps == least]
    # A letter is changed more often than one is left out: "operater" is an operator, and does not operate.
    return [other for other in nearest if len(other) == len(word)] or nearest


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[tuple[str, int]]]:
    by_first: dict[str, list[tuple[str, int]]] = defaultdict(list)
    worth = lexicon().worth
    for word in sorted(worth | {singular(word) for word in worth}):
        if len(word) >= SHORTEST - 1:
            by_first[word[0]].append((word, _letters(word)))
    return by_first


def _letters(word: str) -> int:
    """Which letters a word has, as bits."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 61)
    return mask


def _steps(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap to come from one word to the other; most + 1 for more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        further = [n]
        for m, there in enumerate(other, 1):
            cost = min(row[m] + 1, further[m - 1] + 1, row[m - 1] + (letter != there))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == there:
                cost = min(cost, before[m - 2] + 1)
            further.append(cost)
        if min(further) > most:
            return most + 1
        before, row = row, further
    return row[-1]
