"""The further columns of the roster, for whoever chooses them: cells and by what they put students in order."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from models.queries.roster import RosterRow
from models.queries.roster_more import StudentMore
from models.rules.text import fold
from screens.widgets.plain import Cell
from screens.widgets.table_paint import Column
from screens.wording import moment_word, yes_word

MORE = (
    Column("School", 10, 1),
    Column("E-mail", 14, 2),
    Column("Owed", 4),
    Column("Booked", 6),
    Column("Done", 4),
    Column("Id", 8, 1),
    Column("Classes", 14, 3),
    Column("Teachers", 14, 3),
    Column("Guardian", 14, 2),
    Column("May be named", 12),
    Column("Tries", 5),
    Column("Last try", 16),
)
_KNOWN = frozenset(("School", "E-mail", "Owed", "Booked", "Done", "Id"))
ASKED = frozenset(column.title for column in MORE) - _KNOWN
"""Columns that the store is asked for only where they are shown."""


def more_cells(row: RosterRow, more: StudentMore, zone: ZoneInfo) -> tuple[Cell, ...]:
    """The cells of `MORE`."""
    counts = row.counts
    return (
        row.school,
        row.email,
        str(row.owed),
        str(counts.booked),
        str(counts.done),
        row.id,
        ", ".join(more.classes),
        ", ".join(more.teachers),
        more.guardian,
        yes_word(more.share_name),
        str(more.tries) if more.tries else "–",
        moment_word(more.last_try, zone),
    )


def more_order(row: RosterRow, more: StudentMore, column: int) -> Any:
    """By what a column of `MORE` puts students in order; None for nothing."""
    counts = row.counts
    return (
        fold(row.school) or None,
        row.email or None,
        row.owed,
        counts.booked,
        counts.done,
        row.id,
        fold(", ".join(more.classes)) or None,
        fold(", ".join(more.teachers)) or None,
        fold(more.guardian) or None,
        yes_word(more.share_name),
        more.tries,
        more.last_try,
    )[column]
