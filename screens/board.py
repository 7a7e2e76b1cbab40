"""The live board: what is happening now, what comes next, and what needs somebody; one key for each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.queries.board import BoardFacts, board_facts
from models.rules.day import BoardRow, retime
from models.rules.day_rooms import standby_now
from models.rules.naming import day_text
from screens.base import Session
from screens.board_steps import BoardSteps
from screens.calling_out import call_out, off_words
from screens.commands import bindings
from screens.state.lanes import Line, counts_of, lines_of
from screens.state.signals import Signals
from screens.widgets.board_strips import LEAST, rooms_strip, standby_strip
from screens.widgets.board_words import (
    board_cells,
    detail_lines,
    lane_cells,
    lane_words,
    on_duty_text,
    wants_watching,
)
from screens.widgets.fact_table import FactTable
from screens.widgets.filter_line import FilterLine
from screens.widgets.lane_columns import WIDE, LaneColumns, words_room
from screens.widgets.lane_list import COLUMNS, LaneList
from screens.widgets.plain import plain
from screens.writable import Table, counted, made


class BoardPage(BoardSteps):
    """Today, live."""

    PAGE = "board"
    BINDINGS: ClassVar[list[BindingType]] = bindings("board")
    DEFAULT_CSS = """
    BoardPage #counts { height: 1; padding: 0 1; background: $surface; }
    BoardPage #strips { height: 3; padding: 0 1; background: $surface; display: none; }
    BoardPage #strips.-shown { display: block; }
    BoardPage #side { display: none; height: 1fr; }
    BoardPage.-wide #side { display: block; }
    BoardPage.-wide #lanes { display: none; }
    BoardPage #detail { height: 4; padding: 0 1; background: $surface; border-top: solid $panel; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.facts: BoardFacts | None = None
        self._typed = ""
        self._signals = Signals()
        self._tried = -1
        self._counts = Static(id="counts")
        self._detail = Static(id="detail")
        self._strips = Static(id="strips")
        self._filter = FilterLine()
        self.lanes = LaneList(
            COLUMNS,
            key=lambda line: line.key,
            cells=lambda line: board_cells(line, self.session.zone, self._noted()),
            marks=False,
            id="lanes",
        )
        self.side = LaneColumns(
            lambda line: lane_cells(line, self.session.zone, self._words_room(), self._noted()),
            lambda row: len(lane_words(row, self._words_room(), self._noted())),
            id="side",
        )

    # Reading and showing

    def body(self) -> Iterable[Widget]:
        """Counts, filter, the lanes, and everything about the interview under the cursor."""
        yield self._counts
        yield self._filter
        yield self.lanes
        yield self.side
        yield self._strips
        yield self._detail

    async def fetch(self) -> BoardFacts:
        """Today's board."""
        return await self.read(board_facts, self.session.now())

    def show(self, data: BoardFacts) -> None:
        """Put the board up; the cursor stays on its interview, whichever lane that is in now."""
        self.facts = data
        self._follow_clock()  # which went on while it was read
        self._show_lines()
        self._call_out()

    def _noted(self) -> frozenset[str]:
        return self.facts.noted if self.facts else frozenset()

    async def on_mount(self) -> None:
        """Tick every second, also while a dialog or another page is in front: a call ends all the same."""
        self.set_interval(1.0, self._tick)
        self._focus_lanes()

    def _tick(self) -> None:
        if self.facts is None:
            return
        before = self.facts.board
        if not self._follow_clock() or self._missed_something():
            self.start(self.reload())
            return
        board = self.facts.board
        minute = board.now.minute != before.now.minute
        if self.is_current and board.rows != before.rows:
            self._show_lines()
        elif self.is_current and minute:
            self._show_edge()
        self._call_out()

    def _follow_clock(self) -> bool:
        """Bring what was read to the moment it is; False where that is on another day."""
        assert self.facts is not None
        now, before = self.session.now(), self.facts.board
        board = retime(before, now)
        if board.day != before.day:
            return False
        minute = now.minute != before.now.minute
        on_duty = standby_now(board.situation, now) if minute else self.facts.on_duty
        self.facts = self.facts._replace(board=board, on_duty=on_duty)
        return True

    def _missed_something(self) -> bool:
        """Whether the store has changed while another page was in front; true once for each change."""
        missed = self._is_stale and not self.is_current and self._tried != self.session.stamp
        self._tried = self.session.stamp
        return missed

    def _call_out(self) -> None:
        """Say what has just become so, and ring, as far as that is switched on."""
        if self.facts is not None:
            found = self._signals.look(self.facts.board, self.facts.on_duty, own=bool(self._acting))
            if call_out(self.session, found):
                self.app.bell()

    async def on_screen_resume(self) -> None:
        """The clock went on while another page was in front, and signals may have been switched."""
        self._show_lines()

    def _show_lines(self) -> None:
        if self.facts is None:
            return
        lines = lines_of(self.facts.board, self._typed)
        self._turn(wide=bool(lines) and self.app.size.width >= WIDE)
        before, top, beside = self._line_here(), self.lanes.scroll_offset.y, self._beside()
        self.lanes.set_rows(lines, empty=self._empty())
        self.lanes.settle()
        if self._wide:
            self.side.set_lines(lines)
        after = self._line_here()
        if before and after and before.lane != after.lane:
            if not self._acting:
                # Somebody else took the step: whoever only watches keeps what they look at.
                self.lanes.scroll_to(y=top, animate=False, immediate=True)
            elif self._staying and beside is not None:
                self.lanes.scroll_to(y=top, animate=False, immediate=True)
                self.go_to(beside)
        self._show_edge()
        self._show_detail()

    def _show_edge(self) -> None:
        """What stands around the lanes: counts above, rooms and adults below."""
        self._counts.update(self._summary())
        self._show_strips()

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
        off = off_words(self.session)
        gap = Content("  " if off else "   ")
        parts = []
        for lane, count in counts_of(self.facts.board, wide=self._wide):
            tone = f"bold {_COLOURS[lane.tone]}" if count and lane.tone in _COLOURS else "$foreground"
            parts += [Content.styled(f"{lane.sign} {count} {lane.short}", tone), gap]
        running = any(wants_watching(row) for row in self.facts.board.lane("interviewing_now"))
        if off:
            parts += [Content.styled(off, "bold $warning"), gap]
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
        """Lanes side by side where there is room for it; the words below use the room there is now."""
        self._show_lines()

    def _turn(self, *, wide: bool) -> None:
        """From one list to lanes side by side, or back; the cursor stays on its interview."""
        if wide == self._wide:
            return
        here = self.row_here()
        focused = self.lanes.has_focus or self.side.has_focus_within
        self.set_class(wide, "-wide")
        if focused:
            self.call_after_refresh(self._focus_lanes, here.id if here else None)

    @property
    def _wide(self) -> bool:
        return self.has_class("-wide")

    def _focus_lanes(self, key: str | None = None) -> None:
        if self._wide:
            self.side.go_to(key)
            return
        if key is not None:
            self.lanes.move_to(key)
        # At once, as the lanes side by side do it: a focus that comes later would take the cursor back from them.
        if self.lanes.focusable:
            self.set_focus(self.lanes)
        else:
            self.lanes.focus()

    def _show_strips(self) -> None:
        """Rooms and adults on duty, where the screen is large enough."""
        size = self.app.size
        shown = self.facts is not None and size.width >= LEAST[0] and size.height >= LEAST[1]
        self._strips.set_class(shown, "-shown")
        if shown and self.facts is not None:
            situation, now, width = self.facts.board.situation, self.session.now(), size.width - 2
            rooms = rooms_strip(situation, now, width)
            self._strips.update(plain(f"{rooms}\n{standby_strip(situation, now, width)}"))

    def _show_detail(self) -> None:
        row = self.row_here()
        if row is None or self.facts is None:
            self._detail.update(Content(""))
        else:
            width = max(40, self.app.size.width - 2)
            self._detail.update(detail_lines(row, self.facts.board.situation, width, self._noted()))

    def on_descendant_focus(self) -> None:
        """Another lane has the cursor."""
        self._show_detail()

    @on(FactTable.Highlighted)
    def _on_highlighted(self) -> None:
        self._show_detail()

    def _words_room(self) -> int:
        return words_room(self.app.size.width)

    # The filter

    def action_filter(self) -> None:
        """Type to see only some."""
        self._filter.open()

    def action_back(self) -> None:
        """Close the filter."""
        self._filter.close()
        self._focus_lanes()

    @on(FilterLine.Typed)
    def _on_typed(self, event: FilterLine.Typed) -> None:
        self._typed = event.text
        self._show_lines()

    @on(FilterLine.Left)
    def _on_filter_left(self) -> None:
        self._focus_lanes()

    def tables(self) -> Sequence[Table]:
        """The lanes, as the filter left them."""
        from screens.state.card_tables import board_grid

        lines = [line for line in self.lanes.rows if line.row is not None]
        label = f"what the board shows: {counted(len(lines), 'interview')}"
        return (Table("interviews", label, lambda: made(board_grid(lines, self.session.zone))),)

    def row_here(self) -> BoardRow | None:
        """The interview under the cursor."""
        line = self._line_here()
        return line.row if line else None

    def go_to(self, ident: str) -> None:
        """Put the cursor on this interview."""
        if self._wide:
            self.side.go_to(ident)
        else:
            self.lanes.move_to(ident)

    def in_sight(self) -> frozenset[str]:
        """The ids of the interviews that the list shows, which a filter may make fewer."""
        return frozenset(line.row.id for line in self.lanes.rows if line.row)

    def _line_here(self) -> Line | None:
        return self.side.cursor_line if self._wide else self.lanes.cursor_row

    def _beside(self) -> str | None:
        """The next interview of the same lane, else the one before; None where this one is alone in it."""
        here = self._line_here()
        lane = [line.key for line in self.lanes.rows if here and line.row and line.lane == here.lane]
        if here is None or len(lane) < 2 or here.key not in lane:
            return None
        at = lane.index(here.key)
        return lane[at + 1] if at + 1 < len(lane) else lane[at - 1]


_COLOURS = {"bad": "$error", "warn": "$warning", "now": "$accent"}
