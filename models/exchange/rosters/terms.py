"""The terms that a roster's classes are in, so that a campaign takes only those that meet in its window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.exchange.rosters.roster import Group, Roster
from models.exchange.rosters.sheets import Line, Sheet, Sheets
from models.exchange.scope import Days, any_touches, days_of, touch

_SESSIONS = {
    "id": ("sourcedid", "term id"),
    "name": ("title", "name"),
    "first": ("startdate", "start date"),
    "last": ("enddate", "end date"),
}


class Term(NamedTuple):
    """What a term is called, and its days."""

    name: str
    days: Days


Terms = Mapping[str, Term]


def terms_in(sheets: Sheets, key: str) -> Terms:
    """The terms of a roster's own file by their ids; none where nobody asks for those of a window."""
    sheet: Sheet | None = sheets.get(key) if sheets.window is not None else None
    if sheet is None:
        return {}
    columns = sheet.columns(_SESSIONS)
    return {
        line("id"): Term(line("name") or line("id"), days_of(line("first"), line("last")))
        for line in sheet.lines(columns)
    }


def term_of(line: Line) -> Term:
    """The term that a class's own row tells."""
    return Term(line("term") or "another term", days_of(line("begins"), line("ends")))


def take_group(roster: Roster, sheets: Sheets, group: Group, terms: Iterable[Term | None]) -> None:
    """Take the class, or put it off where the days of all of its terms are known and none touches the window."""
    known = list(terms)
    days = [term.days for term in known if term is not None and term.days.known]
    if not group.ident or len(days) < len(known) or any_touches(sheets.window, days):
        roster.add_group(group)
    else:
        roster.put_off(group.ident, next(term.name for term in known if term is not None))


def is_outside(sheets: Sheets, roster: Roster, line: Line) -> bool:
    """Whether an enrolment begins after the window or ends before it, which is counted."""
    if sheets.window is None or touch(sheets.window, days_of(line("begins"), line("ends"))):
        return False
    roster.left_out["outside"] += 1
    return True
