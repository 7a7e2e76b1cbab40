"""Arguments that are empty, far away or unknown: one line, exit code 2, nothing done that nobody asked for."""

from __future__ import annotations

import pytest

from tests.wbl_tui.cli_help import Shell

BOOK = ("book", "--student", "007", "--contact", "c1")
FAR = "9999-12-31"


@pytest.mark.parametrize(
    "words",
    [
        (*BOOK, "--start", ""),
        ("move", "i1", "--start", ""),
        ("assign-rooms", "--date", ""),
        ("export", "calendar", "--day", "", "-o", "all.ics"),
        ("export", "calendar", "-o", ""),
        ("export", "invites", "-o", " "),
        ("log", "--interview", ""),
        ("today", ""),
    ],
)
def test_an_empty_argument_is_not_as_if_it_were_left_out(school: Shell, words: tuple[str, ...]) -> None:
    school.ok(*BOOK, "--start", "2026-11-23 10:40")
    entries = school.ok("log", "--json").json["rows"]
    said = school(*words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert school.ok("log", "--json").json["rows"] == entries


@pytest.mark.parametrize(
    "words",
    [
        (*BOOK, "--start", f"{FAR} 23:59"),
        ("today", FAR),
        ("set", "days", FAR, "closed=Snow"),
        ("add", "blocks", "room=r1", f"from={FAR} 10:00", "to=11:00"),
        ("set", "rooms", "r1", f"open={FAR} 23:00/24:00"),
    ],
)
def test_a_date_at_the_calendars_end_is_bad_input(school: Shell, words: tuple[str, ...]) -> None:
    said = school(*words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("first", [FAR, "0001-01-01"])
def test_a_window_too_far_away_leaves_no_store(shell: Shell, first: str) -> None:
    said = shell("init", "--name", "Fall", "--from", first, "--to", first, "--zone", "America/Chicago")
    assert (said.code, said.err.count("\n"), shell.store.exists()) == (2, 1, False)


@pytest.mark.parametrize("day", [FAR, "0001-01-01"])
def test_a_demo_too_far_away_leaves_no_store(shell: Shell, day: str) -> None:
    said = shell("demo", "--no-open", "--day", day)
    assert (said.code, said.err) == (
        2,
        f"wbl-tui: {day} is too far away. Give a date from 1900 to 2199.\n",
    )
    assert not shell.store.exists()


def test_hours_too_far_away_are_named_by_row_and_column(school: Shell) -> None:
    file = school.store.parent / "hours.csv"
    file.write_text(f"contact,from,to\nc1,{FAR} 23:00,{FAR} 23:30\n", encoding="utf-8")
    said = school("import", "availability", str(file), "--yes")
    assert said.code == 2
    assert said.err.splitlines()[0] == (
        f"wbl-tui: hours.csv, row 2, column from: expected a local time as 2026-11-23 10:20, not '{FAR} 23:00'"
    )


def test_who_decided_is_somebody_on_the_staff(school: Shell) -> None:
    school.ok(*BOOK, "--start", "2026-11-23 09:40")
    unknown = school("absence", "i1", "approve", "--by", "t9")
    assert (unknown.code, unknown.err) == (
        2,
        "wbl-tui: There is no staff 't9'. `wbl-tui list staff` shows the ids.\n",
    )
    for by in ("t1", "ms ito"):
        decided = school.ok("absence", "i1", "approve", "--by", by, "--json").json
        assert decided["interview"]["absences"][0]["decided_by"] == "Ms Ito"
        school.ok("undo")


def test_an_entry_that_is_not_there_is_looked_for_in_the_journal(school: Shell) -> None:
    said = school("undo", "999")
    assert (said.code, said.err) == (
        2,
        "wbl-tui: There is no journal entry '999'. `wbl-tui log` shows the ids.\n",
    )
