"""Planning again when something falls out: what people were told changes as little as it can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from random import Random
from typing import NamedTuple

from models.planning.building import Pair, problem_of
from models.planning.grid import FIRST, LAST
from models.planning.ground import Ground
from models.planning.planner import Plan, Progress, Wish, find_plan
from models.planning.problem import STEP, Problem, Slot
from models.planning.score import FEWEST_CHANGES
from models.planning.state import State
from models.rules.facts import Block, Interview
from models.rules.situation import Situation
from models.rules.span import Span, local_day, local_minute

_MOVABLE = frozenset({"scheduled", "confirmed"})
STEPS, STEPS_FOR_EACH, MOST_STEPS = 200, 25, 3_000
"""How much work planning again is: at least, for each call that has to change, and at most."""


class Change(NamedTuple):
    """What is different now, beyond what the store says: contacts who cancelled altogether, rooms that are lost for
    a time (id, when), days that turned out to be closed, and interviews that fall out for another reason.
    """

    contacts: frozenset[str] = frozenset()
    rooms: tuple[tuple[str, Span], ...] = ()
    days: frozenset[date] = frozenset()
    interviews: frozenset[str] = frozenset()


class Told(NamedTuple):
    """An interview that people were told of and that may change: its slot (None: it cannot be said as one), and
    whether it has to change.
    """

    interview: Interview
    slot: Slot | None
    hit: bool


class Replanning(NamedTuple):
    """What is to be planned again. In `situation` the change has happened, and what is in `told` does not stand."""

    situation: Situation
    problem: Problem
    told: tuple[Told, ...]
    change: Change


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


def replanning_of(
    situation: Situation, now: datetime, change: Change, declined: Collection[Pair] = ()
) -> Replanning:
    """What is to be planned again after the change. Calls that a person booked otherwise than a plan would (outside a
    contact's hours, of another length, from home) stay as they are unless the change hits them.
    """
    changed = _changed(situation, change)
    hit = {
        one.id
        for one in situation.interviews.values()
        if _ahead(one, now) and _is_hit(one, change, situation)
    }
    free = {one.id for one in situation.interviews.values() if _ahead(one, now)}
    while True:
        rest = {ident: one for ident, one in changed.interviews.items() if ident not in free}
        problem = problem_of(changed._replace(interviews=rest), now, declined, change.days)
        told = tuple(_told(situation, problem, sorted(free), hit))
        stuck = _stuck(problem, told)
        if not stuck:
            slots = tuple(one.slot for one in told if one.slot is not None)
            problem = problem._replace(told=slots, hit=frozenset(_who_is_hit(problem, told)))
            return Replanning(changed._replace(interviews=rest), problem, told, change)
        free -= stuck


def replan(
    replanning: Replanning,
    wish: Wish = Wish(),  # noqa: B008 a named tuple is never changed
    progress: Callable[[Progress], bool] | None = None,
    find: Callable[[Problem, Wish, Callable[[Progress], bool] | None], Plan] = find_plan,
) -> Replan:
    """The plan that changes least: everybody's first interview and as many as are owed come first, then the fewest
    changes, then the usual goals. `find` may be `plan_aside`.
    """
    hits = sum(one.hit for one in replanning.told)
    effort = min(MOST_STEPS, STEPS + STEPS_FOR_EACH * hits) if wish.effort is None else wish.effort
    weights = wish.weights or FEWEST_CHANGES
    plan = find(replanning.problem, wish._replace(weights=weights, effort=effort), progress)
    return _compared(replanning, plan)


def _ahead(one: Interview, now: datetime) -> bool:
    return one.state in _MOVABLE and one.start is not None and one.start > now


def _is_hit(one: Interview, change: Change, situation: Situation) -> bool:
    span = one.span
    if span is None:
        return False
    lost = any(one.room == room and span.overlaps(when) for room, when in change.rooms)
    closed = local_day(span.start, situation.zone) in change.days
    return lost or closed or one.contact in change.contacts or one.id in change.interviews


def _changed(situation: Situation, change: Change) -> Situation:
    contacts, rooms = dict(situation.contacts), dict(situation.rooms)
    for ident in change.contacts & contacts.keys():
        contacts[ident] = contacts[ident]._replace(do_not_contact=True)
    for number, (ident, when) in enumerate(change.rooms):
        if ident in rooms:
            block = Block(f"lost{number}", ident, when, "")
            rooms[ident] = rooms[ident]._replace(blocks=(*rooms[ident].blocks, block))
    return situation._replace(contacts=contacts, rooms=rooms)


def _told(situation: Situation, problem: Problem, free: Iterable[str], hit: set[str]) -> Iterator[Told]:
    places = Places(problem)
    for ident in free:
        one = situation.interviews[ident]
        is_hit = one.id in hit
        slot = None if is_hit and not _may_stay(one, problem, places) else places.slot(one, situation)
        if slot is None and is_hit:
            slot = places.nowhere(one)
        yield Told(one, slot, is_hit)


def _who_is_hit(problem: Problem, told: tuple[Told, ...]) -> Iterator[int]:
    pupils = Places(problem).pupils
    for one in told:
        if one.hit:
            yield from (pupils[student] for student in one.interview.students if student in pupils)


def _may_stay(one: Interview, problem: Problem, places: Places) -> bool:
    """Whether an interview that is hit may at least keep its contact: not when that is who is gone."""
    return one.contact in places.hosts


class Places:
    """Where people, rooms and days are in a problem, by their ids and dates."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pupils = {one.id: place for place, one in enumerate(problem.pupils)}
        self.hosts = {one.id: place for place, one in enumerate(problem.hosts)}
        self.rooms = {one.id: place for place, one in enumerate(problem.rooms)}
        self.days = {one.day: place for place, one in enumerate(problem.days)}

    def nowhere(self, one: Interview) -> Slot | None:
        """A slot at which nothing can be, of an interview whose day is closed: so its contact is still preferred."""
        pupil = self.pupils.get(one.students[0] if len(one.students) == 1 else "")
        host = self.hosts.get(one.contact or "")
        if pupil is None or host is None or not self.problem.days:
            return None
        return Slot(pupil, host, 0, LAST, one.format, None)

    def slot(self, one: Interview, situation: Situation) -> Slot | None:
        """The interview as a slot of the problem; None where no plan would book it like that."""
        pupil, host = (
            self.pupils.get(one.students[0] if one.students else ""),
            self.hosts.get(one.contact or ""),
        )
        day = self.days.get(local_day(one.start, situation.zone)) if one.start else None
        if pupil is None or host is None or day is None or one.start is None or len(one.students) > 1:
            return None
        start, known = local_minute(one.start, situation.zone), self.problem.hosts[host]
        visit = one.format == "on_site"
        at_school = one.format == known.call and one.place == "room" and one.room is not None
        if one.minutes != known.minutes or start < FIRST or start % STEP or not (visit or at_school):
            return None
        room = None if visit else self.rooms.get(one.room or "")
        return Slot(pupil, host, day, start, one.format, room)


def _stuck(problem: Problem, told: tuple[Told, ...]) -> set[str]:
    """Interviews that no plan would hold as they are though nothing hits them: a person wanted them so."""
    state = State(Ground(problem, FEWEST_CHANGES, Random(0)), Random(0))
    # Students who are hit and owe nothing more get no other; others of theirs must not fall out for it.
    return {
        one.interview.id for one in told if not one.hit and (one.slot is None or not state.insert(one.slot))
    }


def _compared(replanning: Replanning, plan: Plan) -> Replan:
    problem = replanning.problem
    by_pupil: dict[int, dict[int, Slot]] = defaultdict(dict)
    for slot in plan.slots:
        by_pupil[slot.pupil][slot.host] = slot
    places = Places(problem)
    kept: list[Interview] = []
    moved: list[Changed] = []
    rest: list[Interview] = []
    for one in replanning.told:
        host = places.hosts.get(one.interview.contact or "", -1)
        pupil = places.pupils.get(one.interview.students[0], -1)
        if host not in by_pupil[pupil]:
            rest.append(one.interview)
            continue
        slot = by_pupil[pupil].pop(host)
        if slot == one.slot:
            kept.append(one.interview)
        else:
            moved.append(Changed(one.interview, slot))
    replaced, lost = [], []
    for interview in rest:
        others = by_pupil[places.pupils.get(interview.students[0], -1)]
        if others:
            replaced.append(Changed(interview, others.pop(min(others, key=lambda each: others[each].day))))
        else:
            lost.append(interview)
    new = tuple(slot for slot in plan.slots if slot.host in by_pupil[slot.pupil])
    tell = _whom_to_tell(replanning, moved, replaced, lost, new)
    return Replan(plan, tuple(kept), tuple(moved), tuple(replaced), tuple(lost), new, tell)


def _whom_to_tell(
    replanning: Replanning,
    moved: list[Changed],
    replaced: list[Changed],
    lost: list[Interview],
    new: tuple[Slot, ...],
) -> tuple[Tell, ...]:
    """Everybody once, with all that changes for them; a contact who cancelled knows."""
    problem, found = replanning.problem, _Telling(replanning.change.contacts)
    by_slot = {one.interview.id: one.slot for one in replanning.told}
    for changed in moved:
        before = by_slot[changed.interview.id]
        why = (
            "room"
            if before is not None and before._replace(room=changed.slot.room) == changed.slot
            else "moved"
        )
        found.students(changed.interview, why)
        if why == "moved":
            found.contact(changed.interview.contact, why, changed.interview.id)
    for changed in replaced:
        found.students(changed.interview, "replaced")
        found.contact(changed.interview.contact, "lost", changed.interview.id)
        found.contact(problem.hosts[changed.slot.host].id, "new", "")
    for interview in lost:
        found.students(interview, "lost")
        found.contact(interview.contact, "lost", interview.id)
    for slot in new:
        found.add("student", problem.pupils[slot.pupil].id, "new", "")
        found.contact(problem.hosts[slot.host].id, "new", "")
    return found.all()


class _Telling:
    """Gathers what each person must be told."""

    def __init__(self, knowing: frozenset[str]) -> None:
        self._knowing = knowing
        self._why: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)

    def add(self, kind: str, ident: str, why: str, interview: str) -> None:
        """One thing for one person."""
        self._why[kind, ident].append((why, interview))

    def students(self, interview: Interview, why: str) -> None:
        """One thing for all students of an interview."""
        for student in interview.students:
            self.add("student", student, why, interview.id)

    def contact(self, ident: str | None, why: str, interview: str) -> None:
        """One thing for a contact."""
        if ident and ident not in self._knowing:
            self.add("contact", ident, why, interview)

    def all(self) -> tuple[Tell, ...]:
        """Everybody, students first, by id."""
        order = sorted(self._why.items(), key=lambda one: (one[0][0] != "student", one[0][1]))
        return tuple(Tell(kind, ident, tuple(why)) for (kind, ident), why in order)
