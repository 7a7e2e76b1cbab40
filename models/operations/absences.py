"""Who asked for an absence, who decided it, when and on what ground; every decision stays in the journal."""

from __future__ import annotations

from collections.abc import Sequence

from models.errors import BadInput, Refused, UnknownId
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
    unit: Unit,
    interview: str,
    decision: str,
    *,
    period: str = "",
    because: str = "",
    by: str = "",
    condition: str = "",
) -> Done:
    """Approve, deny or request the absences of an interview, all that need it or those of one period.

    `by` is a staff id or a name; the actor unless said. `condition` is what is asked for in return of an approval.
    Raises Refused when nothing is left to decide.
    """
    _require_decision_word(decision)
    found = interview_of(unit.db, interview)
    state = DECISIONS[decision]
    who, why, terms = _decider(unit, by), clean(because, 1000), clean(condition, 1000)
    chosen = _chosen(unit, interview, period, state, terms)
    for absence in chosen:
        _decide(unit, absence, state, who, why, terms)
    sentence = _sentence(unit, found.id, chosen, state, who, _ground(why, terms))
    return Done(unit.say("absence", sentence), sentence, interview)


def decide_absences(
    unit: Unit,
    absences: Sequence[str],
    decision: str,
    *,
    because: str = "",
    by: str = "",
    condition: str = "",
) -> Done:
    """The same decision about these absences, by their ids, as one entry; those that are so already stay.

    Raises BadInput for another word, UnknownId, Refused where an absence cannot become that.
    """
    _require_decision_word(decision)
    state = DECISIONS[decision]
    known = {one.id: one for each in _all_with(unit, absences).values() for one in each}
    for ident in absences:
        if ident not in known:
            raise UnknownId("absence", ident)
    who, why, terms = _decider(unit, by), clean(because, 1000), clean(condition, 1000)
    needed = [known[ident] for ident in absences if known[ident].state != "not_needed"]
    chosen = [one for one in needed if not _is_so(one, state, terms)]
    if not chosen:
        return Done(0, f"{_many(len(absences))} {state} already.")
    for absence in chosen:
        _decide(unit, absence, state, who, why, terms)
    sentence = _many_sentence(unit, chosen, state, who, _ground(why, terms))
    return Done(unit.say("absence", sentence), sentence)


def decide_of_interviews(
    unit: Unit,
    interviews: Sequence[str],
    decision: str,
    *,
    because: str = "",
    by: str = "",
    condition: str = "",
    several: bool = False,
) -> Done:
    """The same decision about every absence of these interviews that can be decided so. Raises as `decide_absences`, and
    Refused when none of them needs one.

    Of several interviews, absences that a teacher denied stay denied: a "no" is taken back one by one. `several` says
    that more were meant, of which these are left.
    """
    _require_decision_word(decision)
    state = DECISIONS[decision]
    every = reading.absences(unit.db, list(interviews))
    needed = [one for each in every.values() for one in each if one.state != "not_needed"]
    if not needed:
        raise Refused("No class is missed for these interviews.", "There is nothing to ask for.")
    several = several or len(interviews) > 1
    stays = [one for one in needed if one.state == "denied" and state == "approved" and several]
    able = [one.id for one in needed if state in ABSENCE_MOVES[one.state] and one not in stays]
    denied = (
        "1 absence was denied and stays so" if len(stays) == 1 else f"{len(stays)} were denied and stay so"
    )
    if not able:
        settled = f"Nothing is left to be {state}."
        return Done(0, f"{settled} {denied}: open it to decide anew." if stays else settled)
    done = decide_absences(unit, able, decision, because=because, by=by, condition=condition)
    return done._replace(sentence=f"{done.sentence} {denied}.") if stays else done


def _require_decision_word(decision: str) -> None:
    if decision not in DECISIONS:
        raise BadInput(f"{decision!r} is no decision.", f"Choose one of: {', '.join(DECISIONS)}.")


def _decide(unit: Unit, absence: Absence, state: str, who: str, because: str, condition: str) -> None:
    """A request remembers who asked and when; a decision keeps that, and who decided."""
    if absence.state != state:
        require_decision(absence.state, state)
    if state == "requested":
        values = {"decided_by": "", "decided_at": None, "asked_by": who, "asked_at": unit.now}
    else:
        values = {"decided_by": who, "decided_at": unit.now}
    terms = condition if state == "approved" else ""
    unit.update(rows.Absence, absence.id, state=state, because=because, condition=terms, **values)


def _ground(because: str, condition: str) -> str:
    return "; ".join(part for part in (because, f"on condition: {condition}" if condition else "") if part)


def _all_with(unit: Unit, absences: Sequence[str]) -> dict[str, tuple[Absence, ...]]:
    """The absences of every interview that one of these is for; two queries."""
    a = rows.Absence
    those = a.select(a.interview).where(a.id.in_(list(absences)))
    return reading.absences(unit.db, [interview for (interview,) in reading.fetch(unit.db, those)])


def _is_so(absence: Absence, state: str, terms: str) -> bool:
    """Whether nothing is to be decided: a condition may still be put to what was approved without one."""
    return absence.state == state and (state != "approved" or terms in ("", absence.condition))


def _chosen(unit: Unit, interview: str, period: str, state: str, terms: str) -> list[Absence]:
    every = reading.absences(unit.db, [interview]).get(interview, ())
    needed = [one for one in every if one.state != "not_needed" and period in ("", one.period)]
    if not needed:
        where = f" in period {period}" if period else ""
        raise Refused(f"This interview needs no absence{where}.", "No class is missed.")
    still = [one for one in needed if not _is_so(one, state, terms)]
    if not still:
        raise Refused(f"The absence is {state} already.")
    return [one for one in still if state == one.state or state in ABSENCE_MOVES[one.state]] or still


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


def _many_sentence(unit: Unit, chosen: list[Absence], state: str, who: str, why: str) -> str:
    students = reading.students(unit.db, [one.student for one in chosen])
    names = listing(list(dict.fromkeys(students[one.student].label for one in chosen)))
    by = "" if state == "requested" else f" by {who}"
    what = "Absence" if len(chosen) == 1 else f"{len(chosen)} absences"
    return f"{what} {state}{by}: {names}{f' ({why})' if why else ''}."


def _many(count: int) -> str:
    return "The absence is" if count == 1 else f"All {count} absences are"
