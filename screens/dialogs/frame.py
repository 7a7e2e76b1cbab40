"""What all dialogs share: a box in the middle of the page, a title, a bar of keys, Esc to close."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from screens.unsaved import TypedLine
from screens.widgets.bars import KeyBar
from screens.widgets.plain import plain

Answer = TypeVar("Answer")

KeyHint = tuple[str, str, str]
"""A key's name, its label, the action a click on it does."""


class Dialog(ModalScreen[Answer]):
    """A box with a title, `body()`, and a bar of keys. Its answer is None when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("ctrl+q", "leave", "Quit", show=False),
    ]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > #box {
        width: 76; max-width: 96%; height: auto; max-height: 96%;
        background: $surface; border: round $primary; border-title-color: $accent; border-title-style: bold;
    }
    Dialog.-wide > #box { width: 96%; height: 92%; }
    Dialog > #box { border-subtitle-color: $accent; }
    Dialog #note { height: auto; max-height: 6; padding: 0 1; color: $text-muted; }
    Dialog #note.-bad { color: $error; text-style: bold; }
    Dialog KeyBar { background: $surface; margin-top: 1; height: auto; }
    Dialog FactTable { background: $surface; }
    """

    TAKES_EARLY: ClassVar[bool] = True
    """Whether keys pressed before it was up are meant for it."""
    LIKE_PAGE: ClassVar[bool] = False
    """Whether further dialogs are opened from it, so that keys wait for those as they do on a page."""

    QUESTION: ClassVar[bool] = False
    """Whether it is a question of one key, over which no other is asked."""

    class Shown(Message):
        """The dialog is up, and what is typed first has the focus."""

        def __init__(self, dialog: Dialog[Any], *, takes: bool) -> None:
            super().__init__()
            self.dialog = dialog
            self.takes = takes

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.heading = title
        self.note = note

    def body(self) -> Iterable[Widget]:
        """The widgets between the note and the keys."""
        return ()

    def keys(self) -> Sequence[KeyHint]:
        """What the bar of keys shows."""
        return (("Esc", "Close", "close"),)

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="box") as box:
            box.border_title = plain(self.heading)
            note = Static(plain(self.note), id="note")
            note.display = bool(self.note)
            yield note
            yield from self.body()
            yield KeyBar(self.keys())

    def on_screen_resume(self) -> None:
        """Say that it is up, once it has the focus."""
        self.call_later(self.post_message, self.Shown(self, takes=self.TAKES_EARLY))

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a note under the title."""
        note = self.query_one("#note", Static)
        note.update(plain(text))
        note.display = bool(text)
        note.set_class(bad, "-bad")

    def after_typing(self, then: Callable[[], object]) -> None:
        """Once the letters typed before have arrived: a key of the dialog overtakes them on a slow computer."""
        if self.focused is None:
            then()
        else:
            self.focused.call_later(then)

    def holds_text(self) -> bool:
        """Whether something was typed that closing would lose."""
        return False

    @property
    def form(self) -> str:
        """Which form it is, for whoever comes back to it later."""
        return plain(self.heading).plain

    def typed_lines(self) -> Sequence[TypedLine]:
        """The lines that were changed, masked ones never."""
        return ()

    def type_again(self, lines: Sequence[TypedLine]) -> Sequence[str]:
        """Put these in; the labels of those that begin with something else now than when they were typed."""
        return ()

    def tell_again(self, words: str, note: str) -> None:
        """Say in the frame that they are there again, and under the title what is to be looked at."""
        self.query_one("#box", Vertical).border_subtitle = plain(words)
        if note:
            self.say(note, bad=True)

    @work
    async def action_leave(self) -> None:
        """Leave the program; what was typed, here or in what lies under it, is not lost unasked."""
        from screens.asking import answer_of
        from screens.dialogs.text_ask import throw_away

        if any(isinstance(one, Dialog) and one.holds_text() for one in self.app.screen_stack) and (
            self.QUESTION or not await answer_of(self.app, throw_away())
        ):
            return
        self.app.call_later(self.app.action_quit)

    def action_close(self) -> object:
        """Close without an answer."""
        return self.dismiss(None)
