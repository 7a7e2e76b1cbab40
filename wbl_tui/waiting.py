"""Long work at a terminal: a bar while it runs, and Ctrl+C that stops it with nothing half done."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from models.errors import Stopped, WblError
from wbl_tui.output import say_progress

SHOWN_AFTER = 0.5
"""Seconds that a step takes before its bar is shown."""
_EVERY = 0.1
_WIDTH = 30


class Waiting:
    """Tells how far the work is, step by step; `watch` is what the work calls, from whatever thread it runs in."""

    def __init__(self) -> None:
        self._step = ""
        self._next = 0.0
        self._shown = False
        self._stopped = False

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step of the work. Ctrl+C in it makes `watch` raise Stopped; a second one is as sudden as ever."""
        self._step, self._next = name, time.monotonic() + SHOWN_AFTER
        try:
            with self._interrupts_noted():
                yield
        except WblError:
            # Ctrl+C also reaches the process that reads a workbook: what it says then is beside the point.
            self._require_going_on()
            raise
        finally:
            if self._shown:
                say_progress("")
            self._shown = False

    def watch(self, done: int, of: int, words: str = "") -> None:
        """So much is done, of so much (0: not known), and more about it in words. Raises Stopped."""
        self._require_going_on()
        now = time.monotonic()
        if now >= self._next:
            self._next, self._shown = now + _EVERY, True
            say_progress(f"{self._step}  {_bar(done, of)}{f'  {words}' if words else ''}")

    def _require_going_on(self) -> None:
        if self._stopped:
            raise Stopped("Stopped; nothing was changed.")

    @contextmanager
    def _interrupts_noted(self) -> Iterator[None]:
        """Only the main thread hears of signals; elsewhere they are somebody else's."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupted(self, _number: int, _frame: FrameType | None) -> None:
        if self._stopped:
            raise KeyboardInterrupt
        self._stopped = True


def _bar(done: int, of: int) -> str:
    if not of:
        return f"{done:,} rows"
    part = min(1.0, done / of)
    filled = round(part * _WIDTH)
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {part:4.0%}"
