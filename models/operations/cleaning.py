"""Texts of rows that come from a file of ours made elsewhere: the same cleaning as at every other door in."""

from __future__ import annotations

from typing import Any

from models.rules.text import TEXT_LIMIT, clean, clean_lines

_LINES = frozenset({"notes", "said", "address", "words", "note", "because"})
"""Columns that may hold several lines."""


def clean_image(image: dict[str, Any]) -> dict[str, Any]:
    """The row with its texts cleaned; what is clean already is not touched, not even its blanks."""
    return {name: _cleaned(name, value) for name, value in image.items()}


def _cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str) or value.isprintable():
        return value
    return clean_lines(value) if name in _LINES else clean(value, TEXT_LIMIT)
