"""Commands about the journal: log, undo, redo."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from models.exchange.json_out import iso
from models.operations.undo import redo, undo
from models.queries import reading
from models.queries.journal import entries
from models.workspace import Workspace
from wbl_tui.commands.common import answer, workspace
from wbl_tui.output import say_json, say_table


def log(options: argparse.Namespace) -> int:
    """The journal, oldest first."""
    with workspace(options) as opened:
        zone = _zone(opened)
        if options.interview is not None:
            from models.operations.judging import interview_of

            opened.read(interview_of, options.interview)
        found = opened.read(lambda db: entries(db, interview=options.interview))
    if options.json:
        rows = [
            {
                "id": str(entry.id),
                "at": iso(entry.at, zone),
                "actor": entry.actor,
                "terminal": entry.terminal,
                "action": entry.action,
                "sentence": entry.sentence,
                "undone": entry.undone,
            }
            for entry in found
        ]
        say_json({"rows": rows})
        return 0
    say_table(
        ("entry", "when", "who", "what"),
        [
            (
                entry.id,
                f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}",
                entry.actor,
                entry.sentence + (" (undone)" if entry.undone else ""),
            )
            for entry in found
        ],
    )
    return 0


def _zone(opened: Workspace) -> ZoneInfo:
    campaigns = opened.read(reading.campaigns)
    return ZoneInfo(campaigns[-1].zone) if campaigns else ZoneInfo("UTC")


def undo_(options: argparse.Namespace) -> int:
    """Take back the actor's own last change, or a chosen entry."""
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(undo, options.entry))


def redo_(options: argparse.Namespace) -> int:
    """Do again what was taken back last."""
    with workspace(options) as opened:
        return answer(options, opened, lambda: opened.write(redo))
