"""One person's whole story in order of time: attempts, claims, interviews, and what else the journal tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.queries.claims import ClaimTold
from models.queries.roster import OutreachTold
from models.rules.facts import Interview, JournalEntry
from models.rules.interview import WORDS
from models.rules.naming import day_text
from screens.wording import moment_word, outreach_word, state_word

SHOWN = 80
"""Events of a story that are shown, the latest."""
_TOLD_FULLER = frozenset({"outreach", "claim"})
"""Entries of the journal whose rows tell more than their sentence."""


class Event(NamedTuple):
    """Something that happened: when (UTC), and in words."""

    at: datetime
    text: str


def story_lines(events: Iterable[Event], zone: ZoneInfo) -> list[tuple[str, str]]:
    """The latest events first, each with its local moment."""
    latest = sorted(events, key=lambda one: one.at, reverse=True)
    lines = [(moment_word(one.at, zone), one.text) for one in latest[:SHOWN]]
    more = [("", f"… and {len(latest) - SHOWN} before that")] if len(latest) > SHOWN else []
    return [*lines, *more] or [("", "Nothing yet.")]


def outreach_events(told: Iterable[OutreachTold], *, of_student: bool) -> list[Event]:
    """Attempts: "✓ call, said yes · Dr Okafor · next: agree on a time by Fri 20 Nov · Ms Rivera"."""
    return [Event(one.outreach.at, outreach_line(one, of_student=of_student)) for one in told]


def outreach_line(told: OutreachTold, *, of_student: bool) -> str:
    """One attempt in words; of a contact's story, with the student it was for."""
    made = told.outreach
    parts = [outreach_word(made.how, made.outcome).text]
    parts += [told.contact] if of_student else [f"for {told.student}"] if told.student else []
    parts += [made.said] if made.said else []
    if made.next_action:
        by = f" by {day_text(made.next_by)}" if made.next_by else ""
        parts.append(f"next: {made.next_action}{by}")
    return " · ".join([*parts, made.actor])


def claim_events(claims: Iterable[ClaimTold], zone: ZoneInfo, *, of_student: bool) -> list[Event]:
    """When claims began, and when they were taken over, given up or ran out."""
    events = []
    for one in claims:
        who = one.contact_name if of_student else one.student_name
        reason = f": {one.because}" if one.because else ""
        events.append(Event(one.made, f"⚑ held {'' if of_student else 'by '}{who}{reason}"))
        if one.taken_by:
            events.append(
                Event(one.until, f"✗ claim on {one.contact_name} taken over by {one.taken_by}: {one.why}")
            )
        elif one.over:
            events.append(
                Event(one.until, f"– the claim of {one.student_name} on {one.contact_name} is over")
            )
    return events


def interview_events(interviews: Iterable[tuple[Interview, str]]) -> list[Event]:
    """Interviews at their time, with whom; those without a time at the moment they were asked for."""
    return [
        Event(
            one.start or one.created_at,
            " · ".join(
                (state_word(one.state).text, f"interview with {who or 'nobody yet'}", WORDS[one.format])
            ),
        )
        for one, who in interviews
    ]


def journal_events(history: Sequence[JournalEntry]) -> list[Event]:
    """What else was done, by whom; attempts and claims stand there by themselves unless they were taken back."""
    return [
        Event(one.at, f"{one.sentence}{' (taken back)' if one.undone else ''} {one.actor}")
        for one in history
        if one.undone or one.kind != "do" or one.action not in _TOLD_FULLER
    ]


__all__ = [
    "Event", "claim_events", "interview_events", "journal_events", "outreach_events", "outreach_line",
    "story_lines",
]  # fmt: skip
