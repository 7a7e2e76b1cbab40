"""The one way in for files: bytes to typed records and problems, whatever the bytes are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models.errors import BadInput
from models.exchange.reading import Reading

KINDS = ("students", "contacts", "availability", "rooms", "staff", "classes", "bells")
"""What can be read from a file."""


def read_file(kind: str, path: Path, *, mapping: Mapping[str, str] | None = None) -> Reading:
    """Read a file of the kind; `mapping` gives the header for a field where it cannot be guessed.

    Raises BadInput for what is no readable table of the kind; single bad rows come back as problems.
    """
    raise BadInput(f"{path.name} cannot be read yet.")


def read_bytes(kind: str, data: bytes, name: str, *, mapping: Mapping[str, str] | None = None) -> Reading:
    """Like `read_file`, for bytes at hand; `name` is what messages call them."""
    raise BadInput(f"{name} cannot be read yet.")
