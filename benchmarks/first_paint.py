"""A program in a pseudo-terminal, timed as a person meets it: until it shows something, until a key shows its effect.

The clock is read when the bytes arrive, before they are looked at, so that the looking costs the program nothing.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from types import TracebackType

from benchmarks.pty_screen import Screen

KEYS = {
    "enter": "\r", "escape": "\x1b", "space": " ", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C",
    "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "tab": "\t", "backspace": "\x7f", "ctrl+q": "\x11",
}  # fmt: skip
TIMEOUT = 30.0


class Silence(Exception):
    """What was waited for never came."""


class Terminal:
    """A program started in a pseudo-terminal; ends it on leaving."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int] = (120, 40)) -> None:
        self.screen = Screen(*size)
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        settings = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
        for name in ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES", "NO_COLOR"):
            settings.pop(name, None)
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=settings, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(3)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        os.close(self._master)

    def read(self, seconds: float) -> float | None:
        """Take one piece of what the program writes; the moment it came, None when nothing did in time."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return None
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            raise Silence(f"The program ended:\n{self.screen.text}") from None
        now = time.perf_counter()
        self.screen.feed(data)
        if self.screen.replies:
            os.write(self._master, b"".join(self.screen.replies))
            self.screen.replies.clear()
        return now

    def until(self, met: Callable[[Screen], bool], what: str, since: float | None = None) -> float:
        """Seconds since the start (or `since`) until the screen meets the condition. Raises Silence."""
        since = self.began if since is None else since
        end = time.perf_counter() + TIMEOUT
        while True:
            came = self.read(end - time.perf_counter())
            if came is None:
                raise Silence(f"{what} never came:\n{self.screen.text}")
            if met(self.screen):
                return came - since

    def shown(self, pattern: str) -> float:
        """Seconds from the start until a text that matches stands on the screen."""
        return self.until(lambda screen: bool(re.search(pattern, screen.text)), pattern)

    def press(self, key: str, pattern: str | None = None) -> float:
        """Seconds from a key until any cell changed, or until a text that matches has come."""
        before = self.screen.copy()
        sent = time.perf_counter()
        self.send(key)
        if pattern is None:
            return self.until(lambda screen: screen.cells != before, f"an effect of {key}", sent)
        return self.until(
            lambda screen: screen.cells != before and bool(re.search(pattern, screen.text)), pattern, sent
        )

    def send(self, key: str) -> None:
        """Type a key by its name, or a text as it is."""
        os.write(self._master, KEYS.get(key, key).encode())

    def settle(self, quiet: float = 0.15, limit: float = 5.0) -> None:
        """Read until the program has been quiet for so many seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self.read(quiet) is not None:
            pass

    @property
    def handle(self) -> int:
        """What to wait on for what it writes."""
        return self._master

    def cpu_seconds(self) -> float:
        """Processor time that the program has used so far (Linux)."""
        with open(f"/proc/{self._process.pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str]) -> int:
    """`python -m benchmarks.first_paint PATTERN COMMAND…`: until the pattern is shown, and one key down."""
    pattern, *command = arguments
    for _ in range(5):
        with Terminal(command) as terminal:
            shown = terminal.shown(pattern)
            print(f"shown after {shown * 1000:.0f} ms, key after {terminal.press('down') * 1000:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
