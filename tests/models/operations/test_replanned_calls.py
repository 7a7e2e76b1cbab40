"""A contact cancels, a room is lost, a day closes: the calls planned again as one entry, and who must be told."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.proposals import accept
from models.operations.replanning import replanned
from models.operations.undo import undo
from models.operations.unit import Unit
from models.planning.planner import Wish
from models.planning.replanning import Change
from models.queries import reading
from models.rules.facts import Proposal
from models.rules.naming import when_text
from models.rules.span import Span
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import DAY, ZONE, at, book, images, interview
from tests.planned_school import know_interests


@pytest.fixture
def store(school: Workspace) -> Workspace:
    """Everybody wants the field of both contacts; three calls are booked on Wednesday."""
    school.write(know_interests)
    book(school, "08:10", "s1", "k1")
    book(school, "10:10", "s2", "k1")
    book(school, "11:10", "s3", "k2", room="r2")
    return school


def again(store: Workspace, change: Change, why: str = "") -> Proposal:
    return store.read(replanned, change, why, store.now(), Wish(effort=200))


def table(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(row.action, row.entity, row.reason.split(";")[0]) for row in proposal.rows]


def test_who_loses_a_contact_gets_another_and_nobody_else_is_moved(store: Workspace) -> None:
    proposal = again(store, Change(contacts=frozenset({"k1"})), "ill")
    calls = [row for row in table(proposal) if row[0] in ("remove", "move", "change")]
    assert calls == [
        ("change", "contact", "offers no further interviews"),
        ("remove", "interview", "Dr Okafor cancelled (ill)"),
        ("remove", "interview", "Dr Okafor cancelled (ill)"),
    ]
    instead = [
        row for row in proposal.rows if row.action == "add" and row.reason.startswith("instead of Dr Okafor")
    ]
    assert sorted(str((row.after or {})["student"]) for row in instead) == ["s1", "s2"]
    assert all((row.after or {})["contact"] == "k2" for row in instead)
    assert proposal.title == "Dr Okafor cancelled: 2 calls planned again"
    assert "Students to tell: Mia Torres, Ben Ode." in proposal.notes
    assert "Interviewees to ask: Lee Brandt (555 0101)." in proposal.notes


def test_it_is_one_entry_and_one_undo_takes_all_of_it_back(store: Workspace) -> None:
    before, entry = images(store), store.newest_entry()
    done = store.write(accept, again(store, Change(contacts=frozenset({"k1"}))))
    assert done.journal == entry + 1
    assert done.sentence.startswith("Dr Okafor cancelled: 2 calls called off, ")
    assert "Students to tell: Mia Torres, Ben Ode." in done.sentence
    off = [one for one in store.read(reading.interviews).values() if one.state == "cancelled"]
    assert [one.because for one in off] == ["Dr Okafor cancelled"] * 2
    assert store.read(reading.contacts)["k1"].limit == 0
    store.write(undo, done.journal)
    assert images(store) == before


def test_a_lost_room_is_blocked_and_its_calls_go_to_another(store: Workspace) -> None:
    span = Span(at("08:00"), at("15:00"))
    proposal = again(store, Change(rooms=(("r1", span),)), "water")
    assert [
        (row.action, row.entity) for row in proposal.rows if row.action != "add" or row.entity == "block"
    ] == [
        ("add", "block"),
        ("change", "interview"),
        ("change", "interview"),
    ]
    assert proposal.rows[1].reason == "Room 1 is lost (water); in Room 2"
    store.write(accept, proposal)
    standing = store.read(reading.interviews).values()
    assert {one.room for one in standing if one.start and one.start < at("15:00")} == {"r2"}
    assert [block.why for block in store.read(reading.rooms)["r1"].blocks] == ["water"]


def test_a_closed_day_is_closed_and_its_calls_keep_their_contacts(store: Workspace) -> None:
    proposal = again(store, Change(days=frozenset({DAY})), "Snow")
    moved = [row for row in proposal.rows if row.action == "move"]
    assert len(moved) == 3
    assert all(row.reason.startswith("Wed 18 Nov is closed (Snow); then ") for row in moved)
    done = store.write(accept, proposal)
    assert store.read(reading.bells).plan(DAY).closed == "Snow"
    known = {one.id: one for one in store.read(reading.interviews).values()}
    assert {known[row.id].contact for row in moved} == {"k1", "k2"}
    assert all(one.start and one.start.date() > DAY for one in known.values())
    store.write(undo, done.journal)
    assert store.read(reading.bells).plan(DAY).closed == ""


@pytest.mark.parametrize(("agreed", "then"), [(10, 10), (30, 20)])
def test_what_is_proposed_for_a_call_of_another_length_is_what_is_booked(
    school: Workspace, agreed: int, then: int
) -> None:
    school.write(know_interests)
    ident = book(school, "08:10", minutes=agreed)
    proposal = again(school, Change(days=frozenset({DAY})), "Snow")
    row = next(row for row in proposal.rows if row.id == ident)
    school.write(accept, proposal)
    call = interview(school, ident)
    assert call.minutes == then
    assert call.span is not None
    assert when_text(call.span, ZONE) in row.reason


def test_who_finds_nobody_else_is_told_why(store: Workspace) -> None:
    store.write(_nobody_else)
    proposal = again(store, Change(contacts=frozenset({"k1"})))
    refused = [(row.id, row.reason) for row in proposal.rows if row.action == "refuse"]
    assert [ident for ident, _ in refused] == ["s1", "s2"]
    assert all(reason for _, reason in refused)
    store.write(accept, proposal)
    states = [one.state for one in store.read(reading.interviews).values() if one.contact == "k1"]
    assert states == ["cancelled", "cancelled"]


def test_what_was_booked_meanwhile_with_who_cancelled_is_not_forgotten(store: Workspace) -> None:
    proposal = again(store, Change(contacts=frozenset({"k1"})))
    book(store, "13:10", "s3", "k1")
    held = images(store)
    with pytest.raises(Refused, match="another call was booked that falls out too"):
        store.write(accept, proposal)
    assert images(store) == held


def test_a_call_that_changed_meanwhile_is_not_overwritten(store: Workspace) -> None:
    kept = next(one.id for one in store.read(reading.interviews).values() if one.students == ("s1",))
    proposal = again(store, Change(contacts=frozenset({"k1"})))
    store.write(_to_other_room, kept)
    with pytest.raises(Refused, match="The store has changed since: Mia Torres"):
        store.write(accept, proposal)
    assert interview(store, kept).state == "scheduled"


def test_what_is_not_there_cannot_fall_out(store: Workspace) -> None:
    for change, error in (
        (Change(), BadInput),
        (Change(contacts=frozenset({"k9"})), UnknownId),
        (Change(rooms=(("r9", Span(at("08:00"), at("09:00"))),)), UnknownId),
    ):
        with pytest.raises(error):
            again(store, change)


def test_a_day_without_calls_closes_and_touches_nothing(store: Workspace) -> None:
    proposal = again(store, Change(days=frozenset({date(2026, 11, 26)})))
    assert [row.entity for row in proposal.rows if row.action in ("move", "remove", "refuse")] == []
    assert proposal.rows[0].id == "2026-11-26"


def _nobody_else(unit: Unit) -> int:
    unit.update(rows.Contact, "k2", do_not_contact=True)
    return unit.say("set", "Asked for peace.")


def _to_other_room(unit: Unit, ident: str) -> int:
    unit.update(rows.Interview, ident, room="r2")
    return unit.say("set", "Another room.")
