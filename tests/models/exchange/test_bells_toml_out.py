"""A bell schedule written as TOML is read back the same, and looks like what a person would write."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import sample_data
from models.exchange.bells_toml_out import write_toml
from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading
from models.rules.facts import BellSchedule, DayException, Period, SchoolClass
from models.rules.text import clean

NOTHING = BellSchedule({}, {}, (), None, None, {})


def read(text: str) -> Reading:
    reading = read_bytes("bells", text.encode(), "bells.toml")
    assert (reading.problems, reading.notes) == ((), ())
    return reading


def test_a_schedule_as_a_person_would_write_it() -> None:
    day = DayException(date(2026, 11, 26), "Thanksgiving", "", "", "")
    schedule = BellSchedule(
        {"regular": (Period("1", 510, 568, "period"), Period("Lunch", 701, 741, "break")), "A day": ()},
        {0: "regular", 4: "A day"},
        ("A", "B"),
        date(2026, 8, 17),
        None,
        {
            day.day: day,
            date(2026, 11, 27): day._replace(day=date(2026, 11, 27)),
            date(2026, 12, 1): DayException(
                date(2026, 12, 1), "", "", "A", 'Say "hi"', (Period("1", 600, 660, "period"),)
            ),
        },
    )
    classes = [SchoolClass("M1", "Algebra", None, "4(A-B)", "core", (date(2026, 12, 2),))]
    assert write_toml(schedule, school="Harlow High", zone="America/Chicago", classes=classes) == (
        '[school]\nname = "Harlow High"\ntimezone = "America/Chicago"\nfirst_day = 2026-08-17\n'
        'rotation = ["A", "B"]\ndefault_week = { mon = "regular", fri = "A day" }\n\n'
        '[day_types.regular]\nperiods = [\n  ["1", "08:30", "09:28"],\n  ["Lunch", "11:41", "12:21", "break"],\n]\n\n'
        '[day_types."A day"]\nperiods = [\n]\n\n'
        '[[exceptions]]\nfrom = 2026-11-26\nto = 2026-11-27\nclosed = "Thanksgiving"\n\n'
        '[[exceptions]]\ndate = 2026-12-01\nrotation = "A"\nnote = "Say \\"hi\\""\nperiods = [\n'
        '  ["1", "10:00", "11:00"],\n]\n\n'
        '[[classes]]\nid = "M1"\nname = "Algebra"\nmeets = "4(A-B)"\nkind = "core"\nnever_on = "2026-12-02"\n'
    )


def test_the_sample_schedule_is_read_back_the_same() -> None:
    bells = read_bytes("bells", sample_data.shifted(0)["bells"], "bells.toml").bells
    assert bells is not None
    again = read(write_toml(bells.schedule, school=bells.school, zone=bells.zone)).bells
    assert again is not None
    assert (again.schedule, again.school, again.zone) == (bells.schedule, bells.school, bells.zone)


NAMES = st.text(min_size=1, max_size=12).map(clean).filter(bool)
PERIODS = st.lists(st.integers(1, 1439), unique=True, max_size=8).map(
    lambda minutes: tuple(
        Period(str(at), start, end, "break" if at % 3 == 2 else "period")
        for at, (start, end) in enumerate(zip(sorted(minutes)[::2], sorted(minutes)[1::2], strict=False))
    )
)
DAYS = st.dates(date(2026, 8, 1), date(2027, 6, 30))


@st.composite
def schedules(draw: st.DrawFn) -> BellSchedule:
    day_types = draw(st.dictionaries(NAMES, PERIODS, min_size=1, max_size=4))
    types = st.sampled_from(sorted(day_types))
    special = st.builds(
        DayException,
        DAYS,
        st.sampled_from(["", "Snow", "Labor Day"]),
        st.just("") | types,
        st.sampled_from(["", "A"]),
        st.just("") | NAMES,
        st.just(()) | PERIODS,
    )
    days = draw(st.lists(special, max_size=6))
    run = [one._replace(day=one.day + timedelta(days=1)) for one in days[:2]]
    return BellSchedule(
        day_types,
        draw(st.dictionaries(st.integers(0, 6), types)),
        draw(st.sampled_from([(), ("A", "B")])),
        draw(st.none() | DAYS),
        None,
        {one.day: one for one in (*days, *run)},
    )


@given(schedules())
def test_any_schedule_is_read_back_the_same(schedule: BellSchedule) -> None:
    bells = read(write_toml(schedule)).bells
    assert bells is not None
    assert bells.schedule == schedule


def test_nothing_is_written_of_a_schedule_that_holds_nothing() -> None:
    assert write_toml(NOTHING) == "\n"
