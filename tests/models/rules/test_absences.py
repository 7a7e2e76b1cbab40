"""Whether a missed class was asked for and granted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput, Refused
from models.rules.absences import (
    ABSENCE_MOVES,
    ABSENCE_STATES,
    ABSENCE_WORDS,
    initial_state,
    one_a_period,
    reconcile,
    require_decision,
    worst,
)
from models.rules.facts import Absence, MissedPeriod

DAY = date(2026, 11, 23)


def missed(period: str, class_id: str | None = "eng", kind: str = "core", day: date = DAY) -> MissedPeriod:
    return MissedPeriod("s1", day, period, class_id, kind, 20)


def absence(ident: str, period: str, class_id: str | None = "eng", state: str = "approved") -> Absence:
    return Absence(
        ident, "i1", "s1", DAY, period, class_id, "English", "t1", "Ms Ito", state, "Ms Ito", None, ""
    )


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("free", "not_needed"),
        ("lunch", "not_needed"),
        ("advisory", "to_request"),
        ("elective", "to_request"),
        ("core", "to_request"),
        ("never", "to_request"),
    ],
)
def test_first_state_follows_the_kind_of_class(kind: str, state: str) -> None:
    assert initial_state(missed("1", kind=kind)) == state


def test_worst_state_counts() -> None:
    order = ["denied", "to_request", "requested", "approved", "not_needed"]
    assert [worst(order[n:]) for n in range(5)] == order
    assert worst([]) == "not_needed"


def test_every_state_has_words_and_moves() -> None:
    assert set(ABSENCE_STATES) == set(ABSENCE_MOVES) == set(ABSENCE_WORDS)
    assert all(state not in nexts and nexts <= set(ABSENCE_STATES) for state, nexts in ABSENCE_MOVES.items())


def test_decision_the_table_has_is_allowed() -> None:
    require_decision("requested", "approved")
    require_decision("approved", "denied")


def test_decision_the_table_lacks_is_refused_with_what_may_be() -> None:
    with pytest.raises(Refused) as refused:
        require_decision("not_needed", "approved")
    assert refused.value.line == (
        "An absence that is not needed cannot become approved. It can become: to request."
    )
    with pytest.raises(BadInput, match="'maybe' is no state of an absence"):
        require_decision("requested", "maybe")


def test_after_a_move_only_decisions_about_the_same_class_and_period_stay() -> None:
    kept, other_period, other_class = absence("a", "1"), absence("b", "2"), absence("c", "3", "art")
    needed = (missed("1"), missed("3", "gym"), missed("4", None, "free"))
    assert reconcile((kept, other_period, other_class), needed) == (
        (kept,),
        needed[1:],
        (other_period, other_class),
    )


def test_after_a_move_to_another_day_nothing_stays() -> None:
    old, new = absence("a", "1"), missed("1", day=date(2026, 11, 24))
    assert reconcile((old,), (new,)) == ((), (new,), (old,))


@given(
    st.lists(st.builds(absence, st.uuids().map(str), st.sampled_from("123"), st.sampled_from(["eng", None]))),
    st.lists(st.builds(missed, st.sampled_from("123"), st.sampled_from(["eng", None]))),
)
def test_reconcile_loses_nothing_and_covers_what_is_needed(
    existing: list[Absence], needed: list[MissedPeriod]
) -> None:
    kept, fresh, dropped = reconcile(tuple(existing), tuple(needed))
    assert sorted(a.id for a in kept + dropped) == sorted(a.id for a in existing)
    covered = [(a.period, a.class_id) for a in kept] + [(m.period, m.class_id) for m in fresh]
    assert len(covered) == len(set(covered))
    assert set(covered) == {(m.period, m.class_id) for m in one_a_period(needed)}


def test_two_classes_at_once_are_one_absence_from_the_dearest() -> None:
    art, english, later = missed("1", "art", "elective"), missed("1", "eng"), missed("2", "art", "elective")
    assert one_a_period([art, english, later]) == (english, later)
    assert reconcile((), (art, english, later)) == ((), (english, later), ())
