"""Rehearsals: a copy of the store at the beginning of a day with interviews, and nothing of the real plan changed."""

from __future__ import annotations

import shlex
from hashlib import sha256
from pathlib import Path

import pytest

from tests.helpers_store import book, interview, make_school, open_school
from tests.journeys.seats import Seat, wait
from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    workspace = make_school(tmp_path / "school.wbl")
    book(workspace, "10:20")
    workspace.close()
    return tmp_path / "school.wbl"


@pytest.fixture
def shell(school: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(school, capsys)
    shell.now = "2026-11-17T09:00"
    return shell


def test_the_next_day_with_interviews_begins_before_its_first_call(shell: Shell, school: Path) -> None:
    before = sha256(school.read_bytes()).digest()
    said = shell("rehearse", "--no-open")
    path, told, how, until = said.out.splitlines()
    assert (
        told
        == "A copy of the store for Wed 18 Nov, 10:05. Nothing that is done with it changes the real plan."
    )
    assert how == f"Open it: wbl-tui --store {shlex.quote(path)} --now 2026-11-18T10:05 board"
    assert until == (
        "It stays until you delete it, and holds the names of students: delete its folder afterwards."
    )
    copy = Shell(Path(path), shell.capture)
    assert copy("mark", "i1", "checked_in").code == 0
    there = open_school(Path(path))
    assert interview(there, "i1").state == "checked_in"
    there.close()
    assert Path(path).stat().st_mode & 0o077 == 0
    assert sha256(school.read_bytes()).digest() == before


def test_a_copy_that_was_left_is_not_published_whatever_the_clock(shell: Shell, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "wbl-tui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[publish]\ncalendar = "https://calendar.example.org/x/"\n', encoding="utf-8")
    path = shell("rehearse", "--no-open").out.splitlines()[0]
    copy = Shell(Path(path), shell.capture)
    copy.now = ""
    said = copy("publish", "--dry-run")
    assert (said.code, said.err) == (
        1,
        "wbl-tui: This is a rehearsal: nothing is published from it. Leave it to publish.\n",
    )


@pytest.mark.parametrize(
    ("words", "begins"),
    [(("--day", "2026-11-18"), "Wed 18 Nov, 10:05"), (("--from", "08:30"), "Wed 18 Nov, 08:30")],
)
def test_day_and_beginning_can_be_named(shell: Shell, words: tuple[str, ...], begins: str) -> None:
    assert f"A copy of the store for {begins}." in shell("rehearse", "--no-open", *words).out


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--day", "2026-11-19"), 1, "No interview stands on Thu 19 Nov: there is nothing to rehearse."),
        (("--day", "soon"), 2, "--day: 'soon' is no date."),
        (("--speed", "0"), 2, "A rehearsal runs 1 to 120 times as fast as the day."),
        (("--speed", "nan"), 2, "A rehearsal runs 1 to 120 times as fast as the day."),
        (("--from", "25:70"), 2, "25:70"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_and_leaves_no_copy(
    shell: Shell, tmp_path: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    said = shell("rehearse", "--no-open", *words)
    assert said.code == code
    assert line in said.err
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_rehearsal_at_a_terminal_runs_faster_and_leaves_nothing_behind(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    before = sha256(school.read_bytes()).digest()
    seat = Seat(school, "2026-11-17T09:00", "rehearse", "--speed", "60")
    try:
        seat.sees("REHEARSAL 10:0", "Mia Torres", "on a copy")
        wait([seat], lambda: "REHEARSAL 10:1" in seat.text, "ten minutes in ten seconds")
        seat.press("i")
        wait([seat], lambda: seat.was_told("✓ Checked in: Mia Torres"), "the check-in")
        seat.press("q")
        assert seat.ended() == 0
    finally:
        seat.close()
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sha256(school.read_bytes()).digest() == before
