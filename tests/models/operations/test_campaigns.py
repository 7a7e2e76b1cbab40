"""Making a campaign: the window, the zone and the numbers have to make sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.errors import BadInput
from models.operations.campaigns import change_campaign, make_campaign
from models.queries import reading
from models.rules.facts import Campaign
from models.tables import sqlite
from models.workspace import Clock, Workspace
from tests.helpers_store import NOW

GOOD: dict[str, Any] = {
    "name": "Spring 2027",
    "first_day": date(2027, 3, 8),
    "last_day": date(2027, 3, 19),
    "zone": "America/Chicago",
}


def test_campaign_is_made_in_an_empty_store_and_a_further_one_beside_it(tmp_path: Path) -> None:
    sqlite.create(tmp_path / "new.wbl")
    workspace = Workspace(tmp_path / "new.wbl", actor="Ms Rivera", clock=Clock(NOW, ticks=False))
    done = workspace.write(make_campaign, **GOOD, organizer="mailto:wbl@elm.example.org", school="Elm High")
    workspace.write(make_campaign, **{**GOOD, "name": "Fall", "first_day": date(2026, 11, 2)})
    found = workspace.read(reading.campaigns)
    workspace.close()
    assert done.sentence == "Made the campaign Spring 2027, Mon 8 Mar to Fri 19 Mar 2027."
    assert [one.name for one in found] == ["Fall", "Spring 2027"]
    assert found[1] == Campaign(
        "w1", "Spring 2027", "Elm High", "wbl@elm.example.org", date(2027, 3, 8), date(2027, 3, 19),
        "America/Chicago", 1, 20, 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " \x00"}, "A campaign needs a name."),
        ({"zone": "Chicago"}, "'Chicago' is no time zone."),
        (
            {"last_day": date(2027, 3, 7)},
            "The window would end on 2027-03-07 before it begins on 2027-03-08.",
        ),
        ({"last_day": date(2028, 3, 8)}, "The window would be longer than a year."),
        ({"per_student": -1}, "-1 is no number of interviews for each student."),
        ({"minutes": 0}, "0 is no number of minutes of an interview."),
        ({"calls_per_adult": 0}, "0 is no number of calls for each adult."),
        ({"organizer": "wbl"}, "The mail address of the organizer cannot be used: 'wbl'."),
    ],
)
def test_campaign_refuses_what_cannot_be(school: Workspace, wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        school.write(make_campaign, **{**GOOD, **wrong})
    assert caught.value.sentence == sentence
    assert len(school.read(reading.campaigns)) == 1


def test_campaign_can_be_changed(school: Workspace) -> None:
    done = school.write(change_campaign, "c1", minutes=25, last_day=date(2026, 12, 1))
    assert done.sentence == "Changed the campaign Fall interviews: last day 2026-12-01, minutes 25."
    assert school.campaign().minutes == 25
    assert school.write(change_campaign, "c1", minutes=25).journal == 0
