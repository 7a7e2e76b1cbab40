"""`wbl-tui plan`: shown, done, taken back; its JSON; what cannot be understood."""

from __future__ import annotations

import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def willing(school: Shell) -> Shell:
    """Both students want the field of the one contact who has hours; the other has none of it."""
    school.ok("set", "students", "007", "interests=Arts")
    school.ok("set", "students", "008", "interests=Arts")
    school.ok("set", "contacts", "c1", "clusters=arts", "limit=1", "per_day=1")
    return school


def test_a_plan_is_shown_with_its_reasons_and_nothing_is_changed(willing: Shell) -> None:
    said = willing.ok("plan", "--dry-run", "--effort", "20")
    assert said.out.splitlines()[0] == "A plan for Fall: 1 of 2 interviews"
    assert "refuse   student" in said.out.replace("refuse  student", "refuse   student")
    assert "can take no more calls" in said.out
    assert willing.ok("list", "interviews", "--json").json["rows"] == []


def test_the_json_of_a_plan_holds_score_bound_and_rows(willing: Shell) -> None:
    told = willing.ok("plan", "--dry-run", "--effort", "20", "--json", "--weights", "placed=10,firsts=5").json
    assert (told["schema"], told["kind"], told["applied"], told["journal"]) == (
        "wbl-tui/1",
        "plan",
        False,
        None,
    )
    assert set(told["score"]) == {
        "firsts", "placed", "ranks", "classes_missed", "minutes_missed", "evenness", "contact_days", "sum",
    }  # fmt: skip
    assert told["score"] | {"sum": 0} == {
        "firsts": 1, "placed": 1, "ranks": [1, 0, 0], "classes_missed": 0, "minutes_missed": 0, "evenness": 0,
        "contact_days": 1, "sum": 0,
    }  # fmt: skip
    assert told["score"]["sum"] == 10 + 5 + 200 - 15
    assert (told["bound"]["placed"], told["bound"]["sum"] >= 200) == (1, True)
    assert told["bound"]["proven"] == (told["bound"]["sum"] == 200)
    [added] = [row for row in told["rows"] if row["action"] == "add"]
    assert (added["entity"], added["after"]["contact"], added["after"]["minutes"]) == ("interview", "c1", 20)
    [refused] = [row for row in told["rows"] if row["action"] == "refuse"]
    assert (refused["entity"], refused["reason"]) == (
        "student",
        "The one contact in these interests can take no more calls.",
    )


def test_an_accepted_plan_is_undone_at_once(willing: Shell) -> None:
    done = willing.ok("plan", "--effort", "20", "--yes", "--json").json
    assert (done["applied"], done["counts"]["add"]) == (True, 1)
    assert len(willing.ok("list", "interviews", "--json").json["rows"]) == 1
    assert willing.ok("undo").out.startswith("Undid: Booked 1 interview of a plan for 1 student")
    rows = willing.ok("list", "interviews", "--json").json["rows"]
    assert [one for one in rows if one["state"] == "scheduled"] == []


def test_without_a_terminal_and_without_yes_nothing_is_done(willing: Shell) -> None:
    said = willing("plan", "--effort", "20")
    assert (said.code, "Nothing was changed" in said.err) == (1, True)
    assert willing.ok("list", "interviews", "--json").json["rows"] == []


def test_the_same_seed_and_effort_give_the_same_plan(willing: Shell) -> None:
    first, again = (
        willing.ok("plan", "--dry-run", "--seed", "4", "--effort", "30", "--json").json for _ in range(2)
    )
    assert (first["rows"], first["score"], first["bound"]) == (again["rows"], again["score"], again["bound"])


@pytest.mark.parametrize("weights", ["", ",", "core=40/2", "rank=5/4/3, lunch=1"])
def test_weights_that_are_left_out_stay_usual(willing: Shell, weights: str) -> None:
    assert (
        willing.ok("plan", "--dry-run", "--effort", "5", "--weights", weights, "--json").json["score"][
            "placed"
        ]
        == 1
    )


@pytest.mark.parametrize("weights", ["rank=1/2", "core=1/2/3", "luck=4", "placed", "placed=-1", "placed=1.5"])
def test_weights_that_cannot_be_read_are_bad_input(willing: Shell, weights: str) -> None:
    said = willing("plan", "--weights", weights)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("wbl-tui: --weights: ")


def test_a_contact_who_cancels_is_planned_around_and_one_undo_brings_all_back(willing: Shell) -> None:
    willing.ok("set", "contacts", "c2", "clusters=arts")
    willing.ok("plan", "--effort", "20", "--yes")
    before = willing.ok("list", "interviews", "--json").json["rows"]
    again = ("plan", "--replan", "--contact", "c1", "--because", "ill")
    told = willing.ok(*again, "--dry-run", "--json").json
    assert (told["kind"], told["applied"]) == ("replan", False)
    [off] = [row for row in told["rows"] if row["action"] == "remove"]
    assert off["reason"].endswith("cancelled (ill)")
    assert {one["kind"] for one in told["tell"]} >= {"student"}
    done = willing.ok(*again, "--yes")
    assert "called off" in done.out
    assert willing.ok("undo").out.startswith("Undid: ")
    after = willing.ok("list", "interviews", "--json").json["rows"]
    assert [one["state"] for one in after] == [one["state"] for one in before]


@pytest.mark.parametrize(("words", "instead"), [((), 0), (("--today",), 1)])
def test_planning_again_leaves_today_alone_unless_it_is_asked_for(
    willing: Shell, words: tuple[str, ...], instead: int
) -> None:
    willing.ok("set", "contacts", "c2", "clusters=arts")
    willing.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-27 12:20")
    willing.now = "2026-11-27T08:00"
    told = willing.ok("plan", "--replan", "--contact", "c1", *words, "--dry-run", "--json").json
    assert told["counts"]["add"] == instead
    [why] = [row["reason"] for row in told["rows"] if row["action"] == "refuse"] or [""]
    assert ("only today" in why) == (not instead)


@pytest.mark.parametrize(
    "words",
    [
        ("--today",),
        ("--replan",),
        ("--contact", "c1"),
        ("--replan", "--contact", "nobody"),
        ("--replan", "--day", "soon"),
        ("--replan", "--room", "r1", "--from", "2026-11-24 10:00", "--to", "2026-11-24 09:00"),
        ("--replan", "--contact", "c1", "--from", "2026-11-24 10:00", "--to", "2026-11-24 09:00"),
        ("--replan", "--day", "2026-11-24", "--to", "2026-11-24 09:00"),
        ("--because", "ill"),
        ("--seed", "first"),
    ],
)
def test_what_falls_out_has_to_be_named_and_known(willing: Shell, words: tuple[str, ...]) -> None:
    said = willing("plan", *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_a_contact_who_is_away_for_a_time_keeps_what_else_they_promised(willing: Shell) -> None:
    willing.ok("set", "contacts", "c2", "clusters=arts")
    willing.ok("plan", "--effort", "20", "--yes")
    [start] = [
        str(one["start"])
        for one in willing.ok("list", "interviews", "--json").json["rows"]
        if one["contact"]["id"] == "c1"
    ]
    day = start[:10]
    away = ("--contact", "c1", "--from", f"{day} 00:00", "--to", f"{day} 23:59")
    told = willing.ok("plan", "--replan", *away, "--dry-run", "--json").json
    [part] = [row for row in told["rows"] if row["entity"] == "contact"]
    assert (part["id"], sorted(part["after"])) == ("c1", ["availability", "from", "to"])
    assert [row["action"] for row in told["rows"] if row["entity"] == "interview"] == ["move"]
