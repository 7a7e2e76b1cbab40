"""Calendar files as exported: who is told what, and what becomes of it when the interview changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def booked(school: Shell) -> Shell:
    school.ok("set", "contacts", "c1", "email=dana@clinic.example.org")
    school.ok("set", "students", "007", "email=mia@school.example.org")
    school.ok("set", "students", "008", "email=ben@school.example.org")
    school.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 10:40", "--room", "r1")
    return school


def export(shell: Shell, *which: str) -> list[dict[str, Any]]:
    folder = shell.store.parent / "invites"
    said = shell.ok("export", "invites", *which, "-o", str(folder), "--json")
    return [row | event(folder / row["file"]) for row in said.json["rows"]]


def event(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    found: Any = calendar.walk("VEVENT")[0]
    assert len(calendar.walk("VEVENT")) == 1
    assert (path.stat().st_mode & 0o777) == 0o600
    return {
        "in_file": str(calendar["METHOD"]),
        "uid": str(found["UID"]),
        "sequence_in_file": int(found["SEQUENCE"]),
        "stamp": found["DTSTAMP"].dt,
        "start": found["DTSTART"].dt,
        "status": str(found["STATUS"]),
        "text": data.decode().partition("BEGIN:VEVENT")[2],
    }


def told(text: str) -> str:
    """What a person may read, lines whole; without the stamps and the made-up id, which hold any digits."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return "\n".join(
        line for line in lines if not line.startswith(("UID:", "DTSTAMP:", "LAST-MODIFIED:", "CREATED:"))
    )


def test_each_recipient_gets_a_request_and_nothing_is_told_twice(booked: Shell) -> None:
    made = export(booked, "--changed")
    assert [(one["recipient"]["kind"], one["method"], one["in_file"]) for one in made] == [
        ("interviewee", "REQUEST", "REQUEST"),
        ("student", "REQUEST", "REQUEST"),
    ]
    assert export(booked, "--changed") == []
    assert len(export(booked, "--interview", "i1")) == 2


def test_a_move_raises_the_sequence_and_a_cancellation_takes_the_entry_away(booked: Shell) -> None:
    first = export(booked, "--changed")
    booked.ok("move", "i1", "--start", "2026-11-23 11:20")
    second = export(booked, "--changed")
    booked.ok("move", "i1", "--room", "r2")
    third = export(booked, "--changed")
    booked.ok("cancel", "i1", "--because", "contact is ill")
    last = export(booked, "--changed")
    assert {one["uid"] for one in first + second + third + last} == {first[0]["uid"]}
    assert [one["in_file"] for one in last] == ["CANCEL", "CANCEL"]
    assert {one["status"] for one in last} == {"CANCELLED"}
    told = [first[0], second[0], last[0]]
    assert [one["sequence_in_file"] for one in told] == sorted({one["sequence_in_file"] for one in told})
    stamps = [one["stamp"] for one in told]
    assert stamps == sorted(set(stamps))
    assert second[0]["start"].hour == 11
    # The interviewee is not told about rooms, the student is.
    assert [one["recipient"]["kind"] for one in third] == ["student"]
    assert export(booked, "--changed") == []


def test_the_interviewee_learns_no_more_than_the_family_agreed_to(booked: Shell) -> None:
    booked.ok("book", "--student", "008", "--contact", "c1", "--start", "2026-11-23 11:20", "--room", "r2")
    made = export(booked, "--all")
    to_dana = [one for one in made if one["recipient"]["kind"] == "interviewee"]
    assert len(to_dana) == 2
    named = "".join(told(one["text"]) for one in to_dana if one["interview"] == "i1")
    unnamed = "".join(told(one["text"]) for one in to_dana if one["interview"] == "i2")
    assert "Mia" in named
    for hidden in ("Torres", "mia@", "007", "Room 12"):
        assert hidden not in named
    for hidden in ("Ben", "Ode", "ben@", "008", "Room 14"):
        assert hidden not in unnamed
    assert "a student (grade 11)" in unnamed


def test_a_booking_taken_back_after_the_invite_is_cancelled_not_forgotten(booked: Shell) -> None:
    export(booked, "--changed")
    booked.ok("undo")
    last = export(booked, "--changed")
    assert [(one["in_file"], one["recipient"]["kind"]) for one in last] == [
        ("CANCEL", "interviewee"),
        ("CANCEL", "student"),
    ]
    booked.ok("redo")
    again = export(booked, "--changed")
    assert [one["in_file"] for one in again] == ["REQUEST", "REQUEST"]
    assert again[0]["sequence_in_file"] > last[0]["sequence_in_file"]


def test_drafts_carry_the_same_method_as_the_file_inside(booked: Shell) -> None:
    folder = booked.store.parent / "drafts"
    said = booked.ok("export", "invites", "--all", "--as", "eml", "-o", str(folder), "--json")
    for row in said.json["rows"]:
        text = (folder / row["file"]).read_bytes()
        assert b"X-Unsent: 1" in text
        assert b'method="REQUEST"' in text


def test_one_feed_for_a_room_a_student_or_everything(booked: Shell) -> None:
    booked.ok("book", "--student", "008", "--contact", "c2", "--start", "2026-11-24 10:40", "--room", "r2")
    for which, count in ((("--all",), 2), (("--student", "007"), 1), (("--room", "r2"), 1)):
        target = booked.store.parent / "feed.ics"
        booked.ok("export", "calendar", *which, "-o", str(target))
        calendar = icalendar.Calendar.from_ical(target.read_bytes())
        assert str(calendar["METHOD"]) == "PUBLISH"
        events = calendar.walk("VEVENT")
        assert len(events) == count
        assert all("ATTENDEE" not in one for one in events)


def test_a_file_that_somebody_subscribed_to_is_emptied_when_nothing_stands_any_more(booked: Shell) -> None:
    target = booked.store.parent / "feed.ics"
    which = ("export", "calendar", "--student", "007", "-o", str(target))
    booked.ok("cancel", "i1", "--because", "Snow")
    said = booked(*which)
    assert (said.code, target.exists()) == (2, False)
    assert "no interview with a time" in said.err
    booked.ok("undo")
    booked.ok(*which)
    booked.ok("cancel", "i1", "--because", "Snow")
    assert "Wrote 0 interviews" in booked.ok(*which).out
    calendar = icalendar.Calendar.from_ical(target.read_bytes())
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_unknown_ids_and_places_that_cannot_be_written_are_one_line(booked: Shell) -> None:
    assert booked("export", "calendar", "--student", "099", "-o", "x.ics").code == 2
    folder = booked.store.parent / "a-file"
    folder.write_text("in the way")
    said = booked("export", "invites", "--all", "-o", str(folder))
    assert (said.code, said.err.count("\n")) == (2, 1)


def published(shell: Shell, *which: str) -> str:
    """What a calendar to subscribe to says, lines whole."""
    target = shell.store.parent / "feed.ics"
    shell.ok("export", "calendar", *which, "-o", str(target))
    calendar = icalendar.Calendar.from_ical(target.read_bytes())
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert all("ATTENDEE" not in one for one in calendar.walk("VEVENT"))
    return told(target.read_bytes().decode())


@pytest.mark.parametrize(
    ("which", "shown", "hidden"),
    [
        (("--student", "007"), ("Dana Whitfield", "Room 12"), ("mia@",)),
        (("--contact", "c1"), ("with Mia",), ("Torres", "Room 12", "mia@")),
        (("--room", "r1"), ("Room 12", "booked for an informational"), ("Mia", "Torres", "Dana", "555")),
        (("--class", "e10"), ("Mia Torres away from English 10",), ("Dana", "Room 12", "555")),
        (("--teacher", "t1"), ("Mia Torres away from English 10",), ("Dana", "Room 12", "555")),
        (("--all",), ("Mia Torres with Dana Whitfield", "Room 12"), ("555", "mia@")),
        (("--day", "2026-11-23"), ("Mia Torres with Dana Whitfield",), ("555", "mia@")),
    ],
)
def test_a_calendar_to_subscribe_to_shows_what_its_reader_may_know(
    booked: Shell, which: tuple[str, ...], shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    booked.ok("move", "i1", "--start", "2026-11-23 10:20")
    text = published(booked, *which)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []
    assert "X-WR-CALNAME:Interviews: " in text


@pytest.mark.parametrize("option", ["--student", "--contact", "--room", "--class", "--teacher"])
@pytest.mark.parametrize("ident", ["", "nobody"])
def test_a_calendar_of_nobody_is_refused_and_nothing_is_written(
    booked: Shell, option: str, ident: str
) -> None:
    target = booked.store.parent / "feed.ics"
    said = booked("export", "calendar", option, ident, "-o", str(target))
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert not target.exists()


def test_what_only_the_other_kind_of_file_knows_is_refused_with_the_next_step(booked: Shell) -> None:
    said = booked("export", "invites", "--class", "e10", "-o", str(booked.store.parent / "x"))
    assert (said.code, said.err) == (
        2,
        "wbl-tui: Invites are not made by class or teacher. Use --day, --student, --changed or --all.\n",
    )
    said = booked("export", "calendar", "--changed", "-o", str(booked.store.parent / "x.ics"))
    assert (said.code, said.err) == (2, "wbl-tui: A calendar file is always whole. Leave --changed out.\n")


def test_a_page_of_links_stands_beside_the_files_and_a_later_one_beside_it(booked: Shell) -> None:
    folder = booked.store.parent / "mails"
    said = booked.ok("export", "invites", "--all", "--as", "page", "-o", str(folder)).out
    assert "Open mails-to-send.html there in a web browser: each link opens a new mail." in said
    assert (
        "mails-to-send-2.html"
        in booked.ok("export", "invites", "--all", "--as", "page", "-o", str(folder)).out
    )
    assert sorted(path.suffix for path in folder.iterdir()) == [".html", ".html", ".ics", ".ics"]
