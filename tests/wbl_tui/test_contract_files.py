"""What imports, backups and the demo say to scripts: the right row and column, the words of `list`, the clock."""

from __future__ import annotations

import pytest

from tests.wbl_tui.cli_help import Shell


def imported(shell: Shell, kind: str, text: str) -> list[str]:
    """What is wrong with such a file."""
    file = shell.store.parent / f"{kind}.csv"
    file.write_text(text, encoding="utf-8")
    said = shell("import", kind, str(file), "--yes")
    assert (said.code, said.out) == (2, "")
    return said.err.splitlines()[:-1]


def test_a_date_of_an_unknown_day_type_is_named_by_its_row(school: Shell) -> None:
    assert imported(school, "bells", "date,day_type,closed\n2026-11-24,,Snow\n2026-11-25,foggy,\n") == [
        "wbl-tui: bells.csv, row 3, column day_type: there is no day type 'foggy'; import its periods first"
    ]


def test_an_unknown_teacher_is_named_by_its_column(school: Shell) -> None:
    assert imported(school, "classes", "id,name,teacher\nm1,Math,t9\n") == [
        "wbl-tui: classes.csv, row 2, column teacher: there is no staff 't9'; import the staff first"
    ]


def test_an_unknown_contact_and_a_skipped_hour_are_named_by_their_columns(school: Shell) -> None:
    told = imported(
        school, "availability", "contact,from,to\nc9,2026-11-23 10:00,11:00\nc1,2027-03-14 02:30,04:00\n"
    )
    assert told == [
        "wbl-tui: availability.csv, row 2, column contact: there is no contact 'c9'",
        "wbl-tui: availability.csv, row 3, column from: 2027-03-14 02:30 does not exist in America/Chicago: "
        "the clock skips it.",
    ]


def test_an_open_quote_is_told_once(school: Shell) -> None:
    file = school.store.parent / "roster.csv"
    file.write_text('id,given,family\n1,Ann,Lee\n2,"Bob,Ode\n3,Cy,Fox\n', encoding="utf-8")
    said = school("import", "students", str(file), "--yes")
    assert (said.code, said.err.count("\n")) == (2, 1)


def test_a_backup_counts_in_the_words_of_list(school: Shell) -> None:
    made = school.ok("backup", "--json").json
    kinds = (
        "students",
        "contacts",
        "employers",
        "rooms",
        "staff",
        "classes",
        "campaigns",
        "interviews",
        "blocks",
    )
    listed = {kind: len(school.ok("list", kind, "--json").json["rows"]) for kind in kinds}
    assert {kind: made["rows"][kind] for kind in kinds} == listed
    restored = school.ok("restore", made["file"], "--yes", "--json").json
    assert {kind: restored["rows"][kind] for kind in kinds} == listed


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        ("2026-11-25T12:01", "2026-11-25T12:01:00-06:00"),
        ("2026-11-25T18:01Z", "2026-11-25T12:01:00-06:00"),
        ("2026-11-28T20:00", "2026-11-28T10:05:00-06:00"),
    ],
)
def test_the_demo_goes_by_the_rehearsal_clock(shell: Shell, now: str, stands: str) -> None:
    shell.now = now
    made = shell.ok("demo", "--no-open", "--json").json
    assert (made["day"], made["now"], made["rehearsal"]) == (stands[:10], stands, True)
    shell.now = stands
    states = [one["state"] for one in shell.ok("today", "--json").json["interviews"]]
    assert states.count("in_progress") == 2
    assert shell.ok("check", "--json").json["clashes"] == []


def test_a_full_contact_names_who_holds_the_claims(school: Shell) -> None:
    school.ok("add", "students", "id=9", "given=Ann", "family=Lee")
    school.ok("set", "contacts", "c1", "limit=1")
    school.ok("add", "claims", "contact=c1", "student=9")
    said = school("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 10:40")
    assert (said.code, said.err) == (
        1,
        "wbl-tui: Dana Whitfield offered 1 interview in this window; with this one there is 1, and Ann Lee has "
        "a claim. Choose another time or room.\n",
    )
