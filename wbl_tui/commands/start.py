"""Commands that make a store: init, demo, and the first start without one."""

from __future__ import annotations

import argparse
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import Refused
from models.exchange.json_out import iso
from models.operations.campaigns import make_campaign
from models.tables import sqlite
from models.workspace import Workspace
from wbl_tui.bootstrap import open_workspace, store_path
from wbl_tui.commands.common import DONE, typed_date, workspace
from wbl_tui.commands.read import print_day
from wbl_tui.output import interactive, say, say_busy, say_json

if TYPE_CHECKING:
    from models.operations.demo import Demo


def init(options: argparse.Namespace) -> int:
    """Make a store and its campaign; on a store that is there, a further campaign."""
    fields: dict[str, Any] = {
        "name": options.name,
        "first_day": typed_date(options.first, "--from"),
        "last_day": typed_date(options.last, "--to"),
        "zone": options.zone,
        "per_student": options.per_student,
        "minutes": options.minutes,
        "school": options.school,
        "organizer": options.organizer,
        "calls_per_adult": options.calls_per_adult,
    }
    path = store_path(options.store)
    if path.exists():
        return _make(options, fields, path)
    _check(fields)
    with _fresh(path):
        return _make(options, fields, path)


@contextmanager
def _fresh(path: Path) -> Iterator[None]:
    """A new store that goes again when what should fill it fails."""
    sqlite.create(path)
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _check(fields: dict[str, Any]) -> None:
    """Refuse what cannot be before a store is made for it."""
    from models.operations.campaigns import checked

    checked(**fields)


def _make(options: argparse.Namespace, fields: dict[str, Any], path: Path) -> int:
    with workspace(options) as opened:
        done = opened.write(make_campaign, **fields)
    if options.json:
        say_json({"done": True, "journal": str(done.journal), "sentence": done.sentence, "store": str(path)})
    else:
        say(done.sentence)
        say(f"Store: {path}")
    return DONE


def demo(options: argparse.Namespace) -> int:
    """Make a fresh demo store and open the app on it."""
    from models.operations.demo import fill_demo
    from models.operations.demo_files import ZONE

    path = _demo_path(options)
    if path.exists() or path.is_symlink():
        raise Refused(f"{path} exists already.", "The demo makes a fresh store: choose another place.")
    day = None if options.day is None else typed_date(options.day, "--day")
    say_busy("Making the demo school …")
    there = argparse.Namespace(**{**vars(options), "store": str(path), "zone": ZONE})
    with _fresh(path), workspace(there) as opened:
        made = fill_demo(opened, day=day, students=options.students, seed=options.seed)
        made = made._replace(rehearsal=made.rehearsal or opened.clock.rehearsal)
    return _after_demo(options, path, made)


def _demo_path(options: argparse.Namespace) -> Path:
    if options.store:
        return store_path(options.store)
    return Path(tempfile.mkdtemp(prefix="wbl-tui-demo-")) / "demo.wbl"


def first_start(options: argparse.Namespace) -> int:
    """No store yet: set up a campaign, or look around in the demo."""
    from wbl_tui.commands.app import show
    from wbl_tui.first_start import ask_first_start

    answer = ask_first_start(datetime.now(UTC).astimezone().date())
    if answer is None:
        return DONE
    if not answer:
        return demo(argparse.Namespace(**{**vars(options), **_DEMO}))
    _check(answer)
    path = store_path(options.store)
    with _fresh(path), workspace(options) as opened:
        opened.write(make_campaign, **answer)
    with workspace(options, ticks=True) as opened:
        return show(opened, "roster", mouse=not options.no_mouse)


def _after_demo(options: argparse.Namespace, path: Path, made: Demo) -> int:
    """Say where the demo is and how to open it; open it on a terminal."""
    zone = made.zone
    moment = made.now.astimezone(zone)
    rehearsed = f" --now {moment:%Y-%m-%dT%H:%M}" if made.rehearsal else ""
    command = f"wbl-tui --store {shlex.quote(str(path))}{rehearsed}"
    if options.json:
        say_json(
            {
                "store": str(path),
                "day": made.day.isoformat(),
                "now": iso(made.now, zone),
                "rehearsal": made.rehearsal,
                "open": command,
            }
        )
        return DONE
    say(str(path))
    if made.rehearsal:
        why = "The" if options.now else "It is not a school day's hour now: the"
        say(f"{why} demo runs on a rehearsal clock, {moment:%A %Y-%m-%d %H:%M}.")
    if options.no_open:
        say(f"Open it: {command}")
        return DONE
    with _demo_workspace(options, path, made) as opened:
        if interactive():
            from wbl_tui.commands.app import show

            return show(opened, "board", mouse=not options.no_mouse)
        print_day(opened, made.day)
    say(f"Open it in a terminal: {command} board")
    return DONE


@contextmanager
def _demo_workspace(options: argparse.Namespace, path: Path, made: Demo) -> Iterator[Workspace]:
    opened = open_workspace(str(path), options.actor, made.now if made.rehearsal else None)
    try:
        yield opened
    finally:
        opened.close()


_DEMO = {"students": None, "seed": 1, "day": None, "no_open": False, "json": False}
