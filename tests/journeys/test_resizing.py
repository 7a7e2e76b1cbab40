"""Three thousand windows of any size, on every page and over every kind of dialog: nothing breaks, nothing is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual import events
from textual.geometry import Size

from models.workspace import Clock, Workspace
from screens.dialogs.small import TooSmall
from screens.widgets.fact_table import FactTable
from screens.widgets.time_grid import TimeGrid
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import flowing, key, running, screen_text, settled, typed, until
from tests.journeys.conftest import NOW
from tests.journeys.seats import Seat, settle
from wbl_tui.app import WblApp

EACH = 190
"""Sizes in each of the sixteen places: three thousand in all."""
USUAL = (80, 24)
EDGES = dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"), " ")


class Place(NamedTuple):
    """Where somebody is: the page, keys and what they must show, what is typed there."""

    page: str
    steps: tuple[tuple[str, str], ...] = ()
    text: str = ""
    scrolls: bool = False


PLACES = {
    "roster": Place("roster", (("end", "Zielinski"),), scrolls=True),
    "employers": Place("employers", (("down", "Outreach"),)),
    "calendar": Place("calendar", scrolls=True),
    "two weeks": Place("calendar", (("v", ""),), scrolls=True),
    "carrying": Place("calendar", (("right_square_bracket", ""), ("full_stop", ""), ("m", "")), scrolls=True),
    "rooms": Place("rooms", (("down", ""),), scrolls=True),
    "board": Place("board", (("down", "INTERVIEWING"),), scrolls=True),
    "trouble": Place("board", (("exclamation_mark", "Esc"),)),
    "ready": Place("ready"),
    "bells": Place("bells", scrolls=True),
    "filter": Place("roster", (("/", "A name"),), "ghe"),
    "help": Place("roster", (("question_mark", "Esc"),), "book"),
    "month": Place("calendar", (("M", "Esc"),)),
    "record": Place("roster", (("enter", "Esc"),)),
    "new student": Place("roster", (("n", "Given name"),), "Zebulon"),
    "booking": Place(
        "roster", (("b", "With whom?"), ("enter", "Free for both"), ("tab", "Day ")), "2026-11-19"
    ),
}


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return Workspace(store, actor="Ms Rivera", terminal="t1", clock=Clock(NOW, ticks=False))


def resize(app: WblApp, width: int, height: int) -> None:
    """As a terminal tells it; whether the app has followed is not waited for."""
    size = Size(width, height)
    app._driver._size = size  # type: ignore[union-attr]
    app.post_message(events.Resize(size, size))


def _small(chance: random.Random) -> tuple[int, int]:
    return chance.randint(1, 130), chance.randint(1, 45)


async def rested(app: WblApp) -> str:
    """What stands on the usual screen, once nothing more comes."""
    resize(app, *USUAL)
    await until(lambda: app.screen.size == USUAL and not isinstance(app.screen, TooSmall))
    text, same = "", 0
    while same < 5:
        await settled(app)
        await asyncio.sleep(0.02)
        last, text = text, _words(app)
        same = same + 1 if text == last else 0
    return text


def seen(table: FactTable[Any]) -> bool:
    """Whether the row under the cursor is in the window."""
    row = list(table.rows).index(table.cursor_row) - table.scroll_offset.y
    return 0 <= row < table.size.height


def _words(app: WblApp) -> str:
    """The page, letter for letter, without the edges of scroll bars; of a dialog what is in it."""
    if app.screen.query("#box"):
        return flowing(app)
    return "\n".join(line.translate(EDGES).rstrip() for line in screen_text(app).split("\n"))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
async def test_any_size_and_back_again_changes_nothing(place: Place, workspace: Workspace) -> None:
    app = app_on(workspace, place.page)
    chance = random.Random(place.page + place.text)
    async with running(app):
        await asyncio.sleep(0.5)  # what a page does once it has been painted
        for name, shown in place.steps:
            await key(app, name)
            await sees(app, shown)
        await typed(app, place.text)
        before = await rested(app)
        cursors = [grid.cursor for grid in app.screen.query(TimeGrid)]
        for number in range(EACH):
            # Most people's windows are smaller than the largest there are, and ten times as soon drawn.
            resize(
                app,
                *((chance.randint(1, 300), chance.randint(1, 100)) if number % 5 == 0 else _small(chance)),
            )
            if number % 40:
                await asyncio.sleep(0)
            else:
                await settled(app)
        after = await rested(app)
        assert [grid.cursor for grid in app.screen.query(TimeGrid)] == cursors
        tables = [table for table in app.screen.query(FactTable) if table.rows and table.size.height > 2]
        assert all(table.cursor_key is not None and seen(table) for table in tables)
        if place.scrolls:
            # In a large window there is nothing to scroll: where it was scrolled to is forgotten.
            assert after.split("\n")[-2:] == before.split("\n")[-2:]
        else:
            assert after == before
    workspace.close()


def test_real_windows_follow_as_fast_as_they_can(sit: Callable[..., Seat]) -> None:
    places = (("roster", "n", "Given name"), ("board", "!", "Esc"), ("roster", "3", "Mon 16"))
    seats = []
    for page, name, shown in places:
        seats.append(sit(*(("board",) if page == "board" else ())))
        seats[-1].sees("All keys")
        settle(seats[-1:], 0.5)
        seats[-1].press(name)
        seats[-1].sees(shown)
    seats[0].type("Zebulon")
    seats[0].sees("Zebulon")
    chance = random.Random(7)
    for _ in range(100):
        for seat in seats:
            seat.resize(chance.randint(1, 300), chance.randint(1, 100))
        settle(seats, 0.002)
    for seat, (_, _, shown), text in zip(seats, places, ("Zebulon", "Esc", "Tue 17"), strict=True):
        seat.resize(*USUAL)
        seat.sees(shown, text)
        assert seat.process.poll() is None
