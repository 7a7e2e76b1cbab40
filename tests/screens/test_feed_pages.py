"""Writing a calendar to subscribe to from any page: whose, and into which file."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.operations.campaigns import change_campaign
from models.workspace import Workspace
from tests.helpers_pages import board_on, sees
from tests.helpers_store import book
from tests.helpers_tui import key, running
from tests.models.exchange.calendar_readers import read_by_all


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setattr("screens.paths.usual_folder", lambda: home / "Downloads")
    return home / "Documents"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_students_calendar_is_written_where_one_says(
    school: Workspace, papers: Path, size: tuple[int, int]
) -> None:
    book(school, "10:20")
    book(school, "11:20", "s2", "k2")
    app = board_on(school, "08:00")
    async with running(app, *size):
        await sees(app, "Mia Torres")
        await key(app, "equals_sign")
        await sees(app, "A calendar file: whose?", "Of one student: whom they call, how and where")
        await key(app, "s")
        await sees(app, "Which student?", "Ana Petrov")
        await key(app, "b", "e", "n", "enter")
        await sees(app, "Into which file?")
        await key(app, "enter")
        await sees(app, "Wrote 1 interview to")
    [seen] = read_by_all((papers / "interviews-ben-ode.ics").read_bytes())
    assert (seen.method, seen.summary) == ("PUBLISH", "Informational interview with Lee Brandt")


async def test_everything_is_asked_for_without_a_name(school: Workspace, papers: Path) -> None:
    book(school, "10:20")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        school.write(change_campaign, "c1", organizer="new-office@elm.example.org")
        await key(app, "equals_sign", "e")
        await sees(app, "Into which file?")
        await key(app, "enter")
        await sees(app, "Wrote 1 interview to")
    [file] = papers.iterdir()
    assert file.name == "interviews-fall-interviews.ics"
    assert [seen.organizer for seen in read_by_all(file.read_bytes())] == ["new-office@elm.example.org"]


async def test_a_calendar_with_nothing_in_it_is_not_written(school: Workspace, papers: Path) -> None:
    book(school, "10:20")
    app = board_on(school, "08:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "equals_sign", "r")
        await sees(app, "Which room?", "Room 2")
        await key(app, "2", "enter")
        await sees(app, "nothing was written")
        assert list(papers.iterdir()) == []
        old = papers / "interviews-room-2.ics"
        old.write_bytes(b"what was there in the morning")
        await key(app, "equals_sign", "r")
        await sees(app, "Which room?", "Room 2")
        await key(app, "2", "enter")
        await sees(app, "No interview stands in this calendar. Empty its file?")
        await key(app, "y")
        await sees(app, "Wrote 0 interviews to")
    assert b"BEGIN:VCALENDAR" in old.read_bytes()
    assert b"BEGIN:VEVENT" not in old.read_bytes()
