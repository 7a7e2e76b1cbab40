"""When a student could talk with a contact at the least cost: free periods before lunch, electives before core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise, starmap
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.alternatives import EARLIEST, LATEST
from models.rules.bells import BellBook, lunches_of, missed_periods
from models.rules.facts import Campaign, Contact, Period, SchoolClass
from models.rules.naming import day_text, listing, times_text
from models.rules.offers import LIGHTEST_FIRST
from models.rules.span import Span, gaps, local_day, local_span, merge
from models.rules.text import fold

NEVER = LIGHTEST_FIRST.index("never")
_UNKNOWN = "no bell schedule says which class would be missed"
_LUNCH = LIGHTEST_FIRST.index("lunch")

Days = Mapping[date, tuple[Span, ...]]
"""By local date, spans in order (UTC)."""


class Run(NamedTuple):
    """A stretch of a school day that costs the student the same all along: its weight (0 is nothing) and what it is.

    One `across` two stretches costs what the heavier does; it is taken where neither alone is long enough.
    """

    weight: int
    span: Span
    what: tuple[str, ...]
    at_school: bool
    across: bool = False


class Fitting(NamedTuple):
    """A time that both have: how heavy it is for the student, when, and what it is for them in words."""

    weight: int
    span: Span
    words: str


class Timetable:
    """The days of the window that are left, as runs for students who take these classes."""

    def __init__(
        self, bells: BellBook, campaign: Campaign, classes: Iterable[SchoolClass], now: datetime
    ) -> None:
        self.zone = ZoneInfo(campaign.zone)
        self._bells, self._classes = bells, tuple(classes)
        self._now = now
        first = max(campaign.first_day, local_day(now, self.zone))
        days = bells.school_days(first, campaign.last_day) if first <= campaign.last_day else []
        self.days: dict[date, tuple[Run, ...]] = {
            day: tuple(sorted(self._day(day), key=_order)) for day in days
        }
        self._school = sorted(
            (run for runs in self.days.values() for run in runs if run.at_school), key=_order
        )

    def best(self, free: Days | None, minutes: int, taken: Days) -> Fitting | None:
        """The lightest time of that length, the soonest of those; None where there is none.

        `free` is when the contact may be called (None: whenever school is on), `taken` when they are not.
        """
        if free is None:
            found = (_shared(run, run.span, minutes, taken, self.zone) for run in self._school)
            best = next((one for one in found if one), None)
        else:
            by_days = (self._best_of(day, spans, minutes, taken) for day, spans in free.items())
            best = min((one for one in by_days if one), default=None, key=lambda one: (one[0].weight, one[1]))
        return Fitting(best[0].weight, best[1], _words(best[0])) if best else None

    def _best_of(
        self, day: date, spans: tuple[Span, ...], minutes: int, taken: Days
    ) -> tuple[Run, Span] | None:
        """The best of one day; runs are in order of weight."""
        for run in self.days.get(day, ()):
            for span in spans:
                found = _shared(run, span, minutes, taken, self.zone)
                if found:
                    return found
        return None

    def _day(self, day: date) -> Iterator[Run]:
        whole = local_span(day, EARLIEST, LATEST, self.zone)
        single = sorted(self._stretches(day, whole), key=lambda run: run.span)
        pairs = (
            Run(
                max(one.weight, two.weight),
                Span(one.span.start, two.span.end),
                one.what + two.what,
                one.at_school and two.at_school,
                across=True,
            )
            for one, two in pairwise(single)
        )
        for run in (*single, *pairs):
            left = Span(max(run.span.start, self._now), run.span.end)
            if run.weight < NEVER and left.start < left.end:
                yield run._replace(span=left)

    def _stretches(self, day: date, whole: Span) -> Iterator[Run]:
        rows = self._bells.period_spans(day, self.zone)
        yield from self._waves(rows) if lunches_of([row for row, _ in rows]) else starmap(self._stretch, rows)
        if not rows:
            yield Run(0, whole, (_UNKNOWN,), True)
            return
        school = Span(min(span.start for _, span in rows), max(span.end for _, span in rows))
        yield from (Run(0, span, (), False) for span in gaps(whole, [school]))

    def _waves(self, rows: list[tuple[Period, Span]]) -> Iterator[Run]:
        """The stretches of a day on which lunches lie within periods, between any two bells: only the student's own
        lunch is theirs, the other ones are class.
        """
        edges = sorted({moment for _, span in rows for moment in span})
        last: Run | None = None
        for start, end in pairwise(edges):
            here = [row for row, span in rows if span.start <= start and end <= span.end]
            if not here:
                continue
            run = self._stretch_of(here, Span(start, end))
            if last is not None and last.span.end == start and last[:1] + last[2:] == run[:1] + run[2:]:
                run = run._replace(span=Span(last.span.start, end))
            elif last is not None:
                yield last
            last = run
        if last is not None:
            yield last

    def _stretch_of(self, here: list[Period], span: Span) -> Run:
        taught = next((row for row in here if row.kind == "period"), None)
        eating = next((row for row in here if row.kind != "period"), None)
        if taught is None or (eating and not missed_periods(self._bells, "", self._classes, span, self.zone)):
            return self._stretch(eating or here[0], span)
        return self._stretch(taught, span)

    def _stretch(self, period: Period, span: Span) -> Run:
        if period.kind != "period":
            lunch = "lunch" in fold(period.name)
            return Run(_LUNCH if lunch else 0, span, (period.name,) if lunch else (), True)
        missed = missed_periods(self._bells, "", self._classes, span, self.zone)
        heaviest = max(missed, key=lambda one: LIGHTEST_FIRST.index(one.kind), default=None)
        if heaviest is None:
            return Run(0, span, (), True)
        known = next((one for one in self._classes if one.id == heaviest.class_id), None)
        what = f"free period {period.name}" if known is None else _class_words(known, heaviest.kind, period)
        return Run(LIGHTEST_FIRST.index(heaviest.kind), span, (what,), True)


def offered_days(contact: Contact, zone: ZoneInfo) -> Days | None:
    """The hours that a contact stated by local date; None where they stated none."""
    return by_day(contact.availability, zone) if contact.availability else None


def by_day(spans: Iterable[Span], zone: ZoneInfo) -> Days:
    """Spans by the local date on which they begin; touching ones as one."""
    found: dict[date, list[Span]] = defaultdict(list)
    for span in merge(spans):
        found[local_day(span.start, zone)].append(span)
    return {day: tuple(those) for day, those in found.items()}


def fitting_text(fitting: Fitting, zone: ZoneInfo) -> str:
    """The time and what it is for the student: "Tue 24 Nov 10:20–12:00 fits free period 3"."""
    day = day_text(local_day(fitting.span.start, zone))
    return f"{day} {times_text(fitting.span, zone)} {fitting.words}"


def _order(run: Run) -> tuple[int, bool, datetime]:
    return run.weight, run.across, run.span.start


def _shared(run: Run, span: Span, minutes: int, taken: Days, zone: ZoneInfo) -> tuple[Run, Span] | None:
    """What is left of a span within the run, where that is long enough."""
    shared = run.span.shared(span)
    if shared is None or shared.minutes < minutes:
        return None
    busy = taken.get(local_day(shared.start, zone), ()) if taken else ()
    if not busy:
        return run, shared
    left = next((one for one in gaps(shared, busy) if one.minutes >= minutes), None)
    return (run, left) if left else None


def _words(run: Run) -> str:
    what = [one for one in run.what if run.weight == 0 or not one.startswith("free period")]
    if not what:
        return "outside of class"
    if what == [_UNKNOWN]:
        return f"({_UNKNOWN})"
    return f"fits {listing(what)}" if run.weight <= _LUNCH else f"costs {listing(what)}"


def _class_words(known: SchoolClass, kind: str, period: Period) -> str:
    name = known.name or "a class"
    where = "" if f"period {period.name}".casefold() in name.casefold() else f", period {period.name}"
    return f"{name} ({kind}){where}"
