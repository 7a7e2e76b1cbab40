"""Whose calendar holds which interviews, and in which words; every file of them read by five readers."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from models.errors import BadInput, UnknownId
from models.exchange.ical_out import feed
from models.operations.booking import cancel_interview
from models.operations.unit import Unit
from models.queries.feeds import Feed, feed_of
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import at, book, change, make_school
from tests.models.exchange.calendar_readers import read_by_all
from tests.school_store import SMALL, Size, count_queries, make_workspace

STAMP = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Workspace:
    """Mia misses Algebra at 9:20, Ben is called at 10:20, Ana's call is off."""
    workspace = make_school(tmp_path / "school.wbl")

    def furnish(unit: Unit) -> None:
        unit.update(rows.Student, "s1", share_name=True)
        unit.insert(rows.SchoolClass, "adv", name="Advisory 3", teacher="t1", meets="7", kind="advisory")
        unit.insert(rows.Enrolment, "s2:adv", student="s2", class_id="adv")

    change(workspace, furnish)
    book(workspace, "09:20", "s1", "k1")
    book(workspace, "10:20", "s2", "k2", room="r2")
    workspace.write(cancel_interview, book(workspace, "11:20", "s3", "k1"), "Snow")
    return workspace


def feed_for(workspace: Workspace, reader: str, ident: str = "") -> Feed:
    return workspace.read(feed_of, workspace.campaign(), reader, ident, stamp=STAMP)


MIA = "Informational interview: Mia Torres with Dr Okafor"
BEN = "Informational interview: Ben Ode with Lee Brandt"


@pytest.mark.parametrize(
    ("reader", "ident", "name", "summaries"),
    [
        ("all", "", "Fall interviews", [MIA, BEN]),
        ("student", "s1", "Mia Torres", ["Informational interview with Dr Okafor"]),
        ("student", "s3", "Ana Petrov", []),
        ("contact", "k1", "Dr Okafor", ["Informational interview with Mia"]),
        ("contact", "k2", "Lee Brandt", ["Informational interview with a student"]),
        ("room", "r2", "Room 2", ["Informational interview"]),
        ("class", "alg", "Algebra", ["Mia Torres away from Algebra"]),
        ("class", "adv", "Advisory 3", [BEN]),
        ("teacher", "t1", "Mr Vance", ["Mia Torres away from Algebra", BEN]),
        ("teacher", "t2", "Ms Adeyemi", []),
    ],
)
def test_a_calendar_holds_what_is_its_readers(
    school: Workspace, reader: str, ident: str, name: str, summaries: list[str]
) -> None:
    found = feed_for(school, reader, ident)
    assert found.name == f"Interviews: {name}"
    assert [event.summary for event in found.events] == summaries
    if found.events:
        read = read_by_all(feed(found.events, found.name))
        assert [seen.summary for seen in read] == summaries
        assert {(seen.method, seen.attendees, seen.organizer) for seen in read} == {
            ("PUBLISH", (), "wbl@elm.example.org")
        }


def test_times_are_the_calls(school: Workspace) -> None:
    assert [event.start for event in feed_for(school, "all").events] == [at("09:20"), at("10:20")]


def test_an_unknown_reader_is_refused(school: Workspace) -> None:
    with pytest.raises(UnknownId, match="There is no staff 'x'"):
        feed_for(school, "teacher", "x")
    with pytest.raises(BadInput, match="'guardian' has no calendar"):
        feed_for(school, "guardian")


def test_the_number_of_queries_does_not_grow_with_the_interviews(tmp_path: Path) -> None:
    sizes = (SMALL, Size(students=40, contacts=16, interviews=200, rooms=8))
    counts = []
    for number, size in enumerate(sizes):
        workspace = make_workspace(tmp_path / f"{number}.wbl", size)
        ask = partial(feed_of, campaign=workspace.campaign(), reader="all", stamp=STAMP)
        counts.append(count_queries(workspace, ask))
    assert counts[0] == counts[1]
