"""How good plans are, how far from the best possible at most, how soon, and in how much memory, beside a plan by hand.

Instances are made from seeds and go through the real importers; each is planned by the command, in a process of its
own, by the weights that are usual.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.by_hand import by_hand
from benchmarks.report import Line
from benchmarks.seed import ROOT
from models.planning.score import Score
from models.queries.planning import planning_at
from models.rules.clusters import all_clusters
from models.workspace import Clock, Workspace

FIRST = date(2026, 11, 16)
NOW = "2026-11-12T09:00"
ZONE = "America/New_York"
WEIGHTS = (
    "firsts=1000,placed=2000,rank=200/120/40,core=40/2,elective=15/1,lunch=20/0,evenness=4,contact_day=15"
)
BELLS = (
    "08:00-08:47",
    "08:52-09:39",
    "09:44-10:31",
    "10:36-11:23",
    "11:28-12:15",
    "12:20-13:07",
    "13:12-13:59",
)
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


class Size(NamedTuple):
    """A school, or several, and the campaign; `seconds` are given to the planner, bars are for the first plan's seconds
    and the gap to the planner's own bound in percent (None: only shown).
    """

    name: str
    students: int
    owed: int
    contacts: int
    rooms: int
    days: int
    adults: int
    seconds: int
    first_bar: float
    gap_bar: float | None
    schools: int = 1
    quick: bool = False


SIZES = (
    Size("small", 30, 1, 15, 3, 5, 2, 5, 0.5, 0.0, quick=True),
    Size("medium", 150, 2, 60, 6, 10, 4, 10, 1.0, 0.6, quick=True),
    Size("medium", 150, 2, 60, 6, 10, 4, 60, 1.0, 0.4),
    Size("medium, few rooms and adults", 150, 2, 60, 3, 10, 1, 60, 1.0, 1.0),
    Size("large", 600, 2, 200, 12, 10, 8, 60, 2.0, 0.7),
    Size("large, few rooms and adults", 600, 2, 200, 7, 10, 3, 60, 2.0, None),
    Size("district", 2500, 2, 800, 40, 10, 40, 120, 10.0, None, schools=8),
)
SMALL, MEDIUM, LARGE = SIZES[0], SIZES[1], SIZES[4]
CANCELLING, AGAIN_BAR = 3, 3.0
"""Contacts who cancel, one at a time, those with most calls; and the seconds of work that planning again may take."""


def measure(quick: bool = False) -> list[Line]:
    """Plan each size, three seeds up to medium, one beyond; only the first ones when there is little time."""
    told: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="wbl-bench-") as folder:
        for number, size in enumerate(SIZES):
            if quick and not size.quick:
                continue
            for seed in range(1, 4 if size.students < LARGE.students and not quick else 2):
                place = Path(folder) / f"{number}-{seed}"
                place.mkdir()
                store = make(size, seed, place)
                told += _planned(size, seed, store)
                if size in (MEDIUM, LARGE) and seed == 1:
                    told += _contacts_cancel(size, store)
    return told


def make(size: Size, seed: int, folder: Path) -> Path:
    """A store with the school of that size and seed in it, imported from files written into the folder."""
    store, last = folder / "school.wbl", _dates(size)[-1]
    window = ("--from", FIRST.isoformat(), "--to", last.isoformat(), "--zone", ZONE)
    _run(store, "init", "--name", "Fall", *window, "--per-student", str(size.owed), "--school", _school(0))
    for kind, rows in files(size, seed).items():
        path = folder / f"{kind}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        _run(store, "import", kind, os.fspath(path), "--yes")
    return store


def files(size: Size, seed: int) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each file, header first, in the order in which they are imported."""
    rng = Random(seed)
    return {
        "bells": [("day_type", "period", "start", "end", "kind"), *_bells()],
        "staff": [("id", "name", "role", "school", "duty"), *_adults(size)],
        "classes": [("id", "name", "teacher", "meets", "kind", "never_on"), *_classes(size, rng)],
        "students": [("id", "given", "family", "school", "classes", "interests"), *_students(size, rng)],
        "contacts": [
            (
                "id", "name", "employer", "clusters", "formats", "minutes", "gap_minutes", "limit", "per_day",
                "travel_minutes", "schools",
            ),
            *_contacts(size, rng),
        ],
        "availability": [("contact", "from", "to"), *_offered(size, rng)],
        "rooms": [("id", "name", "school", "capacity", "equipment", "open", "changeover_minutes"), *_rooms(size, rng)],
    }  # fmt: skip


def _dates(size: Size) -> list[date]:
    return [FIRST + timedelta(days=day + 2 * (day // 5)) for day in range(size.days)]


def _bells() -> Iterator[tuple[Any, ...]]:
    for number, text in enumerate(BELLS, 1):
        yield ("regular", number, *text.split("-"), "period")


def _adults(size: Size) -> Iterator[tuple[Any, ...]]:
    for number in range(size.adults):
        yield (
            f"t{number}",
            f"Adult {number}",
            "teacher",
            _school(number % size.schools),
            "Mon-Fri 08:00/14:00",
        )


def _classes(size: Size, rng: Random) -> Iterator[tuple[Any, ...]]:
    """In each period some sections at each school; one in two has a test on some day."""
    for school, period in product(range(size.schools), range(1, len(BELLS) + 1)):
        for kind, sections in (("core", 4), ("elective", 3), ("lunch", 1)):
            for section in range(sections):
                tests = rng.sample(_dates(size), 1) if kind == "core" and rng.random() < 0.5 else []
                ident = _section(school, kind, period, section)
                yield ident, f"{kind} {period}.{section}", "", period, kind, ";".join(map(str, tests))


def _students(size: Size, rng: Random) -> Iterator[tuple[Any, ...]]:
    clusters = [cluster.id for cluster in all_clusters()]
    for number in range(size.students):
        kinds = ["core"] * 4 + ["elective", rng.choice(("elective", "core")), rng.choice(("", "elective"))]
        rng.shuffle(kinds)
        kinds[rng.choice((3, 4))] = "lunch"
        sections = {"core": 4, "elective": 3, "lunch": 1}
        school = number % size.schools
        classes = [
            _section(school, kind, period, rng.randrange(sections[kind]))
            for period, kind in enumerate(kinds, 1)
            if kind
        ]
        interests = ";".join(rng.sample(clusters, 3))
        yield 1000 + number, "Kim", f"Ode {number}", _school(school), ";".join(classes), interests


def _contacts(size: Size, rng: Random) -> Iterator[tuple[Any, ...]]:
    clusters = [cluster.id for cluster in all_clusters()]
    for number in range(size.contacts):
        formats = rng.choice(("phone", "phone;video", "video", "phone;on_site"))
        fields = ";".join(rng.sample(clusters, rng.choice((1, 1, 2))))
        minutes, gap = rng.choice((15, 20, 25, 30)), rng.choice((0, 5, 10))
        yield (
            f"c{number}", f"Contact {number}", f"Works {number}", fields, formats, minutes, gap,
            rng.randint(4, 8), rng.choice(("", 2, 3, 4)), 15, _served(size, rng),
        )  # fmt: skip


def _offered(size: Size, rng: Random) -> Iterator[tuple[Any, ...]]:
    for number in range(size.contacts):
        for day in sorted(rng.sample(_dates(size), rng.randint(2, min(4, size.days)))):
            start = rng.randrange(8 * 60, 12 * 60, 15)
            end = start + rng.choice((60, 90, 120, 180))
            yield f"c{number}", f"{day} {_wall(start)}", f"{day} {_wall(end)}"


def _rooms(size: Size, rng: Random) -> Iterator[tuple[Any, ...]]:
    for number in range(size.rooms):
        equipment = "phone;video" if number % 2 == 0 else "phone"
        hours = "Mon-Fri 08:00/14:00" if number % 3 else "Mon-Fri 08:30/13:30"
        yield (
            f"r{number}",
            f"Room {number}",
            _school(number % size.schools),
            2,
            equipment,
            hours,
            rng.choice((0, 5)),
        )


def _school(number: int) -> str:
    return "Elm High" if number == 0 else f"School {number}"


def _section(school: int, kind: str, period: int, section: int) -> str:
    return f"{kind}{period}{section}" + (f"-{school}" if school else "")


def _served(size: Size, rng: Random) -> str:
    """Of a district's contacts every other one takes calls from one school or two only."""
    if size.schools == 1 or rng.random() < 0.5:
        return ""
    return ";".join(map(_school, rng.sample(range(size.schools), rng.randint(1, 2))))


def _wall(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _planned(size: Size, seed: int, store: Path) -> list[Line]:
    used = _run(
        store,
        "plan",
        "--dry-run",
        "--json",
        "--seed",
        "1",
        "--seconds",
        str(size.seconds),
        "--weights",
        WEIGHTS,
    )
    told = json.loads(used.said)
    score, bound, greedy, plain = told["score"], told["bound"], told["greedy"], _by_hand(store)
    gap = 100 * (bound["sum"] - score["sum"]) / bound["sum"]
    better = [100 * (score["sum"] - other) / other for other in (plain.sum, greedy["sum"])]
    goals = (
        f"firsts {score['firsts']}, placed {score['placed']} of at most {bound['placed']}, ranks {score['ranks']}, "
        f"classes {score['classes_missed']} ({score['minutes_missed']} min), evenness {score['evenness']}, "
        f"contact days {score['contact_days']}"
    )
    proven = ", proven" if bound["proven"] else ""
    return [
        Line(f"{size.name}, {size.seconds} s, seed {seed}: sum {score['sum']:,}", gap, "%", size.gap_bar,
             f"bound {bound['sum']:,}{proven}; {better[0]:+.1f} % on a plan by hand ({plain.sum:,}, {plain.placed} placed), "
             f"{better[1]:+.1f} % on the planner's own first plan"),
        Line("  seconds to the first plan", greedy["seconds"], "s", size.first_bar, goals),
        Line("  seconds in all", used.seconds, "s", size.seconds * 1.0,
             f"{told['steps']:,} steps, {used.worked:.1f} s of work"),
        Line("  memory", used.megabytes, "MB", 500.0 if size.students <= LARGE.students else None),
    ]  # fmt: skip


def _by_hand(store: Path) -> Score:
    clock = Clock(datetime.fromisoformat(NOW).replace(tzinfo=ZoneInfo(ZONE)), ticks=False)
    with closing(Workspace(store, actor="Bench", terminal="bench", clock=clock)) as opened:
        return by_hand(opened.read(planning_at, opened.now()).problem)


def _contacts_cancel(size: Size, store: Path) -> list[Line]:
    """Accept a plan, then let each of the contacts with most calls cancel; nothing of that is kept."""
    _run(store, "plan", "--yes", "--json", "--seconds", str(size.seconds), "--weights", WEIGHTS)
    calls = json.loads(_run(store, "list", "interviews", "--json").said)["rows"]
    with_most = Counter(str(one["contact"]["id"]) for one in calls).most_common(CANCELLING)
    told = []
    for contact, hit in sorted(with_most):
        used = _run(store, "plan", "--replan", "--contact", contact, "--dry-run", "--json")
        rows = json.loads(used.said)["rows"]
        off = sum(row["action"] == "remove" for row in rows)
        lost = sum(row["action"] == "refuse" for row in rows)
        others = off - hit + sum(row["action"] == "move" for row in rows)
        detail = f"{off - lost} of {off} found another contact, {lost} cannot; {others} others moved for their sake"
        name = f"{size.name}, replan after a contact cancels ({hit} calls): seconds of work"
        told.append(Line(name, used.worked, "s", AGAIN_BAR, detail))
    return told


class _Used(NamedTuple):
    """What a command took: seconds by the clock and of work, most memory in megabytes; and what it printed."""

    seconds: float
    worked: float
    megabytes: float
    said: str


def _run(store: Path, *words: str) -> _Used:
    """One command in a process of its own."""
    command = [sys.executable, "-m", "wbl_tui", "--store", os.fspath(store), "--now", NOW, *words]
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - begun
        out.seek(0)
        said = out.read().decode()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return _Used(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / _MEGABYTE, said)
