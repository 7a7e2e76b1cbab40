"""What a plan is worth: each goal's result for people to read, and one number for weights to compare by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.errors import BadInput
from models.planning.problem import Host, Minutes, Problem, Slot, rank_of
from models.rules.text import clean

RANKS = 3
MISSED = ("core", "elective")
"""Kinds that count as classes missed; a lunch that is missed only costs a little."""


class Price(NamedTuple):
    """What missing one class of a kind costs: once for the class, and for each minute."""

    each: int
    minute: int


class Weights(NamedTuple):
    """What one of each is worth (firsts, placed, ranks) or costs (the rest) in a plan by weights.

    `moved` is the price of changing a call that people were told of; no score counts it.
    """

    firsts: int = 1000
    placed: int = 2000
    ranks: tuple[int, ...] = (200, 120, 40)
    core: Price = Price(40, 2)
    elective: Price = Price(15, 1)
    lunch: Price = Price(20, 0)
    evenness: int = 4
    contact_day: int = 15
    moved: int = 400

    @property
    def prices(self) -> dict[str, Price]:
        """The kinds of class that cost something."""
        return {"core": self.core, "elective": self.elective, "lunch": self.lunch}


USUAL = Weights()

STRICT = Weights(
    firsts=100_000_000,
    placed=20_000_000,
    ranks=(3_000_000, 600_000, 0),
    core=Price(4000, 200),
    elective=Price(1500, 100),
    lunch=Price(2000, 0),
    evenness=30,
    contact_day=1,
)
"""Weights so far apart that a search by them comes near the strict order; plans are still compared by `order`."""


FEWEST_CHANGES = Weights(
    firsts=50_000_000_000_000,
    placed=50_000_000_000,
    ranks=(20_000, 12_000, 4_000),
    core=Price(4000, 200),
    elective=Price(1500, 100),
    lunch=Price(2000, 0),
    evenness=400,
    contact_day=1500,
    moved=2_000_000,
)
"""For planning again: first interviews, then as many as are owed, then the fewest changes to what people were told.

One more interview outweighs a thousand changes of the dearest kind, a first one a thousand interviews.
"""


class Score(NamedTuple):
    """Each goal's result of what a plan adds. `ranks` counts interviews by rank, `class_cost` weighs the classes,
    `evenness` adds j - 1 for each contact's j-th interview, `sum` is by weights.
    """

    firsts: int
    placed: int
    ranks: tuple[int, ...]
    classes_missed: int
    minutes_missed: int
    class_cost: int
    evenness: int
    contact_days: int
    sum: int

    @property
    def order(self) -> tuple[int, ...]:
        """What sorts plans by the goals in their strict order; more is better."""
        goals = (self.firsts, self.placed, *self.ranks)
        return (*goals, -self.class_cost, -self.evenness, -self.contact_days)


def score_plan(problem: Problem, plan: Iterable[Slot], weights: Weights) -> Score:
    """The exact score of what the plan adds; its interviews need not be in any order."""
    slots = list(plan)
    served = {slot.pupil for slot in slots}
    firsts = sum(not problem.pupils[one].begun for one in served)
    ranks = [0] * RANKS
    counted: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for slot in slots:
        ranks[_rank(problem, slot) - 1] += 1
        for kind, missed in missed_of(problem, slot):
            counted[kind] += 1
            minutes[kind] += missed
    evenness, contact_days = _evenness(problem, slots), _contact_days(problem, slots)
    gains = weights.firsts * firsts + weights.placed * len(slots)
    gains += sum(each * count for each, count in zip(weights.ranks, ranks, strict=True))
    costs = _class_cost(weights.prices, counted, minutes)
    costs += weights.evenness * evenness + weights.contact_day * contact_days
    return Score(
        firsts,
        len(slots),
        tuple(ranks),
        sum(counted[kind] for kind in MISSED),
        sum(minutes[kind] for kind in MISSED),
        _class_cost(USUAL.prices, counted, minutes),
        evenness,
        contact_days,
        gains - costs,
    )


def missed_of(problem: Problem, slot: Slot) -> list[tuple[str, int]]:
    """What the interview takes from its student, the way there and back included: kind of class, minutes."""
    pupil, day = problem.pupils[slot.pupil], problem.days[slot.day]
    start, end = away_of(problem.hosts[slot.host], slot.start, slot.format)
    missed = []
    for (_name, spans), kinds in zip(day.periods, pupil.kinds[slot.day], strict=True):
        minutes = overlap((start, end), spans)
        if minutes:
            missed += [(kind, minutes) for kind in kinds]
    return missed


def away_of(host: Host, start: int, format_: str) -> Minutes:
    """How long the student is away: the interview, and for one on site the way there and back."""
    way = host.travel if format_ == "on_site" else 0
    return start - way, start + host.minutes + way


def overlap(span: Minutes, spans: Iterable[Minutes]) -> int:
    """Minutes that the span shares with the others."""
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in spans)


def _rank(problem: Problem, slot: Slot) -> int:
    rank = rank_of(problem.pupils[slot.pupil], problem.hosts[slot.host])
    if rank is None:
        raise ValueError("the contact is outside the student's interests")
    return rank


def _class_cost(prices: Mapping[str, Price], counted: Counter[str], minutes: Counter[str]) -> int:
    return sum(price.each * counted[kind] + price.minute * minutes[kind] for kind, price in prices.items())


def _evenness(problem: Problem, slots: list[Slot]) -> int:
    per_host = Counter(slot.host for slot in slots)
    return sum(
        sum(range(problem.hosts[host].booked, problem.hosts[host].booked + count))
        for host, count in per_host.items()
    )


def _contact_days(problem: Problem, slots: list[Slot]) -> int:
    days = defaultdict(set)
    for slot in slots:
        days[slot.host].add(slot.day)
    return sum(len(those - {day for day, _ in problem.hosts[host].by_day}) for host, those in days.items())


def parse_weights(text: str) -> Weights:
    """Weights as typed, "firsts=1000,rank=200/120/40,core=40/2"; what is not named stays usual. Raises BadInput."""
    found = USUAL
    for piece in filter(None, (part.strip() for part in text.split(","))):
        name, sign, value = piece.partition("=")
        if not sign:
            raise _unreadable(piece)
        found = _with(found, name.strip(), value.strip(), piece)
    return found


def _with(weights: Weights, name: str, value: str, piece: str) -> Weights:
    numbers = tuple(_number(part, piece) for part in value.split("/"))
    fields: dict[str, Any] = {}
    if name == "rank" and len(numbers) == RANKS:
        fields["ranks"] = numbers
    elif name in weights.prices and len(numbers) <= len(Price._fields):
        fields[name] = Price(*numbers, *[0] * (len(Price._fields) - len(numbers)))
    elif name in ("firsts", "placed", "evenness", "contact_day") and len(numbers) == 1:
        fields[name] = numbers[0]
    if fields:
        return weights._replace(**fields)
    raise _unreadable(piece)


def _number(text: str, piece: str) -> int:
    if not (text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) <= 9):
        raise _unreadable(piece)
    return int(text)


def _unreadable(piece: str) -> BadInput:
    return BadInput(
        f"--weights: {clean(piece, 60)!r} cannot be read.",
        "Write it like firsts=1000,placed=2000,rank=200/120/40,core=40/2,elective=15/1,lunch=20/0,"
        "evenness=4,contact_day=15.",
    )


def strict_units(problem: Problem) -> Weights:
    """Weights so large that no sum of a lower goal ever outweighs one of a higher: the goals in strict order."""
    most = problem.wanted + 1
    evenness = most
    booked = max((host.booked for host in problem.hosts), default=0)
    price = evenness * most * (most + booked)
    # An interview with its way touches at most some periods of a day; ten thousand is beyond any cost of one.
    third = price * most * 10_000
    second, first = third * most, third * most * most
    core, elective, lunch = (Price(price * one.each, price * one.minute) for one in USUAL.prices.values())
    placed = first * most
    return Weights(placed * most, placed, (first, second, third), core, elective, lunch, evenness, 1)
