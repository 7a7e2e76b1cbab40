"""A few lines of words under a grid: what is selected, or what a choice would cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.plain import TONES, fit, wrap

Line = tuple[str, str]
"""A tone ("" for none) and a sentence."""
DOT = " · "
"""What stands between the parts of a line that tells several things."""


class FewLines(Widget):
    """Sentences, each in its tone; one that is too long goes on in the next line while there is room for all."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"few-lines--text", *(f"few-lines--{tone}" for tone in TONES)}
    DEFAULT_CSS = """
    FewLines { height: 2; background: $surface; }
    FewLines > .few-lines--text { color: $foreground; }
    FewLines > .few-lines--good { color: $success; }
    FewLines > .few-lines--warn { color: $warning; }
    FewLines > .few-lines--bad { color: $error; text-style: bold; }
    FewLines > .few-lines--dim { color: $text-muted; }
    FewLines > .few-lines--strong { text-style: bold; }
    FewLines > .few-lines--now { color: $accent; text-style: bold; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these from now on."""
        if tuple(lines) != self.lines:
            self.lines = tuple(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of what `laid_out` gives."""
        width = self.size.width
        rows = laid_out(self.lines, max(1, width - 2), self.size.height)
        tone, text = rows[y] if y < len(rows) else ("", "")
        style = self.get_component_rich_style(f"few-lines--{tone or 'text'}")
        return Strip([Segment(f" {fit(text, width - 1)}", style)], width)


def laid_out(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """The sentences in rows: each has one; rows that are left over go to what is wrong, then to the first ones."""
    pieces = [_broken(text, width) for _, text in lines]
    taken = [1] * len(lines)
    spare = height - len(lines)
    for n in sorted(range(len(lines)), key=lambda n: lines[n][0] != "bad"):
        more = min(len(pieces[n]) - 1, max(0, spare))
        taken[n] += more
        spare -= more
    rows: list[Line] = []
    for (tone, _), mine, take in zip(lines, pieces, taken, strict=True):
        rows += [(tone, piece) for piece in mine[: take - 1]]
        rows.append((tone, " ".join(mine[take - 1 :])))
    return rows[:height]


def _broken(text: str, width: int) -> list[str]:
    """The text in rows that end at a dot between two parts, where every part is short enough for a row."""
    parts, most = text.split(DOT), width - len(DOT.rstrip())
    if cell_len(text) <= width:
        return [text]
    if any(cell_len(part) > most for part in parts):
        return wrap(text, width)
    rows, row = [], parts[0]
    for part in parts[1:]:
        if cell_len(row) + len(DOT) + cell_len(part) > most:
            rows.append(f"{row}{DOT.rstrip()}")
            row = part
        else:
            row = f"{row}{DOT}{part}"
    return [*rows, row]
