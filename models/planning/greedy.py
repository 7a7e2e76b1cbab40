"""The first plan, quickly: everybody's first interview, then the second, those with the fewest possibilities first."""

from __future__ import annotations

from models.planning.state import State


def fill(state: State, pupils: list[int]) -> None:
    """Give each of these students, in this order, the best that is free, round by round until nothing is found."""
    waiting = [pupil for pupil in pupils if state.lacking(pupil) > 0]
    while waiting:
        still = []
        for pupil in waiting:
            found = state.best(pupil)
            if found is not None:
                state.place(pupil, *found)
                if state.lacking(pupil) > 0:
                    still.append(pupil)
        waiting = still


def first_plan(state: State) -> None:
    """Fill an empty plan."""
    pupils = list(range(len(state.mine)))
    # Those who have none yet go first: nobody's second interview may take somebody's first.
    begun = [pupil.begun for pupil in state.ground.problem.pupils]
    pupils.sort(key=lambda one: (begun[one], len(state.ground.options[one])))
    fill(state, [one for one in pupils if not begun[one]])
    fill(state, pupils)
