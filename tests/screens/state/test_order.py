"""The order of a list: what a click makes of it, and where records without a value go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.queries.counts import StudentCounts
from models.queries.roster import RosterRow
from screens.state.order import Order, clicked, in_order, next_order
from screens.state.student_view import student_order


def test_a_title_clicked_three_times_gives_the_usual_order_back() -> None:
    first = clicked(None, 2)
    second = clicked(first, 2)
    assert (first, second, clicked(second, 2)) == (Order(2), Order(2, backwards=True), None)
    assert clicked(second, 1) == Order(1)
    assert (Order(0).sign, Order(0, backwards=True).sign) == ("▲", "▼")


def test_the_next_column_is_one_that_is_shown() -> None:
    order, found = next_order(None, (0, 1, 4)), []
    while order is not None:
        found.append(order.column)
        order = next_order(Order(order.column, backwards=True), (0, 1, 4))
    assert found == [0, 1, 4]
    assert next_order(Order(5), (0, 1)) is None


@pytest.mark.parametrize(("backwards", "order"), [(False, "badc"), (True, "adbc")])
def test_nothing_comes_last_and_equals_keep_their_order(backwards: bool, order: str) -> None:
    values = {"a": 2, "b": 1, "c": None, "d": 2}
    assert "".join(in_order("abcd", values.__getitem__, backwards=backwards)) == order


@given(st.lists(st.tuples(st.integers(), st.none() | st.integers(0, 5))), st.booleans())
def test_no_record_is_lost(rows: list[tuple[int, int | None]], backwards: bool) -> None:
    found = in_order(rows, lambda row: row[1], backwards=backwards)
    assert sorted(found, key=repr) == sorted(rows, key=repr)
    values = [row[1] for row in found if row[1] is not None]
    assert values == sorted(values, reverse=backwards)
    assert all(row[1] is None for row in found[len(values) :])


def student(grade: str) -> RosterRow:
    return RosterRow(f"s{grade}", "Mia", "Torres", "", grade, "", "", True, True, 3, (), StudentCounts())


def test_grades_stand_as_numbers_and_unknown_ones_last() -> None:
    rows = [student(grade) for grade in ("10", "", "9", "K", "12")]
    found = in_order(rows, lambda row: student_order(row, 1), backwards=False)
    assert [row.grade for row in found] == ["K", "9", "10", "12", ""]
    every = [student_order(rows[0], column) for column in range(6)]
    assert (every[0], every[2], every[3], every[5]) == ("torres, mia", (0, 3), None, None)
