"""What would be published: which rows are done, which entries of others are written over, and the way to the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from models.operations.publishing import Plan
from screens.dialogs.chosen_proposal import ChosenProposal
from screens.dialogs.frame import KeyHint


class PublishDialog(ChosenProposal):
    """True to publish the `chosen` rows. False with `over` set to look again, with ours over what others did to that
    interview; False with `edit` set to change the settings.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "ours", "Ours anyway", show=False),
        Binding("e", "edit", "Settings", show=False),
    ]

    def __init__(self, plan: Plan, at: str = "") -> None:
        """`at` is the interview that the cursor begins on."""
        super().__init__(plan.proposal, " ".join(plan.proposal.notes), accept="Publish")
        self.plan = plan
        self._at = next((str(n) for n, (_, step) in enumerate(plan.places) if step.interview == at), "")
        self.over = ""
        self.edit = False

    def keys(self) -> Sequence[KeyHint]:
        """As of every proposal, what to do about others' changes where there are any, and the settings."""
        *others, leave = super().keys()
        left = any(step.could and step.action == "skip" for _, step in self.plan.places)
        ours = (("o", "Ours anyway", "ours"),) if left else ()
        return (*others, *ours, ("e", "Settings", "edit"), leave)

    def on_mount(self) -> None:
        """All rows, with the cursor where it was."""
        super().on_mount()
        if self._at:
            self.table.move_to(self._at)

    def action_ours(self) -> None:
        """Ask for this one to be published over what others did."""
        row = self.table.cursor_row
        step = self.plan.places[row[0]][1] if row is not None else None
        if step is None or step.action != "skip":
            self.say("That is for an entry that others changed or took out: put the cursor on one.", bad=True)
            return
        self.over = step.interview
        self.dismiss(False)

    def action_edit(self) -> None:
        """To the settings."""
        self.edit = True
        self.dismiss(False)
