"""Up to where in each store's journal a person has looked, kept beside the settings: what others did since is said."""

from __future__ import annotations

import json
from pathlib import Path

MOST = 50
"""Stores and people that are remembered, the latest ones."""

_LIMIT_BYTES = 64 * 1024


def load_seen(file: Path, store: Path, actor: str) -> int | None:
    """The journal's newest entry when this person last left this store; None where that is not known."""
    found = _read(file).get(_key(store, actor))
    return found if isinstance(found, int) else None


def save_seen(file: Path, store: Path, actor: str, entry: int) -> None:
    """Keep it. Raises BadInput or DiskFull where that cannot be done."""
    from models.exchange.safe_files import private_folder, write_private

    key = _key(store, actor)
    kept = {name: each for name, each in _read(file).items() if name != key}
    kept = dict(list(kept.items())[-(MOST - 1) :]) | {key: entry}
    private_folder(file.parent)
    write_private(file, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def _key(store: Path, actor: str) -> str:
    """At a desk that several people use, what one of them has seen is news to the others."""
    return f"{store.resolve()} · {actor}"


def _read(file: Path) -> dict[str, object]:
    """Nothing for a file that is not there or makes no sense: a greeting is worth no error."""
    try:
        if file.stat().st_size > _LIMIT_BYTES:
            return {}
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
