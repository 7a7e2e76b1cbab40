"""Where two records that become one differ: which value stays unless somebody says otherwise, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from models.errors import BadInput
from models.operations.kinds import Kind
from models.rules.text import TEXT_LIMIT

Choice = Literal["keep", "other", "both"]
Cells = Mapping[str, str]

_PARTS = {"students": {"classes", "interests"}, "contacts": {"availability"}}
"""Fields that are rows of their own: those move one by one."""
_LISTS = frozenset({"clusters", "formats"})
_NOTES = frozenset({"notes"})
_YES_WINS = frozenset({"do_not_contact", "questions_ready", "practice_done"})
_NO_WINS = frozenset({"share_name"})
"""A family that refused once has refused."""
_UNSAID = {"gap_minutes": "0", "travel_minutes": "0"}


class Differing(NamedTuple):
    """A field in which the two differ: its cell in the one that stays and in the other, and which stays.

    `both` is the cell that holds both, "" where a field cannot; `why` says so of notes that could but for their length.
    """

    field: str
    keep: str
    other: str
    both: str
    choice: Choice
    why: str = ""

    @property
    def stays(self) -> str:
        """The cell that the merged record has."""
        return {"keep": self.keep, "other": self.other, "both": self.both}[self.choice]


def differing(kind: Kind, keep: Cells, other: Cells, wanted: Mapping[str, str]) -> list[Differing]:
    """The fields in which both say something else, or only the other says anything. Raises BadInput for a choice
    that a field does not have.
    """
    fields = [column.name for column in kind.columns if column.name not in {"id", *_PARTS.get(kind.name, ())}]
    if unknown := sorted(set(wanted) - set(fields)):
        raise BadInput(f"{unknown[0]!r} is no field to choose.", f"Fields: {', '.join(fields)}.")
    found = []
    for field in fields:
        mine, theirs = _said(field, keep), _said(field, other)
        if theirs and theirs != mine:
            both = _both(field, mine, theirs)
            long = _too_long(both)
            both = "" if long else both
            usual = _usual(field, mine, theirs, both)
            choice = _chosen(field, wanted.get(field), usual, both, long)
            found.append(Differing(field, mine, theirs, both, choice, long))
    return [one for one in found if one.both != one.keep or one.choice != "both"]


def _said(field: str, cells: Cells) -> str:
    cell = cells.get(field, "")
    return "" if cell in (_UNSAID.get(field), "no" if field in _YES_WINS else None) else cell


def _too_long(both: str) -> str:
    """Why both cannot stay together, "" where they can."""
    if len(both) <= TEXT_LIMIT:
        return ""
    return f"both together have {len(both):,} characters of at most {TEXT_LIMIT:,}, so shorten one first to keep both"


def _chosen(field: str, wanted: str | None, usual: Choice, both: str, long: str) -> Choice:
    if wanted is None:
        return usual
    if wanted == "keep":
        return "keep"
    if wanted == "other":
        return "other"
    if wanted == "both" and both:
        return "both"
    if wanted == "both" and long:
        raise BadInput(f"The {field} cannot both stay: {long}.", "Or say keep or other.")
    raise BadInput(f"{field} cannot be {wanted!r}.", "Say keep, other, or for lists and notes both.")


def _usual(field: str, mine: str, theirs: str, both: str) -> Choice:
    if not mine or field in _YES_WINS or (field in _NO_WINS and theirs == "no"):
        return "other"
    if field in _NOTES and not both:
        return "other" if len(theirs) > len(mine) else "keep"
    return "both" if both else "keep"


def _both(field: str, mine: str, theirs: str) -> str:
    if not mine or field not in _LISTS | _NOTES:
        return ""
    if field in _NOTES:
        return mine if theirs in mine else theirs if mine in theirs else f"{mine}\n{theirs}"
    parts = [part.strip() for part in f"{mine};{theirs}".split(";")]
    return ";".join(dict.fromkeys(parts))
