"""What an interview makes its students miss, and how far the permission for that has come."""

from __future__ import annotations

from models.rules.absences import initial_state, reconcile, worst
from models.rules.bells import missed_periods
from models.rules.bookings import away_span
from models.rules.facts import Absence, Interview, MissedPeriod
from models.rules.situation import Situation


def missed_by(interview: Interview, situation: Situation) -> tuple[MissedPeriod, ...]:
    """The periods that the interview takes from all its students, the way to the workplace and back included."""
    away = away_span(interview, situation)
    if away is None:
        return ()
    found: list[MissedPeriod] = []
    for ident in interview.students:
        student = situation.students.get(ident)
        if student is not None:
            classes = [situation.classes[one] for one in student.classes if one in situation.classes]
            found += missed_periods(situation.bells, ident, classes, away, situation.zone)
    return tuple(found)


def absences_now(
    interview: Interview, missed: tuple[MissedPeriod, ...], situation: Situation
) -> tuple[tuple[Absence, ...], tuple[MissedPeriod, ...]]:
    """The decisions that hold for the interview at its time, and the missed periods nobody wrote down yet."""
    kept, fresh, _dropped = reconcile(situation.absences.get(interview.id, ()), missed)
    return kept, fresh


def absence_state(interview: Interview, situation: Situation) -> str:
    """The worst state of the interview's absences; a missed period not written down counts as it would begin."""
    kept, fresh = absences_now(interview, missed_by(interview, situation), situation)
    return worst([one.state for one in kept] + [initial_state(one) for one in fresh])
