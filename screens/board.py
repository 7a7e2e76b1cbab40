"""The live board: what is happening now, what comes next, and what needs somebody; one key for each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.errors import Alternative
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, move_interview
from models.operations.marking import mark_interview
from models.queries.board import BoardFacts, board_facts
from models.rules.alternatives import free_rooms
from models.rules.day import BoardRow, retime
from models.rules.interview import needs_room
from models.rules.naming import day_text
from screens.base import Done, Page, Session
from screens.commands import bindings
from screens.state.lanes import calls_between, counts_of, lines_of
from screens.widgets.board_words import board_cells, detail_lines, on_duty_text
from screens.widgets.fact_table import FactTable
from screens.widgets.filter_line import FilterLine
from screens.widgets.lane_list import COLUMNS, LaneList
from screens.widgets.plain import plain
from screens.writable import Table, counted, made


class BoardPage(Page[BoardFacts]):
    """Today, live."""

    PAGE = "board"
    BINDINGS: ClassVar[list[BindingType]] = bindings("board")
    DEFAULT_CSS = """
    BoardPage #counts { height: 1; padding: 0 1; background: $surface; }
    BoardPage #detail { height: 4; padding: 0 1; background: $surface; border-top: solid $panel; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.facts: BoardFacts | None = None
        self._typed = ""
        self._counts = Static(id="counts")
        self._detail = Static(id="detail")
        self._filter = FilterLine()
        self.lanes = LaneList(
            COLUMNS,
            key=lambda line: line.key,
            cells=lambda line: board_cells(line, self.session.zone),
            marks=False,
            id="lanes",
        )

    # Reading and showing

    def body(self) -> Iterable[Widget]:
        """Counts, filter, the lanes, and everything about the interview under the cursor."""
        yield self._counts
        yield self._filter
        yield self.lanes
        yield self._detail

    async def fetch(self) -> BoardFacts:
        """Today's board."""
        return await self.read(board_facts, self.session.now())

    def show(self, data: BoardFacts) -> None:
        """Put the board up; the cursor stays on its interview, whichever lane that is in now."""
        self.facts = data
        self._show_lines()

    async def on_mount(self) -> None:
        """Tick every second while the page is in front."""
        self.set_interval(1.0, self._tick)
        self.lanes.focus()

    def _tick(self) -> None:
        if self.facts is None or not self.is_current:
            return
        now = self.session.now()
        board = retime(self.facts.board, now)
        if board.day != self.facts.board.day:
            self.start(self.reload())
            return
        changed = board.rows != self.facts.board.rows
        self._call_out(calls_between(self.facts.board, board))
        self.facts = self.facts._replace(board=board)
        if changed:
            self._show_lines()

    def _call_out(self, calls: list[str]) -> None:
        """Say what the clock has just made so, and ring unless that was switched off."""
        if calls:
            self.say("; ".join(calls), "news")
            if self.session.bell:
                self.app.bell()

    def _show_lines(self) -> None:
        if self.facts is None:
            return
        self.lanes.set_rows(lines_of(self.facts.board, self._typed), empty=self._empty())
        self.lanes.settle()
        self._counts.update(self._summary())
        self._show_detail()

    def _empty(self) -> str:
        if self._typed:
            return "Nothing today matches what you typed. Esc shows all."
        if self.facts is None:
            return "Reading the day …"
        board, window = self.facts.board, (self.facts.first_day, self.facts.last_day)
        if not window[0] <= board.day <= window[1]:
            return (
                f"No interviews today. The campaign runs from {day_text(window[0])} to {day_text(window[1])}. "
                "Press 3 for the calendar."
            )
        return "No interviews today. Press 3 for the calendar, where n books one."

    def _summary(self) -> Content:
        if self.facts is None:
            return Content("")
        parts = []
        for lane, count in counts_of(self.facts.board):
            tone = f"bold {_COLOURS[lane.tone]}" if count and lane.tone in _COLOURS else "$foreground"
            parts += [Content.styled(f"{lane.sign} {count} {lane.short}", tone), Content("   ")]
        running = any(row.lane == "interviewing_now" for row in self.facts.board.rows)
        names = list(dict.fromkeys(turn.label for turn in self.facts.on_duty))
        if names:
            room = self.app.size.width - 2 - sum(part.cell_length for part in parts)
            parts.append(plain(on_duty_text(names, room)))
        elif running:
            parts.append(Content.styled("! Nobody is on duty while calls run", "bold $error"))
        else:
            parts.append(Content.styled("Nobody on duty", "$text-muted"))
        return Content("").join(parts)

    def on_resize(self) -> None:
        """The words below the list use the room there is now."""
        self._show_detail()

    def _show_detail(self) -> None:
        row = self._row()
        if row is None or self.facts is None:
            self._detail.update(Content(""))
        else:
            width = max(40, self.app.size.width - 2)
            self._detail.update(detail_lines(row, self.facts.board.situation, width))

    @on(FactTable.Highlighted)
    def _on_highlighted(self) -> None:
        self._show_detail()

    # The filter

    def action_filter(self) -> None:
        """Type to see only some."""
        self._filter.open()

    def action_back(self) -> None:
        """Close the filter."""
        self._filter.close()
        self.lanes.focus()

    @on(FilterLine.Typed)
    def _on_typed(self, event: FilterLine.Typed) -> None:
        self._typed = event.text
        self._show_lines()

    @on(FilterLine.Left)
    def _on_filter_left(self) -> None:
        self.lanes.focus()

    def tables(self) -> Sequence[Table]:
        """The lanes, as the filter left them."""
        from screens.state.card_tables import board_grid

        lines = [line for line in self.lanes.rows if line.row is not None]
        label = f"what the board shows: {counted(len(lines), 'interview')}"
        return (Table("interviews", label, lambda: made(board_grid(lines, self.session.zone))),)

    # Steps

    def _row(self) -> BoardRow | None:
        line = self.lanes.cursor_row
        return line.row if line else None

    def _chosen(self) -> BoardRow | None:
        row = self._row()
        if row is None:
            self.say("There is no interview under the cursor.", "warning")
        return row

    def _mark(self, state: str) -> None:
        row = self._chosen()
        if row is not None:
            self.start(self.act(mark_interview, row.id, state, otherwise=self._to_alternative(row)))

    def _to_alternative(self, row: BoardRow) -> Any:
        async def move(free: Alternative) -> Done | None:
            return await self.act(move_interview, row.id, NewTime(start=free.start, room=free.room or None))

        return move

    def action_check_in(self) -> None:
        """The student is here."""
        self._mark("checked_in")

    def action_begin(self) -> None:
        """The call has started."""
        self._mark("in_progress")

    def action_finish(self) -> None:
        """The call is over."""
        self._mark("completed")

    def action_confirm(self) -> None:
        """The interviewee answered the confirmation."""
        self._mark("confirmed")

    def action_student_absent(self) -> None:
        """The student did not come."""
        self._mark("student_absent")

    def action_interviewee_absent(self) -> None:
        """The interviewee did not answer."""
        self._mark("interviewee_absent")

    def action_absence(self) -> None:
        """Approve the absence from class."""
        row = self._chosen()
        if row is not None:
            self.start(self.act(decide_absence, row.id, "approve"))

    @work
    async def action_deny(self) -> None:
        """Deny the absence; the reason is kept."""
        from screens.dialogs.text_ask import TextDialog

        row = self._chosen()
        if row is None:
            return
        why = await self.ask(TextDialog(f"Why is {row.student} to stay in class?"))
        if why:
            await self.act(decide_absence, row.id, "deny", because=why)

    @work
    async def action_room(self) -> None:
        """Give this interview another room: the free ones first, the others with what stands in them."""
        from screens.dialogs.choose import ChooseDialog
        from screens.state.room_choices import room_choices

        row = self._chosen()
        if row is None or self.facts is None:
            return
        if not needs_room(row.interview.format, row.interview.place):
            self.say(f"{row.student} does not need a room for this.", "warning")
            return
        situation = self.facts.board.situation
        free = free_rooms(row.interview, situation)
        choices = room_choices(row.interview, situation, free)
        title = f"Room for {row.student}"
        room = await self.ask(
            ChooseDialog(title, choices, titles=("Room", ""), empty="There are no rooms yet.")
        )
        if room is not None:
            await self.act(move_interview, row.id, NewTime(room=room), otherwise=self._to_alternative(row))

    @work
    async def action_move(self) -> None:
        """Move this interview to one of the free times of today."""
        from screens.dialogs.choose import Choice, ChooseDialog
        from screens.state.times_today import times_today

        row = self._chosen()
        if row is None or self.facts is None:
            return
        zone = self.session.zone
        free = times_today(row.interview, self.facts.board.situation, self.session.now())
        choices = [
            Choice(
                str(n), f"{one.start.astimezone(zone):%H:%M}–{one.end.astimezone(zone):%H:%M}", one.room_name
            )
            for n, one in enumerate(free)
        ]
        title = f"Move {row.student} to another time today"
        note = "For another day press 3, and m in the calendar."
        answer = await self.ask(
            ChooseDialog(
                title, choices, note=note, empty="Nothing is free any more today. Press Esc, then 3."
            )
        )
        if answer is not None:
            chosen = free[int(answer)]
            await self.act(move_interview, row.id, NewTime(start=chosen.start, room=chosen.room))

    @work
    async def action_open(self) -> None:
        """Show everything about this interview."""
        from screens.interview_detail import show_interview

        row = self._chosen()
        if row is not None:
            await show_interview(self, row.id)

    @on(FactTable.Opened)
    def _on_opened(self) -> None:
        self.action_open()


_COLOURS = {"bad": "$error", "warn": "$warning", "now": "$accent"}
