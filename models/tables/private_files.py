"""Files that only their owner may read, made whole or not at all; never used on the content of a live store."""

from __future__ import annotations

import os
from pathlib import Path

from models.errors import Refused, StoreDamaged, StoreError, StoreMissing


def uri(path: Path, mode: str) -> str:
    """The path as SQLite wants it in a URI, whatever letters it holds; `mode` is ro or rw."""
    plain = path.absolute().as_posix()
    letters = "".join(_letter(byte) for byte in os.fsencode(plain))
    return f"file://{'' if plain.startswith('/') else '/'}{letters}?mode={mode}"


def _letter(byte: int) -> str:
    letter = chr(byte)
    return letter if letter.isascii() and (letter.isalnum() or letter in "/:._-~") else f"%{byte:02X}"


def real(path: Path) -> Path:
    """Where the path leads when links are followed, so that everybody locks the same thing."""
    return Path(os.path.realpath(path))


def exists(path: Path) -> bool:
    """Whether anything bears this name, even a broken link. Raises StoreError where one cannot look."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.", "Choose another place.") from None
    return True


def require_free(path: Path) -> None:
    """Raises Refused when the name is taken."""
    if exists(path):
        raise taken(path)


def taken(path: Path) -> Refused:
    """The refusal to put anything in another one's place."""
    return Refused(f"{path} exists already.", "Choose another place, or remove it first.")


def require_content(path: Path, what: str = "store") -> None:
    """Raises StoreMissing, or StoreDamaged for what is no file or is empty."""
    next_step = "Make one with `wbl-tui init`, or try `wbl-tui demo`."
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreMissing(f"There is no {what} at {path}.", next_step if what == "store" else "") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from None
    if not path.is_file():
        raise StoreDamaged(f"{path} is not a file.", f"Give the path of a {what}.")
    if found.st_size == 0:
        raise StoreDamaged(
            f"{path} is empty: it is not a {what}, or was cut off.",
            "Restore a backup: `wbl-tui restore FILE`." if what == "store" else "Use another backup.",
        )


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, for their owner alone. Raises OSError."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def make_empty(path: Path) -> None:
    """A new empty file for its owner alone; never follows a link, never takes a taken name. Raises OSError."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))


def write_new(path: Path, text: str) -> None:
    """A new private file with this text, on the disk when this returns. Raises OSError."""
    make_empty(path)
    with path.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def publish(made: Path, path: Path) -> None:
    """Give a finished file its name without ever replacing another. Raises Refused, or OSError."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise taken(path) from None
    except OSError:
        # File systems without hard links: the name was free a moment ago.
        require_free(path)
        made.rename(path)
    else:
        made.unlink()
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Have the disk hold what was written. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the disk hold the folder's names, where the system can. Raises OSError."""
    if os.name == "nt":  # pragma: no cover - Windows cannot open folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(*paths: Path) -> None:
    """Remove what may be there, with the files that SQLite keeps beside it. Raises OSError."""
    for path in paths:
        for ending in ("", "-journal", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
