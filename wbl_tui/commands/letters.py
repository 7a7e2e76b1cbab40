"""The command that makes sheets of paper: PDF or plain text, one file for all or one for each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from models.errors import BadInput
from models.exchange.safe_files import is_folder, private_folder, safe_file_name, write_private
from models.operations.printing import Print, make_print, record_print
from models.rules.paper import STACK, Printed
from wbl_tui.commands.common import DONE, typed_day, workspace
from wbl_tui.output import say, say_json, say_raw, warn


def letters(options: argparse.Namespace) -> int:
    """Make the sheets, write them, then note that they were printed."""
    if options.output is not None and not options.output.strip():
        raise BadInput("-o needs the path of a file or a folder.", "For example: -o paper.pdf")
    if options.output is None and (options.json or not options.text):
        raise BadInput("Say where to: -o FILE.pdf or -o FOLDER/.", "With `--text` alone it is printed here.")
    _settle_text(options)
    kinds = _kinds(options.kinds)
    with workspace(options) as opened:
        campaign = opened.campaign()
        made = opened.read(
            make_print, campaign, typed_day(options.day, opened), kinds, opened.now(),
            space=options.space, only=options.only, changed=options.changed,
        )  # fmt: skip
        if not made.printed:
            return _nothing(options)
        boxes, data = _boxes(options, made), _files(options, made)
        with _written(data) as files:
            done = opened.write(record_print, campaign, made)
        if options.output is None:
            _show(made)
    pages = _pages(options, data)
    if options.json:
        say_json(
            {
                "done": True,
                "journal": str(done.journal),
                "sentence": done.sentence,
                "files": files,
                "pages": pages,
                "warnings": [{"code": "font", "text": boxes}] if boxes else [],
            }
        )
    elif files:
        say(f"{done.sentence} {_where(options, pages)}")
    if boxes:
        warn(f"Note: {boxes}")
    return DONE


def _settle_text(options: argparse.Namespace) -> None:
    """The ending of a file says what it is: .txt is plain text also without `--text`, and .pdf is never that."""
    ending = Path(options.output or "").suffix.casefold()
    if options.text and ending == ".pdf":
        raise BadInput("--text does not go with a file that ends in .pdf.", "Let its name end in .txt.")
    options.text = options.text or (ending == ".txt" and not is_folder(Path(options.output).expanduser()))


def _boxes(options: argparse.Namespace, made: Print) -> str:
    """What is to be said about letters that no font has; plain text has no fonts."""
    if options.text:
        return ""
    from models.exchange.paper_pdf import boxes_for, boxes_told

    return boxes_told(boxes_for(made.printed))


def _pages(options: argparse.Namespace, files: Iterable[tuple[Path, bytes]]) -> int | None:
    """How many pages were made; None for plain text, which each printer breaks in its own way."""
    if options.text:
        return None
    from models.exchange.paper_pdf import pages_in

    return sum(pages_in(data) for _, data in files)


def _where(options: argparse.Namespace, pages: int | None) -> str:
    if pages is None:
        return f"In {options.output}."
    from models.exchange.paper_pdf import pages_told

    return f"{pages_told(pages).capitalize()} in {options.output}."


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


def _show(made: Print) -> None:
    """The sheets as text, here."""
    from models.exchange.paper_text import text_of

    text = text_of(made.printed)
    # Pages are for printers: somebody who reads it here would only see a gap.
    say_raw(text.replace("\f", "\n") if sys.stdout.isatty() else text)


def _files(options: argparse.Namespace, made: Print) -> list[tuple[Path, bytes]]:
    """What is to be written where: one file for all, or into a folder one for each."""
    if options.output is None:
        return []
    target = Path(options.output).expanduser()
    if not (is_folder(target) or options.output.endswith(("/", "\\"))):
        return [(target, _data(options, made.printed))]
    folder, ending = private_folder(target), ".txt" if options.text else ".pdf"
    found: dict[str, bytes] = {}
    for one in made.printed:
        name = next(name for n in count(1) if (name := _name(one, n, ending)) not in found)
        found[name] = _data(options, [one])
    return [(folder / name, data) for name, data in found.items()]


@contextmanager
def _written(files: Iterable[tuple[Path, bytes]]) -> Iterator[list[str]]:
    """The files, for as long as what follows goes well: sheets that nobody noted are not left lying about."""
    made: list[Path] = []
    try:
        for path, data in files:
            write_private(path, data)
            made.append(path)
        yield [str(path) for path in made]
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _data(options: argparse.Namespace, printed: Iterable[Printed]) -> bytes:
    if options.text:
        from models.exchange.paper_text import text_of

        return text_of(printed).encode()
    from models.exchange.paper_pdf import pdf_of

    return pdf_of(printed, "a4" if options.a4 else "us-letter")


def _name(one: Printed, number: int, ending: str) -> str:
    """Of kind, who it is for, and the id, so that two of one name do not meet; names are cut before that is."""
    sheet = one.sheet
    parts = [sheet.kind, *([sheet.title[:_NAMED], sheet.key[:_NAMED]] if sheet.key else ())]
    return safe_file_name(" ".join([*parts, *([str(number)] if number > 1 else [])]), ending)


_NAMED = 40
"""So many letters of a title or an id at most are part of a file's name."""
