"""The first plan, quickly: everybody's first interview, then the second, those with the fewest possibilities first."""

from __future__ import annotations

from random import Random

from models.errors import Refused
from models.planning.grid import wall
from models.planning.ground import Ground
from models.planning.problem import Problem, Slot
from models.planning.state import State


def fill(state: State, pupils: list[int]) -> None:
    """Give each of these students, in this order, the best that is free, round by round until nothing is found."""
    waiting = [pupil for pupil in pupils if state.lacking(pupil) > 0]
    while waiting:
        still = []
        for pupil in waiting:
            found = state.choose(pupil)
            if found is not None:
                state.place(pupil, found)
                if state.lacking(pupil) > 0:
                    still.append(pupil)
        waiting = still


def first_plan(state: State) -> None:
    """Fill an empty plan: what must stay, what people were told of as far as it still can be, then the rest.

    Raises Refused where something that must stay cannot be.
    """
    for slot in state.ground.problem.kept:
        if not state.insert(slot):
            raise _cannot_stay(state, slot)
        state.fixed.add((slot.pupil, slot.day))
    for slot in state.ground.problem.told:
        state.insert(slot)
    fill_all(state)


def unheld(problem: Problem, slots: tuple[Slot, ...]) -> frozenset[Slot]:
    """Which of these the problem leaves no place for, tried in their order: what would be refused if it had to stay."""
    rng = Random(0)
    state = State(Ground(problem._replace(kept=()), None, rng), rng)
    return frozenset(slot for slot in slots if not state.insert(slot))


def fill_all(state: State) -> None:
    """Fill what is empty of a plan, those with the fewest possibilities first."""
    pupils = [pupil for pupil in range(len(state.mine)) if state.lacking(pupil) > 0]
    # Those who have none yet go first: nobody's second interview may take somebody's first.
    begun = [pupil.begun for pupil in state.ground.problem.pupils]
    pupils.sort(key=lambda one: (begun[one], len(state.ground.chances[one])))
    fill(state, [one for one in pupils if not begun[one]])
    fill(state, pupils)


def _cannot_stay(state: State, slot: Slot) -> Refused:
    problem = state.ground.problem
    who, whom = problem.pupils[slot.pupil].id, problem.hosts[slot.host].id
    when = f"{problem.days[slot.day].day.isoformat()} {wall(slot.start)}"
    return Refused(
        f"What was pinned can no longer be held: student {who} with contact {whom}, {when}.",
        "Unpin it, then plan again.",
    )
