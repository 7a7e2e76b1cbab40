"""What is missed: a class that sees somebody together in its own time is not away from itself."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.facts import Interview
from models.rules.missed import absence_state, missed_by, with_class
from models.rules.situation import Situation
from models.rules.to_tell import people_to_tell
from tests.models.rules.small_school import TUESDAY, interview, school_class, situation, student

SIX = ("a", "b", "c", "d", "e", "f")


def viewing(students: tuple[str, ...] = SIX, **fields: Any) -> Interview:
    usual = {"students": students, "format": "recorded", "contact": None}
    return interview("i1", "10:20-10:40", **(usual | fields))


def school(one: Interview, **fields: Any) -> Situation:
    """Six in a class of the period of `one`, and a seventh in another class of that period."""
    empty = situation(one)
    assert one.span is not None
    [period] = [
        row.name for row, span in empty.bells.period_spans(TUESDAY, empty.zone) if span.overlaps(one.span)
    ]
    enrolled = {ident: student(ident, classes=("cs",)) for ident in SIX}
    return empty._replace(
        students={**enrolled, "g": student("g", classes=("art",))},
        classes={
            "cs": school_class("cs", "Computer Science", period, teacher="ana", size=6, **fields),
            "art": school_class("art", "Art", period, size=20),
        },
    )


def missed(one: Interview, **fields: Any) -> list[tuple[str, str | None, str]]:
    return [(each.student, each.class_id, each.kind) for each in missed_by(one, school(one, **fields))]


@pytest.mark.parametrize("format_", ["recorded", "group_video"])
def test_a_whole_class_in_its_own_period_misses_nothing(format_: str) -> None:
    one = viewing(format=format_)
    assert with_class(one, school(one)) == {"cs"}
    assert missed(one) == []
    assert absence_state(one, school(one)) == "not_needed"


def test_a_guest_of_another_class_misses_that_class() -> None:
    assert missed(viewing((*SIX, "g"))) == [("g", "art", "core")]


def test_more_than_half_of_a_class_is_the_class_and_fewer_are_called_out() -> None:
    assert missed(viewing(SIX[:4])) == []
    assert missed(viewing(SIX[:3])) == [(each, "cs", "core") for each in SIX[:3]]


def test_one_student_alone_is_no_class() -> None:
    one = viewing(("a",))
    small = school(one)
    small.classes["cs"] = small.classes["cs"]._replace(size=1)
    assert [each.class_id for each in missed_by(one, small)] == ["cs"]


def test_a_class_that_may_never_be_missed_is_missed_all_the_same() -> None:
    assert missed(viewing(), never_on=(TUESDAY,)) == [(each, "cs", "never") for each in SIX]


def test_the_teacher_of_the_class_is_told_all_the_same() -> None:
    one = viewing()
    called_off = one._replace(state="cancelled")
    assert dict(people_to_tell([(one, called_off)], school(one)))["Teachers"] == ("Ana Ruiz",)
