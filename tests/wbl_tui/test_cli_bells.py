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
