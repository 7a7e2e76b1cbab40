"""The free times of the day to which the board moves a call, none of them past."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.errors import Alternative
from models.rules.alternatives import free_alternatives
from models.rules.facts import Interview
from models.rules.situation import Situation
from models.rules.span import local_day

_STEP = 5
_WANTED = 12


def times_today(interview: Interview, situation: Situation, now: datetime) -> list[Alternative]:
    """Up to twelve free times of today from `now` on, nearest to the call's own time, in order of time.

    For a call whose time is past, the next ones. `situation` holds today's bookings.
    """
    wish, wanted = interview, _WANTED
    if interview.start is None or interview.start < now:
        # The search leaves out the very time it starts from, and looks both ways.
        start = _last_step(now)
        wish = interview._replace(start=start, end=start + timedelta(minutes=interview.minutes))
        wanted = 3 * _WANTED
    today = local_day(now, situation.zone)
    found = free_alternatives(wish, situation, now=now, wanted=wanted)
    ahead = (one for one in found if one.start >= now and local_day(one.start, situation.zone) == today)
    return sorted(list(ahead)[:_WANTED], key=lambda one: one.start)


def _last_step(now: datetime) -> datetime:
    """The last five-minute mark before now."""
    whole = (now - timedelta(microseconds=1)).replace(second=0, microsecond=0)
    return whole - timedelta(minutes=whole.minute % _STEP)
