"""A bell schedule typed line by line, as "1st 8:00 - 8:50" under the name of its day, without any header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.exchange.tables import Row, Table

_TIME = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m?\.?)?"
_LINE = re.compile(
    rf"(?P<name>(?:(?!\d[:.]\d\d).)+?)[\s:,|-]+(?P<start>{_TIME})\s*(?:[-–—/]|to|,)\s*(?P<end>{_TIME})\.?",
    re.I,
)
HEADERS = ("day_type", "period", "start", "end")
_LONGEST_TITLE = 60


def typed_lines(table: Table) -> Table | None:
    """The table that the lines make, its header being one of them; None where they are no schedule.

    Each line is a period's name and its times, or stands above these as the name of the day type.
    """
    if table.long_rows:
        return None  # cells that are not there any more are no longer to be understood
    first = table.rows[0].number - 1 if table.rows else 1
    lines = [Row(first, list(table.headers)), *table.rows]
    rows, day_type, timed = list[Row](), "", 0
    for number, cells in lines:
        text = " ".join(filter(None, cells)).strip()
        found = _LINE.fullmatch(text)
        if found:
            timed += 1
            rows.append(Row(number, [day_type, found["name"], found["start"], found["end"]]))
        elif not _is_title(cells):
            return None
        else:
            day_type = text.rstrip(":")
    return Table(HEADERS, rows, table.delimiter) if timed > 1 else None


def _is_title(cells: Sequence[str]) -> bool:
    text = " ".join(filter(None, cells))
    return len(text) <= _LONGEST_TITLE and ":" not in text.rstrip(":")
