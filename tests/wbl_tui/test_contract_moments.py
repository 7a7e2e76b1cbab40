"""Moments and fields as typed that a person may get wrong: one line, nothing guessed."""

from __future__ import annotations

import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.mark.parametrize("moment", ["9999-12-31T23:59-06:00", "0001-01-01T00:00+06:00", "", "2026-11-23"])
def test_a_rehearsal_at_no_usable_moment_is_bad_input(school: Shell, moment: str) -> None:
    said = school("--now", moment, "today")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_a_start_at_the_end_of_time_is_bad_input(school: Shell) -> None:
    said = school("book", "--student", "007", "--contact", "c1", "--start", "9999-12-31T23:59-06:00")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "too far away" in said.err


def test_a_field_given_twice_is_bad_input(school: Shell) -> None:
    said = school("add", "students", "given=Ana", "Given=Eva")
    assert (said.code, said.err) == (2, "wbl-tui: given is given twice. Give each field once.\n")


def test_nothing_to_change_is_no_entry_of_the_journal(school: Shell) -> None:
    done = school.ok("set", "students", "007", "grade=11", "--json").json
    assert (done["done"], done["journal"]) == (True, None)


def test_a_restore_in_rehearsal_is_journalled_at_the_schools_time(school: Shell) -> None:
    file = str(school.store.parent / "kept.wbl")
    school.ok("backup", file)
    school.ok("restore", file, "--yes")
    assert school.ok("log", "--json").json["rows"][-1]["at"] == "2026-11-20T09:00:00-06:00"


@pytest.mark.parametrize("zone", ["localtime", "Factory", "Mars/Olympus", ""])
def test_a_zone_that_is_no_place_is_refused_and_no_store_made(shell: Shell, zone: str) -> None:
    shell.now = ""
    said = shell("init", "--name", "X", "--from", "2026-11-16", "--to", "2026-11-27", "--zone", zone)
    assert (said.code, said.err.count("\n"), shell.store.exists()) == (2, 1, False)
