"""One change for many records: what it says, what it saves in one entry, and what it refuses."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.many import many_fields, propose_many, set_many
from models.operations.proposals import accept
from models.operations.records import set_record
from models.operations.undo import undo
from models.operations.unit import Unit
from models.queries import reading
from models.queries.journal import entries
from models.rules.facts import ProposalRow
from models.workspace import Workspace
from tests.helpers_store import NOW, book, images
from tests.school_store import Size, make_workspace


def grades(school: Workspace) -> dict[str, str]:
    return {ident: one.grade for ident, one in school.read(reading.students).items()}


def test_many_get_one_value_in_one_entry_that_one_undo_takes_back(school: Workspace) -> None:
    before, first = images(school), len(school.read(entries))
    done = school.write(set_many, "students", ("s1", "s3"), {"grade": "011"})
    assert done.sentence == "Changed Mia Torres and Ana Petrov: grade 011."
    assert grades(school) == {"s1": "011", "s2": "", "s3": "011"}
    assert len(school.read(entries)) == first + 1
    school.write(undo)
    assert images(school) == before


def test_several_fields_at_once_and_who_has_them_already_is_left_alone(school: Workspace) -> None:
    school.write(set_record, "students", "s2", {"owed": "2", "share_name": "no"})
    ids = ("s1", "s2", "s3", "s1")
    proposal = school.read(propose_many, "students", ids, {"owed": "2", "share_name": "no"}, NOW)
    assert proposal.rows == (
        ProposalRow(
            "change", "student", "s1", "Mia Torres", "owed none → 2, share name none → no", None,
            {"owed": "", "share_name": ""}, {"owed": "2", "share_name": "no"},
        ),
        ProposalRow("same", "student", "s2", "Ben Ode", "like that already", None, {}, {}),
        ProposalRow(
            "change", "student", "s3", "Ana Petrov", "owed none → 2, share name none → no", None,
            {"owed": "", "share_name": ""}, {"owed": "2", "share_name": "no"},
        ),
    )  # fmt: skip
    done = school.write(accept, proposal)
    assert done.sentence == "Changed Mia Torres and Ana Petrov: owed 2, share name no."


def test_classes_are_added_and_taken_away_beside_those_each_has(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"classes": "alg"})
    school.write(set_record, "students", "s2", {"classes": ""})
    done = school.write(set_many, "students", ("s1", "s2"), {"classes+": "alg"})
    assert done.sentence.startswith("Changed Ben Ode: classes alg.")
    done = school.write(set_many, "students", ("s1", "s2", "s3"), {"classes-": "alg"})
    assert done.sentence.startswith("Changed Mia Torres")
    assert {one.classes for one in school.read(reading.students).values()} == {()}


def test_lists_of_several_values_tell_what_came_and_what_went(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"formats": "phone"})
    school.write(set_record, "contacts", "k2", {"formats": "video"})
    done = school.write(set_many, "contacts", ("k1", "k2"), {"formats+": "on_site"})
    assert done.sentence.endswith(": formats with on_site.")
    assert [one.formats for one in school.read(reading.contacts).values()] == [
        ("phone", "on_site"),
        ("video", "on_site"),
    ]
    done = school.write(set_many, "contacts", ("k1", "k2"), {"formats-": "on_site"})
    assert done.sentence.endswith(": formats without on_site.")


def test_calls_that_no_longer_fit_are_told(school: Workspace) -> None:
    book(school, "10:20")
    done = school.write(set_many, "contacts", ("k1", "k2"), {"limit": "0"})
    assert [one.severity for one in done.warnings] == ["clash"]


def test_nothing_to_change_is_no_entry(school: Workspace) -> None:
    first = len(school.read(entries))
    done = school.write(set_many, "students", ("s1", "s2"), {"grade": ""})
    assert (done.journal, done.sentence) == (0, "Mia Torres and Ben Ode: like that already.")
    assert len(school.read(entries)) == first


@pytest.mark.parametrize(
    ("kind", "ids", "fields", "said"),
    [
        ("students", ("s1",), {"given": "Ann"}, "Each student has its own given."),
        ("students", ("s1",), {"hat": "red"}, "Students have no field 'hat'."),
        ("students", ("s1",), {"grade+": "11"}, "Of grade there is only one value."),
        ("students", ("s1",), {"owed": "many"}, "owed: expected a whole number"),
        ("students", ("s1",), {}, "Nothing to change was given."),
        ("outreach", ("o1",), {"said": "x"}, "Only one of outreach can be changed at a time."),
    ],
)
def test_what_cannot_be_given_to_many_is_refused(
    school: Workspace, kind: str, ids: tuple[str, ...], fields: dict[str, str], said: str
) -> None:
    with pytest.raises(BadInput) as refused:
        school.write(set_many, kind, ids, fields)
    assert refused.value.sentence.startswith(said)


def test_one_that_is_not_there_keeps_all_as_they_were(school: Workspace) -> None:
    before = images(school)
    with pytest.raises(UnknownId):
        school.write(set_many, "students", ("s1", "s9"), {"grade": "11"})
    with pytest.raises(UnknownId):
        school.write(set_many, "students", ("s1", "s2"), {"classes+": "none"})
    assert images(school) == before


def test_what_was_changed_since_it_was_shown_is_not_overwritten(school: Workspace) -> None:
    proposal = school.read(propose_many, "students", ("s1", "s2"), {"grade": "11"}, NOW)
    school.write(set_record, "students", "s2", {"grade": "12"})
    with pytest.raises(Refused) as refused:
        school.write(accept, proposal)
    assert refused.value.sentence == "Ben Ode was changed meanwhile; nothing was saved."
    assert grades(school)["s1"] == ""


def test_a_whole_year_is_one_entry(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "year.db", Size(students=300))
    ids = tuple(grades(made))
    done = made.write(set_many, "students", ids, {"grade": "12", "practice_done": "yes"})
    told, _, names = done.sentence.partition(" (")
    assert told == "Changed 300 students: grade 12, practice done yes"
    assert names.endswith(" and 297 more).")
    assert set(grades(made).values()) == {"12"}
    made.write(undo)
    assert set(grades(made).values()) == {"10"}
    made.close()


def test_more_of_them_than_one_query_takes_values(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "many.db", Size(students=300))
    ids = tuple(grades(made))

    def move(unit: Unit) -> str:
        unit.db.connection().setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 100)
        return set_many(unit, "students", ids, {"school": "North"}).sentence

    assert made.write(move).startswith("Changed 300 students: school North (")
    made.close()


def test_fields_that_many_can_share() -> None:
    assert many_fields("students") == (
        "grade", "school", "share_name", "classes", "interests", "owed", "questions_ready", "practice_done",
    )  # fmt: skip
