"""What each start of a day costs: the same that the rules say of a booking at that start."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.alternatives import free_rooms
from models.rules.bookings import Bookings
from models.rules.conflicts import clashes, find_conflicts
from models.rules.facts import Interview
from models.rules.missed import missed_by
from models.rules.missing_at import MissingAt
from models.rules.offers import best_offers, wish_of
from models.rules.situation import Situation
from models.rules.starts import StartCost, day_costs
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
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

NOW = at("7:30", MONDAY)
CLASSES = {
    "eng": school_class("eng", "English 10", "1(A)"),
    "art": school_class("art", "Art", "2(A)", "elective"),
    "exam": school_class("exam", "Exam", "5(A)", "never"),
}


def world(*standing: Interview, **dana: object) -> Situation:
    base = situation(*standing, classes=CLASSES)
    busy = student("mia", name="Mia Torres", classes=("eng", "art", "exam"))
    dana.setdefault("gap_minutes", 10)
    dana.setdefault("travel_minutes", 25)
    dana.setdefault("per_day", 3)
    host = contact("dana", "Dana Whitfield", **dana)
    return base._replace(
        students={**base.students, "mia": busy},
        contacts={**base.contacts, "dana": host},
        rooms={
            "r12": room("r12", "Room 12", changeover_minutes=5),
            "r14": room("r14", "Room 14", equipment=("video",)),
        },
    )


def wish(format_: str = "phone", minutes: int = 20) -> Interview:
    place = "workplace" if format_ == "on_site" else "room"
    return wish_of("c", ("mia",), "dana", format_=format_, place=place, minutes=minutes)


def costs(asked: Interview, known: Situation, day: object = TUESDAY) -> dict[str, StartCost]:
    found = day_costs(asked, [day], Bookings(known), NOW)[day]  # type: ignore[list-item, index]
    return {f"{one.start.astimezone(ZONE):%H:%M}": one for one in found}


@st.composite
def _standing(draw: st.DrawFn) -> list[Interview]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        start = at("08:00") + timedelta(minutes=5 * draw(st.integers(0, 70)))
        on_site = draw(st.booleans()) and draw(st.booleans())
        found.append(
            interview(
                f"i{number}",
                start=start,
                end=start + timedelta(minutes=draw(st.sampled_from((15, 20, 30)))),
                students=(draw(st.sampled_from(("mia", "ben", "ida"))),),
                contact=draw(st.sampled_from(("dana", "omar"))),
                format="on_site" if on_site else "phone",
                place="workplace" if on_site else "room",
                room=None if on_site else draw(st.sampled_from(("r12", "r14", None))),
            )
        )
    return found


@given(_standing(), st.sampled_from(("phone", "video", "on_site")), st.sampled_from((15, 20, 30)))
@settings(max_examples=25, deadline=None)
def test_a_start_is_free_exactly_where_the_rules_find_no_clash(
    standing: list[Interview], format_: str, minutes: int
) -> None:
    known, asked = world(*standing), wish(format_, minutes)
    bookings = Bookings(known)
    for cost in costs(asked, known).values():
        placed = asked._replace(start=cost.start, end=cost.start + timedelta(minutes=minutes))
        free = free_rooms(placed, known, bookings=bookings)
        tried = [placed._replace(room=one.id) for one in free] if cost.rooms is not None else [placed]
        possible = any(not clashes(find_conflicts(one, known, bookings=bookings)) for one in tried)
        assert cost.free == possible, cost
        if cost.rooms is not None and not cost.clash:
            assert cost.rooms == len(free)
        missed = {(one.period, one.class_id, one.kind): one.minutes for one in missed_by(placed, known)}
        assert dict(cost.missed.what) == missed


def test_each_minute_tells_what_it_would_cost() -> None:
    taken = interview("i1", "12:00-12:20", students=("ben",), contact="omar", room="r14")
    found = costs(wish(), world(taken, availability=(span("8:00-12:30"),)))
    assert [found[wall].missed.points for wall in ("08:00", "09:00", "11:00")] == [80.0, 35.0, 0.0]
    assert [found[wall].clash for wall in ("07:00", "11:00", "13:00")] == ["", "", "never"]
    assert [found[wall].rooms for wall in ("11:00", "12:00", "07:00")] == [2, 1, 2]
    assert [found[wall].offered for wall in ("12:10", "12:15")] == [True, False]
    assert [found[wall].adults for wall in ("07:30", "08:00")] == [0, 1]
    assert [found[wall].calls for wall in ("11:40", "11:45", "12:15", "12:20")] == [0, 1, 1, 0]


def test_days_on_which_nothing_can_be_say_so() -> None:
    full = [interview(f"i{n}", f"{8 + n}:00-{8 + n}:20", students=("ben",), room=None) for n in range(3)]
    assert {one.clash for one in costs(wish(), world(*full)).values()} == {"contact_day"}
    assert {one.clash for one in costs(wish(), world(), WEDNESDAY).values()} == {"closed"}
    outside = TUESDAY.replace(month=10)
    assert {one.clash for one in costs(wish(), world(), outside).values()} == {"window"}
    today = costs(wish(), world(), MONDAY)
    assert [today[wall].clash for wall in ("07:25", "07:30")] == ["past", ""]
    # Whoever goes there has to set out before.
    there = costs(wish("on_site"), world(), MONDAY)
    assert [there[wall].clash for wall in ("07:50", "07:55")] == ["past", ""]


def test_what_a_whole_class_misses_together_costs_little() -> None:
    known = world()
    class_mates = {n: student(n, name=n, classes=("eng",)) for n in ("mia", "ben", "ida")}
    missing = MissingAt(("mia", "ben", "ida"), TUESDAY, known._replace(students=class_mates))
    found = missing.at(span("8:10-8:40"))
    assert (found.together, found.points) == ("eng", 5.0)
    assert missing.at(span("10:10-10:40")) == ((((("3", None, "free"), 90)),), 0.0, False, "")


def test_the_best_times_tell_why_and_those_outside_the_hours_come_last() -> None:
    known = world(availability=(span("8:00-9:00"),))
    found = best_offers(wish(), known, now=NOW, wanted=3, beyond=True)
    said = [(f"{one.start.astimezone(ZONE):%a %H:%M}", one.cost, one.reasons) for one in found]
    assert said == [
        (
            "Tue 08:00",
            "misses English 10 (core), period 1",
            ("within the hours Dana Whitfield stated", "2 rooms free", "Ana Ruiz on duty"),
        ),
        (
            "Mon 10:00",
            "free period 3",
            ("! outside the hours Dana Whitfield stated", "2 rooms free", "Ana Ruiz on duty"),
        ),
        (
            "Mon 11:00",
            "no class missed",
            ("! outside the hours Dana Whitfield stated", "2 rooms free", "Ana Ruiz on duty"),
        ),
    ]
    assert len(best_offers(wish(), known, now=NOW, wanted=3)) == 1
