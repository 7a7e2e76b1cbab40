"""Standby duty of a day as words and as a timeline of characters: on duty, teaching, calls, nobody."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from models.queries.duty import AdultDay, DutyDay
from models.rules.naming import clock_text, listing, students_label, times_text
from models.rules.span import Span, gaps, local_instant, local_minute
from screens.dialogs.act_on import ActRow
from screens.widgets.few_lines import Line
from screens.widgets.plain import Cell, Toned

ON_DUTY, TEACHES, BOTH, FREE, BARE, AWAY, CROWDED = "█", "t", "!", "·", "✗", "○", ">"
LEGEND = (
    f"{ON_DUTY} on duty  {TEACHES} teaches  {BOTH} both at once  {AWAY} away this day  digits: calls at once  "
    f"{BARE} nobody watches  {CROWDED} too many calls"
)
_FROM, _TO = 8 * 60, 15 * 60
"""Wall minutes that are shown in any case."""
CALLS = "\ncalls"
UNWATCHED = "\nunwatched"
TOO_MANY = "\ncrowded"


def extent(day: DutyDay, zone: ZoneInfo) -> tuple[int, int]:
    """The first and last wall minute of the timeline, whole hours."""
    spans = [span for _call, span in day.calls]
    spans += [one.span for adult in day.adults for one in adult.duties]
    first = min([_FROM, *(local_minute(span.start, zone) for span in spans)])
    last = max([_TO, *(local_minute(span.end, zone) for span in spans)])
    return first // 60 * 60, -(-last // 60) * 60


def slot_minutes(width: int, first: int, last: int) -> int:
    """How many minutes one character stands for, so that the day fits: 5, 10, 15, 20 or 30."""
    return next((each for each in (5, 10, 15, 20) if (last - first) // each <= width), 30)


def duty_rows(day: DutyDay, zone: ZoneInfo, width: int) -> list[ActRow]:
    """Calls and what nobody watches first, then every adult; `width` characters for the timeline."""
    first, last = extent(day, zone)
    step = slot_minutes(width, first, last)
    slots = [
        Span(local_instant(day.day, at, zone), local_instant(day.day, at + step, zone))
        for at in range(first, last, step)
    ]
    calls = [span for _call, span in day.calls]
    bare = [span for span, _ids in day.unwatched]
    rows = [ActRow(CALLS, (Toned("Calls", "strong"), _counted(slots, calls), ""), calls_lines(day, zone))]
    if bare:
        marks = "".join(BARE if any(slot.overlaps(one) for one in bare) else " " for slot in slots)
        rows.append(
            ActRow(
                UNWATCHED, (Toned("Nobody watches", "bad"), Toned(marks, "bad"), ""), calls_lines(day, zone)
            )
        )
    if day.crowded:
        crowds = [span for span, _calls, _adults in day.crowded]
        marks = "".join(CROWDED if any(slot.overlaps(one) for one in crowds) else " " for slot in slots)
        cells = (Toned("Too many calls", "warn"), Toned(marks, "warn"), "")
        rows.append(ActRow(TOO_MANY, cells, crowd_lines(day, zone)))
    rows += [ActRow(one.staff.id, _cells(one, slots, zone), adult_lines(one, zone)) for one in day.adults]
    return rows


def scale(first: int, last: int, step: int) -> str:
    """The hours above the timeline, each where it begins."""
    each = 60 // step
    return "".join(f"{hour:<{each}}"[:each] for hour in range(first // 60, last // 60))


def timeline_title(day: DutyDay, zone: ZoneInfo, width: int) -> str:
    """The hours as the title of the timeline's column."""
    first, last = extent(day, zone)
    return scale(first, last, slot_minutes(width, first, last))


def _counted(slots: list[Span], calls: list[Span]) -> str:
    counts = (sum(slot.overlaps(call) for call in calls) for slot in slots)
    return "".join(FREE if not count else str(count) if count < 10 else "+" for count in counts)


def _cells(one: AdultDay, slots: list[Span], zone: ZoneInfo) -> tuple[Cell, ...]:
    marks = []
    for slot in slots:
        duty = any(slot.overlaps(each.span) for each in one.duties)
        clash = any(slot.overlaps(each.span) for each in one.clashes)
        teaches = any(slot.overlaps(each.span) for each in one.lessons)
        away = any(slot.overlaps(each.span) for each in one.away)
        marks.append(BOTH if clash else ON_DUTY if duty else AWAY if away else TEACHES if teaches else FREE)
    times = ", ".join(times_text(each.span, zone) for each in one.duties) or ("away" if one.away else "")
    tone = "bad" if one.clashes else "" if one.duties else "dim"
    return Toned(one.staff.name, tone) if tone else one.staff.name, "".join(marks), times


def adult_lines(one: AdultDay, zone: ZoneInfo) -> tuple[Line, ...]:
    """When the adult is on duty and what they teach; what falls together comes first."""
    duty = listing(
        [times_text(each.span, zone) + ("" if each.opening.day else " weekly") for each in one.duties], 4
    )
    lines: list[Line] = []
    for clash in one.clashes:
        what = clash.lesson.school_class.name or clash.lesson.school_class.id
        lines.append(("bad", f"✗ On duty and teaching {what} at once, {times_text(clash.span, zone)}."))
    taught = [
        f"{each.school_class.name or each.school_class.id} {times_text(each.span, zone)}"
        for each in one.lessons
    ]
    gone = listing([times_text(each.span, zone) for each in one.away], 4)
    told = f"on duty {duty}" if duty else "not on duty"
    told += f"; away on this day {gone}, x takes that back" if gone else ""
    lines.append(("", f"{one.staff.name}: {told}."))
    lines.append(("dim", f"Teaches {listing(taught, 8)}." if taught else "Teaches no class on this day."))
    return tuple(lines)


def calls_lines(day: DutyDay, zone: ZoneInfo) -> tuple[Line, ...]:
    """Which minutes of whose calls nobody watches."""
    if not day.calls:
        return (("", "No calls at school on this day."),)
    if not day.unwatched:
        return (_all_watched(day, zone),)
    known = {call.id: call for call, _span in day.calls}
    told = []
    for span, ids in day.unwatched:
        who = listing([students_label(known[each], day.situation) for each in ids])
        told.append(f"{times_text(span, zone)} ({who})")
    return (("bad", f"✗ Nobody watches {'; '.join(told)}."), ("", "n gives somebody a time of duty."))


def _all_watched(day: DutyDay, zone: ZoneInfo) -> Line:
    """That somebody is on duty all the time or, where nobody else is then, who teaches: nobody can do both."""
    calls = [span for _call, span in day.calls]
    free = [
        part
        for one in day.adults
        for each in one.duties
        for part in gaps(each.span, [clash.span for clash in one.clashes])
    ]
    bare = [part for call in calls for part in gaps(call, free)]
    torn = [
        f"{one.staff.name} teaches {times_text(clash.span, zone)}"
        for one in day.adults
        for clash in one.clashes
        if any(clash.span.overlaps(part) for part in bare)
    ]
    count = "the call" if len(calls) == 1 else f"{len(calls)} calls"
    if torn:
        return "warn", f"! Somebody is on duty every minute of {count}, but {listing(torn, 3)}."
    return "good", f"✓ Every minute of {count} is watched."


def crowd_lines(day: DutyDay, zone: ZoneInfo) -> tuple[Line, ...]:
    """When more calls run at once than the adults on duty can watch."""
    each = day.situation.campaign.calls_per_adult
    told = [
        f"{times_text(span, zone)}: {calls} calls, {adults} on duty" for span, calls, adults in day.crowded
    ]
    return (
        ("bad", f"! Too many calls at once: {listing(told, 4)}."),
        ("", f"One adult can watch {each}; n gives somebody else a time of duty."),
    )


def free_words(one: AdultDay, span: Span, zone: ZoneInfo) -> str:
    """What the adult does in that time: "free", "on duty", "teaches Algebra II until 11:38"."""
    taught = [each for each in one.lessons if each.span.overlaps(span)]
    if taught:
        what = taught[0].school_class.name or taught[0].school_class.id
        return f"teaches {what}, {times_text(taught[0].span, zone)}"
    if any(each.span.contains(span) for each in one.duties):
        return "on duty already"
    return f"free {clock_text(span.start, zone)}–{clock_text(span.end, zone)}"
