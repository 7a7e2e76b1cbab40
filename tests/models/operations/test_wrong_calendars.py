"""Whose calendar is wrong after a change, each told once and no more than they may know; undo brings none back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.exchange.ical_out import invite
from models.operations.absences import decide_absence
from models.operations.booking import NewTime, cancel_interview, move_interview
from models.operations.campaigns import change_campaign
from models.operations.days import propose_day
from models.operations.invites import Plan, last_told, plan_invites, record_invites
from models.operations.marking import mark_interview
from models.operations.merging import propose_merge
from models.operations.proposals import accept
from models.operations.records import set_record
from models.operations.undo import undo
from models.operations.unit import Unit
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import NOW, at, book, change, make_school
from tests.models.exchange.calendar_readers import read_by_all

OKAFOR, BRANDT, MIA, BEN = (
    "okafor@clinic.example.org",
    "brandt@clinic.example.org",
    "mia@elm.example.org",
    "ben@elm.example.org",
)
VANCE, ROOM_1, ROOM_2 = "vance@elm.example.org", "room1@elm.example.org", "room2@elm.example.org"
EVERYBODY = (OKAFOR, MIA, VANCE, ROOM_1)

Change = Callable[[Workspace], object]


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Workspace:
    """Mia misses Algebra for a call with Dr Okafor in Room 1; everybody was invited."""
    workspace = make_school(tmp_path / "school.wbl")

    def furnish(unit: Unit) -> None:
        unit.update(rows.Student, "s1", share_name=True)
        unit.update(rows.Contact, "k1", email=OKAFOR)
        unit.update(rows.Contact, "k2", email=BRANDT, phone="555 0177")
        unit.update(rows.Staff, "t1", email=VANCE)
        unit.update(rows.Room, "r1", mail=ROOM_1)
        unit.update(rows.Room, "r2", mail=ROOM_2)

    change(workspace, furnish)
    book(workspace, "09:20")
    make(workspace)
    return workspace


def plan_of(workspace: Workspace) -> Plan:
    stamp = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    return workspace.read(plan_invites, workspace.campaign(), lambda _: True, stamp=stamp, changed=True)


def make(workspace: Workspace) -> dict[str, str]:
    """Make what is new; by mailbox the method."""
    plan = plan_of(workspace)
    if plan.outgoing:
        workspace.write(record_invites, plan)
    return {one.invite.mail: one.invite.method for one in plan.outgoing}


def swap_contact(workspace: Workspace) -> None:
    change(workspace, lambda unit: unit.update(rows.Interview, "i1", contact="k2", sequence=1, revision=1))


def swap_student(workspace: Workspace) -> None:
    def other(unit: Unit) -> None:
        unit.update(rows.InterviewStudent, "i1:s1", student="s2")

    change(workspace, other)


def close_day(workspace: Workspace) -> None:
    day = at("09:20").date()
    proposal = workspace.read(propose_day, day, {"closed": "Snow"}, NOW)
    workspace.write(accept, proposal)


def merge_contacts(workspace: Workspace) -> None:
    proposal = workspace.read(propose_merge, "contacts", "k2", "k1", NOW, {"email": "keep"})
    workspace.write(accept, proposal)


CHANGES: dict[str, tuple[Change, dict[str, str]]] = {
    "nothing": (lambda w: None, {}),
    "moved": (
        lambda w: w.write(move_interview, "i1", NewTime(start=at("09:25"))),
        dict.fromkeys(EVERYBODY, "REQUEST"),
    ),
    "moved out of the class": (
        lambda w: w.write(move_interview, "i1", NewTime(start=at("12:20"))),
        {OKAFOR: "REQUEST", MIA: "REQUEST", ROOM_1: "REQUEST", VANCE: "CANCEL"},
    ),
    "another room": (
        lambda w: w.write(move_interview, "i1", NewTime(room="r2")),
        {MIA: "REQUEST", ROOM_2: "REQUEST", ROOM_1: "CANCEL"},
    ),
    "called off": (
        lambda w: w.write(cancel_interview, "i1", "Snow"),
        dict.fromkeys(EVERYBODY, "CANCEL"),
    ),
    "declined": (
        lambda w: change(w, lambda unit: unit.update(rows.Interview, "i1", state="declined", sequence=1)),
        dict.fromkeys(EVERYBODY, "CANCEL"),
    ),
    "another contact": (swap_contact, {BRANDT: "REQUEST", MIA: "REQUEST", OKAFOR: "CANCEL"}),
    "the contact's address": (
        lambda w: w.write(set_record, "contacts", "k1", {"email": "front@clinic.example.org"}),
        {"front@clinic.example.org": "REQUEST", OKAFOR: "CANCEL"},
    ),
    "the contact's number": (
        lambda w: w.write(set_record, "contacts", "k1", {"phone": "555 0199"}),
        {OKAFOR: "REQUEST", MIA: "REQUEST"},
    ),
    "the student's address taken away": (
        lambda w: w.write(set_record, "students", "s1", {"email": ""}),
        {MIA: "CANCEL"},
    ),
    "consent withdrawn": (
        lambda w: w.write(set_record, "students", "s1", {"share_name": "no"}),
        {OKAFOR: "REQUEST"},
    ),
    "the room's name": (
        lambda w: w.write(set_record, "rooms", "r1", {"name": "Room One"}),
        {MIA: "REQUEST", ROOM_1: "REQUEST"},
    ),
    "the school's mailbox": (
        lambda w: w.write(change_campaign, "c1", organizer="other@elm.example.org"),
        {OKAFOR: "REQUEST", VANCE: "REQUEST", ROOM_1: "REQUEST"},
    ),
    "absence denied": (
        lambda w: w.write(decide_absence, "i1", "deny", because="A test"),
        {VANCE: "CANCEL"},
    ),
    "absence approved": (lambda w: w.write(decide_absence, "i1", "approve"), {}),
    "contacts merged": (merge_contacts, {BRANDT: "REQUEST", MIA: "REQUEST", OKAFOR: "CANCEL"}),
    "nobody came": (
        lambda w: w.write(mark_interview, "i1", "student_absent", because="ill"),
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_just_the_calendars_that_are_wrong_are_mended_once(school: Workspace, what: str) -> None:
    make_change, wrong = CHANGES[what]
    make_change(school)
    for one in plan_of(school).outgoing:
        [seen] = read_by_all(invite(one.invite.event))
        assert (seen.method, seen.attendees) == (one.invite.method, (one.invite.mail,))
        assert seen.sequence > 0
    assert make(school) == wrong
    assert make(school) == {}


def test_a_closed_day_calls_off_or_moves_what_people_were_told(school: Workspace) -> None:
    close_day(school)
    made = make(school)
    assert made.pop(VANCE, "CANCEL") in ("CANCEL", "REQUEST")
    assert made == {OKAFOR: "REQUEST", MIA: "REQUEST", ROOM_1: "REQUEST"}
    assert make(school) == {}


def test_whoever_was_replaced_learns_nothing_about_those_who_took_the_place(school: Workspace) -> None:
    swap_contact(school)
    swap_student(school)
    gone = {one.invite.mail: one.invite for one in plan_of(school).outgoing if one.invite.method == "CANCEL"}
    assert set(gone) == {OKAFOR, MIA, VANCE}
    for one in gone.values():
        text = invite(one.event).decode().replace("\r\n ", "") + one.letter + one.file_name
        assert [word for word in ("Ben", "Ode", "Brandt", "0177", "Room") if word in text] == []


def test_what_was_made_stays_made_when_the_change_is_taken_back(school: Workspace) -> None:
    school.write(move_interview, "i1", NewTime(start=at("12:20")))
    make(school)
    before = school.read(last_told)["i1"]
    school.write(undo)
    assert school.read(last_told)["i1"] == before
    assert make(school) == dict.fromkeys(EVERYBODY, "REQUEST")
    after = school.read(last_told)["i1"]
    assert all(after[mail].sequence > before[mail].sequence for mail in EVERYBODY)
    assert {one.start for one in after.values()} == {at("09:20")}


def test_a_move_that_is_taken_back_before_anybody_was_told_is_nobodys_news(school: Workspace) -> None:
    school.write(move_interview, "i1", NewTime(start=at("12:20")))
    school.write(undo)
    assert make(school) == {}


def test_only_what_was_marked_counts_as_made(school: Workspace) -> None:
    school.write(set_record, "contacts", "k1", {"email": "front@clinic.example.org"})
    plan = plan_of(school)
    new = tuple(one for one in plan.outgoing if one.invite.method == "REQUEST")
    school.write(record_invites, Plan(new, ()))
    assert make(school) == {OKAFOR: "CANCEL"}
    assert make(school) == {}


def test_an_address_that_comes_back_is_invited_above_its_cancellation(school: Workspace) -> None:
    for address in ("front@clinic.example.org", OKAFOR):
        school.write(set_record, "contacts", "k1", {"email": address})
        make(school)
    told = school.read(last_told)["i1"]
    assert (told[OKAFOR].method, told[OKAFOR].sequence) == ("REQUEST", 4)
