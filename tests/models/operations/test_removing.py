"""Removing records: what stands on them is named, what belongs to them goes along."""

from __future__ import annotations

import pytest

from models.errors import Refused, UnknownId
from models.operations.booking import cancel_interview
from models.operations.pool import claim_contact, log_outreach
from models.operations.records import add_record, set_record
from models.operations.removing import remove_record
from models.operations.undo import undo
from models.queries import reading
from models.workspace import Workspace
from tests.helpers_store import at, book


def refusal(school: Workspace, kind: str, ident: str) -> str:
    before = school.newest_entry()
    with pytest.raises(Refused) as caught:
        school.write(remove_record, kind, ident)
    assert school.newest_entry() == before
    return caught.value.sentence


def test_interviews_keep_students_contacts_and_rooms(school: Workspace) -> None:
    call = book(school, "10:05", student="s1", contact="k1", room="r1")
    book(school, "12:05", student="s1", contact="k1", room="r1")
    two = "there are 2 interviews, the next on Wed 18 Nov."
    assert refusal(school, "students", "s1") == f"Mia Torres cannot be removed: {two}"
    assert refusal(school, "contacts", "k1") == f"Dr Okafor cannot be removed: {two}"
    assert refusal(school, "rooms", "r1") == f"Room 1 cannot be removed: {two}"
    school.write(cancel_interview, call, "ill")
    assert refusal(school, "students", "s1") == f"Mia Torres cannot be removed: {two}"


def test_outreach_and_live_claims_keep_contacts(school: Workspace) -> None:
    school.write(log_outreach, "k2", how="phone", student="s2")
    school.write(claim_contact, "k2", "s3")
    assert refusal(school, "contacts", "k2") == (
        "Lee Brandt cannot be removed: there is 1 outreach note and 1 claim."
    )
    assert refusal(school, "students", "s2") == "Ben Ode cannot be removed: there is 1 outreach note."


def test_classes_staff_and_employers_are_kept_by_what_refers_to_them(school: Workspace) -> None:
    assert refusal(school, "classes", "alg") == "Algebra cannot be removed: there is 1 student in it."
    assert refusal(school, "staff", "t1") == "Mr Vance cannot be removed: there is 1 class."
    assert refusal(school, "employers", "e1") == "Elm Clinic cannot be removed: there are 2 contacts."


def test_student_goes_with_interests_and_enrolments_and_comes_back(school: Workspace) -> None:
    school.write(set_record, "students", "s1", {"interests": "law;art"})
    before = school.read(reading.students)
    done = school.write(remove_record, "students", "s1")
    assert done.sentence == "Removed student Mia Torres (s1)."
    assert "s1" not in school.read(reading.students)
    school.write(undo)
    assert school.read(reading.students) == before


def test_room_goes_with_hours_and_blocks(school: Workspace) -> None:
    fields = {"id": "r7", "name": "Booth", "open": "Mon 8:00/12:00", "blocks": "2026-11-18 10:00/11:00"}
    school.write(add_record, "rooms", fields)
    assert school.write(remove_record, "rooms", "r7").sentence == "Removed room Booth (r7)."
    assert "r7" not in school.read(reading.rooms)


def test_small_things_say_whose_they_were(school: Workspace) -> None:
    school.write(add_record, "blocks", {"room": "r1", "from": "2026-11-18 10:00", "to": "11:00"})
    school.write(log_outreach, "k2", how="phone")
    school.write(claim_contact, "k2", "s3", until=at("12:00"))
    removed = [
        school.write(remove_record, kind, ident).sentence
        for kind, ident in (("blocks", "b1"), ("outreach", "o1"), ("claims", "p1"), ("duty", "d2"))
    ]
    assert removed == [
        "Removed the block of Room 1, 10:00–11:00 on Wed 18 Nov.",
        "Removed a note of outreach to Lee Brandt (o1).",
        "Removed the claim on Lee Brandt (p1).",
        "Removed the duty of Ms Adeyemi, Wed 08:00–15:00.",
    ]


def test_unknown_id_is_said(school: Workspace) -> None:
    with pytest.raises(UnknownId, match="There is no class 'bio'") as caught:
        school.write(remove_record, "classes", "bio")
    assert caught.value.next_step == "`wbl-tui list classes` shows the ids."
