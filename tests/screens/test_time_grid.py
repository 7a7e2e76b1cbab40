"""The time grid as it is drawn and moved in: two goldens, then keys, clicks and changes."""

from __future__ import annotations

from screens.state.grid import Band, GridBlock
from screens.widgets.time_grid import TimeGrid
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, settled
from tests.screens.fake_desk import FakeWorkspace, app_with, some_people
from tests.screens.fake_grid import BLOCKS, WEEK, GridPage
from wbl_tui.app import WblApp

NARROW = """\
        Mon 2 Mar    ▸Tue 3 Mar      Wed 4 Mar     Thu 5 Mar      Fri 6 Mar
        A day         B day          A day, short  closed: snow   B day
08:00 │ P1          │ P1           │ P1          │ snow day ····│ P1
      │             │              │✗ 日本 Ada V…│··············│
      │             │              │ [b]x        │··············│
      │ P2          │ P2           │ P2          │··············│ P2
09:00 │✓ Ada Moss   │              │             │··············│
      │✓ Ben Reed   │              │             │··············│
      │ Dr Roy      │              │             │··············│
      │ P3          │ P3           │ P3→ Cleo Sto│··············│ P3
10:00 │             │              │   ┆here?    │··············│
10:15 │             │▌▶Cleo        │             │··············│
10:42▸│             │▌Bay Cl●Dev Va│             │··············│
      │ P4          │ P4           │ P4          │··············│ fire drill ╱╱
11:00 │             │              │             │··············│╱╱╱╱╱╱╱╱╱╱╱╱╱╱▂
      │             │○Eve W◉Finn +2│             │··············│╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │ Lunch       │ Lunch        │ Lunch       │··············│╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │             │              │             │··············│╱╱╱╱╱╱╱╱╱╱╱╱╱╱
12:00 │             │              │             │··············│╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │ P5          │ P5           │             │··············│
      │             │              │             │··············│
"""

WIDE = """\
        Mon 2 Mar            ▸Tue 3 Mar              Wed 4 Mar             Thu 5 Mar              Fri 6 Mar
        A day                 B day                  A day, short          closed: snow           B day
08:00 │▌08:00               │ P1                   │ P1                  │ snow day ············│ P1
      │                     │                      │✗ 日本 Ada Vale [/]  │······················│
      │                     │                      │ [b]x                │······················│
      │ P2                  │ P2                   │ P2                  │······················│ P2
09:00 │✓ Ada Moss           │                      │                     │······················│
      │✓ Ben Reed           │                      │                     │······················│
      │ Dr Roy              │                      │                     │······················│
      │ P3                  │ P3                   │ P3→ Cleo Stone      │······················│ P3
10:00 │                     │                      │   ┆here?            │······················│
      │                     │▶ Cleo Ston           │                     │······················│
10:42▸│                     │ Bay Clinic● Dev Vale │                     │······················│
      │ P4                  │ P4                   │ P4                  │······················│ fire drill ╱╱╱╱╱╱╱╱╱╱
11:00 │                     │                      │                     │······················│╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │                     │○Eve W◉Finn M○Gita R+1│                     │······················│╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │ Lunch               │ Lunch        Orr La  │ Lunch               │······················│╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │                     │                      │                     │······················│╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱
12:00 │                     │                      │                     │······················│╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱
      │ P5                  │ P5                   │                     │······················│
      │                     │                      │                     │······················│
      │                     │                      │                     │······················│
13:00 │                     │                      │                     │······················│
      │ P6                  │ P6                   │                     │······················│⚠ Ben Wood
      │                     │                      │                     │······················│ Bay Clinic
      │                     │                      │                     │······················│
14:00 │ P7                  │ P7                   │                     │······················│? Cleo Moss
      │                     │                      │                     │······················│ Mill Farm
      │                     │                      │                     │······················│
      │                     │                      │                     │······················│
"""


def fresh() -> WblApp:
    return app_with(FakeWorkspace(people=some_people(3)), page="calendar")


def page_of(app: WblApp) -> GridPage:
    page = app.screen
    assert isinstance(page, GridPage)
    return page


def grid_of(app: WblApp) -> TimeGrid:
    return page_of(app).grid


async def test_a_week_is_readable_at_80_by_24() -> None:
    app = fresh()
    async with running(app):
        await key(app, "full_stop", "full_stop", "full_stop")
        assert "\n".join(row_texts(app)[1:22]) == NARROW.rstrip("\n")


async def test_a_week_at_120_by_40() -> None:
    app = fresh()
    async with running(app, 120, 40):
        assert "\n".join(row_texts(app)[1:31]) == WIDE.rstrip("\n")


async def test_arrows_move_by_rows_columns_and_blocks_side_by_side() -> None:
    app = fresh()
    async with running(app):
        grid = grid_of(app)
        assert grid.cursor == ("2026-03-02", 480)
        await key(app, "j", "l")
        assert grid.cursor == ("2026-03-03", 495)
        grid.select("e")
        seen = [grid.selected]
        for _ in range(2):
            await key(app, "right")
            seen.append(grid.selected)
        assert seen == ["e", "f", None]
        assert grid.cursor[0] == "2026-03-04"
        await key(app, "home", "up")
        assert grid.cursor == ("2026-03-04", 480)
        await key(app, "end")
        assert grid.cursor == ("2026-03-04", 885)


async def test_all_blocks_are_reached_in_the_order_of_time() -> None:
    app = fresh()
    async with running(app):
        seen = []
        for _ in BLOCKS:
            await key(app, ".")
            seen.append(grid_of(app).selected)
        assert seen == ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "k"]
        await key(app, ",")
        assert grid_of(app).selected == "j"


async def test_enter_opens_the_block_or_the_empty_place() -> None:
    app = fresh()
    async with running(app):
        await key(app, "enter", ".", "enter")
        assert page_of(app).said == [("2026-03-02", 480, None), ("2026-03-02", 540, "a")]


async def test_a_click_selects_and_a_second_one_opens() -> None:
    app = fresh()
    async with running(app) as pilot:
        await pilot.click(TimeGrid, offset=(8, 6))
        assert grid_of(app).selected == "a"
        assert page_of(app).said == []
        await pilot.click(TimeGrid, offset=(8, 6))
        await settled(app)
        assert page_of(app).said == [("2026-03-02", 540, "a")]
        await pilot.click(TimeGrid, offset=(8, 0))
        assert grid_of(app).selected == "a"


async def test_the_cursor_follows_its_block_and_stays_on_its_time_without_one() -> None:
    app = fresh()
    async with running(app):
        page, grid = page_of(app), grid_of(app)
        grid.select("c")
        moved = GridBlock("c", "2026-03-04", 720, 750, ("Cleo Stone",), "▶", "in_progress")
        page.blocks = (*(each for each in BLOCKS if each.key != "c"), moved)
        await page.reload()
        await settled(app)
        assert (grid.cursor, grid.selected) == (("2026-03-04", 720), "c")
        grid.move_to("2026-03-05", 600)
        page.blocks = ()
        await page.reload()
        await settled(app)
        assert (grid.cursor, grid.selected) == (("2026-03-05", 600), None)


async def test_rows_can_stand_for_more_minutes_and_the_cursor_keeps_its_time() -> None:
    app = fresh()
    async with running(app):
        grid = grid_of(app)
        grid.select("e")
        await key(app, "z")
        assert (grid.slot, grid.selected) == (30, "e")
        await key(app, "z")
        assert grid.slot == 5
        assert row_texts(app)[22] == " ✓ A line is 5 minutes now."


async def test_many_columns_scroll_sideways_and_titles_stay() -> None:
    app = fresh()
    async with running(app):
        page = page_of(app)
        page.columns = tuple(
            column._replace(key=f"{n}", label=f"Room {n}") for n, column in enumerate(WEEK * 4)
        )
        page.blocks = ()
        await page.reload()
        await key(app, *["right"] * 19)
        await settled(app)
        assert row_texts(app)[1].split("Room")[-1].strip() == "19"
        assert row_texts(app)[3].startswith("08:00 ")
        await key(app, *["left"] * 19)
        await settled(app)
        assert "Room 0" in row_texts(app)[1]


async def test_no_columns_say_what_to_do() -> None:
    app = fresh()
    async with running(app):
        page = page_of(app)
        page.columns = ()
        await page.reload()
        await key(app, "down", "right", "enter", ".", "z")
        assert row_texts(app)[3] == "  No days in this window. Press ] to go on."
        assert page.said == []


async def test_hostile_names_stay_in_their_blocks() -> None:
    app = fresh()
    async with running(app):
        page = page_of(app)
        page.blocks = tuple(
            GridBlock(f"k{n}", WEEK[n % 5].key, 480 + 30 * n, 510 + 30 * n, (name, name), "○")
            for n, name in enumerate(HOSTILE)
        )
        await page.reload()
        await settled(app)
        assert not UNSAFE & set("".join(row_texts(app)))
        assert app._exception is None
        for text in row_texts(app)[3:22]:
            assert text[6:7] == "│"


async def test_the_cursor_is_seen_beside_a_block() -> None:
    app = fresh()
    async with running(app) as pilot:
        page = page_of(app)
        page.blocks = tuple(GridBlock(k, "2026-03-02", 540, end, (k,)) for k, end in (("a", 570), ("b", 555)))
        await page.reload()
        await pilot.click(TimeGrid, offset=(15, 7))
        await settled(app)
        assert grid_of(app).selected is None
        assert row_texts(app)[7:9] == [
            "09:00 │ a     b     │              │             │··············│",
            "09:15 │      ▌09:15 │              │             │··············│",
        ]


async def test_a_ghost_over_two_that_lie_side_by_side_pushes_nothing_aside() -> None:
    app = fresh()
    async with running(app):
        page = page_of(app)
        two = (GridBlock(k, "2026-03-02", 540, 570, (k,)) for k in ("a", "b"))
        page.blocks = (*two, GridBlock("ghost", "2026-03-02", 540, 570, ("c",), "»", ghost=True))
        await page.reload()
        await settled(app)
        assert row_texts(app)[7:9] == [
            "09:00 │ a » c       │              │             │··············│",
            "      │   ┆         │              │             │··············│",
        ]


async def test_words_beside_a_block_stand_once_and_never_run_into_it() -> None:
    app = fresh()
    async with running(app):
        page = page_of(app)
        page.columns = (WEEK[0]._replace(bands=(Band(540, 585, "Extended homeroom"),)), *WEEK[1:])
        page.blocks = (
            GridBlock("a", "2026-03-02", 525, 570, ("a",)),
            GridBlock("b", "2026-03-02", 525, 540, ("b",)),
            GridBlock("c", "2026-03-02", 555, 570, ("c",)),
        )
        await page.reload()
        await settled(app)
        assert [text[6:21] for text in row_texts(app)[6:9]] == [
            "│ a     b     │",
            "│       Exten…│",
            "│       c     │",
        ]


async def test_columns_that_do_not_fit_are_shown_whole_or_not_at_all() -> None:
    app = fresh()
    async with running(app, 100, 24):
        page, grid = page_of(app), grid_of(app)
        page.columns = tuple(
            column._replace(key=f"{n}", label=f"Career centre {n}") for n, column in enumerate(WEEK * 4)
        )
        await page.reload()
        for _ in range(19):
            await key(app, "right")
            assert row_texts(app)[5][6] == "│"
            assert row_texts(app)[1].count("Career") == 7
        assert [line.endswith("Career… 19") for line in row_texts(app)[1:2]] == [True]
        grid.scroll_to(17, animate=False)
        await settled(app)
        assert grid.scroll_offset.x in grid._grid.lefts


async def test_high_grids_give_long_names_two_lines() -> None:
    app = fresh()
    async with running(app, 80, 40):
        page = page_of(app)
        page.columns = (
            *(column._replace(label="Career centre booth 1") for column in WEEK),
            WEEK[0]._replace(key="x"),
        )
        await page.reload()
        await settled(app)
        assert [line[19:30].strip(" ▸") for line in row_texts(app)[1:4]] == ["Career ce…", "booth 1", "B day"]


async def test_titles_that_are_cut_are_told_apart_and_keep_how_many_there_are() -> None:
    app = fresh()
    async with running(app, 80, 24):
        page = page_of(app)
        rooms = ("Counseling conference room", "Counseling conference annex", "Gym")
        page.columns = tuple(
            WEEK[0]._replace(key=f"{n}", label=name, sub="B early release 12", brief=(name, "B 12"))
            for n, name in enumerate(rooms * 2)
        )
        await page.reload()
        await settled(app)
        head, sub = row_texts(app)[1:3]
        assert head.split() == ["Couns…room", "Coun…annex", "Gym"] * 2
        assert sub.split() == ["B", "12"] * 6
        page.columns = tuple(column._replace(brief=None) for column in page.columns)
        await page.reload()
        await settled(app)
        assert row_texts(app)[2].split("  ")[-1].strip() == "B early… 12"
