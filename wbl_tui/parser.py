"""What can be typed after `wbl-tui`, with one real example in every command's help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from models.rules.text import clean
from wbl_tui.arguments import house, work
from wbl_tui.arguments.common import Add

VERSION = "0.5.0"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong on one line that starts like every other error."""

    def error(self, message: str) -> NoReturn:
        text = clean(message, 400)
        sys.stderr.write(f"wbl-tui: {text[:1].upper()}{text[1:]}. `{self.prog} --help` shows how.\n")
        sys.exit(2)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments (else the process's own), understood; ends the process with 2 where they cannot be.

    Opening the app, which has no command, does not wait for the commands' own parsers to be made.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    few = _Parser(prog="wbl-tui", add_help=False, allow_abbrev=False)
    _add_globals(few)
    if not any(word in ("-h", "--help", "--version") for word in words):
        options, rest = few.parse_known_args(words)
        if not rest:
            return options
    return build_parser().parse_args(words)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="wbl-tui",
        description="Informational interviews for a whole school: roster, employers, calendar, quiet rooms, board.",
        epilog="Without a command the app opens. Try `wbl-tui demo`.",
        allow_abbrev=False,
    )
    _add_globals(parser)
    parser.add_argument("--version", action="version", version=f"wbl-tui {VERSION}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser)
    for group in (
        house.opening, house.files, work.interviews, work.records, work.merge, work.reading, house.exports, house.publishing, house.paper,
        house.journal, house.care,
    ):  # fmt: skip
        group(_adder(commands))
    return parser


def _add_globals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="PATH_OR_URL", help="the store to use")
    parser.add_argument("--actor", metavar="NAME", help="who is acting, for the journal")
    parser.add_argument("--now", metavar="ISO", help="rehearsal clock: behave as at that moment")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.set_defaults(run="app:open_app")


def _adder(commands: Any) -> Add:
    def add(name: str, run: str, help_: str, example: str, *, json: bool = True) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name,
            help=help_,
            description=help_[0].upper() + help_[1:] + ".",
            epilog=f"Example: wbl-tui {example}",
            allow_abbrev=False,
        )
        made.set_defaults(run=run)
        if json:
            made.add_argument("--json", action="store_true", help="print one JSON object")
        return made

    return add
