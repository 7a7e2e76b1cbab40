"""Leaving a real terminal: by key, by signal, by hang-up, by our own mistake; the terminal is always put back."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import stat
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Terminal:
    """A pseudo-terminal with the app in it; `seen` is everything that was written."""

    def __init__(self, *words: str, ignore_hangup: bool = False) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave

        def own_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            # Whoever runs the tests in the background has them ignored, and a program leaves that as it is.
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            if ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.screens.fake_app", "30", *words],
            stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, start_new_session=True, preexec_fn=own_terminal,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )  # fmt: skip
        self.seen = b""

    def read_until(self, words: bytes, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < end, self.seen[-2000:]
            self.read(0.05)

    def read(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.seen += os.read(self.master, 65536)
            except OSError:
                time.sleep(seconds)

    def minds_signals(self, seconds: float = 60.0) -> None:
        """Wait until it hears them itself, one after the other: it begins to once its first page is painted."""
        status, end = Path(f"/proc/{self.process.pid}/status"), time.monotonic() + seconds
        while True:
            heard = next(line for line in status.read_text(encoding="ascii").splitlines() if "SigCgt" in line)
            if all(
                int(heard.split()[1], 16) >> number - 1 & 1 for number in (signal.SIGTERM, signal.SIGQUIT)
            ):
                return
            assert time.monotonic() < end, self.seen[-2000:]
            self.read(0.05)

    def ended(self, seconds: float = 60.0) -> int:
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, "it did not end"
            self.read(0.02)
        self.read(0.05)
        return self.process.returncode

    def is_put_back(self) -> bool:
        tail = self.seen[self.seen.rindex(b"Moss") :] if b"Moss" in self.seen else self.seen
        sequences = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
        return all(each in tail for each in sequences) and termios.tcgetattr(self.slave) == self.before

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for handle in (self.master, self.slave):
            if handle >= 0:
                os.close(handle)


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    made: list[Terminal] = []
    yield made
    for each in made:
        each.close()


def start(opened: list[Terminal], *words: str, ignore_hangup: bool = False) -> Terminal:
    terminal = Terminal(*words, ignore_hangup=ignore_hangup)
    opened.append(terminal)
    return terminal


def test_q_leaves_and_puts_the_terminal_back(opened: list[Terminal]) -> None:
    terminal = start(opened)
    terminal.read_until(b"Moss")
    os.write(terminal.master, b"q")
    assert terminal.ended() == 0
    assert terminal.is_put_back()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_leaves_properly(opened: list[Terminal], number: signal.Signals) -> None:
    terminal = start(opened)
    terminal.read_until(b"Moss")
    terminal.minds_signals()
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.is_put_back()


def test_a_terminal_that_stops_reading_does_not_keep_the_process(opened: list[Terminal]) -> None:
    terminal = start(opened)
    terminal.read_until(b"Moss")
    terminal.minds_signals()
    for _ in range(300):
        os.write(terminal.master, b"\x1b[6~\x1b[5~")
        time.sleep(0.002)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(60) == 128 + signal.SIGTERM


def test_a_terminal_that_is_gone_ends_the_process_even_where_hang_up_is_ignored(
    opened: list[Terminal],
) -> None:
    terminal = start(opened, ignore_hangup=True)
    terminal.read_until(b"Moss")
    terminal.minds_signals()
    os.close(terminal.slave)
    os.close(terminal.master)
    terminal.slave = terminal.master = -1
    assert terminal.process.wait(60) != 0


def test_our_own_mistake_is_said_without_names_and_written_privately(
    opened: list[Terminal], tmp_path: Path
) -> None:
    terminal = start(opened, "crash", "logs", str(tmp_path / "logs"))
    assert terminal.ended(20) == 70
    words = terminal.seen.decode(errors="replace")
    assert "The program made a mistake and had to stop." in words
    assert "Traceback" not in words
    assert "secret-key" not in words
    [log] = (tmp_path / "logs").iterdir()
    text = log.read_text(encoding="utf-8")
    assert "IndexError" in text
    assert "secret-key" not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
