"""The outbox: whose calendar is wrong after a move or a cancellation, and the invites that mend just those."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.operations.booking import NewTime, cancel_interview, move_interview
from models.queries.journal import entries
from models.workspace import Workspace
from tests.helpers_pages import sees
from tests.helpers_store import at, book
from tests.helpers_tui import key, running
from tests.screens.test_board_page import board_on


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setattr("screens.paths.usual_folder", lambda: home / "Downloads")
    return home / "Documents"


async def test_only_calendars_that_are_wrong_are_marked_and_mended(school: Workspace, papers: Path) -> None:
    moved, off = book(school, "10:20"), book(school, "11:20", "s2", "k2")
    app = board_on(school, "08:00")
    async with running(app, 120, 40):
        await sees(app, "Mia Torres")
        await key(app, "f6")
        await sees(
            app,
            "Outbox: wrong calendars 0, never invited 2",
            "never invited: Wed 18 Nov 10:20",
        )
        await key(app, "space", "down", "space", "enter")
        await sees(app, "Make 2 invites", "Nothing is sent by itself")
        await key(app, "ctrl+s")
        await sees(app, "Made 2 calendar invites.")
        [folder] = papers.iterdir()
        assert len(list(folder.glob("*.eml"))) == 2
        await key(app, "f6")
        await sees(app, "Every calendar is right: no invite is to be made.")
        school.write(move_interview, moved, NewTime(start=at("12:00")))
        school.write(cancel_interview, off, "Snow")
        book(school, "13:00", "s3", "k2")
        await key(app, "f6")
        await sees(app, "wrong calendars 2, never invited 1")
        await sees(app, "was Wed 18 Nov 10:20, now Wed 18 Nov 12:00")
        await sees(app, "called off: Wed 18 Nov 11:20")
        await key(app, "enter")
        await sees(app, "Make 2 invites")
        await key(app, "ctrl+s")
        await sees(app, "Made 2 calendar invites.")
        await key(app, "f6")
        await sees(app, "wrong calendars 0, never invited 1")
        await key(app, "escape")
    assert [one.action for one in school.read(entries)].count("invite") == 2


async def test_leaving_makes_nothing(school: Workspace, papers: Path) -> None:
    book(school, "10:20")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f6")
        await sees(app, "never invited")
        await key(app, "space", "enter")
        await sees(app, "Make 1 invite")
        await key(app, "escape")
    assert list(papers.iterdir()) == []
