"""Rooms by command: a room that is lost moves its calls in one go, and says who must be told."""

from __future__ import annotations

from typing import Any

from tests.wbl_tui.cli_help import Shell

LOST = ("add", "blocks", "room=r2", "from=2026-11-24 08:00", "to=15:00", "why=state test", "--move")


def call(school: Shell, room: str = "r2", start: str = "2026-11-24 10:20") -> str:
    said = school.ok(
        "book", "--student", "007", "--contact", "c1", "--start", start, "--room", room, "--json"
    )
    return str(said.json["interview"]["id"])


def rooms(school: Shell, ident: str) -> Any:
    listed = school.ok("list", "interviews", "--json").json["rows"]
    return next(one["room"] for one in listed if one["id"] == ident)


def test_a_lost_room_is_shown_and_then_left(school: Shell) -> None:
    ident = call(school)
    said = school(*LOST)
    assert said.code == 1
    assert "Nothing was changed. Add --yes to do it." in said.err
    assert school.ok("list", "rooms", "--json").json["rows"][1]["blocks"] == []
    assert school.ok(*LOST, "--dry-run").out == said.out
    said = school.ok(*LOST, "--yes", "--json")
    assert (said.json["kind"], said.json["applied"]) == ("block", True)
    assert [row["action"] for row in said.json["rows"]] == ["add", "change"]
    assert rooms(school, ident)["id"] == "r1"
    assert school.ok("undo").out.startswith("Undid: Blocked Room 14")
    assert rooms(school, ident)["id"] == "r2"


def test_a_lost_room_that_cannot_be_read_is_refused(school: Shell) -> None:
    said = school("add", "blocks", "room=r2", "from=2026-11-24 08:00", "to=sometime", "--move", "--yes")
    assert (said.code, said.out) == (2, "")
    said = school("add", "rooms", "name=R", "--move")
    assert said.err == (
        "wbl-tui: --dry-run and --yes go with --move, and --move with blocks. Leave them out.\n"
    )
    assert school("add", "blocks", "room=r9", "from=2026-11-24 08:00", "to=15:00", "--move").code == 2


def test_a_lab_and_a_phone_are_booked_by_command(school: Shell) -> None:
    school.ok("add", "places", "id=lab", "name=Lab", "kind=lab", "capacity=24", "open=Mon-Fri 08:00/15:00")
    school.ok("add", "places", "id=p1", "name=Phone 1", "kind=phone")
    said = school.ok(
        "add",
        "reservations",
        "place=lab",
        "class=e10",
        "from=2026-11-24 10:00",
        "to=11:00",
        "for=phone scripts",
    )
    assert said.out == "Booked Lab for English 10, 10:00–11:00 on Tue 24 Nov (phone scripts).\n"
    ident = call(school)
    school.ok("add", "reservations", "place=p1", f"interview={ident}")
    lab, phone = sorted(
        school.ok("list", "reservations", "--json").json["rows"], key=lambda row: row["place"]
    )
    assert lab == {
        "id": lab["id"], "place": "lab", "name": "Lab", "from": "2026-11-24T10:00:00-06:00",
        "to": "2026-11-24T11:00:00-06:00", "who": "English 10", "student": None, "class": "e10",
        "interview": None, "for": "phone scripts",
    }  # fmt: skip
    assert (phone["who"], phone["interview"], phone["from"]) == (
        "Mia Torres",
        ident,
        "2026-11-24T10:20:00-06:00",
    )
    said = school("add", "reservations", "place=lab", "student=008", "from=2026-11-24 10:30", "to=11:30")
    assert (said.code, "Lab is booked by English 10 10:00–11:00" in said.err) == (1, True)
    school.ok("set", "reservations", lab["id"], "to=11:30")
    assert school.ok("remove", "reservations", lab["id"]).out.startswith("Lab is free again, 10:00–11:30")


def test_places_are_listed_apart_from_rooms(school: Shell) -> None:
    school.ok("add", "places", "id=p1", "name=Phone 1", "kind=phone")
    assert [row["id"] for row in school.ok("list", "rooms", "--json").json["rows"]] == ["r1", "r2"]
    listed = school.ok("list", "places", "--json").json["rows"]
    assert [(row["id"], row["kind"]) for row in listed] == [("p1", "phone"), ("r1", "room"), ("r2", "room")]
    assert "p1" not in school.ok("list", "rooms", "--csv").out
    assert (
        school.ok("set", "places", "p1", "name=Handset").out == "Changed Handset: name Phone 1 → Handset.\n"
    )


def test_a_rooms_own_mailbox_is_typed_listed_and_kept_out_of_files(school: Shell) -> None:
    assert "Room 12" in school.ok("set", "rooms", "r1", "mail=room12@school.example.org").out
    listed = {one["id"]: one["mail"] for one in school.ok("list", "rooms", "--json").json["rows"]}
    assert (listed["r1"], listed["r2"]) == ("room12@school.example.org", "")
    assert "mail" not in school.ok("list", "rooms", "--csv").out.splitlines()[0]
    wrong = school("set", "rooms", "r1", "mail=room 12")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    school.ok("set", "rooms", "r1", "mail=")
    assert school.ok("list", "rooms", "--json").json["rows"][0]["mail"] == ""


def test_hours_and_periods_are_listed_with_both_their_ends(school: Shell) -> None:
    school.ok("set", "rooms", "r2", "open=Mon-Fri 8:00-15:00")
    school.ok("add", "blocks", "room=r2", "from=2026-11-24 08:00", "to=09:30", "why=state test")
    listed = school.ok("list", "rooms").out
    assert "Mon-Fri 08:00/15:00" in listed
    assert "2026-11-24 08:00/09:30 state test" in listed
    [first, *_] = [line for line in school.ok("list", "bells").out.splitlines() if "/" in line]
    [row, *_] = [one for one in school.ok("list", "bells", "--json").json["rows"] if one["periods"]]
    told = [f"{one['period']} {one['from'][11:16]}/{one['to'][11:16]}" for one in row["periods"]]
    assert first.endswith("; ".join(told))


def test_a_note_that_several_calls_call_for_is_said_once(school: Shell) -> None:
    call(school)
    school.ok("book", "--student", "008", "--contact", "c2", "--start", "2026-11-24 11:20", "--room", "r2")
    said = school.ok("set", "rooms", "r2", "open=Mon 08:00/15:00").err.splitlines()
    assert said == list(dict.fromkeys(said))
    assert len(said) == 1


def test_a_clash_is_told_with_the_id_of_its_interview(school: Shell) -> None:
    ident = call(school)
    school.ok("set", "rooms", "r2", "open=Mon 08:00/15:00")
    said = school("check")
    assert said.code == 1
    [clash] = [line for line in said.out.splitlines() if line.startswith("CLASH")]
    assert clash.endswith(f" is not open on Tue 24 Nov. ({ident})")
    assert said.out.splitlines()[-1].startswith("1 clash, ")
