"""Paper by command: one file or one for each sheet, PDF or text, and a clear line where nothing can be printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers_store import book, make_school
from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "09:20")
    book(workspace, "11:10", student="s2", contact="k2")
    workspace.close()
    shell = Shell(tmp_path / "school.wbl", capsys)
    shell.now = "2026-11-18T07:30"
    return shell


@pytest.mark.parametrize(
    ("name", "begins"), [("x.txt", b"Room 1"), ("x.TXT", b"Room 1"), ("x.pdf", b"%PDF-")]
)
def test_the_ending_of_a_file_says_what_it_is(shell: Shell, tmp_path: Path, name: str, begins: bytes) -> None:
    shell.ok("letters", "doors", "-o", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_everything_in_one_file(shell: Shell, tmp_path: Path) -> None:
    said = shell("letters", "all", "-o", str(tmp_path / "paper.pdf"))
    assert said.code == 0
    assert said.out == (
        "Printed 10 sheets for Wed 18 Nov: the front office's list, door sheets, class teachers' sheets, "
        f"call cards, the standby plan, permission slips, blank forms. 10 pages in {tmp_path / 'paper.pdf'}.\n"
    )
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "paper.pdf").stat().st_mode & 0o077 == 0


def test_sheets_of_several_pages_are_counted_as_such(shell: Shell, tmp_path: Path) -> None:
    said = shell("letters", "slips", "cards", "-o", str(tmp_path / "x.pdf"), "--space", "15", "--json")
    assert (said.json["sentence"], said.json["pages"]) == (
        "Printed 3 sheets for Wed 18 Nov: call cards, permission slips.",
        7,
    )
    assert shell("letters", "slips", "-o", str(tmp_path / "x.txt"), "--json").json["pages"] is None


def test_a_file_for_each_sheet(shell: Shell, tmp_path: Path) -> None:
    said = shell("letters", "cards", "doors", "--text", "-o", f"{tmp_path / 'paper'}/", "--json")
    names = [
        "doors-room-1-r1.txt",
        "cards-call-card-mia-torres-i1-s1.txt",
        "cards-call-card-ben-ode-i2-s2.txt",
    ]
    assert said.json["files"] == [str(tmp_path / "paper" / name) for name in names]
    text = (tmp_path / "paper" / names[1]).read_text(encoding="utf-8")
    assert text.splitlines()[0] == "Call card: Mia Torres"
    assert text.splitlines()[-1].startswith("Revision 1 · printed Wed 18 Nov 07:30 · entry 3 (")


def test_text_alone_is_printed_here_and_only_what_changed_the_next_time(shell: Shell) -> None:
    first = shell("letters", "office", "--text")
    assert "Mia Torres" in first.out
    assert "Printed" not in first.out
    assert shell("letters", "office", "--text", "--changed").out == "No sheet says anything new.\n"
    assert shell("move", "i2", "--start", "2026-11-18 12:10").code == 0
    assert "Revision 2 ·" in shell("letters", "office", "--text", "--changed").out


def test_letters_to_interviewees_are_made_by_name_and_are_not_among_all(shell: Shell, tmp_path: Path) -> None:
    said = shell("letters", "confirmations", "checklists", "-o", str(tmp_path / "notes.pdf"))
    assert said.out.startswith(
        "Printed 4 sheets for Wed 18 Nov: confirmations, interviewees' checklists. 4 pages in "
    )
    assert (tmp_path / "notes.pdf").read_bytes().startswith(b"%PDF-")
    said = shell("letters", "thanks", "--text")
    assert (said.code, said.out) == (0, "There is nothing to print for this day.\n")
    said = shell("letters", "permission-slips", "--text")
    assert said.out.startswith("Permission to miss class: Mia Torres\n")


def test_letters_that_no_font_has_are_told_and_text_has_them(shell: Shell, tmp_path: Path) -> None:
    assert shell("set", "students", "s1", "given=Mia \U0010fffd").code == 0
    said = shell("letters", "cards", "-o", str(tmp_path / "x.pdf"), "--json")
    told = (
        "This computer has no font with \U0010fffd: they are empty boxes in the PDF. "
        "Install one that has them, such as Noto, or print plain text."
    )
    assert said.json["warnings"] == [{"code": "font", "text": told}]
    assert said.err == f"wbl-tui: Note: {told}\n"
    assert shell("letters", "cards", "--text", "-o", str(tmp_path / "x.txt")).err == ""


def test_two_of_one_long_name_get_files_of_their_own(shell: Shell, tmp_path: Path) -> None:
    for student in ("s1", "s2"):
        shell("set", "students", student, f"family={'Featherstonehaugh' * 10}", "given=Max")
    said = shell("letters", "cards", "--text", "-o", f"{tmp_path / 'paper'}/", "--json")
    assert len(set(said.json["files"])) == 2
    assert all(Path(name).exists() for name in said.json["files"])


@pytest.mark.parametrize("name", ["y" * 300, "y" * 300 + "/"])
def test_a_name_that_no_disk_takes_gets_a_line(shell: Shell, tmp_path: Path, name: str) -> None:
    said = shell("letters", "office", "-o", f"{tmp_path}/{name}")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(" cannot be written: File name too long.\n")


def test_a_day_without_interviews(shell: Shell, tmp_path: Path) -> None:
    said = shell("letters", "doors", "--day", "2026-11-19", "-o", str(tmp_path / "x.pdf"))
    assert (said.code, said.out) == (0, "There is nothing to print for this day.\n")
    assert not (tmp_path / "x.pdf").exists()
    assert "No interviews on this day." in shell("letters", "office", "--day", "2026-11-19", "--text").out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("doors",), "Say where to: -o FILE.pdf or -o FOLDER/."),
        (("doors", "--text", "--json"), "Say where to: -o FILE.pdf or -o FOLDER/."),
        (("doors", "-o", " "), "-o needs the path of a file or a folder."),
        (("walls", "-o", "x.pdf"), "'walls' is no kind of sheet."),
        (("doors", "--text", "-o", "x.pdf"), "--text does not go with a file that ends in .pdf."),
        (("cards", "--only", "zz", "--text"), "zz"),
        (("blank", "--space", "99", "--text"), "Room to write is 0 to 30 lines."),
        (("doors", "--day", "soon", "--text"), "'soon' is no date."),
    ],
)
def test_bad_input_gets_a_line(
    shell: Shell, tmp_path: Path, words: tuple[str, ...], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    said = shell("letters", *words)
    assert (said.code, said.out) == (2, "")
    assert line in said.err
    assert sorted(tmp_path.iterdir()) == before
