"""The three streams made ready before anything is said: whatever was closed, and whatever the language settings."""

from __future__ import annotations

import errno
import io
import os
import sys

# What files of the store and of exports refuse is explained where it happens: only the output is left.
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


def ready_streams() -> None:
    """Give closed streams something to read from or write to, and the output letters for every name.

    What goes to a file or another program is UTF-8, as the JSON and the CSV promise; a terminal that lacks a
    letter shows a question mark.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and out.encoding.casefold().replace("-", "") != "utf8":
        if out.isatty():
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8")


def unwritten(error: Exception) -> str:
    """Why the output could not be written, in the system's words; "" for any other error."""
    if isinstance(error, OSError) and error.errno in _UNWRITABLE:
        return error.strerror or "unknown reason"
    return ""


def silence() -> None:
    """Send the rest of the output nowhere: Python would complain once more while shutting down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
