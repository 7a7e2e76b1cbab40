"""Students without an interview, the longest first, and under them the contacts that each could still ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from textual import on, work
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget

from models.errors import WblError
from models.queries.stuck import StuckStudent
from models.rules.fitting import fitting_text
from models.rules.naming import listing
from models.rules.stuck import STUCK_DAYS, STUCK_TRIES, FreeContact
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.few_lines import FewLines
from screens.widgets.filter_line import FilterLine, matches
from screens.widgets.plain import Cell, Toned
from screens.wording import moment_word

REST = 0.08
"""Seconds the cursor rests on a student before their contacts are looked for."""

Look = Callable[[str], Awaitable[Sequence[FreeContact]]]


class StuckAnswer(NamedTuple):
    """What is to be done, for which student, with which contact ("" where none is under the cursor)."""

    verb: str
    student: str
    contact: str = ""


class Limits(NamedTuple):
    """After how many days, or tries, a student without an interview is stuck."""

    days: int
    tries: int


USUAL = Limits(STUCK_DAYS, STUCK_TRIES)


class StuckDialog(Dialog[StuckAnswer]):
    """The answer is what is to be done. `look` finds contacts for a student, off the event loop."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "answer('claim')", "Hold", show=False),
        Binding("b", "answer('book')", "Book", show=False),
        Binding("o", "answer('log')", "Outreach", show=False),
        Binding("P", "answer('script')", "Phone script", show=False),
        Binding("e", "answer('limits')", "Days, tries", show=False),
        Binding("u,ctrl+z", "answer('undo')", "Undo", show=False),
        Binding("X", "answer('write')", "Write", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("q", "close", show=False),
        Binding("right,l", "to('free')", show=False),
        Binding("left,h", "to('stuck')", show=False),
    ]
    DEFAULT_CSS = """
    StuckDialog > #box { width: 98%; max-width: 98%; height: 96%; }
    StuckDialog #stuck { height: 3fr; }
    StuckDialog #free { height: 2fr; min-height: 4; }
    StuckDialog #why { height: 3; }
    """

    def __init__(
        self,
        students: Sequence[StuckStudent],
        look: Look,
        zone: ZoneInfo,
        *,
        limits: Limits = USUAL,
        note: str = "",
        at: StuckAnswer | None = None,
    ) -> None:
        many = "1 student" if len(students) == 1 else f"{len(students) or 'No'} students"
        title = f"{many} without an interview for {limits.days} days, or after {limits.tries} tries"
        super().__init__(title, note)
        self._students = students
        self._look = look
        self._zone = zone
        self._at = at
        self._resting: Timer | None = None
        self._shown = ""
        self.stuck: FactTable[StuckStudent] = FactTable(
            (
                Column("Student", 20, 3),
                Column("Days", 4, align="right"),
                Column("Tries", 5, align="right"),
                Column("⚑ Holds, last try", 26, 3),
            ),
            key=lambda row: row.id,
            cells=self._student_cells,
            marks=False,
            id="stuck",
        )
        self.free: FactTable[FreeContact] = FactTable(
            (
                Column("Could still ask", 18, 1),
                Column("Left", 4),
                Column("Field", 14, 1),
                Column("Hours that fit", 30, 3),
            ),
            key=lambda row: row.contact.id,
            cells=self._contact_cells,
            empty=_LOOKING,
            marks=False,
            id="free",
        )
        self.why = FewLines(id="why")
        self._filter = FilterLine("A name, a grade, what they tried …")

    def body(self) -> Iterable[Widget]:
        """A filter, students, their contacts, and why the one under the cursor."""
        yield self._filter
        yield self.stuck
        yield self.free
        yield self.why

    def keys(self) -> Sequence[KeyHint]:
        """What can be done with the two under the cursors."""
        return (
            ("H", "Hold", "answer('claim')"),
            ("b", "Book", "answer('book')"),
            ("o", "Outreach", "answer('log')"),
            ("P", "Phone script", "answer('script')"),
            ("Enter", "Open", "open"),
            ("Tab", "Contacts", "to('free')"),
            ("/", "Filter", "filter"),
            ("e", "Days, tries", "answer('limits')"),
            ("u", "Undo", "answer('undo')"),
            ("X", "Write", "answer('write')"),
            ("Esc", "Close", "close"),
        )

    def on_mount(self) -> None:
        """The cursor is where it was."""
        self.stuck.set_rows(self._students, empty=_NO_STUDENT)
        if not self._students:
            self.free.set_rows((), empty="")
        if self._at is not None:
            self.stuck.move_to(self._at.student)
        self.stuck.focus()
        self._look_soon()

    def action_filter(self) -> None:
        """Type to filter the students."""
        self._filter.open()

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Only students who hold every word typed."""
        found = [row for row in self._students if matches(event.text, *_words(row))]
        self.stuck.set_rows(found, empty="Nobody matches what you typed. Esc shows all.")
        self._look_soon()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the students."""
        self.stuck.focus()

    def action_close(self) -> None:
        """Close the filter, then the dialog."""
        if not self._filter.close():
            self.dismiss(None)
        self.stuck.focus()

    @on(FactTable.Highlighted, "#stuck")
    def _moved(self) -> None:
        self._look_soon()

    @on(FactTable.Highlighted, "#free")
    def _chosen(self) -> None:
        self._explain()

    @on(FactTable.Opened)
    def _opened(self, event: FactTable.Opened) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The student in full, or the contact while the cursor is among the contacts."""
        self.action_answer("contact" if self.free.has_focus and self.free.cursor_key else "student")

    def action_to(self, table: str) -> None:
        """Go to the students or to the contacts."""
        self.query_one(f"#{table}").focus()

    def action_answer(self, verb: str) -> None:
        """Answer with the student and, once the contacts shown are that student's, the contact."""
        student = self.stuck.cursor_key
        if student is None:
            if verb in _FOR_NOBODY:
                self.dismiss(StuckAnswer(verb, ""))
            return
        contact = self.free.cursor_key if self._shown == student else None
        if verb in ("claim", "script") and contact is None:
            self.say(
                "There is no contact to take: they are still being looked for, or nobody fits.", bad=True
            )
            return
        self.dismiss(StuckAnswer(verb, student, contact or ""))

    def _look_soon(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        if self.stuck.cursor_key == self._shown:
            return
        self._resting = self.set_timer(REST, self._begin_looking)

    def _begin_looking(self) -> None:
        self._find()

    @work(group="look", exclusive=True)
    async def _find(self) -> None:
        student = self.stuck.cursor_key
        if student is None:
            return
        try:
            found = await self._look(student)
        except WblError as error:
            self.say(error.line, bad=True)
            return
        if self.stuck.cursor_key == student:
            self._shown = student
            self.free.set_rows(found, empty=_NOBODY)
            if self._at is not None and self._at.student == student:
                self.free.move_to(self._at.contact)
            elif found:
                self.free.action_first()
            self._explain()

    def _explain(self) -> None:
        row = self.free.cursor_row
        if row is None:
            self.why.show(())
            return
        title = f", {row.contact.title}" if row.contact.title else ""
        who = f"{row.contact.name}{title}, {row.contact.employer_name}: {row.why}."
        self.why.show((("", who),))

    def _student_cells(self, row: StuckStudent) -> tuple[Cell, ...]:
        first = row.preferred or row.given
        name = f"{row.family}, {first}" if row.family and first else row.family or first
        requested = "requested" if row.requested else ""
        last = f"{moment_word(row.last.at, self._zone)} {row.last.outcome}, {row.contact}" if row.last else ""
        holds = f"⚑ {listing(list(row.holds), 1)}" if row.holds else ""
        told = " · ".join(part for part in (holds, requested, last) if part)
        return Toned(name, "strong"), str(row.days), str(row.tries), told or Toned("none yet", "dim")

    def _contact_cells(self, row: FreeContact) -> tuple[Cell, ...]:
        left = "any" if row.left is None else str(row.left)
        field = f"{'~ ' if row.fit.related else ''}{row.fit.field}" if row.fit else "any"
        sign, tone = _FITS[min(row.fitting.weight, len(_FITS) - 1)]
        return (
            Toned(row.contact.name, "strong"),
            left,
            field,
            Toned(f"{sign} {fitting_text(row.fitting, self._zone)}", tone),
        )


def _words(row: StuckStudent) -> tuple[str, ...]:
    """What may be typed to find a student."""
    return row.label, row.given, row.grade, row.contact, row.last.outcome if row.last else "none yet"


_FITS = (("✓", "good"), ("~", ""), ("~", ""), ("~", ""), ("!", "warn"))
"""Sign and tone of hours by what they cost: nothing, lunch, advisory, an elective, a core class."""
_LOOKING = "Looking for contacts …"
_NO_STUDENT = "Nobody is stuck, or not for that long yet."
_FOR_NOBODY = ("limits", "undo", "write")
"""What can be done where no student is shown."""
_NOBODY = "Nobody with room left in these fields has hours that fit. Enter opens the student."
