"""Everything about the record under the cursor, beside its table: headings and labelled lines, quick to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.plain import fit, width_of, wrap

LABEL = 13
"""Most cells that a label takes."""

Lines = Sequence[tuple[str, str]]
Sections = Sequence[tuple[str, Lines]]
"""Headings, each with pairs of (label, text); ("", text) is a line of its own."""


class _Row(NamedTuple):
    label: str
    text: str
    kind: str


class Pane(Widget):
    """Sections to read; the mouse wheel moves them. The table's keys stay with the table, so it takes no focus.

    It scrolls by itself: a scroll view would lay the whole screen out again whenever the length changes, which
    is at every step of the cursor beside it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--title",
        "pane--heading",
        "pane--label",
        "pane--text",
        "pane--more",
    }
    DEFAULT_CSS = """
    Pane { background: $surface; }
    Pane > .pane--title { color: $accent; text-style: bold; }
    Pane > .pane--heading { color: $foreground; text-style: bold; }
    Pane > .pane--label { color: $text-muted; }
    Pane > .pane--text { color: $foreground; }
    Pane > .pane--more { color: $text-muted; }
    """

    def __init__(self, id: str | None = None, *, more: str = "Enter", label: int = LABEL) -> None:
        """`more` is the key that shows the lines that there is no room for; labels take at most `label` cells."""
        super().__init__(id=id)
        self._more = more
        self._label = label
        self._title = ""
        self._sections: Sections = ()
        self._rows: tuple[int, list[_Row]] = (-1, [])
        self._top = 0

    def set_sections(self, title: str, sections: Sections) -> None:
        """Show these from now on; another title begins at the top."""
        if (title, sections) == (self._title, self._sections):
            return
        if title != self._title:
            self._top = 0
        self._title, self._sections = title, sections
        self._rows = (-1, [])
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines on."""
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines back."""
        self.scroll_lines(-3)

    def to_top(self) -> None:
        """Show the beginning."""
        self._top = 0

    def scroll_lines(self, by: int) -> None:
        """So many lines on, as far as there are any."""
        self._top = max(0, min(self._top + by, len(self._lay_out()) - self.size.height))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One laid out line."""
        width = self.size.width
        rows = self._lay_out()
        index = self._top + y
        row = rows[index] if index < len(rows) else _Row("", "", "text")
        below = len(rows) - index
        if y == self.size.height - 1 and below > 1:
            row = _Row("", f"… {below} more lines ({self._more})", "more")
        style = self.get_component_rich_style(f"pane--{row.kind}")
        label = fit(f" {row.label}", width_of(row.label) + 1)
        parts = [Segment(label, self.get_component_rich_style("pane--label"))]
        parts.append(Segment(fit(row.text, max(0, width - width_of(label))), style))
        return Strip(parts).adjust_cell_length(width, style)

    def _lay_out(self) -> list[_Row]:
        width = max(12, self.size.width - 2)
        if self._rows[0] != width:
            rows = [_Row("", text, "title") for text in wrap(self._title, width)] if self._title else []
            for heading, lines in self._sections:
                rows += [_Row("", "", "text")] if heading and rows else []
                rows += [_Row("", heading, "heading")] if heading else []
                for label, text in lines:
                    rows += _broken(label, text, width, self._label)
            self._rows = (width, rows)
        return self._rows[1]


def _broken(label: str, text: str, width: int, most: int) -> list[_Row]:
    """A labelled line as rows; the text stands in a column of its own beside its label."""
    if not label:
        return [_Row("", piece, "text") for piece in wrap(text, width)]
    cells = min(most, max(8, width // 3))
    pieces = wrap(text, width - cells - 1)
    rows = [_Row(fit(label, cells) + " ", pieces[0], "text")]
    return rows + [_Row(" " * (cells + 1), piece, "text") for piece in pieces[1:]]
