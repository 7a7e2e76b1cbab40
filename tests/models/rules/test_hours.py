"""When rooms are open and adults stand by."""

from __future__ import annotations

from datetime import date

from models.rules.facts import Opening, Staff
from models.rules.hours import local_days, on_duty, open_spans, staff_duty_spans, standby_for
from tests.models.rules.small_school import MONDAY, TUESDAY, WEEKDAYS, ZONE, interview, situation, span


def test_dated_hours_add_to_weekly_ones() -> None:
    hours = (Opening(1, None, 480, 600), Opening(None, TUESDAY, 590, 660), Opening(0, None, 0, 60))
    assert open_spans(hours, TUESDAY, ZONE) == [span("08:00-11:00")]
    assert open_spans(hours, date(2026, 11, 26), ZONE) == []


def test_a_span_until_midnight_touches_one_day() -> None:
    late = span("22:00-23:30")
    assert local_days(late._replace(end=span("00:00-01:00", date(2026, 11, 25)).start), ZONE) == (TUESDAY,)


def test_duty_of_two_turns_that_touch_is_one() -> None:
    adult = Staff("a", "A", "", "", "", (Opening(1, None, 480, 540), Opening(1, None, 540, 600)))
    assert staff_duty_spans(adult, TUESDAY, ZONE) == [span("08:00-10:00")]
    here = situation(staff={"a": adult})
    assert on_duty(here, span("08:50-09:10")) == [adult]
    assert on_duty(here, span("09:50-10:10")) == []


def test_standby_is_the_first_by_name_and_only_at_school() -> None:
    bea, abe = Staff("1", "Bea", "", "", "", WEEKDAYS), Staff("2", "Abe", "", "", "", WEEKDAYS)
    here = situation(staff={"1": bea, "2": abe})
    assert standby_for(interview("i"), here) == abe
    assert standby_for(interview("i", place="home"), here) is None
    assert standby_for(interview("i", "14:50-15:10", MONDAY), here) is None
