"""Telling whoever waits how far the reading of a file is, and letting them stop it, without every reader knowing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watch = Callable[[int, int], None]
"""Is told how many rows are done, of how many (0: not known yet); raises Stopped when a person wants no more of it."""

EACH = 500
"""Rows after which it is told."""

_waiting: ContextVar[Watch | None] = ContextVar("waiting", default=None)


@contextmanager
def watched(watch: Watch | None) -> Iterator[None]:
    """What is read inside tells `watch`."""
    before = _waiting.set(watch)
    try:
        yield
    finally:
        _waiting.reset(before)


def tell(done: int, of: int = 0) -> None:
    """So many rows are done. Raises what the one who waits raises."""
    watch = _waiting.get() if done % EACH == 0 else None
    if watch is not None:
        watch(done, of)
