"""What a person types, as values."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import BadInput
from screens.state.typed import time_text, typed_date, typed_integer, typed_time


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("9:05", 545),
        ("0905", 545),
        ("9", 540),
        ("14.30", 870),
        ("2:30 pm", 870),
        ("12 am", 0),
        ("12:15pm", 735),
    ],
)
def test_times_are_understood_as_people_write_them(text: str, minute: int) -> None:
    assert typed_time(text) == minute


@pytest.mark.parametrize("text", ["", "25:00", "9:60", "13 pm", "0 am", "soon", "9:5", "9:05 x"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(BadInput):
        typed_time(text)


def test_a_written_time_is_read_back() -> None:
    assert [typed_time(time_text(minute)) for minute in (0, 545, 1439)] == [0, 545, 1439]


def test_dates_and_numbers() -> None:
    assert typed_date(" 2026-03-02 ") == date(2026, 3, 2)
    assert typed_date("Today", date(2026, 3, 5)) == date(2026, 3, 5)
    assert typed_integer(" 12 ", 6, 13) == 12
    for wrong in ("", "x", "5", "14"):
        with pytest.raises(BadInput):
            typed_integer(wrong, 6, 13)
    with pytest.raises(BadInput):
        typed_date("3/2/2026")
