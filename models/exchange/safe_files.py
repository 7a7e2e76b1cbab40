"""Files that leave the program: named so that no person's name steers a path, whole or not there, and private."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import unicodedata
from pathlib import Path

from models.errors import BadInput, DiskFull
from models.rules.text import clean, fold

NAME_LIMIT = 100
"""Longest file name made, in characters, with its ending."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin|conout|com\d|lpt\d)")
# What turns the direction of reading, or breaks a line.
_STEERING = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
# The disk itself, the user's share of it, and the largest file that it or the session takes.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def safe_file_name(text: str, ending: str) -> str:
    """A file name from any text: "Zoë O'Brien", ".ics" → "zoe-o-brien.ics".

    Small plain letters, digits, `-` and `_`: never a path, a hidden file, an option, or a name that Windows
    keeps for devices. "unnamed" where nothing is left. Not unique: put an id into `text` where it must be.
    """
    tail = "." + ending.removeprefix(".")
    plain = re.sub(r"[^a-z0-9_]+", "-", fold(clean(text, 1_000))).strip("-_")
    plain = plain[: NAME_LIMIT - len(tail)].rstrip("-_") or "unnamed"
    return f"{plain}-file{tail}" if _RESERVED.fullmatch(plain) else f"{plain}{tail}"


def write_private(path: Path, data: bytes) -> None:
    """Writes a file that only its owner may read, in place of an older one; after a crash old or new is there.

    A temporary file in the same folder is filled, brought to the disk and renamed. Raises BadInput where the
    target is a link, a folder or a device, its name holds signs that cannot be seen, or its folder cannot be written;
    DiskFull where it does not fit.
    """
    require_visible_name(path)
    _require_replaceable(path)
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        _write_new(temporary, data)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def private_folder(path: Path) -> Path:
    """The folder, made with its parents for the owner alone if it was not there. One that was is left as it is.

    Raises BadInput where something else stands there or it cannot be made.
    """
    try:
        for folder in reversed([path, *path.parents]):
            if not folder.exists():
                require_visible_name(folder)
                folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _explained(error, path) from error
    if not path.is_dir():
        raise BadInput(f"{_shown(path)} is not a folder.", "Choose another place.")
    return path


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; no path that anybody may type makes this fail."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def require_visible_name(path: Path) -> None:
    """Refuses a name with a sign that steers a terminal or cannot be seen; folders that are there may have any.

    Raises BadInput.
    """
    if any(unicodedata.category(letter) == "Cc" or letter in _STEERING for letter in path.name):
        raise BadInput(
            f"The name {_shown(Path(path.name))} holds a sign that cannot be seen.", "Type the name again."
        )


def _require_replaceable(path: Path) -> None:
    """Refuses a target that is there and is no plain file."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _explained(error, path) from error
    if stat.S_ISLNK(mode):
        raise BadInput(
            f"{_shown(path)} is a link to another file.", "Choose the file itself, or another name."
        )
    if stat.S_ISDIR(mode):
        raise BadInput(f"{_shown(path)} is a folder.", "Give the name of a file inside it.")
    if not stat.S_ISREG(mode):
        raise BadInput(f"{_shown(path)} is not a plain file.", "Choose another name.")


def _write_new(path: Path, data: bytes) -> None:
    """Fills a file that was not there before and brings it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Brings the new name to the disk too, where the system lets a folder be opened (not on Windows)."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explained(error: OSError, path: Path) -> BadInput | DiskFull:
    """What the system refused, in words."""
    if error.errno in _FULL:
        return DiskFull("The disk is full; nothing was saved.", "Make room, then try again.")
    if error.errno == errno.ENOENT and not is_folder(path.parent):
        return BadInput(f"There is no folder {_shown(path.parent)}.", "Make it first, or choose another.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT):
        return BadInput(f"{_shown(path)} may not be written.", "Choose a folder that is yours.")
    return BadInput(f"{_shown(path)} cannot be written: {clean(error.strerror or 'unknown reason')}.")


def _shown(path: Path) -> str:
    """The path as a person reads it, safe for a terminal."""
    return clean(str(path), 300)
