"""What a person said that words of an interest mean, kept apart from what the tables say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.errors import BadInput
from models.rules.clusters import all_clusters, resolve
from models.rules.facts import Interest
from models.rules.text import clean, fold

Place = tuple[str, str]
"""A cluster's id and a sub-cluster's name; "" and "" for words that are to stay as they are."""


def words_key(words: str) -> str:
    """By what words count as the same: case, accents and the marks at their ends aside."""
    folded = fold(clean(words))
    return folded.strip(" .,;:!?") or folded


def place(interests: Iterable[Interest], settled: Mapping[str, Place]) -> tuple[Interest, ...]:
    """The interests, with those whose words a person settled as that person said.

    `settled` is by `words_key`. An interest whose cluster is not what the tables make of its words was chosen for
    that student, and stays.
    """
    return tuple(_placed(one, settled) for one in interests)


def place_named(cluster: str, sub: str) -> Place:
    """A cluster (by id or any name) and a sub-cluster of it, as ids have them; "" and "" for none.

    Raises BadInput for a name that is no cluster's, or a sub-cluster of another one.
    """
    if not clean(cluster) and not clean(sub):
        return ("", "")
    found = resolve(cluster) if clean(cluster) else resolve(sub)
    if not found.cluster or not found.certain:
        names = ", ".join(one.id for one in all_clusters())
        raise BadInput(f"{clean(cluster or sub, 60)!r} is no career cluster.", f"Clusters: {names}.")
    known = next(one.sub for one in all_clusters() if one.id == found.cluster)
    wanted = fold(clean(sub)) if clean(sub) else fold(found.sub)
    for one in known:
        if fold(one) == wanted:
            return (found.cluster, one)
    if wanted:
        raise BadInput(
            f"{clean(sub, 60)!r} is no sub-cluster of {found.cluster}.", f"It has: {'; '.join(known)}."
        )
    return (found.cluster, "")


def _placed(one: Interest, settled: Mapping[str, Place]) -> Interest:
    said = settled.get(words_key(one.words)) if one.words else None
    if said is None or said == (one.cluster, one.sub):
        return one
    usual = resolve(one.words)
    if (one.cluster, one.sub) != (usual.cluster, usual.sub):
        return one
    return one._replace(cluster=said[0], sub=said[1])
