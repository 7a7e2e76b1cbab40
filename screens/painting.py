"""How often a page is laid out and drawn: Textual does both more often than anything changes."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget


class PaintedOnce(Screen[None]):
    """A screen that is laid out once for each change and drawn once for each batch of them."""

    def _compositor_refresh(self) -> None:
        """Textual draws a whole frame during a batch and then drops it; the frame after the batch is early instead."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Textual lays everything out a second time because a widget learned how large its inside is now; no page's
        layout depends on that unless a scroll bar comes or goes.
        """
        before = {one: _laid_out(one) for one in self._compositor.full_map}
        super()._refresh_layout(size, scroll)
        for one, was in before.items():
            if was == (False, *_laid_out(one)[1:]):
                one._layout_required = False


def _laid_out(widget: Widget) -> tuple[bool, bool, bool]:
    """Whether it asked to be laid out, and whether its scroll bars are shown."""
    return widget._layout_required, widget.show_vertical_scrollbar, widget.show_horizontal_scrollbar
