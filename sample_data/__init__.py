"""An invented school that looks like a real one, as the files that its staff would import."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

FILES = {
    "bells": "bells.toml",
    "staff": "staff.csv",
    "classes": "classes.csv",
    "students": "students.csv",
    "contacts": "contacts.csv",
    "availability": "availability.csv",
    "rooms": "rooms.csv",
}
"""Each kind's file, in an order in which they can be imported."""

SCHOOL = "Harlow Creek High School"
ZONE = "America/Chicago"
ORGANIZER = "interviews@harlowcreek.example.org"
FIRST_DAY = date(2026, 11, 9)
"""The window's first day in the files: a Monday."""
LAST_DAY = date(2026, 11, 20)
"""The window's last day in the files: a Friday."""
SHORT_DAY = date(2026, 11, 19)
"""The one day of the window in the files with short periods."""

_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_WEDNESDAY = 2


def path(name: str) -> Traversable:
    """A file of the school by its name, as "students.csv"."""
    return files(__name__).joinpath(name)


def days_to(day: date) -> int:
    """By how many days to shift the files so that `day` lies in the middle of the window.

    Whole weeks, so that weekdays stay: Monday to Wednesday fall in the window's second week, the other days
    in its first. The short day, a Thursday of the second week, is never `day`.
    """
    weeks_before = 1 if day.weekday() <= _WEDNESDAY else 0
    return (day - timedelta(days=day.weekday() + 7 * weeks_before) - FIRST_DAY).days


def shifted(days: int) -> dict[str, bytes]:
    """Every file by kind, all its dates moved by so many days; weekly hours stay as they are."""
    return {
        kind: _DATE.sub(lambda found: _moved(found[0], days), path(name).read_text("utf-8")).encode()
        for kind, name in FILES.items()
    }


def _moved(written: str, days: int) -> str:
    return (date.fromisoformat(written) + timedelta(days=days)).isoformat()
