"""The roster's reads: right counts, names for ids, and as many queries for thousands as for a few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.errors import UnknownId
from models.operations.booking import Booking, book_interview
from models.operations.marking import note_preparation
from models.queries.roster import RosterRow, roster, roster_top, student_story
from models.rules.facts import Campaign
from models.workspace import Workspace
from tests.school_store import NOW, Size, count_queries, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return workspace.campaign()


def row(workspace: Workspace, ident: str) -> RosterRow:
    return {one.id: one for one in workspace.read(roster, workspace.campaign())}[ident]


def test_the_list_is_sorted_by_family_name_whatever_its_case(
    workspace: Workspace, campaign: Campaign
) -> None:
    workspace.with_store(
        lambda store: store.db.execute_sql("UPDATE student SET family = 'äckert' WHERE id = 's7'")
    )
    found = workspace.read(roster, campaign)
    assert len(found) == 25
    assert [one.sorted_label for one in found[:3]] == ["äckert, Tom", "Berg 10, Ida", "Berg 21, Tom"]


def test_a_row_counts_what_is_owed_booked_and_done(workspace: Workspace) -> None:
    found = row(workspace, "s2")
    assert (found.owed, found.counts.booked, found.counts.done, found.lacking) == (3, 2, 1, 0)
    assert found.label == "Ben Ode 2"
    assert [interest.rank for interest in found.interests] == [1, 2, 3]


def test_what_is_missing_is_said_as_codes_and_sentences(workspace: Workspace) -> None:
    assert row(workspace, "s6").missing == (
        ("room", "1 call without a room"),
        ("confirmation", "1 interview not confirmed"),
        ("interests", "No interests yet"),
        ("questions", "Questions not ready"),
        ("practice", "Practice interview not done"),
    )


def test_a_student_without_any_interview_counts_nothing(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "few.db", Size(students=2, contacts=2, interviews=1, rooms=1))
    found = row(made, "s2")
    assert (found.counts.booked, found.counts.done, found.lacking) == (0, 0, 3)
    made.close()


def test_the_story_of_a_student_has_everything_with_names(workspace: Workspace, campaign: Campaign) -> None:
    story = workspace.read(student_story, campaign, "s2")
    assert story.row == row(workspace, "s2")
    assert [(one.school_class.name, one.teacher) for one in story.classes[:2]] == [
        ("English 10", "Mr Vance"),
        ("Biology 10", "Mr Vance"),
    ]
    assert [(one.interview.id, one.contact, one.employer, one.room) for one in story.interviews] == [
        ("i2", "Dana Whitfield 2", "Harbour 2 Works", "Room 02"),
        ("i27", "Dana Whitfield 3", "Harbour 3 Works", "Room 03"),
        ("i52", "Dana Whitfield 4", "Harbour 4 Works", "Room 04"),
    ]


def test_the_story_tells_the_journal_newest_first(workspace: Workspace, campaign: Campaign) -> None:
    workspace.write(note_preparation, "s2", questions=True, practice=None)
    start = NOW + timedelta(days=1, hours=4)
    workspace.write(book_interview, Booking(("s2",), "x7", start, place="home"))
    workspace.write(note_preparation, "s3", questions=True, practice=None)
    story = workspace.read(student_story, campaign, "s2")
    assert [entry.action for entry in story.history] == ["book", "prepare"]


def test_an_unknown_student_is_said(workspace: Workspace, campaign: Campaign) -> None:
    with pytest.raises(UnknownId):
        workspace.read(student_story, campaign, "nobody")


def test_thousands_take_as_many_queries_as_a_few(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 400, 10))):
        made = make_workspace(tmp_path / name, size)
        campaign = made.campaign()
        counted.append(
            (
                count_queries(made, roster, campaign),
                count_queries(made, roster_top, campaign, 120),
                count_queries(made, student_story, campaign, "s2"),
            )
        )
        made.close()
    assert counted[0] == counted[1]
    assert counted[0][:2] == (4, 5)


def test_the_top_is_where_the_list_begins(workspace: Workspace, campaign: Campaign) -> None:
    whole = workspace.read(roster, campaign)
    for most in (0, 1, 7, len(whole) - 1, len(whole), len(whole) + 1):
        assert workspace.read(roster_top, campaign, most) == whole[:most]
