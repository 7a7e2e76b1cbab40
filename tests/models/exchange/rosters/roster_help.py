"""Our rosters, as folders and as zips."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

ROSTERS = Path(__file__).parents[3] / "fixtures" / "rosters"
NAMES = sorted(path.name for path in ROSTERS.iterdir())


def zipped(folder: Path, inside: str = "") -> bytes:
    """The folder's files as a zip; `inside` is a folder that all of them are in."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.writestr(f"{inside}{file.name}", file.read_bytes())
    return packed.getvalue()
