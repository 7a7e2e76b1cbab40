"""Address books say beside each number and address what it is for: work goes before home."""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.headers import Source
from models.rules.text import fold

_RANKS = (
    (0, ("work", "business", "office", "main", "company", "trabajo", "bureau", "travail")),
    (1, ("mobile", "cell", "iphone", "movil", "portable")),
    (9, ("fax", "pager", "beeper", "tty", "tdd")),
    (3, ("home", "personal", "private", "casa", "domicile")),
)
UNSAID = 2
"""The rank of a value whose label says nothing of this."""
NO_VOICE = 9
"""The rank of what nobody can be called by."""


def label_rank(label: str) -> int:
    """0 for work, 1 for a mobile, 2 when it does not say, 3 for home, 9 for a fax or pager."""
    plain = fold(label)
    fax = any(word in plain for word in _RANKS[2][1])
    if fax:
        return NO_VOICE
    return next((rank for rank, words in _RANKS if any(word in plain for word in words)), UNSAID)


def best_first(sources: Sequence[Source], row: Sequence[str]) -> list[Source]:
    """The columns in the order in which this row's labels prefer them; without those for no voice."""
    ranked = [(_rank(source, row), at, source) for at, source in enumerate(sources)]
    return [source for rank, _, source in sorted(ranked, key=lambda one: one[:2]) if rank < NO_VOICE]


def _rank(source: Source, row: Sequence[str]) -> int:
    return UNSAID if source.label_at < 0 else label_rank(row[source.label_at])
