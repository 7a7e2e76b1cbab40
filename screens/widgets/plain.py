"""Text from people on its way to the screen: never markup, never a control character, never too wide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from models.rules.text import clean, clean_lines

TONES = ("good", "warn", "bad", "dim", "strong", "now")
"""How a word may be shown: each is a component class of the widgets here, and never the only sign."""

LIMIT = 2_000
"""Longest text put on one line of the screen, in characters."""

SHORT = 3
"""Longest last word of a name that is kept where the name is cut, in characters."""
LEAST = 5
"""Fewest cells that must be left for what comes before it."""

# Terminals disagree about the width of joined emoji and of signs asked to be coloured; apart they agree.
_JOINED = re.compile("(?<=[\U0001f000-\U0001faff\ufe0f])\u200d|\ufe0f|[\U0001f3fb-\U0001f3ff]")


class Toned(NamedTuple):
    """A text with one of TONES."""

    text: str
    tone: str


Cell = str | Toned
"""What a table's cell may be."""


def safe(text: str) -> str:
    """One line that any terminal shows as it is measured here."""
    if text.isprintable() and len(text) <= LIMIT:
        return text if text.isascii() else _JOINED.sub("", text)
    return _JOINED.sub("", clean(text, LIMIT))


def plain(text: str) -> Content:
    """For every widget of Textual that shows text: lines kept, nothing in it means anything."""
    return Content(_JOINED.sub("", clean_lines(text)))


def fit(text: str, width: int, align: str = "left", *, end: str = "…") -> str:
    """Exactly `width` cells of the text, with `end` where it was cut. Never splits a wide character."""
    if width <= 0:
        return ""
    text = safe(text)
    used = len(text) if text.isascii() else cell_len(text)
    if used > width:
        cut = set_cell_size(text, width - len(end)).rstrip() + end
        return set_cell_size(cut, width)
    blank = width - used
    if align == "right":
        return " " * blank + text
    if align == "center":
        return " " * (blank // 2) + text + " " * (blank - blank // 2)
    return text + " " * blank


def fit_name(text: str, width: int) -> str:
    """As `fit`, but a number or letter at the end stays: Booth 1 and Booth 2 are told apart by nothing else."""
    head, _, last = safe(text).rpartition(" ")
    room = width - cell_len(last) - 1
    if not head or not 0 < len(last) <= SHORT or room < LEAST or width_of(text) <= width:
        return fit(text, width)
    return fit(f"{fit(head, room).rstrip()} {last}", width)


def width_of(text: str) -> int:
    """How many cells the text takes once it is safe."""
    return cell_len(safe(text))


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells, broken at blanks where there are any; of one letter where there
    is no room, as in a window that is just being drawn smaller.
    """
    lines: list[str] = []
    for paragraph in str(plain(text)).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            for piece in _pieces(word, width):
                if line and cell_len(line) + 1 + cell_len(piece) > width:
                    lines.append(line)
                    line = piece
                else:
                    line = f"{line} {piece}" if line else piece
        lines.append(line)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    pieces = []
    while len(word) > 1 and cell_len(word) > width:
        head = set_cell_size(word, max(0, width)).rstrip() or word[:1]
        pieces.append(head)
        word = word[len(head) :]
    return [*pieces, word]


def segments(parts: Sequence[tuple[str, Style]]) -> list[Segment]:
    """Rich segments of texts that are already fitted."""
    return [Segment(text, style) for text, style in parts if text]
