"""What is said before anything is asked or made: a backup that is not there, invites nobody needs, a missing reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wbl_tui.cli_help import Shell


def test_a_backup_that_is_not_there_is_said_before_anything_is_asked(school: Shell, tmp_path: Path) -> None:
    said = school("restore", str(tmp_path / "nowhere.wbl"))
    assert (said.code, said.out) == (3, "")
    assert said.err == f"wbl-tui: There is no backup at {tmp_path / 'nowhere.wbl'}.\n"
    made = school.ok("backup", str(tmp_path / "kept.wbl"))
    assert made.out.startswith("Wrote ")
    said = school("restore", str(tmp_path / "kept.wbl"))
    assert (said.code, said.err) == (
        1,
        "wbl-tui: Nothing was changed. Add --yes to replace the store by the backup.\n",
    )


def test_no_invites_make_no_folder(school: Shell, tmp_path: Path) -> None:
    said = school.ok("export", "invites", "--all", "-o", str(tmp_path / "invites"))
    assert said.out == "No invite is to be made.\n"
    assert not (tmp_path / "invites").exists()
    assert (
        school.ok("export", "invites", "--all", "--json", "-o", str(tmp_path / "invites")).json["rows"] == []
    )


def test_a_cancellation_without_a_reason_is_done_and_says_what_it_lacks(school: Shell) -> None:
    start = "2026-11-23 10:40"
    school.ok("book", "--student", "007", "--contact", "c1", "--start", start)
    said = school.ok("mark", "i1", "cancelled", "--json").json
    assert said["interview"]["state"] == "cancelled"
    assert [one for one in said["warnings"] if one["code"] == "reason"] == [
        {
            "code": "reason",
            "text": "No reason is kept with this cancellation. Take it back with `wbl-tui undo`, then say --because WHY.",
        }
    ]
    school.ok("undo")
    said = school.ok("mark", "i1", "cancelled", "--because", "the contact is ill", "--json").json
    assert [one for one in said["warnings"] if one["code"] == "reason"] == []
    assert school("cancel", "i1", "--because", " ").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "{}.wbl"),
        ("letters", "office", "--text", "-o", "{}.txt"),
        ("list", "students", "--csv", "-o", "{}.csv"),
    ],
)
def test_a_name_with_a_sign_that_cannot_be_seen_is_refused_before_anything_is_done(
    school: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = school(*(word.replace("{}", str(tmp_path / "a\x01b")) for word in words))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("wbl-tui: The name ab.")
    assert said.err.endswith(" holds a sign that cannot be seen. Type the name again.\n")
    assert not list(tmp_path.glob("*\x01*"))
