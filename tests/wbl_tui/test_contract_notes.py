"""What a note, a claim, a proposal or an undo must not do by the way."""

from __future__ import annotations

import pytest

from models.errors import Refused
from models.operations.days import propose_day
from models.operations.proposals import accept
from models.workspace import Workspace
from tests.wbl_tui.cli_help import Shell

MONDAY = "2026-11-23 "


def test_a_note_on_a_past_call_leaves_the_decision_about_its_absence(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "10:00", "--room", "r1")
    school.ok("absence", "i1", "approve", "--by", "t1")
    school.ok("mark", "i1", "in_progress")
    school.ok("mark", "i1", "completed")
    school.ok("set", "students", "007", "classes=")
    before = school.ok("list", "absences", "--json").json["rows"]
    school.ok("set", "interviews", "i1", "guardian_told=yes")
    after = school.ok("list", "absences", "--json").json["rows"]
    assert (before[0]["state"], after) == ("approved", before)


def test_a_guardian_who_was_not_told_is_not_noted_as_told(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "10:40", "--place", "home")
    assert school.ok("set", "interviews", "i1", "guardian_told=yes").out == (
        "Noted for Mia Torres: guardian told.\n"
    )
    assert school.ok("set", "interviews", "i1", "guardian_told=no", "number=555-0109").out == (
        "Noted for Mia Torres: number 555-0109, guardian not told yet.\n"
    )


def test_something_to_write_on_and_who_must_be_told_again_are_known_without_a_screen(school: Shell) -> None:
    for student, contact, start in (("007", "c1", "10:40"), ("008", "c2", "11:00")):
        school.ok("book", "--student", student, "--contact", contact, "--start", MONDAY + start)
    assert school.ok("set", "interviews", "i1,i2", "writing=yes").out.endswith(
        "something to take notes with.\n"
    )
    assert school("set", "interviews", "i1", "writing=no", "link=x").code == 2
    school.ok("add", "told", "interview=i1", "kind=confirmation")
    assert [one["tell_again"] for one in school.ok("list", "told", "--json").json["rows"]] == [False]
    school.ok("move", "i1", "--start", MONDAY + "10:45")
    assert [one["tell_again"] for one in school.ok("list", "told", "--json").json["rows"]] == [True]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("operation=x", "no 'operation' to set"),
        ("self=x", "no 'self' to set"),
        ("guardian_told=banana", "expected yes or no, not 'banana'"),
        ("guardian_told=", "expected yes or no, not ''"),
    ],
)
def test_what_an_interview_does_not_have_is_bad_input(school: Shell, field: str, told: str) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "10:40")
    said = school("set", "interviews", "i1", field)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert told in said.err


def test_a_claim_that_became_a_booking_on_another_day_counts_once(school: Shell) -> None:
    school.ok("add", "claims", "contact=c1", "student=007")
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "10:40")
    [contact] = [one for one in school.ok("list", "contacts", "--json").json["rows"] if one["id"] == "c1"]
    assert contact["room_left"] == 1
    school.ok("book", "--student", "008", "--contact", "c1", "--start", "2026-11-24 10:40")


def test_an_import_that_leaves_a_call_without_its_room_says_so(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "14:00", "--room", "r1")
    rooms = school.store.parent / "rooms.csv"
    rooms.write_text("id,name,open\nr1,Room 12,Mon-Fri 08:00/12:00\n", encoding="utf-8")
    done = school.ok("import", "rooms", str(rooms), "--yes", "--json").json
    assert [one["code"] for one in done["warnings"]] == ["room_closed"]


def test_a_call_booked_after_the_proposal_to_close_its_day_stops_it(school: Shell) -> None:
    opened = Workspace(school.store, actor="Ms Kay")
    day = opened.campaign().last_day
    proposal = opened.read(propose_day, day, {"closed": "Snow"}, opened.now())
    school.ok("book", "--student", "007", "--contact", "c1", "--start", f"{day} 10:40", "--room", "r1")
    with pytest.raises(Refused, match="another call stands on that day"):
        opened.write(accept, proposal)
    opened.close()


def test_undo_brings_no_call_back_to_who_asked_not_to_be_contacted(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "10:40")
    school.ok("cancel", "i1", "--because", "ill")
    school.actor = "Mr Oz"
    school.ok("set", "contacts", "c1", "do_not_contact=yes")
    school.actor = "Ms Kay"
    refused = school("undo")
    assert (refused.code, "asked not to be contacted" in refused.err) == (1, True)


def test_undo_in_a_later_campaign_judges_a_call_by_its_own(school: Shell) -> None:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", MONDAY + "10:40")
    school.ok("cancel", "i1", "--because", "ill")
    school.now = "2027-03-08T08:00"
    school.actor = "the office"
    dates = ("--from", "2027-03-08", "--to", "2027-03-19", "--zone", "America/Chicago")
    school.ok("init", "--name", "Spring", *dates)
    school.actor = "Ms Kay"
    assert school.ok("undo").out.startswith("Undid: Cancelled: Mia Torres")
