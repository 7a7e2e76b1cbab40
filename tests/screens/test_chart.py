"""The chart of progress: words and numbers, then bars; Enter shows the students of a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.workspace import Workspace
from screens.dialogs.chart import ALL, BAR, NONE, SOME, bar_of
from tests.helpers_pages import app_on, sees
from tests.helpers_tui import key, row_texts, running, screen_text, until
from tests.school_store import make_workspace


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_students_of_a_class_or_cluster_are_shown(
    workspace: Workspace, width: int, height: int
) -> None:
    app = app_on(workspace)
    async with running(app, width, height):
        usual = row_texts(app)[2]
        await key(app, "percent_sign")
        await sees(app, "25 students:")
        await sees(app, "Mr Vance")
        text = screen_text(app)
        assert "[By class]" in text
        assert "█all ▒some ·none" in text
        await key(app, "right")
        await sees(app, "To find")
        await sees(app, "✓ room enough")
        await key(app, "left", "enter")
        await sees(app, "Esc shows all.")
        page = app.page("roster")
        assert 0 < len(page.table.rows) < 25  # type: ignore[attr-defined]
        await key(app, "escape")
        await until(lambda: row_texts(app)[2] == usual)
        assert len(page.table.rows) == 25  # type: ignore[attr-defined]


async def test_an_empty_school_says_so(tmp_path: Path) -> None:
    from tests.school_store import Size

    made = make_workspace(tmp_path / "none.db", Size(students=0, contacts=0, interviews=0))
    app = app_on(made)
    async with running(app):
        await key(app, "percent_sign")
        await sees(app, "There is nothing to count yet.")
        await key(app, "enter", "escape")
        await sees(app, "No students yet.")
    made.close()


def test_a_bar_is_as_long_as_its_parts() -> None:
    assert bar_of((0, 0, 0)) == ""
    assert bar_of((1, 0, 0)) == ALL * BAR
    assert bar_of((1, 1, 2)) == ALL * 4 + SOME * 4 + NONE * 8


@given(st.tuples(*[st.integers(0, 3000)] * 3).filter(any))
def test_every_bar_is_whole_and_shows_who_is_there_at_all(counts: tuple[int, int, int]) -> None:
    bar = bar_of(counts)
    assert len(bar) == BAR
    assert [bool(count) for count in counts] == [sign in bar for sign in (ALL, SOME, NONE)]
