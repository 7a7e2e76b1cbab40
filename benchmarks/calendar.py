"""The calendar in all its ways on a large store: keys, turning weeks, carrying with its costs, the best times."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.first_paint import Terminal
from benchmarks.pages import PACE
from benchmarks.report import Line, high, middle
from benchmarks.seed import NOW
from benchmarks.start import EMPTY, ROSTER, app_on
from models.queries.booking import best_times
from models.queries.calendar import calendar_facts
from models.queries.calendar_lanes import Sight
from models.queries.month import month_facts
from models.rules.offers import wish_of
from models.workspace import Clock, Workspace
from screens.state.calendar_view import CalendarView
from screens.state.month_view import month_span

MOVES = ("down", "right", "down", "left", "up", "right", "up", "left")


class Way(NamedTuple):
    """A way to see the calendar: the keys that lead there from the week, and keys that show an effect there."""

    name: str
    lead: tuple[str, ...]
    keys: tuple[str, ...]


WAYS = (
    Way("the week", (), MOVES),
    Way("two weeks", ("v",), MOVES),
    # In one column a key to the side may have nothing to show.
    Way("one day", ("v", "v"), ("down", "down", "pagedown", "up", "pageup", "down", "down", "up")),
    Way("a day by contact", ("v", "v", "|", "down", "down", "enter"), MOVES),
    Way("carrying, with its costs", (".", ".", ".", ".", "m"), MOVES),
)


def measure(large: Path, runs: int) -> list[Line]:
    """All measures of the calendar."""
    with Terminal(EMPTY) as terminal:
        terminal.shown(r"Row 3\d")
        terminal.settle()
        empty = [_pressed(terminal, "down") for _ in range(runs * 4)]
    yardstick = f"empty app {middle(empty):.1f}, 95th {high(empty):.1f}"
    lines = [line for way in WAYS for line in _keys(large, way, runs, yardstick)]
    return [*lines, *_weeks(large, runs), *_reads(large, runs * 4)]


def _pressed(terminal: Terminal, key: str) -> float:
    taken = terminal.press(key)
    terminal.settle(PACE, 0.5)
    return taken


def _opened(store: Path) -> Terminal:
    terminal = Terminal(app_on(store))
    terminal.shown(ROSTER)
    terminal.settle()
    terminal.send("3")
    terminal.shown("08:00")
    terminal.settle(0.6, 3)
    return terminal


def _keys(store: Path, way: Way, runs: int, yardstick: str) -> list[Line]:
    taken = []
    with _opened(store) as terminal:
        # A week ahead, where interviews can still be moved.
        for key in ("]", *way.lead):
            terminal.send(key)
            terminal.settle(0.6, 3)
        for _ in range(runs):
            taken += [_pressed(terminal, key) for key in way.keys]
    return [
        Line(f"{way.name}: a key shows its effect, median", middle(taken), "ms", 16, yardstick),
        Line(f"{way.name}: a key shows its effect, 95th percentile", high(taken), "ms", 50, yardstick),
    ]


def _weeks(store: Path, runs: int) -> list[Line]:
    lines = []
    for name, lead in (("week", ()), ("two weeks", ("v",)), ("day", ("v", "v"))):
        taken = []
        with _opened(store) as terminal:
            for key in lead:
                terminal.send(key)
                terminal.settle(0.6, 3)
            for _ in range(runs):
                for key in ("]", "["):
                    taken.append(terminal.press(key))
                    terminal.settle(0.6, 2)
        lines.append(Line(f"changing the {name}, median", middle(taken), "ms", 60))
    return lines


def _reads(store: Path, runs: int) -> list[Line]:
    """The best ten times, and what the store is asked for a month and for lanes, without drawing."""
    workspace = Workspace(store, actor="Ms Rivera", terminal="bench", clock=Clock(NOW, ticks=False))
    try:
        campaign = workspace.campaign()
        first, last = month_span(campaign.first_day)
        week = CalendarView(campaign.last_day).span

        def best(n: int) -> Any:
            wish = wish_of(
                campaign.id, (f"s{37 * n + 1}",), f"x{n + 1}", format_="phone", place="room", minutes=20
            )
            return workspace.read(best_times, campaign, wish, NOW)

        def lanes(n: int) -> Any:
            return workspace.read(calendar_facts, campaign, *week, Sight(("contact", "student")[n % 2]))

        measures: list[tuple[str, float | None, Callable[[int], Any]]] = [
            ("the best ten times for two people, median", 150, best),
            ("a month's load, median", 60, lambda n: workspace.read(month_facts, campaign, first, last)),
            ("a week in lanes read, median", None, lanes),
        ]
        return [Line(what, middle(_timed(work, runs)), "ms", bar) for what, bar, work in measures]
    finally:
        workspace.close()


def _timed(work: Callable[[int], Any], runs: int) -> list[float]:
    taken = []
    for n in range(runs):
        begun = time.perf_counter()
        work(n)
        taken.append(time.perf_counter() - begun)
    return taken
