"""The lists of a plan: by day, by student, and its goals; what is marked there is marked in the plan."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.state.plan_view import ByStudent, Draft, by_day, by_student, day_cells, student_cells
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.pane import Pane
from screens.widgets.plain import Cell

_MARKS: list[BindingType] = [
    Binding("space", "screen.mark", "Mark", show=False),
    Binding("shift+down,shift+up", "screen.mark", "Mark", show=False),
]
EMPTY = "Nothing is proposed now. Press p to plan what is still owed."


class DayList(FactTable[int]):
    """The interviews by day and time; a row is the place in the proposal."""

    BINDINGS: ClassVar[list[BindingType]] = _MARKS

    def __init__(self) -> None:
        super().__init__(
            (
                Column("", 1),
                Column("When", 16),
                Column("Student", 14, 2),
                Column("Contact", 14, 2),
                Column("Room", 8, 1),
                Column("Choice", 6),
                Column("Class", 14, 2, from_width=100),
            ),
            key=str,
            cells=self._words_of,
            empty=EMPTY,
            marks=False,
            id="days",
        )
        self._draft: Draft | None = None

    def show(self, draft: Draft | None) -> None:
        """Show this plan."""
        self._draft = draft
        self.set_rows(by_day(draft) if draft is not None else [])

    def _words_of(self, place: int) -> tuple[Cell, ...]:
        return day_cells(self._draft, place) if self._draft is not None else ()


class StudentList(FactTable[ByStudent]):
    """Whoever owes interviews, those first who lack some."""

    BINDINGS: ClassVar[list[BindingType]] = _MARKS

    def __init__(self) -> None:
        super().__init__(
            (
                Column("", 2),
                Column("Student", 16, 1),
                Column("Gets", 6),
                Column("When and with whom, or why not", 30, 4),
            ),
            key=lambda row: row.id,
            cells=self._words_of,
            empty=EMPTY,
            marks=False,
            id="students",
        )
        self._draft: Draft | None = None

    def show(self, draft: Draft | None) -> None:
        """Show this plan."""
        self._draft = draft
        self.set_rows(by_student(draft) if draft is not None else [])

    def _words_of(self, row: ByStudent) -> tuple[Cell, ...]:
        return student_cells(self._draft, row) if self._draft is not None else ()


class GoalPane(Pane, can_focus=True):
    """Each goal's result, to read; the arrows move it."""

    DEFAULT_CSS = "GoalPane { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "lines(-1)", "Up", show=False),
        Binding("down,j", "lines(1)", "Down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="goals", more="↓", label=22)

    def on_resize(self) -> None:
        """No empty lines below the last one where there is more room now."""
        self.scroll_lines(0)

    def action_lines(self, by: int) -> None:
        """A line up or down."""
        self.scroll_lines(by)
