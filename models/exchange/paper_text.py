"""Sheets as plain text, 110 columns wide (Letter or A4 across), for any printer and any screen; a form feed parts them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from models.rules.paper import REHEARSED, Block, Lines, Printed, Table

WIDTH = 110
_LEAST = 6


def text_of(printed: Iterable[Printed]) -> str:
    """All sheets, each beginning on a page of its own and ending with its stamp."""
    return "\f".join("\n".join(_sheet(one)) + "\n" for one in printed)


def _sheet(one: Printed) -> list[str]:
    sheet = one.sheet
    lines = [REHEARSED, ""] if one.stamp.startswith(REHEARSED) else []
    lines += [sheet.title, sheet.subtitle, ""]
    for block in sheet.blocks:
        lines += [*_block(block), ""]
    return [line.rstrip() for line in [*lines, one.stamp]]


def _block(block: Block) -> list[str]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Lines):
        head = [block.heading] if block.heading else []
        return head + [part for line in block.lines for part in wrapped(line, WIDTH) or ("",)]
    return [*wrapped(block.heading, WIDTH), *("_" * WIDTH for _ in range(block.lines))]


def _table(table: Table) -> list[str]:
    widths = _widths(table)
    lines: list[str] = []
    for row in (table.headers, *table.rows):
        cells = [wrapped(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = (
                _filled(cell[number] if number < len(cell) else "", width)
                for cell, width in zip(cells, widths, strict=True)
            )
            lines.append("  ".join(parts).rstrip())
        if row is table.headers:
            lines.append("-" * min(WIDTH, sum(widths) + 2 * (len(widths) - 1)))
    return lines


def _widths(table: Table) -> list[int]:
    columns = list(zip(table.headers, *table.rows, strict=True))
    longest = [max(map(width_of, column)) for column in columns]
    room = WIDTH - 2 * (len(columns) - 1)
    fixed = sum(width for width, weight in zip(longest, table.weights, strict=True) if not weight)
    weights = sum(table.weights)
    share = max(0, room - fixed) / weights if weights else 0.0
    return [
        max(_LEAST if weight else 1, int(share * weight) if weight else width)
        for width, weight in zip(longest, table.weights, strict=True)
    ]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken between words where that is possible."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width):
            if line and width_of(line) + 1 + width_of(piece) > width:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    return [*lines, line] if line else lines


def _pieces(word: str, width: int) -> Sequence[str]:
    """The word, or what it is cut into where it is wider than the column."""
    pieces = [""]
    for letter in word:
        if width_of(pieces[-1] + letter) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _filled(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def width_of(text: str) -> int:
    """Columns that the text takes on a terminal or in a typewriter's letters."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
