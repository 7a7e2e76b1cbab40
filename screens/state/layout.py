"""Where the blocks of one column lie: side by side while there is room, the rest counted where they begin.

Hundreds of calls may run at once. What cannot be shown is counted without being laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LANE = 6
"""Narrowest lane in which a name can still be told, in cells."""
WIDE, WIDE_LANE = 40, 10
"""From so many cells on a column's lanes are at least this wide: there is room for whole names."""


class GridBlock(NamedTuple):
    """One interview (or whatever lies in time). `style` is one of STYLES of the widget; a ghost is only thought of.

    `lines` are short texts, the most telling first; a block of one row shows only that. `inner` are the minutes of
    the talk itself, where `start` and `end` hold the way there and back too.
    """

    key: str
    column: str
    start: int
    end: int
    lines: tuple[str, ...]
    sign: str = " "
    style: str = "scheduled"
    ghost: bool = False
    inner: tuple[int, int] | None = None


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


Cells = tuple[int, int]
"""Cells of a row, from one to before another."""


class Bunch(NamedTuple):
    """Blocks of one column that begin and end together, by their keys. In a school most calls do."""

    start: int
    end: int
    blocks: tuple[GridBlock, ...]


class Placed(NamedTuple):
    """Blocks that share their rows: before they have lanes a bunch, after that one alone."""

    top: int
    bottom: int
    blocks: tuple[GridBlock, ...]
    lane: int = 0


def rows_of(block: GridBlock | Bunch, first: int, slot: int) -> tuple[int, int]:
    """The block's first row and the row after its last, at least one row apart.

    Both are the nearest rows, so that what follows upon another block never shares a row with it.
    """
    top = (block.start - first + slot // 2) // slot
    return top, max(top + 1, (block.end - first + slot // 2) // slot)


def bunches(blocks: Iterable[GridBlock]) -> list[Bunch]:
    """The blocks by their times: the earliest first, then the longest."""
    found: dict[tuple[int, int], list[GridBlock]] = {}
    for block in blocks:
        found.setdefault((block.start, -block.end), []).append(block)
    return [Bunch(start, -end, tuple(sorted(each))) for (start, end), each in sorted(found.items())]


def lay_out(
    blocks: Sequence[GridBlock], first: int, slot: int, width: int, selected: str | None
) -> list[Piece]:
    """Every block's place in a column of `width` cells. The selected one is never among the hidden."""
    pieces = share(bunches(block for block in blocks if not block.ghost), first, slot, width, selected)
    return pieces + [ghost_piece(block, first, slot, width) for block in blocks if block.ghost]


def ghost_piece(block: GridBlock, first: int, slot: int, width: int) -> Piece:
    """The place of a ghost: to the column's right edge, what lies under it in sight at the side."""
    top, bottom = rows_of(block, first, slot)
    x = min(3, width // 3) if width < WIDE else width // 3
    return Piece(block, top, bottom - top, x, width - x)


def share(found: Sequence[Bunch], first: int, slot: int, width: int, selected: str | None) -> list[Piece]:
    """As `lay_out`, of bunches in their order."""
    return [piece for group in groups(found, first, slot) for piece in _share(group, width, selected)]


def groups(found: Sequence[Bunch], first: int, slot: int) -> list[list[Placed]]:
    """The bunches with their rows, in groups that touch the same rows."""
    made: list[list[Placed]] = []
    deepest = 0
    for bunch in found:
        top, bottom = rows_of(bunch, first, slot)
        if not made or top >= deepest:
            made.append([])
            deepest = bottom
        deepest = max(deepest, bottom)
        made[-1].append(Placed(top, bottom, bunch.blocks))
    return made


def _share(group: list[Placed], width: int, selected: str | None) -> list[Piece]:
    least = WIDE_LANE if width >= WIDE else LANE
    shown, hidden = fill(group, max(1, width // least), None)
    if not hidden:
        needed = max(one.lane for one in shown) + 1
        return [_piece(one, needed, width) for one in shown]
    beginning: Counter[int] = Counter()
    for placed in group:
        beginning[placed.top] += len(placed.blocks)
    more = len(f"+{max(beginning.values())}")
    count = max(1, (width - more) // least)
    shown, hidden = fill(group, count, None)
    if any(block.key == selected for placed in hidden for block in placed.blocks):
        shown, hidden = fill(group, count, selected)
    return [_piece(one, count, width - more) for one in shown] + _counted(hidden, width - more, more)


def fill(group: Sequence[Placed], count: int, kept: str | None) -> tuple[list[Placed], list[Placed]]:
    """What `count` lanes hold, each block in the first lane that is free, and what is left over.

    The last lane is kept free for the block with the key `kept`.
    """
    ends = [0] * count
    keep = next(((p.top, p.bottom) for p in group for block in p.blocks if block.key == kept), None)
    shown, hidden = [], []
    for placed in group:
        top, bottom = placed.top, placed.bottom
        free = [lane for lane, end in enumerate(ends) if end <= top]
        blocks = placed.blocks
        if keep is not None and top < keep[1] and keep[0] < bottom:
            free = [lane for lane in free if lane < count - 1]
            chosen = tuple(block for block in blocks if block.key == kept)
            blocks = tuple(block for block in blocks if block.key != kept) if chosen else blocks
            shown += [Placed(top, bottom, (block,), count - 1) for block in chosen]
        for lane, block in zip(free, blocks, strict=False):
            ends[lane] = bottom
            shown.append(Placed(top, bottom, (block,), lane))
        if len(blocks) > len(free):
            hidden.append(placed._replace(blocks=blocks[len(free) :]))
    return sorted(shown, key=lambda one: (one.top, one.lane)), hidden


def _counted(hidden: Iterable[Placed], x: int, width: int) -> list[Piece]:
    """ "+4" in every row in which hidden blocks begin; it stands for the first of them."""
    by_row: dict[int, list[Placed]] = {}
    for placed in hidden:
        by_row.setdefault(placed.top, []).append(placed)
    return [
        Piece(each[0].blocks[0], top, 1, x, width, sum(len(placed.blocks) for placed in each))
        for top, each in by_row.items()
    ]


def _piece(one: Placed, count: int, width: int) -> Piece:
    x = width * one.lane // count
    end = width * (one.lane + 1) // count
    return Piece(one.blocks[0], one.top, one.bottom - one.top, x, end - x)


def free_cells(taken: Iterable[Cells], width: int) -> list[Cells]:
    """The cells of a row that nothing covers, from left to right."""
    free, at = [], 0
    for begin, end in sorted(taken):
        if begin > at:
            free.append((at, begin))
        at = max(at, end)
    return [*free, (at, width)] if at < width else free
