"""Two people act on one interview at the same moment: the first one wins, the second is told who it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.errors import Refused
from models.operations.judging import interview_of, situation_of
from models.operations.unit import Done, Unit
from models.queries.journal import changed_since
from models.rules.absences import ABSENCE_WORDS
from models.rules.facts import JournalEntry
from models.rules.interview import STANDING, WORDS
from models.rules.missed import absence_state
from models.rules.naming import clock_text, students_label, where_text


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
    entry `since`, which is what the person saw. `about` is what the operation decides: "interview" or "absence".

    Raises Refused naming who was first and what has become of it, and whatever the operation raises. What was done
    at this very terminal is no reason: quick fingers are not two people.
    """
    others = [
        one
        for one in changed_since(unit.db, ident, since, about)
        if (one.actor, one.terminal) != (unit.actor, unit.terminal)
    ]
    if others:
        raise Refused(_told(unit, ident, others[-1], about))
    return operation(unit, *args, **kwargs)


def _told(unit: Unit, ident: str, entry: JournalEntry, about: str) -> str:
    """Short enough for one line, and right of one student as of several: "Mr Oz was first (10:21): Mia Torres, in
    progress, 10:20 in Room 1."
    """
    one = interview_of(unit.db, ident)
    situation = situation_of(unit.db, one)
    first = (
        f"{entry.actor} was first ({clock_text(entry.at, situation.zone)}): {students_label(one, situation)}"
    )
    if about == "absence":
        return f"{first}, absence {ABSENCE_WORDS[absence_state(one, situation)]}."
    place = ""
    if one.state in STANDING and one.start is not None:
        place = f", {clock_text(one.start, situation.zone)} {where_text(one, situation)}"
    return f"{first}, {WORDS[one.state]}{place}."
