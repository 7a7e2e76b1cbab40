"""Preparation of students, one or a whole marked group: research, the list's review, practice; who said so and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.errors import BadInput, Refused, UnknownId
from models.operations.unit import Done, Unit
from models.queries.preparing import preparations, question_lists
from models.rules.naming import listing, names_or_count
from models.rules.preparing import REVIEW_STATES, Preparation, list_lacks, require_review, review_state
from models.rules.text import clean, clean_lines
from models.tables import day_rows, rows

_WORDS = {
    ("questions_ready", True): "questions ready",
    ("questions_ready", False): "questions not ready",
    ("practice_done", True): "practice done",
    ("practice_done", False): "practice not done",
}
_REVIEWED = {
    "draft": "questions a draft again",
    "in_review": "questions handed in for review",
    "changes_asked": "changes asked to the questions",
    "approved": "questions approved",
}
REMARK = 1000
"""Longest remark of a teacher, in characters."""


def prepare_students(
    unit: Unit, students: tuple[str, ...], field: str, value: bool, *, with_whom: str = ""
) -> Done:
    """Note `questions_ready` or `practice_done` for these students; one journal entry. Raises UnknownId.

    Ready questions are approved ones; a practice interview was `with_whom`, the actor unless said. Whoever is so far
    already stays as it is, with who said so and when.
    """
    if (field, value) not in _WORDS or not students:
        raise BadInput(f"{field!r} is nothing that students prepare.")
    every, kept = {ident: name_of(unit, ident) for ident in students}, preparations(unit.db, students)
    if value and not with_whom:
        students = tuple(one for one in students if not _is_known(unit, one, field, kept.get(one)))
    if not students:
        who, some = names_or_count(list(every.values()))
        return Done(0, f"{who}: {_WORDS[field, value]}, as before{some}.")
    names = [every[ident] for ident in students]
    for ident in students:
        unit.update(rows.Student, ident, **{field: value})
    if field == "questions_ready":
        said = _reviewed(unit, "approved" if value else "draft", "")
        for ident in students:
            keep_preparation(unit, ident, kept.get(ident), **said)
        told = _WORDS[field, value]
    else:
        adult = clean(with_whom) or unit.actor
        for ident in students:
            done = {"practised_with": adult if value else "", "practised_at": unit.now if value else None}
            keep_preparation(unit, ident, kept.get(ident), **done)
        told = f"{_WORDS[field, value]}{f' with {adult}' if value and with_whom else ''}"
    who, some = names_or_count(names)
    sentence = f"{who}: {told}{some}."
    return Done(unit.say("prepare", sentence), sentence)


def _is_known(unit: Unit, student: str, field: str, kept: Preparation | None) -> bool:
    """Whether it is so already, and somebody is known who said so; a file may have said it alone."""
    if kept is None or not getattr(unit.fetch(rows.Student, student), field):
        return False
    return bool(kept.practised_with) if field == "practice_done" else kept.state == "approved"


def review_lists(unit: Unit, students: Sequence[str], to: str, remark: str = "") -> Done:
    """Take the lists of questions of these students to draft, in_review, changes_asked or approved; one entry.

    Who decides is the actor. Raises BadInput for other words and for changes without a remark, UnknownId, and
    Refused where a list cannot take the step, or when there is nothing on a list that is handed in.
    """
    if to not in REVIEW_STATES or not students:
        raise BadInput(
            f"{clean(to, 40)!r} is no state of a list of questions.", f"States: {', '.join(REVIEW_STATES)}."
        )
    said = clean(remark, REMARK)
    if to == "changes_asked" and not said:
        raise BadInput("Say what should be changed.", "The student reads it.")
    names = [name_of(unit, ident) for ident in students]
    kept, lists = preparations(unit.db, students), question_lists(unit.db, students)
    for ident, name in zip(students, names, strict=True):
        row = unit.fetch(rows.Student, ident)
        require_review(review_state(kept.get(ident), row.questions_ready), to)
        if to == "in_review" and not lists.get(ident):
            raise Refused(f"{name} has no question on the list yet.", "Add some from the bank first.")
        unit.update(rows.Student, ident, questions_ready=to == "approved")
        keep_preparation(unit, ident, kept.get(ident), **_reviewed(unit, to, said))
    lacks = (
        list_lacks(lists.get(students[0], ()))
        if len(students) == 1 and to in ("in_review", "approved")
        else ()
    )
    warn = (
        f" The list: {listing([one.lower() for one in lacks])}." if lacks and lists.get(students[0]) else ""
    )
    who, some = names_or_count(names)
    sentence = f"{who}: {_REVIEWED[to]}{f' ({said})' if said else ''}{some}.{warn}"
    return Done(unit.say("prepare", sentence), sentence)


def save_research(unit: Unit, student: str, *, about_field: str, about_employer: str) -> Done:
    """Keep what a student found out about the field and the employer. Raises UnknownId."""
    name = name_of(unit, student)
    kept = preparations(unit.db, [student]).get(student)
    found = {"about_field": clean_lines(about_field), "about_employer": clean_lines(about_employer)}
    before = kept or Preparation(student)
    changed = [
        word
        for field, word in (("about_field", "the field"), ("about_employer", "the employer"))
        if getattr(before, field) != found[field]
    ]
    if not changed:
        return Done(0, f"{name}: research is like that already.")
    keep_preparation(unit, student, kept, **found)
    sentence = f"{name}: research on {listing(changed)}."
    return Done(unit.say("prepare", sentence), sentence)


def list_changed(unit: Unit, student: str) -> str:
    """Whoever changes an approved list gives it up for review again; what must be said about that, or ""."""
    row = unit.fetch(rows.Student, student)
    kept = preparations(unit.db, [student]).get(student)
    if review_state(kept, row.questions_ready) != "approved":
        keep_preparation(unit, student, kept)
        return ""
    unit.update(rows.Student, student, questions_ready=False)
    keep_preparation(unit, student, kept, **_reviewed(unit, "in_review", ""))
    return " The list was approved and wants approval again."


def keep_preparation(unit: Unit, student: str, kept: Preparation | None, **fields: Any) -> None:
    """Change what is known of a student's preparation, whether there is a row yet or not."""
    if kept is not None:
        if fields:
            unit.update(day_rows.Preparation, student, **fields)
        return
    unit.insert(
        day_rows.Preparation,
        student,
        **{"student": student, "state": "draft", "decided_at": None, "practised_at": None, **fields},
    )


def name_of(unit: Unit, student: str) -> str:
    """What people call the student. Raises UnknownId."""
    found: Any = unit.fetch(rows.Student, student)
    if found is None:
        raise UnknownId("student", student)
    return f"{found.preferred or found.given} {found.family}".strip()


def _reviewed(unit: Unit, state: str, remark: str) -> dict[str, Any]:
    return {"state": state, "remark": remark, "decided_by": unit.actor, "decided_at": unit.now}
