"""Entering ticks from paper: the printed rows in their order, one key each; nothing is written before Ctrl+S."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.queries.ticks import TickDay
from models.rules.naming import day_text
from models.rules.ticks import TICKS, TickRow, Verdict, known_text, verdict
from screens.asking import answer_of
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.frame import Dialog, KeyHint
from screens.keys.day import TICK_COMMANDS
from screens.state.ticks_view import COLUMNS, print_note, tick_cells, tick_lines, tick_title
from screens.unsaved import TypedLine
from screens.widgets.fact_table import FactTable
from screens.widgets.few_lines import FewLines
from screens.widgets.plain import Cell, plain

STATES = {
    "ticks.check_in": "checked_in",
    "ticks.begin": "in_progress",
    "ticks.finish": "completed",
    "ticks.student_absent": "student_absent",
    "ticks.interviewee_absent": "interviewee_absent",
    "ticks.cancel": "cancelled",
}
"""What the paper says, by the command whose key says so."""

Meant = tuple[str, str, str]
"""An interview, what paper says of it, and what the program was told otherwise."""


class Ticks(NamedTuple):
    """What was ticked (interview → state), what was said twice because the screen says otherwise, and the row."""

    states: Mapping[str, str]
    meant: frozenset[Meant] = frozenset()
    cursor: str | None = None


class TicksAnswer(NamedTuple):
    """ "accept", "day" or "print" (`by` 1 or -1: the next or the one before), and the ticks so far."""

    what: str
    ticks: Ticks
    by: int = 0


class TicksDialog(Dialog[TicksAnswer]):
    """The rows of one print."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(",".join(one.keys), f"carry_out('{one.id}')", one.label, show=False)
            for one in TICK_COMMANDS
        ),
        Binding("q", "close", "Close", show=False),
    ]
    DEFAULT_CSS = """
    TicksDialog > #box { width: 96%; height: 96%; }
    TicksDialog #note { height: 2; }
    TicksDialog #list { height: 1fr; }
    TicksDialog #told { height: 3; background: $surface; }
    TicksDialog KeyBar { margin-top: 0; }
    """

    def __init__(self, found: TickDay, ticks: Ticks, now: datetime, zone: ZoneInfo, said: str = "") -> None:
        super().__init__(tick_title(found, ticks.states), said or print_note(found, zone))
        self.found = found
        self.now = now
        self.zone = zone
        self.states = {row.id: ticks.states[row.id] for row in found.rows if row.id in ticks.states}
        self.meant = set(ticks.meant)
        self._first = ticks.cursor
        self._said = said
        self.table: FactTable[TickRow] = FactTable(
            COLUMNS,
            key=lambda row: row.id,
            cells=self._cells,
            empty="No interviews on this day. [ and ] go to other days.",
            marks=False,
            id="list",
        )
        self.told = FewLines(id="told")

    def body(self) -> Iterable[Widget]:
        """The rows, and what is known of the one at the cursor."""
        yield self.table
        yield self.told

    def keys(self) -> Sequence[KeyHint]:
        """A key for each thing that paper says."""
        shown = (one for one in TICK_COMMANDS if one.footer)
        return (
            *((one.sign, one.label, f"carry_out('{one.id}')") for one in shown),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """Begin at the first row, or where it was left."""
        self.table.set_rows(self.found.rows)
        if self._first is not None:
            self.table.move_to(self._first)
        self.table.focus()
        if self._said:
            self.say(self._said, bad=True)
        self._tell()

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """Tell about the row at the cursor."""
        self._tell()

    def _tell(self) -> None:
        row = self.table.cursor_row
        tick = self.states.get(row.id, "") if row else ""
        told = verdict(row, tick, self.now) if row and tick else None
        wrong = self._wrong(row, told) if row and told else ""
        self.told.show(tick_lines(row, told, self.zone, wrong))

    def action_carry_out(self, command: str) -> None:
        """What a key says."""
        if not self.is_current:
            return
        does: dict[str, Callable[[], None]] = {
            "ticks.discard": self._take_back,
            "ticks.back_one": self._take_back_before,
            "ticks.accept": self._accept,
            "ticks.turn": partial(self._leave_for, "print", 1),
            "ticks.earlier": partial(self._leave_for, "day", -1),
            "ticks.later": partial(self._leave_for, "day", 1),
        }
        if command in does:
            does[command]()
        elif (row := self.table.cursor_row) is not None:
            self._tick(row, STATES[command])

    def _tick(self, row: TickRow, state: str) -> None:
        """Note what the row says and go on, whatever comes of it: whoever types along must not get out of step."""
        told = verdict(row, state, self.now)
        if told.action == "same":
            self.states.pop(row.id, None)
            self._on(f"{self._named(row)}: {told.reason}.")
            return
        if told.against and self.states.get(row.id) == state:
            self.meant.add((row.id, state, told.against))
        self.states[row.id] = state
        self._on(self._wrong(row, told), bad=True)

    def _on(self, said: str, *, bad: bool = False) -> None:
        """To the next row; on the last one, say so."""
        before = self.table.cursor_key
        self.table.action_cursor(1)
        if before == self.table.cursor_key and not said:
            said, bad = "That was the last row. Ctrl+S accepts all ticks.", False
        self._shown(said, bad=bad)

    def _shown(self, said: str = "", *, bad: bool = False) -> None:
        self.say(said or print_note(self.found, self.zone), bad=bad and bool(said))
        self.query_one("#box").border_title = plain(tick_title(self.found, self.states))
        self.table.refresh()
        self._tell()

    def _take_back(self) -> None:
        row = self.table.cursor_row
        if row is not None:
            self.meant = {one for one in self.meant if one[0] != row.id}
            gone = self.states.pop(row.id, None)
            self._shown("" if gone else f"{self._named(row)} was not ticked.")

    def _take_back_before(self) -> None:
        """As in typing: the tick at the cursor, else that of the row before."""
        if self.table.cursor_key not in self.states:
            self.table.action_cursor(-1)
        self._take_back()

    def _leave_for(self, what: str, by: int) -> None:
        if self.states:
            self.say("Accept these ticks first with Ctrl+S, or take them back with Del.", bad=True)
        elif what == "print" and len(self.found.prints) < 2:
            self.say("There is only one print of this day's list." if self.found.prints else self.note)
        else:
            self.dismiss(TicksAnswer(what, Ticks({}), by))

    def _accept(self) -> None:
        """Answer, unless one of the ticks can no longer be entered as it was meant."""
        if not self.states:
            self.say("Nothing is ticked yet: a key for each row says what the paper says.", bad=True)
            return
        for row in self.found.rows:
            told = verdict(row, self.states[row.id], self.now) if row.id in self.states else None
            wrong = self._wrong(row, told) if told else ""
            if wrong:
                self.table.move_to(row.id)
                self.say(wrong, bad=True)
                return
        self.dismiss(TicksAnswer("accept", self._ticks()))

    def _wrong(self, row: TickRow, told: Verdict) -> str:
        """Why the row's tick cannot be entered as it is, "" where it can."""
        if told.action == "refuse":
            return f"{self._named(row)}: {told.reason} Del takes the tick back."
        if not told.against or (row.id, self.states[row.id], told.against) in self.meant:
            return ""
        known = known_text(row.now, self.zone)
        return f"{self._named(row)} is {known} on screen. On its row, the key again if the paper is right."

    def _cells(self, row: TickRow) -> tuple[Cell, ...]:
        tick = self.states.get(row.id, "")
        told = verdict(row, tick, self.now) if tick else None
        return tick_cells(row, tick, self.zone, doubt=bool(told and self._wrong(row, told)))

    def _ticks(self) -> Ticks:
        return Ticks(dict(self.states), frozenset(self.meant), self.table.cursor_key)

    def _named(self, row: TickRow) -> str:
        return f"Row {row.number}, {row.student}" if row.number else row.student

    def holds_text(self) -> bool:
        """Whether ticks would be lost."""
        return bool(self.states)

    @property
    def form(self) -> str:
        """The day whose paper it is; how many rows are ticked is nothing to know it by."""
        return f"Ticks from paper: {day_text(self.found.day)}"

    def typed_lines(self) -> Sequence[TypedLine]:
        """The ticks, by interview."""
        ticks = tuple(f"{ident} {state}" for ident, state in self.states.items())
        return (TypedLine("ticks", "Ticks", ticks, (), f"{len(ticks)} of {len(self.found.rows)} rows"),)

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Tick the rows again that are there; what others did since shows in the rows themselves."""
        there = {row.id for row in self.found.rows}
        for pair in (each for one in lines if isinstance(one.raw, tuple) for each in one.raw):
            ident, _, state = pair.rpartition(" ")
            if ident in there and state in TICKS:
                self.states[ident] = state
        following = next((row.id for row in self.found.rows if row.id not in self.states), None)
        if following is not None:
            self.table.move_to(following)
        self._shown()
        return ()

    @work
    async def action_close(self) -> None:
        """Close; ticks are not lost unasked."""
        count = len(self.states)
        ticks = "1 tick" if count == 1 else f"{count} ticks"
        question = ConfirmDialog(f"Throw away {ticks}?", yes="Throw away", no="Go on ticking")
        if not count or await answer_of(self.app, question):
            self.dismiss(None)
