"""A proposal before it happens: how much of what, every row with its reason, accept or leave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.rules.facts import Proposal, ProposalRow
from screens.dialogs.frame import Dialog, KeyHint
from screens.widgets.bars import Bar, Piece
from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import Cell, Toned, plain, width_of

ACTIONS = {
    "add": ("+", "add", "good"),
    "change": ("~", "change", "warn"),
    "move": ("→", "move", "warn"),
    "remove": ("−", "remove", "bad"),
    "same": ("=", "same", "dim"),
    "skip": ("·", "skip", "dim"),
    "refuse": ("✗", "refuse", "bad"),
}
"""Each action's sign, word and tone."""

SHORT_REASON = 28
"""Cells up to which all reasons are shown whole."""


class CountsBar(Bar):
    """How many rows of each action; a click, or Left and Right, shows only those."""

    DEFAULT_CSS = "CountsBar { background: $surface; }"

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.counts = {action: count for action, count in proposal.counts.items() if count}
        self.total = len(proposal.rows)
        self.only = ""

    def pieces(self, width: int) -> Sequence[Piece]:
        """All, then each action there is."""
        every = Piece(f" all {self.total} ", "here" if not self.only else "text", "only('')")
        return (every, *(self._piece(action, count) for action, count in self.counts.items()))

    def _piece(self, action: str, count: int) -> Piece:
        sign, word, _ = ACTIONS[action]
        return Piece(
            f" {sign} {word} {count} ", "here" if action == self.only else "text", f"only('{action}')"
        )


class ProposalDialog(Dialog[bool]):
    """True to accept. Whoever asked applies it, checking again that it still holds."""

    DEFAULT_CSS = "ProposalDialog #why { height: auto; min-height: 2; max-height: 6; padding: 0 1; color: $text-muted; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Accept", show=False),
        Binding("right,tab", "turn(1)", show=False, priority=True),
        Binding("left,shift+tab", "turn(-1)", show=False, priority=True),
        Binding("q", "close", show=False),
    ]

    def __init__(self, proposal: Proposal, note: str = "", *, accept: str = "Accept") -> None:
        super().__init__(proposal.title, note)
        self.proposal = proposal
        self.accept_word = accept
        self.add_class("-wide")
        self.counts = CountsBar(proposal)
        self.why = Static("", id="why")
        self.table: FactTable[tuple[int, ProposalRow]] = FactTable(
            (Column("", 9), Column("What", 24, 2), _why_column(proposal)),
            key=lambda row: str(row[0]),
            cells=_cells,
            empty="There is nothing to do: all of it is as it should be.",
            marks=False,
        )

    @property
    def can_accept(self) -> bool:
        """Whether anything would change."""
        return any(self.counts.counts.get(each) for each in ("add", "change", "move", "remove"))

    def body(self) -> Iterable[Widget]:
        """The counts, then the rows."""
        yield self.counts
        yield self.table
        yield self.why

    def keys(self) -> Sequence[KeyHint]:
        """Accept, filter, leave."""
        accept = (("Ctrl+S", self.accept_word, "accept"),) if self.can_accept else ()
        return (*accept, ("← →", "Show only", "turn(1)"), ("Esc", "Leave everything as it is", "close"))

    def on_mount(self) -> None:
        """All rows."""
        self.action_only("")
        self.table.focus()

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        """The whole of the row under the cursor, which the table may have cut."""
        row = self.table.cursor_row
        told = (row[1].label, _reason(row[1]), _values(row[1])) if row else ()
        self.why.update(plain(" · ".join(part for part in told if part)))

    def action_only(self, action: str) -> None:
        """Show the rows of one action, or all ("")."""
        self.counts.only = action
        self.counts.refresh()
        rows = [each for each in enumerate(self.proposal.rows) if not action or each[1].action == action]
        self.table.set_rows(rows)

    def action_turn(self, by: int) -> None:
        """The next action's rows."""
        order = ["", *self.counts.counts]
        self.action_only(order[(order.index(self.counts.only) + by) % len(order)])

    def action_accept(self) -> None:
        """Let it happen."""
        if self.can_accept:
            self.dismiss(True)


def _cells(row: tuple[int, ProposalRow]) -> tuple[Cell, ...]:
    sign, word, tone = ACTIONS[row[1].action]
    return Toned(f"{sign} {word}", tone), row[1].label, _reason(row[1])


def _why_column(proposal: Proposal) -> Column:
    """Short reasons leave the room to what they are about."""
    longest = max((width_of(_reason(row)) for row in proposal.rows), default=0)
    return Column("Why", 20, 3) if longest > SHORT_REASON else Column("Why", max(8, longest))


def _reason(row: ProposalRow) -> str:
    """What becomes otherwise, why, and which place of which file it comes from."""
    told = "; ".join(filter(None, (row.otherwise, row.reason)))
    if row.source is None:
        return told
    file, line, column = row.source
    place = ", ".join(filter(None, (file, f"row {line}" if line else "", column)))
    return f"{told} ({place})".lstrip()


def _values(row: ProposalRow) -> str:
    """What a file says of a new record."""
    if row.source is None or row.action != "add" or not row.after:
        return ""
    return ", ".join(f"{_field(name)} {_value_text(value)}" for name, value in row.after.items() if value)


def _value_text(value: object) -> str:
    """A list of a file's, such as the bells of a date, with its words alone."""
    if isinstance(value, list | tuple):
        inner = "; " if any(isinstance(one, list | tuple) for one in value) else " "
        return inner.join(_value_text(one) for one in value)
    return str(value)


def _field(name: str) -> str:
    return name.replace("_", " ")
