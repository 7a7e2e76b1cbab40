"""A dialog with one line to type in; what becomes of the line, each kind of question says itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.frame import Dialog, KeyHint

Answer = TypeVar("Answer")


class OneLineDialog(Dialog[Answer], Generic[Answer]):
    """Enter and Ctrl+S take the line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "OK", show=False)]
    DEFAULT_CSS = "OneLineDialog Input { border: none; height: 1; margin: 0 1; background: $panel; }"

    def __init__(self, title: str, note: str, line: Input) -> None:
        super().__init__(title, note)
        self._input = line

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
        """Take what was typed, or say what is wrong with it."""
        raise NotImplementedError
