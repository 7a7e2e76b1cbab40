"""The notes that interviewees get: whole texts, both clocks, nothing that the family did not agree to."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange.eml_out import plain_draft
from models.exchange.notes_out import NAMES, NoteFacts, note_of, notes_text, require_words, usual_words
from models.rules.facts import Campaign, Contact, Interview, Student

START = datetime(2026, 11, 24, 16, 20, tzinfo=UTC)
CAMPAIGN = Campaign(
    "c", "Fall", "Elm High", "wbl@elm.example.org", date(2026, 11, 16), date(2026, 11, 27), "America/Chicago", 1, 20, 2
)  # fmt: skip


def student(**fields: Any) -> Student:
    known = Student("s1", "Mia", "Torres", "", "11", "", "", "", "", True, None, True, True, (), ())
    return known._replace(**fields)


def contact(**fields: Any) -> Contact:
    known = Contact(
        "k1", "Dana Whitfield", "e1", "Ridge Clinic", "Nurse", "dana@ridge.example.org", "312 555 0100",
        "America/New_York", (), (), None, 0, None, None, (), 0, "", False, "", (),
    )  # fmt: skip
    return known._replace(**fields)


def facts(*, who: Student | None = None, whom: Contact | None = None, **fields: Any) -> NoteFacts:
    known = Interview(
        "i1", "c", "k1", ("s1",), "phone", "room", "r1", START, START + timedelta(minutes=20), 20, "scheduled",
        "", "", False, "", "u", 0, 0, START, None, None, None, None,
    )  # fmt: skip
    return NoteFacts(CAMPAIGN, known._replace(**fields), (who or student(),), whom or contact())


def test_the_confirmation_says_day_both_clocks_length_and_number() -> None:
    note = note_of(usual_words("confirmation"), facts())
    assert note.subject == "Tue 24 Nov, 10:20: interview with Mia"
    assert note.text == (
        "Dear Dana Whitfield,\n\n"
        "Thank you for talking with Mia of Elm High. This is to confirm what was agreed:\n\n"
        "Day: Tuesday 24 November 2026\n"
        "Time: 10:20 (America/Chicago)\n"
        "For you: Tuesday 24 November at 11:20 (America/New_York)\n"
        "Length: 20 minutes; we end on time\n"
        "How: by phone: we call you at 312 555 0100\n\n"
        "Should something come in the way, please write to wbl@elm.example.org, and we will find another time.\n"
        "A short answer that this suits you would help us.\n\n"
        "With kind regards,\nElm High\n"
    )


def test_the_same_clock_is_said_once() -> None:
    assert (
        "For you"
        not in note_of(usual_words("confirmation"), facts(whom=contact(zone="America/Chicago"))).text
    )


@pytest.mark.parametrize("kind", ["confirmation", "checklist"])
@pytest.mark.parametrize("asked", [None, False])
def test_a_student_whose_family_did_not_agree_is_not_named(kind: str, asked: bool | None) -> None:
    note = note_of(usual_words(kind), facts(who=student(share_name=asked)))
    whole = note.subject + note.text
    assert "a student (grade 11)" in whole
    assert [word for word in ("Mia", "Torres", "s1") if word in whole.split()] == []


@pytest.mark.parametrize("kind", ["confirmation", "checklist"])
def test_the_usual_words_are_whole(kind: str) -> None:
    require_words(usual_words(kind))
    assert "{" not in note_of(usual_words(kind), facts()).text


@pytest.mark.parametrize(
    ("fields", "how"),
    [
        ({"format": "video", "link": "https://meet.example.org/x"}, "by video: https://meet.example.org/x"),
        ({"format": "video"}, "by video; the link will follow"),
        ({"format": "on_site"}, "at your workplace"),
        ({"number": "555 0199"}, "by phone: we call you at 555 0199"),
    ],
)
def test_how_they_reach_each_other(fields: dict[str, Any], how: str) -> None:
    assert note_of("{how}", facts(**fields)).text == f"{how}\n"


def test_words_of_our_own_are_checked_before_they_are_kept() -> None:
    require_words("On {date} at {time} {zone}")
    with pytest.raises(BadInput, match="means nothing here"):
        require_words("{date} {time} {zone} {salary}")
    with pytest.raises(BadInput, match=r"do not say \{zone\}"):
        require_words("{date} {time}")


def test_a_line_with_something_unknown_is_left_out() -> None:
    quiet = facts(whom=contact(phone="", zone=""))
    assert note_of("Number {number}\nTime {time}\n{theirs}", quiet).text == "Time 10:20\n"


def test_names_are_data_and_never_filled_again() -> None:
    note = note_of("Dear {contact},\n{time}", facts(whom=contact(name="{mail} \x1b[2J{date}")))
    assert note.text == "Dear {mail} {date},\n10:20\n"


def test_several_notes_in_one_text() -> None:
    one = note_of("Subject: A\nat {time}", facts())
    assert notes_text([("Dana <d@example.org>", one), ("Omar", one)]) == (
        "To: Dana <d@example.org>\nSubject: A\n\nat 10:20\n\n"
        + "-" * 60
        + "\n\nTo: Omar\nSubject: A\n\nat 10:20\n"
    )


def test_a_draft_holds_the_note_and_is_unsent() -> None:
    note = note_of(usual_words("confirmation"), facts())
    made = plain_draft(
        "Dana Whitfield", "dana@ridge.example.org", "wbl@elm.example.org", note.subject, note.text
    )
    read = email.message_from_bytes(made, policy=email.policy.default)
    assert (read["To"], read["From"], read["Subject"], read["X-Unsent"]) == (
        "Dana Whitfield <dana@ridge.example.org>", "wbl@elm.example.org", note.subject, "1",
    )  # fmt: skip
    assert read.get_content().replace("\r\n", "\n").strip() == note.text.strip()


@given(st.text(max_size=120), st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_typed_adds_no_header(name: str, subject: str, text: str) -> None:
    made = plain_draft(name, "dana@ridge.example.org", "wbl@elm.example.org", subject, text)
    read = email.message_from_bytes(made, policy=email.policy.default)
    assert sorted(read.keys()) == [
        "Content-Transfer-Encoding", "Content-Type", "From", "MIME-Version", "Subject", "To", "X-Unsent",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_any_words_become_a_note(words: str) -> None:
    note_of(words, facts())


def test_every_name_that_may_be_used_is_known() -> None:
    full = facts(number="555", format="phone")
    assert "{" not in note_of(" ".join(f"{{{name}}}" for name in NAMES), full).text
