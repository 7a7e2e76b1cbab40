"""The invented school hangs together, and moves to any day as a whole."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import sample_data
from models.exchange.files_in import read_bytes
from models.exchange.reading import Record
from models.rules.bells import BellBook
from models.rules.meets import parse_meets

MIDDLE = date(2026, 11, 17)


def records(kind: str) -> tuple[Record, ...]:
    return read_bytes(kind, sample_data.shifted(0)[kind], kind).records


def ids(kind: str) -> set[str]:
    return {record.fields["id"] for record in records(kind)}


def test_every_id_that_is_used_is_there() -> None:
    assert {one for record in records("students") for one in record.fields["classes"]} <= ids("classes")
    assert {record.fields["teacher"] for record in records("classes")} <= ids("staff")
    assert {record.fields["contact"] for record in records("availability")} <= ids("contacts")


def test_no_student_and_no_teacher_is_in_two_classes_at_once() -> None:
    meets = {record.fields["id"]: parse_meets(record.fields["meets"]) for record in records("classes")}
    for record in records("students"):
        taken = Counter(pair for one in record.fields["classes"] for pair in meets[one])
        assert max(taken.values()) == 1
        assert {len({name for name, letter in taken if letter == day}) for day in "AB"} <= {5, 6, 7}
    teaches = Counter(
        (record.fields["teacher"], pair)
        for record in records("classes")
        for pair in meets[record.fields["id"]]
    )
    assert max(teaches.values()) == 1


def test_nobody_stands_by_while_teaching() -> None:
    reading = read_bytes("bells", sample_data.shifted(0)["bells"], "bells").bells
    assert reading is not None
    periods = {period.name: period for period in reading.schedule.day_types["regular"]}
    duty = {record.fields["id"]: record.fields["duty"] for record in records("staff")}
    for record in records("classes"):
        for name, _letter in parse_meets(record.fields["meets"]):
            period = periods[name]
            clashes = [
                o for o in duty[record.fields["teacher"]] if o.start < period.end and period.start < o.end
            ]
            assert clashes == []


def test_five_classes_of_24_and_enough_room_among_the_contacts() -> None:
    groups = Counter(record.fields["classes"][0] for record in records("students"))
    assert groups == {f"CP-{number}": 24 for number in range(1, 6)}
    assert sum(record.fields["limit"] or 0 for record in records("contacts")) >= 2 * len(records("students"))
    assert len({record.fields["employer"] for record in records("contacts")}) == 45


def test_people_are_invented() -> None:
    text = b"".join(sample_data.shifted(0).values()).decode()
    assert set(re.findall(r"@(?:[\w-]+\.)*([\w-]+\.[\w-]+)", text)) == {"example.org"}
    assert {phone[:6] for phone in re.findall(r"555.\d{4}", text)} == {"555-01", "555 01"}


def test_the_window_is_ten_school_days_with_both_letters() -> None:
    reading = read_bytes("bells", sample_data.shifted(0)["bells"], "bells").bells
    assert reading is not None
    book = BellBook(reading.schedule)
    days = book.school_days(sample_data.FIRST_DAY, sample_data.LAST_DAY)
    assert len(days) == 10
    assert Counter(map(book.letter, days)) == {"A": 5, "B": 5}
    assert [day for day in days if book.plan(day).day_type == "early_release"] == [sample_data.SHORT_DAY]


def test_unmoved_files_are_as_they_lie_there() -> None:
    assert sample_data.shifted(0) == {
        kind: sample_data.path(name).read_bytes() for kind, name in sample_data.FILES.items()
    }


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_day_can_be_the_middle(day: date) -> None:
    days = sample_data.days_to(day)
    moved = timedelta(days=days)
    assert days % 7 == 0
    assert sample_data.FIRST_DAY + moved <= day <= sample_data.LAST_DAY + moved
    assert day != sample_data.SHORT_DAY + moved


def test_all_dates_move_together_and_weekly_hours_stay() -> None:
    moved = sample_data.shifted(sample_data.days_to(date(2027, 3, 2)))
    rooms = read_bytes("rooms", moved["rooms"], "rooms").records
    before = records("rooms")
    assert [room.fields["open"][:1] for room in rooms] == [room.fields["open"][:1] for room in before]
    (block,) = rooms[1].fields["blocks"]
    assert block.start.day == before[1].fields["blocks"][0].start.day + (date(2027, 3, 2) - MIDDLE)
    assert re.findall(rb"2026-11-(?:09|1.)", b"".join(moved.values())) == []
