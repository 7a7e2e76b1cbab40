"""Facts into short words: a status is a sign and a word before it is a colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from models.rules.clusters import cluster_name
from models.rules.facts import Interest
from models.rules.interview import WORDS
from models.rules.naming import clock_text, day_text, outreach_text
from models.rules.span import Span
from screens.state.signs import STATE_SIGNS
from screens.widgets.plain import Toned

_STATE_TONES = {
    "confirmed": "good",
    "checked_in": "now",
    "in_progress": "now",
    "completed": "good",
    "declined": "dim",
    "cancelled": "dim",
    "student_absent": "bad",
    "interviewee_absent": "bad",
}

OUTREACH_OUTCOMES = (
    "sent",
    "reached",
    "left a message",
    "no answer",
    "said yes",
    "said no",
    "asks to be called later",
    "wrong number",
)
"""The usual outcomes, kept as people say them; files may bring others."""

FORMAT_SIGNS = {
    "P": "phone",
    "V": "video",
    "S": "on_site",
    "G": "group_video",
    "R": "recorded",
}
"""A letter for each format, where a list has no room for words."""

_SHORT_FIELDS = {
    "advanced-manufacturing": "Manufacturing",
    "arts-entertainment-design": "Arts & design",
    "digital-technology": "Digital tech",
    "energy-natural-resources": "Energy",
    "financial-services": "Finance",
    "healthcare-human-services": "Healthcare",
    "hospitality-events-tourism": "Hospitality",
    "management-entrepreneurship": "Management",
    "marketing-sales": "Marketing",
    "public-service-safety": "Public safety",
    "supply-chain-transportation": "Transport",
}
"""Clusters with long names in one or two of their words."""

_OUTCOME_TONES = {
    **dict.fromkeys(("said yes", "yes", "will do it"), ("✓", "good")),
    **dict.fromkeys(("said no", "no", "declined"), ("✗", "bad")),
    **dict.fromkeys(("no answer", "asks to be called later", "wrong number"), ("!", "warn")),
}


def state_word(state: str) -> Toned:
    """An interview's state: "◆ confirmed"."""
    return Toned(f"{STATE_SIGNS.get(state, ' ')} {WORDS[state]}", _STATE_TONES.get(state, ""))


def ready_word(missing: Sequence[tuple[str, str]]) -> Toned:
    """Whether a student is ready: "✓ ready", "! No interests yet", "! 2 missing: room, questions".

    That interviews are to be found is counted but not named: the numbers beside it say so already.
    """
    if not missing:
        return Toned("✓ ready", "good")
    if len(missing) == 1:
        return Toned(f"! {missing[0][1]}", "warn")
    named = ", ".join(code for code, _ in missing if code != "interviews")
    return Toned(f"! {len(missing)} missing: {named}", "warn")


def yes_word(value: bool | None, unknown: str = "not asked") -> str:
    """yes, no, or that nobody asked."""
    return unknown if value is None else "yes" if value else "no"


def left_word(left: int | None, *, do_not_contact: bool = False) -> Toned:
    """The room a contact has left: "no limit", "2 left", "full", "do not contact"."""
    if do_not_contact:
        return Toned("✗ do not contact", "bad")
    if left is None:
        return Toned("no limit", "")
    return Toned(f"{left} left", "") if left > 0 else Toned("! full", "warn")


def moment_word(moment: datetime | None, zone: ZoneInfo, none: str = "–") -> str:
    """A local moment: "Tue 24 Nov 10:20"."""
    if moment is None:
        return none
    return f"{day_text(moment.astimezone(zone).date())} {clock_text(moment, zone)}"


def span_word(span: Span, zone: ZoneInfo) -> str:
    """A local span: "Tue 24 Nov 10:20–10:40"."""
    return f"{moment_word(span.start, zone)}–{clock_text(span.end, zone)}"


def date_word(day: date | None) -> str:
    """A date: "Tue 24 Nov"; a dash for none."""
    return day_text(day) if day else "–"


@lru_cache(maxsize=4096)
def interest_word(interest: Interest) -> str:
    """A ranked interest: the cluster it was understood as, the sub-cluster, the student's own words."""
    if not interest.cluster:
        return f"{interest.words} (own words)"
    name = cluster_name(interest.cluster)
    return f"{name} > {interest.sub}" if interest.sub else name


def interests_word(interests: Sequence[Interest]) -> str:
    """All interests in their order, on one line."""
    return "; ".join(interest_word(one) for one in interests) or "–"


def fields_word(clusters: Sequence[str]) -> str:
    """As `clusters_word` where there is little room: "Healthcare; Agriculture"."""
    return "; ".join(_SHORT_FIELDS.get(one) or cluster_name(one) for one in clusters)


def clusters_word(clusters: Sequence[str]) -> str:
    """A contact's fields."""
    return "; ".join(cluster_name(one) for one in clusters) or "–"


def formats_word(formats: Sequence[str]) -> str:
    """The formats a contact accepts; nothing stated means any."""
    return ", ".join(WORDS[one] for one in formats if one in WORDS) or "any"


def format_signs(formats: Sequence[str]) -> str:
    """As `formats_word` where there is little room: "PV"; `FORMAT_SIGNS` says what each letter means."""
    return "".join(sign for sign, one in FORMAT_SIGNS.items() if one in formats) or "any"


def formats_signed(formats: Sequence[str]) -> str:
    """As `formats_word`, and which letter stands for each in lists: "P phone, V video"."""
    named = [f"{sign} {WORDS[one]}" for sign, one in FORMAT_SIGNS.items() if one in formats]
    return ", ".join(named) or "any"


def outreach_word(how: str, outcome: str) -> Toned:
    """One attempt: "call, left a message", "✓ e-mail, said yes"."""
    sign, tone = _OUTCOME_TONES.get(outcome, ("", ""))
    return Toned(f"{sign} {outreach_text(how, outcome)}".strip(), tone)


def outcome_word(how: str, outcome: str) -> Toned:
    """As `outreach_word` where there is little room: "said yes"; how it was tried where no outcome is known."""
    return Toned(outcome or outreach_text(how, ""), _OUTCOME_TONES.get(outcome, ("", ""))[1])
