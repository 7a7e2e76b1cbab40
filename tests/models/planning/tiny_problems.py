"""Random problems small enough to try every plan there is, and an independent judge of plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from hypothesis import strategies as st

from models.planning.problem import Dated, Day, Host, Problem, Pupil, Quiet, Slot, Watch, may_meet
from models.planning.score import USUAL, away_of, missed_of, score_plan

PERIODS = (("1", ((8 * 60, 8 * 60 + 25),)), ("2", ((8 * 60 + 25, 9 * 60),)))
DAYS = tuple(Day(date(2026, 11, 23 + number), 0, PERIODS) for number in range(2))
KINDS = st.sampled_from([(), ("core",), ("elective",), ("never",), ("lunch",), ("core", "elective")])


@st.composite
def hours(draw: st.DrawFn, length: int) -> tuple[Dated, ...]:
    """One or two stretches of half an hour or so."""
    days = draw(st.lists(st.integers(0, 1), min_size=1, max_size=2, unique=True))
    return tuple(
        (day, start, start + length)
        for day in sorted(days)
        for start in [draw(st.sampled_from((480, 490, 505)))]
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Two or three students, contacts and a room or two, on two days."""
    pupils = tuple(
        Pupil(
            f"s{number}",
            "Elm",
            draw(st.sampled_from((1, 1, 2))),
            draw(st.booleans()),
            tuple(zip(draw(st.permutations("xyz")), (1, 2, 3), strict=True))[: draw(st.integers(1, 3))],
            tuple((draw(KINDS), draw(KINDS)) for _ in DAYS),
            draw(st.sampled_from((frozenset(), frozenset(), frozenset({0})))),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    hosts = tuple(
        Host(
            f"h{number}",
            (draw(st.sampled_from("xyz")),),
            draw(st.sampled_from((15, 20))),
            draw(st.sampled_from((0, 5))),
            draw(st.sampled_from(("phone", "video"))),
            draw(st.sampled_from((False, False, True))),
            5,
            (),
            draw(hours(30)),
            draw(st.sampled_from((None, 1))),
            draw(st.sampled_from((None, 1, 2))),
            draw(st.sampled_from((frozenset(), frozenset(), frozenset({"s0"})))),
            ((0, 480, 490),) if draw(st.booleans()) else (),
            draw(st.integers(0, 1)),
        )
        for number in range(draw(st.integers(1, 2)))
    )
    rooms = tuple(
        Quiet(
            f"r{number}",
            "",
            draw(st.booleans()),
            draw(st.sampled_from((0, 5))),
            ((0, 480, 540), (1, 480, 540)),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    watches = (Watch("", (0, 480, 530)), Watch("Elm", (1, 485, 540)))
    return Problem(
        DAYS, pupils, hosts, rooms, draw(st.integers(1, 2)), draw(st.sampled_from((None, watches)))
    )


def possible(problem: Problem, pupil: int) -> list[Slot]:
    """Every interview that the student could have if nobody else had one."""
    known, found = problem.pupils[pupil], []
    for place, host in enumerate(problem.hosts):
        formats = ([host.call] if host.call else []) + (["on_site"] if host.visits else [])
        if not may_meet(known, host) or known.owes < 1:
            continue
        for (day, start, end), format_ in product(host.hours, formats):
            rooms = [None] if format_ == "on_site" else list(range(len(problem.rooms)))
            for at, room in product(range(start, end - host.minutes + 1, 5), rooms):
                slot = Slot(pupil, place, day, at, format_, room)
                if alone(problem, slot):
                    found.append(slot)
    return found


def alone(problem: Problem, slot: Slot) -> bool:
    """Whether nothing but other interviews of the plan could be in the way."""
    pupil, host = problem.pupils[slot.pupil], problem.hosts[slot.host]
    end = slot.start + host.minutes
    if slot.day in pupil.away or any(kind == "never" for kind, _ in missed_of(problem, slot)):
        return False
    if any(day == slot.day and slot.start < b + host.gap and a < end + host.gap for day, a, b in host.busy):
        return False
    if slot.room is None:
        return True
    room = problem.rooms[slot.room]
    inside = any(day == slot.day and a <= slot.start and end <= b for day, a, b in room.hours)
    return inside and (room.video or slot.format != "video")


def stands(problem: Problem, plan: tuple[Slot, ...]) -> bool:
    """Whether the interviews can be held together: nothing twice, no limit broken."""
    for number, one in enumerate(plan):
        if any(_clash(problem, one, other) for other in plan[:number]):
            return False
    return (
        all(_within(problem, plan, number) for number in range(len(problem.hosts)))
        and all(
            sum(one.pupil == number for one in plan) <= each.owes
            for number, each in enumerate(problem.pupils)
        )
        and all(_watched(problem, plan, one) for one in plan)
    )


def _clash(problem: Problem, one: Slot, other: Slot) -> bool:
    if one.pupil == other.pupil and (one.day == other.day or one.host == other.host):
        return True
    if one.day != other.day:
        return False
    ours, theirs = problem.hosts[one.host].minutes, problem.hosts[other.host].minutes
    gaps = [problem.hosts[one.host].gap] if one.host == other.host else []
    gaps += [problem.rooms[one.room].changeover] if one.room is not None and one.room == other.room else []
    return any(
        one.start < other.start + theirs + gap and other.start < one.start + ours + gap for gap in gaps
    )


def _within(problem: Problem, plan: tuple[Slot, ...], number: int) -> bool:
    host = problem.hosts[number]
    those = [one for one in plan if one.host == number]
    counted = [one for one in those if problem.pupils[one.pupil].id not in host.claimed]
    if host.left is not None and len(counted) > max(0, host.left):
        return False
    return host.per_day is None or all(
        sum(one.day == day for one in those) <= host.per_day for day in range(2)
    )


def _watched(problem: Problem, plan: tuple[Slot, ...], one: Slot) -> bool:
    if problem.watches is None or one.room is None:
        return True
    for minute in range(one.start, one.start + problem.hosts[one.host].minutes):
        adults = sum(day == one.day and a <= minute < b for _, (day, a, b) in problem.watches)
        calls = sum(
            each.room is not None
            and each.day == one.day
            and each.start <= minute < each.start + problem.hosts[each.host].minutes
            for each in plan
        )
        if calls > problem.ratio * adults:
            return False
    return True


def every_plan(problem: Problem) -> Iterator[tuple[Slot, ...]]:
    """Every plan that stands."""
    chances = [slot for pupil in range(len(problem.pupils)) for slot in possible(problem, pupil)]

    def further(plan: tuple[Slot, ...], rest: int) -> Iterator[tuple[Slot, ...]]:
        yield plan
        for place in range(rest, len(chances)):
            longer = (*plan, chances[place])
            if stands(problem, longer):
                yield from further(longer, place + 1)

    return further((), 0)


def best_order(problem: Problem) -> tuple[int, ...]:
    """The best that any plan reaches, goal by goal."""
    return max(score_plan(problem, plan, USUAL).order for plan in every_plan(problem))


__all__ = ["away_of", "best_order", "every_plan", "possible", "problems", "stands"]
