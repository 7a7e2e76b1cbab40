"""Accepting a plan: all of it as one entry, checked again, taken back as a whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.errors import Refused
from models.operations.booking import Booking, book_interview
from models.operations.proposals import accept
from models.operations.undo import undo
from models.operations.unit import Unit
from models.queries import reading
from models.tables import rows
from models.workspace import Workspace
from tests.helpers_store import absences_of, book, change, images, interview
from tests.planned_school import know_interests, proposal_of


@pytest.fixture
def store(school: Workspace) -> Workspace:
    """Everybody wants the field of both contacts."""
    school.write(know_interests)
    return school


def test_a_plan_is_booked_with_its_absences_as_one_entry(store: Workspace) -> None:
    proposal, before = proposal_of(store), store.newest_entry()
    assert proposal.counts["add"] == 6
    assert [(row.id, row.label, row.after) for row in proposal.rows if row.action == "refuse"] == [
        ("s2", "Ben Ode", {"lacks": 1, "code": "no_contact"}),
        ("s3", "Ana Petrov", {"lacks": 1, "code": "no_contact"}),
        ("s1", "Mia Torres", {"lacks": 1, "code": "no_contact"}),
    ]
    done = store.write(accept, proposal)
    assert done.sentence == (
        "Booked 6 interviews of a plan for 3 students; 3 students found not all they owe."
    )
    assert (done.journal, done.warnings) == (before + 1, ())
    booked = store.read(reading.interviews)
    assert [one.state for one in booked.values()] == ["scheduled"] * 6
    after = {
        (str(row.after["student"]), str(row.after["contact"]))
        for row in proposal.rows
        if row.action == "add" and row.after
    }
    assert {(one.students[0], one.contact) for one in booked.values()} == after
    for one in booked.values():
        periods = [(each.student, each.state) for each in absences_of(store, one.id)]
        assert periods == [(one.students[0], "not_needed")]


def test_two_classes_in_the_same_period_hinder_neither_a_plan_nor_a_booking(store: Workspace) -> None:
    """A timetable may have them, by halves of a year or by mistake: one absence is asked for, from the dearer."""
    change(store, two_at_once)
    ident = book(store, "09:10", "s1", "k1")
    store.write(accept, proposal_of(store))
    assert [(one.period, one.class_id) for one in absences_of(store, ident)] == [("2", "alg")]
    for one in store.read(reading.interviews).values():
        periods = [(each.student, each.period) for each in absences_of(store, one.id)]
        assert len(periods) == len(set(periods)) > 0


def test_undo_takes_the_whole_plan_back(store: Workspace) -> None:
    before = images(store)
    done = store.write(accept, proposal_of(store))
    store.write(undo, done.journal)
    assert images(store) == before


def test_what_is_booked_already_stands_and_counts(store: Workspace) -> None:
    kept = book(store, "10:20", "s1", "k1")
    before = interview(store, kept)
    proposal = proposal_of(store)
    assert proposal.counts["add"] == 5
    store.write(accept, proposal)
    assert interview(store, kept) == before


def test_a_plan_that_no_longer_holds_is_refused_and_says_which(store: Workspace) -> None:
    proposal = proposal_of(store)
    after = next(row.after for row in proposal.rows if row.action == "add") or {}
    start = datetime.fromisoformat(str(after["start"])).astimezone(UTC)
    other = next(one for one in ("s1", "s2", "s3") if one != after["student"])
    store.write(book_interview, Booking((other,), str(after["contact"]), start))
    entries, held = store.newest_entry(), images(store)
    with pytest.raises(Refused, match=r"^It no longer holds: "):
        store.write(accept, proposal)
    assert (store.newest_entry(), images(store)) == (entries, held)


def test_nobody_gets_more_than_they_owe_when_somebody_booked_meanwhile(store: Workspace) -> None:
    proposal = proposal_of(store)
    row = next(row for row in proposal.rows if row.action == "add")
    student = str((row.after or {})["student"])
    taken = {str((one.after or {})["start"])[11:16] for one in proposal.rows if one.action == "add"}
    free = next(
        wall
        for wall in ("14:35", "13:35", "12:35", "11:35", "10:35", "09:35", "08:05")
        if all(abs(_minutes(wall) - _minutes(each)) >= 30 for each in taken)
    )
    store.write(_owing, student)
    book(store, free, student, "k2", room=None, format="recorded")
    with pytest.raises(Refused, match="has another interview by now"):
        store.write(accept, proposal)


def _minutes(wall: str) -> int:
    return int(wall[:2]) * 60 + int(wall[3:])


def _owing(unit: Unit, student: str) -> int:
    unit.update(rows.Student, student, owed=1)
    return unit.say("set", "Owes one.")


def test_a_plan_whose_time_has_passed_is_refused(store: Workspace) -> None:
    proposal = proposal_of(store)
    late = [
        row._replace(after={**(row.after or {}), "start": (store.now() - timedelta(minutes=5)).isoformat()})
        for row in proposal.rows
        if row.action == "add"
    ]
    with pytest.raises(Refused, match=r"^The time has passed: "):
        store.write(accept, proposal._replace(rows=tuple(late)))


def test_only_what_was_chosen_is_booked(store: Workspace) -> None:
    store.write(accept, proposal_of(store), chosen=[0, 2])
    assert len(store.read(reading.interviews)) == 2


def test_the_entry_says_how_many_of_a_plan_were_taken(store: Workspace) -> None:
    done = store.write(accept, proposal_of(store), chosen=[0, 2])
    assert done.sentence.startswith("Booked 2 of the 6 interviews of a plan for ")


def two_at_once(unit: Unit) -> None:
    for name in ("art", "band"):
        unit.insert(rows.SchoolClass, name, name=name, teacher="t1", meets="1 2 3 4 5 6 7", kind="elective")
        for student in ("s1", "s2", "s3"):
            unit.insert(rows.Enrolment, f"{student}:{name}", student=student, class_id=name)
