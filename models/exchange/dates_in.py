"""Dates as a table writes them with strokes: which number is the month is told by all of them together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.exchange.tables import Row, Table

_STROKED = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(20\d\d|\d\d)(?![\d/])")
_KINDS = frozenset({"availability", "days"})


def with_plain_dates(form: str, table: Table) -> Table:
    """The table with "11/23/2026" as 2026-11-23, where some date of it shows which number is the month.

    A table all of whose dates could be read in both ways stays as it is, for the reader to refuse.
    """
    if form not in _KINDS:
        return table
    month_first = _month_first(table.rows)
    if month_first is None:
        return table
    rows = [Row(number, [_plain(cell, month_first) for cell in cells]) for number, cells in table.rows]
    return table._replace(rows=rows)


def _month_first(rows: Sequence[Row]) -> bool | None:
    """Whether the month comes first; None where nothing shows it, or some dates show one and others the other."""
    found = [one for row in rows for cell in row.cells if "/" in cell for one in _STROKED.findall(cell)]
    first = any(int(one[0]) > 12 for one in found)
    second = any(int(one[1]) > 12 for one in found)
    return None if first == second else second


def _plain(cell: str, month_first: bool) -> str:
    if "/" not in cell:
        return cell
    month, day = (1, 2) if month_first else (2, 1)
    return _STROKED.sub(lambda one: f"{_year(one[3])}-{int(one[month]):02d}-{int(one[day]):02d}", cell)


def _year(written: str) -> str:
    return written if len(written) == 4 else f"20{written}"
