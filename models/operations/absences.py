"""Who asked for an absence, who decided it, when and on what ground; every decision stays in the journal."""

from __future__ import annotations

from models.errors import BadInput, Refused
from models.operations.judging import interview_of, situation_of
from models.operations.unit import Done, Unit
from models.queries import reading
from models.rules.absences import ABSENCE_MOVES, require_decision
from models.rules.facts import Absence
from models.rules.naming import day_text, listing, period_text, students_label
from models.rules.text import clean
from models.tables import rows

DECISIONS = {"approve": "approved", "deny": "denied", "request": "requested"}
"""What is done → the state it leads to."""


def decide_absence(
    unit: Unit, interview: str, decision: str, *, period: str = "", because: str = "", by: str = ""
) -> Done:
    """Approve, deny or request the absences of an interview, all that need it or those of one period.

    `by` is a staff id or a name; the actor unless said. Raises Refused when nothing is left to decide.
    """
    if decision not in DECISIONS:
        raise BadInput(f"{decision!r} is no decision.", f"Choose one of: {', '.join(DECISIONS)}.")
    found = interview_of(unit.db, interview)
    state = DECISIONS[decision]
    chosen = _chosen(unit, interview, period, state)
    who = _decider(unit, by)
    for absence in chosen:
        require_decision(absence.state, state)
        unit.update(
            rows.Absence,
            absence.id,
            state=state,
            decided_by="" if state == "requested" else who,
            decided_at=None if state == "requested" else unit.now,
            because=clean(because, 1000),
        )
    sentence = _sentence(unit, found.id, chosen, state, who, clean(because, 1000))
    return Done(unit.say("absence", sentence), sentence, interview)


def _chosen(unit: Unit, interview: str, period: str, state: str) -> list[Absence]:
    every = reading.absences(unit.db, [interview]).get(interview, ())
    needed = [one for one in every if one.state != "not_needed" and period in ("", one.period)]
    if not needed:
        where = f" in period {period}" if period else ""
        raise Refused(f"This interview needs no absence{where}.", "No class is missed.")
    still = [one for one in needed if one.state != state]
    if not still:
        raise Refused(f"The absence is {state} already.")
    return [one for one in still if state in ABSENCE_MOVES[one.state]] or still


def _decider(unit: Unit, by: str) -> str:
    if not by:
        return unit.actor
    found = unit.fetch(rows.Staff, by)
    return str(found.name) if found is not None else clean(by)


def _sentence(unit: Unit, interview: str, chosen: list[Absence], state: str, who: str, because: str) -> str:
    found = interview_of(unit.db, interview)
    name = students_label(found, situation_of(unit.db, found))
    day = chosen[0].day
    periods = list(dict.fromkeys(period_text(a.period, a.class_name) for a in chosen))
    by = "" if state == "requested" else f" by {who}"
    why = f" ({because})" if because else ""
    return f"Absence {state}{by}: {name}, {day_text(day)}, {listing(periods)}{why}."
