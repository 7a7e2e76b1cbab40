"""The reads behind the calendar and the rooms: facts ready to draw, in a number of queries that never grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.errors import UnknownId
from models.operations.absences import decide_absence
from models.operations.booking import cancel_interview
from models.operations.places import block_room
from models.queries.calendar import calendar_facts, interview_by_id, waiting_interviews
from models.queries.cards import Card, cards_between, wall_of
from models.queries.rooms_day import rooms_facts
from models.queries.sheet import interview_sheet
from models.queries.trial import trial_for
from models.rules.facts import Campaign
from models.rules.trial import cost_of
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import DAY, NOW, at, book, change, interview, make_school
from tests.school_store import Size, count_queries, make_workspace

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    yield made
    made.close()


@pytest.fixture
def campaign(school: Workspace) -> Campaign:
    return school.campaign()


def card(workspace: Workspace, ident: str) -> Card:
    found = workspace.read(cards_between, CHICAGO, DAY, DAY)
    return next(one for one in found if one.id == ident)


def test_a_card_holds_what_a_block_shows(school: Workspace) -> None:
    ident = book(school, "09:10")
    assert card(school, ident) == Card(
        ident, DAY, 550, 570, at("09:10"), at("09:30"), "scheduled", "phone", "room", "r1", "Room 1",
        "Dr Okafor", "Elm Clinic", ("Mia Torres",), "to_request", ("s1",), "k1", ("alg",), 0, False,
    )  # fmt: skip


def test_a_card_tells_the_worst_absence_and_the_missing_room(school: Workspace) -> None:
    ident = book(school, "09:10", room=None)
    school.write(decide_absence, ident, "approve")
    found = card(school, ident)
    assert (found.absence, found.lacks_room, found.who) == ("approved", True, "Mia Torres")


def test_the_calendar_holds_every_state_and_counts_those_without_a_time(
    school: Workspace, campaign: Campaign
) -> None:
    one, other = book(school, "09:10"), book(school, "10:10", "s2", "k2", room="r2")
    book(school, None, "s3", "k1")
    school.write(cancel_interview, other, "ill")
    facts = school.read(calendar_facts, campaign, MONDAY, SUNDAY)
    assert [(each.id, each.state) for each in facts.cards] == [(one, "scheduled"), (other, "cancelled")]
    assert (facts.waiting, facts.students, facts.contacts) == (1, 3, 2)
    assert [plan.closed == "" for plan in facts.plans] == [True] * 5 + [False] * 2
    assert facts.bells.plan(DAY).periods[0].name == "1"


def test_interviews_without_a_time_are_listed_the_oldest_first(school: Workspace, campaign: Campaign) -> None:
    first, second = book(school, None, "s3", "k1"), book(school, None, "s1", "k2")
    found = school.read(waiting_interviews, campaign)
    assert [(one.interview.id, one.students, one.contact, one.employer) for one in found] == [
        (first, ("Ana Petrov",), "Dr Okafor", "Elm Clinic"),
        (second, ("Mia Torres",), "Lee Brandt", "Elm Clinic"),
    ]


def test_the_days_at_either_end_belong_to_the_local_date(school: Workspace) -> None:
    late = book(school, "23:40", room=None)
    assert [one.id for one in school.read(cards_between, CHICAGO, DAY, DAY)] == [late]
    assert school.read(cards_between, CHICAGO, DAY + timedelta(days=1), DAY + timedelta(days=1)) == ()


def test_the_rooms_of_a_day_with_hours_blocks_and_calls(school: Workspace, campaign: Campaign) -> None:
    here, without = book(school, "09:10"), book(school, "10:10", "s2", "k2", room=None)
    home = book(school, "12:10", "s3", "k2", room=None, place="home")
    hours = {"weekday": 2, "day": None, "start_minute": 540, "end_minute": 720}
    change(school, lambda unit: unit.insert(rows.RoomHours, "h1", room="r2", **hours))
    school.write(block_room, "r1", at("13:00"), at("14:00") + timedelta(days=1), "Exams")
    facts = school.read(rooms_facts, campaign, DAY)
    assert [(one.room.id, one.opened, one.calls) for one in facts.rooms] == [
        ("r1", ((0, 1440),), 1),
        ("r2", ((540, 720),), 0),
    ]
    assert [(block.start, block.end, block.block.why) for block in facts.rooms[0].blocks] == [
        (780, 1440, "Exams")
    ]
    assert [one.id for one in facts.cards] == [here, without]
    assert [one.id for one in facts.without] == [without]
    assert home not in {one.id for one in facts.cards}


def test_a_room_has_no_hours_on_a_day_without_school(school: Workspace, campaign: Campaign) -> None:
    facts = school.read(rooms_facts, campaign, SUNDAY)
    assert (facts.plan.closed, [one.opened for one in facts.rooms]) == ("no school on Sundays", [(), ()])


def test_a_sheet_holds_everything_about_an_interview(school: Workspace, campaign: Campaign) -> None:
    ident = book(school, "09:10")
    school.write(decide_absence, ident, "deny", because="a test that day")
    sheet = school.read(interview_sheet, campaign, ident, NOW)
    assert [one.label for one in sheet.students] == ["Mia Torres"]
    assert (sheet.contact and sheet.contact.name, sheet.room) == ("Dr Okafor", "Room 1")
    assert (sheet.standby and sheet.standby.name) == "Ms Adeyemi"
    assert [(one.period, one.class_name, one.state, one.decided_by) for one in sheet.absences] == [
        ("2", "Algebra", "denied", "Ms Rivera")
    ]
    assert [code for code, _text in sheet.missing] == ["absence", "confirmation"]
    assert [one.action for one in sheet.history] == ["absence", "book"]
    with pytest.raises(UnknownId):
        school.read(interview_sheet, campaign, "nobody", NOW)
    assert school.read(interview_by_id, "nobody") is None


def test_a_trial_judges_as_saving_would(school: Workspace, campaign: Campaign) -> None:
    book(school, "09:10")
    other = interview(school, book(school, "11:10", "s2", "k2", room="r2"))
    trial = school.read(trial_for, campaign, other, DAY)
    wish = other._replace(start=at("09:15"), end=at("09:35"), contact="k1", room="r1")
    cost = cost_of(wish, trial, NOW)
    assert sorted(one.kind for one in cost.clashes) == ["contact_twice", "room_twice"]
    assert [room.id for room in cost.free] == ["r2"]
    assert cost.room is False


def _moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (_moment(2026, 11, 18, 15, 0), _moment(2026, 11, 18, 15, 20), (date(2026, 11, 18), 540, 560)),
        # 01:50 CDT, and the clock is set back at 02:00: it ends at 01:10 CST.
        (_moment(2026, 11, 1, 6, 50), _moment(2026, 11, 1, 7, 10), (date(2026, 11, 1), 110, 130)),
        # 01:50 CST, and the clock is set forward at 02:00: it ends at 03:10 CDT.
        (_moment(2026, 3, 8, 7, 50), _moment(2026, 3, 8, 8, 10), (date(2026, 3, 8), 110, 190)),
        (_moment(2026, 11, 19, 5, 50), _moment(2026, 11, 19, 6, 10), (date(2026, 11, 18), 1430, 1440)),
    ],
)
def test_wall_times_where_the_clock_or_the_date_changes(
    begins: datetime, ends: datetime, expected: tuple[date, int, int]
) -> None:
    assert wall_of(begins, ends, CHICAGO) == expected


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Workspace]]:
    folder = tmp_path_factory.mktemp("sizes")
    small = make_workspace(folder / "small.wbl", Size(25, 8, 60, 6))
    large = make_workspace(folder / "large.wbl", Size(600, 200, 1500, 40))
    yield small, large
    small.close()
    large.close()


def test_no_read_sends_more_queries_for_more_rows(sizes: tuple[Workspace, Workspace]) -> None:
    counts = []
    for workspace in sizes:
        campaign = workspace.campaign()
        one = workspace.read(interview_by_id, "i1")
        assert one is not None
        counts.append(
            [
                count_queries(workspace, calendar_facts, campaign, MONDAY, SUNDAY),
                count_queries(workspace, rooms_facts, campaign, DAY),
                count_queries(workspace, waiting_interviews, campaign),
                count_queries(workspace, trial_for, campaign, one, DAY),
                count_queries(workspace, interview_sheet, campaign, "i1", NOW),
            ]
        )
    assert counts[0] == counts[1]
    assert counts[0][:2] == [10, 10]
