"""`python -m benchmarks [--quick] [start] [pages] [calendar] [board] [store] [imports] [planner]`: measure, print one table for each, never fail."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import board, calendar, imports, pages, planner, start, store
from benchmarks.first_paint import Silence
from benchmarks.report import Line, machine, print_table
from benchmarks.seed import LARGE, SMALL, store_of


def main(arguments: list[str]) -> int:
    """Measure what was named, or everything."""
    quick = "--quick" in arguments
    print(machine())
    print(f"Large store: {LARGE.students} students, {LARGE.contacts} contacts, {LARGE.rooms} rooms, "
          f"{LARGE.interviews} interviews.")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="wbl-bench-") as folder:
        small, large = (store_of(size, Path(folder)) for size in (SMALL, LARGE))
        groups: dict[str, tuple[str, Callable[[], list[Line]]]] = {
            "start": ("Starting", lambda: start.measure(small, large, 5 if quick else 15)),
            "pages": ("Pages, on the large store", lambda: pages.measure(small, large, 2 if quick else 6)),
            "calendar": (
                "The calendar, on the large store",
                lambda: calendar.measure(large, 2 if quick else 6),
            ),
            "board": ("The board, with 200 calls today", lambda: board.measure(Path(folder), quick)),
            "store": ("The store", lambda: store.measure(large, 40 if quick else 200, 3 if quick else 10)),
            "imports": ("Imports", lambda: imports.measure(5_000 if quick else imports.DISTRICT)),
            "planner": ("The planner", lambda: planner.measure(quick)),
        }
        missed = sum(
            _measured(*groups[name])
            for name in groups
            if name in arguments or not set(groups) & set(arguments)
        )
    print(f"\n{missed} bars missed." if missed else "\nEvery bar held.")
    return 0


def _measured(title: str, measure: Callable[[], list[Line]]) -> int:
    try:
        lines = measure()
    except Silence as silence:
        print(f"\n{title}: could not be measured. {silence}")
        return 1
    print_table(title, lines)
    return sum(line.missed for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
