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
