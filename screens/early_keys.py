"""Keys typed faster than a dialog comes up wait for it: a letter meant for a dialog is never taken for a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple

LONGEST = 3.0
"""Seconds after which keys wait no longer for a dialog that does not come."""


class EarlyKey(NamedTuple):
    """A key that waits: when it was pressed (seconds of some clock), its name, its character if it has one."""

    at: float
    key: str
    character: str | None


class EarlyKeys:
    """Keys wait from the moment an action that asks begins until its dialog is up, and again between its dialogs.

    One such action at a time: while keys wait, no key begins another. `on_free` is called when keys are to be
    pressed again because the action ended without a dialog for them.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self.on_free: Callable[[], object] = lambda: None
        self._now = now
        self._keys: list[EarlyKey] = []
        self._action: object | None = None
        self._until = 0.0
        self._opening = False
        self._writing = 0

    def begin(self) -> object:
        """An action that asks begins; what `end` is to be told."""
        self._action = object()
        self._until = self._now() + LONGEST
        return self._action

    def end(self, action: object, *, drop: bool) -> None:
        """The action is over. Keys that still wait are pressed again, or forgotten where it came to nothing."""
        if action is not self._action:
            return
        self._action = None
        if drop:
            self._keys.clear()
        elif self._keys:
            self.on_free()

    @contextmanager
    def opening(self) -> Iterator[None]:
        """A dialog is opened in here; when it closes, another may follow."""
        self._opening = True
        try:
            yield
        finally:
            self._opening = False
            self._until = self._now() + LONGEST

    def shown(self, *, takes: bool) -> None:
        """The dialog is up; without `takes` it must not be answered by what was typed before it was seen."""
        self._opening = False
        if not takes:
            self._keys.clear()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Nothing is asked in here, and nobody waits for a write."""
        self._writing += 1
        try:
            if self._keys:
                self.on_free()
            yield
        finally:
            self._writing -= 1
            self._until = self._now() + LONGEST

    def waits(self, *, on_page: bool) -> bool:
        """Whether a key pressed now has to wait; `on_page` when no dialog lies over the page."""
        if self._until < self._now():
            self._keys.clear()
            return False
        asking = self._action is not None and not self._writing and (on_page or self._opening)
        return asking or bool(self._keys)

    def hold(self, key: EarlyKey) -> None:
        """Let it wait."""
        self._keys.append(key)

    def take(self) -> list[EarlyKey]:
        """Those that waited, in the order in which they were pressed; none waits any longer."""
        keys, self._keys = sorted(self._keys, key=lambda each: each.at), []
        return keys
