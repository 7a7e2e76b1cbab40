"""What a person sees while booking: the people, the days ahead, the best free times, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.errors import UnknownId
from models.queries.booking import outlook, party_of
from models.queries.trial import trial_for
from models.rules.facts import Campaign
from models.rules.offers import wish_of
from models.rules.span import local_day
from models.rules.trial import cost_of
from models.tables import rows
from models.workspace import Workspace
from screens.state.booking_wish import offer_cells
from screens.widgets.plain import Toned
from tests.helpers_store import change
from tests.school_store import NOW, Size, count_queries, make_workspace

WISH = wish_of("c1", ("s2",), "x5", format_="phone", place="room", minutes=20)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path / "school.db")
    yield made
    made.close()


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return workspace.campaign()


def test_the_party_says_why_they_match_and_what_room_is_left(
    workspace: Workspace, campaign: Campaign
) -> None:
    found = workspace.read(party_of, campaign, ("s2",), "x5", NOW)
    assert [one.label for one in found.students] == ["Ben Ode 2"]
    assert (found.contact.name, found.reason, found.left) == (
        "Dana Whitfield 5",
        "first choice: Digital Technology",
        None,
    )


def test_every_offer_is_free_in_the_outlook(workspace: Workspace, campaign: Campaign) -> None:
    found = workspace.read(outlook, campaign, WISH, NOW)
    assert found.offers
    for offer in found.offers:
        wish = WISH._replace(start=offer.start, end=offer.end, room=offer.room)
        trial = workspace.read(trial_for, campaign, wish, local_day(offer.start, ZoneInfo(campaign.zone)))
        assert cost_of(wish, trial, NOW).clashes == ()


def test_where_the_contacts_hours_are_over_times_outside_of_them_are_offered_as_such(
    workspace: Workspace, campaign: Campaign
) -> None:
    assert not any(one.outside for one in workspace.read(outlook, campaign, WISH, NOW).offers)
    gone = {"contact": "x5", "start_at": NOW - timedelta(hours=2), "end_at": NOW - timedelta(hours=1)}
    change(workspace, lambda unit: unit.delete_where(rows.Availability, rows.Availability.contact == "x5"))
    change(workspace, lambda unit: unit.insert(rows.Availability, "gone", **gone))
    found = workspace.read(outlook, campaign, WISH, NOW).offers
    assert [one.outside for one in found] == [True] * 10
    assert offer_cells(ZoneInfo(campaign.zone), found[0])[1] == Toned(
        "! not their hours: free period 2", "warn"
    )


def test_unknown_people_are_said(workspace: Workspace, campaign: Campaign) -> None:
    with pytest.raises(UnknownId):
        workspace.read(party_of, campaign, ("s2", "nobody"), "x5", NOW)
    with pytest.raises(UnknownId):
        workspace.read(party_of, campaign, ("s2",), "nobody", NOW)


def test_hundreds_take_as_many_queries_as_a_few(tmp_path: Path) -> None:
    counted = []
    for name, size in (("few.db", Size()), ("more.db", Size(300, 60, 400, 10))):
        made = make_workspace(tmp_path / name, size)
        campaign = made.campaign()
        counted.append(
            (
                count_queries(made, outlook, campaign, WISH, NOW),
                count_queries(made, party_of, campaign, ("s2",), "x5", NOW),
            )
        )
        made.close()
    assert counted[0] == counted[1]
