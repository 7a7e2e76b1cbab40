"""What usually comes after an attempt to reach somebody, and by which day, so that two keys note all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple


class NextStep(NamedTuple):
    """What to do next, within so many weekdays."""

    action: str
    weekdays: int


_AGREED = NextStep("agree on a time", 1)
NEXT_STEPS: Mapping[tuple[str, str], NextStep] = {
    ("email", "sent"): NextStep("call if there is no answer", 3),
    ("phone", "left a message"): NextStep("call again", 2),
    ("phone", "no answer"): NextStep("call again", 1),
    ("phone", "asks to be called later"): NextStep("call again", 2),
    ("phone", "wrong number"): NextStep("find the right number", 1),
    ("phone", "said yes"): _AGREED,
    ("email", "said yes"): _AGREED,
}
"""By how it was tried and what came of it; what is not named here wants nothing further."""


def usual_next(how: str, outcome: str, today: date) -> tuple[str, date | None]:
    """The usual next step and its day, which is never at a weekend; ("", None) for none."""
    step = NEXT_STEPS.get((how, outcome))
    return (step.action, _weekday_after(today, step.weekdays)) if step else ("", None)


def _weekday_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
