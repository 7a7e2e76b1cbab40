"""The day before as records of cells: what `add`, `set` and `remove` do with lists of questions, preparation and notes."""

from __future__ import annotations

from typing import Any

from models.errors import BadInput, UnknownId
from models.exchange import cells
from models.exchange.columns import Column
from models.operations.kinds import Kind
from models.operations.preparing import prepare_students, review_lists, save_research
from models.operations.question_lists import drop_questions, pick_questions, write_question
from models.operations.telling import keep_call_notes, note_sent
from models.operations.unit import Done, Unit
from models.queries.preparing import preparations
from models.rules.preparing import Preparation
from models.tables import day_rows


def _text(name: str) -> Column:
    return Column(name, cells.text, cells.write_plain)


def _long(name: str) -> Column:
    return Column(name, cells.long_text, cells.write_plain)


_SEVERAL = (cells.idents, cells.write_several)

QUESTIONS = Kind(
    "questions", "question", day_rows.Question, "q",
    (Column("student", cells.ident, cells.write_plain), _text("part"), _long("words"), Column("bank", *_SEVERAL)),
    (("student",), ("words", "bank")),
)  # fmt: skip
PREPARATION = Kind(
    "preparation", "preparation", day_rows.Preparation, "",
    (
        Column("student", *_SEVERAL), _text("state"), _long("remark"), _text("practised_with"),
        _long("about_field"), _long("about_employer"),
    ),
    (("student",), ("state", "practised_with", "about_field", "about_employer")),
)  # fmt: skip
TOLD = Kind(
    "told",
    "note",
    day_rows.Told,
    "n",
    (Column("interview", *_SEVERAL), _text("kind")),
    (("interview",), ("kind",)),
)
CALL_NOTES = Kind(
    "call_notes", "note of a call", day_rows.CallNotes, "",
    (Column("interview", cells.ident, cells.write_plain), _long("words")), (("interview",),),
)  # fmt: skip


def add_question(unit: Unit, typed: dict[str, Any]) -> Done:
    """Questions of the bank by their ids, or one of the student's own. Raises Refused for one about somebody's pay."""
    student = typed["student"]
    if typed.get("bank"):
        return pick_questions(unit, student, typed["bank"])
    return write_question(unit, student, typed.get("part") or "questions", typed["words"])


def set_question(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    """Other words, or another part. Raises as `add_question`."""
    row = _question(unit, ident)
    words, part = typed.get("words") or row.words, typed.get("part") or row.part
    return write_question(unit, row.student_id, part, words, question=ident)


def remove_question(unit: Unit, ident: str) -> Done:
    """Take it off the list. Raises UnknownId."""
    return drop_questions(unit, _question(unit, ident).student_id, (ident,))


def add_preparation(unit: Unit, typed: dict[str, Any]) -> Done:
    """One thing about one student's preparation, or the same about several. Raises BadInput for more than one."""
    students = tuple(typed.pop("student"))
    given = {field: value for field, value in typed.items() if value}
    remark = given.pop("remark", "")
    fields = ("about_field", "about_employer")
    research: dict[str, str] = {field: given.pop(field) for field in fields if field in given}
    if len(given) + bool(research) != 1 or (remark and "state" not in given):
        raise BadInput("One thing at a time.", "Give state (with a remark), practised_with, or the research.")
    if "state" in given:
        return review_lists(unit, students, given["state"], remark)
    if "practised_with" in given:
        who = given["practised_with"]
        return prepare_students(unit, students, "practice_done", True, with_whom=who)
    if len(students) != 1:
        raise BadInput("Each student has their own research.", "Give one student.")
    kept = preparations(unit.db, students).get(students[0]) or Preparation(students[0])
    usual: dict[str, str] = {"about_field": kept.about_field, "about_employer": kept.about_employer}
    usual.update(research)
    return save_research(unit, students[0], **usual)


def set_preparation(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    """As `add_preparation`, of the student with this id."""
    typed.pop("student", None)
    return add_preparation(unit, {"student": (ident,), **typed})


def add_told(unit: Unit, typed: dict[str, Any]) -> Done:
    """The interviewees were sent the note, or told otherwise."""
    return note_sent(unit, typed["kind"], tuple(typed["interview"]))


def add_call_notes(unit: Unit, typed: dict[str, Any]) -> Done:
    """Keep what was noted during the call."""
    return keep_call_notes(unit, typed["interview"], typed.get("words") or "")


def set_call_notes(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    """Other notes of the interview with this id."""
    return keep_call_notes(unit, ident, typed.get("words") or "")


def no_set(unit: Unit, ident: str, typed: dict[str, Any]) -> Done:
    """What was sent was sent."""
    raise BadInput(
        "A note that was sent stays as it is.", "Add another one, or take this one back with undo."
    )


def no_remove(unit: Unit, ident: str) -> Done:
    """What was sent, and a student's preparation, are taken back by undo."""
    raise BadInput("This is not removed.", "Take it back with `wbl-tui undo`, or set it otherwise.")


def remove_call_notes(unit: Unit, ident: str) -> Done:
    """Take the notes away. Raises UnknownId."""
    if unit.fetch(day_rows.CallNotes, ident) is None:
        raise UnknownId("note of a call", ident)
    return keep_call_notes(unit, ident, "")


def _question(unit: Unit, ident: str) -> Any:
    found = unit.fetch(day_rows.Question, ident)
    if found is None:
        raise UnknownId("question", ident)
    return found
