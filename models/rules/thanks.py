"""By when a thank-you is due."""

from __future__ import annotations

from datetime import date, timedelta

from models.rules.situation import Situation

THANKS_DAYS = 2
"""School days after the call by which the thank-you is due, unless somebody says otherwise."""


def thanks_day(situation: Situation, day: date) -> date:
    """The usual day for the thank-you of a call on `day`; by the calendar where the school is closed for long."""
    ahead = situation.bells.school_days(day + timedelta(days=1), day + timedelta(days=21))
    return ahead[THANKS_DAYS - 1] if len(ahead) >= THANKS_DAYS else day + timedelta(days=THANKS_DAYS)
