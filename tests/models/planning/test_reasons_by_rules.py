"""What the planner calls impossible is put to the rules that judge every booking: none of it can be booked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.operations.planning import interview_of_slot
from models.planning.building import problem_of
from models.planning.planner import Wish, find_plan
from models.planning.problem import Problem, Slot
from models.rules.bookings import Bookings
from models.rules.conflicts import find_conflicts
from models.rules.situation import Situation
from models.rules.span import local_day
from tests.models.planning.test_building import NOW, planned, worlds

_NEVER_PLANNED = {
    "contact_gap", "contact_hours", "format_not_offered", "school_not_served", "too_many_calls", "school_closed",
    "no_room", "do_not_contact", "no_standby", "too_few_adults",
}  # fmt: skip
"""What a person may accept and no plan does."""
_TRIED = 12


def tries(problem: Problem, pupil: int, host: int, rng: Random) -> list[Slot]:
    """Some bookings of the two, mostly in the contact's hours; the student has at most one a day."""
    known, school = problem.hosts[host], problem.pupils[pupil].school
    # Nobody is sent to another school's room, though a person may book it.
    rooms = [place for place, one in enumerate(problem.rooms) if one.school in ("", school)]
    hours = [(day, start) for day, low, high in known.hours for start in range(-(-low // 5) * 5, high, 5)]
    hours += [(day, 9 * 60) for day in range(len(problem.days))]
    formats = ([known.call] if known.call else []) + (["on_site"] if known.visits else [])
    every = [
        Slot(pupil, host, day, start, format_, room)
        for (day, start), format_ in product(hours, formats)
        for room in ([None] if format_ == "on_site" else rooms)
        if day not in problem.pupils[pupil].away and start >= problem.days[day].earliest
    ]
    return rng.sample(every, min(_TRIED, len(every)))


def bookable(problem: Problem, slot: Slot, after: Situation) -> bool:
    """Whether the rules find nothing that must not be, nor anything that no plan does."""
    wish = interview_of_slot(slot, problem, after)._replace(id="tried")
    tried = after.with_interview(wish)
    found = find_conflicts(wish, tried, now=NOW, bookings=Bookings(tried))
    return not any(one.severity == "clash" or one.kind in _NEVER_PLANNED for one in found)


def stopped(problem: Problem, known: Situation, seed: int) -> Iterator[tuple[int, int, Situation]]:
    """Each student and contact that a plan calls impossible, and the situation with the plan in it."""
    plan = find_plan(problem, Wish(seed=seed, effort=40))
    after = known._replace(interviews={**known.interviews, **planned(problem, plan, known)})
    pupils = {pupil.id: place for place, pupil in enumerate(problem.pupils)}
    hosts = {host.id: place for place, host in enumerate(problem.hosts)}
    for reason in plan.reasons:
        for contact, stage in reason.stopped:
            if stage != "free":
                yield pupils[reason.pupil], hosts[contact], after


@given(worlds(), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_nothing_that_is_called_impossible_can_be_booked(known: Situation, seed: int) -> None:
    problem, rng = problem_of(known, NOW), Random(seed)
    for pupil, host, after in stopped(problem, known, seed):
        mine = [
            one for one in after.interviews.values() if problem.pupils[pupil].id in one.students and one.start
        ]
        busy = {local_day(one.start, known.zone) for one in mine if one.start}
        for slot in tries(problem, pupil, host, rng):
            if problem.days[slot.day].day not in busy:
                assert not bookable(problem, slot, after), slot
