"""The smallest changes that would help: each is tried on the plan itself, and says how many more it then holds.

What stopped those who lack interviews says which changes are worth trying: a room or an adult more in the morning
or afternoon of some day, one call more with a contact, a contact who would also take calls by phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from models.planning.greedy import fill_all
from models.planning.grid import LAST, starts_within
from models.planning.ground import Ground
from models.planning.problem import Problem, Quiet, Watch
from models.planning.state import State
from models.planning.why_not import Funnel

_NOON = 12 * 60
_MORNING = 7 * 60
TRIED = 3
"""Changes of each kind that are tried: those that concern most students."""
SHOWN = 5


class Help(NamedTuple):
    """A change that would place `more`: one more "room" or "adult" between these minutes of the day (its number), one
    more "call" with the contact (a place in the problem), or the contact taking calls by "phone".
    """

    day: int
    start: int
    end: int
    more: int
    kind: str = "room"
    host: int | None = None


def helps_of(state: State, going_on: Callable[[], bool] = lambda: True) -> tuple[Help, ...]:
    """The changes that would place most, at most a handful, the best first; fewer where time is over."""
    trying = _Trying(state)
    found = []
    for one in _worth_trying(state):
        if not going_on():
            break
        more = trying.more(one)
        if more:
            found.append(one._replace(more=more))
    found.sort(key=lambda one: (-one.more, one.kind != "room", one.day, one.start))
    return tuple(found[:SHOWN])


def _worth_trying(state: State) -> Iterator[Help]:
    """Changes by how many students they concern, each kind in its turn."""
    wanting = _Wanting(state)
    for number in [place for place in range(len(state.mine)) if state.lacking(place) > 0]:
        wanting.note(number)
    for kind in ("room", "adult"):
        for (day, start, end), _ in wanting.times[kind].most_common(TRIED):
            yield Help(day, start, end, 0, kind)
    for kind in ("call", "phone"):
        for host, _ in wanting.hosts[kind].most_common(TRIED):
            yield Help(-1, 0, 0, 0, kind, host)


class _Wanting:
    """Counts by change the students who are stopped by its lack."""

    def __init__(self, state: State) -> None:
        self._funnel, self._state = Funnel(state), state
        self.times: dict[str, Counter[tuple[int, int, int]]] = {"room": Counter(), "adult": Counter()}
        self.hosts: dict[str, Counter[int]] = {"call": Counter(), "phone": Counter()}

    def note(self, number: int) -> None:
        """Count one student."""
        times: dict[str, set[tuple[int, int, int]]] = {"room": set(), "adult": set()}
        for place in self._funnel.asked(number):
            stage = self._funnel.stage(number, place)
            if stage in ("full", "enough"):
                self.hosts["call"][place] += 1
            elif stage in ("format", "shut", "rooms"):
                times["room"].update(self._halves(number, place, stage))
            elif stage in ("unwatched", "adults"):
                times["adult"].update(self._halves(number, place, stage))
            elif stage == "never" and not self._state.ground.problem.hosts[place].call:
                self.hosts["phone"][place] += 1
        for kind, those in times.items():
            self.times[kind].update(sorted(those))

    def _halves(self, number: int, place: int, stage: str) -> Iterator[tuple[int, int, int]]:
        """The mornings and afternoons on which the contact stops at that stage for the student."""
        minutes = self._state.ground.problem.hosts[place].minutes
        for day in range(self._state.ground.days):
            if self._funnel.stage_on(number, place, day) == stage:
                hours = self._funnel.hours(place, day)
                for half in ((_MORNING, _NOON), (_NOON, LAST)):
                    if hours & starts_within(half, minutes):
                        yield (day, *half)


class _Trying:
    """Tries changes on the plan as it is: what stands stays, and whoever lacks interviews looks again."""

    def __init__(self, state: State) -> None:
        self._slots, self._ground = state.slots(), state.ground

    def more(self, change: Help) -> int:
        """How many more interviews the plan holds with the change."""
        problem = _changed(self._ground.problem, change)._replace(kept=(), told=(), hit=frozenset(), dear=())
        state = State(Ground(problem, self._ground.weights, Random(0)), Random(0))
        placed = sum(state.insert(slot) for slot in self._slots)
        fill_all(state)
        return sum(map(len, state.mine)) - placed


def _changed(problem: Problem, change: Help) -> Problem:
    span = change.day, change.start, change.end
    if change.kind == "room":
        return problem._replace(rooms=(*problem.rooms, Quiet("", "", True, 0, (span,))))
    if change.kind == "adult":
        return problem._replace(watches=(*(problem.watches or ()), Watch("", span)))
    hosts = list(problem.hosts)
    known = hosts[change.host or 0]
    if change.kind == "phone":
        hosts[change.host or 0] = known._replace(call="phone")
    else:
        more = None if known.per_day is None else known.per_day + 1
        left = None if known.left is None else max(0, known.left) + 1
        hosts[change.host or 0] = known._replace(left=left, per_day=more)
    return problem._replace(hosts=tuple(hosts))
