"""A file on its way in from a page: found, understood, settled, looked at, accepted, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.queries import reading
from models.queries.journal import entries
from models.workspace import Workspace
from screens.session import Session
from tests.helpers_tui import flowing, key, running, screen_text, typed, until
from tests.models.exchange.rosters.roster_help import DISTRICT, packed
from tests.models.exchange.workbook_files import xlsx_of
from tests.school_store import make_workspace
from wbl_tui.app import WblApp
from wbl_tui.desk import Desk

NEWCOMERS = (
    "Student Number,Nm1,Last Name,Email\n"
    "9001,Ottilie,Farquhar,ottilie@school.example.org\n"
    "9002,Basil,Quennell,basil@school.example.org\n"
)


@pytest.fixture(name="workspace")
def _workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def app_on(workspace: Workspace, folder: Path, page: str = "roster") -> WblApp:
    session = Session(Desk(workspace))
    session.folder = folder
    return WblApp(session, page=page)


async def sees(app: WblApp, *texts: str) -> None:
    def there() -> bool:
        shown = flowing(app)
        return all(text in shown for text in texts)

    await until(there)


async def test_a_roster_with_an_unknown_column_comes_in_and_goes_out_again(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "new.csv").write_text(NEWCOMERS)
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "Import a file", "new.csv")
        await key(app, "enter")
        await sees(app, "Import new.csv", "✓ School's id", "· not used", "Ottilie, Basil")
        await key(app, "enter")
        await sees(app, "What does the column 'Nm1' hold?")
        await typed(app, "given name")
        await key(app, "enter")
        await sees(app, "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "Import students from new.csv", "+ add 2", "Ottilie Farquhar")
        await key(app, "ctrl+s")
        await sees(app, "Imported new.csv: 2 added.")
        students = workspace.read(reading.students)
        assert (students["9001"].label, students["9002"].email) == (
            "Ottilie Farquhar",
            "basil@school.example.org",
        )
        # The same file again: its columns mean what was said, and there is nothing to do.
        await key(app, "ctrl+o")
        await sees(app, "Import a file")
        await key(app, "enter")
        await sees(app, "The columns mean what you said last time.", "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "= same 2")
        await key(app, "escape")
        await sees(app, "✓ Given name", "Check the rows")
        await key(app, "escape")
        await sees(app, "Import a file")
        await key(app, "escape")
        await until(lambda: len(app.screen_stack) == 1)
        await key(app, "u")
        await sees(app, "Undid: Imported new.csv")
        assert "9001" not in workspace.read(reading.students)


async def test_a_workbook_with_a_sheet_for_each_grade_is_asked_about(
    workspace: Workspace, folder: Path
) -> None:
    header = ["Student Number", "First Name", "Last Name"]
    nine, ten = [header, ["0901", "Ann", "Quill"]], [header, ["1001", "Bo", "Quill"]]
    (folder / "grades.xlsx").write_bytes(xlsx_of({"Notes": [["Hello"]], "Spring": nine, "Autumn": ten}))
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "grades.xlsx")
        await key(app, "enter")
        await sees(app, "Which sheet of grades.xlsx?", "Spring", "Autumn")
        await key(app, "escape")
        await sees(app, "Import a file")
        await key(app, "enter")
        await sees(app, "Which sheet of grades.xlsx?")
        await key(app, "down", "enter")
        await sees(app, "Import grades.xlsx", "✓ School's id", "1001")
        await key(app, "ctrl+s")
        await sees(app, "+ add 1", "Bo Quill")
        await key(app, "ctrl+s")
        await sees(app, "Imported grades.xlsx: 1 added.")
    assert workspace.read(reading.students)["1001"].label == "Bo Quill"


async def test_whoever_may_be_somebody_is_asked_about(workspace: Workspace, folder: Path) -> None:
    known = workspace.read(reading.students)["s1"]
    (folder / "again.csv").write_text(f"First Name,Last Name,Grade\n{known.given},{known.family}e,12\n")
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "again.csv")
        await key(app, "enter")
        await sees(app, "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "Who is who?", f"{known.label} (s1)")
        await key(app, "s", "ctrl+s")
        await sees(app, "~ change 1")
        await key(app, "ctrl+s")
        await sees(app, "Imported again.csv: 1 changed.")
    assert workspace.read(reading.students)["s1"].grade == "12"


async def test_a_step_back_keeps_what_was_said_of_columns_and_people(
    workspace: Workspace, folder: Path
) -> None:
    known = workspace.read(reading.students)["s1"]
    (folder / "again.csv").write_text(f"Nm1,Last Name,Shoe\n{known.given},{known.family}e,12\n")
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "again.csv")
        await key(app, "enter")
        await sees(app, "· not used")
        await key(app, "enter")
        await sees(app, "What does the column 'Nm1' hold?")
        await typed(app, "given name")
        await key(app, "enter")
        await sees(app, "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "Who is who?", "? left out")
        await key(app, "s", "escape")
        await sees(app, "Check the rows", "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "Who is who?", f"= {known.label}")
        await key(app, "ctrl+s")
        await sees(app, "all 1")
        await key(app, "escape")
        await sees(app, "Check the rows", "✓ Given name")
        # Once the row is nobody's any more, what was said of it is of no use, and harms nothing.
        await key(app, "ctrl+r", "ctrl+s")
        await sees(app, "Import students from again.csv")
        assert "Who is who?" not in screen_text(app)


async def test_who_is_missing_is_counted_first_and_named_once_among_the_notes(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "new.csv").write_text(NEWCOMERS.replace("Nm1", "First Name"))
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "new.csv")
        await key(app, "enter")
        await sees(app, "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "Missing from this file: 25 students; nothing is removed.", "+ add 2")
        assert "Not in it" not in screen_text(app)
        await key(app, "n")
        await sees(app, "What was understood", "Here, but not in this file; nothing is removed")
        assert "Not in it" not in screen_text(app)


async def test_what_was_set_by_hand_stays_unless_the_file_is_asked_for(
    workspace: Workspace, folder: Path
) -> None:
    from models.operations.records import set_record

    workspace.write(set_record, "students", "s1", {"grade": "9"})
    (folder / "grades.csv").write_text("id,Grade\ns1,12\n")
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "grades.csv")
        await key(app, "enter")
        await sees(app, "Import grades.csv", "In the file", "✓ Grade")
        await key(app, "ctrl+s")
        await sees(app, "a column for Given name or Family name is needed")
    (folder / "grades.csv").write_text(f"id,First Name,Grade\ns1,{_given(workspace)},12\n")
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "grades.csv")
        await key(app, "enter")
        await sees(app, "✓ Grade")
        await key(app, "ctrl+s")
        await sees(app, "1 row says otherwise than what was set here by hand, which stays.")
        await key(app, "f")
        await sees(app, "~ change 1")
        await key(app, "ctrl+s")
        await sees(app, "Imported grades.csv: 1 changed.")
    assert workspace.read(reading.students)["s1"].grade == "12"


async def test_a_file_that_is_none_is_said_where_the_next_is_chosen(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "broken.csv").write_bytes(b"a,b\n\0\0")
    before = workspace.read(entries)
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "broken.csv")
        await key(app, "enter")
        await sees(app, "there are NUL characters, so it is no text file", "Import a file")
        await key(app, "escape")
        await until(lambda: len(app.screen_stack) == 1)
    assert workspace.read(entries) == before


async def test_bad_rows_are_shown_and_the_good_ones_can_be_taken(workspace: Workspace, folder: Path) -> None:
    (folder / "mixed.csv").write_text(
        NEWCOMERS.replace("basil@school.example.org", "no mail").replace("Nm1", "First Name")
    )
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "mixed.csv")
        await key(app, "enter")
        await sees(app, "✓ Given name")
        await key(app, "ctrl+s")
        await sees(app, "1 row cannot be used and is left out", "✗ refuse 1", "Import the good rows")
        await key(app, "ctrl+s")
        await sees(app, "Imported mixed.csv: 1 added, 1 left out.")
    students = workspace.read(reading.students)
    assert ("9001" in students, "9002" in students) == (True, False)


async def test_a_page_knows_what_its_files_most_likely_hold(workspace: Workspace, folder: Path) -> None:
    (folder / "people.csv").write_text("Name,Email\nOttilie Farquhar,ottilie@mill.example.org\n")
    app = app_on(workspace, folder, "employers")
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "people.csv")
        await key(app, "enter")
        await sees(app, "read as contacts of employers")


def _given(workspace: Workspace) -> str:
    return workspace.read(reading.students)["s1"].given


async def test_of_a_districts_roster_a_school_is_chosen(workspace: Workspace, folder: Path) -> None:
    (folder / "district.zip").write_bytes(packed(DISTRICT))
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "district.zip")
        await key(app, "enter")
        await sees(app, "Which school of district.zip?", "Elm High", "2 students", "All of them")
        await key(app, "escape")
        await sees(app, "Import a file")
        await key(app, "enter")
        await sees(app, "Which school of district.zip?")
        await typed(app, "oak")
        await key(app, "enter")
        await sees(app, "Import students from district.zip", "Bo Quill", "Zoë Adeyemi")
        await key(app, "escape")
        await sees(app, "Which school of district.zip?")
        await key(app, "enter")
        await sees(app, "Import students from district.zip")
        await key(app, "ctrl+s")
        await sees(app, "Imported district.zip")
    there = workspace.read(reading.students)
    assert ("s3" in there, "s2" in there, there["s1"].label == "Mia Torres") == (True, True, False)


async def test_a_list_without_headers_comes_in_by_what_its_columns_hold(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "names.csv").write_text("Ottilie,Farquhar\nBasil,Quennell\n")
    app = app_on(workspace, folder)
    async with running(app):
        await key(app, "ctrl+o")
        await sees(app, "names.csv")
        await key(app, "enter")
        await sees(app, "If the first row is a person already: h.")
        await key(app, "h")
        await sees(app, "No row names the columns", "✓ Given name", "✓ Family name")
        await key(app, "ctrl+s")
        await sees(app, "+ add 2", "Ottilie Farquhar")
        await key(app, "escape")
        await sees(app, "No row names the columns")
        await key(app, "ctrl+s")
        await sees(app, "+ add 2")
        await key(app, "ctrl+s")
        await sees(app, "Imported names.csv: 2 added.")
