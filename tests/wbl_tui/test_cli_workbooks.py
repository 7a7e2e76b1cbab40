"""Tables leave as workbooks and come back the same, and a sheet of a workbook can be named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from models.exchange.headers import recognised
from models.exchange.workbooks import read_workbook
from tests.models.exchange.workbook_files import xlsx_of
from tests.wbl_tui.cli_help import Shell

IMPORTED = ("students", "contacts", "rooms", "staff", "classes", "availability", "bells")
LISTED = ("interviews", "employers", "outreach", "days", "campaigns")


@pytest.fixture
def full(school: Shell) -> Shell:
    """A school that has hours of contacts too, and a phone number that looks like a formula."""
    return school.after(type_hours)


def type_hours(school: Shell) -> None:
    hours = school.store.parent / "hours.csv"
    hours.write_text("contact,from,to\nc1,2026-11-23 10:00,12:00\nc2,2026-11-24 09:00,10:30\n", "utf-8")
    school.ok("import", "availability", str(hours), "--yes")
    school.ok("set", "contacts", "c2", "phone=+1 309 555 0100", "--yes")


@pytest.mark.parametrize("kind", IMPORTED)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_listed_imports_as_the_same(full: Shell, tmp_path: Path, kind: str, form: str) -> None:
    file = tmp_path / f"{kind}.{form}"
    listed = full.ok("list", kind, f"--{form}", "-o", str(file), "--json").json
    assert (listed["kind"], listed["file"]) == (kind, str(file))
    proposal = full.ok("import", kind, str(file), "--dry-run", "--json").json
    assert {row["action"] for row in proposal["rows"]} == {"same"}
    assert proposal["counts"]["same"] > 0


@pytest.mark.parametrize("kind", [*IMPORTED, *LISTED])
def test_the_workbook_holds_what_the_csv_holds(school: Shell, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "table.xlsx"
    said = school.ok("list", kind, "-o", str(file)).out
    header, *lines = csv.reader(io.StringIO(school.ok("list", kind, "--csv").out))
    if not lines:
        assert said == f"Wrote 0 rows of {kind} to {file}.\n"
        return
    table = read_workbook(
        file.read_bytes(), file.name, recognised([], dict.fromkeys(header, header[0]))
    ).table
    assert [list(table.headers), *(row.cells for row in table.rows)] == [header, *lines]


def test_what_was_written_is_said(school: Shell, tmp_path: Path) -> None:
    file = tmp_path / "rooms.csv"
    rooms = len(school.ok("list", "rooms", "--json").json["rows"])
    said = school.ok("list", "rooms", "--csv", "-o", str(file)).out
    assert said == f"Wrote {rooms} row{'s' * (rooms != 1)} of rooms to {file}.\n"
    assert file.read_text("utf-8") == school.ok("list", "rooms", "--csv").out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--xlsx"], "A workbook is no text, so --xlsx needs a file. For example: --xlsx -o students.xlsx"),
        (["-o", ""], "-o needs the path of a file. For example: -o students.xlsx"),
        (["-o", "table"], "-o needs --csv or --xlsx. For example: --xlsx -o rooms.xlsx"),
    ],
)
def test_a_list_to_a_file_says_what_it_lacks(school: Shell, words: list[str], line: str) -> None:
    said = school("list", "rooms", *words)
    assert (said.code, said.out, said.err) == (2, "", f"wbl-tui: {line}\n")


def test_a_sheet_is_chosen_by_name(school: Shell, tmp_path: Path) -> None:
    file = tmp_path / "grades.xlsx"
    header = ["id", "given", "family"]
    file.write_bytes(
        xlsx_of({"Spring": [header, ["901", "Ann", "Lee"]], "Autumn": [header, ["1001", "Bo", "Ek"]]})
    )
    first = school.ok("import", "students", str(file), "--dry-run").out
    assert "Ann Lee" in first
    assert "Read from the sheet 'Spring'; not read: 'Autumn'." in first
    assert "Bo Ek" in school.ok("import", "students", str(file), "--sheet", "Autumn", "--dry-run").out
    wrong = school("import", "students", str(file), "--sheet", "Winter")
    assert (wrong.code, wrong.err) == (
        2,
        "wbl-tui: grades.xlsx has no sheet 'Winter'. It has: 'Spring', 'Autumn'.\n",
    )


def test_sheets_for_each_grade_are_imported_together_and_taken_back_at_once(
    school: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "grades.xlsx"
    header = ["id", "given", "family"]
    file.write_bytes(
        xlsx_of({"Grade 9": [header, ["901", "Ann", "Lee"]], "Grade 10": [header, ["1001", "Bo", "Ek"]]})
    )
    before = school.ok("list", "students", "--json").out
    school.ok("import", "students", str(file), "--yes")
    assert "2 same" in school.ok("import", "students", str(file), "--dry-run").out
    rows = school.ok("log", "--json").json["rows"]
    assert rows[-1]["sentence"] == "Imported grades.xlsx: 2 added."
    school.ok("undo")
    assert school.ok("list", "students", "--json").out == before


def test_whoever_stands_on_one_of_several_sheets_is_named_with_it(school: Shell, tmp_path: Path) -> None:
    known = school.ok("list", "students", "--json").json["rows"][0]
    header = ["First Name", "Last Name", "Interests"]
    nine = [header, ["Ottilie", "Quennell", "art"]]
    ten = [header, [known["given"], f"{known['family']}e", "welding"]]
    file = tmp_path / "grades.xlsx"
    file.write_bytes(xlsx_of({"Grade 9": nine, "Grade 10": ten}))
    asked = school.ok("import", "students", str(file), "--dry-run").out
    typed = f"Grade 10:2={known['id']}"
    assert f'--same "{typed}", or --new "Grade 10:2".' in asked

    bare = school("import", "students", str(file), "--same", f"2={known['id']}", "--yes")
    assert (bare.code, bare.err) == (
        2,
        "wbl-tui: Row 2 stands on several sheets: 'Grade 9', 'Grade 10'. "
        'Name the sheet before the row: "Grade 9:2".\n',
    )
    wrong = school("import", "students", str(file), "--new", "Grade 11:2", "--yes")
    assert (wrong.code, wrong.err) == (
        2,
        "wbl-tui: There is no sheet 'Grade 11' among those that were read: 'Grade 9', 'Grade 10'.\n",
    )
    done = school.ok("import", "students", str(file), "--same", typed, "--yes", "--json").json
    assert [(row["action"], row["label"]) for row in done["rows"]] == [
        ("add", "Ottilie Quennell"),
        ("change", f"{known['given']} {known['family']}e"),
    ]
    again = school.ok("import", "students", str(file), "--yes", "--json").json
    assert {row["action"] for row in again["rows"]} == {"same"}


def test_whoever_is_new_on_one_of_several_sheets_is_added(school: Shell, tmp_path: Path) -> None:
    known = school.ok("list", "students", "--json").json["rows"][0]
    header = ["First Name", "Last Name"]
    file = tmp_path / "grades.xlsx"
    ten = [header, [known["given"], f"{known['family']}e"]]
    file.write_bytes(xlsx_of({"Grade 9": [header, ["Ottilie", "Quennell"]], "Grade 10": ten}))
    done = school.ok("import", "students", str(file), "--new", "grade 10:2", "--yes", "--json").json

    assert [row["action"] for row in done["rows"]] == ["add", "add"]
