"""How far the students are, as a small chart in words, numbers and then bars; Enter goes to those of a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widget import Widget

from models.queries.progress import ClassProgress, ClusterProgress, Progress
from screens.dialogs.frame import Dialog, KeyHint
from screens.dialogs.record import TabBar
from screens.state.tabs import Tab
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import Cell, Toned

BAR = 16
"""Cells of a whole bar."""
ALL, SOME, NONE = "█", "▒", "·"
"""What stands for students with all, some and none of their interviews."""

Line = ClassProgress | ClusterProgress

_CLASSES = (
    Column("Class", 18, 3, names=True),
    Column("Teacher", 8, 2),
    Column("Students", 8, align="right"),
    Column("All", 3, align="right"),
    Column("Some", 4, align="right"),
    Column("None", 4, align="right"),
    Column(f"{ALL}all {SOME}some {NONE}none", BAR),
)
_CLUSTERS = (
    Column("Cluster", 16, 3),
    Column("Students", 8, align="right"),
    Column("To find", 7, align="right"),
    Column("Contacts", 8, align="right"),
    Column("Room", 4, align="right"),
    Column("Booked", 6, align="right"),
    Column("", 13, 1),
)


class Chosen(NamedTuple):
    """The students to look at, and what they have in common."""

    label: str
    students: tuple[str, ...]


class ChartDialog(Dialog[Chosen]):
    """The answer is the students of the line that Enter was pressed on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,tab,l", "turn(1)", show=False, priority=True),
        Binding("left,shift+tab,h", "turn(-1)", show=False, priority=True),
        Binding("q", "close", show=False),
    ]
    DEFAULT_CSS = "ChartDialog FactTable { height: 1fr; }"

    def __init__(self, found: Progress) -> None:
        school = found.school
        note = (
            f"{len(school.students)} students: {school.all_} have all interviews they owe, {school.some} have some, "
            f"{school.none} have none. The worst comes first."
        )
        super().__init__("Progress", note)
        self.add_class("-wide")
        self.found = found
        self.tabs = TabBar((Tab("By class"), Tab("By cluster")))
        self.table: FactTable[Line] = FactTable(
            _CLASSES,
            key=lambda line: line.id,
            cells=_cells,
            marks=False,
            empty="There is nothing to count yet.",
        )

    def body(self) -> Iterable[Widget]:
        """The two charts, one at a time."""
        yield self.tabs
        yield self.table

    def keys(self) -> Sequence[KeyHint]:
        """Turn, go, close."""
        return (("← →", "Class or cluster", "turn(1)"), ("Enter", "Show its students", "take"), ("Esc", "Close", "close"))  # fmt: skip

    def on_mount(self) -> None:
        """Classes first."""
        self.action_tab(0)
        self.table.focus()

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        """Enter, or a click on the line under the cursor."""
        self.action_take()

    def action_take(self) -> None:
        """Answer with the students of the line."""
        line = self.table.cursor_row
        if line is not None:
            self.dismiss(Chosen(line.name, line.students))

    def action_turn(self, by: int) -> None:
        """The other chart."""
        self.action_tab((self.tabs.here + by) % 2)

    def action_tab(self, index: int) -> None:
        """This chart."""
        self.tabs.here = index
        self.tabs.refresh()
        self.table.set_columns(_CLUSTERS if index else _CLASSES)
        self.table.set_rows(self.found.clusters if index else self.found.classes)
        self.table.action_first()


def _cells(line: Line) -> tuple[Cell, ...]:
    if isinstance(line, ClassProgress):
        counts = (line.all_, line.some, line.none)
        return (
            Toned(line.name, "strong"), line.teacher, str(len(line.students)), *map(str, counts), bar_of(counts),
        )  # fmt: skip
    room = "any" if line.room is None else str(line.room)
    return (
        Toned(line.name, "strong"), str(len(line.students)), str(line.lacking), str(line.contacts), room,
        str(line.booked), _shortage(line),
    )  # fmt: skip


def _shortage(line: ClusterProgress) -> Cell:
    """Whether there is room for what is still to be found: in words, then as a bar."""
    if line.room is None or line.room >= line.lacking:
        return Toned("✓ room enough", "good")
    short = line.lacking - line.room
    return Toned(f"! {short} short {'░' * min(8, short)}", "warn")


def bar_of(counts: tuple[int, int, int]) -> str:
    """Students with all, some and none as one line of `BAR` cells; who is there at all has a cell."""
    total = sum(counts)
    if not total:
        return ""
    cells = [max(1, round(BAR * count / total)) if count else 0 for count in counts]
    cells[cells.index(max(cells))] += BAR - sum(cells)
    return "".join(sign * count for sign, count in zip((ALL, SOME, NONE), cells, strict=True))
