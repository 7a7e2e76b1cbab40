"""Claims as words: who holds whom until when, and what became of claims."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from models.queries.claims import ClaimTold
from models.rules.claims import Holder, held_text, last_day_text
from models.rules.naming import day_text
from screens.widgets.plain import Toned


def held_word(holders: Sequence[Holder], zone: ZoneInfo) -> Toned:
    """Who holds a contact: "⚑ held by Mia T. until Fri 20 Nov"; "" for nobody."""
    told = held_text(holders, zone)
    return Toned(f"⚑ {told}" if told else "", "warn" if told else "")


def held_short(holders: Sequence[Holder], zone: ZoneInfo) -> Toned:
    """As `held_word` where there is little room: "⚑ Mia T. 20 Nov", of several the last to run out."""
    last = holders[-1]
    return Toned(f"⚑ {last.label} {last_day_text(last.until, zone)[4:]}", "warn")


def claim_lines(
    claims: Sequence[ClaimTold], zone: ZoneInfo, *, of_student: bool, none: str
) -> list[tuple[str, str]]:
    """Claims of a student, or on a contact, the latest first: "⚑ Dr Okafor, until Fri 20 Nov"."""
    lines = [("", _line(one, zone, of_student=of_student)) for one in claims]
    return lines or [("", none)]


def _line(one: ClaimTold, zone: ZoneInfo, *, of_student: bool) -> str:
    who = one.contact_name if of_student else one.student_name
    reason = f" ({one.because})" if one.because else ""
    if one.taken_by:
        when = day_text(one.until.astimezone(zone).date())
        return f"✗ {who}: taken over by {one.taken_by} on {when}: {one.why}"
    day = last_day_text(one.until, zone)
    return f"– {who}, over since {day}{reason}" if one.over else f"⚑ {who}, until {day}{reason}"
