"""Names that have to be cut, and can still be told from each other: two rooms may differ in their last word only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screens.widgets.plain import fit, fit_name, safe, width_of

HEAD = 3
"""Fewest cells of the beginning that are kept before what tells a name from others."""


def told_apart(names: Iterable[str], width: int) -> dict[str, str]:
    """Each name in exactly `width` cells; those that would look alike show where they differ: "Couns…annex"."""
    found = {name: fit_name(name, width) for name in names}
    groups: dict[str, list[str]] = {}
    for name, shown in found.items():
        groups.setdefault(shown, []).append(name)
    for alike in groups.values():
        if len(alike) > 1:
            others = {found[name] for name in found if name not in alike}
            tried = (dict(zip(alike, cuts, strict=True)) for cuts in _cuts(alike, width))
            apart = (one for one in tried if len({*one.values()} - others) == len(alike))
            found |= next(apart, {})
    return found


def _cuts(alike: list[str], width: int) -> Iterator[list[str]]:
    """Ways to cut them all, the best to read first: from the word where each differs from the others, from the letter,
    else their ends.
    """
    same = [[_same(name, other) for other in alike if other != name] for name in alike]
    for pick in (max, min):
        yield [
            _from(name, name.rfind(" ", 0, pick(at)) + 1, width) for name, at in zip(alike, same, strict=True)
        ]
    for pick in (max, min):
        yield [_from(name, pick(at), width) for name, at in zip(alike, same, strict=True)]
    yield [_from(name, len(name) - max(1, width - HEAD - 1), width) for name in alike]


def _from(name: str, at: int, width: int) -> str:
    """The beginning, and the name from there."""
    rest = safe(name[max(0, at) :]).strip()
    if not rest or width < HEAD + 2:
        return fit_name(name, width)
    head = fit(name, max(HEAD, width - 1 - width_of(rest)), end="").rstrip()
    return fit(f"{head}…{fit_name(rest, width - 1 - width_of(head)).rstrip()}", width)


def _same(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
