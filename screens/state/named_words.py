"""Words of a filter that name what they look for: `tag:health`, `has:room`, `due:overdue`, beside free words.

A record lists its own such words among all that may be typed about it (see `named`). What stands before the colon
is kept apart from ordinary letters, so that somebody who types "tag" or "field" finds those words and not every
record that has a tag or a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from models.rules.text import fold

_NAME = re.compile(r"(?<!\S)(?:(?:has|no):\S*|[a-z]+:)")
_APART = 0xE000
"""Where in Unicode letters stand that nobody types."""


def named(name: str, values: Iterable[str]) -> str:
    """The words by which a record is found: `tag:health-care tag:rural`; for none of them `no:tag`."""
    found = [f"{name}:{'-'.join(fold(value).split())}" for value in values if value]
    return " ".join(found) or f"no:{name}"


def having(name: str, there: object) -> str:
    """`has:room` or `no:room`."""
    return f"{'has' if there else 'no'}:{name}"


def due(days: Iterable[date], today: date) -> str:
    """By when something is due: `due:overdue`, `due:today`, `due:week` (within seven days), `due:later`; `no:due`."""
    return named("due", dict.fromkeys(_due(day, today) for day in days))


def _due(day: date, today: date) -> str:
    if day <= today:
        return "today" if day == today else "overdue"
    return "week" if day <= today + timedelta(days=7) else "later"


def folded(text: str) -> str:
    """The text for searching: case and accents away, what stands before a colon apart from ordinary letters."""
    plain = fold(text)
    return _NAME.sub(_apart, plain) if ":" in plain else plain


def _apart(found: re.Match[str]) -> str:
    return "".join(chr(_APART + ord(letter)) for letter in found[0])
