"""How a time grid is drawn: its colours, and one line of it at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.state.cost_marks import Marks
from screens.state.grid import Band, Grid, Piece, slot_for
from screens.state.layout import LANE, Cells, free_cells
from screens.widgets.plain import fit, fit_name, width_of, wrap
from screens.widgets.told_apart import told_apart

STYLES = (
    "requested", "scheduled", "confirmed", "checked_in", "in_progress", "completed",
    "aside", "warning", "clash", "blocked", "proposed",
)  # fmt: skip
"""How a block may be shown; `aside` is for declined, cancelled and absent, `proposed` for what is only thought of."""

AXIS = 6
"""Cells of the time column."""
HEAD, TALL = 2, 30
"""Rows of titles; one more for names that are too long, from so many rows on."""
NARROWEST = 12
"""Cells of the narrowest column, its separator included."""

FILL = {"blocked": "╱", "closed": "·"}
"""What fills a band in which nothing can be booked, so that it is seen without colour."""
WAY, DASH = "╱", "╌"
"""What fills the way there and back, and what is only proposed."""


class GridPaint(ScrollView):
    """The drawing half of TimeGrid."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"time-grid--{name.replace('_', '-')}" for name in STYLES),
        *(
            f"time-grid--{name}"
            for name in ("head", "today", "axis", "line", "period", "break", "closed", "off", "plain")
        ),
        *(
            f"time-grid--{name}"
            for name in ("cursor", "unfocused", "selected", "ghost", "now", "more", "way")
        ),
        *(f"time-grid--cost-{name}" for name in ("good", "light", "warn", "bad")),
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
    GridPaint > .time-grid--proposed { background: $background; color: $accent; text-style: italic; }
    GridPaint > .time-grid--way { background: $panel; color: $text-muted; }
    GridPaint > .time-grid--cost-good { background: $surface; color: $success; }
    GridPaint > .time-grid--cost-light { background: $surface; color: $foreground; }
    GridPaint > .time-grid--cost-warn { background: $surface; color: $warning; }
    GridPaint > .time-grid--cost-bad { background: $background; color: $text-disabled; }
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
        self._two_lined = self._tight = self._short = False
        self._other: tuple[str, int] | None = None
        self._marks: Mapping[str, Marks] = {}
        self._styles: dict[str, Style] = {}
        self._cuts: dict[int, dict[str, str]] = {}

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
    def axis(self) -> int:
        """How many cells the time column takes: twice as many with a second clock."""
        return AXIS * (2 if self._other else 1)

    @property
    def head(self) -> int:
        """How many rows the titles take."""
        return HEAD + int(self._two_lined)

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.height - self.head)

    def notify_style_update(self) -> None:
        """Other colours: forget those that were looked up."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """Titles, or a row of time."""
        width = self.scrollable_content_region.width
        plain = self._style("plain")
        if not self._grid.columns:
            lines = wrap(self.empty, max(1, width - 4))
            text = lines[y - 2] if 2 <= y < len(lines) + 2 else ""
            return Strip([Segment(fit("  " + text, width), plain)], width)
        row = y - self.head + self.scroll_offset.y
        if y >= self.head and row >= self._grid.rows:
            return Strip([Segment(" " * width, plain)], width)
        parts = [self._corner(y) if y < self.head else self._axis(row)]
        at = self.axis
        for index, skipped, cells in self._grid.in_sight(width - at, self.scroll_offset.x):
            found = self._title(index, y) if y < self.head else self._cells(index, row)
            if cells < self._grid.widths[index]:
                found = list(Strip(found).crop(skipped, skipped + cells))
            parts += found
            at += cells
        if at < width:
            parts.append(Segment(" " * (width - at), plain))
        return Strip(parts, width)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(f"time-grid--{name.replace('_', '-')}")
            self._styles[name] = style
        return style

    def _title(self, index: int, y: int) -> list[Segment]:
        column, width = self._grid.columns[index], self._grid.widths[index] - 1
        style = self._style("today" if column.today else "head")
        return [Segment(" ", self._style("head")), Segment(self._title_words(index, y, width), style)]

    def _title_words(self, index: int, y: int, width: int) -> str:
        column = self._grid.columns[index]
        tight = self._tight and column.brief is not None
        brief = column.brief or (column.label, column.sub)
        label, sub = brief[0] if tight else column.label, brief[1] if self._short else column.sub
        if y == self.head - 1:
            # What comes last is how many there are.
            return fit_name(f" {sub}", width)
        sign = "▸" if column.today else " "
        if tight or not self._two_lined:
            return fit(f"{sign}{self._cut(label, width - 1)}" if y == self.head - 2 else "", width)
        return fit_name(f"{sign if y == 0 else ' '}{two_lines(column.label, width - 1)[y]}", width)

    def _cut(self, label: str, width: int) -> str:
        """A title in so many cells, told from the others."""
        if width_of(label) <= width:
            return label
        if width not in self._cuts:
            self._cuts[width] = told_apart((column.label for column in self._grid.columns), width)
        return self._cuts[width].get(label, label)

    def _axis(self, row: int) -> Segment:
        minute = self._grid.minute_of(row)
        if self._now is not None and self._is_now(row):
            return Segment(f"{clock(self._now[1])}▸{self._theirs(self._now[1])}", self._style("now"))
        if self._grid.row_of(self._minute) == row:
            return Segment(f"{clock(minute)} {self._theirs(minute)}", self._style("plain"))
        shown = minute % 60 == 0 or row == 0
        words = f"{clock(minute)} {self._theirs(minute)}" if shown else " " * self.axis
        return Segment(words, self._style("axis"))

    def _theirs(self, minute: int) -> str:
        """The minute on the second clock, "+" where that is past midnight already, "-" where not yet; "" without one."""
        if self._other is None:
            return ""
        days, there = divmod(minute + self._other[1], 24 * 60)
        return f"{clock(there)}{'+' if days > 0 else '-' if days < 0 else ' '}"

    def _corner(self, y: int) -> Segment:
        """Over the time column: whose clock is which, where there are two."""
        there = self._other is not None and y == self.head - 1
        words = f"{'here':<{AXIS}}{self._other[0] if self._other else ''}" if there else ""
        return Segment(fit(words, self.axis), self._style("head"))

    def _is_now(self, row: int) -> bool:
        """Whether it is the row of the present, if the span of time shown holds that."""
        minute = self._now[1] if self._now is not None else -1
        return self._grid.first <= minute < self._grid.last and self._grid.row_of(minute) == row

    def _cells(self, index: int, row: int) -> list[Segment]:
        """One column's cells in a row: separator, then blocks with the background in between."""
        width = self._grid.widths[index] - 1
        pieces = self._grid.at_row(index, row)
        # A ghost lies over the others, which are seen as far as it begins.
        over = pieces[-1].x if pieces and pieces[-1].block.ghost else width
        ends = [p.x + p.width if p.block.ghost else min(over, p.x + p.width) for p in pieces]
        shown = [(p.x, end, p) for p, end in zip(pieces, ends, strict=True) if p.x < end]
        gaps = free_cells([(begin, end) for begin, end, _ in shown], width)
        parts = [
            (begin, Segment(cut(self._words(piece, row), 0, end - begin), self._look(piece, row)))
            for begin, end, piece in shown
        ]
        if gaps:
            parts += self._background(index, row, gaps)
        return [
            Segment("│", self._style("line")),
            *(part for _, part in sorted(parts, key=lambda part: part[0])),
        ]

    def _background(self, index: int, row: int, gaps: Sequence[Cells]) -> list[tuple[int, Segment]]:
        """What is seen between the blocks; its words stand once, where there is most room for them."""
        widest = max(gaps, key=lambda gap: gap[1] - gap[0])
        room = widest[1] - widest[0]
        style, words, fill = self._ground(index, row)
        words = fit(words, min(room, width_of(words)), end="…" if room > LANE else "")
        found = [(begin, Segment(fill * (end - begin), style)) for begin, end in gaps if begin != widest[0]]
        return [*found, (widest[0], Segment(words + fill * (room - width_of(words)), style))]

    def _ground(self, index: int, row: int) -> tuple[Style, str, str]:
        """The background of a row, its words and what fills the rest: the cursor, the line of now, what it would
        cost, the band's name where it begins.
        """
        here = index == self._column and self._grid.row_of(self._minute) == row
        if here and self.selected not in [piece.block.key for piece in self._grid.at_row(index, row)]:
            style = self._style("cursor" if self.has_focus else "unfocused")
            return style, f"▌{clock(self._minute)}", " "
        band, begins = self._grid.band_at(index, row)
        fill = FILL.get(band.kind, " ") if band else " "
        name = band.name if band and begins else ""
        now = self._now is not None and self._grid.columns[index].key.startswith(self._now[0])
        if now and self._is_now(row):
            return self._style("now"), f"─{name}", "─"
        mark = self._mark(index, row)
        if mark is not None:
            return *mark, " "
        return self._band_style(band), f" {name}{' ' if fill != ' ' else ''}" if name else "", fill

    def _mark(self, index: int, row: int) -> tuple[Style, str] | None:
        """What a booking would cost there, in words where a stretch of the same cost begins."""
        marks = self._marks.get(self._grid.columns[index].key) if self._marks else None
        mark = marks.get(self._grid.minute_of(row)) if marks else None
        if marks is None or mark is None:
            return None
        before = marks.get(self._grid.minute_of(row - 1)) if row else None
        words = mark.words if row == self.scroll_offset.y or before != mark else ""
        return self._style(f"cost-{mark.tone}"), f"{mark.sign} {words}"

    def _band_style(self, band: Band | None) -> Style:
        names = {"period": "period", "break": "break", "blocked": "off", "closed": "closed"}
        return self._style(names.get(band.kind, "plain") if band else "plain")

    def _look(self, piece: Piece, row: int) -> Style:
        if piece.more:
            return self._style("more")
        if piece.block.ghost:
            return self._style("ghost")
        if piece.block.key == self.selected:
            return self._style("selected" if self.has_focus else "unfocused")
        return self._style("way" if self._on_way(piece, row) else piece.block.style)

    def _on_way(self, piece: Piece, row: int) -> bool:
        """Whether the row holds only the way there or back."""
        if piece.block.inner is None:
            return False
        top, bottom = self._grid.talk_rows(piece.block)
        return not top <= row < bottom

    def _words(self, piece: Piece, row: int) -> str:
        """A block's words in one of its rows; the edge tells where one begins and which is selected."""
        if piece.more:
            return fit(f"+{piece.more}", piece.width)
        block, at = piece.block, row - piece.top
        dashed = block.ghost or block.style == "proposed"
        edge = "▌" if block.key == self.selected else "┆" if dashed else " "
        if block.inner is not None:
            if self._on_way(piece, row):
                return fit(edge + WAY * piece.width, piece.width, end="")
            at = row - max(piece.top, self._grid.talk_rows(block)[0])
        text = block.lines[at] if 0 <= at < len(block.lines) else ""
        if at == 0:
            edge = edge if edge == "▌" else ""
            text = f"{block.sign} {text}" if piece.width >= 9 else f"{block.sign}{text}"
        if block.style == "proposed":
            text += f" {DASH * max(0, piece.width - 2 - width_of(edge + text))}"
        return fit(edge + text, piece.width, end="…" if piece.width >= 12 else "")


def clock(minute: int) -> str:
    """A wall minute as people read it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def cut(text: str, begin: int, end: int) -> str:
    """The cells of a text from one to another; half of a wide character is a blank."""
    if text.isascii() or cell_len(text) == len(text):
        return text[begin:end]
    return Strip([Segment(text)]).crop(begin, end).text


def two_lines(name: str, width: int) -> tuple[str, str]:
    """A name on one line, or broken at a blank onto two; one that is too long for them keeps its end."""
    if width_of(name) <= width:
        return name, ""
    words = wrap(name, width)
    if len(words) > 2:
        words = name.split()
        while len(words) > 2 and width_of(" ".join(words[-2:])) <= width:
            words[-2:] = [" ".join(words[-2:])]
    return " ".join(words[:-1]), words[-1]
