"""What lies behind one lane of the calendar: a student's classes, the hours a contact offered, a room's own hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from models.queries.calendar import CalendarFacts
from models.queries.calendar_lanes import LaneFact
from models.queries.cards import DAY_END, wall_of
from models.rules.bells import missed_periods
from models.rules.facts import DayPlan
from models.rules.hours import open_spans
from models.rules.span import Span, gaps, local_span, merge
from screens.state.grid import Band


def classes_at(plan: DayPlan, facts: CalendarFacts, lane: LaneFact) -> dict[str, str]:
    """By the period's name, what the student has then: "2 Algebra", "3 free"."""
    whole = local_span(plan.day, 0, DAY_END, facts.zone)
    named = {one.id: one.name for one in lane.classes}
    found: dict[str, str] = {}
    for one in missed_periods(facts.bells, lane.id, lane.classes, whole, facts.zone):
        what = named.get(one.class_id or "", "free")
        found.setdefault(one.period, what if one.period in what else f"{one.period} {what}")
    return found


def closed_bands(day: date, facts: CalendarFacts, lane: LaneFact) -> Iterator[Band]:
    """When nothing is to be booked in the lane: outside of what a contact offered, a room closed or blocked."""
    whole = local_span(day, 0, DAY_END, facts.zone)
    if lane.offered:
        yield from _without(whole, lane.offered, facts, "not offered")
    if lane.room is not None:
        if lane.room.hours:
            yield from _without(whole, open_spans(lane.room.hours, day, facts.zone), facts, "closed")
        for block in lane.room.blocks:
            if shared := block.span.shared(whole):
                yield _band(shared, facts, block.why or "blocked", "blocked")


def _without(whole: Span, opened: Iterable[Span], facts: CalendarFacts, name: str) -> Iterator[Band]:
    for gap in gaps(whole, merge(opened)):
        yield _band(gap, facts, name, "closed")


def _band(span: Span, facts: CalendarFacts, name: str, kind: str) -> Band:
    return Band(*wall_of(span.start, span.end, facts.zone)[1:], name, kind)
