"""The employers page's reads: room left, last outreach, who matches whom, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.errors import UnknownId
from models.operations.records import add_record
from models.operations.removing import remove_record
from models.queries.employers import LoneEmployer, employer_story
from models.queries.pool import PoolRow, contact_story, contacts_for, pool, students_for
from models.rules.facts import Campaign
from models.workspace import Workspace
from tests.school_store import FIRST, NOW, Size, count_queries, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return workspace.campaign()


def rows(workspace: Workspace) -> dict[str, PoolRow]:
    found = workspace.read(pool, workspace.campaign(), NOW)
    return {one.id: one for one in found if isinstance(one, PoolRow)}


def test_a_row_counts_interviews_and_the_room_left(workspace: Workspace) -> None:
    found = rows(workspace)
    assert len(found) == 8
    assert (found["x2"].left, found["x2"].booked, found["x2"].done) == (2, 5, 3)
    assert found["x1"].left is None


def test_a_row_tells_the_latest_attempt_only(workspace: Workspace) -> None:
    found = rows(workspace)
    assert found["x1"].last is None
    last = found["x4"].last
    assert last is not None
    assert (last.at, last.how, last.outcome) == (FIRST - timedelta(days=8), "phone", "said yes")


def test_the_story_of_a_contact_has_hours_interviews_and_outreach(
    workspace: Workspace, campaign: Campaign
) -> None:
    story = workspace.read(contact_story, campaign, "x3", NOW)
    assert len(story.row.contact.availability) == 3
    assert story.employer.name == "Harbour 3 Works"
    assert (story.interviews[0].interview.id, story.interviews[0].students, story.interviews[0].room) == (
        "i3",
        ("Ana Petrov 3",),
        "Room 03",
    )
    assert [one.outreach.outcome for one in story.outreach] == ["left a message", "sent"]


def test_contacts_for_a_student_come_best_first_and_without_those_met(
    workspace: Workspace, campaign: Campaign
) -> None:
    matching = workspace.read(contacts_for, campaign, "s2", NOW)
    assert [(one.contact.id, one.reason) for one in matching] == [
        ("x5", "first choice: Digital Technology"),
        ("x8", "second choice: Financial Services"),
    ]
    everybody = workspace.read(lambda db: contacts_for(db, campaign, "s2", NOW, others=True))
    assert everybody[: len(matching)] == matching
    met = {"x2", "x3", "x4"}
    assert {one.contact.id for one in everybody} == {f"x{n}" for n in range(1, 9)} - met


def test_students_for_a_contact_leave_out_those_who_lack_nothing(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "few.db", Size(25, 8, 30, 6))
    campaign = made.campaign()
    found = made.read(students_for, campaign, "x5")
    assert found
    assert all(one.row.lacking > 0 and one.reason for one in found)
    every = made.read(lambda db: students_for(db, campaign, "x5", others=True))
    assert every[: len(found)] == found
    assert len(every) == 25
    made.close()


def test_unknown_people_are_said(workspace: Workspace, campaign: Campaign) -> None:
    with pytest.raises(UnknownId):
        workspace.read(contact_story, campaign, "nobody", NOW)
    with pytest.raises(UnknownId):
        workspace.read(contacts_for, campaign, "nobody", NOW)
    with pytest.raises(UnknownId):
        workspace.read(students_for, campaign, "nobody")


def test_hundreds_take_as_many_queries_as_a_few(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 400, 10))):
        made = make_workspace(tmp_path / name, size)
        campaign = made.campaign()
        for number in range(size.rooms):
            made.write(add_record, "employers", {"id": f"lone{number}", "name": f"Bakery {number}"})
        counted.append(
            (
                count_queries(made, pool, campaign, NOW),
                count_queries(made, contact_story, campaign, "x2", NOW),
                count_queries(made, contacts_for, campaign, "s2", NOW),
                count_queries(made, students_for, campaign, "x2"),
                count_queries(made, employer_story, "lone1"),
            )
        )
        made.close()
    assert counted[0] == counted[1]
    assert counted[0][0] == 13


def test_employers_without_a_contact_come_after_the_contacts_by_name(workspace: Workspace) -> None:
    workspace.write(add_record, "employers", {"id": "z1", "name": "éclair Bakery", "field": "Food"})
    workspace.write(add_record, "employers", {"id": "z2", "name": "Dock Museum"})
    found = workspace.read(pool, workspace.campaign(), NOW)
    assert [isinstance(one, PoolRow) for one in found] == [True] * 8 + [False] * 2
    assert found[8:] == [LoneEmployer("z2", "Dock Museum", ""), LoneEmployer("z1", "éclair Bakery", "Food")]
    assert [one.id for one in found[8:]] == [" z2", " z1"]


def test_an_employer_with_a_contact_is_no_longer_alone(workspace: Workspace) -> None:
    workspace.write(add_record, "employers", {"id": "z1", "name": "Dock Museum"})
    workspace.write(add_record, "contacts", {"id": "x99", "name": "Ann Meyer", "employer": "dock museum"})
    assert workspace.read(pool, workspace.campaign(), NOW)[0].id == "x99"
    assert len(workspace.read(pool, workspace.campaign(), NOW)) == 9
    workspace.write(remove_record, "contacts", "x99")
    assert workspace.read(pool, workspace.campaign(), NOW)[-1] == LoneEmployer("z1", "Dock Museum", "")


def test_those_who_work_for_nobody_leave_no_nameless_employer_behind(workspace: Workspace) -> None:
    workspace.write(add_record, "contacts", {"id": "x99", "name": "Ann Meyer"})
    workspace.write(remove_record, "contacts", "x99")
    assert len(workspace.read(pool, workspace.campaign(), NOW)) == 8


def test_the_story_of_an_employer(workspace: Workspace) -> None:
    workspace.write(add_record, "employers", {"id": "z1", "name": "Dock Museum", "phone": "555 0100"})
    story = workspace.read(employer_story, "z1")
    assert (story.employer.name, story.employer.phone) == ("Dock Museum", "555 0100")
    assert [entry.sentence for entry in story.history] == ["Added employer Dock Museum (z1)."]
    with pytest.raises(UnknownId):
        workspace.read(employer_story, "nobody")
