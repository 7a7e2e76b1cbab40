"""What went wrong with a call in one line: what, which call, noted by whom and when, and whether it counts."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.queries.incidents import IncidentTold
from models.rules.naming import clock_text
from screens.wording import moment_word


def incident_lines(told: Iterable[IncidentTold], zone: ZoneInfo) -> list[tuple[str, str]]:
    """One line for each: ("Wed 18 Nov 10:02", "✗ Nobody answered, call of 10:00 · does not count … · Ms Rivera")."""
    return [(moment_word(one.at, zone), incident_text(one, zone)) for one in told]


def incident_text(one: IncidentTold, zone: ZoneInfo) -> str:
    """What went wrong, without when it was noted."""
    # Not at the top: the roster opens without the rules of trouble, which few records need.
    from models.rules.trouble import COUNTS, TROUBLES

    words = next((each.words for each in TROUBLES if each.code == one.what), one.what)
    call = f", call of {clock_text(one.start, zone)}" if one.start else ""
    counts = "counts against the student" if one.what in COUNTS else "does not count against the student"
    note = f" ({one.note})" if one.note else ""
    return f"✗ {words}{call}{note} · {counts} · {one.actor}"
