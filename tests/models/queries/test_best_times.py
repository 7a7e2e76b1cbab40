"""The ten best times read of the store only what they need, and find what they would find knowing everything."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from models.queries.booking import best_times, times_world
from models.queries.situation import situation_for
from models.rules.offers import best_offers, wish_of
from models.rules.trial import trial_of
from tests.helpers_store import DAY, book, make_school
from tests.helpers_store import NOW as MORNING
from tests.school_store import NOW, Size, count_queries, make_workspace


@pytest.mark.parametrize(("student", "contact"), [("s1", "x1"), ("s7", "x12"), ("s3", "x40")])
def test_knowing_little_finds_the_same_as_knowing_all(tmp_path: Path, student: str, contact: str) -> None:
    school = make_workspace(tmp_path / "school.db", Size(60, 40, 6, 400))
    campaign = school.campaign()
    wish = wish_of(campaign.id, (student,), contact, format_="phone", place="room", minutes=20)
    found = school.read(best_times, campaign, wish, NOW).offers
    people = partial(situation_for, students=wish.students, contacts=[contact])
    world = trial_of(school.read(people, campaign, NOW.date(), campaign.last_day))
    every = best_offers(wish, world.situation, now=NOW, bookings=world.bookings, wanted=10, beyond=True)
    school.close()
    assert found == every


def test_as_many_questions_for_few_as_for_many(tmp_path: Path) -> None:
    asked = []
    for size in (Size(5, 5, 2, 10), Size(60, 40, 6, 400)):
        school = make_workspace(tmp_path / f"{size.students}.db", size)
        campaign = school.campaign()
        wish = wish_of(campaign.id, ("s1",), "x1", format_="phone", place="room", minutes=20)
        asked.append(count_queries(school, best_times, campaign, wish, NOW))
        school.close()
    assert asked[0] == asked[1]


def test_an_interview_may_move_into_its_own_time_but_is_not_offered_where_it_stands(tmp_path: Path) -> None:
    school = make_school(tmp_path / "school.wbl")
    ident = book(school, "08:00")
    campaign = school.campaign()
    world = school.read(times_world, campaign, wish_of(
        campaign.id, ("s1",), "k1", format_="phone", place="room", minutes=20
    )._replace(id=ident), MORNING)  # fmt: skip
    wish = world.situation.interviews[ident]._replace(room=None)
    found = school.read(best_times, campaign, wish, MORNING).offers
    school.close()
    assert wish.start is not None
    assert found[0].start == wish.start + timedelta(minutes=5)
    assert wish.start not in [one.start for one in found]
    assert all(one.start.date() >= DAY for one in found)
