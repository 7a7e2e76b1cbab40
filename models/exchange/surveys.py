"""Headers of survey programs, which take two or three rows: questions, the options under them, and their own codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from models.exchange.header_words import normalise

_SURVEY = frozenset({"respondent id", "collector id"})
_ANSWER = frozenset({"", "response", "open ended response", "comments"})
_CODES = '{"ImportId"'


class Surveyed(NamedTuple):
    """The header, one name for each column, and how many of the rows below belong to it."""

    header: list[str]
    rows: int


def surveyed(
    header: Sequence[str], below: Sequence[Sequence[str]], recognise: Callable[[Sequence[str]], int]
) -> Surveyed | None:
    """The header of a survey, where `header` is the first row of one; None for any other table.

    An option under a question goes in brackets behind it, as other form programs write it, save where it is a name
    of a column itself ("Email Address" under "Contact information").
    """
    for at, row in enumerate(below):
        if _are_codes(row):
            return Surveyed(list(below[at - 1]) if at else list(header), at + 1)
    plain = list(map(normalise, header))
    if not _SURVEY.issubset(plain) or not below or _cell(below[0], plain.index("respondent id")):
        return None
    return Surveyed(_with_options(header, below[0], recognise), 1)


def _with_options(
    header: Sequence[str], under: Sequence[str], recognise: Callable[[Sequence[str]], int]
) -> list[str]:
    found, question = list[str](), ""
    for at in range(max(len(header), len(under))):
        question = _cell(header, at) or question
        option = _cell(under, at)
        if normalise(option) in _ANSWER:
            found.append(question)
        elif recognise([option]):
            found.append(option)
        elif normalise(option).startswith("other"):
            found.append(f"{question} - {option}")
        else:
            found.append(f"{question} [{option}]")
    return found


def _are_codes(row: Sequence[str]) -> bool:
    named = [cell for cell in row if cell]
    return bool(named) and all(cell.startswith(_CODES) for cell in named)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
