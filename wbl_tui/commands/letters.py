"""The command that makes sheets of paper: PDF or plain text, one file for all or one for each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from models.errors import BadInput
from models.exchange.safe_files import private_folder, safe_file_name, write_private
from models.operations.printing import Print, make_print, record_print
from models.rules.paper import STACK, Printed
from wbl_tui.commands.common import DONE, typed_day, workspace
from wbl_tui.output import say, say_json, say_raw


def letters(options: argparse.Namespace) -> int:
    """Make the sheets, write them, then note that they were printed."""
    if options.output is not None and not options.output.strip():
        raise BadInput("-o needs the path of a file or a folder.", "For example: -o paper.pdf")
    if options.output is None and (options.json or not options.text):
        raise BadInput("Say where to: -o FILE.pdf or -o FOLDER/.", "With `--text` alone it is printed here.")
    kinds = _kinds(options.kinds)
    with workspace(options) as opened:
        campaign = opened.campaign()
        made = opened.read(
            make_print, campaign, typed_day(options.day, opened), kinds, opened.now(),
            space=options.space, only=options.only, changed=options.changed,
        )  # fmt: skip
        if not made.printed:
            return _nothing(options)
        files = _write(options, made)
        done = opened.write(record_print, campaign, made)
    if options.json:
        say_json({"done": True, "journal": str(done.journal), "sentence": done.sentence, "files": files})
    elif files:
        say(f"{done.sentence} In {options.output}.")
    return DONE


ALSO = {
    "day-sheets": "office",
    "permission-slips": "slips",
    "call-cards": "cards",
    "thanks": "thank-yous",
    "blank-forms": "blank",
    "forms": "blank",
}
"""Other words for kinds of sheet."""


def _kinds(named: Iterable[str]) -> list[str]:
    """The kinds that were named; "all" are those that back a day up."""
    return [kind for name in named for kind in (STACK if name == "all" else (ALSO.get(name, name),))]


def _nothing(options: argparse.Namespace) -> int:
    why = "No sheet says anything new." if options.changed else "There is nothing to print for this day."
    if options.json:
        say_json({"done": True, "journal": None, "sentence": why, "files": []})
    else:
        say(why)
    return DONE


def _write(options: argparse.Namespace, made: Print) -> list[str]:
    if options.output is None:
        from models.exchange.paper_text import text_of

        text = text_of(made.printed)
        # Pages are for printers: somebody who reads it here would only see a gap.
        say_raw(text.replace("\f", "\n") if sys.stdout.isatty() else text)
        return []
    target = Path(options.output).expanduser()
    ending = ".txt" if options.text else ".pdf"
    if not (target.is_dir() or options.output.endswith(("/", "\\"))):
        write_private(target, _data(options, made.printed))
        return [str(target)]
    folder = private_folder(target)
    names = [_name(one, ending) for one in made.printed]
    for name, one in zip(names, made.printed, strict=True):
        write_private(folder / name, _data(options, [one]))
    return [str(folder / name) for name in names]


def _data(options: argparse.Namespace, printed: Iterable[Printed]) -> bytes:
    if options.text:
        from models.exchange.paper_text import text_of

        return text_of(printed).encode()
    from models.exchange.paper_pdf import pdf_of

    return pdf_of(printed, "a4" if options.a4 else "us-letter")


def _name(one: Printed, ending: str) -> str:
    """Of kind, who it is for, and the id, so that two of one name do not meet."""
    sheet = one.sheet
    parts = [part for part in (sheet.kind, sheet.title if sheet.key else "", sheet.key) if part]
    return safe_file_name(" ".join(parts), ending)
