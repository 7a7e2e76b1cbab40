"""The usual next step after an attempt, and its day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.next_steps import NEXT_STEPS, usual_next


def test_a_message_on_friday_is_followed_up_on_tuesday() -> None:
    friday = date(2026, 11, 20)
    assert usual_next("phone", "left a message", friday) == ("call again", date(2026, 11, 24))
    assert usual_next("phone", "no answer", friday) == ("call again", date(2026, 11, 23))
    assert usual_next("phone", "said no", friday) == ("", None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(NEXT_STEPS)))
def test_it_is_never_at_a_weekend_and_always_soon(today: date, attempt: tuple[str, str]) -> None:
    _action, by = usual_next(*attempt, today)
    assert by is not None
    assert by.weekday() < 5
    assert today < by <= today + timedelta(days=NEXT_STEPS[attempt].weekdays + 4)
