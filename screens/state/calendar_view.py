"""Which days the calendar shows, and how they become columns and blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from models.queries.calendar import CalendarFacts
from models.queries.calendar_lanes import NO_VIEW, LaneFact, Sight
from models.queries.cards import Card
from models.rules.bells import BellBook
from models.rules.facts import Campaign, DayPlan
from models.rules.naming import closed_words, day_text
from models.rules.walls import format_wall
from screens.state.grid import Band, GridBlock, GridColumn
from screens.state.lane_ground import classes_at, closed_bands
from screens.state.looks import day_block, lacks, week_block

USUAL = (8 * 60, 16 * 60)
"""Wall minutes shown when neither a period nor an interview says otherwise."""

WEEK_DAYS = 7
"""More columns than this get shorter titles."""

CALLED_OFF = frozenset({"cancelled", "declined"})
"""Shown only where one day has the whole width."""


Mode = Literal["day", "week", "fortnight"]
MODES: tuple[Mode, ...] = ("week", "fortnight", "day")
"""In the order in which one key goes through them."""


@dataclass(frozen=True)
class CalendarView:
    """The day, the week or the two weeks around one date, and as far as somebody wants to see them."""

    day: date
    mode: Mode = "week"
    sight: Sight = NO_VIEW

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day to read."""
        if self.mode == "day":
            return self.day, self.day
        monday = self.day - timedelta(days=self.day.weekday())
        return monday, moved_by(monday, 13 if self.mode == "fortnight" else 6)

    def shows(self, day: date) -> bool:
        """Whether the date is among the days shown."""
        return self.span[0] <= day <= self.span[1]

    def to(self, day: date) -> CalendarView:
        """The same kind of view around another date."""
        return replace(self, day=day)

    def turned(self, day: date) -> CalendarView:
        """The next kind of view, around the date under the cursor."""
        return replace(self, day=day, mode=MODES[(MODES.index(self.mode) + 1) % len(MODES)])

    def seeing(self, sight: Sight) -> CalendarView:
        """The same days, seen in that way."""
        return replace(self, sight=sight)

    def stepped(self, by: int, bells: BellBook) -> CalendarView:
        """The week or the school weekday after (before) this one."""
        if self.mode == "day":
            return self.to(next_day(self.day, by, bells))
        return self.to(moved_by(self.day, 7 * by))


def first_view(campaign: Campaign, today: date) -> CalendarView:
    """Today's week while the window is open, else the end of the window that is nearer."""
    return CalendarView(max(campaign.first_day, min(today, campaign.last_day)))


def moved_by(day: date, days: int) -> date:
    """The date so many days later; at the ends of the calendar as near as there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def next_day(day: date, by: int, bells: BellBook) -> date:
    """The date after (before) this one, leaving out weekends without school."""
    found = moved_by(day, by)
    for _ in range(7):
        if found.weekday() < 5 or bells.is_school_day(found):
            break
        found = moved_by(found, by)
    return found


def shown_days(facts: CalendarFacts) -> tuple[DayPlan, ...]:
    """The dates that have a column: weekdays, and weekends with school or an interview."""
    busy = {card.day for card in facts.cards}
    return tuple(
        plan
        for plan in facts.plans
        if facts.first == facts.last or plan.day.weekday() < 5 or not plan.closed or plan.day in busy
    )


def columns(facts: CalendarFacts, today: date) -> tuple[GridColumn, ...]:
    """A column for each shown date, with the periods of that very date behind it."""
    many = Counter(card.day for card in facts.cards if card.state not in CALLED_OFF)
    wide, days = facts.first == facts.last, shown_days(facts)
    alone = facts.lanes[0] if len(facts.lanes) == 1 else None
    return tuple(
        GridColumn(
            plan.day.isoformat(),
            f"{day_text(plan.day)} {plan.day.year}" if wide else _label(plan.day, len(days)),
            _day_words(plan, facts) if wide else _week_words(plan, many[plan.day], facts),
            plan.day == today,
            bands(plan, facts, alone),
            brief=_brief(plan, many[plan.day]) if len(days) > WEEK_DAYS else None,
        )
        for plan in days
    )


def _brief(plan: DayPlan, many: int) -> tuple[str, str]:
    sub = "–" if plan.closed else f"{plan.letter} {many or ''}".strip()
    return f"{day_text(plan.day)[:2]} {plan.day.day}", sub


def _label(day: date, many: int) -> str:
    """Of many days only what tells them apart: "Tue 24"."""
    return day_text(day) if many <= WEEK_DAYS else day_text(day).rpartition(" ")[0]


def off_reason(plan: DayPlan, campaign: Campaign) -> str:
    """Why nothing can be booked on the date, or ""."""
    if plan.closed:
        return plan.closed
    return "" if campaign.first_day <= plan.day <= campaign.last_day else "outside the window"


def bands(plan: DayPlan, facts: CalendarFacts, lane: LaneFact | None = None) -> tuple[Band, ...]:
    """What lies behind a date's interviews: its periods, and of a lane what is special about it."""
    off = off_reason(plan, facts.campaign)
    if off:
        return (Band(0, 24 * 60, off, "closed"),)
    before = "period " if facts.first == facts.last and lane is None else ""
    taken = classes_at(plan, facts, lane) if lane is not None and lane.kind == "student" else {}
    periods = (
        Band(
            p.start,
            p.end,
            taken.get(p.name) or (f"{before}{p.name}" if p.kind == "period" else p.name),
            p.kind,
        )
        for p in plan.periods
    )
    return (*periods, *(closed_bands(plan.day, facts, lane) if lane is not None else ()))


def _week_words(plan: DayPlan, many: int, facts: CalendarFacts) -> str:
    if plan.closed:
        return "closed"
    return f"{day_type_words(plan)} {many or ''}".strip() or (
        "school" if facts.bells.is_school_day(plan.day) else ""
    )


def _day_words(plan: DayPlan, facts: CalendarFacts) -> str:
    if plan.closed:
        return closed_words(plan.closed)
    there = [card for card in facts.cards if card.state not in CALLED_OFF]
    ends = f"until {format_wall(max(p.end for p in plan.periods))}" if plan.periods else ""
    letter = f"{plan.letter} day" if plan.letter else ""
    lacking = sum(bool(lacks(card)) for card in there)
    parts = [letter, plan.day_type.replace("_", " "), ends, plan.note, _counted(len(there), "interview")]
    return " · ".join(part for part in [*parts, f"! {lacking} lack something" if lacking else ""] if part)


def _counted(many: int, what: str) -> str:
    return f"{many} {what}" if many == 1 else f"{many} {what}s"


def blocks(facts: CalendarFacts) -> tuple[GridBlock, ...]:
    """The interviews as blocks."""
    return tuple(block for day in blocks_by_day(facts) for block in day)


def blocks_by_day(facts: CalendarFacts) -> Iterator[list[GridBlock]]:
    """The same one day after the other: hundreds of calls take a moment."""
    wide = facts.first == facts.last
    made = day_block if wide else week_block
    by_day: dict[date, list[Card]] = {}
    for card in facts.cards:
        if wide or card.state not in CALLED_OFF:
            by_day.setdefault(card.day, []).append(card)
    only_talk = any(lane.kind == "contact" for lane in facts.lanes)
    off = {plan.day for plan in facts.plans if off_reason(plan, facts.campaign)}
    for day, cards in by_day.items():
        column, closed = day.isoformat(), day in off
        yield [made(card, column, off=closed, way=not only_talk) for card in cards]


def narrowed(facts: CalendarFacts, first: date, last: date) -> CalendarFacts | None:
    """Some of the days that were read, cut from all of them; None where not all of these were."""
    if not facts.first <= first <= last <= facts.last:
        return None
    return facts._replace(
        first=first,
        last=last,
        plans=tuple(plan for plan in facts.plans if first <= plan.day <= last),
        cards=tuple(card for card in facts.cards if first <= card.day <= last),
    )


def day_type_words(plan: DayPlan) -> str:
    """The rotation's letter and the day type in words: "A early release"."""
    return " ".join(part for part in (plan.letter, plan.day_type.replace("_", " ")) if part)


def extent(plans: Iterable[DayPlan], cards: Sequence[Card]) -> tuple[int, int]:
    """From which to which wall minute to show: all periods and interviews, to full hours."""
    spans = [(p.start, p.end) for plan in plans for p in plan.periods]
    spans = (spans or [USUAL]) + [card.away for card in cards]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return first // 60 * 60, min(24 * 60, -(-last // 60) * 60)


def view_words(view: CalendarView) -> str:
    """How the days are seen, for the message line: "Two weeks, by contact; only Mia Torres"."""
    mode = {"day": "One day", "week": "The week", "fortnight": "Two weeks"}[view.mode]
    lanes = f", by {view.sight.lanes}" if view.sight.lanes else ""
    return f"{mode}{lanes}{f'; only {view.sight.only.name}' if view.sight.only else ''}."
