"""What a filter is typed into; it tells the line that it stands in."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from models.rules.text import clean
from screens.widgets.filter_line import FilterLine


class FilterInput(Input, can_focus=False):
    """Every letter filters; Esc shows all; Enter, Down and Tab go to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(True)", "Show all", show=False),
        Binding("enter,down,tab", "leave(False)", "To the list", show=False),
        Binding("ctrl+z", "nothing", show=False),
    ]
    DEFAULT_CSS = """
    FilterInput { height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; }
    FilterInput:focus { border: none; background: $panel; }
    """

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)

    @property
    def line(self) -> FilterLine:
        """The line it stands in."""
        assert isinstance(self.parent, FilterLine)
        return self.parent

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """A blank is left to whoever marks rows with it; that puts it back in where words are typed."""
        if key == "space" and self.line.leaves_blanks:
            return False
        return super().check_consume_key(key, character)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while the person types."""
        event.stop()
        self.line.tell(event.value)

    def action_leave(self, drop: bool) -> None:
        """Back to the table."""
        self.line.leave(drop=drop)

    def action_nothing(self) -> None:
        """Ctrl+Z while typing must not take back a booking."""

    def on_paste(self, event: events.Paste) -> None:
        """Only the safe part of what is pasted."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(clean(event.text))
