"""Playing a day through before it comes: the app on a copy of the store, with a clock of its own that may run faster."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from models.errors import BadInput, Refused, StoreError
from models.operations.care import copy_aside
from models.operations.rehearsing import make_rehearsal
from models.queries.rehearsing import first_call_from
from models.rules.naming import day_text
from models.rules.span import local_day, local_instant
from models.rules.walls import parse_wall
from models.workspace import Clock, Workspace
from wbl_tui.bootstrap import open_workspace
from wbl_tui.commands.common import DONE, typed_date, workspace
from wbl_tui.output import interactive, say_lines

BEFORE = timedelta(minutes=15)
"""So long before the day's first call a rehearsal begins, unless said otherwise."""

FASTEST = 120.0
_PREFIX = "wbl-tui-rehearsal-"
_PLAYED = "played"


def rehearse(options: argparse.Namespace) -> int:
    """Make a copy of the store and open the app on it, at the beginning of a day with interviews."""
    if not 1 <= options.speed <= FASTEST:
        raise BadInput(
            f"A rehearsal runs 1 to {FASTEST:.0f} times as fast as the day.", "For example `--speed 10`."
        )
    from wbl_tui.terminal import ending_on_signals

    with workspace(options) as opened, ending_on_signals():
        start = _start(options, opened)
        with _aside(keep=options.no_open or not interactive()) as folder:
            copy = folder / opened.path.name
            opened.with_store(copy_aside, copy)
            return _play(options, copy, start, opened.campaign().zone)


def _start(options: argparse.Namespace, opened: Workspace) -> datetime:
    """The moment at which it begins: of the day that was named, else of the next one that has calls."""
    zone = ZoneInfo(opened.campaign().zone)
    if options.day is None:
        tomorrow = local_day(opened.now(), zone) + timedelta(days=1)
        first = opened.read(first_call_from, tomorrow, None, zone)
        day = None if first is None else local_day(first, zone)
    else:
        day = typed_date(options.day, "--day")
        first = opened.read(first_call_from, day, day, zone)
    if first is None or day is None:
        when = "after today" if day is None else f"on {day_text(day)}"
        raise Refused(
            f"No interview stands {when}: there is nothing to rehearse.", "Name a day with `--day`."
        )
    return first - BEFORE if options.begin is None else local_instant(day, parse_wall(options.begin), zone)


@contextmanager
def _aside(*, keep: bool) -> Iterator[Path]:
    """A private folder; its names go when the rehearsal is over, unless somebody is told where they are."""
    from wbl_tui.terminal import done_at_last

    _clear_killed()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    clear = partial(shutil.rmtree, folder, ignore_errors=True)
    try:
        with nullcontext() if keep else _held(folder), nullcontext() if keep else done_at_last(clear):
            yield folder
    except BaseException:
        clear()
        raise
    if not keep:
        clear()


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder is in use: a lock that goes with the process. Raises StoreBusy where another one has it."""
    from models.tables.gate import Gate

    with closing(Gate(folder / _PLAYED)) as gate, gate.held(0.0):
        yield


def _clear_killed() -> None:
    """Copies whose rehearsal was killed, and could clear nothing away, go now."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_PLAYED}.lock"):
        with suppress(OSError, StoreError):
            if not lock.parent.is_symlink() and lock.parent.stat().st_uid == lock.stat().st_uid == _user():
                with _held(lock.parent):
                    pass
                shutil.rmtree(lock.parent)


def _user() -> int:
    # Windows has no such numbers: 0 for every file, and a folder for temporary files of each user's own.
    return os.getuid() if hasattr(os, "getuid") else 0


def _play(options: argparse.Namespace, copy: Path, start: datetime, zone: str) -> int:
    local = start.astimezone(ZoneInfo(zone))
    told = f"{day_text(local.date())}, {local:%H:%M}"
    with closing(open_workspace(str(copy), options.actor)) as opened:
        opened.clock = Clock(start, options.speed)
        opened.write(make_rehearsal)
        if options.no_open or not interactive():
            # At once: whoever reads only the first line, the path, would break off the rest and lose the copy.
            say_lines(
                str(copy),
                f"A copy of the store for {told}. Nothing that is done with it changes the real plan.",
                f"Open it: wbl-tui --store {shlex.quote(str(copy))} --now {local:%Y-%m-%dT%H:%M} board",
                "It stays until you delete it, and holds the names of students: delete its folder afterwards.",
            )
            return DONE
        return _show(opened, options, told)


def _show(opened: Workspace, options: argparse.Namespace, told: str) -> int:
    from wbl_tui.commands.app import show

    return show(
        opened,
        "board",
        mouse=not options.no_mouse,
        notice=f"Rehearsal of {told}, on a copy: nothing you do here changes the real plan.",
        on_copy=True,
    )
