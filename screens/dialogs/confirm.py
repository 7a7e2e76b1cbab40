"""A yes or no before what undo cannot reverse; the safe answer is the one that Esc and Enter give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.dialogs.frame import Dialog, KeyHint


class ConfirmDialog(Dialog[bool]):
    """`yes` and `no` are the words for the two answers: "Throw away", "Keep typing"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,enter,escape", "answer(False)", "No", show=False),
    ]

    TAKES_EARLY = False
    QUESTION = True

    def __init__(self, question: str, note: str = "", *, yes: str = "Yes", no: str = "No") -> None:
        super().__init__(question, note)
        self.yes = yes
        self.no = no

    def keys(self) -> Sequence[KeyHint]:
        """Both answers."""
        return (("y", self.yes, "answer(True)"), ("n", self.no, "answer(False)"))

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
