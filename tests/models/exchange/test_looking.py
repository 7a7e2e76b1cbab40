"""What a file's columns seem to mean, shown before it is read."""

from __future__ import annotations

from models.exchange.looking import Look, LookedColumn, fields_of, guessed_kind, look_at, remapped
from models.exchange.table_in import counter_of
from models.exchange.tables import Table, read_table

TEXT = "Student Number,Nm1,Last Name,DOB,Note\n007,Mia,Torres,2009-01-01,likes bees\n007b,Mia,Ode,x,\n,,,,\n"


def table(text: str, kind: str = "students") -> Table:
    return read_table(text, "f.csv", counter_of(kind, {}))


def test_each_column_has_a_meaning_or_none_and_some_of_its_values() -> None:
    look = look_at("students", table(TEXT), {})
    assert look == Look(
        "students",
        "students",
        (
            LookedColumn("Student Number", "id", "read", ("007", "007b")),
            LookedColumn("Nm1", "", "unused", ("Mia",)),
            LookedColumn("Last Name", "family", "read", ("Torres", "Ode")),
            LookedColumn("DOB", "", "never kept", ()),
            LookedColumn("Note", "", "unused", ("likes bees",)),
        ),
        2,
        look.program,
        (),
    )
    assert look.placed == 2


def test_what_is_needed_and_not_there_is_said() -> None:
    look = look_at("rooms", table("Where,Seats\nRoom 1,4\n", "rooms"), {})
    assert look.lacking == (("name",),)


def test_a_person_changes_what_a_column_means() -> None:
    found = table(TEXT)
    look = look_at("students", found, {})
    mapping = remapped(look, {}, 1, "given")
    assert mapping == {"given": "Nm1"}
    again = look_at("students", found, mapping)
    assert [column.field for column in again.columns] == ["id", "given", "family", "", ""]
    # The same column as something else: what it was before has no column now.
    assert remapped(again, mapping, 1, "preferred") == {"given": "", "preferred": "Nm1"}
    assert remapped(look, {}, 0, "") == {"id": ""}
    assert look_at("students", found, {"id": ""}).columns[0].state == "unused"


def test_the_kind_is_the_one_asked_for_unless_another_fits_clearly_better() -> None:
    people = table("First Name,Last Name,Email\nMia,Torres,mia@school.example.org\n")
    assert guessed_kind(people, "students") == "students"
    assert guessed_kind(people, "contacts") == "contacts"
    contacts = table(
        "First Name,Last Name,Company,Job Title,Email,Phone\nDana,Whit,Clinic,Nurse,d@clinic.example.org,555\n"
    )
    assert guessed_kind(contacts, "students") == "contacts"
    assert guessed_kind(table("Colour,Shape\nred,round\n"), "rooms") == "rooms"
    bells = table("date,day_type,rotation,closed,note\n2026-11-23,regular,A,,\n", "bells")
    assert guessed_kind(bells, "students") == "bells"


def test_fields_begin_with_our_own() -> None:
    assert fields_of("rooms")[:3] == ("id", "name", "school")
    assert "full_name" in fields_of("students")
