"""Preparation of students: research, lists of questions, review, practice; every decision says who and when."""

from __future__ import annotations

import pytest

from models.errors import BadInput, Refused, UnknownId
from models.operations.merging import propose_merge
from models.operations.preparing import prepare_students, review_lists, save_research
from models.operations.proposals import accept
from models.operations.question_lists import (
    AsksPay,
    drop_questions,
    move_question,
    pick_questions,
    write_question,
)
from models.operations.removing import remove_record
from models.operations.undo import undo
from models.queries import reading
from models.queries.preparing import PreparedStudent, prepared_student
from models.rules.preparing import REVIEW_MOVES, REVIEW_STATES, Preparation, list_lacks
from models.workspace import Workspace
from tests.helpers_store import NOW, book, images


def prepared(school: Workspace, student: str = "s1") -> PreparedStudent:
    return school.read(prepared_student, school.campaign(), student, NOW)


def words_of(school: Workspace, part: str) -> list[str]:
    return [one.words for one in prepared(school).questions if one.part == part]


def test_a_tick_approves_and_says_who_and_when(school: Workspace) -> None:
    school.write(prepare_students, ("s1", "s2"), "questions_ready", False)
    assert prepared(school).state == "draft"

    done = school.write(prepare_students, ("s1", "s2"), "questions_ready", True)

    assert done.sentence == "Mia Torres and Ben Ode: questions ready."
    found = prepared(school)
    assert found.student.questions_ready
    assert found.preparation == Preparation("s1", state="approved", decided_by="Ms Rivera", decided_at=NOW)


def test_whoever_is_so_far_already_keeps_who_said_so(school: Workspace) -> None:
    school.write(prepare_students, ("s1", "s2"), "practice_done", False)
    school.write(prepare_students, ("s1",), "practice_done", True, with_whom="Mr Vance")
    school.write(review_lists, ("s1",), "draft")
    school.write(review_lists, ("s1",), "approved", "Well done")

    done = school.write(prepare_students, ("s1", "s2"), "practice_done", True)
    assert done.sentence == "Ben Ode: practice done."
    assert prepared(school).preparation.practised_with == "Mr Vance"
    school.write(prepare_students, ("s1", "s2"), "questions_ready", True)
    assert prepared(school).preparation.remark == "Well done"
    done = school.write(prepare_students, ("s1", "s2"), "practice_done", True)
    assert (done.journal, done.sentence) == (0, "Mia Torres and Ben Ode: practice done, as before.")


def test_many_students_are_counted_in_the_sentence_and_some_are_named(school: Workspace) -> None:
    from models.tables import rows
    from tests.helpers_store import change

    change(school, lambda unit: unit.insert(rows.Student, "s4", given="Ida", family="Kern"))
    done = school.write(prepare_students, ("s1", "s2", "s3", "s4"), "practice_done", False)
    assert done.sentence == "4 students: practice not done (Mia Torres, Ben Ode, Ana Petrov and 1 more)."


def test_a_list_picked_from_the_bank_begins_with_a_greeting_and_ends_with_thanks(school: Workspace) -> None:
    school.write(prepare_students, ("s1",), "questions_ready", False)
    done = school.write(pick_questions, "s1", ("day1", "way1"))

    assert done.sentence == "Mia Torres: 6 questions from the bank."
    assert (
        words_of(school, "opening")[0]
        == "Hello, this is Mia from Elm High. Is this still a good time for you?"
    )
    assert words_of(school, "questions") == [
        "What does a usual day at work look like for you?",
        "How did you find your way into this work?",
    ]
    assert words_of(school, "close")[-1].startswith("Thank you very much")
    assert words_of(school, "opening")[1].startswith("Thank you for taking the time")
    assert school.write(pick_questions, "s1", ("day1",)).journal == 0


def test_greeting_and_goodbye_stay_at_the_ends_whatever_else_is_picked(school: Workspace) -> None:
    school.write(pick_questions, "s1", ("way1", "close3", "open4", "day1"))
    kept = prepared(school).questions
    assert [one.bank for one in kept] == [
        "open1", "open2", "open4", "way1", "day1", "close1", "close3", "close5",
    ]  # fmt: skip


def test_a_question_for_somebodys_pay_is_refused_with_a_kind_one(school: Workspace) -> None:
    before = images(school)
    with pytest.raises(AsksPay) as asked:
        school.write(write_question, "s1", "questions", "How much do you make?")
    assert asked.value.instead == (
        "What do people who are new in this field usually earn, and what with some years behind them?"
    )
    assert images(school) == before

    school.write(write_question, "s1", "questions", "What do you make?", sure=True)
    assert words_of(school, "questions") == ["What do you make?"]


def test_a_changed_list_wants_approval_again(school: Workspace) -> None:
    assert prepared(school).state == "approved"
    done = school.write(write_question, "s1", "questions", "Do you like mornings?")

    assert done.sentence == (
        "Mia Torres: a question of their own: “Do you like mornings?”. "
        "The list was approved and wants approval again."
    )
    assert (prepared(school).state, prepared(school).student.questions_ready) == ("in_review", False)
    school.write(undo)
    assert (prepared(school).state, prepared(school).student.questions_ready) == ("approved", True)


def test_questions_change_places_within_their_part_and_go(school: Workspace) -> None:
    school.write(pick_questions, "s1", ("day1", "day2"))
    first, second = [one for one in prepared(school).questions if one.part == "questions"]

    school.write(move_question, "s1", second.id, -1)
    assert words_of(school, "questions") == [second.words, first.words]
    assert school.write(move_question, "s1", second.id, -1).journal == 0

    school.write(drop_questions, "s1", (second.id,))
    assert words_of(school, "questions") == [first.words]
    with pytest.raises(UnknownId):
        school.write(drop_questions, "s1", (second.id,))


def test_other_words_take_the_place_of_a_question(school: Workspace) -> None:
    school.write(pick_questions, "s1", ("day1",))
    one = next(one for one in prepared(school).questions if one.part == "questions")
    school.write(write_question, "s1", "close", "How was today?", question=one.id)

    found = {each.id: each for each in prepared(school).questions}[one.id]
    assert (found.words, found.part, found.bank) == ("How was today?", "close", "")


def test_the_review_goes_its_way_with_remarks(school: Workspace) -> None:
    school.write(prepare_students, ("s1",), "questions_ready", False)
    with pytest.raises(Refused, match="no question on the list"):
        school.write(review_lists, ("s1",), "in_review")
    school.write(pick_questions, "s1", ("day1",))
    handed = school.write(review_lists, ("s1",), "in_review")
    assert handed.sentence == (
        "Mia Torres: questions handed in for review. The list: only 1 of at least 5 questions."
    )
    with pytest.raises(BadInput):
        school.write(review_lists, ("s1",), "changes_asked")
    school.write(review_lists, ("s1",), "changes_asked", "Ask about training too.")
    found = prepared(school)
    assert (found.state, found.preparation.remark) == ("changes_asked", "Ask about training too.")
    school.write(review_lists, ("s1",), "approved", "Very good.")
    assert (prepared(school).state, prepared(school).preparation.remark) == ("approved", "Very good.")


@pytest.mark.parametrize("state", REVIEW_STATES)
def test_exactly_the_steps_of_the_review_are_possible(school: Workspace, state: str) -> None:
    ways = {"draft": ("draft",), "in_review": ("draft", "in_review"), "changes_asked": ("changes_asked",)}
    for to in REVIEW_STATES:
        school.write(prepare_students, ("s1",), "questions_ready", True)
        school.write(pick_questions, "s1", ("day1",))
        if prepared(school).state != "approved":
            school.write(review_lists, ("s1",), "approved")
        for step in ways.get(state, ()):
            school.write(review_lists, ("s1",), step, "Look again.")
        assert prepared(school).state == state
        if to in REVIEW_MOVES[state]:
            school.write(review_lists, ("s1",), to, "Look again.")
            assert prepared(school).state == to
        else:
            with pytest.raises(Refused):
                school.write(review_lists, ("s1",), to, "Look again.")


def test_practice_says_with_whom(school: Workspace) -> None:
    done = school.write(prepare_students, ("s1",), "practice_done", True, with_whom="Mr Vance")
    assert done.sentence == "Mia Torres: practice done with Mr Vance."
    assert (prepared(school).preparation.practised_with, prepared(school).preparation.practised_at) == (
        "Mr Vance",
        NOW,
    )
    school.write(prepare_students, ("s1",), "practice_done", False)
    assert prepared(school).preparation.practised_at is None


def test_research_is_kept_with_its_lines_and_cleaned(school: Workspace) -> None:
    done = school.write(
        save_research, "s1", about_field="Two lines\nof \x1b[2Jnotes", about_employer="A clinic"
    )
    assert done.sentence == "Mia Torres: research on the field and the employer."
    kept = prepared(school).preparation
    assert (kept.about_field, kept.about_employer) == ("Two lines\nof notes", "A clinic")
    assert (
        school.write(save_research, "s1", about_field=kept.about_field, about_employer="A clinic").journal
        == 0
    )


def test_a_preparation_tells_of_the_next_call(school: Workspace) -> None:
    ident = book(school, "10:20")
    found = prepared(school)
    assert found.next_call is not None
    assert (found.next_call.id, found.with_whom, found.employer) == (ident, "Dr Okafor", "Elm Clinic")
    with pytest.raises(UnknownId):
        prepared(school, "nobody")


def test_what_a_list_lacks(school: Workspace) -> None:
    assert list_lacks(()) == (
        "No opening yet",
        "No questions yet",
        "No close with recap and thanks yet",
    )
    school.write(pick_questions, "s1", ("day1", "day2", "day3", "way1", "way2"))
    assert list_lacks(prepared(school).questions) == ()


def test_what_is_said_by_file_alone_counts_as_approved(school: Workspace) -> None:
    assert school.read(reading.students)["s1"].questions_ready
    assert prepared(school).state == "approved"
    assert prepared(school).preparation == Preparation("s1")


def test_a_preparation_goes_with_the_student_who_stays_and_with_the_one_who_leaves(school: Workspace) -> None:
    school.write(save_research, "s2", about_field="Notes", about_employer="")
    school.write(pick_questions, "s2", ("day1",))
    proposal = school.read(propose_merge, "students", "s1", "s2", NOW)
    school.write(accept, proposal)
    found = prepared(school)
    assert found.preparation.about_field == "Notes"
    assert len(found.questions) == 5
    school.write(undo)
    assert (prepared(school).questions, len(prepared(school, "s2").questions)) == ((), 5)

    before = images(school)
    school.write(remove_record, "students", "s2")
    school.write(undo)
    assert images(school) == before
