"""Standby duty beside lessons and calls: every minute of every call is watched or named, whatever the hours are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.duty import (
    calls_to_watch,
    duty_clashes,
    duty_findings,
    lessons,
    teaching_during,
    unwatched,
    unwatched_part,
    watched_spans,
)
from models.rules.facts import Opening, Staff
from models.rules.span import gaps, merge
from tests.models.rules.small_school import TUESDAY, ZONE, interview, school_class, situation, span


def adult(ident: str, *hours: tuple[int, int]) -> Staff:
    duty = tuple(Opening(1, None, start, end) for start, end in hours)
    return Staff(ident, f"Adult {ident}", "teacher", "", "", duty)


def test_what_an_adult_teaches_on_a_date() -> None:
    classes = [
        school_class("alg", "Algebra", "3(A-B)", teacher="t1"),
        school_class("his", "History", "1", teacher="t2"),
    ]
    known = situation()
    found = lessons("t1", classes, known.bells, TUESDAY, ZONE)
    assert [(one.school_class.id, one.period, one.span) for one in found] == [
        ("alg", "3", span("10:00-11:00"))
    ]
    assert lessons("t3", classes, known.bells, TUESDAY, ZONE) == []


def test_duty_and_a_lesson_at_once_are_found_with_the_time_of_both() -> None:
    one = adult("t1", (9 * 60 + 30, 10 * 60 + 30))
    classes = {"alg": school_class("alg", "Algebra", "3", teacher="t1")}
    known = situation()._replace(staff={"t1": one}, classes=classes)
    assert [(clash.staff, clash.span) for clash in duty_clashes(known, TUESDAY)] == [
        ("t1", span("10:00-10:30"))
    ]
    assert [(one.kind, one.interviews, one.text) for one in duty_findings(known)] == []
    busy = situation(interview("a", "10:20-10:40"))._replace(staff={"t1": one}, classes=classes)
    assert [(one.kind, one.interviews, one.text) for one in duty_findings(busy)] == [
        (
            "duty_while_teaching",
            ("a",),
            "Adult t1 is on duty and teaches Algebra at once, 10:00–10:30 on Tue 24 Nov.",
        )
    ]
    touching = [span("09:00-10:00")]
    assert teaching_during("t1", touching, classes.values(), known.bells, ZONE) == []


def test_minutes_without_anybody_name_the_calls() -> None:
    known = situation(
        interview("a", "10:20-10:40"),
        interview("b", "10:30-10:50", students=("ben",), contact="omar", room="r14"),
    )._replace(staff={"t1": adult("t1", (600, 635))})
    assert unwatched(known, TUESDAY) == [(span("10:35-10:50"), ("a", "b"))]
    assert unwatched_part(known.interviews["a"], known) == [span("10:35-10:40")]


def test_two_adults_in_turn_leave_no_minute_bare() -> None:
    known = situation(interview("a", "10:20-10:40"))._replace(
        staff={"t1": adult("t1", (600, 630)), "t2": adult("t2", (630, 660))}
    )
    assert unwatched(known, TUESDAY) == []


def test_a_call_from_home_wants_nobody_at_school() -> None:
    known = situation(interview("a", place="home", room=None))._replace(staff={})
    assert (calls_to_watch(known, TUESDAY), unwatched(known, TUESDAY)) == ([], [])
    assert unwatched_part(known.interviews["a"], known) == []


minutes = st.integers(0, 1439)
hours = st.tuples(minutes, minutes).map(sorted).filter(lambda pair: pair[0] < pair[1]).map(tuple)


@given(st.lists(hours, max_size=5), st.lists(st.integers(480, 880), min_size=1, max_size=6))
def test_bare_minutes_and_watched_ones_make_up_the_calls(
    duty: list[tuple[int, int]], starts: list[int]
) -> None:
    calls = [interview(f"i{n}", _wall(start)) for n, start in enumerate(starts)]
    known = situation(*calls)._replace(staff={"t1": adult("t1", *duty)})
    every = merge(one.span for one in calls if one.span)
    bare = [found for found, _ids in unwatched(known, TUESDAY)]
    watched = [
        shared
        for each in every
        for one in watched_spans(known, TUESDAY)
        if (shared := each.shared(one)) is not None
    ]
    assert merge([*bare, *watched]) == every
    assert [one for one in bare for other in watched if one.overlaps(other)] == []
    assert bare == merge(gap for each in every for gap in gaps(each, watched_spans(known, TUESDAY)))


def _wall(start: int) -> str:
    end = start + 20
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
