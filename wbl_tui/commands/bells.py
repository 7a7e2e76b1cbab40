"""The bell schedule as the one TOML file that a teacher edits."""

from __future__ import annotations

import argparse
from pathlib import Path

from models.errors import BadInput
from models.exchange.safe_files import write_private
from models.queries.bells_file import bells_toml
from wbl_tui.commands.common import workspace
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
