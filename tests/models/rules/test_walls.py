"""Times as schools write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.rules.facts import Period
from models.rules.walls import format_wall, ordered_walls, parse_periods, parse_wall, wall_after

MINUTES = st.integers(0, 24 * 60)
WALLS = MINUTES.map(format_wall) | st.text()


def twelve_hour(minute: int, marked: bool) -> str:
    hour = minute // 60 % 12 or 12
    half = " am" if minute % (24 * 60) < 720 else " pm"
    return f"{hour}:{minute % 60:02d}{half if marked else ''}"


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("8:30", 510),
        ("08:30", 510),
        ("8:30:00", 510),
        ("8.30", 510),
        ("1:25 pm", 805),
        ("1:25PM", 805),
        ("1:25 p.m.", 805),
        ("1:25p", 805),
        ("13:07", 787),
        ("13:07 pm", 787),
        ("8 am", 480),
        ("12:00 am", 0),
        ("12 pm", 720),
        ("0:00", 0),
        ("24:00", 1440),
        ("\u00a08:30 ", 510),
    ],
)
def test_wall_is_read_in_every_way_schools_write_it(text: str, minute: int) -> None:
    assert parse_wall(text) == minute


@pytest.mark.parametrize(
    "text", ["", "8", "noon", "8:60", "25:00", "24:01", "13:00 am", "-1:00", "8:3", "١:٠٠", "8:30-9:00"]
)
def test_wall_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a time of day"):
        parse_wall(text)


@given(MINUTES)
def test_wall_survives_being_written_and_read(minute: int) -> None:
    assert parse_wall(format_wall(minute)) == minute


@given(st.integers(0, 24 * 60 - 1))
def test_wall_with_am_or_pm_survives(minute: int) -> None:
    assert parse_wall(twelve_hour(minute, marked=True)) == minute


def test_times_without_pm_after_noon_follow_the_time_before() -> None:
    texts = ["8:30", "9:28", "11:41", "12:21", "12:27", "1:25", "1:31", "2:29 pm", "2:35", "3:33"]
    assert ordered_walls(texts) == [510, 568, 701, 741, 747, 805, 811, 869, 875, 933]


@given(st.lists(st.integers(5, 299), min_size=1, max_size=10), st.integers(7 * 60, 9 * 60), st.data())
def test_a_school_day_on_the_twelve_hour_clock_is_read_with_or_without_pm(
    steps: list[int], start: int, data: st.DataObject
) -> None:
    walls = [start]
    for step in steps:
        if walls[-1] + step <= 19 * 60:
            walls.append(walls[-1] + step)
    texts = [twelve_hour(wall, marked=data.draw(st.booleans())) for wall in walls]
    assert ordered_walls(texts) == walls


def test_a_time_that_is_simply_wrong_stays_as_written() -> None:
    assert wall_after("9:20", 570) == 560
    assert wall_after("1:25 am", 747) == 85


def test_periods_of_a_day_are_read_in_order() -> None:
    rows = [
        ("4", "12:27", "1:25", ""),
        ("5", "1:31", "2:29", "Class"),
        ("Lunch", "11:41 am", "12:21", "break"),
    ]
    assert parse_periods(rows) == (
        Period("Lunch", 701, 741, "break"),
        Period("4", 747, 805, "period"),
        Period("5", 811, 869, "period"),
    )


def test_lunch_waves_may_lie_over_a_period() -> None:
    rows = [
        ("4", "11:30", "1:00", ""),
        ("Lunch A", "11:30", "12:00", "lunch"),
        ("Lunch B", "12:30", "1:00", "lunch"),
    ]
    assert parse_periods(rows) == (
        Period("Lunch A", 690, 720, "break"),
        Period("4", 690, 780, "period"),
        Period("Lunch B", 750, 780, "break"),
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("1", "8:30", "9:28", ""), ("2", "9:20", "10:00", "")],
            "Period 2 begins at 09:20, before period 1 ends at 09:28.",
        ),
        (
            [("1", "9:30", "9:20", "")],
            "Row 1 (1) ends at 09:20, which is not after its start at 09:30.",
        ),
        ([("1", "8:30", "8:30", "")], "Row 1 (1) ends at 08:30, which is not after its start at 08:30."),
        ([("1", "8:30", "9:00", ""), ("2", "soon", "10:00", "")], "Row 2 (2): 'soon' is not a time of day."),
        ([(" ", "8:30", "9:00", "")], "Row 1: the period has no name."),
        ([("1", "8:30", "9:00", "party")], "Row 1 (1): 'party' is no kind of row."),
    ],
)
def test_rows_that_cannot_be_are_named(rows: list[tuple[str, str, str, str]], sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_periods(rows)
    assert refused.value.sentence == sentence
    assert refused.value.next_step


@given(st.lists(st.tuples(st.text(min_size=1), WALLS, WALLS, st.sampled_from(["", "break"])), max_size=4))
def test_any_rows_are_read_or_refused(rows: list[tuple[str, str, str, str]]) -> None:
    try:
        periods = parse_periods(rows)
    except BadInput:
        return
    assert len(periods) == len(rows)
    assert all(0 <= period.start < period.end <= 24 * 60 for period in periods)
