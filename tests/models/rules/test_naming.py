"""What things are called in sentences."""

from __future__ import annotations

import pytest

from models.rules.naming import period_text


@pytest.mark.parametrize(
    ("period", "name", "said"),
    [
        ("3", "Algebra II", "period 3 Algebra II"),
        ("3", "Algebra II, Period 3", "Algebra II, Period 3"),
        ("3", "", "period 3"),
    ],
)
def test_a_period_is_said_once(period: str, name: str, said: str) -> None:
    assert period_text(period, name) == said
