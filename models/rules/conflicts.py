"""The only code that says whether bookings clash, and what about them is only to be warned of.

Clashes must never be true of interviews that stand; a warning is for a person to accept. The rules come from
"An interview's life" in the glossary of ARCHITECTURE.md; they are spread over `pair_rules` (two interviews),
`clash_rules` and `warning_rules` (one interview) and `count_rules` (several), and only asked from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from models.errors import Finding
from models.rules.bookings import Bookings, booked
from models.rules.case import Case
from models.rules.clash_rules import clash_findings
from models.rules.count_rules import all_count_findings, count_findings
from models.rules.duty import duty_findings
from models.rules.facts import Interview
from models.rules.hours import local_days
from models.rules.missed import missed_by
from models.rules.pair_rules import all_pair_findings, pair_findings
from models.rules.situation import Situation
from models.rules.warning_rules import warning_findings

__all__ = ["all_conflicts", "find_conflicts", "missed_by"]

_REACH = timedelta(days=2)
_NEVER = datetime.max.replace(tzinfo=UTC)


def find_conflicts(
    candidate: Interview,
    situation: Situation,
    *,
    now: datetime | None = None,
    bookings: Bookings | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with one interview in the situation, clashes first; its own former self does not count.

    Nothing is found about an interview that has no time or does not stand. Without `now`, claims never run
    out and nobody is late with a confirmation. `bookings` is an index of the same situation, for callers that
    ask about many candidates.
    """
    case = _case(candidate, bookings or Bookings(_near(candidate, situation)), now)
    if case is None:
        return ()
    found = [*clash_findings(case), *pair_findings(case), *count_findings(case), *warning_findings(case)]
    return _in_order(found)


def all_conflicts(situation: Situation, now: datetime | None) -> tuple[Finding, ...]:
    """Every clash and then every warning of all that stands; each pair, crowd or full contact once."""
    bookings = Bookings(situation)
    found = [*all_pair_findings(bookings), *all_count_findings(bookings, now)]
    found += [*_solo_findings(bookings, now), *duty_findings(situation)]
    return _in_order(sorted(found, key=lambda one: (one.start or _NEVER, one.kind, one.interviews, one.who)))


def clashes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only what must never be."""
    return tuple(one for one in findings if one.severity == "clash")


def warnings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only what a person may accept."""
    return tuple(one for one in findings if one.severity == "warning")


def _near(candidate: Interview, situation: Situation) -> Situation:
    """The situation with only what the candidate could get in the way of: an index of all takes its time."""
    start, students = candidate.start, set(candidate.students)
    if start is None:
        return situation
    near = {
        ident: one
        for ident, one in situation.interviews.items()
        if one.start is not None
        and (
            abs(one.start - start) < _REACH
            or (one.contact is not None and one.contact == candidate.contact)
            or not students.isdisjoint(one.students)
        )
    }
    return situation._replace(interviews=near)


def _case(interview: Interview, bookings: Bookings, now: datetime | None) -> Case | None:
    one = booked(interview, bookings.situation)
    if one is None:
        return None
    situation = bookings.situation
    zone = situation.zone
    days, missed = local_days(one.span, zone), missed_by(interview, situation)
    return Case(interview, one.span, one.away, situation, bookings, zone, now, days, missed)


def _solo_findings(bookings: Bookings, now: datetime | None) -> Iterator[Finding]:
    for one in bookings.all.values():
        case = _case(one.interview, bookings, now)
        if case is not None:
            yield from clash_findings(case)
            yield from warning_findings(case)


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    return clashes(found) + warnings(found)
