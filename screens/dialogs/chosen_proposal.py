"""A proposal of which all or only some rows are accepted: Space leaves one out, or takes it in again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from models.operations.proposals import DOING
from models.rules.facts import Proposal, ProposalRow
from screens.dialogs.frame import KeyHint
from screens.dialogs.proposal import ProposalDialog
from screens.widgets.fact_table import FactTable


class ChosenProposal(ProposalDialog):
    """True to accept; `chosen` are then the places of the rows that are wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("A", "all_rows", "All", show=False)]

    def __init__(self, proposal: Proposal, note: str = "", *, accept: str = "Accept") -> None:
        super().__init__(proposal, note, accept=accept)
        self.table.can_mark = True
        self._begun = note
        for place in self._choosable():
            self.table.mark(str(place))

    @property
    def chosen(self) -> frozenset[int]:
        """The places of the rows that are to be done; what follows from others by itself is among them."""
        marked = {int(key) for key in self.table.all_marked}
        by_itself = {place for place, row in enumerate(self.proposal.rows) if _follows(row)}
        return frozenset(marked.intersection(self._choosable()) | by_itself)

    @property
    def can_accept(self) -> bool:
        """Whether anything is left to do."""
        return bool(self.chosen)

    def keys(self) -> Sequence[KeyHint]:
        """As of every proposal, and what chooses."""
        if not self._choosable():
            return super().keys()
        accept, *others = super().keys()
        return (accept, ("Space", "Leave out, take in", ""), ("A", "All or none", "all_rows"), *others)

    def on_fact_table_marked(self, event: FactTable.Marked) -> None:
        """Rows that do nothing cannot be chosen; say how many are."""
        places = self._choosable()
        for key in self.table.all_marked:
            if int(key) not in places:
                self.table.unmark(key)
        chosen = len(self.chosen.intersection(places))
        every = chosen == len(places)
        self.say(self._begun if every else f"{chosen} of {len(places)} are done; the rest stays as it is.")

    def action_all_rows(self) -> None:
        """All of them; where all are chosen already, none."""
        keys = {str(place) for place in self._choosable()}
        every = keys <= self.table.all_marked
        for key in keys:
            (self.table.unmark if every else self.table.mark)(key)
        self.on_fact_table_marked(FactTable.Marked(self.table, self.table.marked))

    def _choosable(self) -> frozenset[int]:
        rows = enumerate(self.proposal.rows)
        return frozenset(place for place, row in rows if row.action in DOING and not _follows(row))


def _follows(row: ProposalRow) -> bool:
    """Whether it comes about by itself when the others are done."""
    return row.entity == "absence"
