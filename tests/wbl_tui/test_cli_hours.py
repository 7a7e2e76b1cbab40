"""Offered hours by command: added, listed, replaced, emptied, refused."""

from __future__ import annotations

from typing import Any

from tests.wbl_tui.cli_help import Shell

TUESDAYS = [
    {"from": "2026-11-17T10:00:00-06:00", "to": "2026-11-17T12:00:00-06:00"},
    {"from": "2026-11-24T10:00:00-06:00", "to": "2026-11-24T12:00:00-06:00"},
]


def hours(school: Shell, ident: str) -> Any:
    listed = school.ok("list", "contacts", "--json").json["rows"]
    return next(one["availability"] for one in listed if one["id"] == ident)


def test_hours_of_a_contact_are_set_and_emptied(school: Shell) -> None:
    said = school.ok("set", "contacts", "c1", "availability=Tue 10:00/12:00")
    assert said.out == "Changed Dana Whitfield: offered hours none → Tue 10:00/12:00.\n"
    assert hours(school, "c1") == TUESDAYS
    said = school.ok("set", "contacts", "c1", "availability=")
    assert said.out == "Changed Dana Whitfield: offered hours Tue 10:00/12:00 → none.\n"
    assert hours(school, "c1") == []
    school.ok("undo")
    assert hours(school, "c1") == TUESDAYS


def test_a_contact_is_added_with_hours(school: Shell) -> None:
    school.ok("add", "contacts", "id=c7", "name=Ann Meyer", "availability=Tue 10:00/12:00")
    assert hours(school, "c7") == TUESDAYS
    assert "availability" not in school.ok("list", "contacts", "--csv").out


def test_hours_that_cannot_be_are_refused(school: Shell) -> None:
    said = school("set", "contacts", "c1", "availability=Tuesdays at ten")
    assert (said.code, said.out) == (2, "")
    assert "availability: expected weekly hours as Mon-Fri 08:00/15:30 or a span as" in said.err
    said = school("set", "contacts", "c1", "availability=2026-12-01 10:00/12:00")
    assert said.code == 2
    assert "2026-12-01 10:00 lies outside the campaign's window, 2026-11-16 to 2026-11-27." in said.err
