"""Where everything of a time grid lies, in cells and rows: columns, bands, blocks side by side, what a click hits.

Minutes are wall minutes after midnight of the column's own day. Rows are `slot` minutes high.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

SLOTS = (5, 10, 15, 30)
"""How many minutes a row may stand for."""
LANE = 6
"""Narrowest lane in which a name can still be told, in cells."""
WIDE, WIDE_LANE = 40, 10
"""From so many cells on a column's lanes are at least this wide: there is room for whole names."""


class Band(NamedTuple):
    """A stretch of a column's background. `kind` is period, break, blocked or closed."""

    start: int
    end: int
    name: str
    kind: str = "period"


class GridColumn(NamedTuple):
    """A day or a room: its lasting key, its title, a second line under it, its background."""

    key: str
    label: str
    sub: str = ""
    today: bool = False
    bands: tuple[Band, ...] = ()


class GridBlock(NamedTuple):
    """One interview (or whatever lies in time). `style` is one of STYLES of the widget; a ghost is only thought of.

    `lines` are short texts, the most telling first; a block of one row shows only that.
    """

    key: str
    column: str
    start: int
    end: int
    lines: tuple[str, ...]
    sign: str = " "
    style: str = "scheduled"
    ghost: bool = False


class Piece(NamedTuple):
    """A block's place in its column: rows from `top`, cells from `x`. `more` > 0 stands for that many hidden ones."""

    block: GridBlock
    top: int
    height: int
    x: int
    width: int
    more: int = 0

    @property
    def bottom(self) -> int:
        """The row after the last."""
        return self.top + self.height


class Lane(NamedTuple):
    """A block with its rows and its lane, before lanes become cells."""

    block: GridBlock
    top: int
    bottom: int
    lane: int


def rows_of(block: GridBlock, first: int, slot: int) -> tuple[int, int]:
    """The block's first row and the row after its last, at least one row apart.

    Both are the nearest rows, so that what follows upon another block never shares a row with it.
    """
    top = (block.start - first + slot // 2) // slot
    return top, max(top + 1, (block.end - first + slot // 2) // slot)


def lanes(blocks: Iterable[GridBlock], first: int, slot: int) -> list[list[Lane]]:
    """Blocks in groups that touch the same rows; in a group, those that share a row have different lanes."""
    groups: list[list[Lane]] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda b: (b.start, -b.end, b.key)):
        top, bottom = rows_of(block, first, slot)
        if not groups or top >= max(ends):
            groups.append([])
            ends = []
        free = next((lane for lane, end in enumerate(ends) if end <= top), len(ends))
        ends[free : free + 1] = [bottom]
        groups[-1].append(Lane(block, top, bottom, free))
    return groups


def lay_out(
    blocks: Sequence[GridBlock], first: int, slot: int, width: int, selected: str | None
) -> list[Piece]:
    """Every block's place in a column of `width` cells. The selected one is never among the hidden."""
    pieces: list[Piece] = []
    for group in lanes((block for block in blocks if not block.ghost), first, slot):
        pieces += _share(group, width, selected)
    for block in blocks:
        if block.ghost:
            top, bottom = rows_of(block, first, slot)
            # What lies under it stays in sight at the side.
            x = min(3, width // 3) if width < WIDE else width // 3
            pieces.append(Piece(block, top, bottom - top, x, width - x))
    return pieces


def _share(group: list[Lane], width: int, selected: str | None) -> list[Piece]:
    needed = max(lane.lane for lane in group) + 1
    least = WIDE_LANE if width >= WIDE else LANE
    if needed * least <= width or needed == 1:
        return [_piece(lane, needed, width) for lane in group]
    more = len(f"+{len(group)}")
    shown = max(1, (width - more) // least)
    group = _selected_in_sight(group, selected, shown)
    pieces = [_piece(lane, shown, width - more) for lane in group if lane.lane < shown]
    hidden = [lane for lane in group if lane.lane >= shown]
    top = min(lane.top for lane in hidden)
    pieces.append(Piece(hidden[0].block, top, 1, width - more, more, len(hidden)))
    return pieces


def _selected_in_sight(group: list[Lane], selected: str | None, shown: int) -> list[Lane]:
    """The last lane that is shown changes places with the selected block's, if that would be hidden."""
    chosen = next((lane.lane for lane in group if lane.block.key == selected), 0)
    if chosen < shown:
        return group
    swap = {chosen: shown - 1, shown - 1: chosen}
    return [lane._replace(lane=swap.get(lane.lane, lane.lane)) for lane in group]


def _piece(lane: Lane, count: int, width: int) -> Piece:
    x = width * lane.lane // count
    end = width * (lane.lane + 1) // count
    return Piece(lane.block, lane.top, lane.bottom - lane.top, x, end - x)


class Grid:
    """Columns, blocks and the span of time shown, laid out for a width; all questions of place are asked here."""

    def __init__(
        self,
        columns: Sequence[GridColumn] = (),
        blocks: Sequence[GridBlock] = (),
        first: int = 8 * 60,
        last: int = 16 * 60,
    ) -> None:
        self.columns = tuple(columns)
        self.blocks = tuple(blocks)
        self.first = first
        self.last = max(first + 5, last)
        self.slot = 15
        self.widths: tuple[int, ...] = ()
        self.lefts: tuple[int, ...] = ()
        self.pieces: list[list[Piece]] = []
        self._by_key = {block.key: block for block in self.blocks}
        self._at = {column.key: index for index, column in enumerate(self.columns)}
        self._order: list[GridBlock] | None = None
        self._rank: dict[str, int] = {}
        self._of_column: dict[str, list[GridBlock]] = {}
        for block in self.blocks:
            self._of_column.setdefault(block.column, []).append(block)

    @property
    def rows(self) -> int:
        """How many rows the span of time takes."""
        return -(-(self.last - self.first) // self.slot)

    @property
    def width(self) -> int:
        """How many cells all columns take."""
        return sum(self.widths)

    def arrange(self, slot: int, width: int, narrowest: int, selected: str | None) -> None:
        """Lay out for `width` cells in all; a column never gets fewer than `narrowest`, its separator included."""
        self.slot = slot
        count = max(1, len(self.columns))
        if width >= count * narrowest:
            edges = [width * index // count for index in range(count + 1)]
        else:
            edges = [narrowest * index for index in range(count + 1)]
        self.lefts = tuple(edges[: len(self.columns)])
        self.widths = tuple(edges[i + 1] - edges[i] for i in range(len(self.columns)))
        self.pieces = [self._lay_out(index, selected) for index in range(count if self.columns else 0)]

    def bring_forward(self, index: int, selected: str) -> set[int]:
        """Lay a column out again where the block is not in sight; the rows that look different now."""
        before = self.pieces[index]
        if any(piece.block.key == selected and not piece.more for piece in before):
            return set()
        self.pieces[index] = self._lay_out(index, selected)
        changed = set(before) ^ set(self.pieces[index])
        return {row for piece in changed for row in range(piece.top, piece.bottom)}

    def _lay_out(self, index: int, selected: str | None) -> list[Piece]:
        blocks = self._of_column.get(self.columns[index].key, [])
        return lay_out(blocks, self.first, self.slot, self.widths[index] - 1, selected)

    def column_at(self, x: int) -> int | None:
        """The column over the cell `x`."""
        for index, left in enumerate(self.lefts):
            if left <= x < left + self.widths[index]:
                return index
        return None

    def index_of(self, column: str) -> int | None:
        """A column's place by its key."""
        return self._at.get(column)

    def block(self, key: str | None) -> GridBlock | None:
        """A block by its key."""
        return self._by_key.get(key) if key is not None else None

    def row_of(self, minute: int) -> int:
        """The row in which a minute lies, kept inside the grid."""
        return max(0, min((minute - self.first) // self.slot, self.rows - 1))

    def top_of(self, block: GridBlock) -> int:
        """The row in which a block begins, kept inside the grid."""
        return max(0, min(rows_of(block, self.first, self.slot)[0], self.rows - 1))

    def minute_of(self, row: int) -> int:
        """The minute at which a row begins."""
        return self.first + row * self.slot

    def at_row(self, column: int, row: int) -> list[Piece]:
        """What touches a row of a column, from left to right; "+4" and ghosts last."""
        if not 0 <= column < len(self.pieces):
            return []
        found = [piece for piece in self.pieces[column] if piece.top <= row < piece.bottom]
        return sorted(found, key=lambda piece: (piece.block.ghost, piece.x))

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
        begin, end = self.minute_of(row), self.minute_of(row + 1)
        found = [band for band in self.columns[column].bands if band.start < end and band.end > begin]
        if not found:
            return None, False
        band = max(found, key=lambda b: (b.kind in ("blocked", "closed"), b.start))
        return band, self.row_of(band.start) == row


def slot_for(minutes: int, rows: int) -> int:
    """The finest slot with which `minutes` fit into `rows`, but 15 at most: coarser ones hide what is short."""
    return next((slot for slot in SLOTS[:3] if minutes <= rows * slot), 15)
