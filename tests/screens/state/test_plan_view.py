"""A plan on its page: what is marked, pinned, left, and how names of every kind are shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.operations.planning import kept_in
from models.operations.unit import Unit
from models.tables import rows
from models.workspace import Workspace
from screens.state.plan_view import (
    Draft,
    by_day,
    by_student,
    choice_text_of,
    day_cells,
    drafted,
    meeting_lines,
    meeting_pairs,
    place_of,
    proposed_blocks,
    rest_of,
    sections,
    student_cells,
    student_pairs,
    title_of,
)
from tests.helpers_store import make_school
from tests.helpers_tui import HOSTILE
from tests.planned_school import know_interests, planned


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    made = make_school(tmp_path / "school.wbl")
    made.write(know_interests)
    yield made
    made.close()


@pytest.fixture
def draft(store: Workspace) -> Draft:
    return drafted(*planned(store))


def test_marking_twice_takes_the_mark_away_and_some_of_several_are_completed(draft: Draft) -> None:
    assert draft.toggled((0, 1)).marks == {0, 1}
    assert draft.toggled((0,)).toggled((0, 1)).marks == {0, 1}
    assert draft.toggled((0, 1)).toggled((0, 1)).marks == set()


def test_accepting_takes_the_marked_else_all(draft: Draft) -> None:
    assert draft.chosen == tuple(range(6))
    assert draft.toggled((4, 2)).chosen == (2, 4)


def test_what_was_accepted_is_gone_with_its_marks_and_what_is_taken_back_keeps_its_pin(draft: Draft) -> None:
    before = draft.toggled((0, 1)).pinned((1, 2)).with_gone({3: "It was taken."})
    left = before.without((0, 1))
    assert (list(left.meetings), sorted(left.marks)) == ([2, 3, 4, 5], [])
    assert left.pinned_meetings == (draft.meetings[2],)
    assert choice_text_of(left).startswith("1 pinned · 1 no longer holds · ")
    back = left.as_booked([])
    assert [back.sign(place) for place in range(4)] == ["◇", "*", "*", "✗"]
    assert left.gone == {3: "It was taken."}
    assert title_of(left) == "Proposed: 4 interviews left of 6 · 3 students without all they owe"
    assert title_of(left.without((2, 3, 4, 5))) == "All of the plan is accepted."


def test_what_is_said_to_be_booked_is_booked(draft: Draft) -> None:
    pairs = [(one.interview.students[0], one.interview.contact or "") for one in draft.meetings.values()]
    left = draft.without((0, 1))
    assert left.as_booked(pairs[:2]) is left
    assert left.as_booked([]) == draft
    assert list(left.as_booked(pairs[1:3]).meetings) == [0, 3, 4, 5]
    assert title_of(left.as_booked(pairs)) == "All of the plan is accepted."
    assert title_of(draft.without(range(6)).as_booked([])) == title_of(draft)


def test_signs_tell_what_is_what_without_colour(draft: Draft) -> None:
    shown = draft.toggled((0,)).pinned((1,)).with_gone({2: "It was taken."})
    assert [shown.sign(place) for place in range(4)] == ["+", "*", "✗", "◇"]
    assert meeting_lines(shown, 2)[2] == ("bad", "  It was taken.")
    assert meeting_pairs(shown, 2)[-1] == ("But", "It was taken.")


def test_pins_are_found_again_in_another_plan(store: Workspace, draft: Draft) -> None:
    planning, plan = planned(store)
    kept = kept_in(planning, draft.pinned((0, 3)).pinned_meetings)
    assert kept == (plan.slots[0], plan.slots[3])
    assert drafted(planning, plan, draft.pinned((0, 3))).pins == {0, 3}


def test_pins_whose_people_are_gone_are_left_out(store: Workspace, draft: Draft) -> None:
    store.write(_without, str(draft.meetings[0].interview.contact))
    planning, _ = planned(store)
    assert kept_in(planning, draft.pinned((0,)).pinned_meetings) == ()


def test_the_rest_names_what_no_longer_holds_first(draft: Draft) -> None:
    rest = rest_of(draft, (0, 1, 2), {1: "It was taken."})
    assert (rest.rows[0].action, rest.rows[0].reason) == ("refuse", "It was taken.")
    assert [row.id for row in rest.rows] == [draft.proposal.rows[place].id for place in (1, 0, 2)]


def test_why_a_row_no_longer_holds_does_not_name_it_again(draft: Draft) -> None:
    why = f"It no longer holds: {draft.proposal.rows[1].label}. Room 1 is taken."
    assert rest_of(draft, (1,), {1: why}).rows[0].reason == "Room 1 is taken."
    assert meeting_lines(draft.with_gone({1: why}), 1)[2] == ("bad", "  Room 1 is taken.")


def test_blocks_stand_on_their_days_alone_and_are_no_interviews(draft: Draft) -> None:
    first = draft.meetings[by_day(draft)[0]].day
    blocks = proposed_blocks(draft, first, first)
    assert {block.column for block in blocks} == {first.isoformat()}
    assert [place_of(block.key) for block in blocks] == [
        place for place, one in draft.meetings.items() if one.day == first
    ]
    assert (place_of("i12"), place_of(None)) == (None, None)


def test_students_who_lack_some_come_first_with_the_reason(draft: Draft) -> None:
    found = by_student(draft)
    assert [(row.who, len(row.places), row.lacks) for row in found] == [
        ("Ana Petrov", 2, 1), ("Ben Ode", 2, 1), ("Mia Torres", 2, 1),
    ]  # fmt: skip
    assert all(row.why for row in found)
    heads = [head for head, _ in student_pairs(draft, found[0])]
    assert heads[:2] == ["Gets", "Lacks 1 interview"]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_can_be_shown(store: Workspace, name: str) -> None:
    store.write(_named, name)
    draft = drafted(*planned(store))
    for place in draft.meetings:
        assert day_cells(draft, place)
        assert meeting_lines(draft, place)
    for row in by_student(draft):
        assert student_cells(draft, row)
    assert sections(draft)


def _without(unit: Unit, contact: str) -> int:
    unit.update(rows.Contact, contact, do_not_contact=True)
    return unit.say("set", "Asked for peace.")


def _named(unit: Unit, name: str) -> int:
    unit.update(rows.Student, "s1", given=name, family="")
    unit.update(rows.Contact, "k1", name=name)
    return unit.say("set", "Renamed.")
