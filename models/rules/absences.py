"""Whether a missed class was asked for and granted: the states of an absence and what a move does to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.errors import BadInput, Refused
from models.rules.facts import Absence, MissedPeriod

ABSENCE_STATES = ("not_needed", "to_request", "requested", "approved", "denied")

ABSENCE_MOVES: dict[str, frozenset[str]] = {
    "not_needed": frozenset({"to_request"}),
    "to_request": frozenset({"not_needed", "requested", "approved", "denied"}),
    "requested": frozenset({"to_request", "not_needed", "approved", "denied"}),
    "approved": frozenset({"denied", "to_request"}),
    "denied": frozenset({"approved", "to_request"}),
}
"""From each state, what may be decided next. A teacher may decide before the request was written down."""

ABSENCE_WORDS = {
    "not_needed": "not needed",
    "to_request": "to request",
    "requested": "requested",
    "approved": "approved",
    "denied": "denied",
}
"""States as people say them."""

_BADNESS = ("denied", "to_request", "requested", "approved", "not_needed")

_DEAREST = ("never", "core", "elective", "advisory", "lunch", "free")

_Key = tuple[str, date, str, str | None]


def initial_state(missed: MissedPeriod) -> str:
    """Nobody need be asked about free time and lunch; everything else is to be requested."""
    return "not_needed" if missed.kind in ("free", "lunch") else "to_request"


def one_a_period(missed: Iterable[MissedPeriod]) -> tuple[MissedPeriod, ...]:
    """One absence for each student, day and period: where a timetable has two classes at once, for the dearest."""
    found: dict[tuple[str, date, str], MissedPeriod] = {}
    for one in missed:
        key = one.student, one.day, one.period
        if key not in found or _dearness(one) < _dearness(found[key]):
            found[key] = one
    return tuple(found.values())


def _dearness(one: MissedPeriod) -> int:
    return _DEAREST.index(one.kind) if one.kind in _DEAREST else len(_DEAREST)


def worst(states: Iterable[str]) -> str:
    """The state that most wants doing something about; "not_needed" when there is none."""
    return min(states, key=_BADNESS.index, default="not_needed")


def require_decision(state: str, to: str) -> None:
    """Raises BadInput for a word that is no state, Refused for a decision the table lacks."""
    if to not in ABSENCE_STATES:
        raise BadInput(f"{to!r} is no state of an absence.", f"States: {', '.join(ABSENCE_STATES)}.")
    if to not in ABSENCE_MOVES[state]:
        nexts = ", ".join(ABSENCE_WORDS[s] for s in ABSENCE_STATES if s in ABSENCE_MOVES[state])
        raise Refused(
            f"An absence that is {ABSENCE_WORDS[state]} cannot become {ABSENCE_WORDS[to]}.",
            f"It can become: {nexts}.",
        )


def reconcile(
    existing: Iterable[Absence], needed: Iterable[MissedPeriod]
) -> tuple[tuple[Absence, ...], tuple[MissedPeriod, ...], tuple[Absence, ...]]:
    """After a move: absences kept as decided, missed periods to start afresh, absences to drop.

    A decision was about one student, day, period and class; it holds for these and for nothing else.
    """
    wanted: dict[_Key, MissedPeriod] = {_missed_key(one): one for one in one_a_period(needed)}
    kept: dict[_Key, Absence] = {}
    dropped = []
    for absence in existing:
        key = absence.student, absence.day, absence.period, absence.class_id
        if key in wanted and key not in kept:
            kept[key] = absence
        else:
            dropped.append(absence)
    fresh = tuple(one for key, one in wanted.items() if key not in kept)
    return tuple(kept.values()), fresh, tuple(dropped)


def _missed_key(missed: MissedPeriod) -> _Key:
    return missed.student, missed.day, missed.period, missed.class_id
