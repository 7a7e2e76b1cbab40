"""Bell schedules come as either table or as one TOML file, and say which parts they gave."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_data
from models.errors import BadInput
from models.exchange.files_in import read_bytes
from models.exchange.reading import BellsRead, Reading, Record
from models.rules.facts import BellSchedule, DayException, Period

ONE, TWO = Period("1", 510, 568, "period"), Period("2", 574, 805, "period")
LUNCH = Period("Lunch", 701, 741, "break")


def read(text: str) -> Reading:
    return read_bytes("bells", text.encode(), "bells")


def lines(reading: Reading) -> list[str]:
    return [one.line for one in reading.problems]


def test_a_table_of_periods() -> None:
    reading = read(
        "day_type,period,start,end,kind\nregular,1.0,8:30,9:28,\nregular,Lunch,11:41,12:21,break\nregular,2,9:34,1:25 pm,period\n"
    )
    schedule = BellSchedule({"regular": (ONE, TWO, LUNCH)}, {}, (), None, None, {})
    assert reading.bells == BellsRead(schedule, frozenset({"day_types"}), rows={"regular": 2})
    assert (reading.kind, reading.records, reading.problems) == ("bells", (), ())


def test_each_wrong_period_is_told_by_its_column() -> None:
    reading = read(
        "day_type,period,start,end,kind\n"
        "regular,1,8:30,9:28,\n"
        "regular,2,9:00,10:00,\n"
        "regular,3,late,10:00,\n"
        "regular,4,10:00,9:30,\n"
        "regular,5,11:00,11:30,party\n"
        ",6,12:00,12:30,\n"
    )
    assert lines(reading) == [
        "bells, row 3, column start: expected a period that lies over no other period of its day type, not '9:00'",
        "bells, row 4, column start: expected a time as 08:30, 13:07 or 1:25 pm, not 'late'",
        "bells, row 5, column end: expected a time after 10:00, not '9:30'",
        "bells, row 6, column kind: expected period or break, not 'party'",
    ]


def test_a_table_of_dates() -> None:
    reading = read(
        "date,day_type,rotation,closed,note\n"
        "2026-11-23,,,Thanksgiving,\n2026-11-24,short,A,no,Conferences\n2026-11-25,,,yes,\n2026-11-23,,,,\n"
    )
    assert reading.bells is not None
    assert reading.bells.schedule.exceptions == {
        date(2026, 11, 23): DayException(date(2026, 11, 23), "Thanksgiving", "", "", ""),
        date(2026, 11, 24): DayException(date(2026, 11, 24), "", "short", "A", "Conferences"),
        date(2026, 11, 25): DayException(date(2026, 11, 25), "closed", "", "", ""),
    }
    assert reading.bells.parts == {"exceptions"}
    assert lines(reading) == [
        "bells, row 5, column date: expected a date that no other row has, not '2026-11-23'"
    ]


def test_a_toml_file_with_everything() -> None:
    reading = read(
        """
        [school]
        name = "Lincoln High"
        timezone = "America/Chicago"
        first_day = 2026-08-17
        last_day = "2027-05-28"
        rotation = ["A", "B"]
        default_week = { mon = "regular", Tuesday = "short", wed = "" }
        [day_types.regular]
        periods = [["1", "8:30", "9:28"], {name = "Lunch", start = 11:41:00, end = "12:21", kind = "break"}]
        [day_types.short]
        periods = []
        [[exceptions]]
        from = 2026-11-23
        to = 2026-11-24
        closed = true
        [[exceptions]]
        date = 2026-09-16
        day_type = "short"
        rotation = "A"
        note = "Conferences"
        periods = [["1", "8:30", "9:28"]]
        [[classes]]
        id = 12
        name = "English 10"
        meets = "4(A-B)"
        never_on = [2026-11-30]
        """
    )
    closed = {
        day: DayException(day, "closed", "", "", "") for day in (date(2026, 11, 23), date(2026, 11, 24))
    }
    special = DayException(date(2026, 9, 16), "", "short", "A", "Conferences", (ONE,))
    assert reading.bells == BellsRead(
        BellSchedule(
            {"regular": (ONE, LUNCH), "short": ()},
            {0: "regular", 1: "short"},
            ("A", "B"),
            date(2026, 8, 17),
            date(2027, 5, 28),
            closed | {special.day: special},
        ),
        frozenset({"day_types", "week", "rotation", "first_day", "last_day", "exceptions", "rows"}),
        "Lincoln High",
        "America/Chicago",
    )
    assert reading.records == (
        Record(1, {"id": "12", "name": "English 10", "meets": "4(A-B)", "never_on": (date(2026, 11, 30),)}),
    )
    assert (reading.problems, reading.notes) == ((), ())


def test_each_wrong_place_of_a_toml_file_is_named() -> None:
    reading = read(
        """
        colour = "blue"
        [school]
        first_day = "soon"
        timezone = "Mars/Base"
        rotation = 7
        default_week = { mon = "regular", someday = "regular", tue = "odd" }
        [day_types.regular]
        periods = [["1", "8:30"], ["2", "9:00", "8:00"]]
        [[exceptions]]
        closed = "Snow"
        [[exceptions]]
        from = 2026-01-01
        to = 2199-01-01
        [[exceptions]]
        date = 2026-09-16
        day_type = "odd"
        [[classes]]
        meets = "4(A"
        """
    )
    assert lines(reading) == [
        'bells, day_types.regular, periods 1: expected a row as ["1", "8:30", "9:28", "break"], not \'1;8:30\'',
        "bells, day_types.regular, periods 2, end: expected a time after 9:00, not '8:00'",
        "bells, school, default_week, someday: expected a weekday as mon or tue",
        'bells, school, rotation: expected a list as ["A", "B"], not \'7\'',
        "bells, school, first_day: expected a date as 2026-11-23, not 'soon'",
        "bells, exceptions 1: expected a date, or from and to",
        "bells, exceptions 2, to: expected a date from 2026-01-01 on, at most 800 days in one span of dates, "
        "not '2199-01-01'",
        "bells, school, timezone: expected a time zone as America/Chicago, not 'Mars/Base'",
        "bells, classes 1, meets: expected where the class meets as 4(A-B) or 2(A) 5(B), not '4(A'",
        "bells, classes 1, name: expected a value for name or id",
    ]
    assert reading.notes == ("Not used: colour.",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[school]\nname = \n", "bells cannot be read as TOML: Invalid value (at line 2, column 8)."),
        ("x = " + "[" * 100_000, "bells cannot be read as TOML: it is nested too deeply."),
        ("[other]\nx = 1\n", "bells holds no bell schedule."),
        ("x = 1\n" + "#" * 1_100_000, "bells has more than 1,048,576 bytes (1 MB), the most that is read."),
    ],
)
def test_toml_that_is_no_schedule_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    assert refused.value.sentence == sentence


def test_the_sample_schedule_has_a_rotation_and_one_short_day_in_the_window() -> None:
    bells = read_bytes("bells", sample_data.shifted(0)["bells"], "bells").bells
    assert bells is not None
    assert bells.parts == {"day_types", "week", "rotation", "first_day", "last_day", "exceptions", "rows"}
    window = {
        day: special.day_type
        for day, special in bells.schedule.exceptions.items()
        if sample_data.FIRST_DAY <= day <= sample_data.LAST_DAY
    }
    assert window == {sample_data.SHORT_DAY: "early_release"}


VALUES: st.SearchStrategy[str] = st.sampled_from(
    [
        '"A"',
        "1",
        "true",
        "1.5",
        "2026-11-23",
        "08:30:00",
        "[]",
        "{}",
        '["1","8:30","9:28"]',
        "[[1,2,3]]",
        '"8:30"',
        "[{}]",
    ]
)
KEYS = st.sampled_from(
    [
        "school",
        "day_types",
        "exceptions",
        "classes",
        "name",
        "rotation",
        "default_week",
        "first_day",
        "date",
        "from",
        "to",
        "periods",
        "day_types.x.periods",
        "school.default_week",
        "school.rotation",
        "school.default_week.mon",
    ]
)


@given(
    st.lists(st.tuples(st.sampled_from(["", "[[exceptions]]\n", "[[classes]]\n"]), KEYS, VALUES), max_size=8)
)
def test_any_toml_is_a_reading_or_refused(pieces: list[tuple[str, str, str]]) -> None:
    text = "school.x = 1\n" + "\n".join(f"{section}{key} = {value}" for section, key, value in pieces)
    try:
        assert read(text).kind == "bells"
    except BadInput:
        return
