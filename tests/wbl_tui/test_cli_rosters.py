"""`import students` with a roster of several files: what is shown is what is done, once, and goes back in one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.models.exchange.rosters.roster_help import DISTRICT, NAMES, ROSTERS, packed, zipped
from tests.wbl_tui.cli_help import Shell

WHOLE = [name for name in NAMES if name != "oneroster_delta"]


@pytest.fixture
def office(shell: Shell) -> Shell:
    """A store with a campaign and nobody in it."""
    window = ("--from", "2026-11-16", "--to", "2026-11-27", "--zone", "America/Chicago")
    shell.ok("init", "--name", "Fall", *window, "--school", "Elm High School")
    return shell


def listed(shell: Shell, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = shell.ok("list", kind, "--json").json["rows"]
    return rows


@pytest.mark.parametrize("name", WHOLE)
def test_a_roster_comes_in_whole_once_and_goes_back_in_one_step(office: Shell, name: str) -> None:
    folder = str(ROSTERS / name)
    planned = office.ok("import", "students", folder, "--dry-run", "--json").json
    assert planned["applied"] is False
    assert listed(office, "students") == []
    assert {row["action"] for row in planned["rows"]} == {"add"}
    order = list(dict.fromkeys(row["entity"] for row in planned["rows"]))
    assert order == [one for one in ("staff", "class", "student") if one in order]
    assert order[-1] == "student"

    done = office.ok("import", "students", folder, "--yes", "--json").json
    assert (done["applied"], done["rows"], done["counts"]) == (True, planned["rows"], planned["counts"])
    there = {kind: listed(office, kind) for kind in ("staff", "classes", "students")}
    assert sum(map(len, there.values())) == planned["counts"]["add"]
    classes = {row["id"] for row in there["classes"]}
    assert all(set(row["classes"]) <= classes for row in there["students"])
    assert {row["teacher"] for row in there["classes"]} - {None} <= {row["id"] for row in there["staff"]}

    again = office.ok("import", "students", folder, "--yes", "--json").json
    assert {row["action"] for row in again["rows"]} == {"same"}
    assert (again["applied"], again["journal"]) == (False, None)
    assert (
        office.ok("log").out.splitlines()[-1].endswith(f"Imported {name}: {planned['counts']['add']} added.")
    )

    office.ok("undo")
    assert [listed(office, kind) for kind in ("staff", "classes", "students")] == [[], [], []]


def test_a_zip_is_known_by_its_content(office: Shell, tmp_path: Path) -> None:
    file = tmp_path / "roster.dat"
    file.write_bytes(zipped(ROSTERS / "oneroster_1_1", "Export 2026/"))

    said = office.ok("import", "students", str(file), "--yes")

    assert "Read as OneRoster 1.1: manifest.csv, users.csv, " in said.out
    assert "1 user is no longer enabled and was left out." in said.out
    assert said.out.splitlines()[-1] == "Imported roster.dat: 12 added."
    assert {row["id"] for row in listed(office, "students")} == {"u-001", "u-002", "u-003", "u-006"}


def test_the_folder_that_one_stands_in_has_a_name(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROSTERS / "clever")

    said = office.ok("import", "students", ".", "--yes")

    assert said.out.splitlines()[0] == "Import students from clever"
    assert said.out.splitlines()[-1] == "Imported clever: 6 added."


def test_classes_alone_do_without_teachers_who_are_not_there(office: Shell) -> None:
    folder = str(ROSTERS / "oneroster_1_1")
    said = office.ok("import", "classes", folder, "--yes")
    note = "The teachers of 3 classes are not in the program yet: import the staff, then the classes again."
    assert note in said.out
    assert {row["teacher"] for row in listed(office, "classes")} == {None}

    office.ok("import", "staff", folder, "--yes")
    again = office.ok("import", "classes", folder, "--yes")

    assert note not in again.out
    assert again.out.splitlines()[-1] == "Imported oneroster_1_1: 3 changed."
    assert [(row["id"], row["teacher"]) for row in listed(office, "classes")] == [
        ("c-alg", "t-01"),
        ("c-bio", "t-02"),
        ("c-hr", None),
        ("c-odd", None),
        ("c-weld", "t-03"),
    ]


def test_changes_alone_add_and_take_classes_and_remove_nobody(office: Shell) -> None:
    office.ok("import", "students", str(ROSTERS / "oneroster_1_1"), "--yes")
    delta = str(ROSTERS / "oneroster_delta")

    said = office.ok("import", "students", delta, "--yes")

    assert "Missing" not in said.out
    assert said.out.splitlines()[-1] == "Imported oneroster_delta: 3 changed."
    assert {
        row["id"]: (row["grade"], row["email"], row["classes"]) for row in listed(office, "students")
    } == {
        "u-001": ("09", "mia.torres@example.org", ["c-bio", "c-hr"]),
        "u-002": ("10", "zoe@example.org", ["c-alg", "c-bio", "c-weld"]),
        "u-003": ("11", "jose@example.org", ["c-bio", "c-odd"]),
        "u-006": ("10", "kai.lund@example.org", ["c-bio"]),
    }
    again = office.ok("import", "students", delta, "--yes", "--json").json
    assert {row["action"] for row in again["rows"]} == {"same"}


def test_whoever_leaves_the_last_class_is_in_none(office: Shell) -> None:
    office.ok("import", "students", str(ROSTERS / "oneroster_1_1"), "--yes")
    before = {row["id"]: row["classes"] for row in listed(office, "students")}
    folder = office.store.parent / "left"
    folder.mkdir()
    files = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,delta\n"
    (folder / "manifest.csv").write_text(files + "file.enrollments,delta\n")
    (folder / "users.csv").write_text("sourcedId,status,orgSourcedIds,role,givenName,familyName\n")
    head = "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role\n"
    over = "".join(f"x{n},tobedeleted,{one},o1,u-001,student\n" for n, one in enumerate(before["u-001"]))
    (folder / "enrollments.csv").write_text(head + over)

    said = office.ok("import", "students", str(folder), "--yes")

    assert len(before["u-001"]) > 1
    assert said.out.splitlines()[-1] == "Imported left: 1 changed."
    assert {row["id"]: row["classes"] for row in listed(office, "students")} == {**before, "u-001": []}
    again = office.ok("import", "students", str(folder), "--yes", "--json").json
    assert {row["action"] for row in again["rows"]} == {"same"}
    office.ok("undo")
    assert {row["id"]: row["classes"] for row in listed(office, "students")} == before


def test_changes_about_nobody_who_is_there_are_said_and_left_out(office: Shell) -> None:
    said = office.ok("import", "students", str(ROSTERS / "oneroster_delta"), "--yes")

    assert (
        "2 students are in these changes but not in the program; import the whole roster first." in said.out
    )
    assert [row["id"] for row in listed(office, "students")] == ["u-006"]


def test_whoever_is_missing_from_a_roster_stays(office: Shell) -> None:
    office.ok("add", "students", "id=u-777", "given=Ida", "family=Silva")

    said = office.ok("import", "students", str(ROSTERS / "clever"), "--yes")

    assert said.out.count("Missing from this file") == 1
    assert "u-777" in {row["id"] for row in listed(office, "students")}


def test_what_was_said_of_the_columns_is_remembered(office: Shell) -> None:
    folder = str(ROSTERS / "oneroster_1_2")
    office.ok("import", "students", folder, "--map", "preferred=middleName", "--yes")

    again = office.ok("import", "students", folder, "--yes")

    assert "The columns are taken as was said last time: preferred = middleName." in again.out
    assert "4 same" in again.out
    assert [row["preferred"] for row in listed(office, "students")] == ["", "Marie"]


def test_bad_rows_name_the_file_inside_and_nothing_of_the_roster_enters(
    office: Shell, tmp_path: Path
) -> None:
    folder = tmp_path / "roster"
    folder.mkdir()
    for file in (ROSTERS / "oneroster_1_0").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / "users.csv").open("a", encoding="utf-8") as users:
        users.write(
            "s1,active,,o1,student,,,Mia,Toros,,,,,,11\ns9,active,,o1,student,,,Bo,Ray,,not mail,,,,11\n"
        )
        users.write("s8,active,,o1,student,,,,,,,,,,11\n,active,,o1,student,,,A,B,,,,,,11\n")

    said = office("import", "students", str(folder), "--yes")

    assert said.code == 2
    assert said.err.splitlines() == [
        "wbl-tui: roster/users.csv, row 6, column sourcedId: expected an id of its own "
        "(row 2 has it too and says otherwise), not 's1'",
        "wbl-tui: roster/users.csv, row 7, column email: expected a mail address as name@example.org, not 'not mail'",
        "wbl-tui: roster/users.csv, row 8, column givenName: expected a value for given or family",
        "wbl-tui: roster/users.csv, row 9, column sourcedId: expected a value, since other files point at it",
        "wbl-tui: 4 rows are bad; nothing was imported. Mend the file, or take the good rows with --skip-bad.",
    ]
    assert listed(office, "students") == []
    assert office.ok("import", "students", str(folder), "--yes", "--skip-bad").out.splitlines()[-1] == (
        "Imported roster: 2 added, 4 left out."
    )


@pytest.mark.parametrize("kind", ["contacts", "rooms", "bells"])
def test_what_a_roster_does_not_hold_is_bad_input(office: Shell, kind: str) -> None:
    said = office("import", kind, str(ROSTERS / "clever"))

    assert (said.code, said.err) == (
        2,
        "wbl-tui: clever is a roster (Clever) of 2 students, 2 staff and 2 classes; it holds no "
        f"{kind}. Import it as students, staff or classes.\n",
    )


def test_one_school_of_a_district_comes_in_and_the_others_are_not_missed(
    office: Shell, tmp_path: Path
) -> None:
    office.ok("add", "students", "id=x1", "given=Ash", "family=Elder", "school=Oak High")
    office.ok("add", "students", "id=x2", "given=Ivy", "family=Elder", "school=Elm High")
    file = tmp_path / "district.csv"
    file.write_text("id,given,family,school\n1,Mia,Torres,Elm High\n2,Bo,Quill,Oak High\n", "utf-8")
    asked = office.ok("import", "students", str(file), "--dry-run").out
    assert 'To take one of its 2 schools only, add --school NAME, such as "Elm High".' in asked

    taken = office.ok("import", "students", str(file), "--school", "elm high", "--yes").out
    assert "Only students of Elm High were taken; 1 of other schools was left out." in taken
    assert "Missing from this file: 1 student; nothing is removed." in taken
    assert sorted(row["id"] for row in listed(office, "students")) == ["1", "x1", "x2"]


def test_only_classes_of_the_campaigns_window_come_in(office: Shell, tmp_path: Path) -> None:
    file = tmp_path / "district.zip"
    file.write_bytes(packed(DISTRICT))
    said = office.ok("import", "students", str(file), "--yes").out

    assert "Classes whose term does not touch the campaign's window were left out: Spring 1." in said
    assert [row["id"] for row in listed(office, "classes")] == ["k1", "k3", "k4"]
