"""A bell schedule leaves as TOML or CSV and comes back the same, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.bells_toml_out import write_toml
from models.exchange.csv_out import write_days, write_periods
from models.exchange.files_in import read_bytes
from models.operations.bells_effects import with_parts
from models.operations.importing import propose_import
from models.operations.proposals import DOING, accept
from models.queries import reading
from models.rules.facts import BellSchedule, DayException, Period, Proposal
from models.workspace import Workspace
from tests.helpers_store import make_school

NAMES = ("regular", "regular (A)", "early release", "minimum (conferences)", "Wed, late; start")
WALLS = st.lists(st.integers(300, 1200), unique=True, min_size=2, max_size=8).map(sorted)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Period, ...]:
    walls = draw(WALLS)
    taught = [
        Period(str(n), a, b, "period")
        for n, (a, b) in enumerate(zip(walls[::2], walls[1::2], strict=False), 1)
    ]
    lunches = [Period("Lunch A", walls[0], walls[1], "break")] if draw(st.booleans()) else []
    return tuple(sorted([*taught, *lunches], key=lambda one: (one.start, one.end)))


@st.composite
def schedules(draw: st.DrawFn) -> BellSchedule:
    types = {"regular": draw(rows()), **draw(st.dictionaries(st.sampled_from(NAMES), rows(), max_size=4))}
    days = st.dates(date(2026, 8, 1), date(2027, 6, 30))
    named = st.just("") | st.sampled_from(sorted(types))
    special = st.builds(
        DayException, days, st.sampled_from(["", "Snow", "=1+1"]), named, st.sampled_from(["", "A", "B"]),
        st.sampled_from(["", "Assembly, 2 pm"]), st.just(()) | rows(),
    )  # fmt: skip
    chosen = [one for one in draw(st.lists(special, max_size=5)) if any(one[1:])]
    week = draw(st.dictionaries(st.integers(0, 6), st.sampled_from(sorted(types)), min_size=1))
    return BellSchedule(
        types, week, ("A", "B"), draw(st.none() | days), None, {one.day: one for one in chosen}
    )


@contextmanager
def a_school() -> Iterator[Workspace]:
    with TemporaryDirectory() as folder:
        made = make_school(Path(folder) / "school.wbl")
        yield made
        made.close()


def proposed(school: Workspace, text: str, file: str) -> Proposal:
    read = read_bytes("bells", text.encode(), file)
    assert read.problems == ()
    return school.read(propose_import, read, school.now(), file=file)


def take(school: Workspace, text: str, file: str) -> None:
    school.write(accept, proposed(school, text, file))


def schedule_of(school: Workspace) -> BellSchedule:
    return school.read(reading.bells).schedule


@settings(max_examples=25, deadline=None)
@given(schedules())
def test_a_schedule_comes_back_from_toml(told: BellSchedule) -> None:
    with a_school() as school:
        before, found = schedule_of(school), proposed(school, write_toml(told), "bells.toml")
        school.write(accept, found)
        assert schedule_of(school) == told
    doing = [row for row in found.rows if row.action in DOING]
    assert with_parts(before, doing) == told


@settings(max_examples=25, deadline=None)
@given(schedules(), st.booleans())
def test_day_types_and_dates_come_back_from_csv_in_either_order(told: BellSchedule, days_first: bool) -> None:
    files = [(write_periods(told), "periods.csv"), (write_days(told), "days.csv")]
    if days_first:
        files.insert(0, (write_periods(told._replace(exceptions={})), "types.csv"))
        files.insert(1, files.pop())
    with a_school() as school:
        for text, file in files:
            take(school, text, file)
        found = schedule_of(school)
    assert (found.day_types, found.exceptions) == (told.day_types, told.exceptions)


def test_rows_of_one_date_and_what_the_date_is_come_in_files_of_their_own(tmp_path: Path) -> None:
    school = make_school(tmp_path / "school.wbl")
    take(school, "day_type,period,start,end\n2026-11-25,1,9:00,9:30\n", "one-off.csv")
    take(school, "date,day_type,rotation,closed,note\n2026-11-25,,,,Assembly\n", "days.csv")
    one_off = (Period("1", 540, 570, "period"),)
    day = date(2026, 11, 25)
    assert schedule_of(school).exceptions == {day: DayException(day, "", "", "", "Assembly", one_off)}
    take(school, "day_type,period,start,end\n2026-11-25,1,10:00,10:30\n", "one-off.csv")
    assert schedule_of(school).exceptions[day].rows == (Period("1", 600, 630, "period"),)
    school.close()
