"""How the calendar carries an interview: over its days, and among the rooms where those are its columns."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.queries.calendar_lanes import lanes_of
from screens.calendar_actions import CalendarActions
from screens.state.calendar_view import CalendarView, next_day, shown_days
from screens.state.choosing import Choosing
from screens.state.lane_columns import column_key, day_in, lane_for, lane_in


class CalendarCarry(CalendarActions):
    """Where the ghost is, and where a key takes it."""

    @abstractmethod
    def go_view(self, view: CalendarView, goal: tuple[date, int] | None = None) -> None:
        """Show these days; the cursor goes to that time."""

    def column_of(self, choice: Choosing) -> str:
        """Its day."""
        kind, facts = self.view.sight.lanes, self.facts
        if not kind or facts is None or not facts.lanes:
            return choice.day.isoformat()
        # In a week in which its own lane has nothing yet, it is seen in the first.
        lane = lane_for(facts, kind, self.lanes_of_choice(choice)) or facts.lanes[0]
        return column_key(choice.day, lane.id)

    def days_in_sight(self, choice: Choosing) -> Mapping[str, date]:
        """The days; among lanes those of the ghost's own, among rooms all."""
        kind, own = self.view.sight.lanes, lane_in(self.column_of(choice))
        found = {one.key: day_in(one.key) for one in self.grid.columns}
        return {
            key: day
            for key, day in found.items()
            if day is not None and (kind in ("", "room") or lane_in(key) == own)
        }

    def rooms_in_sight(self, choice: Choosing) -> Mapping[str, str]:
        """Where the columns are rooms, their rooms."""
        if self.view.sight.lanes != "room":
            return {}
        return {one.key: lane_in(one.key) or "" for one in self.grid.columns}

    def lanes_of_choice(self, choice: Choosing) -> tuple[str, ...]:
        """The lanes in which the ghost may be drawn, the best first."""
        one, kind = choice.interview, self.view.sight.lanes
        if kind == "room":
            return (choice.room or "",)
        card = self.cards.get(one.id)
        if card is not None:
            return lanes_of(card, kind)
        return one.students if kind == "student" else (one.contact or "",) if kind == "contact" else ("",)

    def day_of(self, column: str) -> date:
        """The column's day."""
        return day_in(column) or self.view.day

    def carried(self, choice: Choosing, columns: int) -> Choosing:
        """To the next day; where that is not shown, its week is."""
        if self.facts is None:
            return choice
        if self.view.sight.lanes == "room":
            return self._carried_on(choice, columns)
        shown = [plan.day for plan in shown_days(self.facts)]
        there = next_day(choice.day, columns, self.facts.bells)
        if choice.day in shown and 0 <= shown.index(choice.day) + columns < len(shown):
            there = shown[shown.index(choice.day) + columns]
        moved = replace(choice, day=there)
        if not self.view.shows(there):
            self.go_view(self.view.to(there))
        return moved

    def _carried_on(self, choice: Choosing, columns: int) -> Choosing:
        """To the next column, which may be another room."""
        order = [one.key for one in self.grid.columns]
        here = self.column_of(choice)
        at = (order.index(here) if here in order else 0) + columns
        return self.placed(choice, order[max(0, min(at, len(order) - 1))], choice.minute)

    def placed(self, choice: Choosing, column: str, minute: int) -> Choosing:
        """At the day and time, and in a lane of rooms in that room."""
        there = choice.to(day_in(column) or choice.day, minute)
        lane = lane_in(column)
        return (
            there.with_room(lane or None) if self.view.sight.lanes == "room" and lane is not None else there
        )
