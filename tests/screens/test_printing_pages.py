"""Printing from a page: which sheets, where to, and what is said when there is nothing new."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.queries.journal import entries
from models.queries.telling import notes_told
from models.workspace import Workspace
from screens.paths import wrong_path
from screens.printing import usual_paper
from tests.helpers_pages import board_on, sees
from tests.helpers_store import book
from tests.helpers_tui import key, running, screen_text, typed, until


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where people keep what they write."""
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    (home / "Downloads").mkdir()
    monkeypatch.setattr("screens.paths.usual_folder", lambda: home / "Downloads")
    return home / "Documents"


async def test_the_sheets_of_today_are_printed_noted_and_only_printed_again_when_new(
    school: Workspace, papers: Path
) -> None:
    book(school, "10:20")
    app = board_on(school, "09:00")
    file = papers / "paper-2026-11-18.pdf"
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f5")
        await sees(app, "Print the sheets of a day", "office's list", "student records")
        await key(app, "ctrl+s")
        await until(lambda: file.exists())
        await until(lambda: school.read(entries)[-1].sentence.startswith("Printed 3 sheets for Wed 18 Nov: "))
        await sees(app, "Printed 3 sheets. 3 pages in paper-2026-11-18.pdf.")
        assert file.read_bytes().startswith(b"%PDF-")
        await key(app, "f5")
        await sees(app, "Print the sheets of a day")
        await key(app, "tab", "tab", "right", "ctrl+s")
        await sees(app, "paper-2026-11-18.pdf is there already. Write over it?")
        await key(app, "y")
        await sees(app, "No sheet says anything new.")
        await until(lambda: "Write over it" not in screen_text(app))
    assert len(school.read(entries)) == 3


async def test_a_path_that_cannot_be_is_said_before_anything_is_printed(
    school: Workspace, papers: Path
) -> None:
    book(school, "10:20")
    app = board_on(school, "09:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f5")
        await sees(app, "Print the sheets of a day")
        await key(app, "tab", "tab", "tab", "tab", "end", "x", "ctrl+s")
        await sees(app, "The name ends in .pdf or .txt.")
        await key(app, "escape", "y")
    assert list(papers.iterdir()) == []


def test_a_name_that_no_disk_takes_is_wrong_before_it_is_tried(papers: Path) -> None:
    assert wrong_path("y" * 300 + ".pdf", (".pdf",)) == "No file can have such a long name."


@pytest.mark.parametrize(
    ("zone", "paper"),
    [
        ("America/Chicago", "us-letter"),
        ("Pacific/Honolulu", "us-letter"),
        ("Europe/Vienna", "a4"),
        ("Pacific/Auckland", "a4"),
        ("UTC", "a4"),
    ],
)
def test_the_paper_is_the_one_that_printers_there_have(zone: str, paper: str) -> None:
    assert usual_paper(zone) == paper


async def test_letters_to_interviewees_are_printed_from_a_page_too_and_noted_as_made(
    school: Workspace, papers: Path
) -> None:
    book(school, "10:20")
    app = board_on(school, "09:00")
    async with running(app):
        await sees(app, "Mia Torres")
        await key(app, "f5")
        await sees(app, "Print the sheets of a day")
        await key(app, "space")
        await sees(app, "thank-you sheets")
        await typed(app, "confirm")
        await key(app, "space", "enter", "ctrl+s")
        await sees(app, "Printed 4 sheets. 4 pages in paper-2026-11-18.pdf.")
    assert [(one.kind, one.way) for one in school.read(notes_told)["i1"]] == [("confirmation", "text")]
