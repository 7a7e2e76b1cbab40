"""What is shown while the window is too small for anything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from screens.widgets.plain import plain


class TooSmall(ModalScreen[None]):
    """Covers everything, loses nothing: the app takes it away when the window is large enough."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ctrl+q", "app.quit", show=False)]
    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $background; }
    TooSmall > Static { width: auto; max-width: 100%; height: auto; text-align: center; text-style: bold; }
    """

    def __init__(self, least: tuple[int, int]) -> None:
        super().__init__()
        self.least = least

    def compose(self) -> Iterable[Widget]:
        """One sentence."""
        yield Static(self._words())

    def on_resize(self) -> None:
        """Say how large it is now."""
        self.query_one(Static).update(self._words())

    def _words(self) -> Content:
        now = self.app.size
        return plain(
            f"This window is {now.width} × {now.height}.\n"
            f"wbl-tui needs {self.least[0]} × {self.least[1]}.\n"
            "Make the window larger or the letters smaller.\nNothing is lost. (q leaves)"
        )
