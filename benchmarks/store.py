"""What saving costs beside bare SQLite, what sixteen writers get, and what a locked store does to the keys."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.first_paint import Terminal
from benchmarks.report import Line, high, middle
from benchmarks.seed import NOW
from benchmarks.start import ROSTER, app_on
from models.operations.booking import NewTime, move_interview
from models.operations.unit import Done, Unit
from models.tables import rows
from models.workspace import Clock, Workspace

WRITERS = 16


def measure(large: Path, writes: int, lock_seconds: float) -> list[Line]:
    """All measures of the store. `large` is written to."""
    bare = _bare_writes(large, writes)
    yardstick = f"bare sqlite3 update and commit {middle(bare):.2f} ms (95th {high(bare):.2f})"
    ours, moves = _gate_writes(large, writes)
    return [
        Line("one change, journalled, median", middle(ours), yardstick=yardstick),
        Line("one change, journalled, 95th percentile", high(ours), yardstick=yardstick),
        Line("moving an interview, judged and journalled, median", middle(moves), yardstick=yardstick),
        *_many_writers(large, writes // 4, middle(bare)),
        *_locked(large, lock_seconds),
    ]


def _bare_writes(store: Path, writes: int) -> list[float]:
    taken = []
    with closing(sqlite3.connect(store, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = wal")
        database.execute("PRAGMA synchronous = full")
        for n in range(writes):
            begun = time.perf_counter()
            database.execute("BEGIN IMMEDIATE")
            database.execute("UPDATE student SET grade = ? WHERE id = ?", (str(9 + n % 4), f"s{n + 1}"))
            database.execute("COMMIT")
            taken.append(time.perf_counter() - begun)
    return taken


def _open(store: Path, actor: str = "Ms Rivera") -> Workspace:
    return Workspace(store, actor=actor, terminal="bench", clock=Clock(NOW, ticks=False))


def _set_practice(unit: Unit, student: str, done: bool) -> Done:
    unit.update(rows.Student, student, practice_done=done)
    sentence = f"Practice of {student}: {done}."
    return Done(unit.say("set", sentence), sentence)


def _gate_writes(store: Path, writes: int) -> tuple[list[float], list[float]]:
    """Seconds for each change of one field, and for each move of an interview to a later minute and back."""
    workspace = _open(store)
    changes, moves = [], []
    try:
        for n in range(writes):
            begun = time.perf_counter()
            workspace.write(_set_practice, f"s{n + 1}", n % 3 != 0)
            changes.append(time.perf_counter() - begun)
        start = NOW + timedelta(days=9, hours=4, minutes=20)
        for n in range(writes // 2):
            begun = time.perf_counter()
            workspace.write(move_interview, "i10", NewTime(start=start + timedelta(minutes=n % 2 * 20)))
            moves.append(time.perf_counter() - begun)
    finally:
        workspace.close()
    return changes, moves


_together: Any = None


def _wait_for_all(barrier: Any) -> None:
    """Begin when all processes are there: what starting them takes is not what is measured."""
    global _together
    _together = barrier


def _many_writers(store: Path, writes: int, bare: float) -> list[Line]:
    context = get_context("spawn")
    barrier = context.Barrier(WRITERS)
    with ProcessPoolExecutor(WRITERS, context, _wait_for_all, (barrier,)) as pool:
        jobs = [pool.submit(_one_writer, store, number, writes) for number in range(WRITERS)]
        spans = [span for job in jobs for span in job.result()]
    total = max(end for _, end in spans) - min(begun for begun, _ in spans)
    return [
        Line(
            f"{WRITERS} processes at once: longest wait of any write",
            max(end - begun for begun, end in spans) * 1000,
            "ms",
            1000,
        ),
        Line(
            f"{WRITERS} processes at once: changes each second",
            len(spans) / total,
            "",
            yardstick=f"bare sqlite3, one process {1000 / bare:.0f}",
        ),
    ]


def _one_writer(store: Path, number: int, writes: int) -> list[tuple[float, float]]:
    """When each write began and ended."""
    workspace = _open(store, f"Writer {number}")
    spans = []
    try:
        _together.wait()
        for n in range(writes):
            begun = time.time()
            workspace.write(_set_practice, f"s{number * 100 + n + 1}", n % 3 != 0)
            spans.append((begun, time.time()))
    finally:
        workspace.close()
    return spans


_HOLD = """
import sqlite3, sys, time
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
store.execute("COMMIT")
"""


@contextmanager
def _lock_held(store: Path, seconds: float) -> Iterator[None]:
    command = [sys.executable, "-c", _HOLD, os.fspath(store), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        yield


def _locked(store: Path, seconds: float) -> list[Line]:
    """Type while another program holds the store and a change of ours waits for it."""
    answers = []
    with Terminal(app_on(store)) as terminal:
        terminal.shown(ROSTER)
        terminal.settle()
        with _lock_held(store, seconds):
            begun = time.perf_counter()
            terminal.send("p")
            while time.perf_counter() - begun < seconds:
                answers.append(terminal.press("down"))
                terminal.settle(0.05, 0.2)
            terminal.until(lambda screen: "✓" in screen.text.splitlines()[-2], "the saved change's sentence")
            saved = time.perf_counter() - begun
    return [
        Line(f"store locked for {seconds:.0f} s: longest a key waited", max(answers) * 1000, "ms", 100),
        Line("  the change that waited was saved after", saved, "s", seconds + 1),
    ]
