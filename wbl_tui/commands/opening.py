"""Opening the store that a command was told to use; imports no more than that, for the app waits for it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.queries.reading import campaigns
from models.rules.span import instant_of, require_near
from models.rules.text import clean
from models.workspace import Clock, Workspace
from wbl_tui.bootstrap import open_workspace

_SHORT_HOUR = re.compile(r"([T ])(\d:)")


@contextmanager
def workspace(options: argparse.Namespace, *, ticks: bool = False) -> Iterator[Workspace]:
    """The store of the command, open; with `--now` at that moment. Raises StoreError."""
    opened = open_workspace(options.store, options.actor, None)
    try:
        if options.now is not None:
            opened.clock = Clock(_rehearsed(options, opened), ticks=ticks)
        yield opened
    finally:
        opened.close()


def _rehearsed(options: argparse.Namespace, opened: Workspace) -> datetime:
    """The moment of `--now`; a local one is of the store's zone, or of the zone that `init` was given."""
    moment = typed_moment(options.now, "--now")
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    known = opened.read(campaigns)
    named = known[0].zone if known else getattr(options, "zone", "UTC")
    return instant_of(moment, ZoneInfo(named))[0]


def typed_moment(text: str, what: str) -> datetime:
    """An ISO date and time, naive where it names no offset; "9:40" is 09:40. Raises BadInput."""
    try:
        moment = datetime.fromisoformat(_SHORT_HOUR.sub(r"\g<1>0\2", text.strip()))
    except ValueError:
        moment = None
    if moment is None or len(text.strip()) <= len("2026-11-23"):
        raise BadInput(
            f"{what}: {clean(text, 40)!r} is no date and time.", 'Write it like "2026-11-24 10:20".'
        )
    require_near(moment)
    return moment
