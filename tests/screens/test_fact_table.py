"""The table of facts: any length, cursor and scroll on the same record whatever changes around it."""

from __future__ import annotations

from typing import Any

import pytest
from rich.style import Style
from textual.app import App, ComposeResult

from screens.widgets.fact_table import Column, FactTable
from screens.widgets.plain import TONES, Toned
from tests.helpers_tui import HOSTILE, UNSAFE, key, row_texts, running, settled
from wbl_tui.app import DARK, LIGHT

Row = tuple[str, str]


class TableApp(App[None]):
    def __init__(self, rows: list[Row], columns: tuple[Column, ...] | None = None) -> None:
        super().__init__()
        self.first = rows
        self.said: list[Any] = []
        self.table: FactTable[Row] = FactTable(
            columns
            or (Column("Name", 10, 1), Column("State", 8), Column("No", 4, align="right", from_width=100)),
            key=lambda row: row[0],
            cells=lambda row: (row[1], Toned("ready", "good"), row[0]),
            empty="No students yet. Press n to add one.",
        )

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.set_rows(self.first)

    def on_fact_table_highlighted(self, event: FactTable.Highlighted) -> None:
        self.said.append(("highlighted", event.key))

    def on_fact_table_opened(self, event: FactTable.Opened) -> None:
        self.said.append(("opened", event.key))

    def on_fact_table_marked(self, event: FactTable.Marked) -> None:
        self.said.append(("marked", event.keys))


def rows(*numbers: int) -> list[Row]:
    return [(f"k{number}", f"Name {number}") for number in numbers]


async def test_it_shows_titles_rows_and_the_cursor_without_colour() -> None:
    app = TableApp(rows(1, 2))
    async with running(app, 40, 6):
        await key(app, "down", "space", "up")
        assert row_texts(app) == [
            "  Name                        State",
            "▌ Name 1                      ready",
            " ●Name 2                      ready",
            "",
            "",
            "",
        ]


async def test_columns_share_the_width_and_leave_out_what_has_no_room() -> None:
    app = TableApp(rows(1))
    async with running(app, 120, 4):
        assert row_texts(app)[1].endswith("ready      k1")
        assert len(row_texts(app)[1]) == 118


async def test_an_empty_table_says_what_to_do() -> None:
    app = TableApp([])
    async with running(app, 60, 6):
        assert row_texts(app)[2] == "  No students yet. Press n to add one."
        await key(app, "enter", "space", "down", "pageup", "end")
        assert app.table.cursor_key is None
        assert app.said == []


async def test_keys_move_open_and_mark() -> None:
    app = TableApp(rows(*range(100)))
    async with running(app, 40, 11):
        await key(app, "j", "j", "k", "enter")
        assert app.said == [
            ("highlighted", "k0"),
            ("highlighted", "k1"),
            ("highlighted", "k2"),
            ("highlighted", "k1"),
            ("opened", "k1"),
        ]
        await key(app, "pagedown")
        assert app.table.cursor_key == "k10"
        await key(app, "end", "space")
        assert app.table.cursor_key == "k99"
        assert app.table.chosen == ("k99",)
        await key(app, "home")
        assert (app.table.cursor_key, app.table.scroll_offset.y) == ("k0", 0)


async def test_the_cursor_stays_on_its_record_and_the_record_on_its_line() -> None:
    app = TableApp(rows(*range(100)))
    async with running(app, 40, 11):
        await key(app, *["down"] * 30)
        line = next(index for index, text in enumerate(row_texts(app)) if text.startswith("▌"))
        app.table.set_rows(rows(*range(5, 100)))
        await settled(app)
        assert app.table.cursor_key == "k30"
        assert row_texts(app)[line].startswith("▌ Name 30")
        app.table.set_rows(rows(*range(-7, 100)))
        await settled(app)
        assert row_texts(app)[line].startswith("▌ Name 30")


async def test_when_the_record_is_gone_the_cursor_stays_at_its_place_and_says_so() -> None:
    app = TableApp(rows(1, 2, 3))
    async with running(app, 40, 11):
        await key(app, "down")
        app.said.clear()
        app.table.set_rows(rows(1, 3))
        await settled(app)
        assert (app.table.cursor_key, app.said) == ("k3", [("highlighted", "k3")])
        app.table.set_rows([])
        await settled(app)
        assert app.said[-1] == ("highlighted", None)


async def test_a_list_scrolled_away_from_the_cursor_does_not_jump() -> None:
    app = TableApp(rows(*range(100)))
    async with running(app, 40, 11):
        app.table.scroll_to(y=50, animate=False, immediate=True)
        await settled(app)
        app.table.set_rows(rows(*range(2, 100)))
        await settled(app)
        assert row_texts(app)[1].startswith("  Name 50")
        assert app.table.cursor_key == "k2"


async def test_marks_stay_with_their_records_and_leave_with_them() -> None:
    app = TableApp(rows(1, 2, 3))
    async with running(app, 40, 11):
        await key(app, "space", "space")
        found = [app.table.chosen]
        app.table.set_rows(rows(3, 2))
        found.append(app.table.chosen)
        assert app.table.all_marked == {"k1", "k2"}
        assert app.table.clear_marks()
        found.append(app.table.chosen)
        assert found == [("k1", "k2"), ("k2",), ("k3",)]


async def test_a_click_moves_and_a_second_one_opens() -> None:
    app = TableApp(rows(1, 2, 3))
    async with running(app, 40, 11) as pilot:
        await pilot.click(FactTable, offset=(5, 3))
        assert app.table.cursor_key == "k3"
        assert ("opened", "k3") not in app.said
        await pilot.click(FactTable, offset=(5, 3))
        await settled(app)
        assert ("opened", "k3") in app.said


@pytest.mark.parametrize("width", [80, 120])
async def test_hostile_names_stay_in_their_cells(width: int) -> None:
    app = TableApp([(f"k{index}", name) for index, name in enumerate(HOSTILE)])
    async with running(app, width, 24):
        texts = row_texts(app)
        assert not UNSAFE & set("".join(texts))
        assert all("ready" in text for text in texts[1 : len(HOSTILE) + 1])
        assert app._exception is None


async def test_of_twenty_thousand_rows_only_those_on_the_screen_are_drawn() -> None:
    many = rows(*range(20_000))
    app = TableApp(many)
    async with running(app, 120, 40):
        drawn: list[str] = []
        cells_of = app.table._cells_of

        def counted(row: Any) -> Any:
            drawn.append(row[0])
            return cells_of(row)

        app.table._cells_of = counted
        app.table.set_rows(many)
        for y in range(40):
            app.table.render_line(y)
        assert 0 < len(set(drawn)) <= 40
        assert len(drawn) <= 200


async def test_every_tone_can_be_read_on_light_and_on_dark() -> None:
    app = TableApp(rows(*range(len(TONES))))
    app.table._cells_of = lambda row: (row[1], Toned("word", TONES[int(row[0][1:])]), row[0])
    async with running(app, 40, 12):
        await key(app, "end", "space")
        for theme in (DARK, LIGHT):
            app.register_theme(theme)
            app.theme = theme.name
            await settled(app)
            for y in range(1, len(TONES) + 1):
                for segment in app.table.render_line(y):
                    if segment.text.strip() == "word" and segment.style is not None:
                        assert _contrast(segment.style) > 2.5, (theme.name, y, segment)


def _contrast(style: Style) -> float:
    """The ratio of luminances, as WCAG counts it."""
    shades = []
    for color in (style.color, style.bgcolor):
        assert color is not None
        parts = [part / 255 for part in color.get_truecolor()]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        shades.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return float(max(shades) / min(shades))
