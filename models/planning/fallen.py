"""What fell out and what becomes of it: the facts of planning again."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models.planning.planner import Plan
from models.planning.problem import Problem, Slot
from models.rules.facts import Interview
from models.rules.situation import Situation
from models.rules.span import Span


class Change(NamedTuple):
    """What is different now, beyond what the store says: contacts who cancelled altogether, rooms that are lost for
    a time (id, when), days that turned out to be closed, and interviews that fall out for another reason.

    `away` are contacts who cannot come for a time (id, when) and otherwise offer what they offered.

    `today` is whether calls may be planned anew on today: nobody likes to hear of a call half an hour before it,
    so that has to be asked for.
    """

    contacts: frozenset[str] = frozenset()
    rooms: tuple[tuple[str, Span], ...] = ()
    days: frozenset[date] = frozenset()
    interviews: frozenset[str] = frozenset()
    today: bool = False
    away: tuple[tuple[str, Span], ...] = ()

    def gone(self, one: Interview) -> bool:
        """Whether its contact cancelled altogether, or is away then."""
        span = one.span
        return one.contact in self.contacts or (
            span is not None
            and any(one.contact == contact and span.overlaps(when) for contact, when in self.away)
        )

    @property
    def is_none(self) -> bool:
        """Whether nothing falls out."""
        return not (self.contacts or self.rooms or self.days or self.interviews or self.away)


class Told(NamedTuple):
    """An interview that people were told of and that may change: its slot (None: it cannot be said as one), and
    whether it has to change; `sure` is "confirmed", "told" where the interviewee was written to, or "".
    """

    interview: Interview
    slot: Slot | None
    hit: bool
    sure: str = ""


class Replanning(NamedTuple):
    """What is to be planned again. In `situation` the change has happened, and what is in `told` does not stand.

    `under_way` has begun already, and the change hits it: there is nothing left to plan. `roomed` lose their room
    alone and keep their time in another one: each as people were told of it, and as it is in `situation`.
    """

    situation: Situation
    problem: Problem
    told: tuple[Told, ...]
    change: Change
    under_way: tuple[Interview, ...] = ()
    roomed: tuple[tuple[Told, Interview], ...] = ()


class Changed(NamedTuple):
    """An interview that people were told of, and what it becomes: with the same contact (moved) or another one."""

    interview: Interview
    slot: Slot


class Tell(NamedTuple):
    """Somebody who must be told: `kind` is student or contact, `why` are pairs of what became of an interview (moved,
    room, replaced, lost, new) and its id ("" for a new one).
    """

    kind: str
    id: str
    why: tuple[tuple[str, str], ...]


class Replan(NamedTuple):
    """What planning again found. `kept` stay as they are; `moved` keep their contact at another time or in another
    room; `replaced` are called off and their student has another contact instead; `lost` are called off; `new` are
    interviews of students who lacked one. `plan.reasons` says why somebody lost theirs.
    """

    plan: Plan
    kept: tuple[Interview, ...]
    moved: tuple[Changed, ...]
    replaced: tuple[Changed, ...]
    lost: tuple[Interview, ...]
    new: tuple[Slot, ...]
    tell: tuple[Tell, ...]
