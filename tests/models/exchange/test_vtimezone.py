"""VTIMEZONE against the system's zone data, read by dateutil, which shares no code with the writer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.ical_out import invite
from models.exchange.vtimezone import is_doubled, known_zone, vtimezone, yearly_rules
from tests.models.exchange.calendar_help import (
    EVENT,
    onsets,
    properties,
    read_lines,
    true_onsets,
    utc,
    value,
    zone_of,
)

REGULAR = (
    "America/Chicago",
    "America/St_Johns",
    "Europe/London",
    "Europe/Dublin",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Atlantic/Azores",
)
STEADY = ("America/Phoenix", "Asia/Kolkata", "Asia/Tehran", "Pacific/Kiritimati", "Etc/GMT+5", "Africa/Lagos")
IRREGULAR = (
    "Africa/Casablanca",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "America/Santiago",
    "America/Nuuk",
    "Africa/Cairo",
)


def in_zone(key: str, start: datetime) -> bytes:
    return invite(EVENT._replace(zone=key, start=start, end=start + timedelta(minutes=20)))


@pytest.mark.parametrize("key", REGULAR)
@pytest.mark.parametrize("year", [2025, 2026, 2031])
def test_onsets_of_a_regular_zone_are_the_real_ones_for_years_around(key: str, year: int) -> None:
    file = in_zone(key, datetime(year, 6, 15, 15, tzinfo=UTC))
    for near in (year - 1, year, year + 1, year + 9):
        assert onsets(file, near) == true_onsets(key, near)


@pytest.mark.parametrize("key", REGULAR)
def test_names_and_offsets_agree_with_the_system_all_year(key: str) -> None:
    zone, theirs = zone_of(in_zone(key, utc("2026-06-15 15:00")), key), ZoneInfo(key)
    for day in range(0, 730, 3):
        noon = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        wall = noon.astimezone(theirs).replace(tzinfo=None)
        there, here = wall.replace(tzinfo=zone), wall.replace(tzinfo=theirs)
        assert (there.utcoffset(), there.tzname()) == (here.utcoffset(), here.tzname())


@pytest.mark.parametrize("key", STEADY)
def test_a_zone_without_daylight_saving_has_no_rule_to_describe_and_is_written_in_utc(key: str) -> None:
    file = in_zone(key, utc("2026-06-15 15:00"))
    assert (value(file, "DTSTART"), value(file, "DTEND")) == ("20260615T150000Z", "20260615T152000Z")
    assert properties(file, "STANDARD") == properties(file, "DAYLIGHT") == []


def test_each_part_of_a_described_zone_has_its_rule() -> None:
    file = in_zone("America/Chicago", utc("2026-06-15 15:00"))
    for part in ("STANDARD", "DAYLIGHT"):
        assert properties(file, part) == ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE"]


@pytest.mark.parametrize("key", IRREGULAR)
def test_a_zone_without_a_yearly_rule_is_not_described(key: str) -> None:
    assert vtimezone(key, (utc("2026-06-15 15:00"), utc("2026-06-15 15:20"))) is None


@pytest.mark.parametrize("key", ["UTC", "Etc/UTC"])
def test_utc_is_written_as_utc(key: str) -> None:
    file = in_zone(key, utc("2026-06-15 15:00"))
    assert value(file, "DTSTART") == "20260615T150000Z"
    assert b"VTIMEZONE" not in file


def test_a_year_with_another_rule_than_today_is_not_described() -> None:
    assert yearly_rules("Asia/Tehran", 2021, 2021) is None
    assert yearly_rules("America/Chicago", 2007, 2007) is None
    assert yearly_rules("America/Chicago", 2008, 2008) is not None


def test_years_out_of_reach_are_not_described() -> None:
    assert yearly_rules("America/Chicago", 1960, 1961) is None
    assert yearly_rules("America/Chicago", 9990, 9990) is None


def test_dublin_calls_the_forward_clock_daylight_though_its_law_says_otherwise() -> None:
    file = in_zone("Europe/Dublin", utc("2026-06-15 15:00"))
    assert (value(file, "TZOFFSETTO", "DAYLIGHT"), value(file, "TZNAME", "DAYLIGHT")) == ("+0100", "IST")


def test_no_dates_are_listed() -> None:
    names = {line.name for line in read_lines(in_zone("America/Chicago", utc("2026-06-15 15:00")))}
    assert not names & {"RDATE", "EXDATE"}


@pytest.mark.parametrize("key", ["Mars/Olympus", "", "../etc/passwd", "America", "a\x00b"])
def test_an_unknown_zone_is_bad_input(key: str) -> None:
    with pytest.raises(BadInput, match="There is no time zone"):
        known_zone(key)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2035, 12, 31)), st.sampled_from(REGULAR))  # noqa: DTZ001
def test_an_instant_is_doubled_when_another_has_the_same_wall_time(naive: datetime, key: str) -> None:
    zone, instant = ZoneInfo(key), naive.replace(tzinfo=UTC)
    wall = instant.astimezone(zone).replace(tzinfo=None)
    near = (instant + timedelta(minutes=shift) for shift in (-60, -30, 30, 60))
    twins = any(other.astimezone(zone).replace(tzinfo=None) == wall for other in near)
    assert is_doubled(instant, zone) == twins
