"""One question with one line to answer in, such as: because …?"""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.widgets import Input

from models.rules.text import TEXT_LIMIT, clean
from screens.asking import answer_of
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.one_line import OneLineDialog
from screens.unsaved import TypedLine
from screens.widgets.plain import plain


class TextDialog(OneLineDialog[str]):
    """The answer is what was typed, cleaned. An empty answer is not taken unless `optional`."""

    def __init__(self, title: str, note: str = "", *, value: str = "", optional: bool = False) -> None:
        super().__init__(title, note, Input(value, compact=True, select_on_focus=False))
        self.value = value
        self.optional = optional

    def action_save(self) -> None:
        """Take what was typed, or say that something is missing."""
        text = clean(self._input.value, TEXT_LIMIT)
        if not text and not self.optional:
            self.say("Please type an answer, or press Esc.", bad=True)
            return
        self.dismiss(text)

    def holds_text(self) -> bool:
        """Whether another answer was typed than the one it began with."""
        return clean(self._input.value, TEXT_LIMIT) != self.value

    @property
    def form(self) -> str:
        """The question and what it is about."""
        return f"{super().form} {plain(self.note).plain}".strip()

    def typed_lines(self) -> Sequence[TypedLine]:
        """The answer so far."""
        text = self._input.value
        return (TypedLine("answer", "Answer", text, self.value, clean(text, TEXT_LIMIT)),)

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Put the answer in; "Answer" where it begins with something else now."""
        for one in lines:
            self._input.value = str(one.raw)
        return tuple(one.label for one in lines if one.begun != self.value)

    @work
    async def action_close(self) -> None:
        """Close; typed text is not lost unasked."""
        if self.holds_text() and not await answer_of(self.app, throw_away()):
            return
        self.dismiss(None)


def throw_away() -> ConfirmDialog:
    """The question before typed text is lost."""
    return ConfirmDialog("Throw away what you typed?", yes="Throw away", no="Go on typing")
