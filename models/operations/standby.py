"""Standby duty by the time: given, changed and taken away, never to somebody who teaches then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import BadInput, Finding, Refused, UnknownId
from models.operations.stored import opening_text
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import campaign_at, situation_for
from models.rules.duty import DutyClash, lesson_text, teaching_during, unwatched
from models.rules.facts import Campaign, Opening
from models.rules.naming import day_text, times_text, when_text
from models.rules.span import local_day, local_span
from models.tables import rows


def give_duty(unit: Unit, staff: str, when: Opening, *, anyway: bool = False) -> Done:
    """Let an adult stand by at this time, weekly or on one date.

    Raises UnknownId, BadInput for a time that ends before it begins, and Refused where the adult teaches then on any
    school day of the campaign's window (unless `anyway`: a colleague takes the class), or stands by already.
    """
    adult = reading.staff(unit.db).get(staff)
    if adult is None:
        raise UnknownId("staff", staff)
    _require_order(when)
    if when in adult.duty:
        raise Refused(f"{adult.name} stands by then already.")
    if not anyway:
        require_free(unit, staff, adult.name, when)
    unit.insert(rows.Duty, unit.fresh_id("d", rows.Duty), staff=staff, **_columns(when))
    sentence = f"{adult.name} stands by: {opening_text(when)}."
    return Done(unit.say("duty", sentence), sentence)


def change_duty(unit: Unit, duty: str, start: int, end: int, *, anyway: bool = False) -> Done:
    """Other wall minutes for a time of duty. Raises as `give_duty`."""
    row = _row(unit, duty)
    before = Opening(row.weekday, row.day, row.start_minute, row.end_minute)
    after = before._replace(start=start, end=end)
    _require_order(after)
    adult = reading.staff(unit.db)[row.staff]
    if not anyway:
        require_free(unit, row.staff, adult.name, after)
    if not unit.update(rows.Duty, duty, start_minute=start, end_minute=end):
        return Done(0, f"{adult.name} stands by then already.")
    sentence = f"{adult.name} stands by: {opening_text(after)} (before: {opening_text(before)})."
    return Done(unit.say("duty", sentence), sentence)


def end_duty(unit: Unit, duty: str) -> Done:
    """Take a time of duty away. Raises UnknownId."""
    row = _row(unit, duty)
    when = Opening(row.weekday, row.day, row.start_minute, row.end_minute)
    unit.delete(rows.Duty, duty)
    sentence = f"{reading.staff(unit.db)[row.staff].name} no longer stands by: {opening_text(when)}."
    return Done(unit.say("duty", sentence), sentence)


def be_away(unit: Unit, duty: str, day: date) -> Done:
    """Take a weekly time of duty away for one date only, for whoever is ill or needed elsewhere; other weeks stay.

    Calls that nobody watches then come back as warnings. Raises UnknownId, Refused for a date that has no such duty.
    """
    row = _row(unit, duty)
    when = Opening(row.weekday, row.day, row.start_minute, row.end_minute)
    adult = reading.staff(unit.db)[row.staff]
    once = Opening(None, day, when.start, when.end)
    if when.day is not None:
        raise Refused("That duty is of one day only.", "Take the duty itself away.")
    if when.weekday != day.weekday() or once in adult.away:
        raise Refused(f"{adult.name} is not on duty then.", "Choose another day.")
    unit.insert(
        rows.DutyAway, unit.fresh_id("w", rows.DutyAway),
        staff=row.staff, day=day, start_minute=when.start, end_minute=when.end,
    )  # fmt: skip
    sentence = f"{adult.name} does not stand by: {opening_text(once)}. Other weeks stay."
    return Done(unit.say("duty", sentence), sentence, None, _left_alone(unit, day))


def be_back(unit: Unit, away: str) -> Done:
    """Whoever was away on one day stands by after all. Raises UnknownId."""
    row = unit.fetch(rows.DutyAway, away)
    if row is None:
        raise UnknownId("duty", away)
    unit.delete(rows.DutyAway, away)
    when = opening_text(Opening(None, row.day, row.start_minute, row.end_minute))
    sentence = f"{reading.staff(unit.db)[row.staff].name} stands by after all: {when}."
    return Done(unit.say("duty", sentence), sentence)


def be_back_on(unit: Unit, duty: str, day: date) -> Done:
    """As `be_back`, for whom only the duty and the date are known. Raises UnknownId, Refused for one who is not away."""
    row, a = _row(unit, duty), rows.DutyAway
    mine = (a.staff == row.staff) & (a.day == day) & (a.start_minute == row.start_minute)
    found = reading.fetch(unit.db, a.select(a.id).where(mine))
    if not found:
        name = reading.staff(unit.db)[row.staff].name
        raise Refused(f"{name} is not away then.", "`wbl-tui list staff` shows who is.")
    return be_back(unit, found[0][0])


def _left_alone(unit: Unit, day: date) -> tuple[Finding, ...]:
    """The stretches of the day in which calls run at school and nobody watches them, one warning each."""
    situation = situation_for(unit.db, campaign_at(unit.db, unit.now), day, day)
    found = []
    for span, calls in unwatched(situation, day):
        count = "1 call" if len(calls) == 1 else f"{len(calls)} calls"
        text = f"Nobody watches {count} {times_text(span, situation.zone)}."
        found.append(Finding("no_standby", "warning", calls, "", span.start, span.end, text))
    return tuple(found)


def require_free(unit: Unit, staff: str, name: str, when: Opening) -> None:
    """Raises Refused naming the class and the time when the adult teaches in these hours."""
    zone, clashes = _taught(unit, staff, [when])
    if clashes:
        span = clashes[0].lesson.span
        on = day_text(local_day(span.start, zone))
        what = lesson_text(clashes[0])
        raise Refused(
            f"{name} teaches {what}, {times_text(span, zone)} on {on}: nobody is on duty and teaching at once.",
            "Choose another time, or another adult.",
        )


def taught_then(unit: Unit, staff: str, hours: Iterable[Opening]) -> tuple[Finding, ...]:
    """The first class that the adult teaches in each of these hours, as warnings."""
    name = reading.staff(unit.db)[staff].name
    found = []
    for when in hours:
        zone, clashes = _taught(unit, staff, [when])
        if clashes:
            span = clashes[0].span
            text = (
                f"{name} is on duty and teaches {lesson_text(clashes[0])} at once, {when_text(span, zone)}."
            )
            found.append(Finding("duty_while_teaching", "warning", (), name, span.start, span.end, text))
    return tuple(found)


def _taught(unit: Unit, staff: str, hours: Iterable[Opening]) -> tuple[ZoneInfo, list[DutyClash]]:
    campaign = campaign_at(unit.db, unit.now)
    zone = ZoneInfo(campaign.zone)
    spans = [local_span(day, when.start, when.end, zone) for when in hours for day in _days(campaign, when)]
    return zone, teaching_during(
        staff, spans, reading.classes(unit.db).values(), reading.bells(unit.db), zone
    )


def _days(campaign: Campaign, when: Opening) -> list[date]:
    if when.day is not None:
        return [when.day]
    first, last = campaign.first_day.toordinal(), campaign.last_day.toordinal()
    every = (date.fromordinal(number) for number in range(first, last + 1))
    return [day for day in every if day.weekday() == when.weekday]


def _require_order(when: Opening) -> None:
    if not 0 <= when.start < when.end <= 1440:
        raise BadInput("Duty has to end after it begins.", "For example from 10:20 to 11:00.")


def _columns(when: Opening) -> dict[str, Any]:
    return {"weekday": when.weekday, "day": when.day, "start_minute": when.start, "end_minute": when.end}


def _row(unit: Unit, duty: str) -> Any:
    found = unit.fetch(rows.Duty, duty)
    if found is None:
        raise UnknownId("duty", duty)
    return found
