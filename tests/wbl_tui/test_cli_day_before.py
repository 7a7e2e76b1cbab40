"""The day before on the command line: readiness, questions, notes that were sent, absences and the office's list."""

from __future__ import annotations

import csv
import io

import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def booked(school: Shell) -> Shell:
    """One call of Mia's with Dana Whitfield, on Monday at 09:40."""
    school.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 09:40", "--room", "r1")
    return school


def readiness(shell: Shell) -> dict[str, tuple[bool, str]]:
    found = shell.ok("today", "2026-11-23", "--json").json["readiness"]["i1"]
    return {one["code"]: (one["done"], one["text"]) for one in found}


def test_today_tells_what_is_settled_beside_what_is_missing(booked: Shell) -> None:
    before = booked.ok("today", "2026-11-23", "--json").json["interviews"][0]["missing"]
    booked.ok("add", "told", "interview=i1", "kind=checklist")
    booked.ok("set", "preparation", "007", "practised_with=Mr Vance")

    found = readiness(booked)

    assert found["checklist"] == (True, "Checklist sent by Ms Kay, Fri 20 Nov")
    assert found["practice"] == (True, "Practice interview done with Mr Vance, Fri 20 Nov")
    assert found["confirmation"] == (False, "Confirmation not sent")
    after = booked.ok("today", "2026-11-23", "--json").json["interviews"][0]["missing"]
    assert [one for one in before if one not in after] == [
        {"code": "practice", "text": "Practice interview not done"}
    ]


def test_a_list_of_questions_is_written_reviewed_and_listed(booked: Shell) -> None:
    booked.ok("add", "questions", "student=007", "bank=day1;way1")
    booked.ok("add", "questions", "student=007", "words=Do you like mornings?")
    refused = booked("add", "questions", "student=007", "words=What is your salary?")
    assert refused.code == 1
    assert refused.err.startswith(
        "wbl-tui: This asks what the person earns, which is theirs to tell. Ask instead: "
    )

    listed = booked.ok("list", "questions", "--json").json["rows"]
    own = [one for one in listed if one["bank"] is None]
    assert [(one["words"], one["part"]) for one in own] == [("Do you like mornings?", "questions")]
    booked.ok("set", "questions", own[0]["id"], "words=Do you like evenings?")
    booked.ok("remove", "questions", own[0]["id"])
    assert "evenings" not in booked.ok("list", "questions", "--csv").out

    booked.ok("set", "preparation", "007", "state=in_review")
    assert booked("set", "preparation", "007", "state=changes_asked").code == 2
    booked.ok("set", "preparation", "007", "state=changes_asked", "remark=Ask about training.")
    booked.ok("set", "preparation", "007", "state=approved", "remark=Good.")
    [row] = [one for one in booked.ok("list", "preparation", "--json").json["rows"] if one["id"] == "007"]
    assert (row["state"], row["remark"], row["decided_by"], row["questions"]) == (
        "approved",
        "Good.",
        "Ms Kay",
        6,
    )
    [student] = [one for one in booked.ok("list", "students", "--json").json["rows"] if one["id"] == "007"]
    assert student["questions_ready"] is True


def test_more_than_one_thing_at_a_time_is_not_guessed(booked: Shell) -> None:
    said = booked("set", "preparation", "007", "state=approved", "practised_with=Mr Vance")
    assert (said.code, said.err) == (
        2,
        "wbl-tui: One thing at a time. Give state (with a remark), practised_with, or the research.\n",
    )


def test_research_is_kept_field_by_field(booked: Shell) -> None:
    booked.ok("set", "preparation", "007", "about_field=Night shifts")
    booked.ok("set", "preparation", "007", "about_employer=A clinic")
    [row] = [one for one in booked.ok("list", "preparation", "--json").json["rows"] if one["id"] == "007"]
    assert (row["about_field"], row["about_employer"]) == ("Night shifts", "A clinic")


def test_the_office_gets_the_absences_of_one_date(booked: Shell) -> None:
    booked.ok("absence", "i1", "approve", "--condition", "hands in the work")
    rows = list(
        csv.DictReader(io.StringIO(booked.ok("list", "attendance", "--date", "2026-11-23", "--csv").out))
    )
    assert [(one["label"], one["state"], one["condition"], one["decided_by"]) for one in rows] == [
        ("Mia Torres", "approved", "hands in the work", "Ms Kay")
    ]
    assert booked.ok("list", "attendance", "--date", "2026-11-24", "--json").json["rows"] == []
    assert len(booked.ok("list", "absences", "--date", "2026-11-23", "--json").json["rows"]) == 1
    assert booked("list", "students", "--date", "2026-11-23").code == 2


def test_what_was_sent_stays_and_what_is_unknown_is_said(booked: Shell) -> None:
    booked.ok("add", "told", "interview=i1", "kind=confirmation")
    [told] = booked.ok("list", "told", "--json").json["rows"]
    assert (told["kind"], told["sent_by"], told["revision"], told["reach"]) == (
        "confirmation", "Ms Kay", 0, told["reach"],
    )  # fmt: skip
    assert booked("remove", "told", told["id"]).code == 2
    assert booked("add", "told", "interview=i99", "kind=confirmation").code == 2
    assert booked("add", "told", "interview=i1", "kind=postcard").code == 2
    assert booked("remove", "questions", "q99").code == 2


def test_notes_of_a_call_are_added_changed_and_removed(booked: Shell) -> None:
    booked.ok("add", "call_notes", "interview=i1", "words=Night shifts")
    booked.ok("set", "call_notes", "i1", "words=Day shifts")
    [row] = booked.ok("list", "call_notes", "--json").json["rows"]
    assert (row["words"], row["by"]) == ("Day shifts", "Ms Kay")
    booked.ok("remove", "call_notes", "i1")
    assert booked("remove", "call_notes", "i1").code == 2


def test_an_adult_is_away_for_one_day_and_back_again(school: Shell) -> None:
    school.ok("add", "staff", "id=t9", "name=Ms Aide")
    school.ok("add", "duty", "staff=t9", "when=Mon 08:00/15:00")

    [duty] = [one["id"] for one in school.ok("list", "duty", "--json").json["rows"] if one["staff"] == "t9"]
    gone = school.ok("set", "duty", duty, "away=2026-11-23")
    assert gone.out == "Ms Aide does not stand by: Mon 23 Nov 08:00–15:00. Other weeks stay.\n"
    assert school("set", "duty", duty, "away=2026-11-24").err == (
        "wbl-tui: Ms Aide is not on duty then. Choose another day.\n"
    )
    assert school("set", "duty", duty, "away=2026-11-23", "back=2026-11-30").code == 2
    assert school.ok("set", "duty", duty, "back=2026-11-23").out == (
        "Ms Aide stands by after all: Mon 23 Nov 08:00–15:00.\n"
    )
    assert school("set", "duty", duty, "back=2026-11-23").code == 1
