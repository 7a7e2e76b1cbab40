"""A closer bound for small problems: a price for each start of each contact-day, instead of one for the whole day.

The same relaxation as in bound.py; here each contact earns the prices of the best set of starts that keep their
distance. It costs too much for large problems, and often proves that a small plan is the best there is.
"""

from __future__ import annotations

from collections import defaultdict

from models.planning.bound import Prices
from models.planning.grid import each, steps
from models.planning.ground import Ground

MOST_OPTIONS = 12_000
"""Possibilities of all students beyond which the closer bound is not worth its time."""
ROUNDS, STALE = 600, 25
"""Steps of finding prices, and after how many without gain they become smaller."""

Start = tuple[int, int]
"""A contact-day and a start on it."""

_Chosen = tuple[float, tuple[Start, ...]]


def fine_bound(ground: Ground, found: int, known: int, coarse: Prices) -> int:
    """A bound on the sum, at most the one that is `known`; `found` is the sum of the best plan there
    is, `coarse` are good prices of whole contact-days."""
    if 6 * sum(map(len, ground.chances)) > MOST_OPTIONS:
        return known
    prices, best, pace, stale = _StartPrices(ground, coarse), float(known), 1.0, 0
    for _ in range(ROUNDS):
        total, taken = prices.round()
        if total < best - 0.01:
            best, stale = total, 0
        else:
            stale += 1
        if stale >= STALE:
            pace, stale = pace / 2, 0
        length = sum(over * over for over in taken.values())
        # Sums are whole: a bound less than one above the plan proves it.
        if best < found + 1 or not length or pace < 1e-4:
            break
        prices.move(taken, pace * max(1.0, total - found) / length)
    return max(found, int(best + 1e-4))


class _StartPrices:
    """A price for each start that anybody could take."""

    def __init__(self, ground: Ground, coarse: Prices) -> None:
        self.ground, self.counted, self.coarse = ground, ground.counted, coarse
        self.price: dict[Start, float] = {}
        self.holds = {cell: most for cells in coarse.cells.values() for cell, most in cells}
        self.wishes: list[list[tuple[int, list[Start]]]] = []
        starts: dict[int, int] = defaultdict(int)
        for options in map(ground.options_of, range(len(ground.chances))):
            mine = []
            for option in sorted(options, key=lambda one: -one.worth):
                starts[option.cell] |= option.mask
                mine.append((option.worth, [(option.cell, one) for one in each(option.mask)]))
            self.wishes.append(mine)
        self.cells: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for cell, mask in starts.items():
            self.cells[cell // ground.days].append((cell, each(mask)))
            self.price.update({(cell, one): coarse.price[cell] for one in each(mask)})

    def move(self, taken: dict[Start, int], step: float) -> None:
        """Raise the prices of what too many want, lower those that nobody does."""
        for start, over in taken.items():
            self.price[start] = max(0.0, self.price[start] + step * over)

    def round(self) -> tuple[float, dict[Start, int]]:
        """The bound at these prices, and by start how many more want it than the contacts offer."""
        taken: dict[Start, int] = defaultdict(int)
        total = sum(self._student(pupil, taken) for pupil in range(len(self.wishes)))
        total += sum(self._host(host, taken) for host in self.cells)
        return total, {start: over for start, over in taken.items() if over}

    def _student(self, pupil: int, taken: dict[Start, int]) -> float:
        """At most what the student's best is worth less its prices."""
        price, known = self.price, self.ground.problem.pupils[pupil]
        chosen: list[tuple[float, Start]] = []
        enough = float("-inf")
        for worth, starts in self.wishes[pupil]:
            if worth <= enough:
                # No price is below nothing, so nothing better follows.
                break
            start = min(starts, key=price.__getitem__)
            value = worth - price[start]
            if value > enough:
                chosen = _with_best(chosen, value, start, known.owes)
                enough = chosen[-1][0] if len(chosen) == known.owes else enough
        # Two with the same contact or on one day are allowed here: no less than what can really be.
        gain = sum(max(0.0, value) for value, _ in chosen)
        first = 0 if known.begun else self.counted.firsts
        if not chosen or chosen[0][0] + first <= 0:
            return 0.0
        for place, (value, start) in enumerate(chosen):
            if place == 0 or value > 0:
                taken[start] += 1
        return max(gain, chosen[0][0]) + first

    def _host(self, host: int, taken: dict[Start, int]) -> float:
        """What the contact earns at best with starts that keep their distance, within what they offered."""
        known, days = self.ground.problem.hosts[host], self.ground.days
        worked = dict(known.by_day)
        limit = self.coarse.most[host]
        table: list[_Chosen] = [(0.0, ())]
        for cell, starts in self.cells[host]:
            day, most = cell % days, self.holds[cell]
            cost = 0 if day in worked else self.counted.contact_day
            earned = self._of_day(cell, starts, steps(known.minutes + known.gap), most)
            table = _joined(
                table, [earned[0], *((value - cost, those) for value, those in earned[1:])], limit
            )
        best, even = 0.0, 0
        offered: tuple[Start, ...] = ()
        for number, (value, those) in enumerate(table):
            if number:
                even += self.counted.evenness * (known.booked + number - 1)
            if value - even > best:
                best, offered = value - even, those
        for start in offered:
            taken[start] -= 1
        return best

    def _of_day(self, cell: int, starts: list[int], gap: int, most: int) -> list[_Chosen]:
        """By number of calls, the most that a day earns; from the last start to the first."""
        after: list[tuple[int, list[_Chosen]]] = []
        best: list[_Chosen] = [(0.0, ())]
        for one in reversed(starts):
            later = next((table for start, table in reversed(after) if start >= one + gap), [(0.0, ())])
            here, price = list(best), self.price[cell, one]
            for number, (value, those) in enumerate(later[:most]):
                made = value + price, ((cell, one), *those)
                if number + 1 == len(here):
                    here.append(made)
                elif made[0] > here[number + 1][0]:
                    here[number + 1] = made
            after.append((one, here))
            best = here
        return best


def _with_best(
    chosen: list[tuple[float, Start]], value: float, start: Start, most: int
) -> list[tuple[float, Start]]:
    """The best possibilities with one more, each contact-day once."""
    same = next((one for one in chosen if one[1][0] == start[0]), None)
    if same is not None and same[0] >= value:
        return chosen
    others = [one for one in chosen if one is not same]
    return sorted([*others, (value, start)], reverse=True)[:most]


def _joined(table: list[_Chosen], day: list[_Chosen], limit: int) -> list[_Chosen]:
    found: list[_Chosen] = []
    for before, (earned, those) in enumerate(table):
        for number, (value, more) in enumerate(day):
            total = before + number
            if total > limit:
                break
            while len(found) <= total:
                found.append((float("-inf"), ()))
            if earned + value > found[total][0]:
                found[total] = earned + value, those + more
    return found
