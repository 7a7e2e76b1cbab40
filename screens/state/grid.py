"""A time grid in cells and rows: columns, bands, what lies in a row, what a click hits.

Minutes are wall minutes after midnight of the column's own day. Rows are `slot` minutes high. A column's blocks
are laid out when somebody looks at them, and then kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from screens.state.layout import Bunch, GridBlock, Piece, bunches, ghost_piece, rows_of, share

__all__ = ["Band", "Grid", "GridBlock", "GridColumn", "Piece"]

SLOTS = (5, 10, 15, 30)
"""How many minutes a row may stand for."""


class Band(NamedTuple):
    """A stretch of a column's background. `kind` is period, break, blocked or closed."""

    start: int
    end: int
    name: str
    kind: str = "period"


class GridColumn(NamedTuple):
    """A day or a room: its lasting key, its title, a second line under it, its background.

    The first column may be `pinned`: it stays at the left when the others scroll sideways. `brief` are the two lines
    where there is too little room for the others; its first may be the same title.
    """

    key: str
    label: str
    sub: str = ""
    today: bool = False
    bands: tuple[Band, ...] = ()
    pinned: bool = False
    brief: tuple[str, str] | None = None


Ground = list[tuple[Band | None, bool]]
"""For each row its band, and whether the band begins there."""


class Laid(NamedTuple):
    """A column's pieces, and those that touch each row from left to right."""

    pieces: list[Piece]
    rows: dict[int, list[Piece]]


class Grid:
    """Columns, blocks and the span of time shown, laid out for a width; all questions of place are asked here."""

    def __init__(
        self,
        columns: Sequence[GridColumn] = (),
        blocks: Sequence[GridBlock] = (),
        first: int = 8 * 60,
        last: int = 16 * 60,
        narrowest: int = 0,
    ) -> None:
        """`narrowest` is for columns that may be narrower than usual."""
        self.columns = tuple(columns)
        self.blocks = tuple(blocks)
        self.first = first
        self.last = max(first + 5, last)
        self.narrowest = narrowest
        self.slot = 15
        self.widths: tuple[int, ...] = ()
        self.lefts: tuple[int, ...] = ()
        self.fixed = 0
        self._at = {column.key: index for index, column in enumerate(self.columns)}
        self._of_column: dict[str, list[GridBlock]] = {column.key: [] for column in self.columns}
        for block in self.blocks:
            if block.column in self._of_column:
                self._of_column[block.column].append(block)
        self._by_key: dict[str, GridBlock] = {}
        self._order: list[GridBlock] | None = None
        self._rank: dict[str, int] = {}
        self._bunches: dict[int, list[Bunch]] = {}
        self._laid: dict[int, Laid] = {}
        self._grounds: dict[tuple[Band, ...], Ground] = {}
        self._ground_of: dict[int, Ground] = {}
        self._arranged = (0, 0, 0)
        self._selected: str | None = None
        self._ghost: tuple[int, Piece] | None = None

    @property
    def rows(self) -> int:
        """How many rows the span of time takes."""
        return -(-(self.last - self.first) // self.slot)

    @property
    def width(self) -> int:
        """How many cells all columns take."""
        return sum(self.widths)

    # Laying out

    def arrange(self, slot: int, width: int, narrowest: int, selected: str | None) -> None:
        """Lay out for `width` cells in all; a column never gets fewer than `narrowest`, its separator included.

        Where not all columns have room, as many as have take the whole width, whichever of them comes first.
        """
        self._selected = selected
        if self._arranged == (slot, width, narrowest):
            return
        self._arranged = slot, width, narrowest
        self.slot = slot
        count, seen = len(self.columns), max(1, width // narrowest)
        pinned = int(seen > 1 and count > seen and self.columns[0].pinned)
        self.fixed = width // seen if pinned else 0
        room, fitting = width - self.fixed, max(1, min(seen, count) - pinned)
        edges = [0] * pinned + [self.fixed + room * i // fitting for i in range(count - pinned + 1)]
        self.lefts = tuple(edges[:count])
        self.widths = tuple(edges[i + 1] - edges[i] for i in range(count))
        self._laid.clear()
        self._grounds.clear()
        self._ground_of.clear()

    def prepare(self) -> bool:
        """Lay out one more column that nobody has looked at yet; whether there was one."""
        index = next((i for i in range(len(self.widths)) if i not in self._laid), None)
        if index is not None:
            self._column(index)
        return index is not None

    def pieces(self, index: int) -> list[Piece]:
        """Everything in a column, without the ghost that is carried."""
        return self._column(index).pieces if self.widths else []

    def _column(self, index: int) -> Laid:
        laid = self._laid.get(index)
        if laid is None:
            laid = self._laid[index] = self._lay_out(index)
        return laid

    def _lay_out(self, index: int) -> Laid:
        blocks, width = self._of_column[self.columns[index].key], self.widths[index] - 1
        found = self._bunches.get(index)
        if found is None:
            found = self._bunches[index] = bunches(block for block in blocks if not block.ghost)
        pieces = share(found, self.first, self.slot, width, self._selected)
        pieces += [ghost_piece(block, self.first, self.slot, width) for block in blocks if block.ghost]
        rows: dict[int, list[Piece]] = {}
        for piece in sorted(pieces, key=lambda piece: (piece.block.ghost, piece.x)):
            for row in range(piece.top, piece.bottom):
                rows.setdefault(row, []).append(piece)
        return Laid(pieces, rows)

    def bring_forward(self, index: int, selected: str) -> set[int]:
        """Lay a column out again where the block is not in sight; the rows that look different now."""
        self._selected = selected
        before = self.pieces(index)
        if any(piece.block.key == selected and not piece.more for piece in before):
            return set()
        self._laid[index] = self._lay_out(index)
        changed = set(before) ^ set(self._laid[index].pieces)
        return {row for piece in changed for row in range(piece.top, piece.bottom)}

    def put_ghost(self, ghost: GridBlock | None) -> None:
        """Carry this over the blocks, which stay where they are; None puts it away."""
        index = self._at.get(ghost.column) if ghost is not None else None
        if ghost is None or index is None or not self.widths:
            self._ghost = None
        else:
            self._ghost = index, ghost_piece(ghost, self.first, self.slot, self.widths[index] - 1)

    @property
    def ghost_rows(self) -> range:
        """The rows of what is carried."""
        return range(self._ghost[1].top, self._ghost[1].bottom) if self._ghost else range(0)

    # Places

    def column_at(self, x: int, scroll: int = 0) -> tuple[int, int] | None:
        """The column over the cell `x` of what is seen, and the cell of the column; `scroll` cells are out of sight."""
        there = x if x < self.fixed else x + scroll
        index = bisect_right(self.lefts, there) - 1
        if index < 0 or there >= self.lefts[index] + self.widths[index]:
            return None
        return index, there - self.lefts[index]

    def in_sight(self, width: int, scroll: int) -> list[tuple[int, int, int]]:
        """The columns that `width` cells show, `scroll` cells being out of sight: which, how many of its cells are
        out of sight at the left, how many show.
        """
        pinned = bisect_left(self.lefts, self.fixed)
        shown = [(i, 0, min(self.widths[i], width - self.lefts[i])) for i in range(pinned)]
        for index in range(max(pinned, bisect_right(self.lefts, scroll + self.fixed) - 1), len(self.lefts)):
            moved = self.lefts[index] - scroll
            begin, end = max(self.fixed, moved), min(width, moved + self.widths[index])
            if moved >= width:
                break
            if begin < end:
                shown.append((index, begin - moved, end - begin))
        return shown

    def whole(self, scroll: float) -> int:
        """The nearest place to scroll to at which a column begins."""
        edges = {left - self.fixed for left in self.lefts if left >= self.fixed}
        return min(edges, key=lambda edge: (abs(edge - scroll), edge), default=0)

    def scroll_for(self, index: int, scroll: int, width: int) -> int:
        """Where to scroll to, as little as possible, so that of `width` cells the column has its own."""
        left, right = self.lefts[index] - self.fixed, self.lefts[index] + self.widths[index] - width
        if left < 0 or right <= scroll <= left:
            return scroll
        if scroll > left:
            return left
        reached = [edge - self.fixed for edge in self.lefts if right <= edge - self.fixed <= left]
        return min(reached, default=left)

    def index_of(self, column: str) -> int | None:
        """A column's place by its key."""
        return self._at.get(column)

    def block(self, key: str | None) -> GridBlock | None:
        """A block by its key."""
        if key is None:
            return None
        if not self._by_key:
            self._by_key = {block.key: block for block in self.blocks}
        return self._by_key.get(key)

    def row_of(self, minute: int) -> int:
        """The row in which a minute lies, kept inside the grid."""
        return max(0, min((minute - self.first) // self.slot, self.rows - 1))

    def top_of(self, block: GridBlock) -> int:
        """The row in which a block begins, kept inside the grid."""
        return max(0, min(rows_of(block, self.first, self.slot)[0], self.rows - 1))

    def bottom_of(self, block: GridBlock) -> int:
        """The last row of a block, kept inside the grid."""
        return max(0, min(rows_of(block, self.first, self.slot)[1], self.rows) - 1)

    def talk_rows(self, block: GridBlock) -> tuple[int, int]:
        """The first row of the talk itself and the row after its last; the others of its block are the way."""
        start, end = block.inner or (block.start, block.end)
        return rows_of(block._replace(start=start, end=end), self.first, self.slot)

    def minute_of(self, row: int) -> int:
        """The minute at which a row begins."""
        return self.first + row * self.slot

    def at_row(self, column: int, row: int) -> list[Piece]:
        """What touches a row of a column, from left to right; "+4" and ghosts last."""
        if not 0 <= column < len(self.widths):
            return []
        found = self._column(column).rows.get(row, [])
        if self._ghost is not None and self._ghost[0] == column and row in self.ghost_rows:
            return [*found, self._ghost[1]]
        return found

    def hit(self, column: int, x: int, row: int) -> Piece | None:
        """What lies under the cell `x` of a column in a row; a ghost lies on top of everything."""
        under = [p for p in self.at_row(column, row) if p.x <= x - 1 < p.x + p.width]
        return under[-1] if under else None

    def in_order(self) -> list[GridBlock]:
        """Blocks column by column, each by time: the way `.` and `,` go."""
        if self._order is None:
            shown = [block for block in self.blocks if block.column in self._at and not block.ghost]
            shown.sort(key=lambda block: (self._at[block.column], block.start, block.end, block.key))
            self._order = shown
            self._rank = {block.key: rank for rank, block in enumerate(shown)}
        return self._order

    def rank(self, key: str | None) -> int | None:
        """A block's place in that order."""
        self.in_order()
        return self._rank.get(key) if key is not None else None

    def band_at(self, column: int, row: int) -> tuple[Band | None, bool]:
        """The band of a row and whether the row is the first of it; what cannot be used wins over periods."""
        ground = self._ground_of.get(column)
        if ground is None:
            ground = self._ground_of[column] = self._shared_ground(self.columns[column].bands)
        return ground[row]

    def _shared_ground(self, bands: tuple[Band, ...]) -> Ground:
        """Rooms mostly have the bands of other rooms."""
        if bands not in self._grounds:
            self._grounds[bands] = [self._ground(bands, row) for row in range(self.rows)]
        return self._grounds[bands]

    def _ground(self, bands: tuple[Band, ...], row: int) -> tuple[Band | None, bool]:
        begin, end = self.minute_of(row), self.minute_of(row + 1)
        found = [band for band in bands if band.start < end and band.end > begin]
        if not found:
            return None, False
        band = max(found, key=lambda b: (b.kind in ("blocked", "closed"), b.start))
        named = sorted((b for b in found if b.name), key=lambda b: (b.start, b.kind == "break"))
        begun = [one.name for one in named if self.row_of(one.start) == row]
        if len(begun) > 1 and band.kind not in ("blocked", "closed"):
            # A lunch that lies over a period begins with it, and in coarse rows one period with the next.
            return band._replace(name=", ".join(begun)), True
        return band, self.row_of(band.start) == row


def slot_for(minutes: int, rows: int) -> int:
    """The finest slot with which `minutes` fit into `rows`, but 15 at most: coarser ones hide what is short."""
    return next((slot for slot in SLOTS[:3] if minutes <= rows * slot), 15)
