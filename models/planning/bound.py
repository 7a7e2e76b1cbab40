"""What no plan can exceed, however long one searched: for a plan to be called proven, or to show how far it is.

Every contact-day gets a price. For any prices the problem falls apart: each student takes the best possibilities
less their prices, each contact earns the prices of as many calls as their hours hold. The two together are never
less than the best plan; better prices are found step by step (Lagrangian relaxation). Rooms and adults count only
in that each possibility needs one to be there at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from models.planning.chances import UNLIMITED, Option
from models.planning.grid import each, steps
from models.planning.ground import Ground

ROUNDS = 80
"""Steps of finding prices."""
_WORK = 6_000_000
"""Contact-days looked at by students at most, so that a district's bound does not take longer than its plan."""


_UNKNOWN = 1 << 400
"""More than any plan is worth by the goals in their strict order."""


class Bound(NamedTuple):
    """No plan has a higher `sum` or places more than `placed`, as far as is known; `exact` is what plans are compared
    by, at most. `proven` says whether the plan reaches it, so that there is none better.
    """

    sum: int | None
    placed: int
    exact: int
    proven: bool = False


def bound_of(ground: Ground, found: int, rounds: int = ROUNDS) -> tuple[Bound, Prices]:
    """The bound; `found` is the sum of a plan that there is, which helps to find the prices; they are given back too."""
    options = [
        [ground.at(one, one.gain - one.value, one.mask) for one in chances] for chances in ground.chances
    ]
    ideal = [_ideal(ground, pupil, options) for pupil, options in enumerate(options)]
    prices = Prices(ground, options)
    placed = prices.most_placed()
    total = sum(one[1] for one in ideal)
    if rounds:
        total = min(total, prices.bound(found, rounds))
    exact = total if ground.by_weights else sum(one[0] for one in ideal)
    return Bound(total, placed, exact), prices


def rough_bound(ground: Ground) -> Bound:
    """A bound at once: what each student alone could have at best, and what contacts offer altogether."""
    problem, total, placed = ground.problem, 0, 0
    for pupil, chances in zip(problem.pupils, ground.chances, strict=True):
        top: dict[int, int] = {}
        for one in chances:
            worth = one.worth - (one.gain - one.value) // ground.unit
            top[one.host] = max(0, worth, top.get(one.host, 0))
        best = sorted(top.values(), reverse=True)[: pupil.owes]
        total += sum(best) + (ground.counted.firsts if best and not pupil.begun else 0)
        placed += len(best)
    offered = (placed if one.left is None else max(0, one.left) + len(one.claimed) for one in problem.hosts)
    return Bound(total, min(placed, sum(offered)), total if ground.by_weights else _UNKNOWN)


def _ideal(ground: Ground, pupil: int, options: list[Option]) -> tuple[int, int]:
    """What a student alone could have at best: exact value, worth."""
    known = ground.problem.pupils[pupil]
    best: list[Option] = []
    hosts: set[int] = set()
    for option in sorted(options, key=lambda one: -one.exact):
        if option.host not in hosts and len(best) < known.owes:
            hosts.add(option.host)
            best.append(option)
    first = bool(best) and not known.begun
    exact = sum(max(0, one.exact) for one in best) + ground.exact.firsts * first
    top: dict[int, int] = {}
    for option in options:
        top[option.host] = max(0, option.worth, top.get(option.host, 0))
    worth = sum(sorted(top.values(), reverse=True)[: known.owes])
    return exact, worth + ground.counted.firsts * first


class Prices:
    """The relaxation: a price for each contact-day that anybody could take."""

    def __init__(self, ground: Ground, possible: list[list[Option]]) -> None:
        self.ground = ground
        self.wishes = [_by_cell(options) for options in possible]
        self.pupils = [pupil for pupil, wishes in enumerate(self.wishes) if wishes]
        starts: dict[int, int] = defaultdict(int)
        for options in possible:
            for option in options:
                starts[option.cell] |= option.mask
        self.wanting = Counter(cell for wishes in self.wishes for cell, _ in wishes)
        self.asking = Counter(
            host for wishes in self.wishes for host in {cell // ground.days for cell, _ in wishes}
        )
        self.price: dict[int, float] = {}
        self.cells: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for cell, mask in starts.items():
            most = self._most(cell, mask)
            self.cells[cell // ground.days].append((cell, most))
            # A day's cost falls on the calls that it may hold: a good price to begin with.
            self.price[cell] = ground.counted.contact_day / most if most and self._new(cell) else 0.0
        self.most = {host: self._most_of(host, cells) for host, cells in self.cells.items()}

    def _most(self, cell: int, mask: int) -> int:
        """How many calls a contact-day holds: equal lengths, so taking the earliest each time is best."""
        host = self.ground.problem.hosts[cell // self.ground.days]
        gap, after, count = steps(host.minutes + host.gap), 0, 0
        for start in each(mask):
            if start >= after:
                count, after = count + 1, start + gap
        count = min(count, self.wanting[cell])
        standing = dict(host.by_day).get(cell % self.ground.days, 0)
        return count if host.per_day is None else min(count, host.per_day - standing)

    def _most_of(self, host: int, cells: list[tuple[int, int]]) -> int:
        known = self.ground.problem.hosts[host]
        limit = UNLIMITED if known.left is None else max(0, known.left) + len(known.claimed)
        return min(limit, self.asking[host], sum(most for _, most in cells))

    def _new(self, cell: int) -> bool:
        """Whether nothing stands on the contact-day yet."""
        host = self.ground.problem.hosts[cell // self.ground.days]
        return cell % self.ground.days not in dict(host.by_day)

    def bound(self, found: int, rounds: int) -> int:
        """The least bound that the prices came to after so many rounds at most."""
        size = sum(len(self.wishes[pupil]) for pupil in self.pupils) + 1
        best, pace, stale = float("inf"), 1.0, 0
        for _ in range(max(1, min(rounds, _WORK // size))):
            total, taken = self._round()
            best, stale = (total, 0) if total < best - 0.5 else (min(best, total), stale + 1)
            if stale >= 6:
                pace, stale = pace / 2, 0
            if not taken or best <= found:
                break
            self._reprice(taken, pace * max(1.0, total - found))
        return int(best + 1e-4)

    def _reprice(self, taken: dict[int, int], pace: float) -> None:
        """Raise the prices of what too many want, of a contact whom too many want on all their days."""
        whole: dict[int, int] = defaultdict(int)
        for cell, over in taken.items():
            whole[cell // self.ground.days] += over
        moves = {
            cell: taken.get(cell, 0) + over for host, over in whole.items() for cell, _ in self.cells[host]
        }
        length = sum(one * one for one in moves.values())
        for cell, over in moves.items():
            self.price[cell] = max(0.0, self.price[cell] + pace / max(1, length) * over)

    def _round(self) -> tuple[float, dict[int, int]]:
        """The bound at these prices, and by contact-day how many more students want it than calls are offered."""
        taken: dict[int, int] = defaultdict(int)
        total = 0.0
        for pupil in self.pupils:
            total += self._student(pupil, taken)
        for host in self.cells:
            total += self._host(host, taken)
        return total, {cell: over for cell, over in taken.items() if over}

    def _student(self, pupil: int, taken: dict[int, int]) -> float:
        """At most what the student's best is worth; two on different days with different contacts, exactly."""
        price, days = self.price, self.ground.days
        known = self.ground.problem.pupils[pupil]
        wishes = sorted(((worth - price[cell], cell) for cell, worth in self.wishes[pupil]), reverse=True)
        one, two, cells = wishes[0][0], 0.0, [wishes[0][1]]
        if known.owes > 1:
            two, cells = _best_pair(wishes, days)
        first = 0 if known.begun else self.ground.counted.firsts
        best = max(one, two)
        if known.owes > 2:
            # Three are worth half of their three pairs together, and so on; never less than what there can be.
            best = max(best, two * known.owes / 2)
        if best + first <= 0:
            return 0.0
        for cell in cells:
            taken[cell] += 1
        return best + first

    def _host(self, host: int, taken: dict[int, int]) -> float:
        """What the contact earns at best, and which calls they offer for that."""
        counted, known = self.ground.counted, self.ground.problem.hosts[host]
        worked = {day for day, _ in known.by_day}
        most = self.most[host]
        table: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for cell, holds in self.cells[host]:
            day = 0 if cell % self.ground.days in worked else counted.contact_day
            table = _with_day(table, cell, min(holds, most), self.price[cell], day, most)
        best, even = 0.0, 0
        offered: tuple[tuple[int, int], ...] = ()
        for number, (earned, chosen) in enumerate(table):
            if number:
                even += counted.evenness * (known.booked + number - 1)
            if earned - even > best:
                best, offered = earned - even, chosen
        for cell, number in offered:
            taken[cell] -= number
        return best

    def most_placed(self) -> int:
        """How many interviews could be placed at most, if contacts' hours and limits alone counted."""
        hosts = [
            list(dict.fromkeys(cell // self.ground.days for cell, _ in wishes)) for wishes in self.wishes
        ]
        served: dict[int, list[int]] = defaultdict(list)
        count = 0
        for pupil in self.pupils:
            for _ in range(self.ground.problem.pupils[pupil].owes):
                count += self._augment(pupil, hosts, served)
        return count

    def _augment(self, pupil: int, hosts: list[list[int]], served: dict[int, list[int]]) -> bool:
        """Find the student one more contact, others giving way to their own further ones; breadth first."""
        came: dict[int, tuple[int, int | None]] = {}
        queue: list[tuple[int, int | None]] = [(pupil, None)]
        for who, freed in queue:
            for host in hosts[who]:
                if host in came or who in served[host]:
                    continue
                came[host] = who, freed
                if len(served[host]) < self.most[host]:
                    _shift(host, came, served)
                    return True
                queue += [(other, host) for other in served[host]]
        return False


def _shift(last: int, came: dict[int, tuple[int, int | None]], served: dict[int, list[int]]) -> None:
    host: int | None = last
    while host is not None:
        who, freed = came[host]
        served[host].append(who)
        if freed is not None:
            served[freed].remove(who)
        host = freed


def _by_cell(options: list[Option]) -> list[tuple[int, int]]:
    best: dict[int, int] = {}
    for option in options:
        best[option.cell] = max(option.worth, best.get(option.cell, option.worth))
    return list(best.items())


def _best_pair(wishes: list[tuple[float, int]], days: int) -> tuple[float, list[int]]:
    """The best two on different days with different contacts, or the best one alone."""
    best, chosen = wishes[0][0], [wishes[0][1]]
    for place, (worth, cell) in enumerate(wishes):
        if worth * 2 <= best:
            break
        for other, second in wishes[place + 1 :]:
            if worth + other <= best:
                break
            if cell // days != second // days and cell % days != second % days:
                best, chosen = worth + other, [cell, second]
                break
    return best, chosen


def _with_day(
    table: list[tuple[float, tuple[tuple[int, int], ...]]],
    cell: int,
    holds: int,
    price: float,
    day: int,
    most: int,
) -> list[tuple[float, tuple[tuple[int, int], ...]]]:
    """By number of calls, the most that is earned and where, with one more day to offer."""
    found = list(table)
    for number in range(1, holds + 1):
        gain = price * number - day
        if gain <= 0:
            continue
        for before, (earned, chosen) in enumerate(table):
            total = before + number
            if total > most:
                break
            while len(found) <= total:
                found.append((float("-inf"), ()))
            if earned + gain > found[total][0]:
                found[total] = earned + gain, (*chosen, (cell, number))
    return found
