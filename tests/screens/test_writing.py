"""Writing a list to a file by keys: what it shows or all of it, as CSV or a workbook, never over one unasked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.exchange.files_in import read_file
from models.workspace import Workspace
from screens.session import Session
from tests.helpers_tui import key, running, screen_text, typed, until
from tests.school_store import make_workspace
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    (tmp_path / "Documents").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


def app_on(workspace: Workspace, page: str = "roster") -> WblApp:
    return WblApp(Session(Desk(workspace)), page=page)


async def sees(app: WblApp, text: str) -> None:
    await until(lambda: text in screen_text(app))


async def name_file(app: WblApp, path: str) -> None:
    """In the form, after what is written."""
    await key(app, "tab", "home", "ctrl+k")
    await typed(app, path)
    await key(app, "ctrl+s")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


async def test_what_the_list_shows_is_written_with_its_filter_and_order(
    workspace: Workspace, tmp_path: Path
) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "/")
        await typed(app, "berg")
        await key(app, "enter", "less_than_sign", "X")
        await sees(app, "These are student records")
        await name_file(app, str(tmp_path / "berg.csv"))
        await sees(app, "✓ Wrote 2 rows to")
    found = rows_of(tmp_path / "berg.csv")
    assert found[0] == ["Id", "Student", "Gr", "Has", "Next interview", "Readiness", "Interests"]
    assert [row[:3] for row in found[1:]] == [["s21", "Berg 21, Tom", "10"], ["s10", "Berg 10, Ida", "10"]]
    assert (tmp_path / "berg.csv").stat().st_mode & 0o077 == 0


async def test_all_students_are_written_as_import_reads_them_into_a_workbook(
    workspace: Workspace, tmp_path: Path
) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "X")
        await sees(app, "what the list shows: 25 rows")
        await key(app, "right")
        await sees(app, "all students, as import reads them")
        await key(app, "ctrl+s")
        await sees(app, "✓ Wrote 25 rows to")
    [made] = (tmp_path / "Documents").iterdir()
    assert made.name == "students-2026-11-18.xlsx"
    read = read_file("students", made)
    assert (len(read.records), read.problems) == (25, ())


async def test_only_the_marked_are_written_and_no_file_is_written_over_unasked(
    workspace: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "some.csv"
    target.write_text("mine", encoding="utf-8")
    app = app_on(workspace, "employers")
    async with running(app):
        await key(app, "space", "space", "X")
        await sees(app, "the 2 marked rows")
        await name_file(app, str(target))
        await sees(app, "some.csv is there already. Write over it?")
        await key(app, "n")
        await sees(app, "the 2 marked rows")
        assert target.read_text(encoding="utf-8") == "mine"
        await key(app, "ctrl+s")
        await sees(app, "Write over it?")
        await key(app, "y")
        await sees(app, "✓ Wrote 2 rows to")
    assert [row[0] for row in rows_of(target)] == ["Id", "x1", "x2"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("list.txt", "The name ends in .xlsx for a workbook, or in .csv."),
        ("none/list.csv", "There is no folder"),
    ],
)
async def test_a_path_that_will_not_do_is_said_in_the_form(
    workspace: Workspace, path: str, said: str
) -> None:
    app = app_on(workspace)
    async with running(app):
        await key(app, "X")
        await sees(app, "These are student records")
        await name_file(app, path)
        await sees(app, said)


async def test_a_name_that_is_a_formula_is_written_as_text(workspace: Workspace, tmp_path: Path) -> None:
    workspace.with_store(
        lambda store: store.db.execute_sql("UPDATE student SET family = '=1+1' WHERE id = 's10'")
    )
    app = app_on(workspace)
    async with running(app):
        await key(app, "X")
        await sees(app, "These are student records")
        await name_file(app, str(tmp_path / "all.csv"))
        await sees(app, "✓ Wrote 25 rows")
    assert ["s10", "'=1+1, Ida"] in [row[:2] for row in rows_of(tmp_path / "all.csv")]
