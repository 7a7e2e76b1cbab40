"""Every page on a large store: how soon it is there, how soon a key shows its effect, how often it asks the store."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.first_paint import Terminal
from benchmarks.report import Line, high, middle
from benchmarks.seed import NOW
from benchmarks.start import BOARD, EMPTY, ROSTER, app_on
from models.workspace import Clock, Workspace
from screens.commands import PAGES, footer_of
from screens.session import Session
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk


class Shown(NamedTuple):
    """A page, the key that opens it, what stands on it besides its key bar once its data is there, and keys that show."""

    name: str
    key: str
    pattern: str
    keys: tuple[str, ...]


PACE = 0.12
"""Seconds of quiet before the next key: somebody who types fast."""
LIST_KEYS = ("down", "down", "pagedown", "down", "end", "up", "home", "down")
SHOWN = (
    Shown("roster", "1", r"Adair 1000", (*LIST_KEYS, "/", "a", "d", "a", "backspace")),
    Shown("employers", "2", r"Whitfield 1\d*", (*LIST_KEYS, "/", "w", "h", "i", "backspace")),
    Shown("calendar", "3", r"08:00", ("down", "right", "left", "up", "]", "[", "v", "v", "down")),
    Shown("rooms", "4", r"Room 01", ("down", "right", "left", "up", "]", "[", "down", "right")),
    Shown("board", "5", r"Whitfield", LIST_KEYS),
)


def measure(small: Path, large: Path, runs: int) -> list[Line]:
    """All measures of the pages."""
    lines = _opening(large, runs)
    for page in SHOWN:
        lines += _keys(large, page, runs)
    lines += _ticking(large, 5 if runs < 5 else 15)
    lines += _stuck(large, runs * 4)
    few, many = (asyncio.run(_questions(store)) for store in (small, large))
    return lines + [
        Line(f"{name}: questions to the store", many[name], "", few[name], "bar: with 25 students")
        for name in few
    ]


def _opening(store: Path, runs: int) -> list[Line]:
    first: dict[str, list[float]] = {page.name: [] for page in SHOWN}
    later: dict[str, list[float]] = {page.name: [] for page in SHOWN}
    for _ in range(runs):
        for start in (SHOWN[0], SHOWN[-1]):
            with Terminal([*app_on(store), *(["board"] if start is SHOWN[-1] else [])]) as terminal:
                terminal.shown(ROSTER if start is SHOWN[0] else BOARD)
                terminal.settle(0.5)
                for page in SHOWN[1:] if start is SHOWN[0] else SHOWN[:1]:
                    first[page.name].append(_go(terminal, page))
                for page in SHOWN if start is SHOWN[0] else ():
                    later[page.name].append(_go(terminal, page))
    return [
        line
        for page in SHOWN
        for line in (
            Line(f"{page.name}: opened the first time, median", middle(first[page.name]), "ms", 250),
            Line(f"{page.name}: opened again, median", middle(later[page.name]), "ms", 130),
        )
    ]


def _go(terminal: Terminal, page: Shown) -> float:
    keys = "  ".join(f"{each.sign} {each.label}" for each in footer_of(page.name)[:4])
    taken = terminal.press(page.key, f"(?s){page.pattern}.*{re.escape(keys)}")
    terminal.settle(0.3, 1)
    return taken


def _keys(store: Path, page: Shown, runs: int) -> list[Line]:
    empty = _empty_keys(runs)
    yardstick = f"empty app {middle(empty):.1f}, 95th {high(empty):.1f}"
    taken = []
    with Terminal(app_on(store)) as terminal:
        terminal.shown(ROSTER)
        terminal.settle()
        if page.name != "roster":
            _go(terminal, page)
        for _ in range(runs):
            for key in page.keys:
                taken.append(terminal.press(key))
                terminal.settle(PACE, 0.5)
            if "/" in page.keys:
                # Not timed: every Textual program waits to see whether Esc begins another key.
                terminal.press("escape")
                terminal.settle(0.3, 1)
    return [
        Line(f"{page.name}: a key shows its effect, median", middle(taken), "ms", 16, yardstick),
        Line(f"{page.name}: a key shows its effect, 95th percentile", high(taken), "ms", 50, yardstick),
    ]


def _empty_keys(runs: int) -> list[float]:
    with Terminal(EMPTY) as terminal:
        terminal.shown(r"Row 3\d")
        terminal.settle()
        taken = []
        for _ in range(runs * 4):
            taken.append(terminal.press("down"))
            terminal.settle(PACE)
        return taken


def _ticking(store: Path, seconds: int) -> list[Line]:
    """What the board costs each second while nobody types, beyond what every page does: clock, other terminals."""
    board = _idle([*app_on(store), "board"], BOARD, seconds)
    roster = _idle(app_on(store), ROSTER, seconds)
    yardstick = f"a second on the roster {roster:.1f} ms"
    return [Line("board: one tick, 600 interviews on the day", max(0.0, board - roster), "ms", 10, yardstick)]


def _idle(command: Sequence[str], pattern: str, seconds: int) -> float:
    """Milliseconds of processor time used in each second, drawing included."""
    with Terminal(command) as terminal:
        terminal.shown(pattern)
        terminal.settle(0.5, 3)
        used, begun = terminal.cpu_seconds(), time.perf_counter()
        while time.perf_counter() - begun < seconds:
            terminal.read(0.1)
        return (terminal.cpu_seconds() - used) / (time.perf_counter() - begun) * 1000


def _stuck(store: Path, runs: int) -> list[Line]:
    """The students without an interview, and whom one of them could ask, without drawing either."""
    from models.queries.stuck import contacts_for_stuck, stuck_students

    workspace = Workspace(store, actor="Ms Rivera", terminal="bench", clock=Clock(NOW, ticks=False))
    lists, contacts = [], []
    try:
        campaign = workspace.campaign()
        for n in range(runs):
            begun = time.perf_counter()
            workspace.read(stuck_students, campaign, NOW, 0, 0)
            between = time.perf_counter()
            workspace.read(contacts_for_stuck, campaign, f"s{n + 1}", NOW)
            lists.append(between - begun)
            contacts.append(time.perf_counter() - between)
    finally:
        workspace.close()
    return [
        Line("stuck students: the list, median", middle(lists), "ms", 300),
        Line("stuck students: contacts for one, median", middle(contacts), "ms", 300),
    ]


async def _questions(store: Path) -> dict[str, int]:
    """How many statements each page sends until it is there, with what it reads beside and ahead."""
    workspace = Workspace(store, actor="Ms Rivera", terminal="bench", clock=Clock(NOW, ticks=False))
    seen: list[str] = []
    try:
        desk = Desk(workspace)
        workspace.with_store(lambda opened: opened.db.connection().set_trace_callback(seen.append))
        app = WblApp(Session(desk), page="roster")
        async with app.run_test(size=(120, 40)) as pilot:
            await _quiet(seen)
            found = {"at the start": _reads(seen)}
            for page in (*PAGES[1:], PAGES[0]):
                seen.clear()
                app.page(page.id).session.stamp += 1
                await pilot.app.switch_mode(page.id)
                await _quiet(seen)
                found[page.id] = _reads(seen)
        return found
    finally:
        workspace.close()


async def _quiet(seen: Sequence[str]) -> None:
    """Until nothing more is asked, however slow the machine is today."""
    before = -1
    while before < _reads(seen):
        before = _reads(seen)
        await asyncio.sleep(1.5)


def _reads(seen: Sequence[str]) -> int:
    return sum(bool(re.match(r"(SELECT|WITH)\b", line)) for line in seen)
