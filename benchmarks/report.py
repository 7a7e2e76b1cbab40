"""The table that `make bench` prints: what was measured, its bar, and the machine's own yardstick beside it."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
from collections.abc import Sequence
from importlib.metadata import version
from typing import NamedTuple


class Line(NamedTuple):
    """One measure. `value` and `bar` are in `unit`; without a bar it is only told."""

    what: str
    value: float
    unit: str = "ms"
    bar: float | None = None
    yardstick: str = ""

    @property
    def missed(self) -> bool:
        """Whether it is over its bar."""
        return self.bar is not None and self.value > self.bar


def middle(seconds: Sequence[float]) -> float:
    """The median, in milliseconds."""
    return statistics.median(seconds) * 1000


def high(seconds: Sequence[float]) -> float:
    """The 95th percentile, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[round(0.95 * (len(ordered) - 1))] * 1000


def print_table(title: str, lines: Sequence[Line]) -> None:
    """One group of measures."""
    print(f"\n{title}")
    print(f"  {'measured':<52} {'value':>9}  {'bar':>9}        yardstick")
    for line in lines:
        bar = "" if line.bar is None else f"{_number(line.bar)} {line.unit}"
        verdict = "" if line.bar is None else "MISSED" if line.missed else "held"
        print(
            f"  {line.what:<52} {_number(line.value):>6} {line.unit:<2}  {bar:>9} {verdict:<6} {line.yardstick}"
        )


def _number(value: float) -> str:
    return (
        f"{value:.0f}"
        if value >= 100 or value == int(value)
        else f"{value:.1f}"
        if value >= 10
        else f"{value:.2f}"
    )


def machine() -> str:
    """What the numbers were measured on."""
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, Textual {version('textual')}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores, load {load:.1f}"
    )
