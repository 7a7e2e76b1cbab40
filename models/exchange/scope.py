"""Which part of a file a campaign takes: a district's file holds several schools, a year's several terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.errors import BadInput
from models.exchange.reading import Reading
from models.rules.text import clean, fold

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_MOST_NAMED = 8


class Days(NamedTuple):
    """A first and a last day, either of them None where the file does not say."""

    first: date | None
    last: date | None

    @property
    def known(self) -> bool:
        """Whether the file says anything of it."""
        return self.first is not None or self.last is not None


class Scope(NamedTuple):
    """What is wanted of a file: the names or ids of schools (all where there are none), and the campaign's window.

    Without a window the classes of every term are taken.
    """

    schools: tuple[str, ...] = ()
    window: Days | None = None


WHOLE = Scope()
"""Everything in the file."""


def day_of(cell: str) -> date | None:
    """The day that a cell begins with, month before day where both could be; None for anything else."""
    text = cell.strip()
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _SLASHED.match(text):
        month, day, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
        month, day = (day, month) if month > 12 else (month, day)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of(first: str, last: str) -> Days:
    """The days of a term as two cells tell them."""
    return Days(day_of(first), day_of(last))


def touch(window: Days | None, days: Days) -> bool:
    """Whether a term has a day in the window; one that does not say when it is may have."""
    if window is None:
        return True
    begins_later = days.first is not None and window.last is not None and days.first > window.last
    ended_before = days.last is not None and window.first is not None and days.last < window.first
    return not (begins_later or ended_before)


def any_touches(window: Days | None, terms: Sequence[Days]) -> bool:
    """Whether a class of these terms has one in the window; one of no known term may have."""
    return not terms or any(touch(window, days) for days in terms)


def chosen_schools(schools: Iterable[str], counts: Mapping[str, int], name: str) -> tuple[str, ...]:
    """The schools as the file writes them. Raises BadInput for one that it does not name."""
    known = {fold(school): school for school in counts}
    found = []
    for school in schools:
        if fold(school) not in known:
            raise _no_such(school, counts, name)
        found.append(known[fold(school)])
    return tuple(dict.fromkeys(found))


def narrowed(reading: Reading, scope: Scope, name: str) -> Reading:
    """The students of a table who are in the schools that are wanted, and which schools the table names.

    Raises BadInput for a school that it does not name.
    """
    if reading.kind != "students" or reading.schools:
        return reading
    counts = Counter(
        school for record in reading.records if (school := str(record.fields.get("school") or ""))
    )
    reading = reading._replace(schools=tuple(counts.most_common()))
    if not scope.schools:
        return reading
    taken = chosen_schools(scope.schools, counts, name)
    records = tuple(one for one in reading.records if one.fields.get("school") in taken)
    left = len(reading.records) - len(records)
    return reading._replace(
        records=records, schools_taken=taken, notes=(*reading.notes, left_out_told(taken, left, reading.kind))
    )


def left_out_told(taken: Sequence[str], left: int, kind: str = "students") -> str:
    """What is said of a file of which one school was taken."""
    were = "was" if left == 1 else "were"
    return f"Only {kind} of {', '.join(taken)} were taken; {left:,} of other schools {were} left out."


def _no_such(school: str, counts: Mapping[str, int], name: str) -> BadInput:
    asked = clean(school, 60)
    if not counts:
        return BadInput(
            f"{name} does not say which school anybody or anything belongs to.", "Leave --school out."
        )
    named = [f"{one} ({count:,})" for one, count in Counter(counts).most_common(_MOST_NAMED)]
    more = f" and {len(counts) - _MOST_NAMED} more" if len(counts) > _MOST_NAMED else ""
    return BadInput(f"{name} has no school {asked!r}.", f"It has: {', '.join(named)}{more}.")
