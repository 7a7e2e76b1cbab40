"""Merging by typing: a dry run that shows what would happen, one entry that does it, refusals with reasons."""

from __future__ import annotations

import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def twice(school: Shell) -> Shell:
    school.ok("add", "contacts", "id=c9", "name=D. Whitfield", "employer=Clinic Inc", "phone=555-0199")
    school.ok("add", "tasks", "contact=c9", "what=send the poster")
    school.ok("book", "--student", "007", "--contact", "c9", "--start", "2026-11-23 08:40", "--room", "r1")
    return school


def test_a_dry_run_shows_what_would_happen_and_changes_nothing(twice: Shell) -> None:
    said = twice.ok("merge", "contacts", "c1", "c9", "--dry-run")
    assert said.out.splitlines() == [
        "Merge contact D. Whitfield (c9) into Dana Whitfield (c1)",
        "skip    contact  c1  name  “Dana Whitfield” stays; “D. Whitfield” of c9 is dropped",
        "skip    contact  c1  employer  “Clinic” stays; “Clinic Inc” of c9 is dropped",
        "skip    contact  c1  phone  “555-0100” stays; “555-0199” of c9 is dropped",
        "move    interview  i1  interview of Mon 23 Nov 08:40, scheduled  to Dana Whitfield (c1)",
        "move    task  g1  task: send the poster  to Dana Whitfield (c1)",
        "remove  contact  c9  D. Whitfield  is Dana Whitfield (c1) from now on",
        "What files and notes call c9 means c1 from now on. Undo takes all of it back.",
        "3 skip, 2 move, 1 remove",
    ]
    assert len(twice.ok("list", "contacts", "--json").json["rows"]) == 3


def test_a_merge_is_done_as_json_says_and_taken_back(twice: Shell) -> None:
    said = twice.ok("merge", "contacts", "c1", "c9", "--take", "phone", "--yes", "--json").json
    assert (said["kind"], said["applied"], said["counts"]["move"]) == ("merge", True, 2)
    assert said["rows"][2]["after"] == {"phone": "555-0199"}
    contacts = {row["id"]: row["phone"] for row in twice.ok("list", "contacts", "--json").json["rows"]}
    assert contacts == {"c1": "555-0199", "c2": "555-0101"}
    assert twice.ok("undo").out == (
        "Undid: Merged contact D. Whitfield (c9) into c1: 1 interview and 1 task moved, phone taken over.\n"
    )
    assert {row["id"] for row in twice.ok("list", "contacts", "--json").json["rows"]} == {"c1", "c2", "c9"}


def test_without_yes_nothing_happens(twice: Shell) -> None:
    said = twice("merge", "contacts", "c1", "c9")
    assert (said.code, said.err) == (1, "wbl-tui: Nothing was changed. Add --yes to do it.\n")


def test_refusals_say_every_reason(twice: Shell) -> None:
    twice.ok("book", "--student", "008", "--contact", "c1", "--start", "2026-11-23 08:50", "--room", "r2")
    said = twice("merge", "contacts", "c1", "c9", "--json")
    assert said.code == 1
    assert said.json["refusal"] == (
        "Dana Whitfield (c1) and D. Whitfield (c9) cannot be one: both have an interview at 08:50–09:10 on"
        " Mon 23 Nov (i2, i1)."
    )
    assert twice("merge", "contacts", "c1", "c77").code == 2
    assert twice("merge", "contacts", "c1", "c9", "--take", "=x").code == 2
    assert twice("merge", "rooms", "r1", "r2").code == 2


def test_who_was_invited_under_the_other_id_is_not_told_again(twice: Shell) -> None:
    twice.ok("set", "contacts", "c9", "email=dana@clinic.example.org", "name=Dana Whitfield")
    folder = str(twice.store.parent / "invites")
    first = twice.ok("export", "invites", "--changed", "-o", folder, "--json").json["rows"]
    assert "interviewee" in {row["recipient"]["kind"] for row in first}
    twice.ok("merge", "contacts", "c1", "c9", "--take", "phone", "--yes")
    assert twice.ok("export", "invites", "--changed", "-o", folder, "--json").json["rows"] == []
