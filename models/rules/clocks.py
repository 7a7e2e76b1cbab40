"""What a clock in another zone shows at the same time, and on which date: somebody far away may have tomorrow already."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from models.rules.naming import clock_text, day_text, times_text
from models.rules.span import Span, local_day


def differs(moment: datetime, theirs: ZoneInfo, ours: ZoneInfo) -> bool:
    """Whether the two clocks show different times at that moment; another name alone is no other time."""
    return moment.astimezone(theirs).utcoffset() != moment.astimezone(ours).utcoffset()


def start_there(moment: datetime, theirs: ZoneInfo, ours: ZoneInfo) -> str:
    """Their wall time, with the date where that is another: "16:20", "01:20 on Wed 25 Nov"."""
    return f"{clock_text(moment, theirs)}{_day_there(moment, theirs, ours)}"


def times_there(span: Span, theirs: ZoneInfo, ours: ZoneInfo) -> str:
    """As `start_there` from start to end: "01:20–01:40 on Wed 25 Nov"."""
    return f"{times_text(span, theirs)}{_day_there(span.start, theirs, ours)}"


def brief_there(moment: datetime, theirs: ZoneInfo, ours: ZoneInfo) -> str:
    """As `start_there` in nine cells at most: "16:20", "01:20 Wed"."""
    return start_there(moment, theirs, ours).replace(" on ", " ")[:9]


def _day_there(moment: datetime, theirs: ZoneInfo, ours: ZoneInfo) -> str:
    day = local_day(moment, theirs)
    return "" if day == local_day(moment, ours) else f" on {day_text(day)}"
