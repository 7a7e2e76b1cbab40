"""A student's list of questions: picked from the bank or the student's own, in three parts and an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.errors import BadInput, Refused, UnknownId
from models.operations.preparing import list_changed, name_of
from models.operations.unit import Done, Unit
from models.queries.preparing import question_lists
from models.queries.situation import campaign_at
from models.rules.preparing import Question
from models.rules.question_bank import (
    BEGINNING,
    PART_WORDS,
    PARTS,
    BankQuestion,
    asks_what_they_earn,
    bank,
    bank_question,
    kind_alternative,
    spoken,
)
from models.rules.text import clean, fold
from models.tables import day_rows, rows

LONGEST = 400
"""Characters of a question."""
MOST = 60
"""Questions on one list."""


class AsksPay(Refused):
    """A question asks what the interviewee earns; `instead` is what may be asked."""

    def __init__(self, words: str) -> None:
        self.instead = kind_alternative(words)
        super().__init__(
            "This asks what the person earns, which is theirs to tell.", f"Ask instead: {self.instead}"
        )


def pick_questions(unit: Unit, student: str, picked: Sequence[str]) -> Done:
    """Put questions of the bank onto the list, each into its part; those that stand there already stay as they are.

    A list that is still empty begins with a greeting and ends with recap and thanks. Raises UnknownId.
    """
    name, there = name_of(unit, student), _list_of(unit, student)
    wanted = list(dict.fromkeys([*picked, *(() if there else BEGINNING)]))
    found = [one for one in map(_bank, wanted) if one.id not in {each.bank for each in there}]
    if not there:
        found.sort(key=_in_order)
    if not found:
        return Done(0, f"{name} has these questions already.")
    campaign, row = campaign_at(unit.db, unit.now), unit.fetch(rows.Student, student)
    first, school = row.preferred or row.given, row.school or campaign.school
    words = [spoken(one.words, first=first, school=school, minutes=campaign.minutes) for one in found]
    made = [(one.part, text, one.id) for one, text in zip(found, words, strict=True)]
    _insert(unit, student, there, made)
    sentence = f"{name}: {_count(len(found))} from the bank.{list_changed(unit, student)}"
    return Done(unit.say("questions", sentence), sentence)


def drop_questions(unit: Unit, student: str, questions: Sequence[str]) -> Done:
    """Take questions off the list. Raises UnknownId."""
    name, there = name_of(unit, student), {one.id: one for one in _list_of(unit, student)}
    for ident in questions:
        if ident not in there:
            raise UnknownId("question", ident)
        unit.delete(day_rows.Question, ident)
    if not questions:
        return Done(0, f"{name}: nothing was taken off the list.")
    told = f"{_short(there[questions[0]].words)}" if len(questions) == 1 else _count(len(questions))
    sentence = f"{name}: took off the list: {told}.{list_changed(unit, student)}"
    return Done(unit.say("questions", sentence), sentence)


def write_question(
    unit: Unit, student: str, part: str, words: str, *, question: str = "", sure: bool = False
) -> Done:
    """A question of the student's own, or (with `question`) other words for one on the list.

    Raises AsksPay, with what to ask instead, for a question about the interviewee's own pay unless a person is
    `sure` that it is none; BadInput without words, UnknownId.
    """
    name, there = name_of(unit, student), _list_of(unit, student)
    text = clean(words, LONGEST)
    if not text or part not in PARTS:
        raise BadInput("A question needs words.", "Type it as it will be asked.")
    if asks_what_they_earn(text) and not sure:
        raise AsksPay(text)
    if any(fold(one.words) == fold(text) and one.id != question for one in there):
        return Done(0, f"{name} has this question already.")
    if question:
        if question not in {one.id for one in there}:
            raise UnknownId("question", question)
        if not unit.update(day_rows.Question, question, words=text, part=part, bank=""):
            return Done(0, f"{name}: the question is like that already.")
    else:
        _insert(unit, student, there, [(part, text, "")])
    verb = "changed a question" if question else "a question of their own"
    sentence = f"{name}: {verb}: {_short(text)}.{list_changed(unit, student)}"
    return Done(unit.say("questions", sentence), sentence)


def move_question(unit: Unit, student: str, question: str, by: int) -> Done:
    """Put a question earlier (-1) or later (1) within its part. Raises UnknownId; at the end nothing happens."""
    name, there = name_of(unit, student), _list_of(unit, student)
    mine = next((one for one in there if one.id == question), None)
    if mine is None:
        raise UnknownId("question", question)
    same = [one for one in there if one.part == mine.part]
    at = same.index(mine)
    if not 0 <= at + by < len(same):
        return Done(
            0, f"It is the {'first' if by < 0 else 'last'} of {PART_WORDS[mine.part].lower()} already."
        )
    other = same[at + by]
    unit.update(day_rows.Question, mine.id, position=other.position)
    unit.update(day_rows.Question, other.id, position=mine.position)
    sentence = f"{name}: {_short(mine.words)} is asked {'earlier' if by < 0 else 'later'}."
    return Done(unit.say("questions", sentence), sentence)


def _list_of(unit: Unit, student: str) -> tuple[Question, ...]:
    return question_lists(unit.db, [student]).get(student, ())


def _insert(unit: Unit, student: str, there: Sequence[Question], new: Sequence[tuple[str, str, str]]) -> None:
    if len(there) + len(new) > MOST:
        raise Refused(f"A list holds at most {MOST} questions.", "Take some off first.")
    last = max((one.position for one in there), default=0)
    made: list[dict[str, Any]] = [
        {"id": ident, "student": student, "part": part, "position": last + n, "words": words, "bank": bank}
        for n, (ident, (part, words, bank)) in enumerate(
            zip(unit.fresh_ids("q", len(new)), new, strict=True), 1
        )
    ]
    unit.insert_many(day_rows.Question, made)


def _in_order(one: BankQuestion) -> tuple[int, int]:
    """A greeting comes first and goodbye last; what lies between stays as it was picked."""
    part = PARTS.index(one.part)
    return part, 0 if one.part == "questions" else bank().index(one)


def _bank(ident: str) -> BankQuestion:
    found = bank_question(ident)
    if found is None:
        raise UnknownId("question of the bank", ident)
    return found


def _short(words: str) -> str:
    return f"\u201c{words}\u201d" if len(words) <= 60 else f"\u201c{words[:59]}…\u201d"


def _count(count: int) -> str:
    return f"{count} {'question' if count == 1 else 'questions'}"


__all__ = ["AsksPay", "drop_questions", "move_question", "pick_questions", "write_question"]
