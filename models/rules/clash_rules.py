"""What must never be true of one interview by itself: its room, its day, the class its students would miss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.errors import Finding
from models.rules.case import Case
from models.rules.facts import Block, Campaign, Interview, Room
from models.rules.hours import local_days, open_spans, openings_cover
from models.rules.interview import equipment_for
from models.rules.naming import day_text, listing, period_text, student_label, times_text, when_text
from models.rules.situation import Situation
from models.rules.span import Span


def clash_findings(case: Case) -> Iterator[Finding]:
    """The clashes of the interview that need no other one."""
    yield from _window(case)
    room = case.room
    if room is not None:
        for kind, text in room_refusals(room, case.interview, case.span, case.situation):
            yield case.finding(kind, "clash", room.name, text)
    yield from _never_missed(case)


def in_window(campaign: Campaign, days: tuple[date, ...]) -> bool:
    """Whether all the local dates lie in the campaign's window, both its ends included."""
    return campaign.first_day <= days[0] and days[-1] <= campaign.last_day


def closed_day(days: tuple[date, ...], situation: Situation) -> date | None:
    """The first of the dates on which there is no school."""
    return next((day for day in days if not situation.bells.is_school_day(day)), None)


def closed_text(day: date, situation: Situation) -> str:
    """That there is no school, and why: "School is closed on Wed 25 Nov (Snow)"."""
    return f"School is closed on {day_text(day)} ({situation.bells.plan(day).closed})"


def room_refusals(
    room: Room, interview: Interview, span: Span, situation: Situation
) -> Iterator[tuple[str, str]]:
    """Why the room itself cannot hold the interview at that time, other bookings apart: (kind, sentence)."""
    many, wanted = len(interview.students), equipment_for(interview.format)
    if room.capacity < many:
        yield "room_too_small", f"{room.name} holds {room.capacity}; the interview has {many} students."
    if wanted and wanted not in room.equipment:
        yield "room_lacks_equipment", f"{room.name} has no {wanted}, which the interview's format needs."
    closed = closed_text_of(room, span, situation)
    if closed:
        yield "room_closed", closed
    for block in room.blocks:
        if block.span.overlaps(span):
            yield "room_blocked", f"{block_text(room, block, when_text(block.span, situation.zone))}."


def block_text(room: Room, block: Block, when: str) -> str:
    """That the room cannot be used then, and why: "Room 2 is blocked 08:00–15:00 (test)"."""
    how = f"booked by {block.held}" if block.held else "blocked"
    return f"{room.name} is {how} {when}{f' ({block.why})' if block.why else ''}"


def closed_text_of(room: Room, span: Span, situation: Situation) -> str:
    """That the room, or the school, is closed for part of the time, in a sentence; "" where it is open."""
    zone = situation.zone
    days = local_days(span, zone)
    no_school = closed_day(days, situation)
    if no_school is not None:
        return f"{closed_text(no_school, situation)}, and {room.name} with it."
    if not room.hours or openings_cover(room.hours, span, zone):
        return ""
    spans = [times_text(one, zone) for one in open_spans(room.hours, days[0], zone)]
    if not spans:
        return f"{room.name} is not open on {day_text(days[0])}."
    return f"{room.name} is open {listing(spans)} on {day_text(days[0])}, not {times_text(span, zone)}."


def _window(case: Case) -> Iterator[Finding]:
    campaign = case.situation.campaign
    if in_window(campaign, case.days):
        return
    who = listing([student_label(one, case.situation) for one in case.interview.students])
    text = (
        f"{when_text(case.span, case.zone)} is outside the window of {campaign.name}, "
        f"{day_text(campaign.first_day)} to {day_text(campaign.last_day)}."
    )
    yield case.finding("outside_window", "clash", who, text)


def _never_missed(case: Case) -> Iterator[Finding]:
    for one in case.missed:
        if one.kind != "never":
            continue
        known = case.situation.classes.get(one.class_id or "")
        name = known.name if known else one.class_id or "the class"
        usual = known is not None and known.kind != "never"
        how = f"may not be missed on {day_text(one.day)}" if usual else "may never be missed"
        who = student_label(one.student, case.situation)
        text = f"{who} would miss {period_text(one.period, name)} on {day_text(one.day)}, which {how}."
        yield case.finding("class_never_missed", "clash", who, text)
