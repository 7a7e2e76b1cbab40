"""What each date is, and what one misses on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.bells import BellBook, lacking_periods, missed_periods
from models.rules.facts import BellSchedule, DayException, DayPlan, MissedPeriod, Period, SchoolClass
from models.rules.span import Span, local_span

CHICAGO = ZoneInfo("America/Chicago")
FIRST = date(2026, 8, 17)
REGULAR = (
    Period("1", 510, 568, "period"),
    Period("2", 574, 637, "period"),
    Period("Lunch", 701, 741, "break"),
    Period("4", 747, 805, "period"),
)
SHORT = (Period("1", 510, 550, "period"), Period("2", 555, 595, "period"))
WEEK = dict.fromkeys(range(5), "regular")


def special(
    day: date, closed: str = "", day_type: str = "", rotation: str = "", rows: tuple[Period, ...] = ()
) -> DayException:
    return DayException(day, closed, day_type, rotation, "", rows)


def schedule(*exceptions: DayException, rotation: tuple[str, ...] = ("A", "B")) -> BellSchedule:
    types = {"regular": REGULAR, "minimum": SHORT}
    return BellSchedule(types, WEEK, rotation, FIRST, date(2027, 5, 28), {one.day: one for one in exceptions})


def letters(book: BellBook, first: date, days: int) -> str:
    return "".join(book.letter(first + timedelta(days=n)) or "." for n in range(days))


def a_class(ident: str, meets: str, kind: str = "core", never_on: tuple[date, ...] = ()) -> SchoolClass:
    return SchoolClass(ident, ident.title(), None, meets, kind, never_on)


def at(day: date, start: int, end: int) -> Span:
    return local_span(day, start, end, CHICAGO)


def test_day_is_of_its_weekday_type() -> None:
    book = BellBook(schedule())
    assert book.plan(FIRST) == DayPlan(FIRST, "", "regular", "A", REGULAR, "")
    assert book.plan(date(2026, 8, 22)) == DayPlan(
        date(2026, 8, 22), "no school on Saturdays", "", "", (), ""
    )
    assert book.plan(date(2026, 8, 16)).closed == "before the first day of school"
    assert book.plan(date(2027, 5, 31)).closed == "after the last day of school"


def test_exception_changes_one_day() -> None:
    rows = (Period("Exam", 540, 660, "period"),)
    snow, short, exam = date(2026, 8, 18), date(2026, 8, 19), date(2026, 8, 20)
    book = BellBook(
        schedule(special(snow, closed="Snow"), special(short, day_type="minimum"), special(exam, rows=rows))
    )
    assert book.plan(snow) == DayPlan(snow, "Snow", "", "", (), "")
    assert book.plan(short) == DayPlan(short, "", "minimum", "B", SHORT, "")
    assert book.plan(exam) == DayPlan(exam, "", "regular", "A", rows, "")


def test_exception_with_a_day_type_opens_a_saturday_and_takes_a_letter() -> None:
    saturday = date(2026, 8, 22)
    book = BellBook(schedule(special(saturday, day_type="minimum")))
    assert letters(book, FIRST, 9) == "ABABAB.AB"
    assert book.school_days(date(2026, 8, 21), date(2026, 8, 24)) == [
        date(2026, 8, 21),
        saturday,
        date(2026, 8, 24),
    ]


def test_rotation_skips_closed_days_and_goes_on_from_a_forced_letter() -> None:
    book = BellBook(
        schedule(
            special(date(2026, 8, 19), closed="Snow"),
            special(date(2026, 8, 24), rotation="b"),
            special(date(2026, 8, 26), rotation="Exams"),
        )
    )
    assert letters(book, FIRST, 9) == "AB.AB..BA"
    assert [book.letter(date(2026, 8, day)) for day in (26, 27, 28)] == ["Exams", "B", "A"]


def test_forced_letter_that_comes_twice_in_the_rotation_means_the_next_one() -> None:
    forced = special(date(2026, 8, 20), rotation="A")
    book = BellBook(schedule(forced, rotation=("A", "B", "A", "C")))
    assert letters(book, FIRST, 5) == "ABAAB"


def test_empty_schedule_has_school_on_weekdays_without_periods() -> None:
    book = BellBook(BellSchedule({}, {}, (), None, None, {}))
    monday = date(2026, 11, 23)
    assert book.plan(monday) == DayPlan(monday, "", "", "", (), "")
    assert book.school_days(monday, monday + timedelta(days=8)) == [
        monday + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8)
    ]
    assert missed_periods(book, "s1", [a_class("eng", "4")], at(monday, 0, 1440), CHICAGO) == ()


def test_day_types_without_a_week_hold_on_weekdays() -> None:
    book = BellBook(BellSchedule({"minimum": SHORT, "regular": REGULAR}, {}, (), None, None, {}))
    assert book.plan(FIRST).day_type == "regular"
    assert not book.is_school_day(date(2026, 8, 22))


def test_letters_without_a_first_day_count_from_august() -> None:
    book = BellBook(BellSchedule({}, {}, ("A", "B"), None, None, {}))
    assert letters(book, date(2026, 8, 1), 5) == "..ABA"
    assert letters(book, date(2027, 8, 1), 3) == ".AB"
    assert book.letter(date.max) in {"A", "B"}
    assert book.letter(date(1, 1, 1)) in {"A", "B"}


days_after = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))
exceptions = st.lists(
    st.builds(
        special,
        days_after,
        st.sampled_from(["", "", "Snow"]),
        st.sampled_from(["", "minimum"]),
        st.sampled_from(["", "", "A", "B", "C", "Exams"]),
    ),
    max_size=12,
    unique_by=lambda one: one.day,
)


@given(exceptions, st.sampled_from([("A", "B"), ("A", "B", "C"), ("A",)]))
def test_rotation_advances_on_school_days_only(chosen: list[DayException], rotation: tuple[str, ...]) -> None:
    book = BellBook(schedule(*chosen, rotation=rotation))
    turn = 0
    for n in range(130):
        day = FIRST + timedelta(days=n)
        forced = book.schedule.exceptions.get(day, special(day)).rotation
        if not book.is_school_day(day):
            assert book.letter(day) == ""
        elif forced and forced not in rotation:
            assert book.letter(day) == forced
        else:
            turn = rotation.index(forced) if forced else turn
            assert book.letter(day) == rotation[turn % len(rotation)]
            turn += 1


@given(st.permutations(range(60)), exceptions)
def test_letters_do_not_depend_on_which_day_is_asked_first(
    order: list[int], chosen: list[DayException]
) -> None:
    days = [FIRST + timedelta(days=n) for n in range(60)]
    asked, fresh = BellBook(schedule(*chosen)), BellBook(schedule(*chosen))
    found = {days[n]: asked.letter(days[n]) for n in order}
    assert found == {day: fresh.letter(day) for day in days}


def test_span_misses_what_it_touches_but_no_break() -> None:
    book = BellBook(schedule())
    classes = [
        a_class("eng", "2(A-B)"),
        a_class("art", "4(B)", "elective"),
        a_class("gym", "Period 4(A)", ""),
    ]
    assert missed_periods(book, "s1", classes, at(FIRST, 560, 750), CHICAGO) == (
        MissedPeriod("s1", FIRST, "1", None, "free", 8),
        MissedPeriod("s1", FIRST, "2", "eng", "core", 63),
        MissedPeriod("s1", FIRST, "4", "gym", "core", 3),
    )
    tuesday = FIRST + timedelta(days=1)
    assert missed_periods(book, "s1", classes, at(tuesday, 747, 760), CHICAGO) == (
        MissedPeriod("s1", tuesday, "4", "art", "elective", 13),
    )


def test_span_that_only_touches_a_period_misses_nothing() -> None:
    book = BellBook(schedule())
    assert missed_periods(book, "s1", [], at(FIRST, 568, 574), CHICAGO) == ()
    assert missed_periods(book, "s1", [], at(date(2026, 8, 22), 510, 568), CHICAGO) == ()


def test_class_is_never_to_be_missed_on_its_dates() -> None:
    book = BellBook(schedule())
    exam = a_class("eng", "1", "advisory", (FIRST,))
    span, tuesday = at(FIRST, 510, 520), FIRST + timedelta(days=1)
    assert [m.kind for m in missed_periods(book, "s1", [exam], span, CHICAGO)] == ["never"]
    later = at(tuesday, 510, 520)
    assert [m.kind for m in missed_periods(book, "s1", [exam], later, CHICAGO)] == ["advisory"]


def test_two_classes_at_once_are_both_missed_and_a_split_period_once() -> None:
    rows = (
        Period("4", 690, 720, "period"),
        Period("Lunch", 720, 750, "break"),
        Period("4", 750, 780, "period"),
    )
    book = BellBook(schedule(special(FIRST, rows=rows)))
    both = [a_class("eng", "4"), a_class("art", "4", "elective")]
    assert missed_periods(book, "s1", both, at(FIRST, 700, 760), CHICAGO) == (
        MissedPeriod("s1", FIRST, "4", "eng", "core", 30),
        MissedPeriod("s1", FIRST, "4", "art", "elective", 30),
    )


def test_class_with_unreadable_meets_meets_nowhere() -> None:
    book = BellBook(schedule())
    assert [
        m.kind for m in missed_periods(book, "s1", [a_class("x", "4((")], at(FIRST, 750, 760), CHICAGO)
    ] == ["free"]


@pytest.mark.parametrize(
    ("meets", "kinds"),
    [("1(A)", ["core", "core"]), ("1(M,W)", ["core", "free"]), ("1(M-F)", ["core", "core"])],
)
def test_letters_without_a_rotation_are_weekdays_or_every_day(meets: str, kinds: list[str]) -> None:
    book = BellBook(schedule(rotation=()))
    found = [
        missed_periods(book, "s1", [a_class("eng", meets)], at(FIRST + timedelta(days=n), 510, 520), CHICAGO)
        for n in range(2)
    ]
    assert [missed.kind for (missed,) in found] == kinds


@given(st.integers(0, 3), st.integers(0, 1439), st.integers(1, 600))
def test_missed_periods_cover_exactly_the_overlap(day_offset: int, start: int, minutes: int) -> None:
    book = BellBook(schedule())
    begins = local_span(FIRST + timedelta(days=day_offset), start, start, CHICAGO).start
    span = Span(begins, begins + timedelta(minutes=minutes))
    found = missed_periods(book, "s1", [a_class("eng", "1(A) 2")], span, CHICAGO)
    expected: dict[tuple[date, str], int] = {}
    for n in range(minutes):
        local = (begins + timedelta(minutes=n)).astimezone(CHICAGO)
        now = local.hour * 60 + local.minute
        for period in book.plan(local.date()).periods:
            if period.kind == "period" and period.start <= now < period.end:
                key = local.date(), period.name
                expected[key] = expected.get(key, 0) + 1
    assert {(m.day, m.period): m.minutes for m in found} == expected
    assert len(found) == len(expected)


def test_periods_keep_their_wall_times_over_the_change_of_clocks() -> None:
    book = BellBook(schedule()._replace(week=dict.fromkeys(range(7), "regular")))
    before, after = date(2026, 10, 31), date(2026, 11, 1)
    starts = [book.period_spans(day, CHICAGO)[0][1].start for day in (before, after)]
    assert starts == [datetime(2026, 10, 31, 13, 30, tzinfo=UTC), datetime(2026, 11, 1, 14, 30, tzinfo=UTC)]


def test_row_in_the_hour_that_clocks_skip_is_left_out() -> None:
    rows = (Period("Night", 150, 180, "period"), Period("Early", 180, 240, "period"))
    sunday = date(2027, 3, 14)
    book = BellBook(schedule(special(sunday, rows=rows)))
    assert [period.name for period, _ in book.period_spans(sunday, CHICAGO)] == ["Early"]


def test_day_that_lacks_a_period_a_class_needs_is_told() -> None:
    short = FIRST + timedelta(days=1)
    book = BellBook(schedule(special(short, day_type="minimum")))
    eng, art = a_class("eng", "1 4(B)"), a_class("art", "4(A)")
    assert lacking_periods(book, short, [eng, art]) == ((eng, "4"),)
    assert lacking_periods(book, FIRST, [eng, art]) == ()
