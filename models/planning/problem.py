"""What the planner is asked, as one frozen value: who owes what, who may be asked when, and what stands already.

Days are numbered from the first open day that is left; times are wall minutes after midnight of their day, and
every span is (start, end) with the end not included. Starts lie on a grid of `STEP` minutes.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

STEP = 5
"""Minutes between two possible starts."""

Minutes = tuple[int, int]
"""From a minute up to, not including, another."""

Dated = tuple[int, int, int]
"""A span of a day: the day's number, from minute, to minute."""


class Day(NamedTuple):
    """An open school day: its periods by name, each with the spans it takes, and the first minute still ahead.

    A period of which classes have different lunches is there once for each set of spans that is class for some.

    Before `fresh` only calls may be that people were told of for that very time: nothing new is planned there.
    """

    day: date
    earliest: int
    periods: tuple[tuple[str, tuple[Minutes, ...]], ...]
    fresh: int = 0


class Pupil(NamedTuple):
    """A student as the planner sees them.

    `ranked` are cluster ids with their rank (1 to 3); `owes` how many interviews are still to be found; `kinds`
    the kinds of class that each period of each day holds for them (none: free); `away` the days that are taken
    by an interview; `school` "" is not known, and any will do; `without` contacts they have had or who said no; `begun` whether they have a first interview.
    """

    id: str
    school: str
    owes: int
    begun: bool
    ranked: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[tuple[str, ...], ...], ...]
    away: frozenset[int] = frozenset()
    without: frozenset[str] = frozenset()


class Host(NamedTuple):
    """A contact as the planner sees them.

    `call` is phone or video ("" where neither is offered), `visits` whether on site is; `left` is how many more
    may be booked (None: no limit) once claims are kept back for `claimed` students; `busy` are calls that stand;
    `booked` is how many count for evenness, `by_day` how many stand on a day.
    """

    id: str
    clusters: tuple[str, ...]
    minutes: int
    gap: int
    call: str
    visits: bool
    travel: int
    schools: tuple[str, ...]
    hours: tuple[Dated, ...]
    per_day: int | None = None
    left: int | None = None
    claimed: frozenset[str] = frozenset()
    busy: tuple[Dated, ...] = ()
    booked: int = 0
    by_day: tuple[tuple[int, int], ...] = ()


class Quiet(NamedTuple):
    """A quiet room: `school` "" serves every school; `hours` when it is open and not blocked; `busy` what stands."""

    id: str
    school: str
    video: bool
    changeover: int
    hours: tuple[Dated, ...]
    busy: tuple[Dated, ...] = ()


class Watch(NamedTuple):
    """An adult's duty at a school ("" stands for every school) on one day."""

    school: str
    span: Dated


class Slot(NamedTuple):
    """One interview that a plan would book: places in `pupils`, `hosts` and `rooms` (None on site), day and minute."""

    pupil: int
    host: int
    day: int
    start: int
    format: str
    room: int | None


class Problem(NamedTuple):
    """The whole question. `calls` are calls that stand in quiet rooms: (school, when).

    `ratio` is how many calls one adult can watch. Where no adult has any duty, `watches` is None: nobody has
    said when adults stand by, so calls are not limited by them. `kept` are part of every plan and never moved.
    `told` are calls that people know of already: a plan changes as few of them as it can; they need not be
    possible any more. `dear` says of each of them how much dearer than another it is to change (1 where left out).
    `hit` are the students who lose one of theirs: only for them is anything tried otherwise. `agreed` is how a student
    and a contact (places) agreed to meet, if they meet again: "on_site", "home", or by "phone" or "video".
    """

    days: tuple[Day, ...]
    pupils: tuple[Pupil, ...]
    hosts: tuple[Host, ...]
    rooms: tuple[Quiet, ...]
    ratio: int
    watches: tuple[Watch, ...] | None
    calls: tuple[tuple[str, Dated], ...] = ()
    kept: tuple[Slot, ...] = ()
    told: tuple[Slot, ...] = ()
    hit: frozenset[int] = frozenset()
    dear: tuple[int, ...] = ()
    agreed: tuple[tuple[int, int, str], ...] = ()

    @property
    def wanted(self) -> int:
        """How many interviews are owed altogether."""
        return sum(pupil.owes for pupil in self.pupils)


def rank_of(pupil: Pupil, host: Host) -> int | None:
    """Of which rank the contact is for the student; None when outside their interests."""
    return min((rank for cluster, rank in pupil.ranked if cluster in host.clusters), default=None)


def may_meet(pupil: Pupil, host: Host) -> bool:
    """Whether the two may be brought together at all: interests, school, and what was before."""
    return host.id not in pupil.without and serves(host, pupil) and rank_of(pupil, host) is not None


def serves(host: Host, pupil: Pupil) -> bool:
    """Whether the contact takes calls from the student's school; from one that nobody named, everybody does."""
    return not (host.schools and pupil.school) or pupil.school in host.schools
