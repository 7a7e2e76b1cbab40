"""Tables without a line that names their columns: known by what stands in it, and their columns called by letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.exchange.header_words import normalise

_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_LONG_NUMBER = re.compile(r"\d{4,}(?:\.0)?|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_REFERENCE = re.compile(r"(?:column |col )?([a-z]{1,2}|\d{1,4})", re.I)
_LETTERED = re.compile(r"Column ([A-Z]{1,3})(?: \(.*\))?")
_SECRETS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("social security number", re.compile(r"\d{3}-\d{2}-\d{4}|\*{3}-\*{2}-\d{4}")),
    ("gender", re.compile(r"m|f|x|male|female|non-?binary", re.I)),
    ("birth date", re.compile(
        r"(?:19[5-9]\d|20[01]\d)-\d{1,2}-\d{1,2}.*|\d{1,2}[/.-]\d{1,2}[/.-](?:19[5-9]\d|20[01]\d|0\d|1\d).*")),
)  # fmt: skip
"""What must not be kept, by its values alone; a birth date lies far enough back to be none of an enrolment."""


def letter_of(at: int) -> str:
    """The letter by which a spreadsheet calls the column at this place, from 0: A to Z, then AA."""
    before, last = divmod(at, 26)
    return (letter_of(before - 1) if before else "") + chr(ord("A") + last)


def lettered(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Names for the columns of rows without a header: "Column A", and in brackets what must never be kept."""
    width = max(map(len, rows), default=0)
    while width and not any(len(row) >= width and row[width - 1] for row in rows):
        width -= 1
    return tuple(
        f"Column {letter_of(at)}{_secret(row[at] for row in rows if at < len(row))}" for at in range(width)
    )


def is_lettered(headers: Sequence[str]) -> bool:
    """Whether these are names that the program gave to columns without any."""
    return bool(headers) and all(_LETTERED.fullmatch(header) for header in headers)


def column_at(text: str, width: int) -> int:
    """The place of the column that somebody names by its letter or number ("C", "3", "column C"); -1 for none."""
    found = _REFERENCE.fullmatch(text.strip())
    if not found:
        return -1
    if found[1].isdigit():
        at = int(found[1]) - 1
    else:
        at = sum(
            (ord(letter) - ord("A") + 1) * 26**place
            for place, letter in enumerate(reversed(found[1].upper()))
        ) - 1  # fmt: skip
    return at if 0 <= at < width else -1


def are_references(texts: Iterable[str]) -> bool:
    """Whether there are any, and all of them name columns by letter or number."""
    found = [text for text in texts if text.strip()]
    return bool(found) and all(_REFERENCE.fullmatch(text.strip()) for text in found)


def is_a_row(rows: Sequence[Sequence[str]], known: Sequence[int]) -> bool:
    """Whether the first row is one like all the others; `known` are places in it that a header could have filled.

    Of these there may be one that stands below itself again, as "student" does in a list of roles.
    """
    first, below = rows[0], rows[1:]
    if any(_MAIL.fullmatch(cell) for cell in first):
        return True
    again = [at for at, cell in enumerate(first) if cell and _stands_in(below, at, cell)]
    if first in below:
        return False  # a header that comes again on every page
    return bool(again) and set(known) <= set(again) if known else bool(again) or any(map(_is_value, first))


def stands_over_values(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has words where the others have numbers, dates or mail addresses, as a header has."""
    first, below = rows[0], rows[1:]
    for at, cell in enumerate(first):
        values = [row[at] for row in below if at < len(row) and row[at]]
        if values and not _has_digits(cell) and sum(map(_has_digits, values)) * 5 >= len(values) * 4:
            return True
    return False


def _has_digits(cell: str) -> bool:
    return "@" in cell or any(map(str.isdigit, cell))


def _stands_in(rows: Sequence[Sequence[str]], at: int, cell: str) -> bool:
    return any(at < len(row) and normalise(row[at]) == normalise(cell) for row in rows)


def _is_value(cell: str) -> bool:
    if _YEAR.fullmatch(cell):
        return False
    return bool(_DATE.fullmatch(cell) or _LONG_NUMBER.fullmatch(cell))


def _secret(cells: Iterable[str]) -> str:
    values = [cell.strip() for cell in cells if cell.strip()]
    for what, pattern in _SECRETS:
        if len(values) > 1 and all(pattern.fullmatch(value) for value in values):
            return f" ({what})"
    return ""
