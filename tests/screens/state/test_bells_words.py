"""Dates, day types, the week and lunches in words."""

from __future__ import annotations

from datetime import date

from models.queries.bells_year import BellsFacts
from models.rules.bells import BellBook
from models.rules.facts import BellSchedule, Campaign, DayException, Period, SchoolClass
from screens.state.bells_tables import (
    dates_cells,
    dates_rows,
    lunch_cells,
    lunch_rows,
    period_cells,
    period_rows,
    rule_rows,
    without_lunch,
    words_of_row,
)
from screens.state.bells_view import cell_width, day_cell, day_lines, story_of, tone_of
from screens.widgets.few_lines import laid_out
from screens.widgets.plain import Toned

CAMPAIGN = Campaign(
    "c", "Fall", "Elm High", "", date(2026, 11, 16), date(2026, 11, 27), "America/Chicago", 1, 20, 2
)
REGULAR = (
    Period("1", 480, 540, "period"),
    Period("2", 545, 640, "period"),
    Period("Lunch A", 545, 575, "break"),
    Period("Break", 640, 650, "break"),
)
SHORT = (Period("1", 480, 520, "period"),)
WED = date(2026, 11, 18)
CLASSES = (
    SchoolClass("bio", "Biology", None, "2 lunch:A", "core", ()),
    SchoolClass("art", "Art", None, "2", "elective", ()),
    SchoolClass("eng", "English", None, "1", "core", ()),
    SchoolClass("bad", "Odd", None, "2((", "core", ()),
)


def facts(*days: DayException, rotation: tuple[str, ...] = ("A", "B"), calls: int = 0) -> BellsFacts:
    types = {"regular": REGULAR, "short (B)": SHORT, "none": ()}
    week = {0: "regular", 1: "regular", 2: "short", 4: "regular"}
    schedule = BellSchedule(types, week, rotation, date(2026, 11, 16), None, {one.day: one for one in days})
    return BellsFacts(CAMPAIGN, BellBook(schedule), {WED: calls} if calls else {}, CLASSES)


def special(
    day: date, closed: str = "", day_type: str = "", rotation: str = "", note: str = ""
) -> DayException:
    return DayException(day, closed, day_type, rotation, note)


def test_a_date_in_its_cells() -> None:
    found = facts(
        special(WED, "Snow"),
        special(date(2026, 11, 20), note="Photo day"),
        special(date(2026, 11, 23), rotation="B"),
        special(date(2026, 11, 24), day_type="regular"),
    )
    days = (16, 18, 20, 23, 24)
    assert [day_cell(found, date(2026, 11, day), 5) for day in days] == [
        "16A  ",
        "18×  ",
        "20A+ ",
        "23B! ",
        "24A• ",
    ]
    assert [tone_of(found, date(2026, 11, day)) for day in days] == [
        "strong",
        "dim",
        "strong",
        "strong",
        "warn",
    ]
    assert tone_of(found, date(2026, 12, 1)) == ""
    numbered = facts(rotation=tuple("123456"))
    assert day_cell(numbered, date(2026, 11, 17), 5) == "17·2 "
    assert [cell_width(one.book.schedule, many) for one, many in ((found, 5), (found, 6), (numbered, 6))] == [
        5,
        4,
        5,
    ]


def test_no_line_ends_between_a_period_and_its_times() -> None:
    rows = laid_out(day_lines(facts(), date(2026, 11, 17)), 42, 4)
    assert [text for _, text in rows] == [
        "Tue 17 Nov 2026 · B day · regular",
        "1 08:00–09:00 · 2 09:05–10:40 ·",
        "Lunch A 09:05–09:35 · Break 10:40–10:50",
    ]


def test_what_is_wrong_is_told_whole_before_what_is_right() -> None:
    lines = (("strong", "Mia Torres in Room 12"), ("bad", "Lab 3 is taken"), ("warn", "Art is missed"))
    assert laid_out(lines, 12, 4) == [
        ("strong", "Mia Torres in Room 12"),
        ("bad", "Lab 3 is"),
        ("bad", "taken"),
        ("warn", "Art is missed"),
    ]
    assert laid_out(lines, 12, 3) == list(lines)


def test_a_date_in_sentences() -> None:
    tuesday = date(2026, 11, 17)
    assert day_lines(facts(), tuesday) == (
        ("strong", "Tue 17 Nov 2026 · B day · regular"),
        ("", "1 08:00–09:00 · 2 09:05–10:40 · Lunch A 09:05–09:35 · Break 10:40–10:50"),
    )
    assert day_lines(facts(special(WED, "Snow"), calls=2), WED) == (
        ("bad", "Wed 18 Nov 2026 · closed: Snow · 2 calls"),
    )
    lines = day_lines(facts(special(WED, day_type="short", rotation="B", note="Fair"), calls=1), WED)
    assert lines == (
        ("strong", "Wed 18 Nov 2026 · B day · short (B) · 1 call"),
        ("", "1 08:00–08:40"),
        ("", "Note: Fair"),
        ("warn", "! Biology (period 2) and Art (period 2) cannot meet: the period is not there."),
    )
    assert [heading for heading, _ in story_of(facts(special(WED, day_type="short", rotation="B")), WED)] == [
        "",
        "Periods",
        "To see to",
    ]


def test_day_types_with_the_days_on_which_they_hold() -> None:
    found = facts(special(WED, day_type="regular"))
    rows = period_rows(found.book.schedule)
    assert [(row.day_type, row.period.name if row.period else "", row.lunch) for row in rows] == [
        ("regular", "1", False),
        ("regular", "2", False),
        ("regular", "Lunch A", True),
        ("regular", "Break", False),
        ("short (B)", "1", False),
        ("none", "", False),
    ]
    cells = period_cells(rows[0], found.book)
    assert (cells[0], cells[-1]) == (Toned("regular", "strong"), "Mon–Tue, Fri and 1 date")
    assert period_cells(rows[4], found.book)[-1] == "Wed, B days"
    assert period_cells(rows[5], found.book)[-1] == "not used yet"
    [words, _] = words_of_row(found, "Day types", rows[0])
    assert words == ("strong", "regular: 2 periods and 2 breaks, 08:00–10:50 · Mon–Tue, Fri and 1 date")


def test_the_week_and_the_letters() -> None:
    told = [(row.what, row.value, row.note) for row in rule_rows(facts().book)]
    assert told[2:] == [
        ("Wednesdays", "short", ""),
        ("Thursdays", "no school", ""),
        ("Fridays", "regular", ""),
        ("Saturdays", "no school", ""),
        ("Sundays", "no school", ""),
        ("Letters", "A B", "they advance on school days only"),
        ("First day of school", "Mon 16 Nov 2026", "letters count from here"),
        ("Last day of school", "not said", ""),
    ]


def test_a_school_that_named_no_week_is_told_which_day_type_holds() -> None:
    there = BellSchedule({"regular": REGULAR, "short": SHORT}, {}, (), None, None, {})
    told = [(row.value, row.note) for row in rule_rows(BellBook(there))]
    assert told[4:6] == [("regular", "as long as nothing else is said"), ("no school", "")]
    assert rule_rows(BellBook(there._replace(day_types={})))[0].value == "school, no day type"


def test_dates_that_are_alike_are_one_row_over_a_weekend() -> None:
    days = [special(date(2026, 11, day), "Break") for day in (19, 20, 23)]
    found = facts(
        *days,
        special(date(2026, 11, 24), "Storm"),
        special(date(2026, 11, 27), day_type="short", note="Fair"),
    )
    assert [dates_cells(row) for row in dates_rows(found.book.schedule)] == [
        ("Thu 19 Nov to Mon 23 Nov 2026", Toned("× closed", "strong"), "Break"),
        ("Tue 24 Nov 2026", Toned("× closed", "strong"), "Storm"),
        ("Fri 27 Nov 2026", "• short", "Fair"),
    ]


def test_lunches_with_their_classes_and_who_lacks_one() -> None:
    [row] = lunch_rows(facts())
    assert lunch_cells(row) == ("Lunch A", "regular 09:05–09:35", "Biology")
    assert [one.id for one in without_lunch(facts())] == ["art"]
    assert words_of_row(facts(), "Lunches", row) == (
        ("strong", "Lunch A: 1 class. Enter chooses them."),
        ("warn", "! Without a lunch, though they meet then: Art."),
    )
