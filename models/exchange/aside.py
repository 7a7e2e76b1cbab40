"""Lines of a table that are about the list and not about anybody: totals, headings between the rows, footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.rules.text import clean, fold

_PEOPLE = r"(?:students?|pupils?|contacts?|employers?|members?|volunteers?|staff|teachers?|rooms?|seats?|rows?|records?|entries|people|names?|count)"  # fmt: skip
_TOTAL = re.compile(
    rf"(?:(?:grand |sub ?|sub-|overall |class )?totals?|sum|count|average|{_PEOPLE} total|number of {_PEOPLE})"
    rf"(?: (?:number )?(?:of )?{_PEOPLE})?(?: count)? ?[:=-]? ?[\d,.]* ?{_PEOPLE}?"
)
_COUNTED = re.compile(rf"[\d,.%]+(?: {_PEOPLE})?")
_FOOTER = re.compile(
    r"page \d+(?: ?(?:of|/) ?\d+)?|[- ]*end of (?:the )?(?:report|list|file|roster|document)[. -]*|"
    rf"{_PEOPLE}:? ?\d+|\d+ {_PEOPLE}(?: (?:listed|in all|total|found|selected|enrolled))?|"
    r"(?:generated|printed|exported|created|produced|run|downloaded|last updated|updated|report (?:date|generated|run)|"
    r"as of|date printed)\b.*\d.*|(?:confidential|for internal use|©)\b.*|© .*|"
    r"(?:generated|printed|prepared|exported|created|compiled|produced|run|requested|approved|updated|submitted)"
    r" (?:by|on|at|from|for)\b.*|"
    r"(?:notes?|source|legend|key|signature|signed|teacher|counselor|principal|school(?: year)?|term|semester|date)"
    r" ?:.*|\* .*"
)
_SECTION = re.compile(
    r"(?:period|per|pd|block|hour|section|sec|class|class of|grade|gr|homeroom|advisory|cohort|group|team)"
    r"[ .:#-]{0,3}\d{1,4}(?:\W.*)?|"
    r"(?:\d{1,2}(?:st|nd|rd|th)|ninth|tenth|eleventh|twelfth) (?:grade(?:rs?)?|period|hour|block)(?:\W.*)?|"
    r"(?:freshmen|sophomores|juniors|seniors)"
)
_SECTIONED = frozenset({"students", "contacts", "staff", "availability"})
"""Kinds whose rows are about people: the name of a room or a period may look like a heading."""


def aside_of(kind: str, cells: Sequence[str], headers: Sequence[str]) -> str:
    """The words of a line that is about the list itself; "" for a row about somebody or something.

    A total says so in its first cell and has nothing but numbers beside it; headings and footers stand alone.
    """
    filled = [cell for cell in cells if cell]
    if not filled or len(filled[0]) > 120:
        return ""
    plain = fold(clean(filled[0])).strip("*=_ ")
    alone = len(filled) == 1
    if _TOTAL.fullmatch(plain) and all(_COUNTED.fullmatch(fold(cell)) for cell in filled[1:]):
        return clean(" ".join(filled), 40) if not alone or len(headers) > 1 else ""
    if len(headers) < 2:
        return ""
    if alone and (_FOOTER.fullmatch(plain) or (kind in _SECTIONED and _SECTION.fullmatch(plain))):
        return clean(filled[0], 40)
    return clean(filled[0], 40) if _again(cells, headers) else ""


def _again(cells: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether the header stands there once more, as printed lists have it on every page."""
    named = [(cell, header) for cell, header in zip(cells, headers, strict=False) if cell or header]
    return len(named) > 1 and all(fold(cell) == fold(header) for cell, header in named)
