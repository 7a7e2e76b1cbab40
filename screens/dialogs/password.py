"""Asking for a password: what is typed is shown as dots, and kept nowhere."""

from __future__ import annotations

from textual.widgets import Input

from models.errors import BadInput
from models.exchange.password import usable
from models.exchange.web import Secret
from screens.dialogs.one_line import OneLineDialog


class PasswordDialog(OneLineDialog[Secret]):
    """The answer is the password. Nothing of it is offered again, should the program end meanwhile."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(title, note, Input(password=True, compact=True))

    def action_save(self) -> None:
        """Take what was typed, or say that it is none."""
        try:
            self.dismiss(usable(self._input.value))
        except BadInput:
            self.say("Please type the password, or press Esc.", bad=True)
