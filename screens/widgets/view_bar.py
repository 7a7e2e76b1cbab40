"""The views of one page by name, one of them shown; a click or Tab shows another."""

from __future__ import annotations

from collections.abc import Sequence

from screens.widgets.bars import Bar, Piece
from screens.widgets.plain import fit, width_of


class ViewBar(Bar):
    """Names of views and, at the right, a few words; a click does the screen's `show_view('name')`."""

    DEFAULT_CSS = "ViewBar { background: $surface; }"

    def __init__(self, views: Sequence[tuple[str, str]]) -> None:
        """`views` are (name, title)."""
        super().__init__()
        self.views = tuple(views)
        self.here = self.views[0][0]
        self.words = ""

    def show(self, here: str, words: str = "") -> None:
        """Show that this view is there, and these words."""
        if (here, words) != (self.here, self.words):
            self.here, self.words = here, words
            self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """The titles, then the words."""
        parts = [
            Piece(f" {title} ", "here" if name == self.here else "text", f"show_view('{name}')")
            for name, title in self.views
        ]
        room = width - sum(width_of(part.text) for part in parts)
        return (*parts, Piece(fit(f"  {self.words}", max(0, room)), "dim"))
