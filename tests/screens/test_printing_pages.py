"""Printing from a page: which sheets, where to, and what is said when there is nothing new."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.queries.journal import entries
from models.workspace import Workspace
from tests.helpers_pages import sees
from tests.helpers_store import book
from tests.helpers_tui import key, running, screen_text, until
from tests.screens.test_board_page import board_on


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
        await sees(app, "Printed 3 sheets for Wed 18 Nov")
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
