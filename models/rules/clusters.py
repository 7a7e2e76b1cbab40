"""Career clusters: the one vocabulary in which students' interests and contacts' fields are compared.

Names are those of the National Career Clusters Framework: the 14 clusters of 2024, and the older 16, which
most schools' data still use. How everyday words are understood is told in interest_sense.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from models.rules.cluster_lexicon import bare, singular, stored
from models.rules.facts import Interest
from models.rules.interest_sense import BLANK, Sense, asking, is_activity, is_doing, sense_of
from models.rules.interest_words import Clause, Item, clauses_of
from models.rules.text import clean

_WORD = re.compile(r"[^\W_]+")
_STEP_DOWN = re.compile(r"[>›»→:]")
_JOINING = re.compile(r"(?:[\s,;/|&+\\]|(?<![^\W_])(?:and|or|n|y|o|u|plus)(?![^\W_]))+$", re.IGNORECASE)
_MARK = r"(?:[a-e1-9][.)]|#?[1-9]|(?:first|second|third|1st|2nd|3rd) (?:choice|pick):?)"
_NUMBERED = re.compile(rf"^{_MARK}(?:[\s:-]+|$)|(?:^|(?<=\s)){_MARK}$", re.IGNORECASE)
"""How people number what they list: "a) nurse b) welder", "first choice nursing second choice business"."""
_LEADING = re.compile(r"^[\s,;/|&+\\]+")
_CHOICE = re.compile(
    r"\b((?:first|second|third|1st|2nd|3rd|choice|pick|plan|option|number|no) ?(?:choice|pick|[a-e1-9])?) ?:",
    re.IGNORECASE,
)
_SHORT = 3
"""Words of a name that nobody knows; what is longer is a sentence about the rest."""
_TEACHES = "education"


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


@lru_cache(maxsize=16384)
def resolve(text: str) -> Resolved:
    """Which cluster the words mean; cluster "" where that is unknown or undecided, never a guess.

    Reads cluster ids, names of 2024 and of the older 16, sub-cluster names, "cluster > sub-cluster", and
    everyday words. An older name that was split counts as the part it still names, uncertainly.
    """
    shown = _plainly(text)
    parts = [part for part in _STEP_DOWN.split(shown) if part.strip()]
    if len(parts) == 2:
        return _stepped(parts[0], parts[1])
    return _named(shown) or _spoken(shown)


@lru_cache(maxsize=16384)
def apart(text: str) -> tuple[str, ...]:
    """The several interests that one answer names, in order: "doctor or lawyer" is two, "arts and crafts" one.

    A text comes apart where its pieces mean different clusters by themselves, or one means a cluster and another
    is for a person to place; words that mean nothing stay with the piece before them, so that no word is lost.
    None for an empty text.
    """
    shown = _plainly(text)
    if not shown:
        return ()
    if _named(shown) or _STEP_DOWN.search(shown):
        return (shown,)
    read = _read(shown)
    sure = {sense.cluster for _, sense in read if sense.state == "sure"}
    own = [n for n, (clause, sense) in enumerate(read) if _stands_alone(clause, sense, sure)]
    if not sure or (len(sure) < 2 and all(read[n][1].state == "sure" for n in own)):
        return (shown,)
    starts = [clause.start for clause, _ in (read[n] for n in own[1:])]
    pieces = (shown[start:end] for start, end in zip((0, *starts), (*starts, len(shown)), strict=True))
    return tuple(stripped for piece in pieces if (stripped := _unnumbered(_JOINING.sub("", piece))))


def _unnumbered(piece: str) -> str:
    """One of several pieces without the number before it, and without that of the piece after it."""
    return _LEADING.sub("", _JOINING.sub("", _NUMBERED.sub("", piece))) or piece


def _plainly(text: str) -> str:
    """The text cleaned, and without the colon of "1st choice: nurse", which steps down to nothing."""
    return _CHOICE.sub(r"\1 ", clean(text))


def _stands_alone(clause: Clause, sense: Sense, sure: set[str]) -> bool:
    """Whether a piece is an interest of its own: understood, or a short name that somebody has to place."""
    if sense.state == "sure":
        return True
    if sense.state == "ask":
        return sure.isdisjoint(sense.choices)
    strange = sum(item.kind == "unknown" and item.entry is None for item in clause.items)
    named = all(item.kind in ("unknown", "filler") for item in clause.items) and len(clause.items) <= _SHORT
    return sense.state == "unknown" and clause.joined != "and" and named and 0 < strange < _SHORT


def as_interest(rank: int, text: str) -> Interest:
    """A student's words as a ranked interest (1 is the first choice).

    "cluster > words" and "cluster > sub-cluster > words", as the program writes what a person decided, come back
    as that cluster and those words.
    """
    shown = clean(text)
    if (decided := _decided(shown)) is not None:
        return decided._replace(rank=rank)
    found = resolve(shown)
    return Interest(rank, found.cluster, found.sub, shown)


def _decided(shown: str) -> Interest | None:
    steps = shown.split(" > ", 2)
    known = {one.name: one for one in all_clusters()}.get(steps[0]) if len(steps) > 1 else None
    if known is None or (len(steps) == 2 and _named(steps[1])):
        return None
    if len(steps) == 3 and steps[1] in known.sub:
        return Interest(0, known.id, steps[1], steps[2])
    found = resolve(shown) if len(steps) == 2 else None
    return Interest(0, found.cluster, found.sub, steps[1]) if found else None


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text for comparing: folded, "and" and "&" left out, plurals as singulars."""
    found = _WORD.findall(bare(text))
    return tuple(singular(word) for word in found if word != "and")


class _Tables(NamedTuple):
    clusters: dict[str, Cluster]
    named: dict[tuple[str, ...], Resolved]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    framework = stored("career_clusters.json")
    clusters = {
        row["id"]: Cluster(row["id"], row["name"], row["group"], tuple(row["sub"]))
        for row in framework["clusters"]
    }
    named = {words_of(name): _older(name, choices, clusters) for name, choices in framework["older"].items()}
    for one in clusters.values():
        named |= {words_of(sub): Resolved(one.id, sub, True, (one.id,)) for sub in one.sub}
    for one in clusters.values():
        named |= {words_of(name): Resolved(one.id, "", True, (one.id,)) for name in (one.name, one.id)}
    return _Tables(clusters, named)


def _older(name: str, choices: list[str], clusters: dict[str, Cluster]) -> Resolved:
    if len(choices) == 1:
        return Resolved(choices[0], "", True, tuple(choices))
    words = set(words_of(name))
    still = [ident for ident in choices if words.issuperset(words_of(clusters[ident].name))]
    return Resolved(still[0] if len(still) == 1 else "", "", False, tuple(choices))


def _named(text: str) -> Resolved | None:
    return _tables().named.get(words_of(text))


def names_a_cluster(text: str) -> bool:
    """Whether the whole text is the name of a cluster, of 2024 or older, or of a sub-cluster."""
    return _named(text) is not None


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
    """By everyday words: what all pieces of the text agree on."""
    found = _agreed([sense for _, sense in _read(text) if sense.state not in ("blank", "unknown")])
    if found.state == "sure":
        return Resolved(found.cluster, found.sub, False, (found.cluster,))
    return UNKNOWN._replace(choices=found.choices)


def _read(text: str) -> list[tuple[Clause, Sense]]:
    """Each piece of the text with its sense; what is named to say no to it is blank, but may raise a doubt."""
    clauses = _shared_heads(clauses_of(text))
    read = [(clause, sense_of(clause.items)) for clause in clauses]
    against = {
        sense.cluster for clause, sense in read if clause.denied and sense.state == "sure" and not sense.sub
    }
    less = [(clause, _less(clause, sense, against)) for clause, sense in read]
    strong = any(sense.state in ("sure", "ask") for _, sense in less)
    return [(clause, _weighed(sense, strong)) for clause, sense in less]


def _weighed(sense: Sense, strong: bool) -> Sense:
    """ "helping people", and "my dad is a welder", say something only where nothing else does."""
    if sense.state != "weak":
        return sense
    return BLANK if strong else sense._replace(state="sure")


def _less(clause: Clause, sense: Sense, against: set[str]) -> Sense:
    if clause.denied:
        return BLANK
    if sense.cluster in against:
        return asking((sense.cluster,))
    return sense._replace(state="weak") if clause.hearsay and sense.state == "sure" else sense


def _agreed(senses: list[Sense]) -> Sense:
    """One sense of several pieces: the cluster that every piece allows."""
    allowed = [{sense.cluster} if sense.cluster else set(sense.choices) for sense in senses]
    shared = set.intersection(*allowed) if allowed else set()
    if len(shared) != 1 or not any(sense.state == "sure" for sense in senses):
        return asking(ident for one in allowed for ident in one)
    subs = {sense.sub for sense in senses if sense.sub}
    return Sense("sure", shared.pop(), subs.pop() if len(subs) == 1 else "")


def _shared_heads(clauses: tuple[Clause, ...]) -> list[Clause]:
    """ "dog or cat trainer", "design and build robots": what one piece lacks, the next one has for both."""
    joined: list[Clause] = []
    for clause in clauses:
        before = joined[-1] if joined else None
        if before and before.denied == clause.denied and clause.joined != "hard" and _shares(before, clause):
            joined[-1] = before._replace(items=before.items + clause.items)
        else:
            joined.append(clause)
    return joined


def _shares(before: Clause, after: Clause) -> bool:
    """Whether what stands before only describes what ends the piece after."""
    named = [item for item in before.items if item.kind in ("who", "field", "head")]
    if len(named) == 1 and named[0].word.startswith(("sell ", "selling ")):
        return all(item.kind in ("thing", "filler") for item in after.items)
    if len(named) == 1 and named[0].word.startswith(("teach ", "teaching ")):
        return all(item.kind in ("thing", "filler", "head") and not is_activity(item) for item in after.items)
    if len(named) == 1 and is_activity(named[0]) and named[0].head and not _things(before):
        hits = [item for item in after.items if item.head or (item.entry and item.entry.meanings)]
        return bool(hits) and is_doing(hits[0]) and (len(hits) > 1 or " " in hits[0].word)
    heads = [item for item in after.items if item.kind in ("who", "head")]
    if named or len(heads) != 1 or any(item.kind == "prep" for item in after.items):
        return False
    described = " " in heads[0].word or any(item.kind == "weak" for item in after.items)
    if not _things(before):
        return described and len(before.items) == 1 and before.items[0].kind == "unknown"
    about = [
        item for item in after.items if item.start < heads[0].start and item.kind in ("thing", "unknown")
    ]
    if not about and not described:
        return False
    if heads[0].entry and any(cluster == _TEACHES for cluster, _ in heads[0].entry.meanings):
        return True
    mine, theirs = _fields(before.items), _fields(about or heads)
    return bool(mine & theirs) or not theirs


def _things(clause: Clause) -> bool:
    return any(item.kind == "thing" for item in clause.items)


def _fields(items: tuple[Item, ...] | list[Item]) -> set[str]:
    return {cluster for item in items if item.entry for cluster, _ in item.entry.meanings}


__all__ = [
    "Cluster", "Resolved", "all_clusters", "apart", "as_interest", "cluster_name", "names_a_cluster", "related",
    "resolve", "words_of",
]  # fmt: skip
