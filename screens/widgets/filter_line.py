"""One row to type a filter into, above a table: opened by `/`, gone again with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from models.rules.text import clean, fold

if TYPE_CHECKING:
    from screens.widgets.filter_input import FilterInput


class FilterLine(Widget, can_focus=False):
    """Posts `Typed` at every letter and `Left` when the person goes back to the table.

    What is typed into is made when it is first opened: a page comes up sooner without it. With `leaves_blanks` the
    space bar is the screen's.
    """

    DEFAULT_CSS = """
    FilterLine { display: none; height: 1; background: $surface; }
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
        super().__init__(id=id)
        self._placeholder = placeholder
        self._input: FilterInput | None = None
        self._last = ""
        self.leaves_blanks = False

    @property
    def value(self) -> str:
        """What stands in the line."""
        return self._input.value if self._input else ""

    def open(self) -> None:
        """Show the line and let the person type; nothing while the app is being left."""
        if not self.is_attached:
            return
        self.add_class("-open")
        line = self._made()
        line.can_focus = True
        # At once and not later: what is typed right after the slash belongs in here.
        self.screen.set_focus(line)

    def fill(self, text: str) -> None:
        """Show the line with this text in it, as if it had been typed."""
        if self.is_attached:
            self.add_class("-open")
            self._made().value = clean(text)
            self.tell(text)

    def close(self) -> bool:
        """Show all again; whether there was anything to close."""
        was_open = self.has_class("-open")
        self._shut()
        if self._input is not None:
            self._input.value = ""
        self.tell("")
        return was_open

    def insert(self, text: str) -> None:
        """Put text where the cursor stands."""
        if self.is_attached:
            self._made().insert_text_at_cursor(text)

    def tell(self, text: str) -> None:
        """Pass on what stands in the line now."""
        text = clean(text)
        if text != self._last:
            self._last = text
            self.post_message(self.Typed(text))

    def leave(self, *, drop: bool) -> None:
        """Back to the table; an empty line closes, and so does one that is dropped."""
        if drop:
            self.close()
        elif not self.value:
            self._shut()
        self.post_message(self.Left())

    def _made(self) -> FilterInput:
        if self._input is None:
            from screens.widgets.filter_input import FilterInput

            self._input = FilterInput(self._placeholder)
            self.mount(self._input)
        return self._input

    def _shut(self) -> None:
        self.remove_class("-open")
        if self._input is not None:
            self._input.can_focus = False


def matches(words: str, *texts: str) -> bool:
    """Whether every typed word occurs in one of the texts; case and accents do not matter."""
    haystack = fold(" ".join(texts))
    return all(word in haystack for word in fold(words).split())
