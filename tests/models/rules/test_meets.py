"""Where a class meets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.rules.meets import (
    format_meets,
    lunch_key,
    parse_letters,
    parse_lunches,
    parse_meets,
    period_key,
)

NAMES = st.text("ABC123- '.ö", min_size=1, max_size=6).map(lambda s: " ".join(s.split())).filter(bool)
LETTERS = st.sampled_from(["", "A", "B", "C", "1", "Gold"])


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("4(A-B)", {("4", "A"), ("4", "B")}),
        ("2(A) 5(B)", {("2", "A"), ("5", "B")}),
        ("2(A);5(B), 6", {("2", "A"), ("5", "B"), ("6", "")}),
        ("1(A,C)", {("1", "A"), ("1", "C")}),
        ("1(A C)", {("1", "A"), ("1", "C")}),
        ("3", {("3", "")}),
        ("2-4(A)", {("2", "A"), ("3", "A"), ("4", "A")}),
        ("P1-P3", {("P1", ""), ("P2", ""), ("P3", "")}),
        ("A-C", {("A", ""), ("B", ""), ("C", "")}),
        ("1(1-3)", {("1", "1"), ("1", "2"), ("1", "3")}),
        ("1(M-F)", {("1", letter) for letter in "MTWRF"}),
        ("1(M-W)", {("1", letter) for letter in "MTW"}),
        ("Co-op(B)", {("Co-op", "B")}),
        ("Period 4 (A)", {("4", "A")}),
        ('"Lunch A"(B)', {("Lunch A", "B")}),
        ("", set()),
        (" ; ", set()),
    ],
)
def test_meets_is_read(text: str, pairs: set[tuple[str, str]]) -> None:
    assert parse_meets(text) == frozenset(pairs)


@pytest.mark.parametrize(
    "text",
    [
        "4(A",
        "4)",
        "(A)",
        "4()",
        "4(A-)",
        "4(Blue-Gold)",
        "4-2",
        "4(B-A)",
        "1-99999999999",
        "4(A)(B)",
        '"4',
        "1" * 501,
    ],
)
def test_meets_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Where the class meets"):
        parse_meets(text)


def test_meets_is_written_plainly() -> None:
    pairs = {("10", ""), ("4", "B"), ("4", "A"), ("Lunch A", "B"), ("4", "")}
    assert format_meets(pairs) == '4 4(A,B) 10 "Lunch A"(B)'


@given(st.frozensets(st.tuples(NAMES, LETTERS), max_size=8))
def test_meets_survives_being_written_and_read(pairs: frozenset[tuple[str, str]]) -> None:
    assert parse_meets(format_meets(pairs)) == pairs


@given(st.text() | st.text('12AB()-,; "'))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        pairs = parse_meets(text)
    except BadInput:
        return
    assert parse_meets(format_meets(pairs)) == pairs


def test_period_names_are_compared_without_the_word_period() -> None:
    assert period_key("Period 4") == period_key("4") == "4"
    assert period_key("LUNCH") == "lunch"
    assert period_key("Period") == "period"


@pytest.mark.parametrize(
    ("text", "lunches"),
    [
        ("4(A-B) lunch:B", {("B", "")}),
        ("4 Lunch: B(A) lunch:C(B)", {("B", "A"), ("C", "B")}),
        ('4; lunch:"Second lunch"', {("Second lunch", "")}),
        ("4 lunch:1-2", {("1-2", "")}),
        ("4", set()),
    ],
)
def test_the_lunch_of_a_class_stands_beside_where_it_meets(text: str, lunches: set[tuple[str, str]]) -> None:
    assert parse_lunches(text) == lunches
    assert {name for name, _ in parse_meets(text)} == {"4"}


@given(
    st.frozensets(st.tuples(NAMES, LETTERS), max_size=4), st.frozensets(st.tuples(NAMES, LETTERS), max_size=3)
)
def test_meets_and_lunches_survive_being_written_and_read(
    pairs: frozenset[tuple[str, str]], lunches: frozenset[tuple[str, str]]
) -> None:
    written = format_meets(pairs, lunches)
    assert (parse_meets(written), parse_lunches(written)) == (pairs, lunches)


def test_weekdays_may_stand_in_a_row() -> None:
    assert parse_letters("MWF") == ("M", "W", "F")
    assert parse_letters("TR") == ("T", "R")
    assert parse_letters("FM") == ("FM",)
    assert parse_letters("M-W, F") == ("M", "T", "W", "F")


def test_names_of_lunches_are_compared_without_the_word_lunch() -> None:
    assert lunch_key("Lunch B") == lunch_key("b lunch") == lunch_key("B") == "b"
    assert lunch_key("Lunch") == "lunch"
