"""Career clusters: the one vocabulary in which students' interests and contacts' fields are compared.

Names are those of the National Career Clusters Framework: the 14 clusters of 2024, and the older 16, which
most schools' data still use. The table of everyday words is ours.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from models.rules.facts import Interest
from models.rules.text import clean, fold

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+")
_STEP_DOWN = re.compile(r"[>›»→:]")
_DENIALS = frozenset({"not", "no", "never", "except", "without", "hate", "dislike"})
_APOSTROPHES = str.maketrans("", "", "'’")
_CONTRACTED = frozenset({"dont", "doesnt", "isnt", "wont", "cant"})
_ALONE = frozenset(
    {
        "ad",
        "boss",
        "captain",
        "it",
        "marine",
        "model",
        "money",
        "office",
        "plant",
        "school",
        "space",
        "stock",
        "store",
        "trade",
    }
)
"""Everyday words that mean too many things inside a sentence, and count only when nothing stands beside them."""


class Cluster(NamedTuple):
    """A career cluster of 2024, the group it stands in, and the names of its sub-clusters."""

    id: str
    name: str
    group: str
    sub: tuple[str, ...]


class Resolved(NamedTuple):
    """What words were understood as: a cluster id ("" where unknown) and a sub-cluster's name ("" for none).

    `certain` when every word belongs to a name of the framework; an everyday word is a likely reading only.
    `choices` are all clusters that the words may mean: more than one where a person has to say which.
    """

    cluster: str
    sub: str
    certain: bool
    choices: tuple[str, ...] = ()


UNKNOWN = Resolved("", "", False)


def all_clusters() -> tuple[Cluster, ...]:
    """The 14 clusters, by name."""
    return tuple(_tables().clusters.values())


def cluster_name(ident: str) -> str:
    """A cluster's name; an id that is none comes back as it is."""
    cluster = _tables().clusters.get(ident)
    return cluster.name if cluster else ident


def related(ident: str) -> tuple[str, ...]:
    """The other clusters of the same group; none for an unknown id."""
    clusters = _tables().clusters
    if ident not in clusters:
        return ()
    group = clusters[ident].group
    return tuple(other.id for other in clusters.values() if other.group == group and other.id != ident)


@lru_cache(maxsize=4096)
def resolve(text: str) -> Resolved:
    """Which cluster the words mean; cluster "" where that is unknown or undecided, never a guess.

    Reads cluster ids, names of 2024 and of the older 16, sub-cluster names, "cluster > sub-cluster", and
    everyday words. An older name that was split counts as the part it still names, uncertainly.
    """
    shown = clean(text)
    parts = [part for part in _STEP_DOWN.split(shown) if part.strip()]
    if len(parts) == 2:
        return _stepped(parts[0], parts[1])
    return _named(shown) or _spoken(shown)


def as_interest(rank: int, text: str) -> Interest:
    """A student's words as a ranked interest (1 is the first choice)."""
    found = resolve(text)
    return Interest(rank, found.cluster, found.sub, clean(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text for comparing: folded, "and" and "&" left out, plurals as singulars."""
    found = _WORD.findall(fold(text).translate(_APOSTROPHES))
    return tuple(_singular(word) for word in found if word != "and")


class _Tables(NamedTuple):
    clusters: dict[str, Cluster]
    named: dict[tuple[str, ...], Resolved]
    spoken: dict[tuple[str, ...], frozenset[tuple[str, str]]]
    longest: int


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    stored = _stored("career_clusters.json")
    clusters = {
        row["id"]: Cluster(row["id"], row["name"], row["group"], tuple(row["sub"]))
        for row in stored["clusters"]
    }
    named = {words_of(name): _older(name, choices, clusters) for name, choices in stored["older"].items()}
    for one in clusters.values():
        named |= {words_of(sub): Resolved(one.id, sub, True, (one.id,)) for sub in one.sub}
    for one in clusters.values():
        named |= {words_of(name): Resolved(one.id, "", True, (one.id,)) for name in (one.name, one.id)}
    spoken = _everyday()
    return _Tables(clusters, named, spoken, max(map(len, spoken)))


def _everyday() -> dict[tuple[str, ...], frozenset[tuple[str, str]]]:
    spoken: dict[tuple[str, ...], frozenset[tuple[str, str]]] = {}
    for ident, by_sub in _stored("cluster_keywords.json").items():
        for sub, keywords in by_sub.items():
            for keyword in map(words_of, keywords):
                spoken[keyword] = spoken.get(keyword, frozenset()) | {(ident, sub)}
    return spoken


def _stored(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_DATA / name).read_text("utf-8"))
    return found


def _older(name: str, choices: list[str], clusters: dict[str, Cluster]) -> Resolved:
    if len(choices) == 1:
        return Resolved(choices[0], "", True, tuple(choices))
    words = set(words_of(name))
    still = [ident for ident in choices if words.issuperset(words_of(clusters[ident].name))]
    return Resolved(still[0] if len(still) == 1 else "", "", False, tuple(choices))


def _named(text: str) -> Resolved | None:
    return _tables().named.get(words_of(text))


def _stepped(above: str, below: str) -> Resolved:
    """ "cluster > sub-cluster": what stands below may only make narrower what stands above."""
    upper = _named(above) or _spoken(above)
    lower = _named(below) or _spoken(below)
    if not upper.choices:
        return lower._replace(certain=False)
    if lower.sub and lower.cluster in upper.choices:
        return Resolved(lower.cluster, lower.sub, lower.certain, (lower.cluster,))
    return upper._replace(certain=False)


def _spoken(text: str) -> Resolved:
    """By everyday words, the longest phrases first; nothing when the words deny something."""
    words, tables, at = words_of(text), _tables(), 0
    if _DENIALS.union(_CONTRACTED).intersection(words):
        return UNKNOWN
    hits: list[frozenset[tuple[str, str]]] = []
    while at < len(words):
        phrases = (words[at : at + length] for length in range(tables.longest, 0, -1))
        phrase = next((p for p in phrases if p in tables.spoken), ())
        if phrase and (phrase[0] not in _ALONE or len(phrase) > 1 or phrase == words):
            hits.append(tables.spoken[phrase])
        at += len(phrase) or 1
    return _agreed(hits)


def _agreed(hits: list[frozenset[tuple[str, str]]]) -> Resolved:
    clusters = sorted({ident for hit in hits for ident, _ in hit})
    if len(clusters) != 1:
        return UNKNOWN._replace(choices=tuple(clusters))
    subs = {sub for hit in hits for _, sub in hit} - {""}
    return Resolved(clusters[0], subs.pop() if len(subs) == 1 else "", False, (clusters[0],))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
