"""Lists made by hand come in as they are foretold, change nothing the second time, and are taken back at once."""

from __future__ import annotations

from pathlib import Path

from tests.wbl_tui.cli_help import Shell


def test_weekly_hours_are_offered_on_every_such_day(school: Shell, tmp_path: Path) -> None:
    contact = school.ok("list", "contacts", "--json").json["rows"][0]
    before = school.ok("list", "availability", "--csv").out
    file = tmp_path / "hours.csv"
    file.write_text(f"Volunteer,When\n{contact['id']},Tues & Thurs 6:00-6:30pm\n")
    foretold = school.ok("import", "availability", str(file), "--dry-run", "--json").json
    done = school.ok("import", "availability", str(file), "--yes", "--json").json
    assert (done["counts"], done["rows"]) == (foretold["counts"], foretold["rows"])
    assert done["counts"]["add"] > 1
    again = school.ok("import", "availability", str(file), "--dry-run", "--json").json
    assert again["counts"] == {**dict.fromkeys(again["counts"], 0), "same": done["counts"]["add"]}
    school.ok("undo")
    assert school.ok("list", "availability", "--csv").out == before


def test_weekly_hours_of_nobody_known_are_refused_with_their_row(school: Shell, tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text("Volunteer,When\nNobody Known,Tues 6:00-6:30pm\n")
    said = school("import", "availability", str(file), "--dry-run")
    assert said.code == 2
    assert said.err.startswith(
        "wbl-tui: hours.csv, row 2, column contact: there is no contact 'Nobody Known'"
    )
