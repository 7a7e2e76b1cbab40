"""People at real terminals: each seat is the program in a pseudo-terminal of its own, typed at and looked at."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.pty_screen import Screen

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "enter": "\r", "escape": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "tab": "\t", "backspace": "\x7f", "ctrl+s": "\x13", "ctrl+r": "\x12",
    "ctrl+q": "\x11", "ctrl+p": "\x10", "space": " ",
}  # fmt: skip
PATIENCE = 60.0
"""Seconds until something that should come has not come."""


class Seat:
    """The program on a store (None: the one it finds by itself); `raw` is everything it wrote, `seen` every screen that differed from the last."""

    def __init__(self, store: Path | None, now: str, *words: str, actor: str = "Ms Rivera") -> None:
        self.columns, self.rows = 80, 24
        self.screen = Screen(self.columns, self.rows)
        self.raw = bytearray()
        self.seen: list[str] = []
        self.master, self.slave = os.openpty()
        self._tell_size()
        self.before = termios.tcgetattr(self.slave)
        settings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            settings.pop(name, None)
        chosen = ("--store", str(store)) if store else ()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wbl_tui", *chosen, "--actor", actor, "--now", now, *words],
            stdin=self.slave, stdout=self.slave, stderr=self.slave, env=settings, cwd=ROOT,
            start_new_session=True, preexec_fn=_hear_signals,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self.screen.text

    @property
    def message(self) -> str:
        """What stands in the line of messages."""
        return self.text.split("\n")[-2].strip()

    def was_told(self, *words: str) -> bool:
        """Whether a sentence that begins with one of these has stood in the line of messages at any time."""
        return any(text.split("\n")[-2].strip().startswith(words) for text in self.seen)

    def type(self, text: str) -> None:
        """Type a text as it is, all at once."""
        os.write(self.master, text.encode())

    def press(self, *names: str) -> None:
        """Press keys by their names."""
        self.type("".join(KEYS.get(name, name) for name in names))

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.columns, self.rows = columns, rows
        self.screen.resize(columns, rows)
        self._tell_size()
        self.process.send_signal(signal.SIGWINCH)

    def _tell_size(self) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

    def take(self) -> None:
        """Read what the program has written, and answer what it asks of its terminal."""
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return
        self.raw += data
        self.screen.feed(data)
        if self.screen.replies:
            os.write(self.master, b"".join(self.screen.replies))
            self.screen.replies.clear()
        if not self.seen or self.seen[-1] != self.text:
            self.seen.append(self.text)

    def sees(self, *texts: str) -> None:
        """Wait until all these stand on the screen."""
        wait([self], lambda: all(text in self.text for text in texts), f"{texts}")

    @property
    def cursor(self) -> int:
        """The row of the screen that the cursor is on; -1 for none."""
        return next((row for row, line in enumerate(self.text.split("\n")) if line.startswith("▌")), -1)

    def moves_on(self, name: str) -> None:
        """Press a key, and wait until the cursor is on another row."""
        before = self.cursor
        self.press(name)
        wait([self], lambda: self.cursor != before, f"an effect of {name}")

    def ended(self) -> int:
        """Wait for the program's end; its exit code."""
        wait([self], lambda: self.process.poll() is not None, "the end")
        wait([self], lambda: not _ready([self], 0.02), "silence")
        return self.process.returncode

    def is_put_back(self) -> bool:
        """Whether the terminal is as it was before: ordinary screen, cursor, no reports, its settings."""
        shown = self.raw[self.raw.rindex(b"All keys") :]
        leaving = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l", b"\x1b[<u")
        return all(each in shown for each in leaving) and termios.tcgetattr(self.slave) == self.before

    def close(self) -> None:
        """End it, however it is."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


def _hear_signals() -> None:
    """Whoever runs the tests in the background has these ignored, and a program leaves that as it is."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def wait(seats: Iterable[Seat], met: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Read all seats until the condition holds; seconds it took. Fails with their screens when it never does."""
    those = list(seats)
    begun = time.perf_counter()
    while not met():
        screens = "\n".join(seat.text for seat in those)
        assert time.perf_counter() - begun < seconds, f"{what} never came:\n{screens}"
        for seat in _ready(those, 0.02):
            seat.take()
    return time.perf_counter() - begun


def settle(seats: Iterable[Seat], quiet: float = 0.15) -> None:
    """Read until nobody has written for a moment; the clock's second is not waited out."""
    those = list(seats)
    end = time.perf_counter() + 3.0
    while time.perf_counter() < end and (ready := _ready(those, quiet)):
        for seat in ready:
            seat.take()


def _ready(seats: list[Seat], seconds: float) -> list[Seat]:
    found = select.select([seat.master for seat in seats], [], [], seconds)[0]
    return [seat for seat in seats if seat.master in found]
