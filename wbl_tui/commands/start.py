"""Commands that make a store: init, demo, and the first start without one."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

from models.errors import BadInput, Refused
from models.operations.campaigns import make_campaign
from models.rules.text import clean
from models.tables import sqlite
from models.workspace import Workspace
from wbl_tui.bootstrap import open_workspace, store_path
from wbl_tui.commands.common import DONE, REFUSED, workspace
from wbl_tui.output import agreed, interactive, say, say_json


def init(options: argparse.Namespace) -> int:
    """Make a store and its campaign; on a store that is there, a further campaign."""
    fields = {
        "name": options.name,
        "first_day": _date(options.first, "--from"),
        "last_day": _date(options.last, "--to"),
        "zone": options.zone,
        "per_student": options.per_student,
        "minutes": options.minutes,
        "school": options.school,
        "organizer": options.organizer,
        "calls_per_adult": options.calls_per_adult,
    }
    path = store_path(options.store)
    fresh = not path.exists()
    if fresh:
        _check(fields)
        sqlite.create(path)
    try:
        return _make(options, fields, path)
    except BaseException:
        if fresh:
            path.unlink(missing_ok=True)
        raise


def _check(fields: dict[str, object]) -> None:
    """Refuse what cannot be before a store is made for it."""
    from models.operations.campaigns import checked

    checked(**fields)  # type: ignore[arg-type]


def _make(options: argparse.Namespace, fields: dict[str, object], path: Path) -> int:
    with workspace(options) as opened:
        done = opened.write(make_campaign, **fields)
    if options.json:
        say_json({"done": True, "journal": str(done.journal), "sentence": done.sentence, "store": str(path)})
    else:
        say(done.sentence)
        say(f"Store: {path}")
    return DONE


def _date(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"{what}: {clean(text, 40)!r} is no date.", "Write it like 2026-11-24.") from None
