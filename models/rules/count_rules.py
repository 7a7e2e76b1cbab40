"""What is too much of a good thing: more interviews than a contact offered, more calls than adults can watch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from models.errors import Finding, Severity
from models.rules.bookings import Booked, Bookings, school_local_day
from models.rules.case import Case
from models.rules.facts import Contact, Interview
from models.rules.hours import local_days, staff_duty_spans
from models.rules.interview import needs_room
from models.rules.naming import day_text, listing, student_label, students_label, when_text
from models.rules.situation import Situation
from models.rules.span import Span


def count_findings(case: Case) -> Iterator[Finding]:
    """The interview put to what stands already."""
    own, contact = case.booked, case.contact
    if contact is not None:
        others = [one for one in case.bookings.of_contact(contact.id) if one.interview.id != own.interview.id]
        yield from _full(contact, [own, *others], case.situation, case.now)
        day = school_local_day(own, case.situation)
        same_day = [one for one in others if school_local_day(one, case.situation) == day]
        yield from _full_day(contact, [own, *same_day], case.situation)
    if needs_room(own.interview.format, own.interview.place):
        beside = case.bookings.calls_during(own.span)
        calls = [own, *(one for one in beside if one.interview.id != own.interview.id)]
        if len(calls) > case.situation.campaign.calls_per_adult:
            # Of calls that begin and end together, the first one's answer holds for all.
            known = case.bookings.overfull if own in beside else {}
            if own.span not in known:
                known[own.span] = tuple(_overfull(calls, own.span, case.situation))
            yield from _crowds(calls, known[own.span], case.situation)


def all_count_findings(bookings: Bookings, now: datetime | None) -> Iterator[Finding]:
    """Every full contact, full day and crowd once; the latest interview first."""
    situation = bookings.situation
    for ident, those in bookings.contacts.items():
        contact = situation.contacts.get(ident)
        if contact is not None:
            yield from _full(contact, those[::-1], situation, now)
            for _day, same_day in groupby(those, lambda one: school_local_day(one, situation)):
                yield from _full_day(contact, list(same_day)[::-1], situation)
    for calls in _together(bookings.at_school.values()):
        if len(calls) > situation.campaign.calls_per_adult:
            whole = Span(calls[0].span.start, max(one.span.end for one in calls))
            yield from _crowds(calls, _overfull(calls, whole, situation), situation)


def live_claims(contact: str, served: Iterable[str], situation: Situation, now: datetime | None) -> list[str]:
    """Students with a claim on the contact that has not run out, those `served` already left out."""
    without = set(served)
    return sorted(
        {
            claim.student
            for claim in situation.claims
            if claim.contact == contact
            and claim.student not in without
            and (now is None or claim.until > now)
        }
    )


def _full(
    contact: Contact, those: list[Booked], situation: Situation, now: datetime | None
) -> Iterator[Finding]:
    if contact.limit is None:
        return
    served = (student for one in those for student in one.interview.students)
    claimed = live_claims(contact.id, served, situation, now)
    elsewhere = situation.elsewhere.get(contact.id, 0)
    if len(those) + elsewhere + len(claimed) <= contact.limit:
        return
    held = listing([student_label(one, situation) for one in claimed])
    claims = f", and {held} {'has' if len(claimed) == 1 else 'have'} a claim" if claimed else ""
    text = (
        f"{contact.name} offered {_interviews(contact.limit)} in this window; "
        f"with this one {_stand(len(those) + elsewhere)}{claims}."
    )
    yield _counted("contact_full", contact.name, those, those[0].span, text)


def _full_day(contact: Contact, those: list[Booked], situation: Situation) -> Iterator[Finding]:
    if contact.per_day is None or len(those) <= contact.per_day:
        return
    day = day_text(school_local_day(those[0], situation))
    text = (
        f"{contact.name} offered {_interviews(contact.per_day)} a day; "
        f"with this one {_stand(len(those))} on {day}."
    )
    yield _counted("contact_full_day", contact.name, those, those[0].span, text)


def _interviews(count: int) -> str:
    return "1 interview" if count == 1 else f"{count} interviews" if count else "no interviews"


def _stand(count: int) -> str:
    return "there is 1" if count == 1 else f"there are {count}"


def _counted(kind: str, who: str, those: list[Booked], span: Span, text: str) -> Finding:
    ids = tuple(one.interview.id for one in those)
    severity: Severity = "warning" if kind == "too_many_calls" else "clash"
    return Finding(kind, severity, ids, who, span.start, span.end, text)


def _together(by_day: Iterable[list[Booked]]) -> Iterator[list[Booked]]:
    """Calls in groups that no moment without a call divides, each in order of start."""
    group: list[Booked] = []
    end = None
    for one in sorted((one for calls in by_day for one in calls), key=lambda it: (it.span, it.interview.id)):
        if end is not None and one.span.start >= end:
            yield group
            group, end = [], None
        group.append(one)
        end = one.span.end if end is None else max(end, one.span.end)
    if group:
        yield group


def _crowds(
    calls: list[Booked], overfull: Iterable[tuple[Span, int, int]], situation: Situation
) -> Iterator[Finding]:
    for stretch, most, adults in overfull:
        here = [one for one in calls if one.span.overlaps(stretch)]
        on_duty = "1 adult is" if adults == 1 else f"{adults} adults are"
        text = (
            f"{most} calls run at once {when_text(stretch, situation.zone)}, while {on_duty} on duty, "
            f"who can watch {situation.campaign.calls_per_adult * adults}."
        )
        yield _counted("too_many_calls", students_label(here[0].interview, situation), here, stretch, text)


def overfull_spans(
    calls: Iterable[tuple[Interview, Span]], situation: Situation
) -> tuple[tuple[Span, int, int], ...]:
    """Stretches in which more of these calls run at once than the adults then on duty can watch: when, calls, adults."""
    those = [Booked(span, span, one) for one, span in calls]
    if not those:
        return ()
    whole = Span(min(one.span.start for one in those), max(one.span.end for one in those))
    return tuple(_overfull(those, whole, situation))


def _overfull(calls: list[Booked], within: Span, situation: Situation) -> Iterator[tuple[Span, int, int]]:
    """Stretches with more calls than the adults then on duty can watch: most calls at once, and the adults.

    Moments with no adult at all are not meant: of those `no_standby` warns, call by call.
    """
    steps = _steps(calls, within, situation)
    each, running, adults = situation.campaign.calls_per_adult, 0, 0
    began, most, watching = None, 0, 0
    for at in sorted(steps):
        running, adults = running + steps[at][0], adults + steps[at][1]
        over = adults > 0 and running > each * adults
        if began is not None and (not over or adults != watching):
            yield Span(began, at), most, watching
            began = None
        if over:
            began, most = (at, running) if began is None else (began, max(most, running))
            watching = adults


def _steps(calls: list[Booked], within: Span, situation: Situation) -> dict[datetime, list[int]]:
    """By moment, how many calls more (or fewer) run from then on, and how many adults more are on duty."""
    steps: dict[datetime, list[int]] = defaultdict(lambda: [0, 0])
    days = local_days(within, situation.zone)
    duty = [
        span
        for adult in situation.staff.values()
        if adult.duty
        for day in days
        for span in staff_duty_spans(adult, day, situation.zone)
    ]
    for which, spans in enumerate(([one.span for one in calls], duty)):
        for span in spans:
            shared = span.shared(within)
            if shared:
                steps[shared.start][which] += 1
                steps[shared.end][which] -= 1
    return steps
