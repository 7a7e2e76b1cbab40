"""A day as people say it: 2027-02-01, tomorrow, Friday, Tue 24 Nov, in 3 months."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from models.errors import BadInput
from models.rules.text import clean, fold

_IN = re.compile(r"(?:in )?(\d{1,3}|an?) (day|week|month|year)s?(?: from now)?")
_NAMED = {"today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DATED = re.compile(
    r"(?:[a-z]+,? )?(?:(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?|([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?),?(?: (\d{4}))?"
)
_LEAST = 3
"""Letters that tell one weekday or month from the others."""
_LEAP = 8
"""Years within which every day of the year comes once more, 29 February too."""
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
            f"{clean(text, 40)!r} is no day.", 'Write it like 2027-02-01, 24 Nov, "Friday" or "in 3 months".'
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
            return _weekday(said, today) or _dated(said, today)
    count = 1 if found[1].startswith("a") else int(found[1])
    if found[2] in ("day", "week"):
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    return later(today, count * (12 if found[2] == "year" else 1))


def _weekday(said: str, today: date) -> date | None:
    """ "fri", "on Friday": the first one after today."""
    at = _among(said.removeprefix("on ").removeprefix("this "), _WEEKDAYS)
    return None if at is None else today + timedelta(days=(at - today.weekday() - 1) % 7 + 1)


def _dated(said: str, today: date) -> date | None:
    """ "24 Nov", "Tue 24 Nov", "November 24th, 2027": without a year the first such day from today on."""
    found = _DATED.fullmatch(said)
    month = _among(found[2] or found[3], _MONTHS) if found else None
    if found is None or month is None:
        return None
    years = [int(found[5])] if found[5] else range(today.year, today.year + _LEAP + 1)
    for year in years:
        try:
            day = date(year, month + 1, int(found[1] or found[4]))
        except ValueError:
            continue
        if found[5] or day >= today:
            return day
    return None


def _among(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names the word is, or begins."""
    return next((at for at, name in enumerate(names) if len(word) >= _LEAST and name.startswith(word)), None)


def later(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
