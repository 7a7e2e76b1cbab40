"""The bells on the command line: the schedule as one file, and days that are closed, short, special or late."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from models.errors import BadInput
from models.exchange.cells import yes_no
from models.exchange.safe_files import write_private
from models.queries.bells_file import bells_toml
from models.rules.facts import Proposal
from models.rules.span import local_day
from models.rules.text import clean
from models.rules.typed_bells import read_lines
from models.rules.walls import parse_wall
from models.workspace import Workspace
from wbl_tui.commands.common import typed_date, workspace
from wbl_tui.output import harmless, say, say_json, say_raw


def list_toml(options: argparse.Namespace) -> int:
    """The whole schedule with its classes, printed or written to a file. Raises BadInput for other kinds."""
    if options.kind != "bells":
        raise BadInput("Only the bell schedule is written as TOML.", "For example: list bells --toml")
    with workspace(options) as opened:
        text = opened.read(bells_toml, opened.now())
    if options.output is None:
        say_raw(text)
        return 0
    target = Path(options.output)
    write_private(target, harmless(text).encode())
    if options.json:
        say_json({"kind": "bells", "file": str(target)})
    else:
        say(f"Wrote the bell schedule to {target}.")
    return 0


def day_proposal(opened: Workspace, days: str, fields: Mapping[str, str]) -> Proposal:
    """What `set days DATE FIELD=VALUE…` would do: `closed`, `day_type`, `rotation`, `note` of one date or of FROM/TO;
    `periods="1 8:00-8:40; 2 …"` for one date alone, with `rotation` and `note`; `shift=15` for its calls, with
    `after=10:00` and `bells=yes`. `letters=keep` leaves the letters of later days as they are.

    DATE may be "today". Raises BadInput.
    """
    first, last = _typed_days(opened, days)
    alone = {"periods", "shift"} & fields.keys()
    if alone and first != last:
        raise BadInput(f"{min(alone)}= is for one date.", "Give a single date.")
    if "shift" in fields:
        return _shift(opened, first, fields)
    if "periods" in fields:
        return _own_rows(opened, first, fields)
    from models.operations.days import propose_days

    told = dict(fields)
    letters = told.pop("letters", "move")
    if letters not in ("keep", "move"):
        raise BadInput(f"letters={clean(letters, 40)} means nothing.", "Write letters=keep or letters=move.")
    query = partial(propose_days, first=first, last=last, fields=told, now=opened.now())
    return opened.read(partial(query, keep_letters=letters == "keep"))


def _own_rows(opened: Workspace, day: date, fields: Mapping[str, str]) -> Proposal:
    from models.operations.days import propose_rows

    if unknown := fields.keys() - {"periods", "rotation", "note"}:
        raise BadInput(
            f"{clean(min(unknown), 40)}= does not go with periods=.", "With it go rotation= and note=."
        )
    rows = read_lines(fields["periods"].replace(";", "\n"))
    more = {name: text for name, text in fields.items() if name != "periods"}
    return opened.read(partial(propose_rows, fields=more), day, rows, opened.now())


def _shift(opened: Workspace, day: date, fields: Mapping[str, str]) -> Proposal:
    from models.operations.shifting import propose_shift

    if unknown := fields.keys() - {"shift", "after", "bells"}:
        raise BadInput(
            f"{clean(min(unknown), 40)}= does not go with shift=.", "With it go after= and bells=yes."
        )
    try:
        minutes = int(fields["shift"])
    except ValueError:
        shown = clean(fields["shift"], 40)
        raise BadInput(f"{shown!r} is no number of minutes.", "Write it like shift=15.") from None
    after = parse_wall(fields["after"]) if fields.get("after") else None
    bells = yes_no(fields.get("bells", "")) or False
    shift = partial(propose_shift, day=day, minutes=minutes, now=opened.now(), after=after, bells=bells)
    return opened.read(shift)


def _typed_days(opened: Workspace, text: str) -> tuple[date, date]:
    first, several, last = text.strip().partition("/")
    begin = _typed_day(opened, first)
    return begin, _typed_day(opened, last) if several else begin


def _typed_day(opened: Workspace, text: str) -> date:
    if text.strip().casefold() == "today":
        return local_day(opened.now(), ZoneInfo(opened.campaign().zone))
    return typed_date(text)
