"""Who learns what from an invite, and what stays the same while an interview lives."""

from __future__ import annotations

import subprocess
import sys

import pytest

from models.errors import BadInput
from models.exchange.ical_event import Party
from models.exchange.ical_out import feed, invite
from models.exchange.invite_text import InterviewFacts
from models.exchange.invites import (
    Invite,
    event_for,
    invites_for,
    is_told,
    subject_for,
)
from models.rules.facts import Interview
from tests.models.exchange.calendar_help import (
    CONTACT,
    EMPLOYER,
    FACTS,
    INTERVIEW,
    ROOM,
    STUDENT,
    TEACHER,
    text,
    utc,
    value,
    values,
)

STAMP = utc("2026-10-02 08:30")
SECRETS = (
    "Torres",
    "Amelia",
    "S1001",
    "students.example.org",
    "Rosa",
    "surgery",
    "panics",
    "Room 12",
    "R12",
    "Ben Ode",
    "owes us",
    "quiet",
)


def made(facts: InterviewFacts = FACTS, kind: str = "interviewee") -> Invite:
    (found,) = invites_for(facts, stamp=STAMP, kinds=(kind,)).made
    return found


def with_interview(**changes: object) -> InterviewFacts:
    return FACTS._replace(interview=INTERVIEW._replace(**changes))  # type: ignore[arg-type]


def test_the_interviewees_invite_holds_the_school_the_first_name_and_how() -> None:
    file = invite(made().event)
    assert text(file, "SUMMARY") == "Informational interview with Mia"
    assert text(file, "DESCRIPTION") == (
        "A student asks you about your job, the path to it and your field. Thank you for your time.\n"
        "\n"
        "With: Mia, Riverside High School\n"
        "When: Mon 23 Nov 2026, 10:20 to 10:40, America/Chicago (20 minutes)\n"
        "Your time: Mon 23 Nov 2026, 11:20 to 11:40, America/New_York\n"
        "How: the student calls you on 555-0142\n"
        "Questions, or another time: careers@riverside.example.org"
    )
    assert text(file, "LOCATION") == "phone 555-0142"
    assert values(file, "ATTENDEE") == ["mailto:dana@whitfield.example.org"]


@pytest.mark.parametrize("share", [None, False])
def test_without_consent_the_interviewee_learns_no_name(share: bool | None) -> None:
    facts = FACTS._replace(students=(STUDENT._replace(share_name=share),))
    for off in (False, True):
        (one,) = invites_for(facts, stamp=STAMP, kinds=("interviewee",), cancelled=off).made
        written = invite(one.event).decode().replace("\r\n ", "") + one.letter + one.file_name
        assert "a student (grade 11)" in written
        assert not [word for word in (*SECRETS, "Mia") if word.lower() in written.lower()]


@pytest.mark.parametrize("format_", ["phone", "video", "on_site", "group_video"])
@pytest.mark.parametrize("place", ["room", "home", "workplace"])
def test_the_interviewee_never_learns_what_stays_in_the_house(format_: str, place: str) -> None:
    facts = with_interview(
        format=format_, place=place, link="https://meet.example.org/j/42", number="555-0199"
    )
    one = made(facts)
    published = feed([event_for("interviewee", facts, stamp=STAMP)]).decode()
    written = invite(one.event).decode().replace("\r\n ", "") + published + one.letter + one.file_name
    assert not [word for word in SECRETS if word.lower() in written.lower()]
    assert "at home" not in written


def test_the_students_invite_holds_whom_how_and_where() -> None:
    one = made(kind="student")
    assert one.event.summary == "Informational interview with Dana Whitfield"
    assert one.event.location == "Room 12, phone 555-0142"
    assert one.event.description == (
        "Mia, you lead this conversation: be ready a few minutes early and end on time.\n"
        "\n"
        "With: Dana Whitfield, Land surveyor, Whitfield Surveying\n"
        "When: Mon 23 Nov 2026, 10:20 to 10:40, America/Chicago (20 minutes)\n"
        "How: phone 555-0142\n"
        "Where: Room 12"
    )
    assert (one.mail, one.event.attendees) == (STUDENT.email, (Party(STUDENT.email, "Mia Torres"),))
    assert "surgery" not in invite(one.event).decode()


def test_the_teachers_invite_holds_who_is_away_and_where() -> None:
    one = made(kind="teacher")
    assert one.event.summary == "Informational interview: Mia Torres with Dana Whitfield"
    assert one.event.location == "Room 12"
    assert one.event.description == (
        "A student of yours has an informational interview at this time.\n"
        "\n"
        "Student: Mia Torres\n"
        "With: Dana Whitfield, Whitfield Surveying\n"
        "When: Mon 23 Nov 2026, 10:20 to 10:40, America/Chicago (20 minutes)\n"
        "How: phone\n"
        "Where: Room 12"
    )
    assert "555-0142" not in invite(one.event).decode()


def test_a_meeting_link_stands_in_description_location_and_url() -> None:
    link = "https://meet.example.org/j/42?pwd=abc"
    for kind in ("interviewee", "student"):
        file = invite(made(with_interview(format="video", link=link), kind).event)
        assert link in text(file, "DESCRIPTION")
        assert link in text(file, "LOCATION")
        assert value(file, "URL") == link


def test_an_interview_on_site_names_the_workplace_to_both() -> None:
    facts = with_interview(format="on_site", place="workplace", room=None)._replace(room=None)
    where = "Whitfield Surveying, 4 Mill Lane, Riverside"
    assert [made(facts, kind).event.location for kind in ("interviewee", "student", "teacher")] == [where] * 3
    assert f"How: the student comes to you: {where}" in made(facts).event.description


def test_a_group_is_one_file_for_each_recipient() -> None:
    leo = STUDENT._replace(
        id="S2", given="Leo", preferred="", family="Brandt", email="leo@students.example.org"
    )
    twin = STUDENT._replace(id="S3", email="mia2@students.example.org")
    facts = with_interview(format="group_video", link="https://meet.example.org/g")._replace(
        students=(STUDENT, leo, twin)
    )
    found = invites_for(facts, stamp=STAMP)
    assert [(one.kind, one.id, one.mail) for one in found.made] == [
        ("interviewee", "K7", CONTACT.email),
        ("student", "S1001", STUDENT.email),
        ("student", "S2", "leo@students.example.org"),
        ("student", "S3", "mia2@students.example.org"),
        ("teacher", "T1", TEACHER.email),
    ]
    assert [one.file_name for one in found.made] == [
        "2026-11-23-1020-interviewee-dana-whitfield-12.ics",
        "2026-11-23-1020-student-mia-torres-12.ics",
        "2026-11-23-1020-student-leo-brandt-12.ics",
        "2026-11-23-1020-student-mia-torres-12-2.ics",
        "2026-11-23-1020-teacher-ben-ode-12.ics",
    ]
    assert {len(values(invite(one.event), "UID")) for one in found.made} == {1}
    assert "Torres" not in found.made[2].event.description
    assert [one.event.description.partition("\n")[0] for one in found.made] == [
        "Students ask you about your job, the path to it and your field. Thank you for your time.",
        *(
            f"{name}, you lead this conversation together: be ready a few minutes early and end on time."
            for name in ("Mia", "Leo", "Mia")
        ),
        "Students of yours have an informational interview at this time.",
    ]


def test_nobody_is_interviewed_at_a_recorded_viewing() -> None:
    found = invites_for(with_interview(format="recorded"), stamp=STAMP)
    assert [one.kind for one in found.made] == ["student", "teacher"]
    event = found.made[0].event
    assert event.summary == "Recorded interview with Dana Whitfield"
    assert event.description.startswith(
        "Mia, you watch a recorded interview: be there on time, with something"
    )


def test_whoever_has_no_usable_address_is_named_and_left_out() -> None:
    facts = FACTS._replace(
        students=(STUDENT._replace(email=""),), contact=CONTACT._replace(email="dána@example.org")
    )
    found = invites_for(facts, stamp=STAMP)
    assert [one.kind for one in found.made] == ["teacher"]
    assert found.problems == (
        "The mail address of Dana Whitfield cannot be used: 'dána@example.org'. "
        "It should look like name@example.org, in plain letters without accents.",
        "There is no mail address for Mia Torres. Add one, then try again.",
    )


def test_a_campaign_without_a_mailbox_sends_nothing() -> None:
    with pytest.raises(BadInput, match="no mail address for the organizer") as found:
        invites_for(FACTS._replace(campaign=FACTS.campaign._replace(organizer="")), stamp=STAMP)
    assert f"set campaigns {FACTS.campaign.id} organizer=MAIL" in found.value.next_step


def test_an_interview_without_a_time_cannot_be_told() -> None:
    with pytest.raises(BadInput, match="Interview 12 has no time yet"):
        made(with_interview(start=None, end=None, state="requested"))


def test_an_unknown_kind_of_reader_is_refused() -> None:
    with pytest.raises(BadInput, match="'guardian' is nobody"):
        event_for("guardian", FACTS, stamp=STAMP)


def told(interview: Interview, stamp: str, room: str = "Room 12") -> tuple[bytes, bytes, bytes]:
    facts = FACTS._replace(interview=interview, room=ROOM._replace(name=room))
    first, second, third = invites_for(facts, stamp=utc(stamp)).made
    return invite(first.event), invite(second.event), invite(third.event)


def test_over_an_interviews_life_the_calendar_always_finds_the_same_entry() -> None:
    start, end = utc("2026-11-24 15:00"), utc("2026-11-24 15:20")
    moved = INTERVIEW._replace(start=start, end=end, sequence=1, revision=1)
    housed = moved._replace(room="R14", sequence=2, revision=2)
    off = housed._replace(state="cancelled", sequence=3, revision=3, because="the student is ill")
    life = [
        told(INTERVIEW, "2026-10-02 08:30"),
        told(moved, "2026-10-03 08:30"),
        told(housed, "2026-10-04 08:30", "Room 14"),
        told(off, "2026-10-05 08:30", "Room 14"),
    ]
    for recipient in range(3):
        files = [step[recipient] for step in life]
        for name in ("UID", "CREATED", "ORGANIZER", "ATTENDEE"):
            assert len({value(file, name) for file in files}) == 1
        assert [value(file, "SEQUENCE") for file in files] == ["0", "1", "2", "3"]
        stamps = [value(file, "DTSTAMP") for file in files]
        assert stamps == sorted(set(stamps))
        methods = [value(file, "METHOD", "VCALENDAR") for file in files]
        assert methods == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
        assert [value(file, "STATUS") for file in files] == [*["CONFIRMED"] * 3, "CANCELLED"]
        assert [value(file, "DTSTART") for file in files] == ["20261123T102000", *["20261124T090000"] * 3]
        assert b"ill" not in files[3].replace(b"Whitfield", b"").replace(b"will", b"").replace(b"Mill", b"")
    assert [text(step[2], "LOCATION") for step in life] == ["Room 12", "Room 12", "Room 14", "Room 14"]


def test_calendars_hold_what_has_a_time_and_lies_ahead() -> None:
    assert is_told(INTERVIEW)
    assert not is_told(INTERVIEW._replace(state="cancelled"))
    assert not is_told(INTERVIEW._replace(state="requested", start=None, end=None))


def test_an_earlier_organizer_can_be_kept() -> None:
    old = Party("old@riverside.example.org", "Riverside")
    (one,) = invites_for(FACTS, stamp=STAMP, kinds=("interviewee",), organizer=old).made
    assert value(invite(one.event), "ORGANIZER") == "mailto:old@riverside.example.org"


def test_the_subject_says_what_and_when() -> None:
    one = made()
    assert subject_for(one, FACTS) == "Informational interview with Mia, Mon 23 Nov"
    (off,) = invites_for(FACTS, stamp=STAMP, kinds=("interviewee",), cancelled=True).made
    assert subject_for(off, FACTS) == "Cancelled: Informational interview with Mia, Mon 23 Nov"
    assert off.file_name == "2026-11-23-1020-cancel-interviewee-dana-whitfield-12.ics"


def test_facts_without_a_contact_room_or_employer_still_make_an_entry() -> None:
    bare = FACTS._replace(contact=None, room=None, employer=None)
    assert event_for("student", bare, stamp=STAMP).description.endswith("How: phone\nWhere: to be settled")
    assert EMPLOYER.notes not in event_for("teacher", FACTS, stamp=STAMP).description


def test_building_invites_does_not_wait_for_the_calendar_library() -> None:
    code = "import sys, models.exchange.invites, models.exchange.ical_out; print('icalendar' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
