"""What students prepared: research, lists of questions, practice; and what was noted in calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from models.errors import UnknownId
from models.queries import reading
from models.queries.fetching import prepared_by
from models.queries.journal import newest_entry
from models.rules.facts import Campaign, Interview, Student
from models.rules.interview import AHEAD
from models.rules.preparing import Preparation, Question, review_state
from models.rules.question_bank import PARTS
from models.tables import day_rows, rows


class CallNotes(NamedTuple):
    """What was noted during a call, by whom and when."""

    words: str
    actor: str
    at: datetime


class PreparedStudent(NamedTuple):
    """Everything that one student prepared. `next_call` is the student's next interview, with whom in words; `entry` is
    the journal's newest one then.
    """

    student: Student
    preparation: Preparation
    state: str
    questions: tuple[Question, ...]
    next_call: Interview | None
    with_whom: str
    employer: str
    entry: int = 0


@prepared_by(day_rows.Preparation.student)
def _preparations() -> Any:
    p = day_rows.Preparation
    return p.select(
        p.student, p.about_field, p.about_employer, p.state, p.remark, p.decided_by, p.decided_at,
        p.practised_with, p.practised_at,
    )  # fmt: skip


@prepared_by(day_rows.Question.student)
def _questions() -> Any:
    q = day_rows.Question
    return q.select(q.id, q.student, q.part, q.position, q.words, q.bank).order_by(
        q.student, q.position, q.id
    )


@prepared_by(day_rows.CallNotes.interview)
def _notes() -> Any:
    n = day_rows.CallNotes
    return n.select(n.interview, n.words, n.actor, n.at)


def preparations(db: SqliteDatabase, students: Iterable[str] | None = None) -> dict[str, Preparation]:
    """What is known, by student; one query. Students about whom nothing was noted are not there."""
    return {row[0]: Preparation._make(row) for row in _preparations.ask(db, _ids(students))}


def question_lists(
    db: SqliteDatabase, students: Iterable[str] | None = None
) -> dict[str, tuple[Question, ...]]:
    """The lists by student, part by part in the order in which they are asked; one query."""
    found: dict[str, list[Question]] = defaultdict(list)
    for row in _questions.ask(db, _ids(students)):
        found[row[1]].append(Question._make(row))
    return {
        student: tuple(sorted(each, key=lambda one: PARTS.index(one.part))) for student, each in found.items()
    }


def call_notes(db: SqliteDatabase, interviews: Iterable[str] | None = None) -> dict[str, CallNotes]:
    """What was noted during calls, by interview; one query."""
    return {row[0]: CallNotes._make(row[1:]) for row in _notes.ask(db, _ids(interviews))}


def prepared_student(db: SqliteDatabase, campaign: Campaign, ident: str, now: datetime) -> PreparedStudent:
    """Everything that the student prepared; a fixed number of queries. Raises UnknownId."""
    student = reading.students(db, [ident]).get(ident)
    if student is None:
        raise UnknownId("student", ident)
    kept = preparations(db, [ident]).get(ident)
    i, m = rows.Interview, rows.InterviewStudent
    mine = i.id.in_(m.select(m.interview).where(m.student == ident)) & (i.campaign == campaign.id)
    ahead = [
        one
        for one in reading.interviews(db, mine & i.state.in_(sorted(AHEAD))).values()
        if one.end is not None and one.end > now
    ]
    call = ahead[0] if ahead else None
    contact = (
        reading.contacts(db, [call.contact or ""] if call else []).get(call.contact or "") if call else None
    )
    return PreparedStudent(
        student,
        kept or Preparation(ident),
        review_state(kept, student.questions_ready),
        question_lists(db, [ident]).get(ident, ()),
        call,
        contact.name if contact else "",
        contact.employer_name if contact else "",
        newest_entry(db),
    )


def _ids(given: Iterable[str] | None) -> list[str] | None:
    return None if given is None else list(given)
