"""The best free times: lightest cost first, inside what the contact stated, never a clash."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from models.rules.bells import BellBook
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import DayException, Interview, MissedPeriod, Period
from models.rules.naming import when_text
from models.rules.offers import Offer, best_offers, cost_text, wish_of
from models.rules.situation import Situation
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    ZONE,
    at,
    contact,
    interview,
    room,
    school_class,
    situation,
    span,
    student,
)

CLASSES = {
    "eng": school_class("eng", "English 10", "1(A)"),
    "art": school_class("art", "Art", "2(A)", "elective"),
    "adv": school_class("adv", "Advisory", "3(A)", "advisory"),
    "exam": school_class("exam", "Exam", "5(A)", "never"),
}


def wish(**fields: Any) -> Interview:
    found = wish_of("c", ("mia",), "dana", format_="phone", place="room", minutes=20)
    return found._replace(**fields)


def school(*interviews: Interview, **fields: Any) -> Situation:
    base = situation(*interviews, classes=CLASSES)
    busy = student("mia", name="Mia Torres", classes=("eng", "art", "adv", "exam"))
    host = contact("dana", "Dana Whitfield", availability=(span("8:00-15:00"),))
    return base._replace(
        students={**base.students, "mia": busy}, contacts={**base.contacts, "dana": host}
    )._replace(**fields)


def said(offers: tuple[Offer, ...]) -> list[tuple[str, str, str]]:
    return [(when_text(span_of(one), ZONE), one.room_name, one.cost) for one in offers]


def span_of(offer: Offer) -> Any:
    return span("0:00-0:00")._replace(start=offer.start, end=offer.end)


def test_lightest_cost_comes_first_and_each_stretch_once() -> None:
    found = best_offers(wish(), school(), now=at("7:00", MONDAY))
    assert (
        said(found)
        == [
            ("11:00–11:20 on Tue 24 Nov", "Room 12", "no class missed"),
            ("12:00–12:20 on Tue 24 Nov", "Room 12", "free period 4"),
            ("10:00–10:20 on Tue 24 Nov", "Room 12", "misses Advisory (advisory), period 3"),
            ("09:00–09:20 on Tue 24 Nov", "Room 12", "misses Art (elective), period 2"),
            ("08:00–08:20 on Tue 24 Nov", "Room 12", "misses English 10 (core), period 1"),
        ]
        or found
    )


def test_on_a_short_day_no_room_is_offered_after_everybody_left_but_a_call_from_home_is() -> None:
    short = (Period("1", 8 * 60, 9 * 60, "period"),)
    known = school()
    bells = known.bells.schedule._replace(exceptions={TUESDAY: DayException(TUESDAY, "", "", "", "", short)})
    known = known._replace(bells=BellBook(bells))
    assert said(best_offers(wish(), known, now=at("7:00", MONDAY)))[:2] == [
        ("08:00–08:20 on Tue 24 Nov", "Room 12", "misses English 10 (core), period 1"),
    ]
    assert ("09:00–09:20 on Tue 24 Nov", "") in [
        one[:2] for one in said(best_offers(wish(place="home"), known, now=at("7:00", MONDAY)))
    ]


def test_taken_people_and_rooms_are_left_out() -> None:
    standing = (
        interview("i1", "11:00-11:55", students=("ben",), contact="dana", room="r14"),
        interview("i2", "12:00-13:00", students=("mia",), contact="omar", room=None, place="home"),
        interview("i3", "11:55-12:00", students=("ida",), contact="lin", room="r12"),
    )
    found = best_offers(wish(), school(*standing), now=at("7:00", MONDAY))
    assert "no class missed" not in [one.cost for one in found]
    assert "free period 4" not in [one.cost for one in found]


def test_only_future_times_are_offered() -> None:
    assert best_offers(wish(), school(), now=at("15:00", TUESDAY)) == ()


def test_without_stated_hours_the_school_hours_count() -> None:
    base = school()
    open_to_all = contact("dana", "Dana Whitfield")
    found = best_offers(
        wish(), base._replace(contacts={"dana": open_to_all}), now=at("12:00", MONDAY), wanted=100
    )
    assert when_text(span_of(found[0]), ZONE) == "12:00–12:20 on Mon 23 Nov"
    assert not any(one.start.astimezone(ZONE).date().isoformat() == "2026-11-25" for one in found)


def test_a_video_call_gets_a_room_with_video() -> None:
    found = best_offers(wish(format="video"), school(), now=at("7:00", MONDAY))
    assert {one.room_name for one in found} == {"Room 14"}


def test_no_room_means_no_offer_but_home_needs_none() -> None:
    small = school(rooms={"r1": room("r1", "Room 1", capacity=0)})
    assert best_offers(wish(), small, now=at("7:00", MONDAY)) == ()
    assert best_offers(wish(place="home"), small, now=at("7:00", MONDAY))[0].room is None


def test_nothing_offered_ever_clashes() -> None:
    standing = [
        interview(f"i{n}", f"{8 + n}:10-{8 + n}:40", room="r12" if n % 2 else "r14") for n in range(6)
    ]
    world = school(*standing)
    for offer in best_offers(wish(), world, now=at("7:00", MONDAY), wanted=100):
        placed = wish(start=offer.start, end=offer.start + timedelta(minutes=20), room=offer.room)
        assert clashes(find_conflicts(placed, world)) == ()


def test_costs_in_words() -> None:
    world = school()
    english = MissedPeriod("mia", TUESDAY, "1", "eng", "core", 10)
    free = MissedPeriod("mia", TUESDAY, "4", None, "free", 10)
    named = {"eng": school_class("eng", "English 10, Period 1", "1(A)")}
    assert cost_text((english,), world._replace(classes=named)) == "misses English 10, Period 1 (core)"
    assert cost_text((), world) == "no class missed"
    assert cost_text((free,), world) == "free period 4"
    assert cost_text((english, free), world) == "misses English 10 (core), period 1"
