"""The command that makes one record of two: `wbl-tui merge contacts c12 c17`."""

from __future__ import annotations

import argparse

from models.errors import BadInput, Refused
from models.operations.merging import propose_merge
from models.rules.text import clean
from wbl_tui.commands.common import workspace
from wbl_tui.commands.large import settle
from wbl_tui.output import say_json


def merge(options: argparse.Namespace) -> int:
    """Make one record of two; of each field in which both differ `--take FIELD=keep|other|both` says what stays."""
    wanted = _wanted(options.take)
    with workspace(options) as opened:
        try:
            proposal = opened.read(
                propose_merge, options.kind, options.keep, options.other, opened.now(), wanted
            )
        except Refused as refused:
            if options.json:
                say_json({"done": False, "refusal": refused.sentence, "clashes": [], "alternatives": []})
            raise
        return settle(options, opened, proposal)


def _wanted(pairs: list[str]) -> dict[str, str]:
    """A field alone means the other one's value."""
    wanted = {}
    for pair in pairs:
        field, sign, choice = pair.partition("=")
        if not field.strip() or (sign and not choice.strip()):
            raise BadInput(
                f"--take {clean(pair, 60)!r} is not FIELD or FIELD=keep.", "For example: --take phone."
            )
        wanted[field.strip().casefold()] = choice.strip().casefold() or "other"
    return wanted
