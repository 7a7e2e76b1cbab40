"""Why a student found no place, and what would help: each answer tried on the plan itself, never guessed.

For every contact in the student's interests the possible starts go through a funnel: school, room left, hours, the
student's days, classes never to be missed, the contact's other calls, quiet rooms, adults. Where the last start
falls out is why it is not this contact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from models.planning.chances import VISIT
from models.planning.grid import EVERY, FIRST, LAST, bits, each, minute_of, runs, starts_within, steps
from models.planning.ground import Ground
from models.planning.problem import Host, Pupil, rank_of
from models.planning.state import State

STAGES = ("school", "full", "hours", "day", "never", "contact", "rooms", "adults", "free")
"""The funnel's stages in order; "free" is a start that is left, with no use for the plan."""

_WORDS = {
    "school": ("serves another school", "serve other schools"),
    "full": ("has no room left", "have no room left"),
    "hours": ("has no hours left", "have no hours left"),
    "day": (
        "has hours only on days when the student has an interview",
        "have hours only on days when the student has an interview",
    ),
    "never": (
        "has hours only in classes that may never be missed",
        "have hours only in classes that may never be missed",
    ),
    "contact": ("is taken by other calls then", "are taken by other calls then"),
    "rooms": (
        "could be called, but no fitting quiet room is free then",
        "could be called, but no fitting quiet room is free then",
    ),
    "adults": (
        "could be called, but no adult could watch one more call then",
        "could be called, but no adult could watch one more call then",
    ),
    "free": (
        "is free, but would cost more than it is worth",
        "are free, but would cost more than they are worth",
    ),
}
_HALVES = ((FIRST, 12 * 60), (12 * 60, LAST))


class Reason(NamedTuple):
    """Why a student lacks interviews: how many, the stage that stopped most contacts (or "no_interests",
    "no_contact"), the sentence, and by contact id the stage that stopped them.
    """

    pupil: str
    lacks: int
    code: str
    text: str
    stopped: tuple[tuple[str, str], ...]


class Help(NamedTuple):
    """What one more room would do: on which day (number), between which minutes, for how many more interviews."""

    day: int
    start: int
    end: int
    more: int


class _Left(NamedTuple):
    """Starts of one contact on one day that got as far as the quiet rooms, and how many of them adults can watch."""

    host: int
    day: int
    need: int
    mask: int


def reasons_of(state: State) -> tuple[Reason, ...]:
    """A reason for each student who lacks interviews in the plan, in the order of the problem."""
    funnel = _Funnel(state)
    return tuple(funnel.reason(number) for number in range(len(state.mine)) if state.lacking(number) > 0)


def room_help(state: State) -> Help | None:
    """Where one more room with everything in it would place most, morning or afternoon; None where nowhere."""
    funnel = _Funnel(state)
    wanting: dict[int, list[tuple[int, _Left]]] = defaultdict(list)
    for number in range(len(state.mine)):
        if state.lacking(number) > 0:
            for one in funnel.without_room(number):
                wanting[one.day].append((number, one))
    found = [
        Help(day, *half, _seated(state, those, half)) for day, those in wanting.items() for half in _HALVES
    ]
    return max(
        (one for one in found if one.more), key=lambda one: (one.more, -one.day, -one.start), default=None
    )


class _Funnel:
    """Sends the starts of a student's contacts through the stages."""

    def __init__(self, state: State) -> None:
        self.state, self.ground = state, state.ground
        self.problem = state.ground.problem

    def reason(self, number: int) -> Reason:
        """Why this student lacks interviews."""
        pupil, lacks = self.problem.pupils[number], self.state.lacking(number)
        if not pupil.ranked:
            return Reason(
                pupil.id, lacks, "no_interests", "No interests are known yet; enter some first.", ()
            )
        stopped = tuple(
            (self.problem.hosts[host].id, self.stage(number, host)) for host in self._asked(number)
        )
        if not stopped:
            text = "No further contact is in these interests; find one, or add an interest."
            return Reason(pupil.id, lacks, "no_contact", text, ())
        counts = {stage: sum(at == stage for _, at in stopped) for stage in STAGES}
        code = max(STAGES, key=lambda stage: (counts[stage], -STAGES.index(stage)))
        return Reason(pupil.id, lacks, code, _text(counts, len(stopped)), stopped)

    def _asked(self, number: int) -> Iterator[int]:
        """Contacts in the student's interests whom they did not have, and would not have by the plan."""
        pupil = self.problem.pupils[number]
        for place, host in enumerate(self.problem.hosts):
            known = host.id in pupil.without or place in self.state.hosts[number]
            if not known and rank_of(pupil, host) is not None:
                yield place

    def stage(self, number: int, place: int) -> str:
        """Where the last start with this contact falls out."""
        pupil, host = self.problem.pupils[number], self.problem.hosts[place]
        if host.schools and pupil.school not in host.schools:
            return "school"
        if self.state.left[place] <= 0 and pupil.id not in host.claimed:
            return "full"
        reached = "hours"
        for day in range(self.ground.days):
            for need, way in _ways(self.ground, pupil, host):
                reached = max(reached, self._reach(number, place, day, need, way), key=STAGES.index)
        return reached

    def _reach(self, number: int, place: int, day: int, need: int, way: int) -> str:
        """The stage at which a day's starts are used up."""
        if not self._hours(place, day):
            return "hours"
        if day in self.problem.pupils[number].away or day in self.state.mine[number]:
            return "day"
        allowed = self._hours(place, day) & self._allowed(number, day, way, self.problem.hosts[place].minutes)
        if not allowed:
            return "never"
        mask = allowed & self.state.free[place * self.ground.days + day]
        if not mask:
            return "contact"
        if need == VISIT:
            return "free"
        mask &= self._roomy(need, day)
        if not mask:
            return "rooms"
        return "free" if mask & self._watched(need, day) else "adults"

    def _hours(self, place: int, day: int) -> int:
        """Starts in the contact's stated hours that are still ahead."""
        host, earliest, found = self.problem.hosts[place], self.problem.days[day].earliest, 0
        for on, start, end in host.hours:
            if on == day:
                found |= starts_within((max(start, earliest), end), host.minutes)
        return found

    def _allowed(self, number: int, day: int, way: int, minutes: int) -> int:
        """Starts that touch no class that may never be missed."""
        return self.ground.levels(self.problem.pupils[number].kinds[day], day, way, minutes).mask

    def _roomy(self, need: int, day: int) -> int:
        wanted, found = self.ground.needs[need], 0
        for room in wanted.rooms:
            found |= self.state.room_open(room, day, wanted.minutes)
        return found

    def _watched(self, need: int, day: int) -> int:
        wanted, found = self.ground.needs[need], EVERY
        for pool in wanted.pools:
            found &= runs(EVERY & ~self.state.full(pool, day), steps(wanted.minutes))
        return found

    def without_room(self, number: int) -> Iterator[_Left]:
        """Starts that only want a quiet room."""
        pupil = self.problem.pupils[number]
        for place in self._asked(number):
            host = self.problem.hosts[place]
            if self.stage(number, place) != "rooms":
                continue
            for day in range(self.ground.days):
                for need, way in _ways(self.ground, pupil, host):
                    if need == VISIT or self._reach(number, place, day, need, way) != "rooms":
                        continue
                    mask = self._hours(place, day) & self._allowed(number, day, way, host.minutes)
                    mask &= self.state.free[place * self.ground.days + day] & self._watched(need, day)
                    if mask:
                        yield _Left(place, day, need, mask)


def _ways(ground: Ground, pupil: Pupil, host: Host) -> list[tuple[int, int]]:
    ways = [(ground.need(pupil.school, host), 0)] if host.call else []
    return ways + ([(VISIT, host.travel)] if host.visits else [])


def _seated(state: State, those: list[tuple[int, _Left]], half: tuple[int, int]) -> int:
    """How many of these one more room could hold, one after the other; the earliest end first."""
    problem, seated, hosts = state.ground.problem, set(), set()
    free, count = bits(0, LAST), 0
    ends = sorted(
        (minute_of(start) + problem.hosts[one.host].minutes, start, number, one.host)
        for number, one in those
        for start in each(one.mask & starts_within(half, problem.hosts[one.host].minutes))
    )
    for _end, start, number, host in ends:
        # Each contact at most once more: whether they hold a second one would have to be tried as well.
        if number in seated or host in hosts or not free >> start & 1:
            continue
        seated.add(number)
        hosts.add(host)
        free &= ~bits(0, start + steps(problem.hosts[host].minutes))
        count += 1
    return count


def _text(counts: dict[str, int], asked: int) -> str:
    met = [stage for stage in STAGES if counts[stage]]
    if len(met) == 1:
        whose = {1: "The one contact", 2: "Both contacts"}.get(asked, f"All {asked} contacts")
        return f"{whose} in these interests {_WORDS[met[0]][asked > 1]}."
    told = [f"{counts[stage]} {_WORDS[stage][counts[stage] > 1]}" for stage in met]
    return f"Of {asked} contacts in these interests {'; '.join(told)}."
