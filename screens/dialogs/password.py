"""Asking for a password: what is typed is shown as dots, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from models.errors import BadInput
from models.exchange.password import usable
from models.exchange.web import Secret
from screens.dialogs.frame import Dialog, KeyHint


class PasswordDialog(Dialog[Secret]):
    """The answer is the password. Nothing of it is offered again, should the program end meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "OK", show=False)]
    DEFAULT_CSS = "PasswordDialog Input { border: none; height: 1; margin: 0 1; background: $panel; }"

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self._input = Input(password=True, compact=True)

    def body(self) -> Iterable[Widget]:
        """The line."""
        yield self._input

    def keys(self) -> Sequence[KeyHint]:
        """OK or close."""
        return (("Enter", "OK", "save"), ("Esc", "Close", "close"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes what was typed."""
        self.action_save()

    def action_save(self) -> None:
        """Take what was typed, or say that it is none."""
        try:
            self.dismiss(usable(self._input.value))
        except BadInput:
            self.say("Please type the password, or press Esc.", bad=True)
