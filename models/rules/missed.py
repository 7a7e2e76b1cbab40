"""What an interview makes its students miss, and how far the permission for that has come."""

from __future__ import annotations

from collections import Counter

from models.rules.absences import initial_state, reconcile, worst
from models.rules.bells import missed_periods
from models.rules.bookings import away_span
from models.rules.facts import Absence, Interview, MissedPeriod, SchoolClass, Student
from models.rules.interview import GROUP_FORMATS
from models.rules.situation import Situation


def missed_by(interview: Interview, situation: Situation) -> tuple[MissedPeriod, ...]:
    """The periods that the interview takes from all its students, the way to the workplace and back included.

    A class that sees somebody together in its own time (`with_class`) misses nothing of itself then; on a date when
    it may never be missed it does.
    """
    its_own = with_class(interview, situation)
    every = taken_by(interview, situation)
    return tuple(one for one in every if one.class_id not in its_own or one.kind == "never")


def taken_by(interview: Interview, situation: Situation) -> tuple[MissedPeriod, ...]:
    """The periods in whose time the students are with the interview, those of a class that is there as one too."""
    away = away_span(interview, situation)
    if away is None:
        return ()
    found: list[MissedPeriod] = []
    for student in _students(interview, situation):
        classes = [situation.classes[one] for one in student.classes if one in situation.classes]
        found += missed_periods(situation.bells, student.id, classes, away, situation.zone)
    return tuple(found)


def with_class(interview: Interview, situation: Situation) -> frozenset[str]:
    """The ids of the classes that are at the interview as a whole.

    No class is kept with an interview, so it is known by who takes part: a class is at a group video or a recorded
    viewing when at least two of its students are, and more than half of all who are enrolled in it. So a student who
    joins the class later changes nothing, and a few who are called out of a class miss it.
    """
    if interview.format not in GROUP_FORMATS or len(interview.students) < 2:
        return frozenset()
    here = Counter(one for student in _students(interview, situation) for one in student.classes)
    return frozenset(ident for ident, heads in here.items() if is_whole(heads, situation.classes.get(ident)))


def is_whole(heads: int, known: SchoolClass | None) -> bool:
    """Whether so many of a class's students are the class: at least two, and more than half of it."""
    return known is not None and heads > 1 and 2 * heads > known.size


def _students(interview: Interview, situation: Situation) -> list[Student]:
    return [situation.students[one] for one in interview.students if one in situation.students]


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
