"""What happens when the program itself is at fault: plain words for the person, the details in a private file.

The file holds the kind of error and the lines of code it passed through, no local variables: those hold names.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path


def write_crash_log(error: BaseException, folder: Path) -> Path | None:
    """Write the details into a new file that only its owner can read; None where that is not possible."""
    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("".join(details(error)))
    except OSError:
        return None
    return folder / name


def details(error: BaseException) -> list[str]:
    """Versions, then each error of the chain: its kind and where it came from, without its words or any value."""
    lines = [f"Python {platform.python_version()} on {sys.platform}\n"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}\n")
        lines += traceback.StackSummary.extract(
            traceback.walk_tb(seen.__traceback__), lookup_lines=False
        ).format()
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines


def crash_words(log: Path | None) -> str:
    """What the person reads."""
    where = f" The details are in {log} (no names in it)." if log else ""
    return (
        "wbl-tui: The program made a mistake and had to stop. What was saved before is safe."
        f"{where} Start it again; if this comes back, please report it."
    )
