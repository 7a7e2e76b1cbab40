"""What a printed sheet is, apart from how it is printed: a title, tables, lines, and room to write."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

STACK = ("office", "doors", "teachers", "cards", "standby", "slips", "blank")
"""Kinds of sheet that back a day up, in the order of a stack of all of them."""

LETTERS = {"confirmations": "confirmation", "checklists": "checklist"}
"""Kinds of sheet that interviewees get before the day, and the note that each of them is."""

KINDS = (*STACK[:-1], *LETTERS, "thank-yous", STACK[-1])
"""Every kind of sheet."""

KIND_WORDS = {
    "office": "the front office's list",
    "doors": "door sheets",
    "teachers": "class teachers' sheets",
    "cards": "call cards",
    "standby": "the standby plan",
    "slips": "permission slips",
    "confirmations": "confirmations",
    "checklists": "interviewees' checklists",
    "thank-yous": "thank-you sheets",
    "blank": "blank forms",
}

BOX = "☐"

REHEARSED = "REHEARSAL, not the day itself"
"""What the stamp of a sheet begins with that was printed from a copy."""


class Table(NamedTuple):
    """Rows under headers. `weights`: each column's share of the width; 0 is as wide as its longest cell."""

    headers: tuple[str, ...]
    weights: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class Lines(NamedTuple):
    """Lines of text under a heading ("" for none)."""

    heading: str
    lines: tuple[str, ...]


class Writing(NamedTuple):
    """Room to write: so many empty ruled lines under a heading."""

    heading: str
    lines: int


Block = Table | Lines | Writing


class Sheet(NamedTuple):
    """One sheet for one reader. `key` tells it from others of its kind ("" for the only one); `small` sheets may
    share a page with the next one.
    """

    kind: str
    key: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    small: bool = False


class Printed(NamedTuple):
    """A sheet as it goes to the printer: its revision, when it was made, and the journal's newest entry then."""

    sheet: Sheet
    revision: int
    stamp: str


def sheet_digest(sheet: Sheet) -> str:
    """Changes when a reader would read something else; room to write is nothing to read."""
    blocks = tuple(one._replace(lines=0) if isinstance(one, Writing) else one for one in sheet.blocks)
    return sha256(repr(sheet._replace(blocks=blocks)).encode()).hexdigest()[:32]
