"""What everyday words say about careers, and which words say nothing: the tables behind the reading of interests.

The tables are ours. They are read when a text is first asked about, since opening the app needs none of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from models.rules.text import fold

DATA = Path(__file__).parent / "data"
AND = "&"
"""How "and" stands in a phrase."""
SPORTS = (
    "football", "basketball", "baseball", "soccer", "volleyball", "softball", "tennis", "golf", "hockey", "lacrosse",
    "rugby", "wrestling", "gymnastics", "boxing", "swimming", "track", "cheer", "cheerleading", "bowling", "cricket",
    "badminton", "skateboarding", "pickleball", "mma", "bball", "handball", "futbol",
)  # fmt: skip
_SPORT = (
    ("arts-entertainment-design", "education", "healthcare-human-services", "hospitality-events-tourism"),
    {
        "arts-entertainment-design": (
            "Performing Arts",
            ("{} player", "pro {}", "professional {}", "{} star", "play {}", "playing {}", "play pro {}",
             "{} pro", "{} athlete", "play professional {}", "play college {}"),
        ),
        "education": ("Teaching, Training & Facilitation", ("{} coach", "coach {}", "coaching {}", "teach {}")),
    },
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’`")
_WITH_S_ALONE = frozenset(
    {"movie", "cookie", "zombie", "selfie", "rookie", "smoothie", "techie", "hoodie", "brownie", "foodie", "genie",
     "shoe", "canoe", "toe"}
)  # fmt: skip
"""Words that do not lose more than the s of their plurals."""
_BOUNDS = ("filler", "prep", "but", "anew", "others", "denial", "cut", "spoiler", "ending")

Key = tuple[str, ...]
Meaning = tuple[str, str]
"""A cluster's id and a sub-cluster's name ("" for none)."""


class Entry(NamedTuple):
    """What a phrase does in a sentence.

    `kind` is who (an occupation), field (a trade, a subject, an activity), thing (what one may work with or on),
    weak (counts only alone), lone (counts only beside nothing unknown), or one of the kinds of words that carry
    no meaning of their own: filler, prep, but, anew (what was said before holds no longer), others (what follows is
    about somebody else), denial, cut, spoiler, ending (a spoiler, unless a noun follows).
    """

    kind: str
    meanings: frozenset[Meaning] = frozenset()


class Head(NamedTuple):
    """A word such as "technician" or "designer", whose field is what stands beside it.

    `alone`, `unknown` and `other` say what it is by itself, beside words nobody knows, and beside a field that
    `by` does not name: a meaning, "pass" for that field's own, "ask" for a person to say, "" for nothing.
    """

    word: str
    alone: str
    unknown: str
    other: str
    by: dict[str, str]
    choices: tuple[str, ...]


class Lexicon(NamedTuple):
    """All tables. `exact` has phrases as written, `plain` with singulars; `longest` by first word."""

    exact: dict[Key, Entry]
    plain: dict[Key, Entry]
    longest: dict[str, int]
    heads: dict[str, Head]
    articles: frozenset[str]
    blank: frozenset[str]
    known: frozenset[str]
    worth: frozenset[str]
    joined: dict[str, Key]
    replaced: dict[str, Key]
    emoji: dict[str, str]
    english: frozenset[str]


def singular(word: str) -> str:
    """The singular of a plural; other words as they are."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word[:-1] in _WITH_S_ALONE:
        return word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes", "oes")):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def bare(word: str) -> str:
    """One word folded, without apostrophes."""
    return fold(word).translate(_APOSTROPHES)


def key_of(phrase: str, articles: Iterable[str] = ()) -> Key:
    """A phrase as tables hold it: folded words, articles left out, "and" as AND."""
    words = _WORD.findall(bare(phrase.replace(" & ", " and ")))
    return tuple(AND if word == "and" else word for word in words if word not in articles)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The tables, read once."""
    everyday = stored("everyday_words.json")
    articles = frozenset(phrases(everyday["articles"]))
    meant = dict(_meant(articles))
    exact = {**dict(_bounds(everyday, articles, meant)), **meant}
    heads = {one.word: one for one in _heads()}
    exact = {key: entry for key, entry in exact.items() if key and (len(key) > 1 or key[0] not in heads)}
    plain, longest = _indexed(exact, meant)
    worth = frozenset(word for key in meant for word in key) | heads.keys()
    known = worth.union(articles, *exact)
    replaced = {
        word: key_of(meaning, articles)
        for table in ("spelling", "spanish")
        for word, meaning in everyday[table].items()
        if (word,) not in exact and word not in heads
    }
    return Lexicon(
        exact=exact,
        plain=plain,
        longest=longest,
        heads=heads,
        articles=articles,
        blank=frozenset(phrases(everyday["blank"])),
        known=known | {singular(word) for word in known},
        worth=worth,
        joined={"".join(key): key for key in meant if len(key) > 1 and AND not in key},
        replaced=replaced,
        emoji=everyday["emoji"],
        english=frozenset(phrases(stored("english_words.json"))),
    )


def phrases(lines: Iterable[str]) -> Iterator[str]:
    """The phrases of a table's lines, which have commas between them."""
    for line in lines:
        yield from (part for part in line.split(", ") if part)


def stored(name: str) -> Any:
    """One of the data files."""
    return json.loads((DATA / name).read_text("utf-8"))


def _meant(articles: frozenset[str]) -> Iterator[tuple[Key, Entry]]:
    """Phrases with a meaning; what several clusters share comes last and stands."""
    yield from _sports()
    for ident, by_sub in stored("cluster_keywords.json").items():
        for sub, by_kind in by_sub.items():
            for kind, lines in by_kind.items():
                entry = Entry(kind, frozenset({(ident, sub)}))
                for key in (key_of(phrase, articles) for phrase in phrases(lines)):
                    yield key, entry
                    if AND in key:
                        yield tuple(word for word in key if word != AND), entry
    for row in stored("several_clusters.json"):
        entry = Entry("thing", frozenset((ident, "") for ident in row["clusters"]))
        for phrase in phrases(row["words"]):
            yield key_of(phrase, articles), entry


def _sports() -> Iterator[tuple[Key, Entry]]:
    clusters, patterns = _SPORT
    for sport in SPORTS:
        yield (sport,), Entry("thing", frozenset((ident, "") for ident in clusters))
        for ident, (sub, forms) in patterns.items():
            for form in forms:
                yield key_of(form.format(sport)), Entry("who", frozenset({(ident, sub)}))


def _bounds(
    everyday: dict[str, list[str]], articles: frozenset[str], meant: dict[Key, Entry]
) -> Iterator[tuple[Key, Entry]]:
    """Words without a meaning of their own, the weightier last; a lone spoiler does not outdo a meaning."""
    tables = {
        "unknown": ("family",),
        "filler": ("fillers", "undenials"),
        "prep": ("prepositions",),
        "but": ("but",),
        "cut": ("cuts", "cut_phrases"),
        "anew": ("anew",),
        "others": ("others",),
        "denial": ("denials",),
        "spoiler": ("spoilers",),
        "ending": ("spoilers_at_the_end",),
    }
    for kind, names in tables.items():
        for name in names:
            for key in (key_of(phrase, articles) for phrase in phrases(everyday[name])):
                if key:
                    yield key, Entry(kind)
                    if kind == "spoiler" and len(key) > 1:
                        meant.pop(key, None)


def _heads() -> Iterator[Head]:
    for row in stored("general_heads.json"):
        for word in phrases([row["words"]]):
            yield Head(
                word,
                row.get("alone", ""),
                row.get("unknown", ""),
                row.get("other", ""),
                row.get("by", {}),
                tuple(row.get("choices", ())),
            )


def _indexed(exact: dict[Key, Entry], meant: dict[Key, Entry]) -> tuple[dict[Key, Entry], dict[str, int]]:
    """The same phrases in singulars, and the length of the longest by its first word in either form."""
    plain: dict[Key, Entry] = {}
    longest: dict[str, int] = {}
    for key, entry in exact.items():
        short = tuple(map(singular, key))
        # "news" is not many of "new".
        if short == key or (key in meant and exact.get(short, entry).kind not in _BOUNDS):
            plain.setdefault(short, entry)
        for first in {key[0], short[0]}:
            longest[first] = max(longest.get(first, 0), len(key))
    return plain, longest
