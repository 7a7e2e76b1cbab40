"""What a person types into a form, as values: numbers, dates, times of day. Each says what it expected."""

from __future__ import annotations

import re
from datetime import date

from models.errors import BadInput

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)


def typed_integer(text: str, low: int | None = None, high: int | None = None) -> int:
    """A whole number from `low` to `high`. Raises BadInput."""
    try:
        number = int(text.strip())
    except ValueError:
        raise BadInput("A whole number is wanted here, such as 20.") from None
    if low is not None and number < low:
        raise BadInput(f"{low} is the least.")
    if high is not None and number > high:
        raise BadInput(f"{high} is the most.")
    return number


def typed_date(text: str, today: date | None = None) -> date:
    """A date as 2026-03-02; where `today` is given also "today". Raises BadInput."""
    text = text.strip()
    if today is not None and text.casefold() == "today":
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("A date is wanted here, as year-month-day: 2026-03-02.") from None


def typed_time(text: str) -> int:
    """Minutes after midnight of 9:05, 0905, 9, 14.30 or 2:30 pm. Raises BadInput."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise BadInput("A time is wanted here, such as 9:05, 14:30 or 2:30 pm.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise BadInput("With am or pm the hour goes from 1 to 12.")
        hour = hour % 12 + (12 if found[3].casefold() == "p" else 0)
    if hour > 23 or minute > 59:
        raise BadInput(f"{text.strip()} is no time of day.")
    return hour * 60 + minute


def time_text(minute: int) -> str:
    """A wall minute as it is typed: 9:05."""
    return f"{minute // 60}:{minute % 60:02}"
