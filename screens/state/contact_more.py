"""The further columns of the employers, for whoever chooses them: cells and by what they put contacts in order."""

from __future__ import annotations

from typing import Any

from models.queries.employers import LoneEmployer
from models.queries.pool import PoolRow
from models.rules.text import fold
from screens.widgets.plain import Cell
from screens.widgets.table_paint import Column

MORE = (
    Column("Job title", 14, 2),
    Column("E-mail", 16, 2),
    Column("Phone", 14),
    Column("Offered", 7),
    Column("Booked", 6),
    Column("Done", 4),
    Column("Source", 14, 1),
    Column("Schools", 10, 1),
    Column("Id", 8, 1),
)


def more_cells(row: PoolRow | LoneEmployer) -> tuple[Cell, ...]:
    """The cells of `MORE`; an employer of whom nobody is known has only an id."""
    if isinstance(row, LoneEmployer):
        return (*[""] * (len(MORE) - 1), row.employer)
    one = row.contact
    offered = "any" if one.limit is None else str(one.limit)
    return (
        one.title, one.email, one.phone, offered, str(row.booked), str(row.done), one.source, "; ".join(one.schools),
        one.id,
    )  # fmt: skip


def more_order(row: PoolRow | LoneEmployer, column: int) -> Any:
    """By what a column of `MORE` puts contacts in order; None for nothing."""
    if isinstance(row, LoneEmployer):
        return None
    one = row.contact
    limit = float("inf") if one.limit is None else one.limit
    return (
        fold(one.title) or None, one.email or None, one.phone or None, limit, row.booked, row.done,
        fold(one.source) or None, fold("; ".join(one.schools)) or None, one.id,
    )[column]  # fmt: skip
