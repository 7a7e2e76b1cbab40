"""The public board's app: pages turn by themselves, windows of any size hold what fits, nothing can be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from textual.widgets import Digits, Label

from models.onlooker import Onlooker
from models.rules.public_board import PublicBoard, PublicRow
from screens.public import ROW_LINES, TURN_SECONDS, PublicLine, PublicScreen
from tests.helpers_store import NOW, ZONE, at, book, make_school
from tests.helpers_tui import row_texts, running, screen_text, settled, until
from wbl_tui.public import PublicApp


@pytest.fixture
def onlooker(tmp_path: Path) -> Iterator[Onlooker]:
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "10:20")
    workspace.close()
    with closing(Onlooker(tmp_path / "school.wbl")) as onlooker:
        yield onlooker


def public_screen(app: PublicApp) -> PublicScreen:
    assert isinstance(app.screen, PublicScreen)
    return app.screen


class Many:
    """So many calls today, one every five minutes."""

    def __init__(self, count: int) -> None:
        self.count = count

    def zone(self) -> ZoneInfo:
        return ZONE

    def board(self, now: datetime) -> PublicBoard:
        local, step = now.astimezone(ZONE), timedelta(minutes=5)
        rows = (
            PublicRow(local + n * step, local + (n + 4) * step, f"Student {n}", "Room", "later")
            for n in range(self.count)
        )
        return PublicBoard(local, tuple(rows))


def shown(app: PublicApp) -> list[str]:
    return [
        str(line.query_one(".who", Label).render()) for line in app.screen.query(PublicLine) if line.visible
    ]


def names(app: PublicApp) -> list[str]:
    return [f"Student {n}" for n in range(40) if f"Student {n} " in screen_text(app)]


async def test_pages_turn_by_themselves_and_come_round() -> None:
    calls = Many(8)
    app = PublicApp(calls, lambda: NOW)
    async with running(app):
        await until(lambda: names(app) == [f"Student {n}" for n in range(6)])
        assert row_texts(app)[23].endswith("page 1 of 2")
        for _ in range(TURN_SECONDS):
            public_screen(app).show(calls.board(NOW))
        await until(lambda: names(app) == ["Student 6", "Student 7"])
        assert len(list(app.screen.query(PublicLine))) == 6
        calls.count = 3
        await app.look()
        await until(lambda: names(app) == ["Student 0", "Student 1", "Student 2"])


@pytest.mark.parametrize(
    ("columns", "lines", "fit"), [(80, 24, 6), (120, 40, 11), (80, 13, 3), (60, 12, 3), (20, 5, 1)]
)
async def test_as_many_calls_as_fit(columns: int, lines: int, fit: int) -> None:
    app = PublicApp(Many(30), lambda: NOW)

    async with running(app, columns, lines) as pilot:
        await until(lambda: len(shown(app)) == fit)
        await until(lambda: {line.size.height for line in app.screen.query(PublicLine)} == {ROW_LINES})
        await pilot.resize_terminal(80, 24)
        await until(lambda: len(shown(app)) == 6)


NARROW = {
    (60, 12): [
        " 10:12 Informational interviews, Wed 18 Nov",
        " 10:20–10:40 ◔ get ready",
        " Mia T.",
        " Room 1",
        " Updated 10:12:00",
    ],
    (20, 5): [" 10:12 Wed 18 Nov", " 10:20 ◔ get ready", " Mia T.", " Room 1", " 10:12:00"],
}


@pytest.mark.parametrize("size", NARROW)
async def test_a_narrow_screen_says_all_of_it_below_each_other(
    onlooker: Onlooker, size: tuple[int, int]
) -> None:
    app = PublicApp(onlooker, lambda: at("10:12"))
    async with running(app, *size):
        await until(lambda: [line for line in row_texts(app) if line.strip()] == NARROW[size])


@pytest.mark.parametrize("count", [0, 1, 40, 200])
async def test_every_call_of_a_day_has_its_turn(count: int) -> None:
    calls = Many(count)
    app = PublicApp(calls, lambda: NOW)
    async with running(app, 120, 40):
        await until(lambda: "Updated" in screen_text(app) and len(app.screen.query(PublicLine)) == 11)
        seen = set(shown(app))
        for _ in range(TURN_SECONDS * 19):
            public_screen(app).show(calls.board(NOW))
            seen |= set(shown(app))
        assert seen == {f"Student {n}" for n in range(count)}


async def test_a_store_that_does_not_answer_holds_up_neither_the_clock_nor_the_way_out() -> None:
    answer = Event()

    class Slow(Many):
        def board(self, now: datetime) -> PublicBoard:
            if now > NOW:
                answer.wait(60)
            return super().board(now)

    moment = [NOW]
    app = PublicApp(Slow(1), lambda: moment[0])
    try:
        async with running(app) as pilot:
            await until(lambda: "Student 0" in screen_text(app))
            told = row_texts(app)[23]
            moment[0] += timedelta(minutes=1)
            await until(lambda: "! The plan cannot be read: shows" in screen_text(app))
            assert app.screen.query_one("#clock", Digits).value == f"{moment[0].astimezone(ZONE):%H:%M}"
            assert told.removeprefix(" Updated ") in row_texts(app)[23]
            await pilot.press("q")
            assert app.return_code == 0
            answer.set()
    finally:
        answer.set()


async def test_an_empty_day_says_so(onlooker: Onlooker) -> None:
    app = PublicApp(onlooker, lambda: at("15:00"))
    async with running(app):
        await until(lambda: "No calls in the quiet rooms are left for today." in screen_text(app))


async def test_what_is_old_says_since_when_and_not_why(onlooker: Onlooker, tmp_path: Path) -> None:
    app = PublicApp(onlooker, lambda: at("10:12"))
    async with running(app):
        await until(lambda: "Mia T." in screen_text(app))
        (tmp_path / "school.wbl").rename(tmp_path / "away")
        await app.look()
        await settled(app)
        assert row_texts(app)[23] == " ! The plan cannot be read: shows 10:12:00. Trying again every second."
        assert "Mia T." in screen_text(app)
        (tmp_path / "away").rename(tmp_path / "school.wbl")
        await app.look()
        await settled(app)
        assert row_texts(app)[23] == " Updated 10:12:00"


async def test_nothing_can_be_pressed_but_the_way_out(onlooker: Onlooker) -> None:
    app = PublicApp(onlooker, lambda: at("10:12"))
    async with running(app) as pilot:
        await until(lambda: "Mia T." in screen_text(app))
        await settled(app)
        before = screen_text(app)
        await pilot.press("slash", "ctrl+p", "question_mark", "enter", "1", "tab", "f1", "escape")
        assert screen_text(app) == before
        assert app.focused is None
        await pilot.press("q")
        assert app.return_code == 0
