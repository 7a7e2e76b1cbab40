"""How fast a district's roster comes in and how much memory it takes, beside the csv module reading the same bytes."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.names import FAMILY, GIVEN
from benchmarks.report import Line
from benchmarks.seed import ROOT

DISTRICT, SCHOOL = 50_000, 2_500
"""Rows of the largest file that is taken, and of a large school's."""
_COLUMNS = (
    "id", "given", "family", "grade", "email", "school", "guardian_name", "guardian_email", "share_name", "classes",
    "interests",
)  # fmt: skip
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
"""What the system counts a process's memory in, in a megabyte."""


class Run(NamedTuple):
    """One command: seconds, most memory in megabytes, its last line."""

    seconds: float
    megabytes: float
    said: str


def measure(rows: int) -> list[Line]:
    """Import a roster of so many students into an empty store, again unchanged, and with every grade changed."""
    with tempfile.TemporaryDirectory(prefix="wbl-bench-") as folder:
        return [*_district(Path(folder), rows), *_school(Path(folder))]


def _district(folder: Path, rows: int) -> list[Line]:
    file, next_year = folder / "district.csv", folder / "next_year.csv"
    file.write_text(roster(rows), encoding="utf-8")
    next_year.write_text(roster(rows, older=1), encoding="utf-8")
    store = _fresh(folder / "district.wbl")
    plain = _plain_csv(file.read_bytes())
    bars = (20.0, 300.0) if rows == DISTRICT else (None, None)
    told = []
    for what, path, ends in (
        (f"{rows:,} students imported", file, "added."),
        ("the same file again", file, "same"),
        ("the next year's, every grade changed", next_year, "changed."),
    ):
        run = _imported(store, path, ends)
        yardstick = f"{rows / run.seconds:,.0f} rows/s; csv module {plain:.2f} s, {run.seconds / plain:.0f} times that"
        told.append(Line(what, run.seconds, "s", bars[0], yardstick))
        told.append(Line("  its memory", run.megabytes, "MB", bars[1]))
    return told


def _school(folder: Path) -> list[Line]:
    file = folder / "school.csv"
    file.write_text(roster(SCHOOL), encoding="utf-8")
    store = _fresh(folder / "school.wbl")
    first, again = _imported(store, file, "added."), _imported(store, file, "same")
    return [
        Line(f"{SCHOOL:,} students imported", first.seconds, "s"),
        Line("the same file again", again.seconds, "s", 3.0, f"{SCHOOL / again.seconds:,.0f} rows/s"),
    ]


def roster(rows: int, older: int = 0) -> str:
    """A roster as CSV: names, grade, mail addresses, guardian, consent, four classes and three interests each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for n in range(rows):
        given, family = GIVEN[n % len(GIVEN)], f"{FAMILY[n % len(FAMILY)]} {n}"
        person = (f"{100_000 + n}", given, family, 9 + n % 4 + older, f"st{n}@elm.example.org", "Elm High")
        home = (f"Pat {family}", f"home{n}@elm.example.org", "yes" if n % 3 else "no")
        classes = ";".join(f"c{n % 40 + 40 * k}" for k in range(4))
        writer.writerow((*person, *home, classes, "nursing;Engineering;Arts"))
    return out.getvalue()


def _plain_csv(data: bytes) -> float:
    """Seconds in which the csv module alone reads the same bytes into lists."""
    begun = time.perf_counter()
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    taken = time.perf_counter() - begun
    assert rows
    return taken


def _fresh(store: Path) -> Path:
    window = ("--from", "2026-11-16", "--to", "2026-11-27", "--zone", "America/New_York")
    _run(store, "init", "--name", "Fall", *window)
    return store


def _imported(store: Path, file: Path, ends: str) -> Run:
    run = _run(store, "import", "students", os.fspath(file), "--yes")
    if not run.said.endswith(ends):
        raise RuntimeError(f"the import said {run.said!r}")
    return run


def _run(store: Path, *words: str) -> Run:
    """One command in a process of its own, as somebody would type it."""
    command = [sys.executable, "-m", "wbl_tui", "--store", os.fspath(store), *words]
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - begun
        out.seek(0)
        said = out.read().decode().splitlines()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(taken, used.ru_maxrss / _MEGABYTE, said[-1] if said else "")
