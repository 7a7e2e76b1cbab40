"""A list that stands on several sheets, one for each grade or period: which belong together, and where a row is from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.exchange import limits
from models.exchange.header_words import normalise
from models.exchange.tables import Row, Table
from models.rules.text import fold

APART = 10_000_000
"""Rows of the second sheet are numbered from here, of the third from twice this: no sheet has as many."""
_PART = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\b|\b(?:freshm[ae]n|sophomores?|juniors?|seniors?|ninth|tenth|eleventh|twelfth)\b"
)
_LETTERED = re.compile(r"(?<=^p)\d{1,2}(?=\b)|(?<=\bp)\d{1,2}(?=\b)|(?<=\bgr)\d{1,2}\b")
_AUTOMATIC = re.compile(r"(?:sheet|table|tabelle|feuil|hoja) ?#|.*copy.*")
_ROW = re.compile(r"\b([Rr]ow) (\d{8,10})\b")


class Sheet(NamedTuple):
    """What is known of a sheet before it is read: its name and its header as written."""

    name: str
    header: Sequence[str]


def together(chosen: Sheet, others: Iterable[Sheet]) -> tuple[str, ...]:
    """The names of sheets that hold one list with the chosen one, itself with them, in the workbook's order.

    Their headers say the same, or a part of what the chosen one's says, and their names differ in nothing but a grade
    or a number below 100. () for none.
    """
    pattern, header = _pattern(chosen.name), _names(chosen.header)
    if "#" not in pattern or _AUTOMATIC.fullmatch(pattern):
        return ()
    found = [one.name for one in others if _pattern(one.name) == pattern and _part_of(one.header, header)]
    return tuple(found) if len(found) > 1 else ()


def joined(tables: Sequence[Table], name: str) -> Table:
    """One table of several with the headers of the widest, perhaps in another order. Raises BadInput past the limit of rows."""
    first = max(tables, key=lambda table: len(_names(table.headers)))
    rows = list[Row]()
    for at, table in enumerate(tables):
        places = [_place(table.headers, header) for header in first.headers]
        if table is first:
            places = list(range(len(first.headers)))
        rows += (
            Row(number + APART * at, [cells[place] if place >= 0 else "" for place in places])
            for number, cells in table.rows
        )
    if len(rows) > limits.ROWS.most:
        raise limits.ROWS.refuse(name)
    return first._replace(rows=rows)


def place_in(sheets: Sequence[str], number: int) -> tuple[str, int]:
    """The sheet and the row that a joined table's row number means; no sheet where none were joined."""
    return (sheets[number // APART], number % APART) if sheets else ("", number)


def in_words(sheets: Sequence[str], text: str) -> str:
    """The text with every row number of a joined table as people see it."""
    if not sheets:
        return text
    return _ROW.sub(
        lambda found: f"{found[1]} {int(found[2]) % APART} of {_sheet(sheets, int(found[2]))!r}", text
    )


def _sheet(sheets: Sequence[str], number: int) -> str:
    return sheets[min(number // APART, len(sheets) - 1)]


def _pattern(name: str) -> str:
    return " ".join(_PART.sub("#", _LETTERED.sub("#", fold(name))).split())


def _part_of(header: Sequence[str], whole: frozenset[str]) -> bool:
    names = _names(header)
    return len(names) > 1 and names <= whole


def _names(header: Sequence[str]) -> frozenset[str]:
    return frozenset(filter(None, map(normalise, header)))


def _place(headers: Sequence[str], header: str) -> int:
    wanted = normalise(header)
    return next((at for at, one in enumerate(headers) if normalise(one) == wanted), -1) if wanted else -1
