"""Words of interests to be placed, as rows to choose from: who wrote them, and where they may belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.queries.interests import Words
from models.rules.clusters import all_clusters, cluster_name

LEAVE = "-"
"""The key of the answer that leaves words as they are."""
NAMES_SHOWN = 3

Row = tuple[str, str, str]
"""A key, what it is, and why one would take it."""


def waiting_rows(found: Sequence[Words]) -> list[Row]:
    """The words that wait, with how many students wrote them, who, and what they may mean."""
    return [(one.key, one.words, " · ".join(_about(one))) for one in found]


def place_rows(one: Words) -> list[Row]:
    """Where the words may go: the likely clusters first, each with its sub-clusters, and last to leave them."""
    every = all_clusters()
    likely = [each for each in every if each.id in one.choices]
    others = [each for each in every if each.id not in one.choices]
    rows = [(each.id, each.name, "likely") for each in likely]
    for each in (*likely, *others):
        if each not in likely:
            rows.append((each.id, each.name, each.group))
        rows += [(f"{each.id} > {sub}", f"  {sub}", each.name) for sub in each.sub]
    return [*rows, (LEAVE, "Leave it as it is", "no cluster; it is not asked again")]


def place_of(key: str) -> tuple[str, str]:
    """The cluster and sub-cluster that a row of `place_rows` stands for; "" and "" to leave the words."""
    cluster, _, sub = ("" if key == LEAVE else key).partition(" > ")
    return cluster, sub


def who_wrote(one: Words) -> str:
    """ "Ana Petrov, Ben Ode and 3 more wrote this." """
    names = [name for _, name in one.students]
    more = len(names) - NAMES_SHOWN
    told = ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{told} wrote this. Which cluster? Type to find one."


def waiting_hint(count: int) -> str:
    """What the roster says of words that wait."""
    if count == 1:
        return "1 interest is in words that are not placed yet: press L."
    return f"{count} interests are in words that are not placed yet: press L."


def _about(one: Words) -> Iterator[str]:
    count = len(one.students)
    yield "1 student" if count == 1 else f"{count} students"
    if one.choices:
        yield "may be " + " or ".join(map(cluster_name, one.choices))
    yield ", ".join(name for _, name in one.students[:NAMES_SHOWN])
