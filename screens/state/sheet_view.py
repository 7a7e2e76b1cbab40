"""One interview as sections to read: who, when, where, what was noted, decided and happened, what is still missing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from models.queries.sheet import Sheet
from models.rules.absences import ABSENCE_WORDS, initial_state
from models.rules.clocks import differs, start_there
from models.rules.interview import WORDS, needs_room
from models.rules.naming import clock_text, day_text, listing, when_text, zone_or
from models.rules.span import local_day
from screens.dialogs.detail import Section
from screens.state.incident_words import incident_lines


def title_of(sheet: Sheet) -> str:
    """Who talks with whom."""
    who = listing([each.label for each in sheet.students]) or sheet.interview.id
    return f"{who} with {sheet.contact.name}" if sheet.contact else who


def sections_of(sheet: Sheet, zone: ZoneInfo) -> tuple[Section, ...]:
    """Everything, in the order in which one asks."""
    found = [
        Section("", _people(sheet) + _place(sheet, zone)),
        Section("Notes of the call", _notes(sheet, zone)),
        Section("Went wrong", incident_lines(sheet.incidents, zone)),
        Section("Classes missed", _absences(sheet, zone)),
        Section("Still missing", _lacking(sheet) + _clashes(sheet)),
        Section("What happened", _history(sheet, zone)),
        Section("Who takes part", _students(sheet) if len(sheet.students) > FEW else []),
    ]
    return tuple(section for section in found if section.lines)


FEW = 4
"""So many students are named first; the names of a whole class would push everything else out of sight."""

Pairs = list[tuple[str, str]]


def _students(sheet: Sheet) -> Pairs:
    return [
        ("Student", f"{each.label}{f', grade {each.grade}' if each.grade else ''}") for each in sheet.students
    ]


def _people(sheet: Sheet) -> Pairs:
    lines, contact = _students(sheet), sheet.contact
    if len(lines) > FEW:
        lines = [("Students", f"{len(lines)}: {listing([each.label for each in sheet.students], 2)}")]
    if contact is not None:
        about = [contact.name, contact.title, contact.employer_name]
        lines.append(("With", ", ".join(part for part in about if part)))
    return lines


def _place(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    one, contact = sheet.interview, sheet.contact
    where = sheet.room or ("no room yet" if needs_room(one.format, one.place) else WORDS[one.place])
    reach = one.link or one.number or (contact.phone if contact else "")
    lines = [
        ("When", f"{_when(sheet, zone)} ({one.minutes} minutes)"),
        ("Where", where),
        ("How", f"{WORDS[one.format]}{f': {reach}' if reach else ''}"),
        ("State", f"{WORDS[one.state]}{f' ({one.because})' if one.because else ''}"),
    ]
    if needs_room(one.format, one.place) and one.start is not None:
        lines.append(("On standby", sheet.standby.name if sheet.standby else "nobody for the whole call"))
    if one.place == "home":
        lines.append(("Guardian", "was told" if one.guardian_told else "not told yet"))
    return lines


def _when(sheet: Sheet, zone: ZoneInfo) -> str:
    span = sheet.interview.span
    if span is None:
        return "no time yet"
    contact = sheet.contact
    if contact is None or not contact.zone or contact.zone == zone.key:
        return when_text(span, zone)
    theirs = zone_or(contact.zone, zone)
    if not differs(span.start, theirs, zone):
        return f"{when_text(span, zone)}, {zone.key}"
    there = start_there(span.start, theirs, zone)
    return f"{when_text(span, zone)}, {zone.key}; for {contact.name} {there}, {contact.zone}"


def _absences(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    names = {each.id: each.first_name for each in sheet.students}
    lines = []
    for each in sheet.absences:
        who = f"{names.get(each.student, '')} " if len(names) > 1 else ""
        what = f"{each.class_name or 'no class'}{f', {each.teacher_name}' if each.teacher_name else ''}"
        state = f"{ABSENCE_WORDS[each.state]}{_by(each.decided_by, each.decided_at, zone)}"
        if each.state == "requested":
            state += _by(each.asked_by, each.asked_at, zone)
        state += f"; condition: {each.condition}" if each.condition else ""
        why = f" ({each.because})" if each.because else ""
        lines.append((f"{who}period {each.period}", f"{what}: {state}{why}"))
    for one in sheet.unwritten:
        known = sheet.trial.situation.classes.get(one.class_id or "")
        lines.append(
            (
                f"period {one.period}",
                f"{known.name if known else 'no class'}: {ABSENCE_WORDS[initial_state(one)]}",
            )
        )
    return lines


def _by(who: str, at: datetime | None, zone: ZoneInfo) -> str:
    """Who did it and when, as far as that is known."""
    when = f", {day_text(local_day(at, zone))} {clock_text(at, zone)}" if at else ""
    return f" by {who}{when}" if who else ""


def _lacking(sheet: Sheet) -> Pairs:
    """What is open of all that it needs; of one that has begun what a call cannot run without."""
    told = (
        [item.text for item in sheet.items if not item.done]
        if sheet.items
        else [t for _code, t in sheet.missing]
    )
    return [("", f"! {text}") for text in told]


def _clashes(sheet: Sheet) -> Pairs:
    return [("", f"✗ {one.text}") for one in sheet.findings if one.severity == "clash"]


def _notes(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    if sheet.notes is None:
        return []
    when = f"{day_text(sheet.notes.at.astimezone(zone).date())} {clock_text(sheet.notes.at, zone)}"
    return [("", line) for line in (*sheet.notes.words.split("\n"), f"({sheet.notes.actor}, {when})")]


def _history(sheet: Sheet, zone: ZoneInfo) -> Pairs:
    lines = []
    for entry in sheet.history:
        local = entry.at.astimezone(zone)
        undone = " (taken back)" if entry.undone else ""
        lines.append((f"{day_text(local.date())} {local:%H:%M}", f"{entry.actor}: {entry.sentence}{undone}"))
    return lines
