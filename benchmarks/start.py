"""How long until the first page shows its data and answers a key, beside an empty Textual app in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.first_paint import Terminal
from benchmarks.pty_screen import Cell, Screen
from benchmarks.report import Line, middle
from benchmarks.seed import NOW_WORDS, ROOT

EMPTY = [sys.executable, "-m", "benchmarks.empty_app"]
ROSTER = r"(?s)Adair \d.*All keys"
"""A student, and the key bar: the page's last line."""
BOARD = r"(?s)Whitfield.*Check in.*All keys"
"""The same of the board."""


def app_on(store: Path) -> list[str]:
    """The command that opens the program on a store, at the moment its calls run."""
    return [sys.executable, "-m", "wbl_tui", "--store", str(store), "--now", NOW_WORDS]


def measure(small: Path, large: Path, runs: int) -> list[Line]:
    """Interleaved starts, so that whatever else the machine does meets all of them alike."""
    begun: dict[str, list[float]] = {"empty": [], "small": [], "large": []}
    for _ in range(runs):
        begun["empty"].append(_ready(EMPTY, r"Row 3\d"))
        begun["small"].append(_ready(app_on(small), ROSTER))
        begun["large"].append(_ready(app_on(large), ROSTER))
    empty, few, many = (middle(begun[name]) for name in ("empty", "small", "large"))
    yardstick = f"empty app {empty:.0f} ms"
    return [
        Line(
            "start to data and a key answered, 25 students",
            few / empty,
            "×",
            1.3,
            f"{few:.0f} ms; {yardstick}",
        ),
        Line("the same, 2,500 students", many / empty, "×", 1.3, f"{many:.0f} ms; {yardstick}"),
        *_plain(small, large, runs),
    ]


def _ready(command: Sequence[str], pattern: str) -> float:
    """Seconds from the start until the data stands there and one key down has moved the cursor."""
    with Terminal(command) as terminal:
        terminal.shown(pattern)
        before = _left_edge(terminal.screen)
        terminal.send("down")
        return terminal.until(lambda screen: _left_edge(screen) != before, "the cursor's move")


def _left_edge(screen: Screen) -> list[list[Cell]]:
    """Where a cursor shows, by a sign or by colour."""
    return [row[:3] for row in screen.cells[1:8]]


def _plain(small: Path, large: Path, runs: int) -> list[Line]:
    """Commands that only print."""
    bare = _timed([sys.executable, "-c", "pass"], runs)
    yardstick = f"python -c pass {bare:.0f} ms"
    return [
        Line("wbl-tui --version", _timed([*app_on(small)[:3], "--version"], runs), "ms", 60, yardstick),
        Line("wbl-tui today, 6 interviews", _timed([*app_on(small), "today"], runs), yardstick=yardstick),
        Line("wbl-tui today, 600 interviews", _timed([*app_on(large), "today"], runs), yardstick=yardstick),
    ]


def _timed(command: Sequence[str], runs: int) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - begun)
    return middle(taken)
