"""When Python looks for rubbish: with thousands of facts that takes a tenth of a second, so not while somebody types."""

from __future__ import annotations

import gc
from time import monotonic

REST = 1.5
"""Seconds without a key after which nobody minds."""
_SELDOM = 100
"""Looks at what is young before Python looks through everything by itself, for those whose keys never rest; usual is 10."""


class Tidying:
    """Nothing happens before `begin`, and then only at a `look` during which no key is awaited."""

    def __init__(self) -> None:
        self._on = False
        self._key_at = monotonic()

    def begin(self) -> None:
        """The first page is there: what it is made of stays for good and need never be looked at."""
        gc.freeze()
        gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)
        gc.enable()
        self._on = True

    def key(self) -> None:
        """Somebody is typing."""
        self._key_at = monotonic()

    def look(self) -> bool:
        """Look for rubbish if there may be some and nobody types; whether it was done. What is left is kept in use."""
        if not self._on or not gc.get_count()[2] or monotonic() - self._key_at < REST:
            return False
        gc.collect()
        gc.freeze()
        return True
