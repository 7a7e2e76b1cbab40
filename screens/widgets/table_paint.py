"""How a table of facts is drawn: its colours, its columns' widths, and one line of it at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.plain import TONES, Cell, Toned, fit, fit_name, wrap

R = TypeVar("R")


class Column(NamedTuple):
    """A column: at least `width` cells, and `weight` shares of what is left over.

    It is left out where the table is narrower than `from_width` cells, or has no room left after the columns
    before it and those to `keep`. Its cells may be `names` that differ in
    their ends only.
    """

    title: str
    width: int
    weight: int = 0
    align: str = "left"
    from_width: int = 0
    names: bool = False
    keep: bool = False


class TablePaint(ScrollView, Generic[R]):
    """The drawing half of FactTable."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "fact-table--header", "fact-table--cursor", "fact-table--blurred", "fact-table--marked",
        "fact-table--row", "fact-table--empty", *(f"fact-table--{tone}" for tone in TONES),
    }  # fmt: skip
    DEFAULT_CSS = """
    TablePaint {
        height: 1fr; background: $background; overflow-x: hidden; overflow-y: auto;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    TablePaint > .fact-table--row { color: $foreground; }
    TablePaint > .fact-table--header { color: $text-muted; text-style: bold underline; }
    TablePaint > .fact-table--cursor { background: $primary; color: $background; text-style: bold; }
    TablePaint > .fact-table--blurred { background: $boost; text-style: bold; }
    TablePaint > .fact-table--marked { color: $accent; text-style: bold; }
    TablePaint > .fact-table--empty { color: $text-muted; }
    TablePaint > .fact-table--good { color: $success; }
    TablePaint > .fact-table--warn { color: $warning; }
    TablePaint > .fact-table--bad { color: $error; text-style: bold; }
    TablePaint > .fact-table--dim { color: $text-muted; }
    TablePaint > .fact-table--strong { text-style: bold; }
    TablePaint > .fact-table--now { color: $accent; text-style: bold; }
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: Callable[[R], str],
        cells: Callable[[R], tuple[Cell, ...]],
        empty: str = "Nothing here yet.",
        marks: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self.can_mark = marks
        self._key_of = key
        self._cells_of = cells
        self._rows: Sequence[R] = ()
        self._keys: list[str] = []
        self._cursor = 0
        self._marks: set[str] = set()
        self._last_marked: str | None = None
        self.held: str | None = None
        self._fitted: tuple[int, tuple[int, ...]] = (-1, ())

    def render_line(self, y: int) -> Strip:
        """One line: the titles, a row, or the words for an empty table."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._header(width)
        index = self.scroll_offset.y + y - 1
        if index < len(self._keys):
            return self._row(index, width)
        return self._blank(y, width)

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _refresh_row(self, index: int) -> None:
        y = index - self.scroll_offset.y + 1
        if 0 < y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _widths(self, width: int) -> tuple[int, ...]:
        """How many cells each column gets: 0 leaves it out. Columns are one blank apart."""
        if self._fitted[0] == width:
            return self._fitted[1]
        shown = self._with_room(width)
        left = width - 2 - sum(c.width + 1 for c, on in zip(self.columns, shown, strict=True) if on)
        total = sum(c.weight for c, on in zip(self.columns, shown, strict=True) if on)
        widths = []
        for column, on in zip(self.columns, shown, strict=True):
            extra = left * column.weight // total if total and on else 0
            widths.append(max(1, column.width + extra) if on else 0)
            left, total = left - extra, total - (column.weight if on else 0)
        self._fitted = (width, tuple(widths))
        return self._fitted[1]

    def _with_room(self, width: int) -> list[bool]:
        """Which columns there is room for: the first one, then those to keep, then from left to right."""
        left = width - 2
        shown = [False] * len(self.columns)
        for at in sorted(range(len(shown)), key=lambda at: (at > 0, not self.columns[at].keep, at)):
            column = self.columns[at]
            shown[at] = at == 0 or (column.from_width <= width and column.width < left)
            left -= column.width + 1 if shown[at] else 0
        return shown

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"fact-table--{name}")

    def _header(self, width: int) -> Strip:
        style = self._style("header")
        parts = ["  "]
        for column, cells in zip(self.columns, self._widths(width), strict=True):
            if cells:
                parts.append(fit(column.title, cells, column.align) + " ")
        return Strip([Segment("".join(parts), style)]).adjust_cell_length(width, style)

    def _row(self, index: int, width: int) -> Strip:
        here, marked = index == self._cursor, self._keys[index] in self._marks
        base = self._style("row")
        if here:
            base = self._style("cursor" if self.has_focus else "blurred")
        elif marked:
            base = self._style("marked")
        parts = [Segment(("▌" if here else " ") + ("●" if marked else " "), base)]
        cells = self._cells_of(self._rows[index])
        for column, room, cell in zip(self.columns, self._widths(width), cells, strict=True):
            if room:
                text, tone = cell if isinstance(cell, Toned) else (cell, "")
                shown = fit_name(text, room) if column.names else fit(text, room, column.align)
                parts.append(Segment(shown, self._toned(base, tone, here)))
                parts.append(Segment(" ", base))
        return Strip(parts).adjust_cell_length(width, base)

    def _toned(self, base: Style, tone: str, here: bool) -> Style:
        """The tone's colour on the row's background; `dim` is a shade of the table's own background only."""
        if not tone or (here and (self.has_focus or tone == "dim")):
            return base
        if base is self._style("row"):
            return self._style(tone)
        return (
            base + self.get_component_rich_style(f"fact-table--{tone}", partial=True)
            if tone != "dim"
            else base
        )

    def _blank(self, y: int, width: int) -> Strip:
        text = ""
        if not self._keys:
            lines = wrap(self.empty, max(1, width - 4))
            text = lines[y - 2] if 2 <= y < len(lines) + 2 else ""
        return Strip([Segment(fit("  " + text, width), self._style("empty"))], width)
