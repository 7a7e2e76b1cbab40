"""Names that have to be cut, and can still be told from each other: two rooms may differ in their last word only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from screens.widgets.plain import fit, fit_name, safe, width_of

HEAD = 3
"""Fewest cells of the beginning that are kept before what tells a name from others."""


def told_apart(names: Iterable[str], width: int) -> dict[str, str]:
    """Each name in exactly `width` cells; those that would look alike show where they differ: "Couns…annex"."""
    every = list(dict.fromkeys(names))
    found = {name: fit_name(name, width) for name in every}
    for at_word in (True, False):
        same: dict[str, list[str]] = {}
        for name, shown in found.items():
            same.setdefault(shown, []).append(name)
        alike = [(name, group) for group in same.values() if len(group) > 1 for name in group]
        tried = {name: _from_difference(name, group, width, at_word) for name, group in alike}
        many = Counter((found | tried).values())
        found |= {name: shown for name, shown in tried.items() if many[shown] == 1}
    return found


def _from_difference(name: str, alike: list[str], width: int, at_word: bool) -> str:
    """The beginning, and the name from where the last of those alike differs from it: its word, else its letter."""
    at = max(_same(name, other) for other in alike if other != name)
    at = name.rfind(" ", 0, at) + 1 if at_word else at
    rest = safe(name[at:]).strip()
    room = width - HEAD - 1
    if not rest or room < 1:
        return fit_name(name, width)
    head = fit(name, max(HEAD, width - 1 - width_of(rest)), end="").rstrip()
    return fit(f"{head}…{fit_name(rest, width - 1 - width_of(head)).rstrip()}", width)


def _same(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
