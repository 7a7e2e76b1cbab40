"""Typing `stuck`, `script` and claims: plain, JSON, exit codes."""

from __future__ import annotations

import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def asking(school: Shell) -> Shell:
    """Mia wants healthcare, Dana works there; eight days after everybody came."""
    school.ok("set", "students", "007", "interests=Healthcare & Human Services")
    school.ok("set", "contacts", "c1", "clusters=Healthcare & Human Services")
    school.ok("add", "outreach", "contact=c1", "student=007", "how=phone", "outcome=no answer",
              "at=2026-11-18 10:00")  # fmt: skip
    school.now = "2026-11-25T07:00"
    return school


def test_stuck_as_json_is_a_contract(asking: Shell) -> None:
    found = asking.ok("stuck", "--json").json
    assert (found["schema"], found["after"]) == ("wbl-tui/1", {"days": 7, "tries": 3})
    assert found["rows"] == [
        {
            "id": "007",
            "label": "Mia Torres",
            "since": "2026-11-18T10:00:00-06:00",
            "days": 7,
            "tries": 1,
            "lacking": 1,
            "requested": 0,
            "holds": [],
            "contacts": [
                {
                    "id": "c1",
                    "label": "Dana Whitfield",
                    "why": "Healthcare & Human Services, first choice; room for 2; no hours stated, "
                    "Wed 25 Nov 08:30–09:30 fits free period 1",
                    "room_left": 2,
                    "score": 3692,
                    "held_until": None,
                    "time": {"from": "2026-11-25T08:30:00-06:00", "to": "2026-11-25T09:30:00-06:00"},
                }
            ],
        }
    ]


def test_a_claim_of_their_own_is_told_and_counted_as_everywhere(asking: Shell) -> None:
    asking.ok("set", "contacts", "c1", "limit=1")
    asking.ok("add", "claims", "contact=c1", "student=007", "until=2026-12-04")
    [row] = [one for one in asking.ok("stuck", "--json").json["rows"] if one["id"] == "007"]
    [contact] = row["contacts"]
    assert row["holds"] == ["Dana Whitfield"]
    assert "since Wed 18 Nov, 1 try, holds Dana Whitfield\n" in asking.ok("stuck").out
    assert (contact["room_left"], contact["held_until"]) == (0, "2026-12-05T00:00:00-06:00")
    assert contact["why"].endswith("held for this student until Fri 4 Dec")


def test_stuck_in_plain_words(asking: Shell) -> None:
    assert asking.ok("stuck").out == (
        "Mia Torres (007): 7 days since Wed 18 Nov, 1 try\n"
        "    Dana Whitfield, Clinic (c1): Healthcare & Human Services, first choice; room for 2; no hours "
        "stated, Wed 25 Nov 08:30–09:30 fits free period 1\n"
        "1 student without an interview.\n"
    )
    assert asking.ok("stuck", "--days", "8").out == (
        "Nobody has been without an interview for 8 days or after 3 tries.\n"
    )
    said = asking.ok("stuck", "--days", "99", "--tries", "1")
    assert said.out.startswith("Mia Torres (007)")
    everybody = asking.ok("stuck", "--days", "0").out
    assert "Ben Ode (008): 5 days since Fri 20 Nov, 0 tries\n" in everybody
    assert "no interests are known yet; " in everybody
    assert asking("stuck", "--days", "soon").code == 2


def test_whoever_has_no_fitting_contact_is_told_what_to_do(asking: Shell) -> None:
    asking.ok("set", "contacts", "c1", "do_not_contact=yes")
    assert "\n    Nobody with room left" in asking.ok("stuck").out


def test_script_is_printed_for_the_two(asking: Shell) -> None:
    said = asking.ok("script", "--student", "007", "--contact", "c1").out
    assert '  "My name is Mia, and I am a student at Hill High."\n' in said
    assert '  "Would Wednesday 25 November at 08:30 suit you?"\n' in said
    assert '  "Or would Thursday 26 November at 08:30 be better?"\n' in said
    told = asking.ok("script", "--student", "008", "--contact", "c1", "--json").json
    assert [one["heading"] for one in told["script"]][:2] == ["Before you dial", "When somebody answers"]
    assert "Ben" not in str(told["script"])
    assert asking("script", "--student", "1", "--contact", "c1").code == 2


def test_a_claim_is_taken_over_on_the_command_line(school: Shell) -> None:
    school.ok("set", "contacts", "c1", "limit=1")
    school.ok("add", "claims", "contact=c1", "student=007", "until=2026-11-27")
    refused = school("add", "claims", "contact=c1", "student=008")
    assert (refused.code, "held by Mia T. until Fri 27 Nov" in refused.err) == (1, True)
    taken = school.ok("add", "claims", "contact=c1", "student=008", "because=Mia is ill")
    assert taken.out == "Ben Ode holds Dana Whitfield until Fri 27 Nov, in place of Mia Torres: Mia is ill.\n"
    found = school.ok("list", "claims", "--json").json["rows"]
    assert [(one["student"], one["active"], one["because"]) for one in found] == [
        ("007", False, ""),
        ("008", True, "Mia is ill"),
    ]
    [left] = [
        one["room_left"] for one in school.ok("list", "contacts", "--json").json["rows"] if one["id"] == "c1"
    ]
    assert left == 0
