"""Whom a stuck student could still ask: by interest, then hours, then room; and who is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.rules.claims import Holder, held_text
from models.rules.clusters import as_interest
from models.rules.facts import Contact, Student
from models.rules.stuck import Finder, FreeContact, Pool, Try, is_stuck, tried_out
from tests.models.rules.small_school import (
    MONDAY,
    TUESDAY,
    ZONE,
    at,
    contact,
    school_class,
    situation,
    span,
    student,
)

NOW = at("07:30", MONDAY)
HEALTH, TECH, EDUCATION = "healthcare-human-services", "digital-technology", "education"


def pool(*contacts: Contact, **fields: Any) -> Pool:
    """The small school, with English in period 2, art in period 3 and a test in period 4."""
    classes = (
        school_class("eng", "English 10", "2"),
        school_class("art", "Art", "3", "elective"),
        school_class("test", "Exam", "4", "never"),
    )
    world = situation()
    known = Pool(
        world.campaign,
        world.bells,
        {one.id: one for one in classes},
        {one.id: one for one in contacts},
        {one.id: one.limit for one in contacts},
        {},
        {},
        NOW,
    )
    return known._replace(**fields)


def mia(*interests: str, **fields: Any) -> Student:
    ranked = tuple(as_interest(rank, words) for rank, words in enumerate(interests, 1))
    return student("mia", name="Mia Torres", interests=ranked, classes=("eng", "art", "test"), **fields)


def best(who: Student, known: Pool, **more: Any) -> tuple[FreeContact, ...]:
    return Finder(known).best(who, **more)


def ids(found: tuple[FreeContact, ...]) -> list[str]:
    return [one.contact.id for one in found]


def test_interest_goes_before_hours_and_hours_before_room() -> None:
    free, core = (span("08:10-08:50"),), (span("09:10-09:50"),)
    known = pool(
        contact("related", "A", clusters=(EDUCATION,), availability=free),
        contact("second", "B", clusters=(TECH,), availability=free),
        contact("roomy", "C", clusters=(HEALTH,), title="Clerk", availability=core),
        contact("fits", "D", clusters=(HEALTH,), title="Clerk", availability=free, limit=1),
        contact("sub", "E", clusters=(HEALTH,), title="Charge Nurse", availability=core, limit=1),
        contact("other", "F", clusters=("financial-services",), availability=free),
    )
    found = best(mia("Healthcare & Human Services > Physical Health", "coding"), known)
    assert ids(found) == ["sub", "fits", "roomy", "second", "related"]
    assert [one.score for one in found] == [1 + 1720 + 2000, 91 + 3600, 29 + 3600, 99 + 3400, 99 + 1600]
    assert [one.why for one in found[:2]] == [
        "Physical Health, first choice; room for 1; Tue 24 Nov 09:10–09:50 costs English 10 (core), period 2",
        "Healthcare & Human Services, first choice; room for 1; Tue 24 Nov 08:10–08:50 fits free period 1",
    ]


def test_lunch_goes_before_electives_before_core_and_exams_never() -> None:
    walls = {"lunch": "11:10-11:50", "art": "10:10-10:50", "english": "09:10-09:50", "exam": "12:10-12:50"}
    known = pool(
        *(contact(name, name, clusters=(HEALTH,), availability=(span(when),)) for name, when in walls.items())
    )
    found = best(mia("nurse"), known)
    assert ids(found) == ["lunch", "art", "english"]
    assert [one.fitting.words for one in found] == [
        "fits Lunch",
        "costs Art (elective), period 3",
        "costs English 10 (core), period 2",
    ]


def test_the_lightest_of_all_hours_counts_and_the_soonest_of_those() -> None:
    hours = (span("09:00-10:00", MONDAY), span("13:10-14:00"), span("13:10-14:00", MONDAY))
    [found] = best(mia("nurse"), pool(contact("x", "X", clusters=(HEALTH,), availability=hours)))
    assert (found.fitting.weight, found.fitting.span) == (0, span("13:10-14:00", MONDAY))


def test_a_time_across_two_periods_costs_the_heavier() -> None:
    known = pool(contact("x", "X", clusters=(HEALTH,), availability=(span("09:50-10:10"),)))
    [found] = best(mia("nurse"), known)
    assert found.fitting.words == "costs English 10 (core), period 2 and Art (elective), period 3"


def test_hours_that_passed_or_are_booked_do_not_count() -> None:
    hours = (span("08:00-09:00"), span("13:00-13:30"))
    known = pool(contact("x", "X", clusters=(HEALTH,), availability=hours), taken={"x": hours[:1]})
    [found] = best(mia("nurse"), known)
    assert found.fitting.span == hours[1]
    assert best(mia("nurse"), known._replace(now=at("13:20"))) == ()


def test_without_stated_hours_any_school_hour_will_do() -> None:
    [found] = best(mia("nurse"), pool(contact("x", "X", clusters=(HEALTH,))))
    assert found.why.endswith("no limit; no hours stated, Mon 23 Nov 08:00–09:00 fits free period 1")


def test_full_contacts_are_left_out_but_a_claim_of_ones_own_keeps_room() -> None:
    until = at("00:00", TUESDAY) + timedelta(days=3)
    holder = Holder("p1", "x", "ben", "Ben O.", until)
    known = pool(contact("x", "X", clusters=(HEALTH,), limit=1), left={"x": 0}, holders={"x": (holder,)})
    assert best(mia("nurse"), known) == ()
    own = known._replace(holders={"x": (holder._replace(student="mia"),)})
    [found] = best(mia("nurse"), own)
    assert (found.left, found.why.rpartition("; ")[2]) == (1, "held for this student until Thu 26 Nov")
    shared = known._replace(left={"x": 1})
    assert best(mia("nurse"), shared)[0].why.endswith("; held by Ben O. until Thu 26 Nov")
    assert held_text((), ZONE) == ""


def test_who_must_not_be_asked_is_left_out() -> None:
    known = pool(
        contact("dnc", "A", clusters=(HEALTH,), do_not_contact=True),
        contact("school", "B", clusters=(HEALTH,), schools=("Other High",)),
        contact("ours", "C", clusters=(HEALTH,), schools=("Ridge High",)),
        contact("tried", "D", clusters=(HEALTH,)),
    )
    assert ids(best(mia("nurse"), known, without=frozenset({"tried"}))) == ["ours"]


def test_a_student_without_interests_is_offered_everybody_free() -> None:
    known = pool(contact("x", "X", clusters=(TECH,)), contact("y", "Y", limit=1))
    assert [(one.contact.id, one.why.partition(";")[0]) for one in best(mia(), known)] == [
        ("x", "no interests are known yet"),
        ("y", "no interests are known yet"),
    ]


def test_three_silences_in_a_row_or_a_no_end_the_trying() -> None:
    def tries(*outcomes: str) -> list[Try]:
        return [Try("x", NOW + timedelta(hours=n), outcome) for n, outcome in enumerate(outcomes)]

    assert tried_out(tries("no answer", "left a message", "sent")) == {"x"}
    assert tried_out(tries("no answer", "left a message")) == frozenset()
    assert tried_out(tries("no answer", "no answer", "reached", "no answer")) == frozenset()
    assert tried_out(tries("said no")) == {"x"}
    assert tried_out(tries("said no", "said yes")) == frozenset()


@given(st.integers(0, 60), st.integers(0, 20), st.integers(1, 30), st.integers(1, 9))
def test_stuck_is_after_enough_days_or_enough_tries(days: int, tries: int, after: int, most: int) -> None:
    assert is_stuck(days, tries, after_days=after, after_tries=most) == (days >= after or tries >= most)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers(1, 12))
def test_few_wanted_are_the_first_of_all(limits: list[int], wanted: int) -> None:
    clusters = (HEALTH, TECH, EDUCATION)
    contacts = [
        contact(f"x{n}", f"Name {n}", clusters=(clusters[n % 3],), limit=limit)
        for n, limit in enumerate(limits)
    ]
    finder = Finder(pool(*contacts))
    who = mia("nurse", "coding")
    assert finder.best(who, wanted=wanted) == finder.best(who, wanted=100)[:wanted]
    assert all(one.left for one in finder.best(who))
