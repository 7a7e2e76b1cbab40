"""Booking, moving and cancelling: what is saved, what the journal says, and why something is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import BadInput, Refused, UnknownId, WblError
from models.operations.booking import Booking, NewTime, book_interview, cancel_interview, move_interview
from models.operations.marking import mark_interview
from models.operations.unit import Unit
from models.queries.journal import entries
from models.rules.interview import STATES
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import NOW, absences_of, at, book, booking, change, images, interview, make_school


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The school."""
    workspace = make_school(tmp_path / "school.wbl")
    yield workspace
    workspace.close()


def test_a_booking_is_saved_with_everything_usual(workspace: Workspace) -> None:
    done = workspace.write(book_interview, Booking(("s2",), "k1", at("10:00"), room="r1"))
    found = interview(workspace, "i1")
    assert found._asdict() == {
        "id": "i1", "campaign": "c1", "contact": "k1", "students": ("s2",), "format": "phone", "place": "room",
        "room": "r1", "start": at("10:00"), "end": at("10:20"), "minutes": 20, "state": "scheduled",
        "number": "", "link": "", "guardian_told": False, "because": "", "uid": found.uid, "revision": 0,
        "sequence": 0, "created_at": NOW, "confirmed_at": None, "checked_in_at": None, "started_at": None,
        "ended_at": None,
    }  # fmt: skip
    assert len(found.uid) == 36
    assert done.sentence == "Booked Ben Ode: a call with Dr Okafor, 10:00–10:20 on Wed 18 Nov, in Room 1."
    assert (done.journal, done.interview_id) == (2, "i1")
    last = workspace.read(entries)[-1]
    assert (last.actor, last.terminal, last.action, last.sentence) == (
        "Ms Rivera",
        "t1",
        "book",
        done.sentence,
    )


def test_a_request_has_no_time_and_takes_nothing(workspace: Workspace) -> None:
    done = workspace.write(book_interview, booking(None))
    found = interview(workspace, "i1")
    assert (found.state, found.start, found.end, found.minutes) == ("requested", None, None, 20)
    assert done.sentence == "Noted as requested Mia Torres: a call with Dr Okafor."
    assert book(workspace, "10:00") == "i2"


def test_length_is_as_said_else_the_contacts_else_the_campaigns(workspace: Workspace) -> None:
    assert interview(workspace, book(workspace, "08:00")).minutes == 20
    change(workspace, lambda unit: unit.update(rows.Contact, "k1", minutes=25))
    assert interview(workspace, book(workspace, "09:00")).minutes == 25
    assert interview(workspace, book(workspace, "10:00", minutes=15)).minutes == 15


def test_a_group_takes_the_time_of_each_of_its_students(workspace: Workspace) -> None:
    group = Booking(("s1", "s2", "s1"), "k1", at("10:00"), format="group_video", room="r1")
    workspace.write(book_interview, group)
    assert interview(workspace, "i1").students == ("s1", "s2")
    with pytest.raises(Refused, match="Ben Ode"):
        book(workspace, "10:10", "s2", "k2", room="r2")


def test_texts_are_cleaned(workspace: Workspace) -> None:
    ident = book(workspace, "10:00", number="555\x1b[2J 0101\n", link="https://x.example.org/\u202eabc")
    found = interview(workspace, ident)
    assert (found.number, found.link) == ("555 0101", "https://x.example.org/abc")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (booking("10:10", "s2", "k2"), "Room 1"),
        (booking("10:10", "s2", "k1", room="r2"), "Dr Okafor"),
        (booking("10:10", "s1", "k2", room="r2"), "Mia Torres"),
        (booking("09:41", "s2", "k2"), "Room 1"),
    ],
)
def test_a_clash_names_the_other_and_offers_free_times(
    workspace: Workspace, wanted: Booking, words: str
) -> None:
    book(workspace, "10:00")
    before = images(workspace)
    with pytest.raises(Refused) as told:
        workspace.write(book_interview, wanted)
    assert words in told.value.sentence
    assert "10:00–10:20" in told.value.sentence
    assert told.value.clashes[0].interviews == ("i1",)
    assert len(told.value.alternatives) >= 3
    assert images(workspace) == before
    for offered in told.value.alternatives:
        taken = wanted._replace(start=offered.start, room=offered.room)
        done = workspace.write(book_interview, taken)
        assert done.interview_id is not None
        workspace.write(cancel_interview, done.interview_id, "only trying")


def test_touching_is_no_clash_but_a_rooms_changeover_is(workspace: Workspace) -> None:
    book(workspace, "10:00")
    book(workspace, "10:20")
    book(workspace, "11:00", room="r2")
    with pytest.raises(Refused, match="Room 2"):
        book(workspace, "11:20", "s2", "k2", room="r2")
    book(workspace, "11:25", "s2", "k2", room="r2")


@pytest.mark.parametrize("day", [date(2026, 11, 13), date(2026, 11, 21), date(2026, 11, 30)])
def test_a_day_outside_the_window_or_without_school_is_refused(workspace: Workspace, day: date) -> None:
    with pytest.raises(Refused):
        workspace.write(book_interview, booking("10:00")._replace(start=at("10:00", day)))


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (booking("10:00", "s9"), UnknownId),
        (booking("10:00", contact="k9"), UnknownId),
        (booking("10:00", room="r9"), UnknownId),
        (booking(None, "s9"), UnknownId),
        (booking("10:00")._replace(students=()), BadInput),
        (booking("10:00")._replace(students=("s1", "s2")), BadInput),
        (booking("10:00")._replace(contact=None), BadInput),
        (booking("10:00", minutes=0), BadInput),
        (booking("10:00", minutes=-5), BadInput),
        (booking("10:00", minutes=481), BadInput),
        (booking("10:00", format="telepathy"), BadInput),
        (booking("10:00", place="moon"), BadInput),
        (booking("10:00", place="home"), BadInput),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    workspace: Workspace, wanted: Booking, kind: type[WblError]
) -> None:
    before = images(workspace)
    with pytest.raises(kind) as told:
        workspace.write(book_interview, wanted)
    assert told.value.next_step
    assert images(workspace) == before
    assert workspace.newest_entry() == 1


def test_who_asked_not_to_be_contacted_is_left_alone(workspace: Workspace) -> None:
    change(workspace, lambda unit: unit.update(rows.Contact, "k1", do_not_contact=True))
    for start in ("10:00", None):
        with pytest.raises(Refused, match="Dr Okafor asked not to be contacted"):
            book(workspace, start)


def test_a_missed_class_is_noted_and_comes_back_as_a_warning(workspace: Workspace) -> None:
    done = workspace.write(book_interview, booking("09:00"))
    [absence] = absences_of(workspace, "i1")
    assert (absence.student, absence.period, absence.class_name, absence.teacher_name, absence.state) == (
        "s1", "2", "Algebra", "Mr Vance", "to_request",
    )  # fmt: skip
    assert "absence" in " ".join(found.kind for found in done.warnings)


# -- moving -----------------------------------------------------------------------------------------------


def test_a_move_keeps_the_interview_and_counts_what_calendars_must_be_told(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    first = interview(workspace, ident)
    done = workspace.write(move_interview, ident, NewTime(start=at("11:00"), minutes=30))
    moved = interview(workspace, ident)
    assert moved == first._replace(start=at("11:00"), end=at("11:30"), minutes=30, revision=1, sequence=1)
    assert done.sentence == "Moved Mia Torres: a call with Dr Okafor, 11:00–11:30 on Wed 18 Nov, in Room 1."
    assert done.short == "Moved Mia Torres: 11:00 in Room 1"
    away = workspace.write(move_interview, ident, NewTime(start=at("11:00") + timedelta(days=1), room=""))
    assert away.short == "Moved Mia Torres: Thu 19 Nov, 11:00, no quiet room yet"


def test_a_call_that_is_only_stretched_is_not_told_as_moved(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    longer = workspace.write(move_interview, ident, NewTime(start=at("10:00"), minutes=30))
    assert longer.sentence == (
        "Made longer Mia Torres: a call with Dr Okafor, 10:00–10:30 on Wed 18 Nov, in Room 1."
    )
    shorter = workspace.write(move_interview, ident, NewTime(minutes=15))
    assert shorter.sentence.startswith("Made shorter Mia Torres: a call with Dr Okafor, 10:00–10:15")


def test_another_room_is_told_to_calendars_but_is_no_revision(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    done = workspace.write(move_interview, ident, NewTime(room="r2"))
    found = interview(workspace, ident)
    assert (found.room, found.revision, found.sequence) == ("r2", 0, 1)
    assert done.sentence.startswith("Changed Mia Torres: ")
    assert done.short == "Changed Mia Torres: 10:00 in Room 2"
    workspace.write(move_interview, ident, NewTime(room=""))
    assert interview(workspace, ident).room is None


def test_a_move_can_pass_over_its_own_former_time(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    workspace.write(move_interview, ident, NewTime(start=at("10:10")))
    assert interview(workspace, ident).start == at("10:10")


def test_a_confirmed_one_at_another_time_wants_a_new_confirmation(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    workspace.write(mark_interview, ident, "confirmed")
    workspace.write(move_interview, ident, NewTime(room="r2"))
    assert interview(workspace, ident).state == "confirmed"
    done = workspace.write(move_interview, ident, NewTime(start=at("11:00")))
    found = interview(workspace, ident)
    assert (found.state, found.confirmed_at) == ("scheduled", None)
    assert done.sentence.endswith("in Room 2; it wants a new confirmation.")


@pytest.mark.parametrize("state", ["cancelled", "student_absent", "interviewee_absent"])
def test_what_did_not_happen_stands_again_at_a_new_time(workspace: Workspace, state: str) -> None:
    ident = book(workspace, "10:00")
    workspace.write(mark_interview, ident, state, because="so")
    workspace.write(move_interview, ident, NewTime(start=at("11:00")))
    found = interview(workspace, ident)
    assert (found.state, found.because, found.start) == ("scheduled", "", at("11:00"))


def test_a_call_that_was_broken_off_begins_anew_after_a_move(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    workspace.write(mark_interview, ident, "in_progress")
    workspace.write(mark_interview, ident, "interviewee_absent")
    workspace.write(move_interview, ident, NewTime(start=at("11:00")))
    found = interview(workspace, ident)
    assert (found.checked_in_at, found.started_at, found.ended_at) == (None, None, None)


def test_a_request_gets_its_time_by_a_move(workspace: Workspace) -> None:
    ident = book(workspace, None)
    with pytest.raises(BadInput, match="has no time yet"):
        workspace.write(move_interview, ident, NewTime(room="r1"))
    done = workspace.write(move_interview, ident, NewTime(start=at("10:00"), room="r1"))
    assert interview(workspace, ident).state == "scheduled"
    assert done.sentence.startswith("Scheduled Mia Torres: ")
    assert done.short == "Scheduled Mia Torres: Wed 18 Nov, 10:00 in Room 1"


@pytest.mark.parametrize("steps", [("in_progress",), ("in_progress", "completed")])
def test_what_runs_or_is_over_is_not_moved(workspace: Workspace, steps: tuple[str, ...]) -> None:
    ident = book(workspace, "10:00")
    for step in steps:
        workspace.write(mark_interview, ident, step)
    with pytest.raises(Refused, match="cannot be moved"):
        workspace.write(move_interview, ident, NewTime(start=at("11:00")))


def test_a_move_onto_another_is_refused_with_alternatives(workspace: Workspace) -> None:
    book(workspace, "10:00")
    ident = book(workspace, "11:00", "s2", "k2")
    with pytest.raises(Refused, match="Room 1") as told:
        workspace.write(move_interview, ident, NewTime(start=at("10:00")))
    assert len(told.value.alternatives) >= 3
    assert interview(workspace, ident).start == at("11:00")


def test_the_time_it_has_is_no_way_out_of_a_move_that_cannot_be(workspace: Workspace) -> None:
    book(workspace, "10:00")
    ident = book(workspace, "10:20", "s2", "k2")
    with pytest.raises(Refused, match="Room 1") as told:
        workspace.write(move_interview, ident, NewTime(start=at("10:00")))
    offered = [one.start for one in told.value.alternatives]
    assert len(offered) == 3
    assert at("10:20") not in offered


def test_home_gives_the_room_up(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    workspace.write(move_interview, ident, NewTime(place="home"))
    found = interview(workspace, ident)
    assert (found.place, found.room) == ("home", None)


@pytest.mark.parametrize(
    "new",
    [
        NewTime(minutes=0),
        NewTime(minutes=481),
        NewTime(format="x"),
        NewTime(place="x"),
        NewTime(place="home", room="r1"),
    ],
)
def test_a_move_that_cannot_be(workspace: Workspace, new: NewTime) -> None:
    ident = book(workspace, "10:00")
    before = images(workspace)
    with pytest.raises(BadInput):
        workspace.write(move_interview, ident, new)
    assert images(workspace) == before


def test_a_decision_stays_within_the_same_class_and_is_asked_for_again_elsewhere(
    workspace: Workspace,
) -> None:
    from models.operations.absences import decide_absence

    ident = book(workspace, "09:00")
    workspace.write(decide_absence, ident, "approve")
    workspace.write(move_interview, ident, NewTime(start=at("09:20")))
    assert [absence.state for absence in absences_of(workspace, ident)] == ["approved"]
    done = workspace.write(move_interview, ident, NewTime(start=at("09:20") + timedelta(days=1)))
    assert [absence.state for absence in absences_of(workspace, ident)] == ["to_request"]
    assert done.sentence.endswith("The absence must be asked for again (period 2).")
    workspace.write(move_interview, ident, NewTime(start=at("14:00")))
    assert {absence.state for absence in absences_of(workspace, ident)} <= {"not_needed"}


# -- cancelling -------------------------------------------------------------------------------------------


def test_a_cancellation_has_a_reason_and_gives_everything_free(workspace: Workspace) -> None:
    ident = book(workspace, "10:00")
    with pytest.raises(BadInput, match="needs a reason"):
        workspace.write(cancel_interview, ident, " \x07")
    done = workspace.write(cancel_interview, ident, "Dr Okafor is ill")
    found = interview(workspace, ident)
    assert (found.state, found.because, found.revision, found.sequence) == (
        "cancelled",
        "Dr Okafor is ill",
        1,
        1,
    )
    assert done.sentence.startswith("Cancelled: Mia Torres, ")
    assert "(Dr Okafor is ill)" in done.sentence
    book(workspace, "10:00")


@pytest.mark.parametrize("state", STATES)
def test_every_id_that_is_none_is_refused(workspace: Workspace, state: str) -> None:
    with pytest.raises(UnknownId, match="There is no interview 'i9'"):
        workspace.write(mark_interview, "i9", state)
    with pytest.raises(UnknownId, match="There is no interview 'i9'"):
        workspace.write(move_interview, "i9", NewTime(start=at("10:00")))
    with pytest.raises(UnknownId, match="There is no interview 'i9'"):
        workspace.write(cancel_interview, "i9", "so")


def test_a_viewing_moved_out_of_the_class_s_own_period_and_back(workspace: Workspace) -> None:
    def make(unit: Unit) -> None:
        unit.insert(rows.Enrolment, "s2:alg", student="s2", class_id="alg")
        for student, name in (("s1", "art"), ("s2", "gym")):
            unit.insert(rows.SchoolClass, name, name=name.title(), teacher="t1", meets="3", kind="core")
            unit.insert(rows.Enrolment, f"{student}:{name}", student=student, class_id=name)

    def away() -> list[tuple[str, str | None, str]]:
        return [(one.student, one.class_id, one.state) for one in absences_of(workspace, "i1")]

    change(workspace, make)
    workspace.write(book_interview, Booking(("s1", "s2"), None, at("09:10"), format="recorded", room="r1"))
    assert away() == []
    workspace.write(move_interview, "i1", NewTime(start=at("10:10")))
    assert away() == [("s1", "art", "to_request"), ("s2", "gym", "to_request")]
    workspace.write(move_interview, "i1", NewTime(start=at("09:20")))
    assert away() == []
