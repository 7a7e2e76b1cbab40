"""The calendar parted into lanes: for each student, contact, room or class the days that are shown, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from models.queries.calendar import CalendarFacts
from models.queries.calendar_lanes import LaneFact, lanes_of
from models.queries.cards import Card
from models.rules.interview import needs_room
from models.rules.naming import day_text
from screens.state.calendar_view import CALLED_OFF, bands, off_reason, shown_days
from screens.state.grid import GridBlock, GridColumn
from screens.state.looks import lane_block

BETWEEN = "\t"
"""Between the parts of a key; nothing that people type holds it."""

LANE_WORDS = {"": "days", "student": "student", "contact": "contact", "room": "room", "class": "class missed"}
"""What the columns may be, in words."""


def column_key(day: date, lane: str | None) -> str:
    """The key of a column; `lane` is None where the days have none."""
    return day.isoformat() if lane is None else f"{day.isoformat()}{BETWEEN}{lane}"


def day_in(column: str) -> date | None:
    """The day of a column, None of no column."""
    return date.fromisoformat(column.partition(BETWEEN)[0]) if column else None


def lane_in(column: str) -> str | None:
    """The lane of a column; None where there are no lanes."""
    _head, between, lane = column.partition(BETWEEN)
    return lane if between else None


def ident_in(key: str | None) -> str:
    """The interview that a block stands for, in whichever of its lanes."""
    return (key or "").partition(BETWEEN)[0]


def lane_columns(facts: CalendarFacts, today: date, kind: str) -> tuple[GridColumn, ...]:
    """Of each lane the days, one beside the other."""
    many: Counter[tuple[date, str]] = Counter()
    for card in facts.cards:
        if card.state not in CALLED_OFF:
            many.update((card.day, lane) for lane in lanes_of(card, kind))
    days, one_day = shown_days(facts), facts.first == facts.last
    return tuple(
        GridColumn(
            column_key(plan.day, lane.id),
            lane.name,
            _sub(plan.day, many[plan.day, lane.id], one_day),
            plan.day == today and not one_day,
            bands(plan, facts, lane),
            brief=None if one_day else (lane.name, _brief_sub(plan.day, many[plan.day, lane.id])),
        )
        for lane in facts.lanes
        for plan in days
    )


def _sub(day: date, many: int, one_day: bool) -> str:
    calls = f"{many} call{'' if many == 1 else 's'}" if many else "free"
    return calls if one_day else f"{day_text(day).rpartition(' ')[0]} · {many or 'free'}"


def _brief_sub(day: date, many: int) -> str:
    """The same in ten cells: "Tu 24 free", "Tu 24 · 12"."""
    return f"{day_text(day)[:2]} {day.day}{f' · {many}' if many else ' free'}"


def lane_blocks(facts: CalendarFacts, kind: str) -> Iterator[list[GridBlock]]:
    """The interviews in their lanes, one day after the other."""
    off = {plan.day for plan in facts.plans if off_reason(plan, facts.campaign)}
    by_day: dict[date, list[Card]] = {}
    for card in facts.cards:
        if card.state not in CALLED_OFF and _belongs(card, kind):
            by_day.setdefault(card.day, []).append(card)
    for day, cards in by_day.items():
        made: list[GridBlock] = []
        for card in cards:
            for n, lane in enumerate(lanes_of(card, kind)):
                block = lane_block(card, column_key(day, lane), kind, off=day in off)
                made.append(block._replace(key=f"{card.id}{BETWEEN}{n}") if n else block)
        yield made


def _belongs(card: Card, kind: str) -> bool:
    """What is held elsewhere has no place among the rooms."""
    return kind != "room" or bool(card.room_id) or needs_room(card.format, card.place)


def lane_for(facts: CalendarFacts, kind: str, lanes: tuple[str, ...]) -> LaneFact | None:
    """The first of these lanes that is shown."""
    return next((one for one in facts.lanes if one.kind == kind and one.id in lanes), None)
