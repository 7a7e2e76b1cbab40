"""One row to type a filter into, above a table: opened by `/`, gone again with Esc."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from models.rules.text import clean, fold


class FilterLine(Input, can_focus=False):
    """Posts `Typed` at every letter and `Left` when the person goes back to the table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", "Show all", show=False),
        Binding("enter,down,tab", "keep", "To the list", show=False),
        Binding("ctrl+z", "nothing", show=False),
    ]
    DEFAULT_CSS = """
    FilterLine { display: none; height: 1; border: none; padding: 0 1; background: $surface; }
    FilterLine:focus { border: none; background: $panel; }
    FilterLine.-open { display: block; }
    """

    class Typed(Message):
        """The filter is now `text` ("" shows all)."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The person goes back to the table; the filter stays as it is."""

    def __init__(self, placeholder: str = "Type to filter, Esc shows all", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False, id=id)
        self._last = ""

    def open(self) -> None:
        """Show the line and let the person type."""
        self.add_class("-open")
        self.can_focus = True
        # At once and not later: what is typed right after the slash belongs in here.
        self.screen.set_focus(self)

    def close(self) -> bool:
        """Show all again; whether there was anything to close."""
        was_open = self.has_class("-open")
        self._shut()
        self.value = ""
        self._tell("")
        return was_open

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while the person types."""
        event.stop()
        self._tell(clean(event.value))

    def action_drop(self) -> None:
        """Show all, and back to the table."""
        self.close()
        self.post_message(self.Left())

    def action_keep(self) -> None:
        """Back to the table; an empty line closes."""
        if not self.value:
            self._shut()
        self.post_message(self.Left())

    def action_nothing(self) -> None:
        """Ctrl+Z while typing must not take back a booking."""

    def on_paste(self, event: events.Paste) -> None:
        """Only the safe part of what is pasted."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(clean(event.text))

    def _shut(self) -> None:
        self.remove_class("-open")
        self.can_focus = False

    def _tell(self, text: str) -> None:
        if text != self._last:
            self._last = text
            self.post_message(self.Typed(text))


def matches(words: str, *texts: str) -> bool:
    """Whether every typed word occurs in one of the texts; case and accents do not matter."""
    haystack = fold(" ".join(texts))
    return all(word in haystack for word in fold(words).split())
