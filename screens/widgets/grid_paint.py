"""How a time grid is drawn: its colours, and one line of it at a time."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.state.grid import Band, Grid, Piece, slot_for
from screens.widgets.plain import fit, fit_name, width_of, wrap

STYLES = (
    "requested", "scheduled", "confirmed", "checked_in", "in_progress", "completed",
    "aside", "warning", "clash", "blocked",
)  # fmt: skip
"""How a block may be shown; `aside` is for declined, cancelled and absent."""

AXIS = 6
"""Cells of the time column."""
HEAD = 2
"""Rows of titles."""
NARROWEST = 12
"""Cells of the narrowest column, its separator included."""

FILL = {"blocked": "╱", "closed": "·"}
"""What fills a band in which nothing can be booked, so that it is seen without colour."""


class GridPaint(ScrollView):
    """The drawing half of TimeGrid."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"time-grid--{name.replace('_', '-')}" for name in STYLES),
        *(
            f"time-grid--{name}"
            for name in ("head", "today", "axis", "line", "period", "break", "closed", "off", "plain")
        ),
        *(f"time-grid--{name}" for name in ("cursor", "unfocused", "selected", "ghost", "now", "more")),
    }
    DEFAULT_CSS = """
    GridPaint {
        height: 1fr; background: $background; overflow: auto;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; scrollbar-gutter: stable;
    }
    GridPaint > .time-grid--plain { color: $foreground; }
    GridPaint > .time-grid--head { text-style: bold; color: $foreground; background: $panel; }
    GridPaint > .time-grid--today { text-style: bold; color: $background; background: $accent; }
    GridPaint > .time-grid--axis { color: $text-muted; }
    GridPaint > .time-grid--line { color: $text-disabled; }
    GridPaint > .time-grid--period { background: $surface; color: $text-disabled; }
    GridPaint > .time-grid--break { color: $text-disabled; }
    GridPaint > .time-grid--off { color: $text-disabled; background: $panel; }
    GridPaint > .time-grid--closed { color: $text-disabled; background: $panel; }
    GridPaint > .time-grid--requested { background: $primary-muted; color: $foreground; text-style: italic; }
    GridPaint > .time-grid--scheduled { background: $primary-muted; color: $foreground; }
    GridPaint > .time-grid--confirmed { background: $primary-darken-1; color: $text; }
    GridPaint > .time-grid--checked-in { background: $primary; color: $background; }
    GridPaint > .time-grid--in-progress { background: $accent; color: $background; text-style: bold; }
    GridPaint > .time-grid--completed { background: $panel; color: $foreground; }
    GridPaint > .time-grid--aside { background: $panel; color: $text-muted; text-style: strike; }
    GridPaint > .time-grid--warning { background: $warning-muted; color: $foreground; }
    GridPaint > .time-grid--clash { background: $error; color: $background; text-style: bold; }
    GridPaint > .time-grid--blocked { background: $panel; color: $text-muted; }
    GridPaint > .time-grid--cursor { background: $foreground; color: $background; text-style: bold; }
    GridPaint > .time-grid--unfocused { background: $panel-lighten-2; color: $foreground; }
    GridPaint > .time-grid--selected { background: $foreground; color: $background; text-style: bold; }
    GridPaint > .time-grid--ghost { background: $background; color: $accent; text-style: bold underline; }
    GridPaint > .time-grid--now { color: $accent; text-style: bold; }
    GridPaint > .time-grid--more { color: $accent; text-style: bold; background: $panel; }
    """

    def __init__(self, empty: str = "There is nothing to show here.", id: str | None = None) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.selected: str | None = None
        self._grid = Grid()
        self._slot = 0
        self._arranged: tuple[object, ...] = ()
        self._column = 0
        self._minute = self._grid.first
        self._now: tuple[str, int] | None = None
        self._placed = False

    @property
    def cursor(self) -> tuple[str, int]:
        """The column's key and the wall minute under the cursor; ("", 0) when there are no columns."""
        columns = self._grid.columns
        return (columns[self._column].key, self._minute) if columns else ("", 0)

    @property
    def slot(self) -> int:
        """Minutes in a row."""
        return self._slot or slot_for(self._grid.last - self._grid.first, self._room)

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.height - HEAD)

    def render_line(self, y: int) -> Strip:
        """Titles, or a row of time."""
        width = self.scrollable_content_region.width
        plain = self._style("plain")
        if not self._grid.columns:
            lines = wrap(self.empty, max(1, width - 4))
            text = lines[y - 2] if 2 <= y < len(lines) + 2 else ""
            return Strip([Segment(fit("  " + text, width), plain)], width)
        row = y - HEAD + self.scroll_offset.y
        if y < HEAD:
            parts = [Segment(" " * AXIS, self._style("head"))]
        elif row < self._grid.rows:
            parts = [self._axis(row)]
        else:
            return Strip([Segment(" " * width, plain)], width)
        body, skipped = [], 0
        left, right = self.scroll_offset.x, self.scroll_offset.x + width - AXIS
        for index, start in enumerate(self._grid.lefts):
            if start + self._grid.widths[index] <= left:
                skipped = start + self._grid.widths[index]
            elif start < right:
                body += self._title(index, y) if y < HEAD else self._cells(index, row)
        strip = Strip(body).crop(left - skipped, right - skipped)
        return Strip([*parts, *strip]).adjust_cell_length(width, plain)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"time-grid--{name.replace('_', '-')}")

    def _title(self, index: int, y: int) -> list[Segment]:
        column = self._grid.columns[index]
        style = self._style("today" if column.today else "head")
        text = f"{'▸' if column.today else ' '}{column.label}" if y == 0 else f" {column.sub}"
        return [
            Segment(" ", self._style("head")),
            Segment(fit_name(text, self._grid.widths[index] - 1), style),
        ]

    def _axis(self, row: int) -> Segment:
        minute = self._grid.minute_of(row)
        if self._now is not None and self._grid.row_of(self._now[1]) == row:
            return Segment(f"{clock(self._now[1])}▸", self._style("now"))
        if self._grid.row_of(self._minute) == row:
            return Segment(f"{clock(minute)} ", self._style("plain"))
        shown = minute % 60 == 0 or row == 0
        return Segment(f"{clock(minute)} " if shown else " " * AXIS, self._style("axis"))

    def _cells(self, index: int, row: int) -> list[Segment]:
        """One column's cells in a row: separator, then blocks with the background in between."""
        width = self._grid.widths[index] - 1
        pieces = self._grid.at_row(index, row)
        back, ground = self._ground(index, row, width, bare=not pieces)
        line = Strip([Segment(ground, back)], width)
        for piece in pieces:
            drawn = Strip([Segment(self._words(piece, row), self._look(piece))], piece.width)
            line = Strip.join([line.crop(0, piece.x), drawn, line.crop(piece.x + piece.width, width)])
        return [Segment("│", self._style("line")), *line]

    def _ground(self, index: int, row: int, width: int, *, bare: bool) -> tuple[Style, str]:
        """The background of a row: the band's name where it begins, the line of now, the cursor."""
        here = index == self._column and self._grid.row_of(self._minute) == row
        if here and bare:
            words = f"▌{clock(self._minute)}"
            return self._style("cursor" if self.has_focus else "unfocused"), fit(words, width)
        band, begins = self._grid.band_at(index, row)
        fill = FILL.get(band.kind, " ") if band else " "
        name = f" {band.name} " if band and begins and band.name else ""
        now = self._now is not None and self._now[0] == self._grid.columns[index].key
        if now and self._now is not None and self._grid.row_of(self._now[1]) == row:
            return self._style("now"), fit(name, width).replace(" ", "─") if not name else _lined(name, width)
        if fill != " " and name:
            return self._band_style(band), fit(name, min(width, len(name))) + fill * max(0, width - len(name))
        return self._band_style(band), fit(name, width) if fill == " " else fill * width

    def _band_style(self, band: Band | None) -> Style:
        names = {"period": "period", "break": "break", "blocked": "off", "closed": "closed"}
        return self._style(names.get(band.kind, "plain") if band else "plain")

    def _look(self, piece: Piece) -> Style:
        if piece.more:
            return self._style("more")
        if piece.block.ghost:
            return self._style("ghost")
        if piece.block.key == self.selected:
            return self._style("selected" if self.has_focus else "unfocused")
        return self._style(piece.block.style)

    def _words(self, piece: Piece, row: int) -> str:
        """A block's words in one of its rows; the edge tells where one begins and which is selected."""
        if piece.more:
            return fit(f"+{piece.more}", piece.width)
        block, at = piece.block, row - piece.top
        edge = "▌" if block.key == self.selected else "┆" if block.ghost else " "
        text = block.lines[at] if at < len(block.lines) else ""
        if at == 0:
            edge = edge if edge == "▌" else ""
            text = f"{block.sign} {text}" if piece.width >= 9 else f"{block.sign}{text}"
        return fit(edge + text, piece.width, end="…" if piece.width >= 12 else "")


def clock(minute: int) -> str:
    """A wall minute as people read it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _lined(name: str, width: int) -> str:
    text = fit(f"─{name.strip()}", min(width, 1 + width_of(name.strip())))
    return text + "─" * (width - width_of(text))
