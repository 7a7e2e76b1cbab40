"""`import` as somebody types it: whom rows mean, what was set by hand, what columns mean, and stopping it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.wbl_tui.cli_help import Shell
from wbl_tui import waiting
from wbl_tui.waiting import Waiting


def file_of(shell: Shell, text: str, name: str = "roster.csv") -> str:
    """The path of a file with this text."""
    path = shell.store.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def grades(shell: Shell) -> dict[str, str]:
    """Grades of the students by id."""
    return {row["id"]: row["grade"] for row in shell.ok("list", "students", "--json").json["rows"]}


def test_who_may_be_meant_is_said_with_what_to_type(school: Shell) -> None:
    file = file_of(school, "given,family\nMya,Tores\nMia,Torress\nNoor,Haddad\n")
    said = school.ok("import", "students", file, "--yes")
    assert said.out.splitlines() == [
        "Import students from roster.csv",
        "add      student  s1  Mya Tores",
        "skip    student    Mia Torress  may be Mia Torres (007): a similar family name; say which",
        "add      student  s2  Noor Haddad",
        "Row 3 Mia Torress may be Mia Torres (007): --same 3=007, or --new 3.",
        "Missing from this file: 2 students; nothing is removed.",
        "Not in it: Ben Ode (008), Mia Torres (007).",
        "2 add, 1 skip",
        "Imported roster.csv: 2 added, 1 waits for an answer.",
    ]


def test_answers_are_taken_once_and_for_all(school: Shell) -> None:
    text = "given,family,grade\nMia,Torress,11\nBenn,Ode,11\n"
    file = file_of(school, text)
    planned = school.ok(
        "import", "students", file, "--dry-run", "--json", "--same", "2=007", "--new", "3"
    ).json
    done = school.ok("import", "students", file, "--yes", "--json", "--same", "2=007", "--new", "3").json
    assert done["rows"] == planned["rows"]
    assert [(row["action"], row["id"]) for row in done["rows"]] == [("same", "007"), ("add", "s1")]
    again = school.ok("import", "students", file, "--yes", "--json").json
    assert [(row["action"], row["id"]) for row in again["rows"]] == [("same", "007"), ("same", "s1")]
    assert again["missing"] == [{"id": "008", "label": "Ben Ode", "entity": "student"}]


def test_json_has_who_may_be_meant(school: Shell) -> None:
    file = file_of(school, "given,family\nMia,Torress\n")
    [row] = school.ok("import", "students", file, "--dry-run", "--json").json["rows"]
    assert row["likely"] == [{"id": "007", "label": "Mia Torres", "why": "a similar family name"}]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--same", "2"], "--same '2' is not ROW=ID. For example: --same 12=007."),
        (["--same", "x=007"], "'x' is no row of the file. Give its number, as the dry run shows it."),
        (["--new", "room:2:"], "'room:2:' is no row of the file. Give its number, as the dry run shows it."),
        (["--same", "2=007", "--new", "2"], "Row 2 cannot be both the same and new. Give one of the two."),
        (["--same", "9=007"], "Row 9 is no student of roster.csv. The dry run shows the rows."),
        (
            ["--take-file", "shoe"],
            "Students have no field 'shoe'. Fields: id, given, family, preferred, grade, email, school, "
            "guardian_name, guardian_email, share_name, classes, interests, owed, questions_ready, practice_done.",
        ),
    ],
)
def test_what_cannot_be_meant_is_said(school: Shell, words: list[str], told: str) -> None:
    said = school("import", "students", file_of(school, "given,family\nNoor,Haddad\n"), "--yes", *words)
    assert (said.code, said.err) == (2, f"wbl-tui: {told}\n")


def test_what_was_set_by_hand_stays_until_the_file_is_to_be_taken(school: Shell) -> None:
    file = file_of(school, "id,given,family,grade\n007,Mia,Torres,12\n")
    kept = "same    student  007  Mia Torres  kept what was set here: grade (the file says 12)"
    assert kept in school.ok("import", "students", file, "--yes").out.splitlines()
    assert grades(school)["007"] == "11"
    school.ok("import", "students", file, "--yes", "--take-file", "grade")
    assert grades(school)["007"] == "12"
    school.ok("undo")
    school.ok("import", "students", file, "--yes", "--take-file")
    assert grades(school)["007"] == "12"


def test_what_columns_mean_is_remembered_also_where_no_header_is_known(school: Shell) -> None:
    words = ("--map", "given=Vor", "--map", "family=Nach", "--map", "grade=Stufe")
    text = "Vor;Nach;Stufe\nNoor;Haddad;11\n"
    school.ok("import", "students", file_of(school, text), "--yes", *words)
    said = school.ok("import", "students", file_of(school, text.replace(";11", ";12"), "next.csv"), "--yes")
    note = "The columns are taken as was said last time: family = Nach, given = Vor, grade = Stufe. --map says otherwise."
    assert note in said.out.splitlines()
    assert grades(school)["s1"] == "12"
    other = school.ok("import", "students", file_of(school, text), "--yes", "--map", "preferred=Stufe").out
    assert (
        "The columns are taken as was said last time: family = Nach, given = Vor. --map says otherwise."
        in other
    )
    school.ok("undo", "--json")
    school.ok("undo")
    school.ok("undo")
    assert school("import", "students", file_of(school, text), "--yes").code == 2


def test_a_bad_file_is_refused_as_before_where_nothing_is_remembered(school: Shell) -> None:
    said = school("import", "students", file_of(school, "Vor;Nach\nNoor;Haddad\n"), "--yes")
    assert (said.code, said.err.startswith("wbl-tui: roster.csv has no header that is known")) == (2, True)


def test_ctrl_c_stops_it_with_nothing_changed(school: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"m{n},Nora {n},Lund\n" for n in range(2000))
    file = file_of(school, f"id,given,family\n{rows}")
    steps: list[str] = []
    watch = Waiting.watch
    before = signal.getsignal(signal.SIGINT)  # ignored where the tests run in the background

    def pressed(self: Waiting, done: int, of: int) -> None:
        steps.append(self._step)
        if self._step == "Saving" and done >= 500:
            os.kill(os.getpid(), signal.SIGINT)
            # The main thread hears of it in its own time.
            until = time.monotonic() + 30
            while not self._stopped and time.monotonic() < until:
                time.sleep(0.01)
        watch(self, done, of)

    monkeypatch.setattr(Waiting, "watch", pressed)
    said = school("import", "students", file, "--yes")
    assert (said.code, said.err) == (130, "wbl-tui: Stopped; nothing was changed.\n")
    assert list(dict.fromkeys(steps)) == ["Reading roster.csv", "Comparing", "Saving"]
    assert list(grades(school)) == ["008", "007"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_bar_is_shown_at_a_terminal_only_and_goes_away(
    school: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SHOWN_AFTER", 0.0)
    told: list[str] = []
    monkeypatch.setattr(waiting, "say_progress", told.append)
    school.ok("import", "students", file_of(school, "given,family\nNoor,Haddad\n"), "--yes")
    bar = f"[{'.' * 30}]   0%"
    assert [line for line in told if line] == [
        f"{step}  {bar}" for step in ("Reading roster.csv", "Comparing", "Saving")
    ]
    assert told[-1] == ""


@pytest.mark.parametrize(
    ("kind", "name", "text", "line"),
    [
        ("contacts", "card.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Quill\nEND:VCARD\n",
         "card.vcf is an address book in vCard form, which has no columns to be named. Leave --map out."),
        ("bells", "bells.toml", 'default = "A"\n',
         "bells.toml is a TOML file, which has no columns to be named. Leave --map out."),
    ],
)  # fmt: skip
def test_a_mapping_for_a_file_without_columns_is_refused(
    school: Shell, kind: str, name: str, text: str, line: str
) -> None:
    said = school("import", kind, file_of(school, text, name), "--map", "name=FN", "--yes")

    assert (said.code, said.err) == (2, f"wbl-tui: {line}\n")


def test_a_list_without_headers_is_read_by_letters_that_are_not_remembered(school: Shell) -> None:
    file = file_of(school, "Ottilie,Farquhar,ottilie@example.org\nBasil,Quennell,basil@example.org\n")
    asked = school("import", "students", file, "--yes")
    assert (asked.code, asked.err.split(". ")[0]) == (
        2,
        "wbl-tui: roster.csv has no line that names its columns; its first row is: Ottilie, Farquhar, "
        "ottilie@example.org",
    )
    named = ("--map", "given=A", "--map", "family=B", "--map", "email=C")
    done = school.ok("import", "students", file, *named, "--yes", "--json").json
    assert [(row["action"], row["label"]) for row in done["rows"]] == [
        ("add", "Ottilie Farquhar"),
        ("add", "Basil Quennell"),
    ]
    other = file_of(school, "Quill,Bo,bo@example.org\nReed,Ann,ann@example.org\n", "other.csv")
    assert school("import", "students", other, "--yes").code == 2


def test_a_row_of_which_several_cells_are_wrong_is_one_bad_row(school: Shell) -> None:
    file = file_of(school, "given,family,grade,email,owed\nAda,Quince,9,no mail,many\nBo,Rill,9,,\n")
    said = school("import", "students", file, "--yes")
    assert said.err.splitlines() == [
        "wbl-tui: roster.csv, row 2, column email: expected a mail address as name@example.org, not 'no mail'",
        "wbl-tui: roster.csv, row 2, column owed: expected a whole number from 0 to 99, not 'many'",
        "wbl-tui: 1 row is bad; nothing was imported. Mend the file, or take the good rows with --skip-bad.",
    ]
    taken = school("import", "students", file, "--yes", "--skip-bad")
    assert taken.out.splitlines()[-1] == "Imported roster.csv: 1 added, 1 left out."


def test_what_a_file_changes_is_said_as_it_was_and_as_it_will_be(school: Shell) -> None:
    file = file_of(school, "id,given,family,grade,email\n007,Mia,Tores,12,mia.t@example.org\n")
    said = school.ok("import", "students", file, "--dry-run")
    assert said.out.splitlines()[1] == (
        "change  student  007  Mia Tores  email none → mia.t@example.org; "
        "kept what was set here: family (the file says Tores), grade (the file says 12)"
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("students", 'Id,Student,Gr,Has,Readiness,Interests\ns1,"Torres, Mia",11,1 of 2,ready,Health\n'),
        ("contacts", "Id,Contact,Employer,How,Left\nk1,Dr Okafor,Elm Clinic,P V,2\n"),
    ],
)
def test_a_list_as_a_page_shows_it_is_not_read_as_records(
    school: Shell, tmp_path: Path, kind: str, text: str
) -> None:
    file = tmp_path / "shown.csv"
    file.write_text(text, encoding="utf-8")
    said = school("import", kind, str(file), "--dry-run")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "wbl-tui: shown.csv is a list as a page shows it, which is for reading: names and interests in it are "
        f'shortened. To change many at once, write "all {kind}, as import reads them" with X, or '
        f"`wbl-tui list {kind} --csv`, and bring that in.\n"
    )
