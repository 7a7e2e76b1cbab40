"""Wall times as schools write them, because bell schedules leave out am and pm after noon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.errors import BadInput
from models.rules.facts import Period
from models.rules.text import clean, fold

NOON = 12 * 60
MIDNIGHT = 24 * 60
LONGEST_STEP = 5 * 60
"""Minutes from one written time to the next, beyond which no missing "pm" is supposed."""

# Seconds are read and dropped: spreadsheets write "8:30:00".
_WALL = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2})?)?\s*(?:([ap])\.?\s?m?\.?)?", re.ASCII)

_KINDS = {
    "": "period",
    "period": "period",
    "class": "period",
    "break": "break",
    "lunch": "break",
    "recess": "break",
    "passing": "break",
    "nutrition": "break",
}


def parse_wall(text: str) -> int:
    """Minutes after midnight of "8:30", "13:07", "1:25 pm", "8 am"; "24:00" is the day's end.

    Raises BadInput for anything else.
    """
    return _read(text)[0]


def format_wall(minute: int) -> str:
    """Minutes after midnight as "08:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def wall_after(text: str, earlier: int | None) -> int:
    """Like `parse_wall`, for a time that follows `earlier`: after 12:27, "1:25" means 13:25.

    Only a time written without am or pm is moved, and only if it then follows within five hours; a time
    that is simply wrong stays as written, for the caller to refuse.
    """
    minute, marked = _read(text)
    if earlier is None or marked or minute >= min(earlier, NOON):
        return minute
    later = minute + NOON
    return later if 0 <= later - earlier <= LONGEST_STEP else minute


def ordered_walls(texts: Iterable[str]) -> list[int]:
    """Minutes after midnight of times that follow one another on one day. Raises BadInput."""
    walls: list[int] = []
    for text in texts:
        walls.append(wall_after(text, walls[-1] if walls else None))
    return walls


def parse_periods(
    rows: Sequence[tuple[str, str, str, str]], places: Sequence[str] = ()
) -> tuple[Period, ...]:
    """A day type's rows (name, start, end, kind), by start. An empty kind means a period.

    Breaks may lie over periods, since lunch comes in waves. Raises BadInput naming the row (by its one of `places`,
    else "Row 1") for a time that cannot be read, a row that ends before it begins, and two periods at once.
    """
    periods: list[Period] = []
    earlier: int | None = None
    called = places or [f"Row {number}" for number in range(1, len(rows) + 1)]
    for place, row in zip(called, rows, strict=True):
        period = _period(place, row, earlier)
        periods.append(period)
        earlier = period.start
    ordered = sorted(periods, key=lambda p: (p.start, p.end))
    _refuse_overlaps(ordered)
    return tuple(ordered)


def _read(text: str) -> tuple[int, bool]:
    """Minutes after midnight, and whether am or pm was written."""
    shown = clean(text, 40)
    found = _WALL.fullmatch(shown.lower())
    if not found or (found[2] is None and found[3] is None):
        raise BadInput(f"{shown!r} is not a time of day.", 'Write it like "8:30", "13:07" or "1:25 pm".')
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and hour == 12:
        hour = 0
    if half == "p" and hour < 12:
        hour += 12
    total = hour * 60 + minute
    if minute > 59 or total > MIDNIGHT or (half == "a" and total >= NOON):
        raise BadInput(f"{shown!r} is not a time of day.", "Hours go from 0 to 23, minutes from 0 to 59.")
    return total, half is not None


def _period(place: str, row: tuple[str, str, str, str], earlier: int | None) -> Period:
    name, kind = clean(row[0]), _KINDS.get(fold(clean(row[3])))
    called = f"{place} ({name})" if name else place
    if not name:
        raise BadInput(f"{called}: the period has no name.", "Give every row a name, as 1 or Lunch.")
    if kind is None:
        raise BadInput(f"{called}: {clean(row[3])!r} is no kind of row.", "Write period or break.")
    try:
        start = wall_after(row[1], earlier)
        end = wall_after(row[2], start)
    except BadInput as wrong:
        raise BadInput(f"{called}: {wrong.sentence}", wrong.next_step) from wrong
    if end <= start:
        raise BadInput(
            f"{called} ends at {format_wall(end)}, which is not after its start at {format_wall(start)}.",
            "Correct the times, or write am and pm.",
        )
    return Period(name, start, end, kind)


def _refuse_overlaps(ordered: Sequence[Period]) -> None:
    taught = [period for period in ordered if period.kind == "period"]
    for before, after in pairwise(taught):
        if after.start < before.end:
            raise BadInput(
                f"Period {after.name} begins at {format_wall(after.start)}, "
                f"before period {before.name} ends at {format_wall(before.end)}.",
                "Correct the times, or mark one of the rows as a break.",
            )
