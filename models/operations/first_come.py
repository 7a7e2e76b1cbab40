"""Two people act on one interview at the same moment: the first one wins, the second is told who it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import Refused, UnknownId
from models.operations.judging import interview_of, situation_of
from models.operations.preparing import name_of
from models.operations.saving import pair_id
from models.operations.telling import WRITING
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.journal import changed_since, last_images
from models.queries.preparing import preparations
from models.queries.situation import campaign_at, situation_around
from models.rules.absences import ABSENCE_WORDS
from models.rules.facts import JournalEntry
from models.rules.interview import STANDING, WORDS
from models.rules.missed import absence_state
from models.rules.naming import clock_text, listing, names_or_count, students_label, where_text
from models.rules.preparing import REVIEW_WORDS, review_state
from models.tables import day_rows, rows

_PREPARED = ("questions", "practice", "research", "list")
"""What is decided about students, not about interviews."""


def first_come(
    unit: Unit,
    ident: str,
    since: int,
    operation: Callable[..., Done],
    /,
    *args: Any,
    about: str = "interview",
    **kwargs: Any,
) -> Done:
    """Carry out `operation(unit, *args, **kwargs)`, unless somebody else has changed the interview since the journal's
    entry `since`, which is what the person saw. `about` is what the operation decides, one of `ABOUT` in
    models/queries/journal.py.

    Raises Refused naming who was first and what has become of it, and whatever the operation raises. What was done
    at this very terminal is no reason: quick fingers are not two people.
    """
    others = _changed_by_others(unit, [ident], since, about)
    if others:
        raise Refused(_told(unit, ident, others[ident], about))
    return operation(unit, *args, **kwargs)


def first_come_many(
    unit: Unit,
    idents: Sequence[str],
    since: int,
    operation: Callable[..., Done],
    /,
    *args: Any,
    about: str = "interview",
    **kwargs: Any,
) -> Done:
    """Carry out `operation(unit, idents, *args, **kwargs)` on those that nobody else has changed since; the others are
    left alone and named in the sentence. About what students prepare the ids are students', about requests absences',
    else interviews'.

    Raises Refused where none is left, and whatever the operation raises.
    """
    others = _changed_by_others(unit, idents, since, about)
    if len(idents) == 1 and others:
        raise Refused(_told(unit, idents[0], others[idents[0]], about))
    rest = tuple(ident for ident in idents if ident not in others)
    if rest and not others:
        return operation(unit, rest, *args, **kwargs)
    who = listing(list(dict.fromkeys(entry.actor for entry in others.values())))
    counted = "student" if about in _PREPARED else "absence" if about == "request" else "interview"
    whose, some = names_or_count(_names(unit, list(others), about), counted)
    if not rest:
        raise Refused(f"{who} was first: {whose}{some}.", "Nothing was changed; look at what holds now.")
    done = operation(unit, rest, *args, **kwargs)
    return done._replace(sentence=f"{done.sentence} Not {whose}{some}: {who} was first.")


def _changed_by_others(unit: Unit, idents: Sequence[str], since: int, about: str) -> dict[str, JournalEntry]:
    """By id the newest entry of somebody else, or of another terminal, for those that have one; in their order."""
    mine = unit.actor, unit.terminal
    found = changed_since(unit.db, idents, since, about)
    by = {
        ident: [one for one in found.get(ident, ()) if (one.actor, one.terminal) != mine] for ident in idents
    }
    return {ident: theirs[-1] for ident, theirs in by.items() if theirs}


def _names(unit: Unit, idents: list[str], about: str) -> list[str]:
    if about in _PREPARED:
        students = reading.students(unit.db, idents)
        return [students[ident].label if ident in students else ident for ident in idents]
    if about == "request":
        return list(_absent(unit, idents).values())
    situation = situation_around(unit.db, idents, unit.now)
    known = situation.interviews
    return [students_label(known[ident], situation) if ident in known else ident for ident in idents]


def _absent(unit: Unit, idents: Sequence[str]) -> dict[str, str]:
    """By absence whose it is, or was before the interview moved."""
    images = last_images(unit.db, "absence", idents)
    students = reading.students(unit.db, [one["student"] for one in images.values()])
    found = {ident: students.get(images[ident]["student"]) if ident in images else None for ident in idents}
    return {ident: one.label if one else ident for ident, one in found.items()}


def _told(unit: Unit, ident: str, entry: JournalEntry, about: str) -> str:
    """Short enough for one line, and right of one student as of several: "Mr Oz was first (10:21): Mia Torres, in
    progress, 10:20 in Room 1."
    """
    if about in _PREPARED:
        return _told_of_student(unit, ident, entry, about)
    if about == "request":
        row: Any = unit.fetch(rows.Absence, ident)
        now = f"absence {ABSENCE_WORDS[row.state]}" if row is not None else "this absence is no longer there"
        return f"{_first(entry, _zone(unit))}: {_absent(unit, [ident])[ident]}, {now}."
    one = interview_of(unit.db, ident)
    situation = situation_of(unit.db, one)
    first = f"{_first(entry, situation.zone)}: {students_label(one, situation)}"
    if about == "writing":
        there = unit.fetch(day_rows.AtHand, pair_id(ident, WRITING)) is not None
        return f"{first}, {'something' if there else 'nothing'} to take notes with."
    if about == "absence":
        return f"{first}, absence {ABSENCE_WORDS[absence_state(one, situation)]}."
    if about == "notes":
        return f"{first}, the notes of the call."
    place = ""
    if one.state in STANDING and one.start is not None:
        place = f", {clock_text(one.start, situation.zone)} {where_text(one, situation)}"
    return f"{first}, {WORDS[one.state]}{place}."


def _told_of_student(unit: Unit, ident: str, entry: JournalEntry, about: str) -> str:
    student: Any = unit.fetch(rows.Student, ident)
    if student is None:
        raise UnknownId("student", ident)
    when = _first(entry, _zone(unit))
    kept = preparations(unit.db, [ident]).get(ident)
    what = {
        "practice": f"practice {'done' if student.practice_done else 'not done'}",
        "questions": f"questions: {REVIEW_WORDS[review_state(kept, student.questions_ready)]}",
        "research": "the research",
        "list": "the list of questions",
    }
    return f"{when}: {name_of(unit, ident)}, {what[about]}."


def _zone(unit: Unit) -> ZoneInfo:
    return ZoneInfo(campaign_at(unit.db, unit.now).zone)


def _first(entry: JournalEntry, zone: ZoneInfo) -> str:
    return f"{entry.actor} was first ({clock_text(entry.at, zone)})"
