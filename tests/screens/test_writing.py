"""Writing a table to a file by keys: what it shows or all of it, as CSV or a workbook, never over one unasked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from models.exchange.files_in import read_file
from models.operations.records import add_record
from models.workspace import Clock, Workspace
from screens.dialogs.form import FormDialog
from tests.helpers_pages import app_on, sees
from tests.helpers_store import at, book
from tests.helpers_tui import key, running, screen_text, typed, until
from wbl_tui.app import WblApp


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Documents").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)


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
    written = rows_of(tmp_path / "all.csv")
    assert ["s10", "'=1+1, Ida"] in [row[:2] for row in written]
    assert "–" not in {cell for row in written for cell in row}


async def test_a_chosen_column_is_written_under_its_own_name(workspace: Workspace, tmp_path: Path) -> None:
    app = app_on(workspace)
    app.session.keep_view("roster", ("Student", "Id", "Gr"))
    async with running(app):
        await key(app, "X")
        await sees(app, "These are student records")
        await name_file(app, str(tmp_path / "some.csv"))
        await sees(app, "✓ Wrote 25 rows")
    columns, *rows = rows_of(tmp_path / "some.csv")
    assert columns == ["Id", "Student", "Gr"]
    assert ["s10", "Berg 10, Ida", "10"] in rows


ZONE = "America/Chicago"
CARDS = ["Id", "Day", "From", "To", "Students", "Contact", "Employer", "Format", "Where", "State", "Absence",
         "Lacks", "Zone"]  # fmt: skip


@pytest.mark.parametrize("page", ["calendar", "rooms"])
async def test_the_interviews_in_a_grid_are_written_as_the_filter_left_them(
    school: Workspace, tmp_path: Path, page: str
) -> None:
    ident = book(school, "09:10")
    book(school, "10:10", "s2", "k2")
    app = app_on(school, page)
    async with running(app):
        await sees(app, "18 Nov")
        await key(app, "/")
        await typed(app, "okafor")
        await key(app, "enter", "X")
        await sees(app, "what is shown: 1 interview ", "These are student records")
        await name_file(app, str(tmp_path / "grid.csv"))
        await sees(app, "✓ Wrote 1 row to")
    assert rows_of(tmp_path / "grid.csv") == [
        CARDS,
        [ident, "2026-11-18", "09:10", "09:30", "Mia Torres", "Dr Okafor", "Elm Clinic", "phone", "Room 1",
         "scheduled", "to request", "absence to request", ZONE],
    ]  # fmt: skip


async def test_the_board_is_written_lane_by_lane_without_its_headings(
    school: Workspace, tmp_path: Path
) -> None:
    ident = book(school, "09:10")
    school.clock = Clock(at("09:00"), ticks=False)
    app = app_on(school, "board")
    async with running(app):
        await sees(app, "NEEDS SOMEBODY")
        await key(app, "X")
        await sees(app, "what the board shows: 1 interview ")
        await name_file(app, str(tmp_path / "board.csv"))
        await sees(app, "✓ Wrote 1 row to")
    columns, row = rows_of(tmp_path / "board.csv")
    assert columns == ["Id", "Lane", "From", "To", "Students", "Contact", "Employer", "Format", "Where", "State",
                       "Standby", "Wants", "Zone"]  # fmt: skip
    assert row[:10] == [ident, "Needs somebody", "09:10", "09:30", "Mia Torres", "Dr Okafor", "Elm Clinic", "phone",
                        "Room 1", "scheduled"]  # fmt: skip
    assert row[12] == ZONE


@pytest.mark.parametrize(
    ("page", "kind", "count"),
    [
        ("roster", "absences", 30), ("employers", "tags", 1), ("calendar", "absences", 30),
        ("rooms", "rooms", 6), ("calendar", "days", 0), ("board", "journal", 1),
    ],
)  # fmt: skip
async def test_a_table_of_the_store_is_written_from_the_page_it_belongs_to(
    workspace: Workspace, tmp_path: Path, page: str, kind: str, count: int
) -> None:
    workspace.write(add_record, "tags", {"contact": "x1", "tag": "nice"})
    app = app_on(workspace, page)
    async with running(app):
        await key(app, "X")
        await sees(app, "Write a table to a file")
        while kind not in str(picked(app)):
            await key(app, "right")
        await key(app, "ctrl+s")
        await sees(app, f"✓ Wrote {count} row")
    [made] = (tmp_path / "Documents").iterdir()
    assert made.name == f"{kind}-2026-11-18.xlsx"


def picked(app: WblApp) -> str:
    """The name the file would get now."""
    dialog = app.screen
    assert isinstance(dialog, FormDialog)
    return Path(dialog.lines[1].control.value).name  # type: ignore[attr-defined]


async def test_a_name_typed_for_the_file_stays_when_another_table_is_chosen(
    workspace: Workspace, tmp_path: Path
) -> None:
    app = app_on(workspace, "rooms")
    async with running(app):
        await key(app, "X")
        await sees(app, "These are student records")
        await key(app, "tab", "home", "ctrl+k")
        await typed(app, str(tmp_path / "mine.csv"))
        await key(app, "up", "right")
        await sees(app, "when rooms are blocked on this day: ", "mine.csv")
        assert "These are student records" not in screen_text(app)
        await key(app, "escape")
        await sees(app, "Throw away")


async def test_only_looking_at_what_there_is_asks_nothing_on_leaving(workspace: Workspace) -> None:
    app = app_on(workspace, "rooms")
    async with running(app):
        await key(app, "X")
        await sees(app, "These are student records")
        await key(app, "right", "escape")
        await until(lambda: len(app.screen_stack) == 1)
