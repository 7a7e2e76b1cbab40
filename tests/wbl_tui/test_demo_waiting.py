"""The seconds in which the demo's school is made: whoever sits at a terminal is told, a script is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def make(store: Path, stderr: int) -> list[str]:
    """Make a small demo; the lines on standard output."""
    words = [sys.executable, "-m", "wbl_tui", "--store", str(store), "demo", "--no-open", "--students", "4"]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True, check=True)
    return done.stdout.splitlines()


def test_at_a_terminal_the_demo_says_first_that_it_is_being_made(tmp_path: Path) -> None:
    master, slave = os.openpty()
    lines = make(tmp_path / "demo.wbl", slave)
    os.close(slave)
    assert os.read(master, 1000).decode() == "Making the demo school …\r\n"
    os.close(master)
    assert lines[0] == str(tmp_path / "demo.wbl")


def test_a_script_is_told_nothing_on_standard_error(tmp_path: Path) -> None:
    with (tmp_path / "told").open("wb") as told:
        lines = make(tmp_path / "demo.wbl", told.fileno())
    assert (tmp_path / "told").read_bytes() == b""
    assert lines[0] == str(tmp_path / "demo.wbl")
