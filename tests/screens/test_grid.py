"""Where blocks lie in a time grid: side by side where they overlap, none hidden without a sign."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.state.grid import Band, Grid, GridBlock, GridColumn, lanes, lay_out, rows_of, slot_for


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


@given(BLOCKS, st.sampled_from([5, 10, 15, 30]))
def test_blocks_in_one_row_have_different_lanes(blocks: list[GridBlock], slot: int) -> None:
    placed = [lane for group in lanes(blocks, 480, slot) for lane in group]
    assert sorted(lane.block.key for lane in placed) == sorted(each.key for each in blocks)
    for one in placed:
        for other in placed:
            if one is not other and one.top < other.bottom and other.top < one.bottom:
                assert one.lane != other.lane


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
    assert [grid.column_at(x) for x in (0, 19, 20, 40, 41)] == [0, 0, 1, 1, None]
    hit = grid.hit(0, 5, grid.row_of(615))
    assert hit is not None
    assert hit.block.key == "a"
    assert grid.hit(0, 5, grid.row_of(630)) is None
    assert grid.hit(1, 5, grid.row_of(615)) is None


def test_what_cannot_be_used_wins_over_a_period() -> None:
    bands = (Band(480, 540, "P1"), Band(490, 500, "drill", "blocked"))
    grid = Grid((GridColumn("d", "Mon", bands=bands),), (), 480, 600)
    grid.arrange(15, 20, 12, None)
    assert grid.band_at(0, 0) == (bands[1], True)
    assert grid.band_at(0, 1) == (bands[1], False)
    assert grid.band_at(0, 2) == (bands[0], False)
    assert grid.band_at(0, 5) == (None, False)


def test_the_finest_rows_that_fit_are_taken() -> None:
    assert [slot_for(420, rows) for rows in (84, 42, 28, 18)] == [5, 10, 15, 15]
