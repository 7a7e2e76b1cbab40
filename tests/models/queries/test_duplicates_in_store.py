"""Duplicates of a whole store: found in a fixed number of queries, and while somebody types."""

from __future__ import annotations

from pathlib import Path

from models.operations.records import add_record
from models.queries.duplicates import contacts_like, duplicates, likeness
from models.workspace import Workspace
from tests.helpers_store import make_school
from tests.school_store import Size, count_queries, make_workspace


def school(tmp_path: Path) -> Workspace:
    made = make_school(tmp_path / "school.wbl")
    made.write(add_record, "contacts", {"name": "Okafor, Dr", "employer": "The Elm Clinic, Inc."})
    made.write(add_record, "students", {"given": "Mía", "family": "Torres"})
    return made


def test_pairs_of_each_kind(tmp_path: Path) -> None:
    opened = school(tmp_path)
    found = opened.read(duplicates)
    assert {
        kind: [(pair.one.id, pair.other.id, pair.why) for pair in pairs] for kind, pairs in found.items()
    } == {
        "contacts": [("c1", "k1", "the same name at the same employer")],
        "employers": [("e1", "e2", "the same name")],
        "students": [("s1", "s4", "the same name")],
    }
    opened.close()


def test_what_is_typed_is_compared_with_everybody_else(tmp_path: Path) -> None:
    opened = school(tmp_path)
    found = opened.read(likeness)
    assert [one.id for one in found.of_contact("Brandt Lee", "elm clinic")] == ["k2"]
    assert [one.id for one in found.of_contact("Lee")] == []
    assert [one.label for one in found.of_employer("Elm Clinic LLC")] == [
        "Elm Clinic",
        "The Elm Clinic, Inc.",
    ]
    assert [one.id for one in opened.read(lambda db: likeness(db, "k2")).of_contact("Lee Brandt")] == []
    assert [one.id for one in opened.read(contacts_like, "Lee Brandt")] == ["k2"]
    opened.close()


def test_hundreds_take_as_many_queries_as_a_few(tmp_path: Path) -> None:
    counted = []
    for size in (Size(), Size(60, 40, 60, 6)):
        opened = make_workspace(tmp_path / f"{size.students}.wbl", size)
        counted.append([count_queries(opened, query) for query in (duplicates, likeness)])
        opened.close()
    assert counted == [[3, 2], [3, 2]]
