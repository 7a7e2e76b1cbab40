"""The live board on a day of 200 calls: what a second of it costs, and how soon four boards show another's change."""

from __future__ import annotations

import asyncio
import math
import select
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import fmean
from time import perf_counter, process_time
from typing import Any

from benchmarks.first_paint import Silence, Terminal
from benchmarks.report import Line, high, middle
from benchmarks.seed import NOW, NOW_WORDS, Size, store_of
from benchmarks.start import EMPTY
from models.operations.records import set_record
from models.workspace import Clock, Workspace
from screens.session import Session
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk

BUSY = Size(600, 300, 40, 2000)
"""200 interviews on each of the ten days."""
SHOWN = "Needs somebody"
FIRST = "s417"
"""The student of the first call in sight, who goes by another name again and again."""


def measure(folder: Path, quick: bool) -> list[Line]:
    """All measures of the board."""
    store = store_of(BUSY, folder)
    ticks = asyncio.run(_ticks(store, 1_000 if quick else 10_000))
    return [*ticks, *_idle(store, 10.0 if quick else 60.0), *_changes(store, 10 if quick else 100)]


async def _ticks(store: Path, count: int) -> list[Line]:
    """Ticks of one board in this process, a second of the day each, and the memory they leave behind."""
    workspace = Workspace(store, actor="Ms Rivera", terminal="bench", clock=Clock(NOW, ticks=False))
    app = WblApp(Session(Desk(workspace)), page="board")
    taken: list[float] = []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1.0)
        page: Any = app.page("board")
        warm = count // 10
        before = 0.0
        for number in range(warm + count):
            # Back to the beginning now and then, so that the day never ends.
            workspace.clock = Clock(NOW + timedelta(seconds=number % 600), ticks=False)
            begun = process_time()
            page._tick()
            await asyncio.sleep(0)
            taken.append(process_time() - begun)
            if number == warm:
                before = _resident()
        grown = (_resident() - before) / 1024
    workspace.close()
    return [
        Line("a tick, mean", fmean(taken) * 1000, bar=10),
        Line("a tick, 95th percentile", high(taken), bar=10),
        Line(f"memory grown over {count:,} ticks", max(0.0, grown), "MB", 8),
    ]


def _resident() -> float:
    """Memory of this process in KB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return float(line.split()[1])
    return math.nan


def _board(store: Path, stack: ExitStack) -> Terminal:
    command = [sys.executable, "-m", "wbl_tui", "--store", str(store), "--now", NOW_WORDS, "board"]
    terminal = stack.enter_context(Terminal(command))
    terminal.shown(SHOWN)
    return terminal


def _share(terminal: Terminal, seconds: float) -> float:
    """Percent of one core that the program takes while nobody does anything."""
    terminal.settle(0.3, 3.0)
    begun, used = perf_counter(), terminal.cpu_seconds()
    while perf_counter() - begun < seconds:
        terminal.read(0.2)
    return (terminal.cpu_seconds() - used) / (perf_counter() - begun) * 100


def _idle(store: Path, seconds: float) -> list[Line]:
    with ExitStack() as stack:
        board = _board(store, stack)
        empty = stack.enter_context(Terminal(EMPTY))
        empty.shown(r"Row 3\d")
        for one in (board, empty):
            one.settle(0.3, 8.0)
        return [
            Line("idle, of one core", _share(board, seconds), "%", 3, f"empty app {_share(empty, 5):.1f} %")
        ]


def _changes(store: Path, count: int) -> list[Line]:
    """A fifth process changes a name; until each of four boards shows it."""
    with ExitStack() as stack:
        boards = [_board(store, stack) for _ in range(4)]
        for board in boards:
            board.settle(0.3, 8.0)
        workspace = Workspace(store, actor="Mr Vance", terminal="fifth", clock=Clock(NOW, ticks=False))
        stack.callback(workspace.close)
        taken: list[float] = []
        for number in range(count):
            word = f"Q{number:03}Z"
            workspace.write(set_record, "students", FIRST, {"preferred": word})
            taken += _until_all(boards, word)
    ordered = sorted(taken)
    last = ordered[math.ceil(0.99 * len(ordered)) - 1]
    return [
        Line("another's change on four boards, median", middle(taken)),
        Line("another's change on four boards, 99th percentile", last * 1000, bar=1000),
    ]


def _until_all(boards: list[Terminal], word: str) -> list[float]:
    """Seconds until each shows the word, since now. Raises Silence."""
    begun = perf_counter()
    left, taken = set(range(len(boards))), []
    while left:
        if perf_counter() - begun > 10.0:
            raise Silence(f"{word} never came:\n{boards[left.pop()].screen.text}")
        handles = {boards[at].handle: at for at in range(len(boards))}
        for handle in select.select(list(handles), [], [], 0.1)[0]:
            at = handles[handle]
            came = boards[at].read(0.0)
            if at in left and came is not None and word in boards[at].screen.text:
                left.discard(at)
                taken.append(came - begun)
    return taken
