"""A bell schedule goes out as the file that a teacher edits, and comes back the same or changed."""

from __future__ import annotations

from pathlib import Path

from tests.wbl_tui.cli_help import Shell


def test_the_schedule_listed_as_toml_imports_as_the_same(school: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bells.toml"
    assert school.ok("list", "bells", "-o", str(file)).out == f"Wrote the bell schedule to {file}.\n"
    assert school.ok("list", "bells", "--toml").out == file.read_text("utf-8")
    proposal = school.ok("import", "bells", str(file), "--dry-run", "--json").json
    assert {row["action"] for row in proposal["rows"]} == {"same"}


def test_a_special_day_with_its_own_periods_goes_out_and_comes_back(school: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bells.toml"
    school.ok("list", "bells", "--toml", "-o", str(file))
    changed = file.read_text("utf-8") + (
        '\n[[exceptions]]\ndate = 2026-12-18\nnote = "Last day"\nperiods = [["1", "08:00", "09:00"]]\n'
    )
    file.write_text(changed, "utf-8")
    school.ok("import", "bells", str(file), "--yes")
    again = school.ok("list", "bells", "--toml").out
    assert 'date = 2026-12-18\nnote = "Last day"\nperiods = [\n  ["1", "08:00", "09:00"],\n]' in again


def test_only_bells_are_written_as_toml(school: Shell) -> None:
    said = school("list", "students", "--toml")
    assert (said.code, said.err) == (
        2,
        "wbl-tui: Only the bell schedule is written as TOML. For example: list bells --toml\n",
    )


def test_several_days_are_closed_by_one_command(school: Shell) -> None:
    said = school.ok("set", "days", "2026-12-21/2026-12-23", "closed=Break", "--yes", "--json").json
    assert [row["id"] for row in said["rows"]] == ["2026-12-21", "2026-12-22", "2026-12-23"]
    assert said["applied"]
    school.ok("undo")
    assert "Break" not in school.ok("list", "days").out


def test_one_date_gets_periods_of_its_own(school: Shell) -> None:
    school.ok("set", "days", "2026-12-18", "periods=1 8:00-8:30; Assembly 8:35-9:30", "--yes")
    assert '  ["Assembly", "08:35", "09:30"]' in school.ok("list", "bells", "--toml").out
    listed = school.ok("list", "bells", "--csv").out
    assert "2026-12-18,Assembly,08:35,09:30,period" in listed
    days = school.ok("list", "days", "--csv")
    assert days.err == (
        "wbl-tui: The own bells of Fri 18 Dec are not in this list: list bells has them, as --csv or --toml.\n"
    )
    assert school.ok("list", "days", "--csv", "--date", "2026-11-25").err == ""
    school.ok("set", "days", "2026-12-17", "periods=1 8:00-8:30", "note=Fair", "--yes")
    assert "2026-12-17,,,,Fair" in school.ok("list", "days", "--csv").out


def test_the_rest_of_today_is_shifted(school: Shell) -> None:
    said = school.ok("set", "days", "today", "shift=10", "--yes", "--json").json
    assert said["kind"] == "day"
    moved = [row for row in said["rows"] if row["action"] == "move"]
    assert all(row["before"]["room"] == row["after"]["room"] for row in moved)
    for words, wrong in (
        (("today", "shift=soon"), "'soon' is no number of minutes"),
        (("today", "shift=5", "note=x"), "note= does not go with shift="),
        (("2026-12-18/2026-12-19", "shift=5"), "shift= is for one date"),
        (("2026-12-18", "periods=1 9:00"), "Line 1 cannot be read"),
        (("2026-12-18", "periods=1 9:00-9:30", "closed=x"), "closed= does not go with periods="),
        (("2026-12-19/2026-12-18", "closed=x"), "is not one of the 92 days"),
    ):
        refused = school("set", "days", *words)
        assert (refused.code, wrong in refused.err) == (2, True), refused.err
