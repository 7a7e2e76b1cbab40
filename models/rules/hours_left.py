"""What a contact who cannot come for a time still offers: the hours stated, or school's where none are, without it."""

from __future__ import annotations

from datetime import timedelta

from models.rules.facts import Contact
from models.rules.situation import Situation
from models.rules.span import Span, gaps, local_span, merge

DAY = 24 * 60


def hours_without(contact: Contact, away: Span, situation: Situation) -> tuple[Span, ...]:
    """Spans in order. For a contact who stated no hours those of school on every school day of the window."""
    offered = merge(contact.availability) or school_hours(situation)
    return tuple(left for span in offered for left in gaps(span, [away]))


def school_hours(situation: Situation) -> list[Span]:
    """From the first bell to the last of every school day of the window; whole days where no bells are known."""
    campaign, zone, found = situation.campaign, situation.zone, []
    day = campaign.first_day
    while day <= campaign.last_day:
        if situation.bells.is_school_day(day):
            rows = [span for _, span in situation.bells.period_spans(day, zone)]
            whole = local_span(day, 0, DAY, zone)
            found.append(Span(min(rows)[0], max(one.end for one in rows)) if rows else whole)
        day += timedelta(days=1)
    return found
