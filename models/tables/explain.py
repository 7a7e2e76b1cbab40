"""What the engine's errors mean to a person: one clear sentence and the next step, whatever wrapped the error."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import IntegrityError, PeeweeException

from models.errors import DiskFull, Refused, StoreBusy, StoreDamaged, StoreError, WblError

_NO_ROOM_BYTES = 256 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the engine's errors, and those of the file system, into ours."""
    try:
        yield
    except (PeeweeException, sqlite3.Error, OSError) as error:
        raise meaning(error, path) from error


def meaning(error: Exception, path: Path) -> WblError:
    """The error of ours that says what happened."""
    chain = list(_chain(error))
    told = " | ".join(str(one).lower() for one in chain)
    if isinstance(error, (IntegrityError, sqlite3.IntegrityError)):
        return _integrity(told)
    names = {name for one in chain if (name := getattr(one, "sqlite_errorname", None))}
    if _is_full(names, told, chain, path):
        return DiskFull("The disk is full; nothing was saved.", "Free some space and try again.")
    for prefixes, words, make in _MEANINGS:
        if any(name.startswith(prefixes) for name in names) or any(word in told for word in words):
            return make(path)
    if isinstance(error, OSError):
        return StoreError(f"{path} cannot be used: {error.strerror or error}.", _RIGHTS)
    return StoreError(f"The store {path} cannot be used: {str(error)[:200]}.", "Run `wbl-tui doctor`.")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and everything it came from: a failed rollback hides the true cause in its context."""
    for _ in range(10):
        if error is None:
            return
        yield error
        wrapped = error.args[0] if error.args and isinstance(error.args[0], Exception) else None
        error = error.__cause__ or error.__context__ or wrapped


def _is_full(names: set[str], told: str, chain: list[BaseException], path: Path) -> bool:
    if "SQLITE_FULL" in names or "disk is full" in told:
        return True
    if any(isinstance(one, OSError) and one.errno in _NO_ROOM for one in chain):
        return True
    # The files beside the store fail in other words when there is no room for them.
    if any(name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) for name in names):
        with suppress(OSError):
            return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    return False


def _integrity(told: str) -> WblError:
    if "guard:" in told:
        what = told.split("guard:", 1)[1].split("|")[0].strip()
        when = " at that time" if what.endswith("taken") else ""
        return Refused(f"Not saved: {what}{when}.", "Look again and choose another.")
    if "foreign key" in told:
        return Refused("Not saved: something else still stands on it.", "Remove what stands on it first.")
    return Refused(f"Not saved: the store refused it ({told.split('|')[0].strip()[:120]}).")


_RIGHTS = "Check the permissions of the file and its folder."

_MEANINGS: tuple[tuple[tuple[str, ...], tuple[str, ...], Callable[[Path], WblError]], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        ("database is locked", "table is locked"),
        lambda path: StoreBusy(f"Another program holds the store {path}.", "Try again in a moment."),
    ),
    (
        ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT"),
        ("not a database", "malformed"),
        lambda path: StoreDamaged(
            f"{path} is not a store, or is damaged.", "Restore a backup: `wbl-tui restore FILE`."
        ),
    ),
    (
        ("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"),
        ("readonly",),
        lambda path: StoreError(f"{path} cannot be written.", _RIGHTS),
    ),
    (
        ("SQLITE_IOERR", "SQLITE_CANTOPEN"),
        ("disk i/o error", "unable to open"),
        lambda path: StoreError(
            f"{path} cannot be read or written.", "Check the disk, then `wbl-tui doctor`."
        ),
    ),
)
