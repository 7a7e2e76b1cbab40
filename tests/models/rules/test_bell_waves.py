"""Lunch in waves within a period, and day types that hold on some letters of the rotation."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.bells import BellBook, day_type_names, lunches_of, missed_periods, plain_type
from models.rules.facts import BellSchedule, DayException, Period, SchoolClass
from models.rules.span import local_span

CHICAGO = ZoneInfo("America/Chicago")
MONDAY = date(2026, 8, 17)
WAVES = (
    Period("3", 600, 655, "period"),
    Period("4", 660, 750, "period"),
    Period("Lunch A", 660, 690, "break"),
    Period("Lunch B", 690, 720, "break"),
    Period("Lunch C", 720, 750, "break"),
)
EARLY = (Period("4", 600, 660, "period"), Period("Lunch B", 630, 660, "break"))


def book(*exceptions: DayException, types: dict[str, tuple[Period, ...]] | None = None) -> BellBook:
    rotation = ("A", "B")
    days = {one.day: one for one in exceptions}
    return BellBook(
        BellSchedule(types or {"regular": WAVES, "early": EARLY}, {0: "regular", 1: "regular", 2: "early"},
                     rotation, MONDAY, None, days)
    )  # fmt: skip


def a_class(meets: str, ident: str = "eng") -> SchoolClass:
    return SchoolClass(ident, ident.title(), None, meets, "core", ())


def missed(meets: str, start: int, end: int, day: date = MONDAY) -> list[tuple[str, str, int]]:
    found = missed_periods(book(), "s1", [a_class(meets)], local_span(day, start, end, CHICAGO), CHICAGO)
    return [(one.period, one.kind, one.minutes) for one in found]


@pytest.mark.parametrize(
    ("meets", "start", "end", "found"),
    [
        ("4 lunch:A", 660, 690, []),
        ("4 lunch:A", 680, 700, [("4", "core", 10)]),
        ("4 lunch:B", 660, 690, [("4", "core", 30)]),
        ("4 lunch:B", 685, 725, [("4", "core", 10)]),
        ("4", 660, 690, [("4", "core", 30)]),
        ("4 lunch:D", 660, 690, [("4", "core", 30)]),
        ("3-4 lunch:A", 650, 700, [("3", "core", 5), ("4", "core", 10)]),
        ("3 lunch:A", 660, 690, [("4", "free", 30)]),
        ("4 lunch:A(A) lunch:B(B)", 660, 690, []),
    ],
)
def test_what_is_missed_depends_on_the_lunch_of_the_class(
    meets: str, start: int, end: int, found: list[tuple[str, str, int]]
) -> None:
    assert missed(meets, start, end) == found


def test_the_lunch_of_a_class_follows_letter_and_day_type() -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    assert missed("4 lunch:A(A) lunch:B(B)", 660, 690, tuesday) == [("4", "core", 30)]
    assert missed("4 lunch:B", 630, 660, wednesday) == []
    assert missed("4 lunch:A", 630, 660, wednesday) == [("4", "core", 30)]


@given(st.integers(600, 780), st.integers(1, 90), st.sampled_from("ABC"))
def test_class_and_lunch_minutes_together_are_what_the_span_takes(
    start: int, length: int, lunch: str
) -> None:
    end = start + length
    whole = sum(minutes for name, _, minutes in missed("4", start, end) if name == "4")
    in_class = sum(minutes for name, kind, minutes in missed(f"4 lunch:{lunch}", start, end) if name == "4")
    wave = next(one for one in WAVES if one.name == f"Lunch {lunch}")
    assert in_class + max(0, min(end, wave.end) - max(start, wave.start)) == whole


def test_lunches_are_the_breaks_that_lie_over_a_period() -> None:
    rows = (*WAVES, Period("Nutrition", 655, 660, "break"))
    assert [one.name for one in lunches_of(rows)] == ["Lunch A", "Lunch B", "Lunch C"]


def test_a_day_type_for_a_letter_holds_in_place_of_the_plain_one() -> None:
    one, two = (Period("1", 480, 540, "period"),), (Period("5", 480, 540, "period"),)
    types = {"regular (A)": one, "regular (B)": two, "early": EARLY, "early (B)": two}
    forced = DayException(MONDAY + timedelta(days=7), "", "early", "B", "")
    found = book(forced, types=types)
    days = [MONDAY + timedelta(days=n) for n in (0, 1, 2, 7)]
    assert [(found.plan(day).day_type, found.plan(day).letter) for day in days] == [
        ("regular (A)", "A"),
        ("regular (B)", "B"),
        ("early", "A"),
        ("early (B)", "B"),
    ]
    assert [found.plan(day).periods for day in days] == [one, two, EARLY, two]
    assert day_type_names(found.schedule) == ("regular (A)", "regular (B)", "early", "early (B)", "regular")


def test_without_a_week_the_plain_name_of_the_first_day_type_is_meant() -> None:
    types = {"normal (A)": WAVES, "normal (B)": EARLY}
    found = BellBook(BellSchedule(types, {}, ("A", "B"), MONDAY, None, {}))
    assert [found.plan(MONDAY + timedelta(days=n)).periods for n in range(2)] == [WAVES, EARLY]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("regular (A)", ("regular", ("A",))),
        ("regular(a-b)", ("regular", ("A", "B"))),
        ("minimum (conferences)", ("minimum (conferences)", ())),
        ("(A)", ("(A)", ())),
        ("regular (A", ("regular (A", ())),
        ("regular (A-)", ("regular (A-)", ())),
    ],
)
def test_only_letters_of_the_rotation_in_brackets_are_no_part_of_the_name(
    name: str, plain: tuple[str, tuple[str, ...]]
) -> None:
    assert plain_type(name, ("A", "B")) == plain


def test_weekdays_count_beside_a_rotation_that_lacks_them() -> None:
    found = BellBook(BellSchedule({"regular": WAVES}, {}, ("A", "B"), MONDAY, None, {}))
    when = [local_span(MONDAY + timedelta(days=n), 600, 620, CHICAGO) for n in range(3)]
    kinds = [missed_periods(found, "s1", [a_class("3(MW)")], span, CHICAGO)[0].kind for span in when]
    assert kinds == ["core", "free", "core"]
