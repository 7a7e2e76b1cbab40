"""The day before: what each interview still needs, in which order, read with a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.operations.absences import decide_absence
from models.operations.marking import mark_interview
from models.operations.preparing import prepare_students
from models.operations.telling import note_at_hand, note_sent
from models.queries.out_of_class import requests
from models.queries.ready import ReadyDay, ReadyRow, day_beside, ready_day
from models.rules.ready_items import Item
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import DAY, NOW, book, change, make_school
from tests.school_store import NOW as LARGE_NOW
from tests.school_store import Size, count_queries, make_workspace


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    yield made
    made.close()


def day_of(school: Workspace, day: date | None = DAY) -> ReadyDay:
    return school.read(ready_day, school.campaign(), day, NOW)


def row_of(school: Workspace, ident: str) -> ReadyRow:
    return next(row for row in day_of(school).rows if row.id == ident)


def test_everything_that_one_interview_needs_with_its_reason(school: Workspace) -> None:
    ident = book(school, "09:05")
    school.write(prepare_students, ("s1",), "practice_done", False)
    assert row_of(school, ident).items == (
        Item("absence", False, "Absence to request: period 2 Algebra (Mr Vance)"),
        Item("room", True, "Room 1"),
        Item("standby", True, "On standby: Ms Adeyemi"),
        Item("number", True, "The number is known"),
        Item("questions", True, "Questions approved; no list is kept here"),
        Item("practice", False, "Practice interview not done"),
        Item("checklist", False, "Checklist not sent"),
        Item("confirmation", False, "Confirmation not sent"),
        Item("writing", False, "Nothing to take notes with yet"),
    )


def test_what_was_settled_says_by_whom_and_nothing_is_missing_in_the_end(school: Workspace) -> None:
    ident = book(school, "09:05")
    school.write(decide_absence, ident, "approve", condition="hands in the work")
    school.write(prepare_students, ("s1",), "questions_ready", True)
    school.write(prepare_students, ("s1",), "practice_done", True, with_whom="Mr Vance")
    school.write(note_sent, "checklist", (ident,))
    school.write(note_sent, "confirmation", (ident,))
    assert [item.text for item in row_of(school, ident).missing] == [
        "Confirmation sent by Ms Rivera, Wed 18 Nov, no answer yet",
        "Nothing to take notes with yet",
    ]
    school.write(mark_interview, ident, "confirmed")
    school.write(note_at_hand, (ident,), True)
    row = row_of(school, ident)
    assert row.missing == ()
    assert [item.text for item in row.items] == [
        "Absence approved by Ms Rivera, Wed 18 Nov, if hands in the work: period 2 Algebra (Mr Vance)",
        "Room 1",
        "On standby: Ms Adeyemi",
        "The number is known",
        "Questions approved by Ms Rivera, Wed 18 Nov; no list is kept here",
        "Practice interview done with Mr Vance, Wed 18 Nov",
        "Checklist sent by Ms Rivera, Wed 18 Nov",
        "Dr Okafor confirmed, Wed 18 Nov 07:30",
        "Something to take notes with: Ms Rivera saw it",
    ]
    assert (day_of(school).ready, day_of(school).counts) == (1, {})


def test_a_call_from_home_and_a_video_call_need_other_things(school: Workspace) -> None:
    home = book(school, "10:20", place="home", room=None)
    video = book(school, "11:20", "s2", "k2", format="video")
    assert [item.code for item in row_of(school, home).items if not item.done] == [
        "guardian", "checklist", "confirmation", "writing",
    ]  # fmt: skip
    assert (
        Item("link", False, "There is no link for the video call with Lee Brandt.")
        in row_of(school, video).items
    )


def test_minutes_that_nobody_watches_are_named(school: Workspace) -> None:
    ident = book(school, "10:20")
    change(school, lambda unit: unit.update(rows.Duty, "d2", end_minute=630))
    [item] = [item for item in row_of(school, ident).items if item.code == "standby"]
    assert item == Item("standby", False, "Nobody on standby 10:30–10:40")


def test_the_least_ready_come_first_and_the_day_is_counted(school: Workspace) -> None:
    ready = book(school, "08:05", "s3")
    school.write(prepare_students, ("s1",), "questions_ready", False)
    lacking = book(school, "09:05")
    found = day_of(school)
    assert [row.id for row in found.rows] == [lacking, ready]
    assert found.counts == {"absence": 1, "questions": 1, "checklist": 2, "confirmation": 2, "writing": 2}


def test_an_interview_that_began_needs_nothing_more(school: Workspace) -> None:
    ident = book(school, "08:05")
    school.write(mark_interview, ident, "in_progress")
    assert row_of(school, ident).items == ()


def test_the_next_school_day_is_shown_unless_one_is_named(school: Workspace) -> None:
    assert day_of(school, None).day == date(2026, 11, 19)
    friday = date(2026, 11, 20)
    assert school.read(day_beside, friday) == date(2026, 11, 23)
    assert school.read(day_beside, date(2026, 11, 23), -1) == friday
    assert day_of(school, friday + timedelta(days=1)).closed == "no school on Saturdays"


@pytest.mark.parametrize("query", [ready_day, requests])
def test_a_day_of_any_size_is_read_with_as_many_questions(tmp_path: Path, query: object) -> None:
    counts = []
    for n, size in enumerate((Size(10, 4, 6, 3), Size(60, 20, 120, 8))):
        store = make_workspace(tmp_path / f"{n}.wbl", size)
        campaign = store.campaign()
        args = (campaign, date(2026, 11, 18), LARGE_NOW) if query is ready_day else (campaign, LARGE_NOW)
        counts.append(count_queries(store, query, *args))  # type: ignore[arg-type]
        store.close()
    assert counts[0] == counts[1]
