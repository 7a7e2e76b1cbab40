"""Booking, moving, marking and cancelling as typed: exit codes, sentences and JSON are a contract."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wbl_tui.cli_help import Shell

MONDAY = "2026-11-23 "


def book(shell: Shell, *more: str, student: str = "007", contact: str = "c1", at: str = "10:40") -> Any:
    words = ("book", "--student", student, "--contact", contact, "--start", MONDAY + at, *more, "--json")
    return shell(*words)


def test_book_gives_the_interview_as_today_shows_it(school: Shell) -> None:
    said = book(school, "--room", "r1")
    assert said.code == 0
    done = said.json
    assert (done["schema"], done["done"]) == ("wbl-tui/1", True)
    assert done["sentence"] == (
        "Booked Mia Torres: a call with Dana Whitfield, 10:40–11:00 on Mon 23 Nov, in Room 12."
    )
    [shown] = school.ok("today", "2026-11-23", "--json").json["interviews"]
    assert shown == done["interview"]
    assert shown["start"] == "2026-11-23T10:40:00-06:00"
    assert shown["student"] == {"id": "007", "label": "Mia Torres"}
    assert shown["room"] == {"id": "r1", "label": "Room 12"}
    assert shown["standby"] == {"id": "t1", "label": "Ms Ito"}
    assert (shown["state"], shown["absence"], shown["late_minutes"], shown["minutes_left"]) == (
        "scheduled",
        "not_needed",
        0,
        None,
    )


def test_double_booking_is_refused_with_who_where_when_and_three_alternatives(school: Shell) -> None:
    book(school, "--room", "r1")
    said = book(school, contact="c2", at="10:50")
    assert said.code == 1
    refused = said.json
    assert refused["done"] is False
    assert refused["refusal"] == (
        "Mia Torres already has a call with Dana Whitfield, 10:40–11:00 on Mon 23 Nov, in Room 12."
    )
    assert said.err.startswith(f"wbl-tui: {refused['refusal']}")
    assert [(one["kind"], one["severity"], one["interviews"]) for one in refused["clashes"]] == [
        ("student_twice", "clash", ["i1"])
    ]
    assert len(refused["alternatives"]) >= 3
    first = refused["alternatives"][0]
    again = school("book", "--student", "007", "--contact", "c2", "--start", first["start"], "--json")
    assert again.code == 0


def test_changeover_keeps_the_room_free_between_two(school: Shell) -> None:
    book(school, "--room", "r1")
    assert book(school, "--room", "r1", student="008", contact="c2", at="11:00").code == 1
    assert book(school, "--room", "r1", student="008", contact="c2", at="11:05").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("book", "--student", "099", "--contact", "c1", "--start", "2026-11-23 10:40"), "no student '099'"),
        (("book", "--student", "007", "--contact", "c9", "--start", "2026-11-23 10:40"), "no contact 'c9'"),
        (("book", "--student", "007", "--contact", "c1", "--start", "tomorrow"), "is no date and time"),
        (("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23"), "is no date and time"),
        (("move", "i9", "--start", "2026-11-23 10:40"), "no interview 'i9'"),
        (("mark", "i9", "confirmed"), "no interview 'i9'"),
        (("frobnicate",), "Argument COMMAND"),
        (("book", "--student", "007"), "One of the arguments"),
    ],
)
def test_bad_input_is_one_line_with_the_next_step_and_exit_code_2(
    school: Shell, words: tuple[str, ...], told: str
) -> None:
    said = school(*words)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err.count("\n") == 1
    assert said.err.startswith("wbl-tui: ")


def test_a_skipped_time_is_refused_and_a_doubled_one_means_the_first(shell: Shell) -> None:
    shell.now = "2026-10-20T09:00"
    shell.ok(
        *(
            "init",
            "--name",
            "Clock",
            "--from",
            "2026-10-26",
            "--to",
            "2027-03-26",
            "--zone",
            "America/Chicago",
        )
    )
    shell.ok("add", "students", "id=1", "given=Mia")
    shell.ok("add", "contacts", "id=c1", "name=Dana", "employer=Clinic")
    skipped = shell("book", "--student", "1", "--contact", "c1", "--start", "2027-03-14 02:30")
    assert skipped.code == 2
    assert "does not exist" in skipped.err
    doubled = shell.ok("book", "--student", "1", "--contact", "c1", "--start", "2026-11-01 01:30", "--json")
    assert doubled.json["interview"]["start"] == "2026-11-01T01:30:00-05:00"
    assert doubled.json["warnings"][-1] == {
        "code": "time",
        "text": "01:30 comes twice on 2026-11-01; the first is meant.",
    }


def test_a_life_from_requested_to_completed(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--requested")
    assert school("mark", "i1", "confirmed").code == 1
    school.ok("move", "i1", "--start", MONDAY + "10:40", "--room", "r1")
    school.ok("mark", "i1", "confirmed")
    moved = school.ok("move", "i1", "--start", MONDAY + "11:00", "--json").json
    assert moved["interview"]["state"] == "scheduled"
    assert moved["sentence"].endswith("it wants a new confirmation.")
    school.now = "2026-11-23T11:03"
    started = school.ok("mark", "i1", "in_progress", "--json").json
    assert started["sentence"].startswith("Checked in and started: Mia Torres")
    assert (started["interview"]["late_minutes"], started["interview"]["minutes_left"]) == (3, 17)
    school.now = "2026-11-23T11:22"
    [running] = school.ok("today", "--json").json["interviews"]
    assert running["minutes_left"] == -2
    school.ok("mark", "i1", "completed")
    assert school("mark", "i1", "cancelled").code == 1
    [student] = [one for one in school.ok("list", "students", "--json").json["rows"] if one["id"] == "007"]
    assert (student["owed"], student["booked"], student["done"]) == (1, 0, 1)


def test_an_absent_student_is_booked_again_only_by_a_move(school: Shell) -> None:
    book(school, "--room", "r1")
    school.ok("mark", "i1", "student_absent")
    assert school("mark", "i1", "scheduled").code == 1
    again = school.ok("move", "i1", "--start", "2026-11-24 10:40", "--json").json["interview"]
    assert (again["state"], again["id"]) == ("scheduled", "i1")


def test_absences_are_asked_for_decided_and_reopened_by_a_move(school: Shell) -> None:
    made = book(school, "--room", "r1", at="09:40").json["interview"]
    assert made["absence"] == "to_request"
    assert [(one["period"], one["class"], one["teacher"]) for one in made["absences"]] == [
        ("2", "English 10", "Ms Ito")
    ]
    school.ok("absence", "i1", "request")
    approved = school.ok("absence", "i1", "approve", "--by", "t1", "--json").json["interview"]
    assert (approved["absence"], approved["absences"][0]["decided_by"]) == ("approved", "Ms Ito")
    assert school("absence", "i1", "approve").code == 1
    within = school.ok("move", "i1", "--start", MONDAY + "10:00", "--json").json["interview"]
    assert within["absence"] == "approved"
    away = school.ok("move", "i1", "--start", MONDAY + "10:40", "--json").json
    assert away["interview"]["absence"] == "not_needed"
    back = school.ok("move", "i1", "--start", "2026-11-24 10:00", "--json").json
    assert back["interview"]["absence"] == "to_request"


def test_a_contact_gives_no_more_than_was_offered(school: Shell) -> None:
    book(school, at="10:40")
    book(school, at="11:00", student="008")
    third = school(*("book", "--student", "007", "--contact", "c1", "--start", "2026-11-24 10:40", "--json"))
    assert third.code == 1
    assert [one["kind"] for one in third.json["clashes"]] == ["contact_full"]
    # Moving one of the two to another day needs no more than it uses already.
    assert school("move", "i1", "--start", "2026-11-24 10:40").code == 0


def test_group_formats_take_several_students_and_others_one(school: Shell) -> None:
    words = ("book", "--student", "007", "--student", "008", "--contact", "c2", "--start", MONDAY + "11:00")
    assert school(*words).code == 2
    done = school.ok(*words, "--format", "group_video", "--room", "r2", "--json").json["interview"]
    assert [one["id"] for one in done["students"]] == ["007", "008"]
    assert book(school, student="008", at="11:10").code == 1


def test_cancel_frees_the_time_and_undo_brings_it_back_unless_it_is_taken(school: Shell) -> None:
    book(school, "--room", "r1")
    assert school("cancel", "i1", "--because", " ").code == 2
    school.ok("cancel", "i1", "--because", "contact is ill")
    school.actor = "Mr Oz"
    assert book(school, "--room", "r1", student="008").code == 0
    school.actor = "Ms Kay"
    refused = school("undo")
    assert refused.code == 1
    assert "already has a call" in refused.err
    school.actor = "Mr Oz"
    school.ok("undo")
    school.actor = "Ms Kay"
    assert school.ok("undo").out.startswith("Undid: Cancelled: Mia Torres")
    assert school.ok("redo").out.startswith("Did again: Cancelled: Mia Torres")


def test_undo_takes_back_only_ones_own_and_names_what_came_later(school: Shell) -> None:
    book(school, "--room", "r1")
    school.actor = "Mr Oz"
    assert "nothing of yours" in school("undo").err
    school.ok("move", "i1", "--start", MONDAY + "11:20")
    school.actor = "Ms Kay"
    refused = school("undo")
    assert refused.code == 1
    assert "Mr Oz" in refused.err
    assert "11:20" in refused.err
