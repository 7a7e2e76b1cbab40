"""Which columns each page shows, kept in a file beside the settings.

It is a matter of a person at a computer, not of the school: in the store two terminals would change each other's
lists, and a look would be an entry in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from models.rules.text import clean

Views = Mapping[str, tuple[str, ...]]

_LIMIT_BYTES = 64 * 1024


def load_views(file: Path) -> dict[str, tuple[str, ...]]:
    """What was kept, by page; nothing for a file that is not there or makes no sense: a look is worth no error."""
    try:
        if file.stat().st_size > _LIMIT_BYTES:
            return {}
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        clean(page): tuple(clean(str(name)) for name in names)
        for page, names in found.items()
        if isinstance(names, list)
    }


def save_views(file: Path, views: Views) -> None:
    """Keep it, for the owner alone. Raises BadInput or DiskFull where that cannot be done."""
    from models.exchange.safe_files import private_folder, write_private

    private_folder(file.parent)
    text = json.dumps(
        {page: list(names) for page, names in sorted(views.items())}, ensure_ascii=False, indent=1
    )
    write_private(file, text.encode())


__all__ = ["Views", "load_views", "save_views"]
