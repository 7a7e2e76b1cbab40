"""A student's sentence taken apart: its words, what each of them does, and the several interests it may name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from models.rules.cluster_lexicon import AND, Entry, Head, Key, Lexicon, bare, lexicon, singular
from models.rules.spelling import respelled

_PIECES = re.compile(
    r"(?P<mark>(?<!\S)(?:[a-e1-9]\)|#[1-9](?!\w)))|(?P<with>\b[wW]/(?:[oO]\b)?)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[cC](?:\+\+|\#)|[^\W_]+(?:['’`][^\W_]+)*)"
    r"|(?P<slash>[/\\])|(?P<and>[&+])"
    r"|(?P<hard>[,;|\n•·~]|[.!?…]+(?=\s|$)|(?<=\s)[-–—]+(?=\s))"
    r"|(?P<open>[(\[{])|(?P<other>\S)"
)
_JOINS = {"and": "and", "n": "and", "y": "and", "plus": "and", "or": "or", "o": "or", "u": "or"}
_SPANISH = frozenset({"y", "o", "u"})
_SEPARATORS = frozenset({"and", "or", "slash", "hard"})
_LEAST_JOINED = 7
"""Letters that a word written as two needs to be taken for one ("fire fighter" is in the tables as it is)."""


class Item(NamedTuple):
    """A stretch of the text: `kind` as in the tables, or head, unknown, or a separator: and, or, slash, hard."""

    kind: str
    start: int
    end: int
    word: str = ""
    entry: Entry | None = None
    head: Head | None = None


class Clause(NamedTuple):
    """One possible interest: its items, and how it is joined to the one before. `denied`: named to say no to it.

    `hearsay`: what somebody else does, which says something only where nothing else does.
    """

    items: tuple[Item, ...]
    joined: str
    denied: bool
    hearsay: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.items[-1].end


class _Word(NamedTuple):
    kind: str
    start: int
    end: int
    text: str


def clauses_of(text: str) -> tuple[Clause, ...]:
    """What stands between the text's separators, in order; none for a text without words."""
    return _clauses(_items(_words(text)))


def _words(text: str) -> list[_Word]:
    """Words, separators and what opens an aside, each with its place."""
    tables = lexicon()
    found: list[_Word] = []
    signs: list[_Word] = []
    for piece in _PIECES.finditer(text):
        kind, raw = piece.lastgroup or "other", piece[0]
        if kind == "word":
            found += _typed(raw, piece.start(), piece.end(), text)
        elif kind == "with":
            found.append(_Word("word", piece.start(), piece.end(), "without" if len(raw) > 2 else "with"))
        elif kind == "mark":
            found.append(_Word("hard", piece.start(), piece.end(), ""))
        elif kind != "other":
            found.append(_Word("prep" if kind == "open" else kind, piece.start(), piece.end(), ""))
        elif raw in tables.emoji:
            signs.append(_Word("word", piece.start(), piece.end(), tables.emoji[raw]))
    if any(word.kind == "word" and word.text not in tables.blank for word in found):
        return _pronouns(found, text)
    return [_Word("word", one.start, one.end, word) for one in signs for word in one.text.split()]


def _typed(raw: str, start: int, end: int, text: str) -> list[_Word]:
    if raw.casefold() in ("c++", "c#"):
        return [_Word("word", start, end, "cplusplus")]
    word = bare(raw.replace(".", ""))
    if word == "it":
        return [_Word("word", start, end, word)]
    if word in _JOINS and (word not in _SPANISH or (start > 0 and end < len(text))):
        return [_Word(_JOINS[word], start, end, word)]
    return [_Word("word", start, end, each) for each in respelled(word)]


def _pronouns(words: list[_Word], text: str) -> list[_Word]:
    """Every "it" that is no information technology as the pronoun that it is."""
    after: list[_Word | None] = [*words[1:], None]
    return [
        word._replace(text="its") if word.text == "it" and not _means_it(word, follower, text) else word
        for word, follower in zip(words, after, strict=True)
    ]


def _means_it(word: _Word, after: _Word | None, text: str) -> bool:
    """Whether "it" is a trade: in capitals where others are not, alone, after "career in", or in a known phrase."""
    raw, others = text[word.start : word.end], (text[: word.start] + text[word.end :]).strip(" .!?")
    if not others or _IN_IT.search(text):
        return True
    if raw != raw.lower() and others != others.upper():
        return True
    known = lexicon().exact
    return after is not None and (("it", after.text) in known or ("it", singular(after.text)) in known)


_IN_IT = re.compile(r"\b(?:career|work|job|major|degree|driver) in it\b", re.IGNORECASE)


def _items(words: list[_Word]) -> list[Item]:
    """The longest phrases first; words between that nobody knows are items of their own."""
    tables = lexicon()
    kept = [word for word in words if word.kind != "word" or word.text not in tables.articles]
    items: list[Item] = []
    at = 0
    while at < len(kept):
        item, length = _item_at(kept, at, tables)
        items.append(item)
        at += length
    return items


def _item_at(words: list[_Word], at: int, tables: Lexicon) -> tuple[Item, int]:
    first = words[at]
    if first.kind != "word":
        return Item(first.kind, first.start, first.end), 1
    for length in range(_longest(words, at, tables), 0, -1):
        key, entry = _phrase(words[at : at + length], tables)
        if entry and not (length == 1 and entry.kind in _PLAIN and _head(first.text, tables)):
            if "with" in key[1:-1] and _begins_phrase(words, at + length - 1, tables):
                continue  # one who works with machine learning works with no machines
            if entry.kind == "ending" and _noun_follows(words, at + length, tables):
                continue  # one who wants to be a dog groomer wants to be no dog
            end = words[at + length - 1].end
            kind = "spoiler" if entry.kind == "ending" else entry.kind
            return Item(kind, first.start, end, " ".join(key), entry), length
    return _single(words, at, tables)


_PLAIN = frozenset({"filler", "who", "field", "thing", "weak"})
_NOUNS = frozenset({"who", "field", "thing", "weak", "lone", "head", "unknown"})


def _single(words: list[_Word], at: int, tables: Lexicon) -> tuple[Item, int]:
    first = words[at]
    if head := _head(first.text, tables):
        return Item("head", first.start, first.end, first.text, None, head), 1
    if at + 1 < len(words) and words[at + 1].kind == "word":
        both = first.text + words[at + 1].text
        entry = tables.exact.get((both,)) or tables.plain.get((singular(both),))
        if entry and entry.meanings and len(both) >= _LEAST_JOINED:
            return Item(entry.kind, first.start, words[at + 1].end, both, entry), 2
    kind = "filler" if first.text[0].isdecimal() or len(first.text) == 1 else "unknown"
    return Item(kind, first.start, first.end, first.text), 1


def _noun_follows(words: list[_Word], at: int, tables: Lexicon) -> bool:
    """Whether the word here, if there is one, belongs to the noun before it: "dog groomer", "car blorper"."""
    return at < len(words) and _item_at(words, at, tables)[0].kind in _NOUNS


def _begins_phrase(words: list[_Word], at: int, tables: Lexicon) -> bool:
    """Whether a phrase of several words with a meaning begins here."""
    lengths = range(2, _longest(words, at, tables) + 1)
    entries = (_phrase(words[at : at + length], tables)[1] for length in lengths)
    return any(entry is not None and bool(entry.meanings) for entry in entries)


def _longest(words: list[_Word], at: int, tables: Lexicon) -> int:
    """How many words a phrase that begins here may have."""
    first = words[at].text
    most = max(tables.longest.get(first, 1), tables.longest.get(singular(first), 1))
    return min(most, len(words) - at)


def _phrase(words: list[_Word], tables: Lexicon) -> tuple[Key, Entry | None]:
    """The words as a phrase and what the tables say of it."""
    key = _key(words)
    entry = tables.exact.get(key) or tables.plain.get(tuple(map(singular, key))) if key else None
    return key, entry


def _head(word: str, tables: Lexicon) -> Head | None:
    return tables.heads.get(word) or tables.heads.get(singular(word))


def _key(words: list[_Word]) -> Key:
    """The words as a phrase; none across a separator that no phrase holds."""
    key = []
    for word in words:
        if word.kind == "word":
            key.append(word.text)
        elif word.kind in ("and", "slash"):
            key.append(AND)
        else:
            return ()
    return () if key[-1] == AND else tuple(key)


def _clauses(items: list[Item]) -> tuple[Clause, ...]:
    """Items between separators. A denial holds to the end of its sentence, and so does what follows a "because"."""
    state = _Sentence([], [])
    for item in items:
        state.take(item)
    state.close()
    return tuple(state.clauses)


@dataclass
class _Sentence:
    """The clauses so far, and the one that is being read."""

    clauses: list[Clause]
    held: list[Item]
    joined: str = ""
    denied: bool = False
    cut: bool = False
    hearsay: bool = False

    def take(self, item: Item) -> None:
        """The next item."""
        if item.word == "now" and self.denied and self.held:
            self.part("hard")  # "used to be this, now that"
        elif item.kind in _SEPARATORS or item.kind == "but":
            self.part("hard" if item.kind == "but" else item.kind)
        elif item.kind == "anew":
            self.part("hard")
            self.clauses = [clause._replace(denied=True) for clause in self.clauses]
        elif item.kind in ("denial", "others"):
            self.close()
            self.joined = self.joined or "hard"
            self.denied |= item.kind == "denial"
            self.hearsay |= item.kind == "others"
        elif item.kind == "cut":
            self.cut = _means_something(self.held) or any(_means_something(one.items) for one in self.clauses)
        elif not self.cut:
            self.held.append(item)

    def part(self, joined: str) -> None:
        """A separator: what follows is another clause."""
        self.close()
        self.joined = joined
        self.hearsay = False
        if joined == "hard":
            self.denied = self.cut = False

    def close(self) -> None:
        """The end of a clause."""
        if self.held:
            joined = self.joined if self.clauses else ""
            self.clauses.append(Clause(tuple(self.held), joined, self.denied, self.hearsay))
            self.held.clear()


def _means_something(items: list[Item] | tuple[Item, ...]) -> bool:
    return any(item.head or (item.entry and item.entry.meanings) for item in items)
