"""A booking while it is put together: what is typed, what is usual, what the rules say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.queries.booking import party_of
from models.queries.trial import trial_for
from models.rules.trial import Trial
from models.tables import rows
from models.workspace import Workspace
from screens.state.booking_wish import (
    NONE,
    BookingWish,
    first_wish,
    judged,
    pointed_offer,
    rooms_to_choose,
    verdict,
    who_words,
    with_typed,
)
from tests.helpers_store import change
from tests.school_store import NOW

START = datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
"""Thursday 09:00 at school, in Ben's free period 2."""


def wish_on(workspace: Workspace, *students: str) -> BookingWish:
    campaign = workspace.campaign()
    party = workspace.read(party_of, campaign, students or ("s2",), "x5", NOW)
    return first_wish(campaign, ZoneInfo(campaign.zone), party)


def day_of(workspace: Workspace, wish: BookingWish) -> Trial:
    assert wish.day is not None
    return workspace.read(trial_for, workspace.campaign(), wish.interview, wish.day)


def test_the_usual_is_a_phone_call_of_the_campaigns_length(workspace: Workspace) -> None:
    wish = wish_on(workspace)
    assert (wish.format, wish.place, wish.minutes, wish.start) == ("phone", "room", 20, None)
    assert wish_on(workspace, "s2", "s3").format == "group_video"


@pytest.mark.parametrize(
    ("day", "time", "minutes", "wrong"),
    [
        ("2026-11-19", "9:00", "20", ""),
        ("", "", "20", ""),
        ("2026-11-19", "", "20", "A day and a time are both needed; leave both empty to note a request."),
        ("tomorrow", "9:00", "20", "A date is wanted here, as year-month-day: 2026-03-02."),
        ("2026-11-19", "9:00", "many", "A whole number is wanted here, such as 20."),
        ("2026-11-19", "9:00", "0", "1 is the least."),
        ("2026-03-08", "2:30", "20", "The clock skips this time on that day; choose another."),
    ],
)
def test_what_is_typed_is_understood_or_explained(
    workspace: Workspace, day: str, time: str, minutes: str, wrong: str
) -> None:
    assert with_typed(wish_on(workspace), day, time, minutes)[1] == wrong


def test_the_best_free_room_is_taken_where_none_is_named(workspace: Workspace) -> None:
    wish = wish_on(workspace).at(START)
    room = judged(wish, day_of(workspace, wish), NOW)[1]
    assert room is not None
    assert wish.booking(room).room == "r1"
    assert replace(wish, room=NONE).booking(None).room is None
    assert replace(wish, place="home").booking(room).room is None


def test_the_verdict_says_the_worst_first(workspace: Workspace) -> None:
    wish = wish_on(workspace)
    trial = day_of(workspace, wish.at(START))
    assert verdict(wish, None, NOW) == (("dim", "  No time yet: it will be noted as requested."),)
    assert verdict(wish.at(START), None, NOW) == (("dim", "  …"),)
    free = verdict(wish.at(START), trial, NOW)
    assert free[:2] == (("good", "✓ Everybody is free, Room 01."), ("dim", "  No class is missed."))
    missing = verdict(wish.at(START.replace(hour=15)), trial, NOW)
    assert missing[1] == ("warn", "! It misses Biology 10 (core), period 3.")
    outside = verdict(replace(wish, day=date(2026, 12, 19), minute=600), trial, NOW)
    assert outside[0][0] == "bad"
    assert "outside the window" in outside[0][1]


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", " For {name} it is 14:00."),
        ("Australia/Sydney", " For {name} it is 01:00 on Fri 20 Nov."),
        ("America/New_York", ""),
        ("", ""),
        ("Nowhere/Known", ""),
    ],
)
def test_the_time_on_the_contacts_own_clock_is_said_where_it_is_another(
    workspace: Workspace, zone: str, said: str
) -> None:
    wish = wish_on(workspace).at(START)
    contact = wish.party.contact._replace(zone=zone)
    wish = replace(wish, party=wish.party._replace(contact=contact))
    first, *_ = verdict(wish, day_of(workspace, wish), NOW)
    assert first == ("good", f"✓ Everybody is free, Room 01.{said.format(name=contact.name)}")


def test_a_time_that_is_pointed_at_says_its_cost_and_its_room(workspace: Workspace) -> None:
    wish = wish_on(workspace)
    trial = day_of(workspace, wish.at(START))

    def told(hour: int, trial: Trial | None, wish: BookingWish = wish) -> tuple[str, str]:
        offer = pointed_offer(wish, START.replace(hour=hour), trial, NOW)
        assert offer.end - offer.start == timedelta(minutes=20)
        return offer.cost, offer.room_name

    assert told(14, None) == ("the time you pointed at", "")
    assert told(14, trial) == ("pointed at: free period 2", "Room 01")
    assert told(15, trial) == ("pointed at: misses Biology 10 (core), period 3", "Room 01")
    assert told(15, trial, replace(wish, place="home")) == (
        "pointed at: misses Biology 10 (core), period 3",
        "",
    )
    outside = START + timedelta(days=30)
    assert (
        pointed_offer(wish, outside, day_of(workspace, wish.at(outside)), NOW).cost == "pointed at: not free"
    )


def test_a_time_that_is_past_is_said_to_be(workspace: Workspace) -> None:
    wish = replace(wish_on(workspace), place="home").at(START)
    later = START + timedelta(minutes=1)
    assert verdict(wish, day_of(workspace, wish), later)[2][1].startswith("! That time is past. (and ")


def test_what_could_be_chosen_better_is_said_before_what_is_still_to_be_done(workspace: Workspace) -> None:
    wish = replace(wish_on(workspace), place="home").at(START)
    contact = wish.party.contact
    gone = {"contact": contact.id, "start_at": START - timedelta(days=2), "end_at": START - timedelta(days=1)}
    change(workspace, lambda unit: unit.delete_where(rows.Availability, rows.Availability.contact == "x5"))
    change(workspace, lambda unit: unit.insert(rows.Availability, "gone", **gone))
    trial = day_of(workspace, wish)
    assert verdict(wish, trial, START - timedelta(hours=1))[2][1].startswith(
        f"! {contact.name} did not offer 09:00–09:20 on Thu 19 Nov"
    )


def test_rooms_are_offered_with_why(workspace: Workspace) -> None:
    wish = wish_on(workspace).at(START)
    rooms = rooms_to_choose(wish, day_of(workspace, wish))
    assert [one.label for one in rooms] == [
        "best free room", "Room 01", "Room 02", "Room 03", "Room 04", "Room 05", "Room 06", "none for now",
    ]  # fmt: skip
    assert all(one.reason for one in rooms)


def test_a_link_goes_where_links_go(workspace: Workspace) -> None:
    wish = replace(wish_on(workspace), reach="https://meet.example.org/x")
    assert replace(wish, format="video").booking(None).link == "https://meet.example.org/x"
    assert wish.booking(None).number == "https://meet.example.org/x"


def test_of_a_whole_class_the_first_is_named(workspace: Workspace) -> None:
    three, four = (wish_on(workspace, *(f"s{n}" for n in range(2, 2 + many))) for many in (3, 4))
    assert who_words(three) == "Ben Ode 2, Ana Petrov 3 and Noor Haddad 4"
    assert who_words(four) == "Ben Ode 2 and 3 more"
