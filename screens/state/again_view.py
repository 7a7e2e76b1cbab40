"""Somebody who must be told again, in words: what they were told, and what holds now."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from models.queries.telling import Again
from models.rules.interview import WORDS
from models.rules.naming import clock_text, day_text, listing, when_text
from models.rules.span import local_day
from models.rules.telling import reach_of


def again_choice(one: Again, zone: ZoneInfo) -> tuple[str, str]:
    """Who it is about, and what is different now."""
    told = f"{day_text(local_day(one.told.start, zone))} {clock_text(one.told.start, zone)}"
    students = listing([each.label for each in one.students])
    return f"{one.contact.name} (was told {told})", f"{_now(one, zone)} · {students}"


def _now(one: Again, zone: ZoneInfo) -> str:
    interview = one.interview
    if interview.state in ("cancelled", "declined", "requested"):
        return f"it is {WORDS[interview.state]}{f': {interview.because}' if interview.because else ''}"
    if interview.contact != one.told.contact:
        return "somebody else is interviewed instead"
    if (interview.start, interview.end) != (one.told.start, one.told.end) and interview.span:
        return f"now {when_text(interview.span, zone)}"
    return f"now reached by {reach_of(interview, one.contact) or 'another way'}"
