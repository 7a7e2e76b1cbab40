"""A call that went wrong: noted for good, and tried again in the same breath where somebody says when and where."""

from __future__ import annotations

from models.errors import BadInput, Finding, Refused
from models.operations.booking import NewTime, moved, save_interview
from models.operations.judging import interview_of, judge, situation_of
from models.operations.unit import Done, Unit
from models.rules.facts import Interview
from models.rules.interview import require_move
from models.rules.naming import booking_text, call_text, clock_text, place_text, students_label
from models.rules.text import clean
from models.rules.trouble import TROUBLES, Trouble
from models.tables.day_rows import Incident


def went_wrong(unit: Unit, ident: str, code: str, again: NewTime | None = None, *, note: str = "") -> Done:
    """Note what went wrong with an interview; with `again` it is scheduled anew at once. One entry, one undo.

    Only a student who did not come is noted as absent. Raises UnknownId, BadInput for another code, Refused where
    the interview is over or the new time would clash.
    """
    trouble = next((one for one in TROUBLES if one.code == code), None)
    if trouble is None:
        raise BadInput(
            f"{clean(code, 40)!r} is nothing that goes wrong.", f"Say {', '.join(t.code for t in TROUBLES)}."
        )
    before = interview_of(unit.db, ident)
    middle = _after(before, trouble, clean(note, 1000))
    warnings: tuple[Finding, ...] = ()
    if again is None:
        after, situation = middle, situation_of(unit.db, before)
    else:
        after = moved(unit, middle, again)
        situation, warnings = judge(unit, after)
    reopened = save_interview(unit, before, after, situation)
    unit.insert(
        Incident,
        unit.fresh_id("n", Incident),
        interview=ident,
        what=code,
        note=clean(note, 1000),
        start_at=before.start,
        actor=unit.actor,
        at=unit.now,
    )
    who = f"{students_label(before, situation)}, {call_text(before, situation)}"
    was = f", {clock_text(before.start, situation.zone)}" if before.start else ""
    told = f" ({clean(note, 1000)})" if clean(note) else ""
    then = "" if again is None else f" Again: {booking_text(after, situation)}."
    sentence = f"{trouble.words}: {who}{was}{told}.{then}{reopened}"
    short = "" if again is None else f"{trouble.words}; again {place_text(after, situation)}"
    return Done(unit.say("trouble", sentence), sentence, ident, warnings, short)


def _after(before: Interview, trouble: Trouble, note: str) -> Interview:
    """The interview in the state that the trouble leaves it in, where its life has that move."""
    because = f"{trouble.words.lower()}{f': {note}' if note else ''}"
    state = trouble.state
    if before.state == "in_progress" and state == "student_absent":
        raise Refused("The call has begun, so the student is there.", "Choose what else went wrong.")
    if before.state == state:
        return before._replace(because=because)
    require_move(before.state, state)
    return before._replace(state=state, because=because)
