"""An import before it happens: the proposal, with what is worth knowing of the file and what was set here by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from models.operations.import_records import KEPT
from models.operations.importing import NOT_IN_IT
from models.rules.facts import Proposal
from screens.asking import answer_of
from screens.dialogs.detail import DetailDialog, Section
from screens.dialogs.frame import KeyHint
from screens.dialogs.proposal import ProposalDialog

_NOTED = 2
"""Notes that stand over the rows; the others are a key away."""
_NAMED = 400
"""People whom the file lacks that are named one by one."""


class ImportReview(ProposalDialog):
    """True to accept. `takes_file` is set when the file's values are wanted where others were set here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "notes", "Notes", show=False),
        Binding("f", "take_file", "Take the file's", show=False),
    ]

    def __init__(self, proposal: Proposal) -> None:
        self.takes_file = False
        self._kept = sum(KEPT in row.reason for row in proposal.rows)
        bad = proposal.counts["refuse"]
        accept = "Import" if not bad else "Import the good rows"
        super().__init__(proposal, _note(proposal, self._kept), accept=accept)

    def keys(self) -> Sequence[KeyHint]:
        """Accept, notes, take the file's values, leave."""
        *first, last = super().keys()
        kept = (("f", "Take the file's values", "take_file"),) if self._kept else ()
        return (*first, ("n", "Notes", "notes"), *kept, last)

    @work
    async def action_notes(self) -> None:
        """Everything that is to be said of the file."""
        notes = tuple(("", note) for note in _notes(self.proposal)) or (("", "There is nothing special."),)
        sections = [Section("What was understood", notes)]
        if self.proposal.missing:
            shown = self.proposal.missing[:_NAMED]
            rows = tuple((what.capitalize(), f"{label} ({ident})") for ident, label, what in shown)
            sections.append(Section("Here, but not in this file; nothing is removed", rows))
        await answer_of(self.app, DetailDialog("About the file", sections))

    def action_take_file(self) -> None:
        """Look at it again with the file's values in place of those set here."""
        if self._kept:
            self.takes_file = True
            self.dismiss(None)


def _note(proposal: Proposal, kept: int) -> str:
    told = []
    if bad := proposal.bad_rows:
        rows = "1 row cannot be used and is" if bad == 1 else f"{bad} rows cannot be used and are"
        told.append(f"{rows} left out unless you mend the file.")
    if kept:
        rows = "1 row says" if kept == 1 else f"{kept} rows say"
        told.append(f"{rows} otherwise than what was set here by hand, which stays.")
    notes = _notes(proposal)
    told += notes[:_NOTED]
    more = len(notes) - _NOTED
    return " ".join(told) + (f" ({more} more: n)" if more > 0 else "")


def _notes(proposal: Proposal) -> list[str]:
    """What is to be said, but for the names of who is missing: they have a list of their own."""
    return [note for note in proposal.notes if not note.startswith(NOT_IN_IT)]
