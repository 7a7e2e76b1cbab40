"""Noting for one student or a whole marked group whether questions are ready and the practice interview is done."""

from __future__ import annotations

from typing import Any

from models.errors import BadInput, UnknownId
from models.operations.unit import Done, Unit
from models.rules.naming import listing
from models.tables import rows

_WORDS = {
    ("questions_ready", True): "questions ready",
    ("questions_ready", False): "questions not ready",
    ("practice_done", True): "practice done",
    ("practice_done", False): "practice not done",
}


def prepare_students(unit: Unit, students: tuple[str, ...], field: str, value: bool) -> Done:
    """Note `questions_ready` or `practice_done` for these students; one journal entry. Raises UnknownId."""
    if (field, value) not in _WORDS or not students:
        raise BadInput(f"{field!r} is nothing that students prepare.")
    names = []
    for ident in students:
        found: Any = unit.fetch(rows.Student, ident)
        if found is None:
            raise UnknownId("student", ident)
        names.append(f"{found.preferred or found.given} {found.family}".strip())
        unit.update(rows.Student, ident, **{field: value})
    sentence = f"{listing(names)}: {_WORDS[field, value]}."
    return Done(unit.say("prepare", sentence), sentence)
