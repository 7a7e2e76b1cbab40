"""The bells: the year at a glance, day types, the week and the letters, special dates, lunches, and classes."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from models.queries import reading
from models.queries.bells_year import BellsFacts, bells_facts
from models.rules.span import local_day
from screens.base import Page, Session
from screens.bells_editing import EDITORS, Editor
from screens.commands import bindings
from screens.state.bells_classes import ClassRow, class_cells, class_rows
from screens.state.bells_tables import (
    NOTHING_YET,
    VIEWS,
    DatesRow,
    LunchRow,
    PeriodRow,
    RuleRow,
    dates_cells,
    dates_rows,
    lunch_cells,
    lunch_rows,
    period_cells,
    period_rows,
    rule_rows,
    words_of_row,
)
from screens.state.bells_view import LEGEND, cell_width, day_cell, day_lines, tone_of
from screens.state.year import Year, weekdays_of, year_of
from screens.widgets.bars import Bar, Piece
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.few_lines import FewLines
from screens.widgets.plain import Cell, Toned
from screens.widgets.year_grid import YearGrid


class ViewBar(Bar):
    """The views by name; a click shows one."""

    DEFAULT_CSS = "ViewBar { background: $surface; }"

    def __init__(self) -> None:
        super().__init__(id="views")
        self.here = 0

    def pieces(self, width: int) -> Sequence[Piece]:
        """The one that is shown stands out, also without colours."""
        return [
            Piece(f"[{name}]" if n == self.here else f" {name} ", "here" if n == self.here else "text", f"view({n})")
            for n, name in enumerate(VIEWS)
        ]  # fmt: skip


class BellsPage(Page[BellsFacts]):
    """What each date is at school, and where that comes from."""

    PAGE = "bells"
    IMPORTS = "bells"
    BINDINGS: ClassVar[list[BindingType]] = bindings("bells")
    DEFAULT_CSS = """
    BellsPage #words { height: 5; }
    BellsPage FactTable { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.views = ViewBar()
        self.facts: BellsFacts | None = None
        self.year = YearGrid(self.today(), id="year")
        self.types: FactTable[PeriodRow] = _table(
            ("Day type", 20, 2), ("Period", 12, 2), ("From", 6), ("To", 6), ("Min", 4), ("", 6), ("When", 14, 2),
            key=lambda row: row.key, cells=self._period_cells, empty=NOTHING_YET, id="types",
        )  # fmt: skip
        self.week: FactTable[RuleRow] = _table(
            ("", 20), ("", 20, 2), ("", 30, 2),
            key=lambda row: row.key, cells=_rule_cells, empty="", id="week",
        )  # fmt: skip
        self.dates: FactTable[DatesRow] = _table(
            ("When", 30, 1), ("What", 22, 1), ("Why, or a note", 16, 2),
            key=lambda row: row.key, cells=dates_cells, id="dates",
            empty="No date is special yet. n closes one, or gives it another day type.",
        )  # fmt: skip
        self.lunches: FactTable[LunchRow] = _table(
            ("Lunch", 14), ("When", 28, 2), ("Classes", 20, 2),
            key=lambda row: row.key, cells=lunch_cells, id="lunches",
            empty="No lunch lies over a period. Where classes eat at different times, add each lunch as a break to its "
            "day type: Lunch A 11:00-11:30.",
        )  # fmt: skip
        self.school_classes: FactTable[ClassRow] = _table(
            ("Class", 24, 2), ("Meets", 18, 2), ("Kind", 12), ("Teacher", 14, 1),
            key=lambda row: row.key, cells=class_cells, id="school-classes",
            empty="There are no classes yet. n adds one; Ctrl+O imports a list or the school's roster.",
        )  # fmt: skip
        self.words = FewLines(id="words")
        self.panes: tuple[YearGrid | FactTable[Any], ...] = (
            self.year, self.types, self.week, self.dates, self.lunches, self.school_classes,
        )  # fmt: skip

    def body(self) -> Iterable[Widget]:
        """The views' names, the one that is shown, what is under the cursor."""
        yield self.views
        for number, pane in enumerate(self.panes):
            pane.display = number == self.view
            yield pane
        yield self.words

    async def fetch(self) -> BellsFacts:
        """The schedule and what hangs on it."""
        return await self.read(bells_facts, self.session.campaign)

    def show(self, data: BellsFacts) -> None:
        """Put everything up; the cursors stay."""
        first_time, self.facts = self.facts is None, data
        schedule = data.book.schedule
        first, last = year_of(data.book, data.campaign, self.today())
        weekdays = weekdays_of(schedule, data.book, first, last)
        width = cell_width(schedule, len(weekdays))
        self.year.put(
            lambda room: Year(first, last, weekdays, width, room),
            lambda day: (day_cell(data, day, width), tone_of(data, day)),
            self.today(),
        )
        self.types.set_rows(period_rows(schedule))
        self.week.set_rows(rule_rows(data.book))
        self.dates.set_rows(dates_rows(schedule))
        self.lunches.set_rows(lunch_rows(data))
        self.school_classes.set_rows(class_rows(data))
        if first_time:
            self.panes[self.view].focus()
        self._show_words()

    # What others ask

    @property
    def view(self) -> int:
        """The number of the view that is shown."""
        return self.views.here

    @property
    def day(self) -> date:
        """The date under the year's cursor."""
        return self.year.day

    def today(self) -> date:
        """The local date it is."""
        return local_day(self.session.now(), self.session.zone)

    def row(self) -> Any:
        """The row under the cursor of the table that is shown; the date in the year."""
        pane = self.panes[self.view]
        return self.day if isinstance(pane, YearGrid) else pane.cursor_row

    def _period_cells(self, row: PeriodRow) -> tuple[Cell, ...]:
        assert self.facts is not None
        return period_cells(row, self.facts.book)

    def _show_words(self) -> None:
        if self.facts is None:
            return
        if self.view == 0:
            lines = day_lines(self.facts, self.day)
            self.words.show((*lines, ("dim", LEGEND)) if len(lines) < 3 else lines)
        else:
            self.words.show(words_of_row(self.facts, VIEWS[self.view], self.row()))

    # Going about

    @on(YearGrid.Moved)
    @on(FactTable.Highlighted)
    def _moved(self) -> None:
        self._show_words()

    @on(YearGrid.Opened)
    @on(FactTable.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_view(self, number: int) -> None:
        """Show a view."""
        self.views.here = number % len(VIEWS)
        self.views.refresh()
        for n, pane in enumerate(self.panes):
            pane.display = n == self.view
        self.panes[self.view].focus()
        self._show_words()

    def action_turn(self) -> None:
        """The next view, after the last the first."""
        self.action_view(self.view + 1)

    def action_turn_back(self) -> None:
        """The view before."""
        self.action_view(self.view - 1)

    def action_today(self) -> None:
        """Today in the year."""
        if self.view != 0:
            self.action_view(0)
        self.year.go(self.today())

    def action_earlier(self) -> None:
        """The month before."""
        self.year.action_month(-1)

    def action_later(self) -> None:
        """The next month."""
        self.year.action_month(1)

    def reach(self, ident: str, tab: str) -> bool:
        """Show a date."""
        self.action_view(0)
        self.year.go(date.fromisoformat(ident))
        return True

    # Changing

    @work
    async def action_open(self) -> None:
        """Everything about the date, or change the row."""
        await self._edit(self.editor.open)

    @work
    async def action_edit(self) -> None:
        """Change what is under the cursor."""
        await self._edit(self.editor.edit)

    @work
    async def action_new(self) -> None:
        """Add what this view is about."""
        await self._edit(self.editor.new)

    @work
    async def action_discard(self) -> None:
        """Take away what is under the cursor."""
        await self._edit(self.editor.discard)

    @work
    async def action_close_day(self) -> None:
        """Close or shorten the date under the cursor, or several."""
        from screens.day_off import close_day

        await self._guarded(close_day(self, self._chosen_day()))

    @work
    async def action_write(self) -> None:
        """Write the schedule to a file, whole or as tables."""
        from screens.bells_files import write_bells

        await self._guarded(write_bells(self))

    @work
    async def action_delay_day(self) -> None:
        """Everything of a day some minutes later."""
        from screens.day_off import delay_day

        await self._guarded(delay_day(self, self._chosen_day()))

    @property
    def editor(self) -> Editor:
        """What the keys do in the view that is shown."""
        return EDITORS[VIEWS[self.view]]

    def _chosen_day(self) -> date:
        row = self.row()
        if isinstance(row, DatesRow):
            return row.first
        return self.day if self.view == 0 else self.today()

    async def _edit(self, change: Any) -> None:
        if self.facts is None:
            return
        row = self.row()
        # What is on the screen may be older than the store by a moment; what is changed must not be.
        facts = self.facts._replace(book=await self.read(reading.bells))
        doing: Awaitable[object] = change(self, facts, row)
        await self._guarded(doing)  # type: ignore[arg-type]


def _table(*columns: Sequence[Any], **more: Any) -> FactTable[Any]:
    return FactTable([Column(*column) for column in columns], marks=False, **more)


def _rule_cells(row: RuleRow) -> tuple[Cell, ...]:
    return row.what, Toned(row.value, "strong"), Toned(row.note, "dim")
