"""Every kind of reader of an invite learns just what they may know: canaries in every field, sought in every file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.exchange.eml_out import draft
from models.exchange.ical_event import Party
from models.exchange.ical_out import feed, invite
from models.exchange.invite_staff import class_teachers_for, missed_text, teachers_for
from models.exchange.invite_text import InterviewFacts
from models.exchange.invites import KINDS, Invite, event_for, invites_for, parting_invite, subject_for
from models.rules.facts import Absence, SchoolClass, Staff
from tests.models.exchange.calendar_help import (
    CAMPAIGN,
    CONTACT,
    EMPLOYER,
    FACTS,
    INTERVIEW,
    ROOM,
    STUDENT,
    TEACHER,
    read_lines,
    text,
    utc,
    value,
    values,
)

STAMP = utc("2026-10-02 08:30")
DAY = utc("2026-11-23 00:00").date()
MATHS = Staff("T2", "Ada Quist", "teacher", "ada.quist@riverside.example.org", "", ())
ART = Staff("T3", "Lou Marsh", "teacher", "lou.marsh@riverside.example.org", "", ())


def absence(
    period: str, name: str, teacher: str, state: str = "to_request", student: str = "S1001"
) -> Absence:
    return Absence(
        f"a{period}{student}", "12", student, DAY, period, name[:2], name, teacher, "", state, "", None, ""
    )


MISSED = (absence("3", "Maths", "T2"), absence("4", "Art", "T3", "approved"))
SCHOOL = FACTS._replace(
    room=ROOM._replace(mail="room12@riverside.example.org"), class_teachers=(MATHS, ART), absences=MISSED
)

CANARIES = {
    "student.id": "CANARYSTUDENTID",
    "student.given": "Canarygiven",
    "student.preferred": "Canaryfirst",
    "student.family": "Canaryfamily",
    "student.grade": "Canarygrade",
    "student.email": "canary.student@pupils.example.org",
    "student.guardian": "Canaryguardian",
    "student.guardian_email": "canary.guardian@home.example.org",
    "student.classes": "CANARYCLASS",
    "contact.id": "CANARYCONTACTID",
    "contact.name": "Canarycontact",
    "contact.title": "Canarytitle",
    "contact.email": "canary.contact@firm.example.org",
    "contact.phone": "555-CANARYPHONE",
    "contact.notes": "Canarycontactnotes",
    "contact.source": "Canarysource",
    "employer.name": "Canaryfirm",
    "employer.address": "Canarylane",
    "employer.notes": "Canaryfirmnotes",
    "interview.id": "CANARYINTERVIEWID",
    "interview.number": "555-CANARYNUMBER",
    "interview.link": "https://meet.example.org/canarylink",
    "interview.because": "Canarybecause",
    "room.id": "CANARYROOMID",
    "room.name": "Canaryroom",
    "room.mail": "canary.room@riverside.example.org",
    "absence.because": "Canaryabsencewhy",
    "absence.condition": "Canarycondition",
    "absence.class": "Canarymaths",
    "absence.other_class": "Canaryart",
    "absence.decided_by": "Canarydecider",
    "absence.asked_by": "Canaryasker",
    "adviser.name": "Canaryadviser",
    "adviser.mail": "canary.adviser@riverside.example.org",
    "class_teacher.name": "Canarymathsteacher",
    "class_teacher.mail": "canary.maths@riverside.example.org",
    "other_teacher.name": "Canaryartteacher",
    "other_teacher.mail": "canary.art@riverside.example.org",
    "campaign.name": "Canarycampaign",
}
C = CANARIES

MAY_KNOW = {
    "interviewee": {
        "student.preferred", "contact.name", "contact.email", "interview.link", "interview.number",
    },
    "student": {
        "student.preferred", "student.family", "student.email", "contact.name", "contact.title", "employer.name",
        "interview.link", "interview.number", "room.name",
    },
    "teacher": {
        "student.preferred", "student.family", "contact.name", "employer.name", "room.name", "adviser.name",
        "adviser.mail",
    },
    "class_teacher": {
        "student.preferred", "student.family", "absence.class", "class_teacher.name", "class_teacher.mail",
    },
    "other_teacher": {
        "student.preferred", "student.family", "absence.other_class", "other_teacher.name", "other_teacher.mail",
    },
    "room": {"room.name", "room.mail"},
}  # fmt: skip
"""By kind of reader, the only fields that may be in anything made for them; the names of files carry the number
of the interview, which says nothing about anybody."""


def canary_facts(share: bool | None = True, **interview: object) -> InterviewFacts:
    student = STUDENT._replace(
        id=C["student.id"], given=C["student.given"], preferred=C["student.preferred"],
        family=C["student.family"], grade=C["student.grade"], email=C["student.email"],
        guardian_name=C["student.guardian"], guardian_email=C["student.guardian_email"], share_name=share,
        classes=(C["student.classes"],),
    )  # fmt: skip
    contact = CONTACT._replace(
        id=C["contact.id"], name=C["contact.name"], title=C["contact.title"], email=C["contact.email"],
        phone=C["contact.phone"], notes=C["contact.notes"], source=C["contact.source"],
        employer_name=C["employer.name"],
    )  # fmt: skip
    one = INTERVIEW._replace(
        students=(student.id,), contact=contact.id, number=C["interview.number"], link=C["interview.link"],
        because=C["interview.because"], room=C["room.id"], format="video",
    )._replace(**interview)  # type: ignore[arg-type]  # fmt: skip
    absences = tuple(
        absence(period, name, teacher, student=student.id)._replace(
            because=C["absence.because"],
            condition=C["absence.condition"],
            decided_by=C["absence.decided_by"],
            asked_by=C["absence.asked_by"],
        )
        for period, name, teacher in (
            ("3", C["absence.class"], "T2"),
            ("4", C["absence.other_class"], "T3"),
        )
    )
    return InterviewFacts(
        one,
        CAMPAIGN._replace(name=C["campaign.name"]),
        (student,),
        contact,
        ROOM._replace(id=C["room.id"], name=C["room.name"], mail=C["room.mail"]),
        (TEACHER._replace(name=C["adviser.name"], email=C["adviser.mail"]),),
        EMPLOYER._replace(name=C["employer.name"], address=C["employer.address"], notes=C["employer.notes"]),
        (
            MATHS._replace(name=C["class_teacher.name"], email=C["class_teacher.mail"]),
            ART._replace(name=C["other_teacher.name"], email=C["other_teacher.mail"]),
        ),
        absences,
    )


def everything_made(one: Invite, facts: InterviewFacts) -> Iterator[str]:
    """Whatever reaches the reader: file, draft (taken apart), letter, subject, feed."""
    file = invite(one.event)
    yield "\n".join(f"{line.name}{line.params}:{line.value}" for line in read_lines(file))
    subject = subject_for(one, facts)
    mail = draft(one.name, one.mail, one.event.organizer.mail, subject, one.letter, file, one.file_name)
    yield mail.decode()
    yield from (one.letter, subject, one.file_name)
    yield feed([one.event]).decode().replace("\r\n ", "")


def found_in(one: Invite, facts: InterviewFacts) -> set[str]:
    whole = "\n".join(everything_made(one, facts)).casefold()
    return {field for field, word in CANARIES.items() if word.casefold() in whole}


def made_for(kind: str, facts: InterviewFacts, cancelled: bool | None = None) -> Invite:
    return invites_for(facts, stamp=STAMP, kinds=(kind,), cancelled=cancelled).made[0]


@pytest.mark.parametrize("cancelled", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_finds_just_what_they_may_know(kind: str, cancelled: bool) -> None:
    facts = canary_facts()
    assert found_in(made_for(kind, facts, cancelled=cancelled), facts) - {"interview.id"} == MAY_KNOW[kind]


@pytest.mark.parametrize("format_", ["phone", "video", "on_site", "group_video", "recorded"])
@pytest.mark.parametrize("place", ["room", "home", "workplace"])
@pytest.mark.parametrize("share", [None, False])
def test_whatever_the_format_nobody_finds_more(format_: str, place: str, share: bool | None) -> None:
    facts = canary_facts(share, format=format_, place=place)
    also = {"on_site": {"employer.name", "employer.address"}}.get(format_, set())
    for one in invites_for(facts, stamp=STAMP).made:
        of = "other_teacher" if one.id == "T3" else one.kind
        may = MAY_KNOW[of] | ({"contact.phone"} if one.kind in ("interviewee", "student") else set())
        if one.kind in ("interviewee", "student", "teacher"):
            may |= also
        if one.kind == "interviewee":
            may = (may - {"student.preferred"}) | {"student.grade"}
        assert found_in(one, facts) - {"interview.id"} <= may, one.kind


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_no_longer_part_of_it_learns_nothing_about_those_who_are(kind: str) -> None:
    facts = canary_facts()
    party = Party("former@elsewhere.example.org", "Former Reader")
    one = parting_invite(kind, "X9", party, facts, stamp=STAMP)
    assert found_in(one, facts) - {"interview.id"} == set()
    file = invite(one.event)
    assert value(file, "METHOD", "VCALENDAR") == "CANCEL"
    assert values(file, "ATTENDEE") == ["mailto:former@elsewhere.example.org"]
    assert text(file, "DESCRIPTION") == (
        "This entry no longer holds: take it out of the calendar.\n"
        "\n"
        "When: Mon 23 Nov 2026, 10:20 to 10:40, America/Chicago (20 minutes)\n"
        "Questions: careers@riverside.example.org"
    )


def test_the_class_teachers_invite_says_who_is_away_from_which_class_and_until_when() -> None:
    one = made_for("class_teacher", SCHOOL)
    assert (one.id, one.mail) == ("T2", "ada.quist@riverside.example.org")
    assert one.event.summary == "Mia Torres away from Maths"
    assert one.event.location == ""
    assert one.event.description == (
        "An informational interview takes a student of your class away at this time.\n"
        "\n"
        "Mia Torres: Maths (period 3)\n"
        "When: Mon 23 Nov 2026, 10:20 to 10:40, America/Chicago (20 minutes)\n"
        "Questions: careers@riverside.example.org"
    )
    assert one.file_name == "2026-11-23-1020-class-teacher-ada-quist-12.ics"


def test_the_way_to_a_workplace_keeps_a_student_out_of_class_longer() -> None:
    facts = SCHOOL._replace(
        interview=INTERVIEW._replace(format="on_site", place="workplace"),
        contact=CONTACT._replace(travel_minutes=30),
    )
    assert (
        "Away, with the way there and back: Mon 23 Nov 2026, 09:50 to 11:10, America/Chicago"
        in made_for("class_teacher", facts).event.description
    )


def test_a_teacher_who_prepares_the_student_and_misses_them_too_gets_one_invite_for_both() -> None:
    facts = SCHOOL._replace(teachers=(MATHS,))
    made = invites_for(facts, stamp=STAMP)
    assert [(one.kind, one.id) for one in made.made if one.kind in ("teacher", "class_teacher")] == [
        ("teacher", "T2"),
        ("class_teacher", "T3"),
    ]
    assert made.made[2].event.description.endswith("Where: Room 12\nAway from: Maths (period 3)")


def test_nobody_is_told_of_a_class_that_no_student_is_away_from() -> None:
    states = {"to_request": True, "requested": True, "approved": True, "denied": False, "not_needed": False}
    staff = {"T2": MATHS, "T3": ART._replace(email="")}
    for state, told in states.items():
        found = class_teachers_for(
            [absence("3", "Maths", "T2", state), absence("4", "Art", "T3", state)], staff
        )
        assert found == ((MATHS,) if told else ())


def test_periods_are_told_by_class() -> None:
    missed = [*MISSED, absence("4", "Maths", "T2"), absence("5", "", "T2")]
    assert missed_text(missed) == "Maths (periods 3 and 4), Art (period 4) and class (period 5)"


def test_a_class_that_is_called_by_its_period_names_it_once() -> None:
    missed = [absence("1", "Maths, Period 1", "T2"), absence("1", "Art, period 12", "T3")]
    assert missed_text(missed) == "Maths, Period 1 and Art, period 12 (period 1)"


def test_the_rooms_invite_books_it_as_a_room_and_names_nobody() -> None:
    one = made_for("room", SCHOOL)
    file = invite(one.event)
    [attendee] = [line for line in read_lines(file) if line.name == "ATTENDEE"]
    assert (attendee.params, attendee.value) == (
        'CN="Room 12";CUTYPE=ROOM;ROLE=NON-PARTICIPANT',
        "mailto:room12@riverside.example.org",
    )
    assert (text(file, "SUMMARY"), text(file, "LOCATION")) == ("Informational interview", "Room 12")
    assert text(file, "DESCRIPTION") == one.letter
    assert one.letter == (
        "This room is booked for an informational interview.\n"
        "\n"
        "When: Mon 23 Nov 2026, 10:20 to 10:40, America/Chicago (20 minutes)\n"
        "How: phone\n"
        "Questions: careers@riverside.example.org"
    )


def test_a_room_without_a_mailbox_is_no_problem_and_no_recipient() -> None:
    made = invites_for(FACTS, stamp=STAMP)
    assert (made.problems, [one.kind for one in made.made]) == ((), ["interviewee", "student", "teacher"])


def test_one_mailbox_has_one_entry_and_the_second_reader_is_named() -> None:
    twin = STUDENT._replace(id="S2", given="Leo", preferred="", email=STUDENT.email.upper())
    found = invites_for(SCHOOL._replace(students=(STUDENT, twin)), stamp=STAMP, kinds=("student",))
    assert [one.id for one in found.made] == ["S1001"]
    assert found.problems == (
        "Leo Torres has the same mail address as Mia Torres, who gets the invite for both.",
    )


def test_what_is_cancelled_is_said_as_it_is_for_each() -> None:
    openings = {one.kind: one.event.description.split("\n")[0] for one in cancelled()}
    assert openings == {
        "interviewee": "This interview is cancelled.",
        "student": "This interview is cancelled.",
        "teacher": "This interview is cancelled.",
        "class_teacher": "This interview takes nobody out of your class any more.",
        "room": "This booking of the room is called off.",
    }


def cancelled() -> tuple[Invite, ...]:
    return invites_for(SCHOOL, stamp=STAMP, cancelled=True, alarm_minutes=10).made


def test_a_feed_of_a_class_tells_of_that_class_alone() -> None:
    only_art = SCHOOL._replace(absences=MISSED[1:])
    assert event_for("class_teacher", only_art, stamp=STAMP).summary == "Mia Torres away from Art"
    assert event_for("class_teacher", SCHOOL, stamp=STAMP, teacher="T3").summary == "Mia Torres away from Art"


def test_those_who_prepare_are_the_teachers_of_the_advisory_groups() -> None:
    classes = {
        "C1": SchoolClass("C1", "Maths", "T2", "4(A-B)", "core", ()),
        "C2": SchoolClass("C2", "Advisory", "T1", "HR", "advisory", ()),
    }
    staff = {"T1": TEACHER, "T2": MATHS}
    assert teachers_for([STUDENT], classes, staff) == (TEACHER,)
    assert teachers_for([STUDENT._replace(classes=("C1",))], classes, staff) == ()


def test_times_of_every_readers_entry_are_the_interviews() -> None:
    for one in invites_for(SCHOOL, stamp=STAMP).made:
        assert (one.event.start, one.event.end) == (INTERVIEW.start, INTERVIEW.end)
        assert one.event.end - one.event.start == timedelta(minutes=20)
