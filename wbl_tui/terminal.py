"""Being a good process at a terminal: leave properly on signals, notice a terminal that is gone, never spin.

Textual leaves properly neither on SIGTERM, SIGHUP nor SIGQUIT, and reads a hung-up terminal for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

LEAVING = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
"""Signals on which the program leaves; Ctrl+C at the keyboard is a key like any other."""
HARD_EXIT_SECONDS = 2.0
"""How long leaving properly may take before the process ends anyway."""

RESTORE = b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Mouse, paste and focus reports off, the ordinary screen and the cursor back."""


_at_last: list[Callable[[], object]] = []


@contextlib.contextmanager
def done_at_last(job: Callable[[], object]) -> Iterator[None]:
    """What is to be done when the process ends hard while it is in here, where nothing else would come to it."""
    _at_last.append(job)
    try:
        yield
    finally:
        _at_last.remove(job)


@contextlib.contextmanager
def ending_on_signals() -> Iterator[None]:
    """In here the signals end the program by SystemExit(128 + number), so that what was begun is cleared away."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {}
    for name in LEAVING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def leave_on_signals(leave: Callable[[int], None], loop: asyncio.AbstractEventLoop) -> None:
    """On SIGTERM, SIGHUP, SIGINT or SIGQUIT call `leave(128 + number)` on the loop; hard exit two seconds later.

    The handlers are the interpreter's own and not the loop's: a terminal that stops reading blocks the loop.
    """
    last_resort = _LastResort()

    def handle(number: int, frame: FrameType | None) -> None:
        last_resort.begin(128 + number)
        # Once more, while it is leaving already: there is no loop any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(leave, 128 + number)

    for name in LEAVING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handle)


def hard_exit_later(code: int) -> None:
    """End the process in two seconds, whatever it is stuck in; the terminal is put back as far as it lets us."""
    _LastResort().begin(code)


class _LastResort:
    """A thread that waits beside everything and ends the process some time after it was told the exit code.

    It is there before any signal comes: a handler that started a thread itself could wait for ever for a lock
    that the code it interrupted holds. Writing one byte needs no lock.
    """

    def __init__(self) -> None:
        self._told, self._tell = os.pipe()
        threading.Thread(target=self._wait, name="last resort", daemon=True).start()

    def begin(self, code: int) -> None:
        """The process ends with `code` in two seconds."""
        os.write(self._tell, bytes([code]))

    def _wait(self) -> None:
        code = os.read(self._told, 1)[0]
        time.sleep(HARD_EXIT_SECONDS)
        _put_back()
        for job in tuple(_at_last):
            job()
        os._exit(code)


def hung_up() -> bool:
    """Whether the terminal on standard input is gone for good."""
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return False
    poll = select.poll()
    try:
        poll.register(sys.__stdin__.fileno(), 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True


def _put_back() -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        assert sys.__stderr__ is not None
        out = sys.__stderr__.fileno()
        if select.select([], [out], [], 0)[1]:
            os.write(out, RESTORE)
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        _leave_raw_mode()


def _leave_raw_mode() -> None:
    """Give the terminal its lines and its echo back, unless it has them again already."""
    import termios

    assert sys.__stdin__ is not None
    stdin = sys.__stdin__.fileno()
    with contextlib.suppress(termios.error):
        now = termios.tcgetattr(stdin)
        if not now[3] & termios.ICANON:
            now[0] |= termios.ICRNL | termios.IXON
            now[3] |= termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN
            termios.tcsetattr(stdin, termios.TCSANOW, now)
