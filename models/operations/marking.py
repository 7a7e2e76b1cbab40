"""An interview's steps on the day (check in, start, finish, absent …) and what else is noted about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.errors import BadInput, Refused
from models.operations.booking import NOT_BEGUN, save_interview
from models.operations.judging import interview_of, judge, situation_of
from models.operations.unit import Done, Unit
from models.queries.journal import entries
from models.rules.facts import Interview
from models.rules.interview import STANDING, WORDS, require_move
from models.rules.naming import call_text, clock_text, students_label
from models.rules.situation import Situation
from models.rules.text import NAME_LIMIT, clean
from models.tables import rows
from models.tables.journal_rows import JournalChange

_VERBS = {
    "requested": "Noted as requested",
    "scheduled": "Set back to scheduled",
    "confirmed": "Confirmed",
    "checked_in": "Checked in",
    "in_progress": "Started",
    "completed": "Finished",
    "declined": "Declined",
    "cancelled": "Cancelled",
    "student_absent": "Student absent",
    "interviewee_absent": "Interviewee absent",
}


def mark_interview(unit: Unit, ident: str, state: str, *, because: str = "") -> Done:
    """Take an interview to another state. Raises Refused for a move that its life does not have, or that would
    make it stand where something else stands by now.
    """
    before = interview_of(unit.db, ident)
    path = _path(unit, before, state)
    _require_time(before, state)
    after = before
    for step in path:
        after = after._replace(state=step, **stamps(after, step, unit.now))
    after = after._replace(because=clean(because, 1000))
    if state in STANDING and before.state not in STANDING:
        situation, _ = judge(unit, after)
    else:
        situation = situation_of(unit.db, before)
    reopened = save_interview(unit, before, after, situation)
    sentence = _sentence(after, path, situation, unit.now) + reopened
    return Done(unit.say("mark", sentence), sentence, ident)


def _path(unit: Unit, before: Interview, state: str) -> tuple[str, ...]:
    """As `require_move`; where the interview is in that state already, it is said by whom and since when."""
    try:
        return require_move(before.state, state)
    except Refused as refused:
        changed = JournalChange.select(JournalChange.entry).where(
            (JournalChange.entity == "interview") & (JournalChange.row_id == before.id)
        )
        last = entries(unit.db, among=changed, newest=1) if before.state == state else []
        if not last or last[0].action != "mark":
            raise
        zone = situation_of(unit.db, before).zone
        who = f", by {last[0].actor} at {clock_text(last[0].at, zone)}."
        raise Refused(refused.sentence.removesuffix(".") + who, refused.next_step) from refused


def _require_time(before: Interview, state: str) -> None:
    if state == "scheduled" and before.state in ("student_absent", "interviewee_absent"):
        raise Refused(
            f"An interview that is {WORDS[before.state]} needs a new time to be scheduled again.", "Move it."
        )
    if before.start is None and state in STANDING:
        raise Refused("The interview has no time yet.", "Move it to a time first.")


def stamps(interview: Interview, step: str, now: datetime) -> dict[str, Any]:
    """What a step at this moment notes about the interview's times."""
    if step == "requested":
        return {"start": None, "end": None, "room": None, **NOT_BEGUN}
    if step == "scheduled":
        return dict(NOT_BEGUN)
    if step == "checked_in":
        # After nobody answered a first time, the second call has its own start.
        return {"checked_in_at": now, "started_at": None, "ended_at": None}
    if step == "in_progress":
        return {"started_at": interview.started_at or now, "ended_at": None}
    name = {"confirmed": "confirmed_at", "completed": "ended_at"}.get(step)
    return {name: now} if name else {}


def _sentence(after: Interview, path: tuple[str, ...], situation: Situation, now: datetime) -> str:
    verb = "Checked in and started" if len(path) > 1 else _VERBS[after.state]
    at = f", {clock_text(after.start, situation.zone)}" if after.start else ""
    why = f" ({after.because})" if after.because else ""
    return f"{verb}: {students_label(after, situation)}, {call_text(after, situation)}{at}{why}."


def note_on_interview(unit: Unit, ident: str, /, **fields: Any) -> Done:
    """Note that the guardian was told, or change the number or link. Raises BadInput for anything else."""
    if unknown := set(fields) - {"guardian_told", "number", "link"}:
        raise BadInput(f"An interview has no {sorted(unknown)[0]!r} to set.")
    before = interview_of(unit.db, ident)
    for name, limit in (("number", NAME_LIMIT), ("link", 1000)):
        if name in fields:
            fields[name] = clean(str(fields[name]), limit)
    after = before._replace(**fields)
    situation = situation_of(unit.db, before)
    save_interview(unit, before, after, situation)
    said = [
        f"{name} {fields[name] or 'as the contact has it'}" for name in ("number", "link") if name in fields
    ]
    if "guardian_told" in fields:
        said.append("guardian told" if after.guardian_told else "guardian not told yet")
    sentence = f"Noted for {students_label(after, situation)}: {', '.join(said)}."
    return Done(unit.say("note", sentence), sentence, ident)


def note_preparation(unit: Unit, student: str, *, questions: bool | None, practice: bool | None) -> Done:
    """Note whether a student's questions are ready and the practice interview is done; None leaves as it is."""
    found = unit.fetch(rows.Student, student)
    if found is None:
        from models.errors import UnknownId

        raise UnknownId("student", student)
    name = f"{found.preferred or found.given} {found.family}".strip()
    said = []
    fields: dict[str, Any] = {}
    if questions is not None:
        fields["questions_ready"] = questions
        said.append("questions ready" if questions else "questions not ready")
    if practice is not None:
        fields["practice_done"] = practice
        said.append("practice done" if practice else "practice not done")
    unit.update(rows.Student, student, **fields)
    sentence = f"{name}: {', '.join(said)}."
    return Done(unit.say("prepare", sentence), sentence)
