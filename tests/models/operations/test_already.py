"""Who may be here already while somebody types: other spellings, short forms, swapped names; numbers tell apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.operations.already import already
from models.operations.records import add_record
from models.workspace import Workspace
from tests.school_store import count_queries


@pytest.fixture
def pool(school: Workspace) -> Workspace:
    """Mia Torres, Ben Ode and Ana Petrov, with some whose names are written in several ways."""
    for fields in (
        {"id": "p1", "given": "Aurélie", "family": "Kovačević", "grade": "11", "email": "au@elm.example.org"},
        {"id": "p2", "given": "Katherine", "family": "Duarte", "preferred": "Trina"},
        {"id": "p3", "given": "Tom", "family": "Berg 21"},
    ):
        school.write(add_record, "students", fields)
    return school


def found(pool: Workspace, kind: str, typed: Mapping[str, str], but: str = "") -> list[tuple[str, str]]:
    return [(one.id, one.why) for one in pool.read(already, kind, but).like(typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"given": "aurelie", "family": "kovacevic"}, [("p1", "the same name")]),
        ({"given": "Aurelie", "family": "Kovacevich"}, [("p1", "a similar family name")]),
        ({"given": "Kovacevic", "family": "Aurelie"}, [("p1", "the same name")]),
        ({"given": "Kate", "family": "Duarte"}, [("p2", "Kate and Katherine can be one name")]),
        ({"given": "Trina", "family": "Duarte"}, [("p2", "the same name")]),
        ({"given": "X", "family": "Y", "email": "AU@elm.example.org"}, [("p1", "the same mail address")]),
        ({"given": "Tom", "family": "Berg 22"}, []),
        ({"given": "Mia", "family": ""}, []),
        ({}, []),
    ],
)
def test_students(pool: Workspace, typed: Mapping[str, str], expected: list[tuple[str, str]]) -> None:
    assert found(pool, "students", typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": "Lee Brant"}, [("k2", "a similar family name")]),
        ({"name": "Brandt, Lee"}, [("k2", "the same name")]),
        (
            {"name": "L Brandt", "employer": "Elm clinic"},
            [("k2", "nearly the same name at the same employer")],
        ),
    ],
)
def test_contacts(pool: Workspace, typed: Mapping[str, str], expected: list[tuple[str, str]]) -> None:
    assert found(pool, "contacts", typed) == expected


def test_employers_and_the_record_that_is_changed_itself(pool: Workspace) -> None:
    assert found(pool, "employers", {"name": "The Elm Clinic, Inc."}) == [("e1", "the same name")]
    assert found(pool, "students", {"given": "Mia", "family": "Torres"}, but="s1") == []


def test_it_takes_as_many_queries_however_many_there_are(pool: Workspace) -> None:
    assert [count_queries(pool, already, kind) for kind in ("students", "contacts", "employers")] == [1, 3, 2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(["given", "family", "name", "employer", "email", "phone"]), st.text()))
def test_whatever_is_typed_gives_an_answer(pool: Workspace, typed: dict[str, str]) -> None:
    for kind in ("students", "contacts", "employers"):
        assert len(pool.read(already, kind).like(typed)) <= 3
