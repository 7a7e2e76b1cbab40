"""Importing bell schedules: part by part, nothing lost that the file does not hold."""

from __future__ import annotations

from datetime import date

from models.exchange.files_in import read_bytes
from models.operations.importing import propose_import
from models.operations.proposals import accept
from models.operations.undo import undo
from models.queries import reading
from models.rules.facts import BellSchedule, Proposal
from models.workspace import Workspace
from tests.helpers_store import book

TOML = """
[school]
timezone = "America/New_York"
first_day = 2026-08-17
rotation = ["A", "B"]
default_week = { mon = "short", tue = "short" }

[day_types.short]
periods = [["1", "8:00", "8:40"], ["Lunch", "8:40", "9:00", "break"]]

[[exceptions]]
date = 2026-11-24
closed = "Snow"
[[exceptions]]
date = 2026-11-25
note = "Assembly"
periods = [["1", "10:00", "11:00"]]

[[classes]]
id = "alg"
name = "Algebra"
meets = "2(A) 5(B)"
[[classes]]
name = "Career Prep"
meets = "6"
"""


def proposed(school: Workspace, text: str, file: str = "bells.toml") -> Proposal:
    return school.read(propose_import, read_bytes("bells", text.encode(), file), school.now(), file=file)


def schedule(school: Workspace) -> BellSchedule:
    return school.read(reading.bells).schedule


def test_every_part_is_a_row_of_its_own(school: Workspace) -> None:
    found = proposed(school, TOML)
    assert [(row.action, row.entity, row.id, row.before, row.after) for row in found.rows] == [
        ("add", "day_type", "short", None, {"periods": [["1", "08:00", "08:40", "period"], ["Lunch", "08:40", "09:00", "break"]]}),
        (
            "change", "week", "week",
            dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "regular"), {"mon": "short", "tue": "short"},
        ),
        ("add", "school_year", "school", None, {"rotation": "A;B", "first_day": "2026-08-17"}),
        ("add", "day", "2026-11-24", None, {"closed": "Snow"}),
        ("add", "day", "2026-11-25", None, {"note": "Assembly", "periods": [["1", "10:00", "11:00", "period"]]}),
        ("change", "class", "alg", {"meets": "2"}, {"meets": "2(A) 5(B)"}),
        ("add", "class", "k1", None, {"name": "Career Prep", "meets": "6"}),
    ]  # fmt: skip
    assert found.notes == (
        "The file is for America/New_York; the campaign is in America/Chicago, which stays.",
        "Missing from this file: 1 day type; nothing is removed.",
    )


def test_parts_are_saved_and_are_the_same_the_second_time(school: Workspace) -> None:
    done = school.write(accept, proposed(school, TOML))
    assert done.sentence == "Imported bells.toml: 5 added, 2 changed."
    found = schedule(school)
    assert sorted(found.day_types) == ["regular", "short"]
    assert found.week == {0: "short", 1: "short"}
    assert (found.rotation, found.first_day, found.last_day) == (("A", "B"), date(2026, 8, 17), None)
    assert found.exceptions[date(2026, 11, 24)].closed == "Snow"
    assert [one.name for one in found.exceptions[date(2026, 11, 25)].rows] == ["1"]
    assert {row.action for row in proposed(school, TOML).rows} == {"same"}


def test_undo_brings_the_old_bells_back(school: Workspace) -> None:
    before = schedule(school)
    school.write(accept, proposed(school, TOML))
    periods = "day_type,period,start,end\nregular,1,9:00,10:00\nshort,1,9:00,9:10\n"
    school.write(accept, proposed(school, periods, "periods.csv"))
    assert len(schedule(school).day_types["regular"]) == 1
    school.write(undo)
    assert schedule(school).day_types["regular"] == before.day_types["regular"]
    school.write(undo)
    assert schedule(school) == before


def test_dates_in_a_table_leave_other_dates_alone(school: Workspace) -> None:
    school.write(accept, proposed(school, TOML))
    found = proposed(school, "date,day_type,closed,note\n2026-11-23,,Storm,\n2026-11-24,,,\n", "days.csv")
    assert [(row.action, row.id) for row in found.rows] == [("add", "2026-11-23"), ("remove", "2026-11-24")]
    assert found.notes == ("Missing from this file: 1 special date; nothing is removed.",)
    school.write(accept, found)
    assert {day: one.closed for day, one in schedule(school).exceptions.items()} == {
        date(2026, 11, 23): "Storm",
        date(2026, 11, 25): "",
    }


def test_a_day_type_that_nobody_knows_is_refused(school: Workspace) -> None:
    [row] = proposed(school, "date,day_type\n2026-11-23,foggy\n", "days.csv").rows
    assert (row.action, row.reason) == ("refuse", "there is no day type 'foggy'; import its periods first")


def test_a_file_may_name_day_types_that_the_store_has(school: Workspace) -> None:
    text = '[day_types.tiny]\nperiods = [["1", "9:00", "10:00"]]\n[[exceptions]]\ndate = 2026-12-01\n'
    assert [row.action for row in proposed(school, f'{text}day_type = "regular"\n').rows] == ["add", "add"]
    foggy = proposed(school, f'{text}day_type = "foggy"\n[school]\ndefault_week = {{ mon = "misty" }}\n')
    assert [row.reason for row in foggy.rows if row.action == "refuse"] == [
        "the usual week: there is no day type 'misty'; import its periods first",
        "Tue 1 Dec: there is no day type 'foggy'; import its periods first",
    ]
    assert foggy.bad_rows == 2


def test_a_day_type_called_like_a_date_is_refused(school: Workspace) -> None:
    text = '[day_types.2026-11-23]\nperiods = [["1", "9:00", "10:00"]]\n'
    [row] = proposed(school, text).rows
    assert (row.action, row.reason) == ("refuse", "a day type cannot be called like a date")


def test_rows_called_like_a_date_are_those_of_that_date(school: Workspace) -> None:
    text = "day_type,period,start,end\n2026-11-23,1,9:00,10:00\n"
    [row] = proposed(school, text, "periods.csv").rows
    assert (row.action, row.entity, row.id) == ("add", "day", "2026-11-23")
    assert row.source == ("periods.csv", 2, "")


def test_a_week_may_name_what_differs_by_letter(school: Workspace) -> None:
    text = """
[school]
rotation = ["A", "B"]
default_week = { mon = "normal", tue = "normal" }
[day_types."normal (A)"]
periods = [["1", "8:00", "9:00"]]
[day_types."normal (B)"]
periods = [["5", "8:00", "9:00"]]
"""
    school.write(accept, proposed(school, text))
    book = school.read(reading.bells)
    assert [[one.name for one in book.plan(date(2026, 11, day)).periods] for day in (16, 17)] == [
        ["1"],
        ["5"],
    ]


def test_new_bells_settle_the_absences_of_calls_ahead(school: Workspace) -> None:
    call = book(school, "9:05", student="s1")
    assert [one.period for one in school.read(reading.absences)[call]] == ["2"]
    text = "day_type,period,start,end\nregular,1,8:00,9:00\nregular,2,12:00,13:00\n"
    school.write(accept, proposed(school, text, "periods.csv"))
    assert school.read(reading.absences).get(call, ()) == ()


def test_a_closed_day_warns_of_the_calls_on_it(school: Workspace) -> None:
    call = book(school, "10:05", room="r1")
    done = school.write(accept, proposed(school, "date,closed\n2026-11-18,Snow\n", "days.csv"))
    assert [(one.kind, one.interviews) for one in done.warnings] == [("room_closed", (call,))]


def test_calls_on_dates_that_change_are_told_of_beforehand(school: Workspace) -> None:
    book(school, "10:05", room="r1")
    assert proposed(school, "date,closed\n2026-11-19,Snow\n", "days.csv").notes == ()
    assert proposed(school, "date,closed\n2026-11-18,Snow\n", "days.csv").notes == (
        "1 call ahead lies on dates that change: see afterwards which no longer fit (wbl-tui check).",
    )
