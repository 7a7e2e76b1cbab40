"""Why a student found no place, and what would help: each answer tried on the plan itself, never guessed.

For every contact in the student's interests the possible starts go through a funnel: school, room left, hours, the
student's days, classes never to be missed, the contact's other calls, quiet rooms, adults. Where the last start
falls out is why it is not this contact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from models.planning.chances import VISIT
from models.planning.grid import EVERY, runs, starts_within, steps
from models.planning.problem import rank_of, serves
from models.planning.state import State

STAGES = (
    "school", "full", "window", "hours", "today", "day", "format", "never", "contact", "enough", "shut", "rooms",
    "unwatched", "adults", "free",
)  # fmt: skip
"""The funnel's stages in order; "free" is a start that is left, with no use for the plan."""

WORDS = {
    "school": ("serves another school", "serve other schools"),
    "full": ("can take no more calls", "can take no more calls"),
    "window": ("has no hours in the window", "have no hours in the window"),
    "hours": ("has no hours left", "have no hours left"),
    "today": ("has hours only today, at too short notice", "have hours only today, at too short notice"),
    "day": (
        "has hours only on days when the student has an interview",
        "have hours only on days when the student has an interview",
    ),
    "format": (
        "only takes video calls, and no quiet room has video",
        "only take video calls, and no quiet room has video",
    ),
    "never": (
        "has hours only in classes that may never be missed",
        "have hours only in classes that may never be missed",
    ),
    "contact": ("is taken by other calls then", "are taken by other calls then"),
    "enough": (
        "has as many calls as they take on those days",
        "have as many calls as they take on those days",
    ),
    "shut": (
        "has hours only when no fitting quiet room is open",
        "have hours only when no fitting quiet room is open",
    ),
    "rooms": (
        "could be called, but no fitting quiet room is free then",
        "could be called, but no fitting quiet room is free then",
    ),
    "unwatched": (
        "could be called, but no adult is on duty then",
        "could be called, but no adult is on duty then",
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
"""What each stage means, said of one contact and of several."""


class Reason(NamedTuple):
    """Why a student lacks interviews: how many, the stage that stopped most contacts (or "no_interests",
    "no_contact"), the sentence, and by contact id the stage that stopped them.
    """

    pupil: str
    lacks: int
    code: str
    text: str
    stopped: tuple[tuple[str, str], ...]


def reasons_of(state: State) -> tuple[Reason, ...]:
    """A reason for each student who lacks interviews in the plan, in the order of the problem."""
    funnel = Funnel(state)
    return tuple(funnel.reason(number) for number in range(len(state.mine)) if state.lacking(number) > 0)


class Funnel:
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
            (self.problem.hosts[host].id, self.stage(number, host)) for host in self.asked(number)
        )
        if not stopped:
            text = "No further contact is in these interests; find one, or add an interest."
            return Reason(pupil.id, lacks, "no_contact", text, ())
        counts = {stage: sum(at == stage for _, at in stopped) for stage in STAGES}
        code = max(STAGES, key=lambda stage: (counts[stage], -STAGES.index(stage)))
        return Reason(pupil.id, lacks, code, _text(counts, len(stopped)), stopped)

    def asked(self, number: int) -> Iterator[int]:
        """Contacts in the student's interests whom they did not have, and would not have by the plan."""
        pupil = self.problem.pupils[number]
        for place, host in enumerate(self.problem.hosts):
            known = host.id in pupil.without or place in self.state.hosts[number]
            if not known and rank_of(pupil, host) is not None:
                yield place

    def stage(self, number: int, place: int) -> str:
        """Where the last start with this contact falls out."""
        pupil, host = self.problem.pupils[number], self.problem.hosts[place]
        if not serves(host, pupil):
            return "school"
        if self.state.left[place] <= 0 and pupil.id not in host.claimed:
            return "full"
        if not host.hours:
            return "window"
        return max(
            (self.stage_on(number, place, day) for day in range(self.ground.days)),
            key=STAGES.index,
            default="hours",
        )

    def stage_on(self, number: int, place: int, day: int) -> str:
        """Where the last start of one day falls out."""
        ways = self.ground.ways(number, place)
        return max((self.reach(number, place, day, *way) for way in ways), key=STAGES.index)

    def reach(self, number: int, place: int, day: int, need: int, way: int) -> str:
        """The stage at which a day's starts are used up."""
        hours, state = self.hours(place, day), self.state
        if not hours:
            return "today" if self._ahead(place, day, self.problem.days[day].earliest) else "hours"
        if day in self.problem.pupils[number].away or day in state.mine[number]:
            return "day"
        if need != VISIT and self.ground.needs[need].video and not self.ground.needs[need].rooms:
            return "format"
        allowed = hours & self._allowed(number, day, way, self.problem.hosts[place].minutes)
        if not allowed:
            return "never"
        cell = place * self.ground.days + day
        mask = allowed & state.free[cell]
        if not mask:
            return "enough" if len(state.at[cell]) >= state.per_day[cell] else "contact"
        return "free" if need == VISIT else self._at_school(need, day, mask)

    def _at_school(self, need: int, day: int, mask: int) -> str:
        """The stage at which these starts are used up by rooms and adults."""
        wanted = self.ground.needs[need]
        opened, free = 0, 0
        for room in wanted.rooms:
            opened |= self.ground.starts_in(room, day, wanted.minutes)
            free |= self.state.room_open(room, day, wanted.minutes)
        if not mask & free:
            return "rooms" if mask & opened else "shut"
        mask &= free
        if mask & self._watched(need, day):
            return "free"
        return "adults" if mask & self.ground.pools.starts(wanted.pools, day, wanted.minutes) else "unwatched"

    def hours(self, place: int, day: int) -> int:
        """Starts in the contact's stated hours that are still ahead, as far as anything new is planned there."""
        known = self.problem.days[day]
        return self._ahead(place, day, max(known.earliest, known.fresh))

    def _ahead(self, place: int, day: int, earliest: int) -> int:
        host, found = self.problem.hosts[place], 0
        for on, start, end in host.hours:
            if on == day:
                found |= starts_within((max(start, earliest), end), host.minutes)
        return found

    def _allowed(self, number: int, day: int, way: int, minutes: int) -> int:
        """Starts that touch no class that may never be missed."""
        return self.ground.levels(self.problem.pupils[number].kinds[day], day, way, minutes).mask

    def _watched(self, need: int, day: int) -> int:
        wanted, found = self.ground.needs[need], EVERY
        for pool in wanted.pools:
            found &= runs(EVERY & ~self.state.full(pool, day), steps(wanted.minutes))
        return found


def _text(counts: dict[str, int], asked: int) -> str:
    met = [stage for stage in STAGES if counts[stage]]
    if len(met) == 1:
        whose = {1: "The one contact", 2: "Both contacts"}.get(asked, f"All {asked} contacts")
        return f"{whose} in these interests {WORDS[met[0]][asked > 1]}."
    told = [f"{counts[stage]} {WORDS[stage][counts[stage] > 1]}" for stage in met]
    return f"Of {asked} contacts in these interests {'; '.join(told)}."
