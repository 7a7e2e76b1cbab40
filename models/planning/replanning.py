"""Planning again when something falls out: what people were told changes as little as it can."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from models.planning.building import LEAD_MINUTES, Pair, problem_of
from models.planning.comparing import compared
from models.planning.fallen import Change, Changed, Replan, Replanning, Tell, Told
from models.planning.grid import LAST
from models.planning.ground import Ground
from models.planning.planner import Plan, Progress, Wish, find_plan
from models.planning.problem import Problem
from models.planning.rooming import in_other_rooms
from models.planning.score import FEWEST_CHANGES
from models.planning.state import State
from models.planning.whereabouts import Places
from models.rules.facts import Block, Interview
from models.rules.hours_left import hours_without
from models.rules.interview import AHEAD, GROUP_FORMATS
from models.rules.situation import Situation
from models.rules.span import local_day, local_minute

__all__ = ["Change", "Changed", "Replan", "Replanning", "Tell", "Told", "replan", "replanning_of"]

_MOVABLE = frozenset({"scheduled", "confirmed"})
SURE, SOON = 10, 10
"""How many times dearer than another a call is to change whose interviewee counts on it (confirmed, or written to), and
one of today or the next school day, for which there is little time to tell anybody; both count together.
"""
STEPS, STEPS_FOR_EACH, MOST_STEPS = 200, 25, 3_000
"""How much work planning again is: at least, for each call that has to change, and at most."""


def replanning_of(
    situation: Situation,
    now: datetime,
    change: Change,
    declined: Collection[Pair] = (),
    written: Collection[str] = (),
) -> Replanning:
    """What is to be planned again after the change. Calls that a person booked otherwise than a plan would (outside a
    contact's hours, of another length, from home), and those that begin within the half hour, stay as they are
    unless the change hits them. `written` are interviews whose interviewee was sent a note or an invite.
    """
    changed = _changed(situation, change)
    hit = {
        one.id
        for one in situation.interviews.values()
        if _ahead(one, now) and _is_hit(one, change, situation)
    }
    roomed = in_other_rooms(changed, change, sorted(hit))
    hit -= roomed.keys()
    changed = changed._replace(interviews={**changed.interviews, **roomed})
    soon = now + timedelta(minutes=LEAD_MINUTES)
    free = {one.id for one in situation.interviews.values() if one.id in hit or _ahead(one, soon)}
    free -= roomed.keys()
    while True:
        rest = {ident: one for ident, one in changed.interviews.items() if ident not in free}
        problem = problem_of(changed._replace(interviews=rest), now, declined, change.days)
        problem = _without_today(problem, now, situation.zone, change.today)
        told = tuple(_told(situation, problem, sorted(free), hit, written))
        stuck = _stuck(problem, told)
        if not stuck:
            held = [one for one in told if one.slot is not None]
            problem = problem._replace(
                told=tuple(one.slot for one in held if one.slot is not None),
                hit=frozenset(_who_is_hit(problem, told)),
                agreed=tuple(_agreed(told, problem)),
                dear=tuple(_dear(held, problem, local_day(now, situation.zone), situation.zone)),
            )
            begun = tuple(_under_way(situation, now, change))
            keeping = (
                (
                    Told(situation.interviews[i], None, True, _sure(situation.interviews[i], written)),
                    roomed[i],
                )
                for i in roomed
            )
            return Replanning(changed._replace(interviews=rest), problem, told, change, begun, tuple(keeping))
        free -= stuck


def _without_today(problem: Problem, now: datetime, zone: ZoneInfo, asked_for: bool) -> Problem:
    """Calls of today may only keep their time, even those that begin at once, unless today is asked for."""
    minute = local_minute(now, zone) + bool(now.second or now.microsecond)
    days = (
        one._replace(earliest=minute, fresh=one.earliest if asked_for else LAST)
        if one.day == local_day(now, zone)
        else one
        for one in problem.days
    )
    return problem._replace(days=tuple(days))


def _agreed(told: Iterable[Told], problem: Problem) -> Iterator[tuple[int, int, str]]:
    """How those who lose their time meet when they find another one: a visit stays a visit, a call from home one from
    home, a video call a video call.
    """
    places = Places(problem)
    for one in told:
        pupil = places.pupils.get(one.interview.students[0] if len(one.interview.students) == 1 else "")
        host = places.hosts.get(one.interview.contact or "")
        if one.hit and pupil is not None and host is not None:
            seen = one.interview.format in ("video", *GROUP_FORMATS)
            way = "home" if one.interview.place == "home" else "video" if seen else one.interview.format
            yield pupil, host, way


def _dear(held: Iterable[Told], problem: Problem, today: date, zone: ZoneInfo) -> Iterator[int]:
    """What each costs to change. One that has to change costs what any does: nobody else is moved for its sake."""
    soon = {today, *[one.day for one in problem.days if one.day > today][:1]}
    for one in held:
        near = one.interview.start is not None and local_day(one.interview.start, zone) in soon
        yield 1 if one.hit else 1 + SURE * bool(one.sure) + SOON * near


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
    return compared(replanning, plan)


def _ahead(one: Interview, now: datetime) -> bool:
    return one.state in _MOVABLE and one.start is not None and one.start > now


def _under_way(situation: Situation, now: datetime, change: Change) -> Iterator[Interview]:
    for one in situation.interviews.values():
        begun = one.start is not None and one.end is not None and one.start <= now < one.end
        if begun and one.state in AHEAD and _is_hit(one, change, situation):
            yield one


def _is_hit(one: Interview, change: Change, situation: Situation) -> bool:
    span = one.span
    if span is None:
        return False
    lost = any(one.room == room and span.overlaps(when) for room, when in change.rooms)
    closed = local_day(span.start, situation.zone) in change.days
    return lost or closed or change.gone(one) or one.id in change.interviews


def _changed(situation: Situation, change: Change) -> Situation:
    contacts, rooms = dict(situation.contacts), dict(situation.rooms)
    for ident in change.contacts & contacts.keys():
        contacts[ident] = contacts[ident]._replace(do_not_contact=True)
    for ident, when in change.away:
        if ident in contacts:
            hours = hours_without(contacts[ident], when, situation)
            contacts[ident] = contacts[ident]._replace(availability=hours)
    for number, (ident, when) in enumerate(change.rooms):
        if ident in rooms:
            block = Block(f"lost{number}", ident, when, "")
            rooms[ident] = rooms[ident]._replace(blocks=(*rooms[ident].blocks, block))
    return situation._replace(contacts=contacts, rooms=rooms)


def _told(
    situation: Situation, problem: Problem, free: Iterable[str], hit: set[str], written: Collection[str]
) -> Iterator[Told]:
    places = Places(problem)
    for ident in free:
        one = situation.interviews[ident]
        is_hit = one.id in hit
        slot = None if is_hit and not _may_stay(one, problem, places) else places.slot(one, situation)
        if slot is None and is_hit:
            slot = places.wished(one, situation)
        yield Told(one, slot, is_hit, _sure(one, written))


def _sure(one: Interview, written: Collection[str]) -> str:
    return "confirmed" if one.state == "confirmed" else "told" if one.id in written else ""


def _who_is_hit(problem: Problem, told: tuple[Told, ...]) -> Iterator[int]:
    pupils = Places(problem).pupils
    for one in told:
        if one.hit:
            yield from (pupils[student] for student in one.interview.students if student in pupils)


def _may_stay(one: Interview, problem: Problem, places: Places) -> bool:
    """Whether an interview that is hit may at least keep its contact: not when that is who is gone."""
    return one.contact in places.hosts


def _stuck(problem: Problem, told: tuple[Told, ...]) -> set[str]:
    """Interviews that no plan would hold as they are though nothing hits them: a person wanted them so."""
    state = State(Ground(problem, FEWEST_CHANGES, Random(0)), Random(0))
    # Students who are hit and owe nothing more get no other; others of theirs must not fall out for it.
    return {
        one.interview.id for one in told if not one.hit and (one.slot is None or not state.insert(one.slot))
    }
