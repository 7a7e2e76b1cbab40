"""What people settled: noted with the change that settled it, taken back with it, gone with the record."""

from __future__ import annotations

from models.operations.mappings import note_mapping, remembered
from models.operations.records import add_record, set_record
from models.operations.removing import remove_record
from models.operations.settled import (
    aliases_of,
    leave_to_files,
    note_aliases,
    note_by_hand,
    set_by_hand,
)
from models.operations.undo import undo
from models.operations.unit import Unit
from models.workspace import Workspace
from tests.helpers_store import change, images


def test_what_is_set_or_added_by_hand_is_noted_and_taken_back_with_it(school: Workspace) -> None:
    before = images(school)
    school.write(set_record, "students", "s1", {"grade": "11", "email": "", "given": "Mia"})
    school.write(
        add_record,
        "contacts",
        {"id": "k9", "name": "Jo Berg", "employer": "Dock", "phone": "", "title": "Chef"},
    )
    assert school.read(set_by_hand, "students") == {"s1": {"grade", "email"}}
    assert school.read(set_by_hand, "contacts") == {"k9": {"name", "employer", "title"}}
    school.write(undo)
    school.write(undo)
    assert images(school) == before


def test_what_no_file_holds_is_not_noted(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"questions_ready": "yes"})
    assert school.read(set_by_hand, "students") == {}


def test_setting_it_again_is_no_second_note(school: Workspace) -> None:
    for grade in ("11", "12"):
        school.write(set_record, "students", "s1", {"grade": grade})
    assert school.read(set_by_hand, "students") == {"s1": {"grade"}}


def test_a_field_can_be_left_to_files_again(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"grade": "11", "school": "Elm"})
    change(school, lambda unit: leave_to_files(unit, "students", {"s1": ["grade", "given"]}))
    assert school.read(set_by_hand, "students") == {"s1": {"school"}}


def test_what_another_program_calls_a_record_is_kept_and_can_change(school: Workspace) -> None:
    change(school, lambda unit: note_aliases(unit, "students", {("id", "a:b"): "s1", ("id", "a"): "s2"}))
    change(school, lambda unit: note_aliases(unit, "students", {("id", "a:b"): "s2", ("name", "x"): "s2"}))
    assert school.read(aliases_of, "students") == {
        ("id", "a:b"): "s2",
        ("id", "a"): "s2",
        ("name", "x"): "s2",
    }
    assert school.read(aliases_of, "contacts") == {}


def test_nothing_of_it_outlives_the_record(school: Workspace) -> None:
    school.write(add_record, "staff", {"id": "z", "name": "Jo Berg"})
    change(school, lambda unit: note_aliases(unit, "staff", {("id", "77"): "z"}))
    school.write(remove_record, "staff", "z")
    assert (school.read(set_by_hand, "staff"), school.read(aliases_of, "staff")) == ({}, {})


def test_what_columns_mean_is_remembered_for_the_same_header_whatever_its_case(school: Workspace) -> None:
    headers = ("Who", "Grade [Required]")

    def told(mapping: dict[str, str]) -> None:
        def note(unit: Unit) -> None:
            note_mapping(unit, "students", headers, mapping)

        change(school, note)

    told({"given": "Who"})
    assert school.read(remembered, "students", ("WHO", "grade")) == {"given": "Who"}
    assert school.read(remembered, "students", ("grade", "WHO")) == {}
    assert school.read(remembered, "contacts", headers) == {}
    told({"family": "Who"})
    assert school.read(remembered, "students", headers) == {"family": "Who"}


def test_noting_nothing_changes_nothing(school: Workspace) -> None:
    before = images(school)
    change(school, lambda unit: note_by_hand(unit, "students", {}))
    change(school, lambda unit: note_aliases(unit, "students", {}))
    assert images(school) == before
