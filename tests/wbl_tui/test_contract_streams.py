"""Output that is closed, full, or in another language's letters: said in one line or written all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.wbl_tui.cli_help import Shell

ROOT = Path(__file__).parents[2]


def run(shell: Shell, *words: str, redirect: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with the redirections that a shell would make."""
    command = [sys.executable, "-m", "wbl_tui", "--store", str(shell.store), "--now", shell.now, *words]
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirect}', "sh", *command],
        cwd=ROOT, capture_output=True, check=False, env={**os.environ, **env},
    )  # fmt: skip


@pytest.mark.parametrize("redirect", [">&-", ">&- 2>&-", "<&-"])
def test_a_closed_stream_is_no_mistake(school: Shell, redirect: str) -> None:
    done = run(school, "today", redirect=redirect)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_under_the_output_is_said_in_one_line(school: Shell) -> None:
    done = run(school, "list", "students", redirect="> /dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "wbl-tui: The output could not be written: No space left on device. "
        "What the command should do is done; only its words are lost.\n"
    )


@pytest.mark.parametrize("coding", ["ascii", "latin-1", "cp1252"])
def test_what_goes_to_a_file_is_utf_8_whatever_the_settings(school: Shell, coding: str) -> None:
    school.ok("add", "students", "id=z", "given=Zoë", "family=名前")
    done = run(school, "list", "students", "--json", PYTHONIOENCODING=coding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    rows: list[dict[str, Any]] = json.loads(done.stdout.decode("utf-8"))["rows"]
    assert [row["family"] for row in rows if row["id"] == "z"] == ["名前"]


def test_a_copy_whose_path_was_read_stays_though_nobody_reads_on(school: Shell, tmp_path: Path) -> None:
    """Where Python does not gather its output: with a line at a time the second would find nobody."""
    school.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 09:40", "--room", "r1")
    done = run(
        school, "rehearse", "--no-open", redirect="| head -n 1", PYTHONUNBUFFERED="1", TMPDIR=str(tmp_path)
    )
    assert done.stderr == b""
    assert Path(done.stdout.decode().rstrip("\n")).is_file()
