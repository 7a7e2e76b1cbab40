"""A campaign that is changed under its calls: nothing is lost, and what no longer fits is told at once."""

from __future__ import annotations

from tests.wbl_tui.cli_help import Shell


def test_a_shorter_window_tells_of_the_calls_outside_it(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 10:40")
    done = school.ok("set", "campaigns", "w1", "from=2026-11-24", "--json").json
    assert [(one["code"], one["text"]) for one in done["warnings"]] == [
        (
            "outside_window",
            "10:40–11:00 on Mon 23 Nov is outside the window of Fall, Tue 24 Nov to Fri 27 Nov.",
        )
    ]
    checked = school("check", "--json")
    assert (checked.code, [one["kind"] for one in checked.json["clashes"]]) == (1, ["outside_window"])
    school.ok("undo")
    assert school("check", "--json").code == 0
