"""Printing: plain lines made safe, JSON objects, questions on a terminal. Nothing else prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from models.rules.text import clean

if TYPE_CHECKING:
    from models.operations.doctor import Terminal

SCHEMA = "wbl-tui/1"
# What a terminal obeys; a store that another program filled may hold it. Blanks and line ends are formats' own.
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def say(line: str = "") -> None:
    """One line on standard output, without anything a terminal would obey."""
    sys.stdout.write(clean_line(line) + "\n")


def say_lines(*lines: str) -> None:
    """Several lines in one piece: a program that reads the first and leaves has been given them all."""
    sys.stdout.write("".join(clean_line(line) + "\n" for line in lines))


def warn(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"wbl-tui: {clean(line, 2000)}\n")


def say_busy(line: str) -> None:
    """What takes a while, to somebody who waits at a terminal; scripts and files are not told."""
    if sys.stderr.isatty():
        sys.stderr.write(clean_line(line) + "\n")
        sys.stderr.flush()


def say_progress(line: str) -> None:
    """How far long work is, each line in the place of the one before, to somebody at a terminal; "" ends it."""
    if sys.stderr.isatty():
        room = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{clean_line(line)[:room]:{room}}" if line else f"\r{'':{room}}\r")
        sys.stderr.flush()


def clean_line(line: str) -> str:
    """The line as `clean` leaves it, but with its runs of blanks: tables are made of them."""
    return "  ".join(clean(part, 4000) if part else "" for part in line.split("  "))


def say_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output; what a terminal would obey is written as an escape."""
    text = json.dumps({"schema": SCHEMA, **value}, ensure_ascii=False, indent=1)
    sys.stdout.write(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def say_raw(text: str) -> None:
    """Text that is a file format of its own, such as CSV, without what a terminal would obey."""
    sys.stdout.write(harmless(text))


def harmless(text: str) -> str:
    """The text without what a terminal would obey, its blanks and line ends as they are."""
    return _OBEYED.sub("", text)


def say_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns padded to their widest cell; no colour, no lines."""
    from rich.cells import cell_len

    cells = [[clean(str(cell), 200) for cell in row] for row in rows]
    widths = [max([cell_len(head), *(cell_len(row[n]) for row in cells)]) for n, head in enumerate(headers)]
    for row in [list(headers), *cells]:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


def agreed(question: str) -> bool:
    """Ask on the terminal; anything but y or yes is no."""
    sys.stdout.write(f"{question} [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def interactive() -> bool:
    """Whether somebody sits at a terminal and can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def this_terminal() -> Terminal | None:
    """What is known about the terminal, None where there is none."""
    if not sys.stdout.isatty():
        return None
    from models.operations.doctor import Terminal

    size = shutil.get_terminal_size()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM", "dumb") == "dumb"
    deep = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    unicode_ = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
    return Terminal(size.columns, size.lines, 0 if plain else 1 << 24 if deep else 256, unicode_)
