"""Notes to interviewees: made, sent, out of date after a move, told again; what else is settled the day before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.confirming import confirm_interviews
from models.operations.marking import mark_interview, note_on_interview
from models.operations.telling import (
    keep_call_notes,
    make_notes,
    note_at_hand,
    note_sent,
    set_wording,
    tell_guardians,
)
from models.operations.undo import undo
from models.queries.journal import entries
from models.queries.preparing import CallNotes, call_notes
from models.queries.telling import note_facts, notes_told, to_tell_again, wordings
from models.rules.telling import note_state
from models.workspace import Workspace
from tests.helpers_store import NOW, at, book, images, interview


def again(school: Workspace) -> list[tuple[str, str]]:
    """Who must be told again, and what they were told."""
    found = school.read(to_tell_again, school.campaign(), NOW)
    return [(one.contact.name, one.told.start.isoformat()) for one in found]


def state(school: Workspace, ident: str, kind: str = "confirmation") -> str:
    [facts] = school.read(note_facts, [ident])
    return note_state(school.read(notes_told).get(ident, ()), kind, facts.interview, facts.contact)


def test_a_note_is_made_then_sent(school: Workspace) -> None:
    ident = book(school, "10:20")
    assert state(school, ident) == "none"

    made = school.write(make_notes, "confirmation", "mail", ((ident, 0),))
    assert made.sentence == "Made the confirmation as a mail draft: Mia Torres. Not sent yet."
    assert state(school, ident) == "made"
    assert state(school, ident, "checklist") == "none"

    sent = school.write(note_sent, "confirmation", (ident,))
    assert sent.sentence == "Confirmation sent to Dr Okafor."
    [told] = school.read(notes_told)[ident]
    assert (told.way, told.actor, told.sent_by, told.sent_at, told.revision) == (
        "mail", "Ms Rivera", "Ms Rivera", NOW, 0,
    )  # fmt: skip
    assert state(school, ident) == "sent"
    assert school.write(note_sent, "confirmation", (ident,)).journal == 0


def test_after_a_move_the_note_is_out_of_date_and_who_must_be_told_is_listed(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    assert again(school) == []

    school.write(move_interview, ident, NewTime(start=at("11:20")))
    assert state(school, ident) == "old"
    assert again(school) == [("Dr Okafor", at("10:20").isoformat())]

    school.write(note_sent, "confirmation", (ident,))
    assert (state(school, ident), again(school)) == ("sent", [])


def test_what_was_moved_back_needs_no_second_note(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    school.write(move_interview, ident, NewTime(start=at("11:20")))
    school.write(undo)
    assert (state(school, ident), again(school)) == ("sent", [])


def test_another_number_makes_the_note_out_of_date_another_room_does_not(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    school.write(move_interview, ident, NewTime(room="r2"))
    assert state(school, ident) == "sent"
    school.write(note_on_interview, ident, number="555 0199")
    assert state(school, ident) == "old"


def test_whoever_was_told_of_a_cancelled_interview_must_be_told_again(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    school.write(cancel_interview, ident, "the contact is ill")
    assert again(school) == [("Dr Okafor", at("10:20").isoformat())]
    school.write(note_sent, "confirmation", (ident,))
    assert again(school) == []


def test_one_set_back_to_requested_is_told_again_though_it_has_no_time(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    school.write(cancel_interview, ident, "no time")
    school.write(mark_interview, ident, "requested")
    assert again(school) == [("Dr Okafor", at("10:20").isoformat())]
    school.write(note_sent, "confirmation", (ident,))
    assert again(school) == []


def test_what_is_over_need_not_be_told(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    school.write(cancel_interview, ident, "ill")
    assert school.read(to_tell_again, school.campaign(), NOW + timedelta(days=1)) == ()


def test_a_draft_that_was_never_sent_told_nobody_anything(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(make_notes, "confirmation", "mail", ((ident, 0),))
    school.write(move_interview, ident, NewTime(start=at("11:20")))
    assert (state(school, ident), again(school)) == ("none", [])
    school.write(note_sent, "confirmation", (ident,))
    assert [one.revision for one in school.read(notes_told)[ident]] == [0, 1]


def test_a_note_of_a_revision_that_is_gone_is_refused(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(move_interview, ident, NewTime(start=at("11:20")))
    before = images(school)
    with pytest.raises(Refused, match="was changed meanwhile"):
        school.write(make_notes, "confirmation", "mail", ((ident, 0),))
    with pytest.raises(BadInput):
        school.write(make_notes, "postcard", "mail", ((ident, 1),))
    with pytest.raises(UnknownId):
        school.write(note_sent, "confirmation", ("nothing",))
    assert images(school) == before


def test_who_is_told_that_a_call_is_off_is_not_said_to_have_a_confirmation(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(note_sent, "confirmation", (ident,))
    school.write(cancel_interview, ident, "ill")
    assert len(again(school)) == 1
    done = school.write(note_sent, "confirmation", (ident,))
    assert done.sentence == "Told that the interview is off: Dr Okafor."
    assert again(school) == []


def test_nobody_is_told_of_what_has_nobody_to_write_to(school: Workspace) -> None:
    ident = book(school, None)
    with pytest.raises(Refused, match="nobody to write to"):
        school.write(note_sent, "confirmation", (ident,))


def test_every_step_stays_in_the_interviews_own_history(school: Workspace) -> None:
    ident = book(school, "10:20")
    school.write(make_notes, "confirmation", "mail", ((ident, 0),))
    school.write(note_sent, "confirmation", (ident,))
    school.write(note_at_hand, (ident,), True)
    school.write(note_at_hand, (ident,), False)
    school.write(keep_call_notes, ident, "Night shifts")
    told = school.read(lambda db: [one.sentence for one in entries(db, interview=ident)])
    assert told[1:] == [
        "Made the confirmation as a mail draft: Mia Torres. Not sent yet.",
        "Confirmation sent to Dr Okafor.",
        "Mia Torres: something to take notes with.",
        "Mia Torres: nothing to take notes with yet.",
        "Kept the notes of the call: Mia Torres.",
    ]


def test_words_of_our_own_come_and_go(school: Workspace) -> None:
    school.write(set_wording, "confirmation", "On {date} at {time} {zone}.")
    assert school.read(wordings) == {"confirmation": "On {date} at {time} {zone}."}
    done = school.write(set_wording, "confirmation", "")
    assert done.sentence == "The confirmation has the usual words again."
    assert school.read(wordings) == {}
    assert school.write(set_wording, "confirmation", "").journal == 0


def test_several_confirm_as_one_entry(school: Workspace) -> None:
    first, second = book(school, "10:20"), book(school, "11:20", "s2", "k2")
    done = school.write(confirm_interviews, (first, second))
    assert done.sentence == "2 confirmed: Dr Okafor and Lee Brandt."
    assert [interview(school, each).state for each in (first, second)] == ["confirmed", "confirmed"]
    assert interview(school, first).confirmed_at == NOW
    assert school.write(confirm_interviews, (first, second)).journal == 0
    school.write(undo)
    assert interview(school, first).state == "scheduled"
    school.write(cancel_interview, first, "ill")
    with pytest.raises(Refused):
        school.write(confirm_interviews, (first,))
    assert school.write(confirm_interviews, (first, second)).sentence == "Confirmed: Lee Brandt."


def test_something_to_write_on_is_ticked_and_taken_back(school: Workspace) -> None:
    ident = book(school, "10:20")
    done = school.write(note_at_hand, (ident,), True)
    assert done.sentence == "Mia Torres: something to take notes with."
    assert school.write(note_at_hand, (ident,), True).journal == 0
    assert (
        school.write(note_at_hand, (ident,), False).sentence == "Mia Torres: nothing to take notes with yet."
    )


def test_guardians_are_told_of_calls_from_home_only(school: Workspace) -> None:
    here, home = book(school, "10:20"), book(school, "11:20", "s2", "k2", place="home", room=None)
    done = school.write(tell_guardians, (here, home))
    assert done.sentence == "Guardian told: Ben Ode."
    assert (interview(school, home).guardian_told, interview(school, here).guardian_told) == (True, False)
    with pytest.raises(Refused):
        school.write(tell_guardians, (here,))


def test_notes_of_a_call_stay_with_the_interview(school: Workspace) -> None:
    ident = book(school, "10:20")
    done = school.write(keep_call_notes, ident, "Night shifts.\nStart as an aide.")
    assert done.sentence == "Kept the notes of the call: Mia Torres."
    assert school.read(call_notes) == {ident: CallNotes("Night shifts.\nStart as an aide.", "Ms Rivera", NOW)}
    assert school.write(keep_call_notes, ident, "Night shifts.\nStart as an aide.").journal == 0
    school.write(keep_call_notes, ident, "")
    assert school.read(call_notes) == {}
