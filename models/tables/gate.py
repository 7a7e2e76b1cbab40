"""The write gate: a lock file beside the store, taken before each write transaction.

SQLite's own waiting is unfair under many writers; queueing at a file lock is fair enough and much faster, and
keeps checkpoints and writers apart. The store file itself is never opened here: closing another handle on it
would drop SQLite's locks.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import StoreBusy

if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def _is_current(handle: int, path: Path) -> bool:
        # An open file cannot be removed there.
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def _is_current(handle: int, path: Path) -> bool:
        # Whoever removed the lock file and made another would hold a second gate.
        try:
            return os.path.samestat(os.fstat(handle), path.lstat())
        except FileNotFoundError:
            return False


_POLL_SECONDS = 0.002


class Gate:
    """One per store and process. Not reentrant."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(store.name + ".lock")
        self._handle: int | None = None

    def _open(self) -> int:
        if self._handle is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
            self._handle = os.open(self.path, flags, 0o600)
        return self._handle

    @contextmanager
    def held(self, seconds: float) -> Iterator[None]:
        """Hold the gate, or raise StoreBusy when others hold it for longer than `seconds`.

        Raises OSError where the lock file cannot be made.
        """
        handle = self._take(seconds)
        try:
            yield
        finally:
            _release(handle)

    def _take(self, seconds: float) -> int:
        until = time.monotonic() + seconds
        while True:
            handle = self._open()
            if _try(handle):
                if _is_current(handle, self.path):
                    return handle
                self.close()
            elif time.monotonic() >= until:
                raise StoreBusy("Another terminal is saving.", "Try again in a moment.")
            else:
                time.sleep(_POLL_SECONDS)

    def close(self) -> None:
        """Give the handle back; the file stays, for another process may wait on it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
