"""Changing several records with one command: at once where they are few, first shown where they are many."""

from __future__ import annotations

from tests.wbl_tui.cli_help import Shell


def grades(school: Shell) -> dict[str, str]:
    return {one["id"]: one["grade"] for one in school.ok("list", "students", "--json").json["rows"]}


def test_ids_apart_by_commas_are_changed_in_one_entry(school: Shell) -> None:
    ids = list(grades(school))[:2]
    before, entries = grades(school), len(school.ok("log", "--json").json["rows"])
    said = school.ok("set", "students", ",".join(ids), "grade=13", "--json").json
    assert said["done"]
    assert {ident: grades(school)[ident] for ident in ids} == dict.fromkeys(ids, "13")
    assert len(school.ok("log", "--json").json["rows"]) == entries + 1
    school.ok("undo")
    assert grades(school) == before


def test_a_dry_run_shows_and_changes_nothing(school: Shell) -> None:
    ids, before = list(grades(school))[:2], grades(school)
    said = school.ok("set", "students", ",".join(ids), "grade=13", "--dry-run", "--json").json
    assert (said["kind"], said["applied"], said["counts"]["change"]) == ("many", False, 2)
    assert grades(school) == before


def test_an_unknown_one_of_them_is_refused_and_nothing_changes(school: Shell) -> None:
    before = grades(school)
    said = school("set", "students", f"{next(iter(before))},nobody", "grade=13")
    assert (said.code, said.out) == (2, "")
    assert "nobody" in said.err
    assert grades(school) == before


def test_classes_are_added_to_one_student_as_to_many(school: Shell) -> None:
    ident = next(iter(grades(school)))
    school.ok("add", "classes", "id=drama", "name=Drama")
    before = _classes(school, ident)
    school.ok("set", "students", ident, "classes+=drama")
    assert _classes(school, ident) == [*before, "drama"]
    school.ok("set", "students", ident, "classes-=drama")
    assert _classes(school, ident) == before


def test_an_id_with_a_comma_in_it_is_one_id(school: Shell) -> None:
    school.ok("add", "students", "id=7,8", "given=Kai")
    school.ok("set", "students", "7,8", "grade=12")
    assert grades(school)["7,8"] == "12"


def _classes(school: Shell, ident: str) -> list[str]:
    rows = school.ok("list", "students", "--json").json["rows"]
    found: list[str] = next(one["classes"] for one in rows if one["id"] == ident)
    return found
