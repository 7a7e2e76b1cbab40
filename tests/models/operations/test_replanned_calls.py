"""A contact cancels, a room is lost, a day closes: the calls planned again as one entry, and who must be told."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.absences import decide_absence
from models.operations.booking import Booking, book_interview
from models.operations.days import propose_day
from models.operations.marking import mark_interview
from models.operations.proposals import accept
from models.operations.replanning import replanned
from models.operations.telling import note_sent
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
from tests.helpers_store import DAY, ZONE, absences_of, at, book, images, interview
from tests.helpers_store import change as change_by_hand
from tests.planned_school import know_interests

SNOW = Change(days=frozenset({DAY}))
THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)


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
    assert " to tell" not in done.sentence
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
    assert (proposal.rows[0].id, proposal.rows[0].reason) == ("2026-11-26", "closed")
    assert proposal.title == "Thu 26 Nov is closed: 0 calls planned again"
    done = store.write(accept, proposal)
    assert done.sentence == "Thu 26 Nov is closed: no call was touched."


def test_it_says_of_each_call_how_far_the_interviewee_counts_on_it(store: Workspace) -> None:
    mia, ben, ana = sorted(one.id for one in store.read(reading.interviews).values())
    store.write(mark_interview, mia, "confirmed")
    store.write(note_sent, "checklist", [ben])
    moved = {row.id: row.reason.split("; ")[2:] for row in again(store, SNOW).rows if row.action == "move"}
    assert moved == {
        mia: ["it was confirmed"],
        ben: ["the interviewee was told"],
        ana: ["the interviewee was not told yet"],
    }


def test_an_invite_tells_the_interviewee_too(store: Workspace) -> None:
    mia, *_ = sorted(one.id for one in store.read(reading.interviews).values())
    change_by_hand(store, lambda unit: invited(unit, mia))
    moved = {row.id: row.reason for row in again(store, SNOW).rows if row.action == "move"}
    assert moved[mia].endswith("; the interviewee was told")


def test_the_title_counts_the_calls_it_is_about_and_those_that_make_room(store: Workspace) -> None:
    proposal = again(store, Change(contacts=frozenset({"k1"})))
    assert proposal.title == "Dr Okafor cancelled: 2 calls planned again"


def test_a_closed_day_tells_which_absences_it_resets_and_which_calls_take_other_classes(
    store: Workspace,
) -> None:
    """Algebra meets on B days. Closing the Wednesday, an A day, makes the Thursday one: Friday's call takes it."""
    store.write(_letters)
    friday = store.write(book_interview, Booking(("s1",), "k2", at("09:10", FRIDAY), room="r2")).interview_id
    thursday = store.write(
        book_interview, Booking(("s1",), "k1", at("09:10", THURSDAY), room="r2")
    ).interview_id
    assert friday is not None
    assert thursday is not None
    store.write(decide_absence, thursday, "approve")
    by_search = {row.id: row for row in again(store, SNOW, "Snow").rows if row.entity == "absence"}
    by_hand = {
        row.id: row
        for row in store.read(propose_day, DAY, {"closed": "Snow"}, store.now()).rows
        if row.entity == "absence"
    }
    assert by_search == by_hand
    assert {ident: row.reason for ident, row in by_search.items()} == {
        thursday: "it can stay; the absence from period 2 Algebra (approved) is no longer needed",
        friday: "it can stay, but now takes period 2 Algebra: ask for the absence",
    }
    store.write(accept, again(store, SNOW, "Snow"))
    assert [one.class_id for one in absences_of(store, thursday)] == [None]
    assert [one.class_id for one in absences_of(store, friday)] == ["alg"]


def test_a_call_whose_decided_absence_goes_with_its_time_says_so_on_both_roads(store: Workspace) -> None:
    ident = book(store, "09:10", "s1", "k2", room="r2")
    store.write(decide_absence, ident, "approve")
    for proposal in (again(store, SNOW), store.read(propose_day, DAY, {"closed": "Snow"}, store.now())):
        [reason] = [row.reason for row in proposal.rows if row.id == ident]
        assert "the absence from period 2 Algebra (approved) " in reason


def test_a_call_that_the_letters_bring_into_a_class_never_to_be_missed_falls_out_too(
    store: Workspace,
) -> None:
    store.write(_letters)
    change_by_hand(store, lambda unit: unit.update(rows.SchoolClass, "alg", kind="never"))
    friday = store.write(book_interview, Booking(("s1",), "k2", at("09:10", FRIDAY), room="r2")).interview_id
    rows_of = [row for row in again(store, SNOW, "Snow").rows if row.id == friday]
    assert [row.action for row in rows_of] == ["move"]
    assert "Algebra" in rows_of[0].reason


def test_a_call_keeps_its_format_and_place_at_its_new_time(school: Workspace) -> None:
    school.write(know_interests)
    change_by_hand(school, lambda unit: unit.update(rows.Room, "r1", equipment=("phone",)))
    change_by_hand(
        school, lambda unit: unit.update(rows.Contact, "k1", formats=("phone", "video", "on_site"))
    )
    visit = book(school, "08:10", "s1", "k1", format="on_site", place="workplace", room=None)
    home = book(school, "10:10", "s2", "k1", place="home", room=None)
    video = book(school, "11:10", "s3", "k2", format="video", room="r2")
    school.write(accept, again(school, SNOW, "Snow"))
    found = {ident: interview(school, ident) for ident in (visit, home, video)}
    assert {ident: (one.format, one.place, one.room) for ident, one in found.items()} == {
        visit: ("on_site", "workplace", None),
        home: ("phone", "home", None),
        video: ("video", "room", "r2"),
    }
    assert all(one.start and one.start.date() > DAY for one in found.values())


def test_a_call_that_loses_its_room_is_not_sent_to_a_room_of_another_school(school: Workspace) -> None:
    change_by_hand(school, lambda unit: unit.update(rows.Student, "s1", school="Hill High"))
    change_by_hand(school, lambda unit: unit.update(rows.Room, "r2", school="Ridge High"))
    ident = book(school, "08:10", "s1", "k1")
    proposal = again(school, Change(rooms=(("r1", Span(at("08:00"), at("23:00", date(2026, 11, 27)))),)))
    [row] = [row for row in proposal.rows if row.id == ident]
    assert (row.action, (row.after or {})["room"]) == ("change", "")
    assert "neither another room nor another time is free: without a room" in row.reason


def test_what_several_students_share_is_left_to_a_person(school: Workspace) -> None:
    school.write(know_interests)
    wish = Booking(("s1", "s2"), "k1", at("08:10"), format="group_video", room="r1")
    ident = school.write(book_interview, wish).interview_id
    [row] = [row for row in again(school, SNOW, "Snow").rows if row.id == ident]
    assert (row.action, row.reason) == (
        "refuse", "Wed 18 Nov is closed (Snow); what several students share is not planned again",
    )  # fmt: skip


def test_closing_another_day_by_hand_puts_nothing_on_today_either(store: Workspace) -> None:
    ident = store.write(book_interview, Booking(("s3",), "k1", at("09:10", THURSDAY), room="r2")).interview_id
    rows_of = store.read(propose_day, THURSDAY, {"closed": "Snow"}, store.now()).rows
    [moved] = [str((row.after or {})["start"])[:10] for row in rows_of if row.id == ident]
    assert moved > DAY.isoformat()


def test_what_another_student_was_given_does_not_stay_without_a_room(school: Workspace) -> None:
    school.write(know_interests)
    change_by_hand(
        school, lambda unit: unit.update(rows.Contact, "k1", formats=("phone", "on_site"), limit_=1)
    )
    mia = book(school, "08:10", "s1", "k1")
    ben = book(school, "10:10", "s2", "k2", room="r2")
    window = Span(at("08:00"), at("23:00", date(2026, 11, 27)))
    proposal = again(school, Change(rooms=(("r1", window), ("r2", window))))
    assert [(row.action, row.id) for row in proposal.rows if row.entity == "interview"] == [
        ("remove", mia), ("remove", ben), ("add", "s2:k1"),
    ]  # fmt: skip
    school.write(accept, proposal)
    assert interview(school, mia).state == "cancelled"


def test_a_contact_with_a_limit_who_takes_both_calls_still_keeps_the_one_that_finds_no_room(
    school: Workspace,
) -> None:
    school.write(know_interests)
    change_by_hand(school, lambda unit: unit.update(rows.Contact, "k1", formats=("phone",), limit_=2))
    change_by_hand(school, lambda unit: unit.update(rows.Room, "r2", changeover_minutes=0))
    mia, ben = book(school, "08:10", "s1", "k1"), book(school, "10:10", "s2", "k1", room="r2")
    end = at("23:00", date(2026, 11, 27))
    lost = (
        ("r1", Span(at("08:00"), end)),
        ("r2", Span(at("08:00"), at("08:10"))),
        ("r2", Span(at("08:30"), end)),
    )
    proposal = again(school, Change(rooms=lost))
    assert [(row.action, row.id) for row in proposal.rows if row.entity == "interview"] == [
        ("change", mia), ("change", ben),
    ]  # fmt: skip
    school.write(accept, proposal)
    assert [(interview(school, one).state, interview(school, one).room) for one in (mia, ben)] == [
        ("scheduled", "r2"), ("scheduled", None),
    ]  # fmt: skip


def test_a_call_that_is_under_way_is_not_planned_again_but_told_of(store: Workspace) -> None:
    now = at("08:15")
    proposal = store.read(
        replanned, Change(rooms=(("r1", Span(now, at("15:00"))),)), "", now, Wish(effort=50)
    )
    mia = min(one.id for one in store.read(reading.interviews).values())
    assert mia not in {row.id for row in proposal.rows}
    assert [
        note
        for note in proposal.notes
        if note.startswith("Under way already, so see to it there: Mia Torres")
    ]


def _letters(unit: Unit) -> int:
    """The days take turns, A first on this Wednesday; algebra meets on B days in period 2."""
    unit.insert(rows.BellRule, "school", rotation=("A", "B"), first_day=DAY, last_day=None)
    unit.update(rows.SchoolClass, "alg", meets="2(B)")
    return unit.say("set", "Days have letters.")


def invited(unit: Unit, ident: str) -> None:
    unit.insert(
        rows.Invite, "v1", interview=ident, recipient="interviewee", recipient_id="k1", name="Dr Okafor",
        mail="okafor@example.org", method="REQUEST", sequence=0, start_at=at("08:10"), end_at=at("08:30"), digest="",
        made_at=unit.now, actor="Ms Rivera",
    )  # fmt: skip


def _nobody_else(unit: Unit) -> int:
    unit.update(rows.Contact, "k2", do_not_contact=True)
    return unit.say("set", "Asked for peace.")


def _to_other_room(unit: Unit, ident: str) -> int:
    unit.update(rows.Interview, ident, room="r2")
    return unit.say("set", "Another room.")
