"""Where blocks lie in a time grid: side by side where they overlap, none hidden without a sign."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.state.grid import Band, Grid, GridBlock, GridColumn, slot_for
from screens.state.layout import bunches, fill, groups, lay_out, rows_of


def block(key: str, start: int, end: int, *, ghost: bool = False) -> GridBlock:
    return GridBlock(key, "d", start, end, (key,), ghost=ghost)


BLOCKS = st.lists(
    st.tuples(st.integers(480, 900), st.integers(1, 90)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=12,
).map(lambda spans: [block(f"b{index}", *span) for index, span in enumerate(spans)])


def test_a_short_block_still_has_a_row_and_what_follows_begins_below() -> None:
    assert rows_of(block("a", 485, 487), 480, 15) == (0, 1)
    assert rows_of(block("a", 490, 510), 480, 15) == (1, 2)
    assert rows_of(block("b", 510, 530), 480, 15) == (2, 3)


@given(BLOCKS, st.sampled_from([5, 10, 15, 30]), st.integers(1, 12), st.integers(0, 12))
def test_blocks_in_one_row_have_different_lanes(
    blocks: list[GridBlock], slot: int, count: int, chosen: int
) -> None:
    kept = f"b{chosen}"
    for group in groups(bunches(blocks), 480, slot):
        placed, hidden = fill(group, count, kept)
        for number, one in enumerate(placed):
            assert one.lane < count
            for other in placed[:number]:
                if one.top < other.bottom and other.top < one.bottom:
                    assert one.lane != other.lane
        left = [block.key for each in hidden for block in each.blocks]
        every = [block.key for each in group for block in each.blocks]
        assert sorted([one.blocks[0].key for one in placed] + left) == sorted(every)
        assert kept not in left
        assert count < 12 or not left


@given(BLOCKS, st.integers(6, 40), st.integers(0, 11))
def test_pieces_stay_in_the_column_apart_and_every_block_is_counted(
    blocks: list[GridBlock], width: int, chosen: int
) -> None:
    selected = f"b{chosen}" if chosen < len(blocks) else None
    pieces = lay_out(blocks, 480, 15, width, selected)
    for piece in pieces:
        assert piece.x >= 0
        assert piece.width >= 1
        assert piece.x + piece.width <= width
    cells = [(row, x) for p in pieces for row in range(p.top, p.bottom) for x in range(p.x, p.x + p.width)]
    assert len(cells) == len(set(cells))
    shown = [piece.block.key for piece in pieces if not piece.more]
    assert len(shown) + sum(piece.more for piece in pieces) == len(blocks)
    if selected:
        assert selected in shown


def test_two_at_once_share_the_width_and_too_many_are_counted() -> None:
    two = lay_out([block("a", 600, 620), block("b", 600, 620)], 480, 15, 14, None)
    assert [(p.block.key, p.x, p.width, p.more) for p in two] == [("a", 0, 7, 0), ("b", 7, 7, 0)]
    four = lay_out([block(k, 600, 620) for k in "abcd"], 480, 15, 14, None)
    assert [(p.block.key, p.x, p.width, p.more) for p in four] == [
        ("a", 0, 6, 0),
        ("b", 6, 6, 0),
        ("c", 12, 2, 2),
    ]


def test_the_selected_one_comes_forward_only_when_it_was_hidden() -> None:
    crowd = [block(k, 600, 620) for k in "abcd"]
    assert [p.block.key for p in lay_out(crowd, 480, 15, 14, "c") if not p.more] == ["a", "c"]
    assert [p.block.key for p in lay_out(crowd[:2], 480, 15, 14, "b")] == ["a", "b"]


def test_a_ghost_lies_over_the_others_and_moves_none() -> None:
    pieces = lay_out([block("a", 600, 620), block("g", 600, 620, ghost=True)], 480, 15, 12, None)
    assert [(p.block.key, p.x, p.width) for p in pieces] == [("a", 0, 12), ("g", 3, 9)]


def test_places_are_found_from_cells() -> None:
    columns = (GridColumn("d", "Mon"), GridColumn("e", "Tue"))
    grid = Grid(columns, [block("a", 600, 630)], 480, 960)
    grid.arrange(15, 41, 12, None)
    assert (grid.lefts, grid.widths, grid.rows) == ((0, 20), (20, 21), 32)
    assert [grid.column_at(x) for x in (0, 19, 20, 40, 41)] == [(0, 0), (0, 19), (1, 0), (1, 20), None]
    hit = grid.hit(0, 5, grid.row_of(615))
    assert hit is not None
    assert hit.block.key == "a"
    assert grid.hit(0, 5, grid.row_of(630)) is None
    assert grid.hit(1, 5, grid.row_of(615)) is None


def test_hundreds_at_once_are_counted_where_they_begin() -> None:
    crowd = [block(f"{start}-{n:03}", start, start + 30) for start in (600, 615, 700) for n in range(200)]
    pieces = lay_out(crowd, 480, 15, 22, "615-150")
    assert [(p.top, p.block.key, p.more) for p in pieces if p.more or p.block.key == "615-150"] == [
        (9, "615-150", 0),
        (8, "600-002", 198),
        (9, "615-000", 199),
        (15, "700-003", 197),
    ]


def test_where_not_all_columns_have_room_whole_ones_take_the_width() -> None:
    columns = [GridColumn(f"{n}", f"Room {n}", pinned=n == 0) for n in range(10)]
    grid = Grid(columns, (), 480, 960)
    grid.arrange(15, 41, 12, None)
    assert (grid.fixed, grid.lefts[:4], grid.widths[:4], grid.width) == (
        13,
        (0, 13, 27, 41),
        (13, 14, 14, 14),
        139,
    )
    assert [grid.whole(x) for x in (0, 6, 8, 20, 98, 500)] == [0, 0, 14, 14, 98, 112]
    assert [grid.scroll_for(n, 0, 41) for n in (0, 2, 3, 9)] == [0, 0, 14, 98]
    assert [grid.scroll_for(n, 98, 41) for n in (0, 9, 8, 7)] == [98, 98, 98, 84]
    assert [grid.column_at(x, 98) for x in (0, 13, 27, 40)] == [(0, 0), (8, 0), (9, 0), (9, 13)]
    grid.arrange(15, 139, 12, None)
    assert (grid.fixed, grid.lefts[:3]) == (0, (0, 13, 27))


def test_a_column_is_laid_out_when_it_is_looked_at_or_ahead() -> None:
    grid = Grid([GridColumn("d", "Mon"), GridColumn("e", "Tue")], [block("a", 600, 630)], 480, 960)
    grid.arrange(15, 41, 12, None)
    assert [piece.block.key for piece in grid.pieces(0)] == ["a"]
    assert (grid.prepare(), grid.prepare()) == (True, False)


def test_what_cannot_be_used_wins_over_a_period() -> None:
    bands = (Band(480, 540, "P1"), Band(490, 500, "drill", "blocked"))
    grid = Grid((GridColumn("d", "Mon", bands=bands),), (), 480, 600)
    grid.arrange(15, 20, 12, None)
    assert grid.band_at(0, 0) == (bands[1], True)
    assert grid.band_at(0, 1) == (bands[1], False)
    assert grid.band_at(0, 2) == (bands[0], False)
    assert grid.band_at(0, 5) == (None, False)


def test_what_begins_in_the_same_row_is_named_together() -> None:
    bands = (Band(480, 505, "Lunch A", "break"), Band(480, 530, "4"), Band(505, 530, "Lunch B", "break"))
    grid = Grid([GridColumn("a", "a", bands=bands)], [], 480, 540)
    grid.arrange(5, 20, 12, None)
    named = [
        (row, band.name) for row in range(10) for band, begins in [grid.band_at(0, row)] if begins and band
    ]
    assert named == [(0, "4, Lunch A"), (5, "Lunch B")]


def test_the_finest_rows_that_fit_are_taken() -> None:
    assert [slot_for(420, rows) for rows in (84, 42, 28, 18)] == [5, 10, 15, 15]
