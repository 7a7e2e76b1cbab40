"""Commands that care for the store: backup, restore, doctor."""

from __future__ import annotations

import argparse
from pathlib import Path

from wbl_tui.commands.common import workspace
from wbl_tui.output import say, say_json


def backup(options: argparse.Namespace) -> int:
    """Write a backup that was opened and counted."""
    from models.operations import care

    with workspace(options) as opened:
        target = Path(options.file) if options.file else care.default_backup_path(opened.path, opened.now())
        made = opened.with_store(care.backup, target)
    if options.json:
        say_json({"file": str(made.file), "rows": made.rows, "journal_head": made.head})
        return 0
    counts = ", ".join(f"{made.rows[name]} {label}" for name, label in _COUNTED if name in made.rows)
    say(f"Wrote {made.file}: {counts}.")
    return 0


_COUNTED = (
    ("student", "students"),
    ("contact", "contacts"),
    ("interview", "interviews"),
    ("journal", "journal entries"),
)
