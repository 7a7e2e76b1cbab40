"""A day as people say it: 2027-02-01, tomorrow, in 3 months."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from models.errors import BadInput
from models.rules.text import clean, fold

_IN = re.compile(r"(?:in )?(\d{1,3}|an?) (day|week|month|year)s?(?: from now)?")
_NAMED = {"today": 0, "tomorrow": 1}
MOST_YEARS = 10
"""Nobody plans further ahead: a day beyond is a slip."""


def typed_day(text: str, today: date) -> date | None:
    """The day meant, None for an empty text. Raises BadInput for what cannot be read and what is too far away."""
    said = " ".join(fold(clean(text)).split())
    if not said:
        return None
    day = _day(said, today)
    if day is None:
        raise BadInput(
            f"{clean(text, 40)!r} is no day.", 'Write it like 2027-02-01, "tomorrow" or "in 3 months".'
        )
    if abs(day.year - today.year) > MOST_YEARS:
        raise BadInput(f"{day.isoformat()} is too far away.", "Write a day of the next ten years.")
    return day


def _day(said: str, today: date) -> date | None:
    if said in _NAMED:
        return today + timedelta(days=_NAMED[said])
    found = _IN.fullmatch(said)
    if found is None:
        try:
            return date.fromisoformat(said)
        except ValueError:
            return None
    count = 1 if found[1].startswith("a") else int(found[1])
    if found[2] in ("day", "week"):
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    return later(today, count * (12 if found[2] == "year" else 1))


def later(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
