"""What a start costs the planner is what the rules of any booking say is missed, lunches within periods left out."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.operations.planning import interview_of_slot
from models.planning.building import problem_of
from models.planning.problem import Slot
from models.planning.score import missed_of
from models.rules.bells import BellBook
from models.rules.facts import BellSchedule, Interest, Period
from models.rules.missed import missed_by
from models.rules.situation import Situation
from tests.models.rules.small_school import MONDAY, at, contact, school_class, situation, student

WAVES = (
    Period("1", 480, 540, "period"),
    Period("2", 545, 605, "period"),
    Period("4", 610, 730, "period"),
    Period("Lunch A", 610, 640, "break"),
    Period("Lunch B", 650, 680, "break"),
    Period("Lunch C", 700, 730, "break"),
    Period("5", 735, 800, "period"),
)
_MEETS = (
    "4(A-B) lunch:B", "4 lunch:A", "4(A) lunch:C(A)", "4 lunch:A lunch:C", "4", "1(B) 5", "2 4 lunch:B", "4 lunch:D",
)  # fmt: skip
_KINDS = ("core", "elective", "advisory", "lunch", "never", "")


def school(classes: tuple[tuple[str, str, tuple[date, ...]], ...], on_site: bool = False) -> Situation:
    known = {
        f"k{number}": school_class(f"k{number}", "", meets, kind, never_on=never)
        for number, (meets, kind, never) in enumerate(classes)
    }
    bells = BellBook(
        BellSchedule({"regular": WAVES}, dict.fromkeys(range(5), "regular"), ("A", "B"), MONDAY, None, {})
    )
    mia = student("mia", classes=tuple(known), interests=(Interest(1, "arts", "", ""),))
    formats = ("on_site",) if on_site else ("phone",)
    dana = contact("dana", "Dana", clusters=("arts",), formats=formats, minutes=20, travel_minutes=15)
    return situation(students={"mia": mia}, contacts={"dana": dana}, classes=known)._replace(bells=bells)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(_MEETS),
            st.sampled_from(_KINDS),
            st.sampled_from(((), (MONDAY,), (date(2026, 11, 24),))),
        ),
        max_size=3,
    ).map(tuple),
    st.integers(0, 3),
    st.integers(90, 170).map(lambda step: step * 5),
    st.booleans(),
)
def test_the_planner_reckons_what_the_rules_say_is_missed(
    classes: tuple[tuple[str, str, tuple[date, ...]], ...], day: int, start: int, on_site: bool
) -> None:
    known = school(classes, on_site)
    problem = problem_of(known, at("07:00", date(2026, 11, 20)))
    slot = Slot(0, 0, day, start, "on_site" if on_site else "phone", None)
    by_rules = missed_by(interview_of_slot(slot, problem, known), known)
    expected = Counter((one.kind, one.minutes) for one in by_rules if one.class_id)
    assert Counter(missed_of(problem, slot)) == expected


@pytest.mark.parametrize(
    ("start", "missed"), [(650, []), (660, []), (665, [("core", 5)]), (625, [("core", 20)])]
)
def test_a_call_in_ones_own_lunch_costs_no_class(start: int, missed: list[tuple[str, int]]) -> None:
    problem = problem_of(school((("4(A-B) lunch:B", "core", ()),)), at("07:00", date(2026, 11, 20)))
    assert missed_of(problem, Slot(0, 0, 0, start, "phone", None)) == missed


def test_a_lunch_within_a_class_that_is_never_to_be_missed_can_be_used() -> None:
    from models.planning.planner import Wish, find_plan

    known = school((("4 lunch:B", "never", ()), ("1-2", "never", ()), ("5", "never", ())))
    [found] = find_plan(problem_of(known, at("07:00", date(2026, 11, 20))), Wish(effort=20)).slots
    assert not 480 <= found.start < 800 or 650 <= found.start <= 660
