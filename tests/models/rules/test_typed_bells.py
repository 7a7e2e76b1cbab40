"""A printed schedule typed line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.rules.facts import Period
from models.rules.typed_bells import read_lines, summary, write_lines


def test_lines_as_they_stand_on_the_printed_schedule() -> None:
    text = """
    Period 1   8:30 - 9:28
    2  9:34-10:37
    3: 10.43 to 11.41
    Lunch A 11:41-12:21
    4 12:27-1:25
    5th period | 1:31 pm | 2:29 pm
    Advisory 2:35-3:00 break
    """
    found = read_lines(text)
    assert found == (
        Period("Period 1", 510, 568, "period"),
        Period("2", 574, 637, "period"),
        Period("3", 643, 701, "period"),
        Period("Lunch A", 701, 741, "break"),
        Period("4", 747, 805, "period"),
        Period("5th period", 811, 869, "period"),
        Period("Advisory", 875, 900, "break"),
    )
    assert summary(found) == "5 periods and 2 breaks, 08:30–15:00"
    assert summary(()) == "no periods yet"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1", "Line 1 cannot be read: '1'."),
        ("1 8:30-9:28\n\n\n2 9:40-9:30", "Line 4 (2) ends at 09:30, which is not after its start at 09:40."),
        ("1 8:30-9:28\nsecond 9 to", "Line 2 cannot be read: 'second 9 to'."),
        ("1 8:30-8:10", "Line 1 (1) ends at 08:10, which is not after its start at 08:30."),
        ("1 8:30-9:28\n2 9:20-10:00", "Period 2 begins at 09:20, before period 1 ends at 09:28."),
        ("1 8:30-9:28 2 9:34-10:37", "Line 1 holds more than two times."),
        ("1 8:30-9:28 party", "Line 1 (1): 'party' is no kind of row."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_lines(text)
    assert wrong.value.sentence == sentence


WALLS = st.lists(st.integers(60, 1400), unique=True, min_size=2, max_size=10).map(sorted)
NAMES = st.sampled_from(["1", "Period 2", "Lunch A", "A", "HR", "3rd", "Break", "Lunch & learn"])


@given(
    WALLS,
    st.lists(NAMES, min_size=5, max_size=5),
    st.lists(st.sampled_from(["period", "break"]), min_size=5, max_size=5),
)
def test_rows_survive_being_written_and_read(walls: list[int], names: list[str], kinds: list[str]) -> None:
    pairs = zip(walls[::2], walls[1::2], strict=False)
    rows = tuple(Period(names[n], a, b, kinds[n]) for n, (a, b) in enumerate(pairs))
    assert read_lines(write_lines(rows)) == rows
