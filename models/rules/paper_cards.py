"""The call card: the one sheet that a student takes along, with whom to call, what to say and room to write."""

from __future__ import annotations

from collections.abc import Iterator

from models.rules.day import BoardRow
from models.rules.facts import Student
from models.rules.interview import WORDS
from models.rules.paper import Block, Lines, Sheet, Writing
from models.rules.paper_sheets import (
    PaperFacts,
    contact_line,
    day_line,
    in_a_room,
    place_words,
    reach_words,
    rows_of_day,
    times_of,
)
from models.rules.preparing import Question
from models.rules.privacy import NOT_NAMED, named_to_interviewee
from models.rules.public_board import names_of_day
from models.rules.question_bank import NAMED, bank_question, spoken


def call_cards(facts: PaperFacts, space: int) -> Iterator[Sheet]:
    """One for each student of each call: whom to call, how, when, what to ask, room for notes."""
    shown = names_of_day(facts.situation, facts.day, facts.numbers)
    for row in rows_of_day(facts):
        for student in row.interview.students:
            public = shown.get(student, "") if in_a_room(row) else ""
            yield _card(row, facts.situation.students[student], facts, space, public)


def _card(row: BoardRow, student: Student, facts: PaperFacts, space: int, public: str) -> Sheet:
    one = row.interview
    blocks: list[Block] = [Lines("", tuple(_about_call(row, student, facts, public)))]
    asked = facts.questions.get(student.id, ())
    for part, heading in (("opening", "Opening"), ("questions", "Questions"), ("close", "Close")):
        mine = [_as_asked(question, student, facts) for question in asked if question.part == part]
        if part != "questions":
            blocks += [Lines(heading, tuple(mine))] if mine else []
            continue
        for number, words in enumerate(mine, 1):
            blocks.append(Writing(f"{number}. {words}", space))
    blocks.append(Writing("Notes" if asked else "My questions and notes", max(4, 4 * space)))
    return Sheet(
        "cards", f"{one.id}-{student.id}", f"Call card: {student.label}", day_line(facts), tuple(blocks)
    )


def _about_call(row: BoardRow, student: Student, facts: PaperFacts, public: str) -> Iterator[str]:
    one = row.interview
    contact = facts.situation.contacts.get(one.contact or "")
    yield f"{times_of(one, facts)} ({one.minutes} minutes), {place_words(row, facts)}"
    if contact:
        yield contact_line(contact)
    reach = reach_words(one, facts)
    yield f"{WORDS[one.format].capitalize()}: {reach}" if reach else WORDS[one.format].capitalize()
    if row.standby:
        yield f"On duty nearby: {row.standby}"
    # Only who is shown as a number has to be told: the others find their own name.
    if public[:3] == "No.":
        yield f"On the screen in the hallway and at the door you are {public}."
    if not named_to_interviewee(student):
        yield NOT_NAMED


def _as_asked(question: Question, student: Student, facts: PaperFacts) -> str:
    """The question's words, without the name where the family did not agree that interviewees learn it.

    A student may of course say the own name; but a card that puts it into the mouth would be the school giving
    it away, so it says what the script for the first call says. The list itself keeps the words: it is the
    student's, and the family may still agree.
    """
    kept = bank_question(question.bank) if question.bank else None
    if kept is None or NAMED not in kept.words or named_to_interviewee(student):
        return question.words
    campaign = facts.situation.campaign
    school = student.school or campaign.school
    return spoken(kept.words, first="", school=school, minutes=campaign.minutes)
